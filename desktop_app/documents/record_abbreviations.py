"""Abbreviations of the clinicians' documents, each spelled out once where it is used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from types import MappingProxyType

from desktop_app.documents.blocks import Block
from desktop_app.documents.record_text import lead, sentence
from desktop_app.documents.text_runs import Text

ABBREVIATIONS: Mapping[str, str] = MappingProxyType(
    {
        "ACE": "angiotensin-converting enzyme",
        "ALT": "alanine aminotransferase",
        "APAP": "acetaminophen",
        "ARB": "angiotensin receptor blocker",
        "AST": "aspartate aminotransferase",
        "CBT": "cognitive behavioral therapy",
        "CKD": "chronic kidney disease",
        "CNS": "central nervous system",
        "COPD": "chronic obstructive pulmonary disease",
        "COX": "cyclooxygenase",
        "CRP": "C-reactive protein",
        "CT": "computed tomography",
        "ECG": "electrocardiogram",
        "eGFR": "estimated glomerular filtration rate",
        "EPI": "epidemiology collaboration",
        "ER": "emergency room",
        "ESR": "erythrocyte sedimentation rate",
        "GABA": "gamma-aminobutyric acid",
        "HIV": "human immunodeficiency virus",
        "HLA": "human leukocyte antigen",
        "IGRA": "interferon-gamma release assay",
        "INR": "international normalized ratio",
        "LLLT": "low-level laser therapy",
        "MAOI": "monoamine oxidase inhibitor",
        "MBSR": "mindfulness-based stress reduction",
        "MME": "morphine milligram equivalents",
        "MRC": "Medical Research Council grade",
        "MRI": "magnetic resonance imaging",
        "NSAID": "nonsteroidal anti-inflammatory drug",
        "NYHA": "New York Heart Association",
        "ODI": "Oswestry Disability Index",
        "PDMP": "prescription drug monitoring program",
        "PEG": "pain, enjoyment of life and general activity",
        "PHQ": "Patient Health Questionnaire",
        "PPD": "tuberculin skin test",
        "PPI": "proton pump inhibitor",
        "QT": "interval of the electrocardiogram",
        "RMDQ": "Roland-Morris Disability Questionnaire",
        "SNRI": "serotonin-noradrenaline reuptake inhibitor",
        "SSRI": "selective serotonin reuptake inhibitor",
        "STarT": "Subgroups for Targeted Treatment",
        "TENS": "transcutaneous electrical nerve stimulation",
        "TIA": "transient ischemic attack",
    }
)


def abbreviations(body: Iterable[Block]) -> tuple[Text, ...]:
    """The one text that spells out those that ``body`` uses, if any."""
    words = set(re.findall(r"\b[A-Za-z]+\b", " ".join(texts_of(tuple(body)))))
    used = [f"{short} {full}" for short, full in ABBREVIATIONS.items() if {short, f"{short}s"} & words]
    return (lead("Abbreviations:", sentence("; ".join(used))),) if used else ()


def texts_of(part: object) -> Iterator[str]:
    """Every text inside a part of a document."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from texts_of(each)
    elif is_dataclass(part):
        for field in fields(part):
            yield from texts_of(getattr(part, field.name))
