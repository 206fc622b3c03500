"""Where each reason against signing can be mended, so that the review can lead there."""

from __future__ import annotations

from desktop_app.application.medicine_decisions import CHOICES
from desktop_app.application.steps import Step
from desktop_app.domain.evaluation import Evaluation

Place = tuple[Step, str]
"""A step, and the path of the row in it; an empty path is the step itself."""

_EXAMINATION: Place = (Step.EXAMINATION, "exam.leg_symptoms")
_WORDS: tuple[tuple[str, Place], ...] = (
    ("The given name", (Step.PATIENT, "patient.given_name")),
    ("The family name", (Step.PATIENT, "patient.family_name")),
    ("The patient number", (Step.PATIENT, "patient.identifier")),
    ("Other condition", (Step.MEDICINES, "other_conditions")),
    ("Allergy ", (Step.MEDICINES, "allergies.reviewed")),
    ("Current medicine ", (Step.MEDICINES, "current_medications.reviewed")),
    ("The reason for not following", (Step.EMERGENCY, "")),
    ("The reason for an incomplete screen", (Step.REVIEW, "decisions.incomplete_reason")),
    ("The note for the plan", (Step.REVIEW, "decisions.notes")),
    ("examination", _EXAMINATION),
    ("given name", (Step.PATIENT, "patient.given_name")),
    ("Tests or referrals", (Step.ORDERS, "decisions.accepted_orders")),
    ("nonpharmacologic", (Step.CARE, "decisions.therapies")),
    ("medicine", (Step.MEDICINES, CHOICES)),
    ("medication", (Step.MEDICINES, CHOICES)),
    ("age", (Step.PATIENT, "patient.birth_date")),
)


def place_of(reason: str, evaluation: Evaluation) -> Place | None:
    """Where to go for ``reason``; ``None`` where no answer of the visit can mend it (expired content)."""
    for item in evaluation.triage.unanswered:
        if f"({item})" in reason:
            return Step.RED_FLAGS, f"answers.{item}"
    if any(reason.startswith(f"{item.name}: ") for item in evaluation.medications):
        return Step.MEDICINES, CHOICES
    if any(reason.startswith(f"{item.name} is chosen") for item in evaluation.therapies):
        return Step.CARE, "decisions.therapies"
    return next((place for words, place in _WORDS if words in reason), None)
