"""What was typed and no document can print: named with its field, before anything is signed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from desktop_app.domain.care_plan import Clinician, ClinicProfile
from desktop_app.domain.clinic_details import DETAIL_NAMES
from desktop_app.domain.consultation import Consultation

Unprintable = Callable[[str], str]
"""Names a character of a text that no document prints; empty where all of it is printed."""

NamedText = tuple[str, str | None]
"""A field, in words that begin a sentence, and what stands in it."""


def unprintable_texts(texts: Iterable[NamedText], unprintable: Unprintable) -> tuple[str, ...]:
    """A sentence for each text that cannot be printed; ``blocking_places`` knows where those of a visit stand."""
    return tuple(
        f"{name} holds a character that cannot be printed: {character}. Write it in another way."
        for name, text in texts
        if text and (character := unprintable(text))
    )


def visit_texts(consultation: Consultation) -> Iterator[NamedText]:
    """What was typed during the visit."""
    patient, decisions = consultation.patient, consultation.decisions
    yield "The given name", patient.given_name
    yield "The family name", patient.family_name
    yield "The patient number", patient.identifier
    for number, condition in enumerate(consultation.other_conditions, 1):
        yield f"Other condition {number}", condition
    for number, allergy in enumerate(consultation.allergies.list, 1):
        yield f"Allergy {number}", allergy
    for number, medicine in enumerate(consultation.current_medications.list, 1):
        yield f"Current medicine {number}", f"{medicine.name} {medicine.strength or ''}"
    for choice in decisions.medications:
        if choice.override is not None:
            yield f"The reason for the medicine {choice.drug}", choice.override.text
    if decisions.emergency_override is not None:
        yield "The reason for not following the emergency advice", decisions.emergency_override.text
    yield "The reason for an incomplete screen", decisions.incomplete_reason
    yield "The note for the plan", decisions.notes


def amendment_texts(reason: str | None) -> Iterator[NamedText]:
    """What was typed to begin an amendment."""
    yield "The reason of the amendment", reason


def clinic_texts(clinic: ClinicProfile, clinician: Clinician) -> Iterator[NamedText]:
    """What stands on every plan of the clinician."""
    owners = {"clinic": clinic, "clinician": clinician}
    for path, name in DETAIL_NAMES.items():
        owner, _, field = path.partition(".")
        yield name, getattr(owners[owner], field)
