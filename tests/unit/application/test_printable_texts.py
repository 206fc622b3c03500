"""Whatever somebody can type is named where no document can print it, and the review leads there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from desktop_app.application.blocking_places import place_of
from desktop_app.application.printable_texts import unprintable_texts, visit_texts
from desktop_app.application.steps import Step
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.value_types import Text
from desktop_app.engine.evaluate import evaluate
from tests.unit.engine.plan_cases import compiled, visit

TYPED = "as typed \N{GRINNING FACE}"
REASON = {"reason": "other", "text": TYPED}

FIELDS: dict[str, tuple[dict[str, Any], str, tuple[Step, str] | None]] = {
    "patient.given_name": (
        {"patient": {"given_name": TYPED}},
        "The given name",
        (Step.PATIENT, "patient.given_name"),
    ),
    "patient.family_name": (
        {"patient": {"family_name": TYPED}},
        "The family name",
        (Step.PATIENT, "patient.family_name"),
    ),
    "patient.identifier": (
        {"patient": {"identifier": TYPED}},
        "The patient number",
        (Step.PATIENT, "patient.identifier"),
    ),
    "other_conditions": (
        {"other_conditions": ["hay fever", TYPED]},
        "Other condition 2",
        (Step.MEDICINES, "other_conditions"),
    ),
    "allergies.list": (
        {"allergies": {"list": [TYPED]}},
        "Allergy 1",
        (Step.MEDICINES, "allergies.reviewed"),
    ),
    "current_medications.list.name": (
        {"current_medications": {"list": ["metformin", TYPED]}},
        "Current medicine 2",
        (Step.MEDICINES, "current_medications.reviewed"),
    ),
    "current_medications.list.strength": (
        {"current_medications": {"list": [{"name": "metformin", "strength": TYPED}]}},
        "Current medicine 1",
        (Step.MEDICINES, "current_medications.reviewed"),
    ),
    "decisions.medications.override.text": (
        {"decisions": {"medications": [{"drug": "ibuprofen", "override": REASON}]}},
        "The reason for the medicine ibuprofen",
        (Step.MEDICINES, "decisions.medications"),
    ),
    "decisions.emergency_override.text": (
        {"decisions": {"emergency_override": REASON}},
        "The reason for not following the emergency advice",
        (Step.EMERGENCY, ""),
    ),
    "decisions.incomplete_reason": (
        {"decisions": {"incomplete_reason": TYPED}},
        "The reason for an incomplete screen",
        (Step.REVIEW, "decisions.incomplete_reason"),
    ),
    "decisions.notes": (
        {"decisions": {"notes": TYPED}},
        "The note for the plan",
        (Step.REVIEW, "decisions.notes"),
    ),
}
"""By its place in the case format: a visit with a text there, what the field is called, and where it is mended."""


def grinning(text: str) -> str:
    return "U+1F600" if "\N{GRINNING FACE}" in text else ""


def texts_of(annotation: Any, path: str = "") -> Iterator[str]:
    """The paths of all free text below a model, or below what a field may hold."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            below = f"{path}.{name}" if path else name
            if any(isinstance(each, Text) for each in field.metadata):
                yield below
            else:
                yield from texts_of(field.annotation, below)
    elif any(isinstance(each, Text) for each in getattr(annotation, "__metadata__", ())):
        yield path
    else:
        for part in get_args(annotation):
            yield from texts_of(part, path)


def test_every_free_text_of_the_case_format_is_looked_at() -> None:
    assert set(texts_of(Consultation)) == set(FIELDS)


@pytest.mark.parametrize("path", FIELDS)
def test_text_that_cannot_be_printed_is_named_with_its_field_and_its_place(path: str) -> None:
    changes, name, place = FIELDS[path]
    consultation = visit(changes)

    (sentence,) = unprintable_texts(visit_texts(consultation), grinning)

    assert sentence.startswith(f"{name} holds a character that cannot be printed: U+1F600.")
    assert "as typed" not in sentence
    assert place_of(sentence, evaluate(consultation, compiled())) == place


def test_visit_that_prints_whole_has_nothing_to_say() -> None:
    assert unprintable_texts(visit_texts(visit()), grinning) == ()
