"""Choosing a medicine: the proposed dose, what stands against a choice, and the edits that make it.

The rules are the engine's. What is asked here is only whether a choice, were it made alone, could be signed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_edit import with_value
from desktop_app.domain.decisions import MedicationChoice, Override, OverrideReason
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.fact_names import NUMBERS
from desktop_app.domain.treatment_assessments import MedicationAssessment

CHOICES: Final = "decisions.medications"
NO_MEDICATION: Final = "decisions.no_medication"

_TYPED: Final = re.compile(
    r"(?P<name>.+?)"
    r"(?:[\s,]+(?P<dose>\d+(?:[.,]\d+)?)\s?mg)?"
    r"(?:[\s,]+(?:(?P<per_day>\d+(?:[.,]\d+)?|once|twice)\s?"
    r"(?:x|times|(?:x\s?|times\s)?(?:a|per)\sday|daily)|(?P<daily>daily|every\sday)))?",
    re.IGNORECASE,
)
_COUNTS: Final = {"once": "1", "twice": "2"}

_PLACES: Final = {
    "current medicines": "current_medications.reviewed",
    "allergies": "allergies.reviewed",
    NUMBERS["egfr"].label: "labs.creatinine_mg_dl",
    NUMBERS["crcl"].label: "labs.creatinine_mg_dl",
    NUMBERS["bp_systolic"].label: "labs.bp_systolic",
    NUMBERS["bp_diastolic"].label: "labs.bp_diastolic",
}
_A_REASON: Final = "any reason at all"

Changes = dict[str, object]
Evaluate = Callable[[Consultation], Evaluation]


class DoseObjections(NamedTuple):
    """What stands against a changed dose, and which of it (or of what was there before) no recorded reason lifts."""

    new: tuple[str, ...]
    lasting: tuple[str, ...]


def proposed_choice(found: MedicationAssessment) -> MedicationChoice:
    """The patient's own default dose; without limits in mg the frequency and length are still to be said."""
    if found.dose is None:
        return MedicationChoice(drug=found.drug)
    return MedicationChoice(
        drug=found.drug,
        dose_mg=None if found.dose.default_strength is not None else found.dose.default_dose_mg,
        strength=found.dose.default_strength,
        times_per_day=found.dose.default_times_per_day,
        days=found.dose.default_days,
    )


def objections(
    choice: MedicationChoice, consultation: Consultation, evaluate: Evaluate, name: str
) -> tuple[str, ...]:
    """What would stand against signing this choice alone, most important first, in words without its name."""
    trial = with_value(consultation, CHOICES, [_plain(choice)])
    prefix = f"{name}: "
    blocking = evaluate(trial).blocking
    return tuple(reason.removeprefix(prefix) for reason in blocking if reason.startswith(prefix))


def dose_objections(
    choice: MedicationChoice, consultation: Consultation, evaluate: Evaluate, name: str
) -> DoseObjections:
    """What a changed dose meets that the dose before it did not: a reason for something else does not cover it."""

    def against(tried: MedicationChoice) -> tuple[str, ...]:
        return objections(tried, consultation, evaluate, name)

    before = next(each for each in consultation.decisions.medications if each.drug == choice.drug)
    known = against(_without_reason(before))
    new = tuple(reason for reason in against(_without_reason(choice)) if reason not in known)
    return DoseObjections(new, lasting=against(with_override(choice, OverrideReason.OTHER, _A_REASON)))


def place_of_fact(fact: str) -> str:
    """The path of the question that an open fact waits for; a condition waits for the question about the whole list."""
    return _PLACES.get(fact, "conditions_reviewed")


def add_choice(consultation: Consultation, choice: MedicationChoice) -> Changes:
    """Put the choice in, or in place of the one of the same medicine; "no medication" then no longer stands."""
    choices = consultation.decisions.medications
    if any(each.drug == choice.drug for each in choices):
        kept = [_plain(choice if each.drug == choice.drug else each) for each in choices]
    else:
        kept = [*map(_plain, choices), _plain(choice)]
    changes: Changes = {CHOICES: kept}
    if consultation.decisions.no_medication is Answer.YES:
        changes[NO_MEDICATION] = None
    return changes


def remove_choice(consultation: Consultation, drug: str) -> Changes:
    return {CHOICES: [_plain(each) for each in consultation.decisions.medications if each.drug != drug]}


def choose_no_medication(consultation: Consultation) -> Changes:
    """Record that no medicine is given, or take that back; chosen medicines are dropped in the same step."""
    if consultation.decisions.no_medication is Answer.YES:
        return {NO_MEDICATION: None}
    return {CHOICES: [], NO_MEDICATION: Answer.YES.value}


def with_dose(consultation: Consultation, index: int, parts: Mapping[str, object]) -> MedicationChoice:
    """The choice at ``index`` with ``dose_mg``, ``times_per_day`` or ``days`` changed. Raises ``EditError``."""
    changed = consultation
    for key, value in parts.items():
        changed = with_value(changed, f"{CHOICES}[{index}].{key}", value)
    return changed.decisions.medications[index]


def is_complete(choice: MedicationChoice) -> bool:
    """Whether frequency and length are said; without them no limit can be judged yet."""
    return choice.times_per_day is not None and choice.days is not None


def with_override(choice: MedicationChoice, reason: str, text: str) -> MedicationChoice:
    """The choice with the documented reason for going on."""
    return choice.model_copy(update={"override": Override.model_validate({"reason": reason, "text": text})})


def read_typed_medicine(text: str) -> dict[str, Any]:
    """``Tylenol 500 mg 3 a day`` as a current medicine; what is not understood stays part of the name."""
    typed = _TYPED.fullmatch(text.strip())
    if typed is None:
        return {"name": text.strip()}
    medicine: dict[str, Any] = {"name": typed["name"].strip(" ,")}
    per_day = "once" if typed["daily"] else typed["per_day"]
    for key, amount in (("dose_mg", typed["dose"]), ("per_day", per_day)):
        if amount is not None:
            medicine[key] = float(_COUNTS.get(amount.casefold(), amount).replace(",", "."))
    return medicine


def _plain(choice: MedicationChoice) -> dict[str, Any]:
    return choice.model_dump(mode="json", exclude_none=True)


def _without_reason(choice: MedicationChoice) -> MedicationChoice:
    return choice.model_copy(update={"override": None})
