"""What people type reaches every document as it was typed, or is refused by name, and never becomes more."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pikepdf
import pytest

from desktop_app.composition.plans import ReportlabDocuments
from desktop_app.documents.blocks import Document
from desktop_app.documents.care_plan_document import care_plan_document
from desktop_app.documents.emergency_sheet_document import Density, emergency_sheet_document
from desktop_app.documents.handout_document import handout_document
from desktop_app.documents.pdf_renderer import ReportlabRenderer
from desktop_app.documents.pdf_text import Typesetter
from desktop_app.documents.referral_document import referral_document
from desktop_app.documents.text_runs import TextSize
from desktop_app.domain.care_plan import CarePlan, Labelled, PlanContext, PlannedMedication, PlanOverride
from desktop_app.domain.emergency_sheet import EmergencySheet, SheetMedicine
from desktop_app.domain.errors import RenderError
from desktop_app.domain.value_types import NAME_LENGTH
from tests.unit.documents.hostile_texts import PRINTED, REFUSED, STRAY_MARKS
from tests.unit.documents.plans import EMERGENCY, OVERRIDE
from tests.unit.documents.reading import body_and_header, squeezed
from tests.unit.documents.test_emergency_sheet_document import sheet as emergency_sheet
from tests.unit.engine.plan_cases import context
from tests.unit.engine.plan_cases import plan as composed

IN_EVERY_DOCUMENT: Final = frozenset({"identifier", "clinic", "phone", "clinician", "credential"})
NAMES: Final = frozenset({"given", "family"})
FOR_CLINICIANS: Final = frozenset({"medicine", "unchecked", "allergy", "emergency"})
IN_THE_LETTER: Final = frozenset({"notes", "condition"})
PRINTED_IN: Final = {
    "care-plan": IN_EVERY_DOCUMENT
    | NAMES
    | FOR_CLINICIANS
    | IN_THE_LETTER
    | {"override", "incomplete", "amendment"},
    "handout": IN_EVERY_DOCUMENT | NAMES,
    "referral": IN_EVERY_DOCUMENT | NAMES | FOR_CLINICIANS | IN_THE_LETTER | {"after_hours"},
    "emergency-sheet": IN_EVERY_DOCUMENT | FOR_CLINICIANS | {"given", "FAMILY", "after_hours"},
}
"""The fields that each document prints; the emergency sheet prints the family name in capitals."""
FIELDS: Final = sorted(frozenset().union(*PRINTED_IN.values()) - {"FAMILY"})

ACTIVE: Final = {
    "/URI", "/JavaScript", "/JS", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/Rendition", "/Sound",
    "/Movie", "/Link", "/Image", "/OpenAction", "/AA", "/XFA",
}  # fmt: skip
UNSHORTENED: Final = Density(TextSize.RECORD, 40, 10_000)
_IN_ONE_FIELD: Final = 450
"""Characters: as much as a signature of several lines holds on one page. A phone number, which is drawn beside its
pictogram, holds one text within its cap."""


def _marked(field: str, number: int, text: str) -> str:
    return f"[{field}{number}] {text} [end]"


def _batches() -> Iterator[tuple[str, ...]]:
    batch: list[str] = []
    for text in PRINTED:
        if batch and sum(len(_marked("identifier", 0, each)) for each in (*batch, text)) > _IN_ONE_FIELD:
            yield tuple(batch)
            batch = []
        batch.append(text)
    yield tuple(batch)


BATCHES: Final = tuple(_batches())


def _changed(model: Any, **changes: Any) -> Any:
    return model.model_copy(update=changes)


def _overridden(medicine: PlannedMedication, reason: str) -> PlannedMedication:
    changed: PlannedMedication = _changed(medicine, override=_changed(medicine.override, text=reason))
    return changed


def hostile_plan(texts: dict[str, str]) -> CarePlan:
    """An emergency with a referral and an override, with ``texts`` in the fields that people type into."""
    (medicine,) = OVERRIDE.medications
    plan: CarePlan = _changed(
        EMERGENCY,
        patient=_changed(
            EMERGENCY.patient,
            given_name=texts["given"],
            family_name=texts["family"],
            identifier=texts["identifier"],
        ),
        consultation=json.dumps(texts),
        context=_hostile_context(texts),
        emergency_override=PlanOverride(reason="Another reason.", text=texts["emergency"]),
        notes=texts["notes"],
        current_medicines=(texts["medicine"],),
        unchecked_medicines=(texts["unchecked"],),
        allergies=(texts["allergy"],),
        incomplete_reason=texts["incomplete"],
        facts=(Labelled(label="Other conditions", value=texts["condition"]),),
        medications=(_overridden(medicine, texts["override"]),),
    )
    return plan


def _hostile_context(texts: dict[str, str]) -> PlanContext:
    signed = EMERGENCY.context
    clinic = _changed(
        signed.clinic, name=texts["clinic"], phone=texts["phone"], after_hours_phone=texts["after_hours"]
    )
    clinician = _changed(signed.clinician, name=texts["clinician"], credential=texts["credential"])
    context: PlanContext = _changed(
        signed, clinic=clinic, clinician=clinician, replaces="11AA22BB", amendment_reason=texts["amendment"]
    )
    return context


def hostile_sheet(texts: dict[str, str]) -> EmergencySheet:
    """The emergency sheet with ``texts`` in the fields that people type into."""
    composed = emergency_sheet({"answers": {"RF-C4": "yes"}})
    sheet: EmergencySheet = _changed(
        composed,
        context=_hostile_context(texts),
        patient=_changed(
            composed.patient,
            given_name=texts["given"],
            family_name=texts["family"],
            identifier=texts["identifier"],
        ),
        medicines=(SheetMedicine(text=texts["medicine"], mark="ANTICOAGULANT"),),
        unchecked_medicines=(texts["unchecked"],),
        allergies=(texts["allergy"],),
        override=PlanOverride(reason="Another reason.", text=texts["emergency"]),
    )
    return sheet


@cache
def _texts(batch: Sequence[str]) -> dict[str, str]:
    """For each field the texts of the batch, each marked with the field."""
    return {field: " ".join(_held(field, batch)) for field in FIELDS}


def _held(field: str, batch: Sequence[str]) -> list[str]:
    marked = [_marked(field, number, text) for number, text in enumerate(batch)]
    return marked if field != "phone" else [text for text in marked[:1] if len(text) <= NAME_LENGTH]


@cache
def _documents(batch: Sequence[str]) -> dict[str, tuple[Document, bytes]]:
    texts = _texts(batch)
    plan = hostile_plan(texts)
    documents = {
        "care-plan": care_plan_document(plan, "letter"),
        "handout": handout_document(plan, "letter"),
        "referral": referral_document(plan, "letter"),
        "emergency-sheet": emergency_sheet_document(hostile_sheet(texts), "letter", UNSHORTENED),
    }
    return {kind: (each, ReportlabRenderer().render(each).pdf) for kind, each in documents.items()}


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_hostile_text_in_every_field_is_printed_as_typed_in_all_documents(
    batch: Sequence[str], tmp_path: Path
) -> None:
    """As typed, but for white space and the composed form."""
    for kind, (document, pdf) in _documents(batch).items():
        printed = "".join(body_and_header(pdf, document, tmp_path))
        typed = {
            squeezed(unicodedata.normalize("NFC", text.upper() if field.isupper() else text))
            for field in PRINTED_IN[kind]
            for text in _held(field.lower(), batch)
        }
        assert {text for text in typed if text not in printed} == set(), kind


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_hostile_text_adds_no_link_no_script_and_no_file_and_describes_the_document_truly(
    batch: Sequence[str],
) -> None:
    for kind, (document, pdf) in _documents(batch).items():
        with pikepdf.open(BytesIO(pdf)) as opened:
            names = {name for each in opened.objects for name in _names_in(each)}
            attached = {name: file.get_file().read_bytes() for name, file in opened.attachments.items()}
            about = _described(opened)
            annotations = [each.Subtype for page in opened.pages for each in page.get("/Annots", [])]
        assert names & ACTIVE == set(), kind
        consultation = json.dumps(_texts(batch)).encode()
        assert attached == ({"consultation.json": consultation} if kind == "care-plan" else {})
        assert annotations == [pikepdf.Name.Widget], "the empty signature field alone"
        assert about == {squeezed(unicodedata.normalize("NFC", document.author))}


def _described(pdf: pikepdf.Pdf) -> set[str]:
    """The author in the two descriptions of the file; the XML one must be well-formed."""
    (creator,) = pdf.open_metadata(strict=True)["dc:creator"]
    return {squeezed(str(pdf.docinfo.Author)), squeezed(creator)}


def _names_in(value: Any) -> set[str]:
    """Keys and names of an object with what it holds directly; indirect objects are looked at by themselves."""
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        return {*value.keys(), *(name for item in value.values() for name in _names_below(item))}
    if isinstance(value, pikepdf.Array):
        return {name for item in value for name in _names_below(item)}
    return {str(value)} if isinstance(value, pikepdf.Name) else set()


def _names_below(value: Any) -> set[str]:
    return set() if getattr(value, "is_indirect", False) else _names_in(value)


def test_there_are_five_hundred_texts() -> None:
    assert len(set(PRINTED)) >= 500


@pytest.mark.parametrize(("character", "text"), REFUSED, ids=[ascii(text) for _, text in REFUSED])
def test_character_that_cannot_be_printed_is_refused_by_its_number_without_the_text(
    character: str, text: str
) -> None:
    with pytest.raises(RenderError) as refusal:
        Typesetter().clean(text)

    assert f"U+{ord(character):04X}" in str(refusal.value)
    assert "Ruiz" not in str(refusal.value)


@pytest.mark.parametrize("text", STRAY_MARKS, ids=ascii)
def test_mark_on_no_letter_or_piled_up_is_refused(text: str) -> None:
    with pytest.raises(RenderError, match="COMBINING"):
        Typesetter().clean(text)


@pytest.mark.parametrize("kind", sorted(PRINTED_IN.keys() - {"emergency-sheet"}))
def test_name_that_would_reorder_a_dose_is_refused_in_every_field_of_every_document(kind: str) -> None:
    plain = dict.fromkeys(FIELDS, "Ana")
    renderer = ReportlabDocuments()
    for field in PRINTED_IN[kind]:
        with pytest.raises(RenderError, match=r"U\+202E RIGHT-TO-LEFT OVERRIDE"):
            renderer.render(hostile_plan(plain | {field: "Ana \u202e gm 005"}), "letter")


@pytest.mark.parametrize("text", [text for text in PRINTED if "{" in text], ids=ascii)
def test_field_in_a_name_is_never_filled_in_the_handout(text: str) -> None:
    lines = [
        line.text for part in composed(signed=context(clinician=text)).handout.parts for line in part.lines
    ]

    assert f"{text} went through this plan with you on Friday, November 20." in lines


def test_rendering_hostile_texts_opens_no_file_and_no_connection(project_root: Path) -> None:
    program = (
        "import sys\n"
        "from desktop_app.composition.plans import ReportlabDocuments\n"
        "from tests.unit.documents.hostile_texts import PRINTED\n"
        "from tests.unit.documents.test_hostile_texts import *\n"
        "render, draw = ReportlabDocuments().render, ReportlabRenderer().render\n"
        "render(hostile_plan(dict.fromkeys(FIELDS, 'Ana')), 'letter')\n"
        "hostile_sheet(dict.fromkeys(FIELDS, 'Ana'))\n"
        "opened = []\n"
        "watched = ('open', 'socket', 'subprocess', 'os.', 'urllib', 'exec', 'compile', 'import')\n"
        "sys.addaudithook(lambda event, arguments: event.startswith(watched) and opened.append((event, arguments)))\n"
        "for start in range(0, 240, 12):\n"
        "    texts = dict.fromkeys(FIELDS, ' '.join(PRINTED[start : start + 12]))\n"
        "    render(hostile_plan(texts), 'letter')\n"
        "    draw(emergency_sheet_document(hostile_sheet(texts), 'letter', UNSHORTENED))\n"
        "sys.exit(str(opened) if opened else 0)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=project_root, capture_output=True, text=True, check=False
    )

    assert result.returncode == 0, result.stderr
