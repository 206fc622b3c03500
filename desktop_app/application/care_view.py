"""How care without medicines stands for a patient, in the words of the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import TriedTreatment
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.treatment_assessments import TherapyAssessment

STATUS_WORDS: Final = {
    "not_yet": "NOT YET",
    "not_recommended": "NOT RECOMMENDED",
    "avoid": "AVOID",
    "contraindicated": "DO NOT USE",
}
"""Too soon, no benefit shown, and two grades of harm: four different things."""

_TIER_WORDS: Final = {1: "First choice", 2: "An added option", 3: "Evidence weak or guidelines differ"}
_COURSE_WORDS: Final = {"A2": " that does not improve", "B1": " that improves", "B2": " without improvement"}
_TRIED_WORDS: Final = {
    "helped": "it helped",
    "no_change": "no change",
    "worse": "it got worse",
    "not_tolerated": "not tolerated",
}
_TOO_INTENSE: Final = "too_intense"


@dataclass(frozen=True, slots=True)
class CareGroup:
    """Options that stand alike. ``folded``: shown only when somebody looks."""

    title: str
    folded: bool
    holds: Callable[[TherapyAssessment], bool]


CARE_GROUPS: Final = (
    CareGroup("Suggested to begin with", False, lambda item: item.status == "offered" and item.suggested),
    CareGroup("Also offered", False, lambda item: item.status == "offered" and not item.suggested),
    CareGroup("Other options", True, lambda item: item.status == "more_options"),
    CareGroup("Declined, recorded", False, lambda item: item.status == "declined"),
    CareGroup("Not offered and why", True, lambda item: item.status in STATUS_WORDS),
)
"""Each option stands in exactly one of them."""


def why_in_words(found: TherapyAssessment, evaluation: Evaluation, consultation: Consultation) -> str:
    """One line on why the option stands where it does for this patient."""
    tried = (_tried(item) for item in consultation.tried if item.treatment == found.therapy)
    return " ".join([_standing(found, evaluation), *tried]).strip()


def _standing(found: TherapyAssessment, evaluation: Evaluation) -> str:
    pain = _pain(evaluation)
    if found.status in ("avoid", "contraindicated"):
        return ""
    if found.status == "not_recommended":
        return "No benefit was shown. This is no safety block."
    if found.status == "not_yet":
        return _waiting(found, pain)
    moved = f" Moved up: {'; '.join(found.tier_because)}." if found.tier_because else ""
    return f"{_TIER_WORDS[found.tier or 3]} in {pain}.{moved}"


def _waiting(found: TherapyAssessment, pain: str) -> str:
    if found.tier is not None:
        return "Waits until the results of the tests are back."
    if found.reason == _TOO_INTENSE:
        return f"Too intense in {pain}: simpler care comes first."
    return f"Too soon in {pain}."


def _pain(evaluation: Evaluation) -> str:
    computed = evaluation.computed
    if computed.duration_class == "unknown":
        return "pain of unknown duration"
    return f"{computed.duration_class} pain{_COURSE_WORDS.get(computed.state, '')}"


def _tried(item: TriedTreatment) -> str:
    weeks = "" if item.weeks is None else f" for {item.weeks:g} weeks"
    result = "result not recorded" if item.result is None else _TRIED_WORDS[item.result.value]
    return f"Tried{weeks}: {result}."


def access_in_words(found: TherapyAssessment) -> str:
    """That the patient cannot get it, with what comes nearest; empty where it is within reach."""
    if found.available:
        return ""
    nearest = f" Nearest to it: {', or '.join(found.instead)}." if found.instead else ""
    return f"Not available to this patient.{nearest}"


def grouped(
    therapies: tuple[TherapyAssessment, ...],
) -> Iterator[tuple[CareGroup, tuple[TherapyAssessment, ...]]]:
    """The groups in order, each with its options in the order of the evaluation."""
    for group in CARE_GROUPS:
        yield group, tuple(item for item in therapies if group.holds(item))
