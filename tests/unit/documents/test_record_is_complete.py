"""Everything that a plan says stands on the clinician's record, and what it cites can be looked up there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import page
import pytest

from desktop_app.application.vocabulary import vocabulary_of
from desktop_app.documents.blocks import Document
from desktop_app.documents.care_plan_document import care_plan_document
from desktop_app.documents.pdf_renderer import ReportlabRenderer
from desktop_app.documents.record_abbreviations import ABBREVIATIONS, texts_of
from desktop_app.documents.record_text import day
from desktop_app.documents.referral_document import accepted_referrals, referral_document
from desktop_app.domain.care_plan import Basis, CarePlan
from desktop_app.engine.evaluate import evaluate
from desktop_app.engine.plan_sources import bases_of
from desktop_app.engine.planning import compose_plan
from desktop_app.interop.case_file import read_case
from tests.unit.documents.composed_plans import composed
from tests.unit.documents.plans import PLANS
from tests.unit.documents.reading import body_and_header, body_as_drawn, run, squeezed
from tests.unit.engine.plan_cases import ROOT, compiled, context, knowledge

SAMPLES = sorted((ROOT / "resources" / "samples").glob("*.yaml"))
STANDINGS = {"verified", "mixed", "from knowledge", "local convention"}
PUBLISHERS = {
    *("ACP", "AHRQ", "APTA", "DoD", "EU", "FDA", "NICE", "US", "VA", "WHO", "APS"),
    *(
        "ASKED",
        "ASSESSED",
        "AVAILABLE",
        "EMERGENCY",
        "INCOMPLETE",
        "NOT",
        "OVERRIDE",
        "TODAY",
        "UNANSWERED",
        "YES",
    ),
    *("DSC", "ID", "II", "III", "IV", "MD", "PLAN", "UTC"),
}
"""Names of publishers, emphasised words, numerals and what stands in the fixtures: nothing to be spelled out."""


@cache
def _sample(file: Path) -> CarePlan:
    visit = read_case(file, file_name=file.name, vocabulary=vocabulary_of(knowledge()))
    signed = context().model_copy(update={"audit_head": "5d" * 32})
    return compose_plan(visit, evaluate(visit, compiled()), compiled(), signed)


EACH_PLAN = pytest.mark.parametrize(
    "plan", [*PLANS.values(), *map(_sample, SAMPLES)], ids=[*PLANS, *(file.stem for file in SAMPLES)]
)


@cache
def _composed() -> tuple[CarePlan, ...]:
    return tuple(composed(20261121, 80))


def _said(plan: CarePlan) -> Iterator[tuple[str, str]]:
    """What the record must hold: which part of it, and the words."""
    yield from _who_and_when(plan)
    yield from (("fact", f"{each.label}: {each.value}") for each in (*plan.facts, *plan.examination))
    yield from (("medicine taken", each) for each in plan.current_medicines)
    yield from (("allergy", each) for each in plan.allergies)
    for group in plan.answers:
        for item in group.items:
            yield item.state, item.finding if item.state == "no" else f"{item.id} {item.finding}"
    for reason in plan.reasons:
        yield (
            "fired",
            f"{reason.id} {'closed by the finished work-up: ' if reason.closed else ''}{reason.text}",
        )
    yield from (("order", each.label) for each in plan.orders)
    due = [each.due for each in plan.orders] + [each.due for each in plan.actions]
    yield from (("due", day(each)) for each in (*due, *(found.due for found in plan.referrals)) if each)
    yield from (("referral", f"Referral: {each.to}") for each in plan.referrals)
    yield from _care(plan)
    yield from (("safety-net", each) for each in plan.safety_net)
    if plan.follow_up.due:
        yield "follow-up", day(plan.follow_up.due)
    yield from _standing(plan)


def _who_and_when(plan: CarePlan) -> Iterator[tuple[str, str]]:
    patient, context = plan.patient, plan.context
    yield "who", f"{patient.given_name} {patient.family_name}, {patient.sex}, born {day(patient.birth_date)}"
    yield "who", f"({patient.age} y), ID {patient.identifier}"
    yield "when", f"Visit{day(plan.visit_date)}, {context.clinician.styled}, {context.clinic.name}"


def _care(plan: CarePlan) -> Iterator[tuple[str, str]]:
    for medicine in plan.medications:
        yield from (("dose", each) for each in (medicine.name, medicine.dose, medicine.maximum))
        yield "stop date", f"stop on {day(medicine.stop_date)}"
        yield from (("monitoring", each) for each in (*medicine.monitoring, *medicine.counselling))
        if medicine.override is not None:
            yield "override", f"{medicine.override.reason}. {medicine.override.text}"
        if medicine.guideline_note is not None:
            yield "guidelines differ", f"{medicine.name}, guidelines differ: {medicine.guideline_note}"
    for therapy in plan.therapies:
        yield "therapy", therapy.name
        if therapy.guideline_note is not None:
            yield "guidelines differ", f"Guidelines differ. {therapy.guideline_note}"
    checks = [each.issues for each in plan.medications] + [each.issues for each in plan.therapies]
    yield from (("check", issue.text) for issues in checks for issue in issues)
    if plan.emergency_override is not None:
        yield "override", plan.emergency_override.text


def _standing(plan: CarePlan) -> Iterator[tuple[str, str]]:
    yield "content", plan.content_notice
    yield "review state", f"Content {plan.content.version}"
    yield "audit head", f"Audit trail up to {(plan.context.audit_head or '')[:12]}"
    yield "attestation", plan.attestation
    yield "signature", f"{plan.context.clinician.styled} · {plan.context.clinic.name}"
    yield "signature", f"Plan {plan.context.plan_id}"


@EACH_PLAN
def test_record_says_everything_that_the_plan_holds(plan: CarePlan, tmp_path: Path) -> None:
    drawn = body_as_drawn(care_plan_document(plan, "letter"), tmp_path)
    assert [(part, words) for part, words in _said(plan) if squeezed(words) not in drawn] == []


def test_generated_plans_show_where_guidelines_differ() -> None:
    shown = 0
    for plan in _composed():
        printed = " ".join(texts_of(care_plan_document(plan, "letter").blocks))
        notes = [each.guideline_note for each in plan.medications]
        notes += [each.guideline_note for each in plan.therapies]
        assert [note for note in notes if note is not None and note not in printed] == []
        shown += sum(note is not None for note in notes)
    assert shown


def test_everything_that_is_decided_says_why_and_names_a_source() -> None:
    for plan in _composed():
        assert [basis for basis in _decided(plan) if not basis.sources] == []
        assert [each.label for each in plan.orders if not each.basis.because] == []
        assert [each.name for each in plan.medications if not each.basis.because] == []
        assert plan.follow_up.basis.because
        assert plan.follow_up.basis.sources


def _decided(plan: CarePlan) -> Iterator[Basis]:
    yield from (each.basis for each in plan.reasons)
    yield from (each.basis for each in plan.orders)
    yield from (each.basis for each in plan.referrals)
    yield from (each.basis for each in plan.medications)
    yield from (each.basis for each in plan.therapies)


def test_every_reference_in_brackets_can_be_looked_up_in_the_same_document() -> None:
    """Plans of the record and pages of the letter: each cites from its own list of sources."""
    for plan in _composed():
        rules = {rule for basis in bases_of(plan) for rule in basis.rules}
        for document in _documents(plan):
            texts = list(texts_of(document.blocks))
            listed = {found for text in texts if (found := _listed_source(text))}
            cited = {each for text in texts for each in _references(text)}
            assert cited - rules - STANDINGS <= listed <= {source.id for source in plan.sources}


def _documents(plan: CarePlan) -> Iterator[Document]:
    yield care_plan_document(plan, "letter")
    for referral in accepted_referrals(plan):
        yield referral_document(plan.model_copy(update={"referrals": (referral,)}), "letter")


def _listed_source(text: str) -> str | None:
    """The id at the head of an entry of the source list: a text of its own that ends in a space."""
    found = re.fullmatch(r"\[([^\];,]+)\] ", text)
    return None if found is None else found[1]


def _references(text: str) -> Iterator[str]:
    """Rules, sources and standing in the brackets of a basis, which ends what it belongs to."""
    for found in re.findall(r"^\[([^\]]+)\]$", text):
        yield from re.split(r"[;,] ", found)


def test_every_abbreviation_of_a_record_is_spelled_out_in_it() -> None:
    known = {*ABBREVIATIONS, *(f"{short}s" for short in ABBREVIATIONS), *PUBLISHERS}
    for plan in _composed():
        ids = {found for basis in bases_of(plan) for found in (*basis.rules, *basis.sources)}
        for text in texts_of(care_plan_document(plan, "letter").blocks[:-1]):
            plain = re.sub(r"\[[^\]]*\]|\b[A-Z]{2}-[A-Z]*\d+[a-z]?\b", "", text)
            words = set(re.findall(r"(?<![\w-])[A-Za-z]*[A-Z]{2,}[A-Za-z]*(?![\w])", plain))
            assert words - known - ids == set()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda file: file.stem)
def test_clinicians_documents_meet_both_standards_and_are_heard_as_they_are_drawn(
    sample: Path, tmp_path: Path
) -> None:
    for document in _documents(_sample(sample)):
        pdf = ReportlabRenderer().render(document).pdf
        for standard in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
            assert list(page.validate_pdf_bytes(pdf, profile=standard).failures) == []
        heard = re.findall(r'"(.*)"', run("pdfinfo", "-struct-text", "{pdf}", pdf=pdf, folder=tmp_path))
        body, header = body_and_header(pdf, document, tmp_path)
        assert squeezed("".join(heard)) == f"{header}{body}{squeezed(document.running_footer)}"
