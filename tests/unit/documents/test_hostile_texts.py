"""What people type reaches all three documents as it was typed, or is refused by name, and never becomes more."""

from __future__ import annotations

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
from desktop_app.documents.handout_document import handout_document
from desktop_app.documents.pdf_renderer import ReportlabRenderer
from desktop_app.documents.pdf_text import Typesetter
from desktop_app.documents.referral_document import referral_document
from desktop_app.domain.care_plan import CarePlan, Labelled, PlannedMedication
from desktop_app.domain.errors import RenderError
from tests.unit.documents.hostile_texts import PRINTED, REFUSED, STRAY_MARKS
from tests.unit.documents.plans import EMERGENCY, OVERRIDE
from tests.unit.documents.reading import body_and_header, squeezed
from tests.unit.engine.plan_cases import context
from tests.unit.engine.plan_cases import plan as composed

IN_EVERY_DOCUMENT: Final = frozenset({"given", "family", "identifier", "clinic", "clinician", "credential"})
FOR_CLINICIANS: Final = frozenset({"notes", "medicine", "unchecked", "allergy", "condition"})
IN_THE_RECORD: Final = frozenset({"override", "incomplete"})
PRINTED_IN: Final = {
    "care-plan": IN_EVERY_DOCUMENT | FOR_CLINICIANS | IN_THE_RECORD,
    "handout": IN_EVERY_DOCUMENT,
    "referral": IN_EVERY_DOCUMENT | FOR_CLINICIANS,
}
FIELDS: Final = sorted(PRINTED_IN["care-plan"])

ACTIVE: Final = {
    "/URI", "/JavaScript", "/JS", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/Rendition", "/Sound",
    "/Movie", "/Link", "/Image", "/OpenAction", "/AA", "/XFA",
}  # fmt: skip
_IN_ONE_FIELD: Final = 450
"""Characters: as much as a signature of several lines holds on one page."""


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
    signed = EMERGENCY.context
    (medicine,) = OVERRIDE.medications
    plan: CarePlan = _changed(
        EMERGENCY,
        patient=_changed(
            EMERGENCY.patient,
            given_name=texts["given"],
            family_name=texts["family"],
            identifier=texts["identifier"],
        ),
        context=_changed(
            signed,
            clinic=_changed(signed.clinic, name=texts["clinic"]),
            clinician=_changed(signed.clinician, name=texts["clinician"], credential=texts["credential"]),
        ),
        notes=texts["notes"],
        current_medicines=(texts["medicine"],),
        unchecked_medicines=(texts["unchecked"],),
        allergies=(texts["allergy"],),
        incomplete_reason=texts["incomplete"],
        facts=(Labelled(label="Other conditions", value=texts["condition"]),),
        medications=(_overridden(medicine, texts["override"]),),
    )
    return plan


@cache
def _documents(batch: Sequence[str]) -> dict[str, tuple[Document, bytes]]:
    texts = {
        field: " ".join(_marked(field, number, text) for number, text in enumerate(batch)) for field in FIELDS
    }
    plan = hostile_plan(texts)
    documents = {
        "care-plan": care_plan_document(plan, "letter"),
        "handout": handout_document(plan, "letter"),
        "referral": referral_document(plan, "letter"),
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
            squeezed(unicodedata.normalize("NFC", _marked(field, number, text)))
            for field in PRINTED_IN[kind]
            for number, text in enumerate(batch)
        }
        assert {text for text in typed if text not in printed} == set(), kind


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_hostile_text_adds_no_link_no_script_and_no_file(batch: Sequence[str]) -> None:
    for kind, (_, pdf) in _documents(batch).items():
        with pikepdf.open(BytesIO(pdf)) as opened:
            names = {name for each in opened.objects for name in _names_in(each)}
            attached = set(opened.attachments)
            annotations = [each.Subtype for page in opened.pages for each in page.get("/Annots", [])]
        assert names & ACTIVE == set(), kind
        assert attached == ({"consultation.json"} if kind == "care-plan" else set())
        assert annotations == [pikepdf.Name.Widget], "the empty signature field alone"


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


@pytest.mark.parametrize("kind", PRINTED_IN)
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
        "from tests.unit.documents.test_hostile_texts import FIELDS, hostile_plan\n"
        "render = ReportlabDocuments().render\n"
        "render(hostile_plan(dict.fromkeys(FIELDS, 'Ana')), 'letter')\n"
        "opened = []\n"
        "watched = ('open', 'socket', 'subprocess', 'os.', 'urllib', 'exec', 'compile', 'import')\n"
        "sys.addaudithook(lambda event, arguments: event.startswith(watched) and opened.append((event, arguments)))\n"
        "for start in range(0, 240, 12):\n"
        "    render(hostile_plan(dict.fromkeys(FIELDS, ' '.join(PRINTED[start : start + 12]))), 'letter')\n"
        "sys.exit(str(opened) if opened else 0)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=project_root, capture_output=True, text=True, check=False
    )

    assert result.returncode == 0, result.stderr
