"""What still stands against signing the plan. Signing is the only thing that is ever blocked."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.domain.answers import Answer
from desktop_app.domain.assessment_content import TriageClass
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import MedicationChoice
from desktop_app.domain.evaluation import DoseRange, MedicationAssessment, TherapyAssessment, Triage
from desktop_app.domain.medication_content import Severity
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.facts import Facts
from desktop_app.engine.triage import EXAMINATION

_BLOCKED = ("contraindicated", "avoid")


def blocking_reasons(
    facts: Facts,
    consultation: Consultation,
    compiled: CompiledKnowledge,
    triage: Triage,
    out_of_scope: str | None,
    medications: tuple[MedicationAssessment, ...],
    therapies: tuple[TherapyAssessment, ...],
) -> tuple[str, ...]:
    """Sentences for the clinician, most important first."""
    reasons = [] if out_of_scope is None else [out_of_scope]
    reasons += _incomplete(consultation, compiled, triage)
    reasons += _medicine_reasons(consultation, compiled, medications)
    reasons += _therapy_reasons(consultation, therapies)
    reasons += [item.entry.reason for item in compiled.plan_requirements.holding(facts)]
    return tuple(reasons)


def _incomplete(consultation: Consultation, compiled: CompiledKnowledge, triage: Triage) -> Iterator[str]:
    """Open mandatory items block under every class but an emergency, unless the clinician says why they stay open."""
    if triage.triage_class is TriageClass.EMERGENCY_TODAY or consultation.decisions.incomplete_reason:
        return
    if not triage.unanswered:
        return
    for item in triage.unanswered:
        if item == EXAMINATION:
            yield "Leg symptoms are reported, but the neurological examination is not complete."
        else:
            yield f"Not assessed: {compiled.findings[item]} ({item})."


def _medicine_reasons(
    consultation: Consultation, compiled: CompiledKnowledge, medications: tuple[MedicationAssessment, ...]
) -> Iterator[str]:
    choices = consultation.decisions.medications
    if not choices:
        return
    by_key = {medicine.drug: medicine for medicine in medications}
    # One dose of a gel, a patch or a spray is described by the content instead of in mg.
    in_words = {item.id for item in compiled.knowledge.medicines if item.dose_text and item.dosing is None}
    if consultation.decisions.no_medication is Answer.YES:
        yield "A medicine is chosen and 'no medication' is recorded too: keep one of them."
    for choice in choices:
        found = by_key.get(choice.drug)
        if found is None:
            yield f"{choice.drug} is not in the formulary of this content version and was not checked."
        else:
            yield from _choice_reasons(choice, found, dose_in_words=choice.drug in in_words)
    chosen = {choice.drug for choice in choices}
    most = compiled.knowledge.medication_selection.max_new_systemic
    if len(chosen & _counted_as_new(compiled)) > most:
        yield f"More than {most} new systemic medicines are chosen: start at most {most} at one visit."
    if len(chosen) < len(choices):
        yield "The same medicine is chosen twice."


def _counted_as_new(compiled: CompiledKnowledge) -> set[str]:
    """Systemic medicines for the pain; a support medicine (a PPI) belongs to the medicine that needs it."""
    medicines = compiled.knowledge.medicines
    return {item.id for item in medicines if item.route == "systemic" and item.role != "co_prescribe"}


def _choice_reasons(
    choice: MedicationChoice, found: MedicationAssessment, *, dose_in_words: bool
) -> Iterator[str]:
    if choice.override is None and found.severity >= Severity.AVOID:
        worst = found.issues[0]
        yield f"{found.name}: {found.severity.word} ({worst.rule}). Choose another, or record an override reason."
    no_dose = choice.dose_mg is None and choice.strength is None and not dose_in_words
    if no_dose or choice.times_per_day is None or choice.days is None:
        yield f"{found.name}: dose, times a day and number of days are needed."
    elif found.dose is not None and choice.dose_mg is not None and choice.override is None:
        yield from _dose_reasons(
            choice, choice.dose_mg, choice.times_per_day, choice.days, found.name, found.dose
        )


def _dose_reasons(
    choice: MedicationChoice, dose_mg: float, times: int, days: int, name: str, limits: DoseRange
) -> Iterator[str]:
    if dose_mg > limits.max_single_mg:
        yield f"{name}: {dose_mg:g} mg is above the largest single dose of {limits.max_single_mg:g} mg."
    if dose_mg * times > limits.max_mg_per_day:
        most = limits.max_mg_per_day
        yield f"{name}: {dose_mg * times:g} mg a day is above this patient's maximum of {most:g} mg a day."
    if days > limits.max_days:
        yield f"{name}: {days} days is longer than {limits.max_days} days without a review."


def _therapy_reasons(consultation: Consultation, therapies: tuple[TherapyAssessment, ...]) -> Iterator[str]:
    if not consultation.decisions.therapies:
        return
    by_id = {therapy.therapy: therapy for therapy in therapies}
    for chosen in consultation.decisions.therapies:
        found = by_id.get(chosen)
        if found is None:
            yield f"{chosen} is not an option for this patient in this content version."
        elif found.status in _BLOCKED:
            yield f"{found.name} is chosen but {found.status} for this patient ({found.reason})."
