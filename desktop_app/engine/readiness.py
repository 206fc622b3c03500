"""What still stands against signing the plan. Signing is the only thing that is ever blocked."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.domain.answers import Answer
from desktop_app.domain.assessment_content import TriageClass
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import MedicationChoice
from desktop_app.domain.evaluation import Triage
from desktop_app.domain.medication_content import Medicine, Severity
from desktop_app.domain.treatment_assessments import MedicationAssessment, TherapyAssessment
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.compiled_entries import CompiledMedicine
from desktop_app.engine.dose_limits import limits_exceeded, single_mg
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
    reasons += _medicine_reasons(facts, consultation, compiled, medications)
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
    facts: Facts,
    consultation: Consultation,
    compiled: CompiledKnowledge,
    medications: tuple[MedicationAssessment, ...],
) -> Iterator[str]:
    choices = consultation.decisions.medications
    if not choices:
        return
    by_key = {medicine.drug: medicine for medicine in medications}
    medicines = {item.id: item for item in compiled.medicines}
    if consultation.decisions.no_medication is Answer.YES:
        yield "A medicine is chosen and 'no medication' is recorded too: keep one of them."
    for choice in choices:
        found = by_key.get(choice.drug)
        if found is None:
            yield f"{choice.drug} is not in the formulary of this content version and was not checked."
        else:
            for text in _choice_reasons(choice, found, medicines[choice.drug], facts):
                yield f"{found.name}: {text}"
    chosen = {choice.drug for choice in choices}
    most = compiled.knowledge.medication_selection.max_new_systemic
    if len(chosen) > most and len(chosen & _counted_as_new(compiled)) > most:
        yield f"More than {most} new systemic medicines are chosen: start at most {most} at one visit."
    if len(chosen) < len(choices):
        yield "The same medicine is chosen twice."


def _counted_as_new(compiled: CompiledKnowledge) -> set[str]:
    """Systemic medicines for the pain; a support medicine (a PPI) belongs to the medicine that needs it."""
    medicines = compiled.knowledge.medicines
    return {item.id for item in medicines if item.route == "systemic" and item.role != "co_prescribe"}


def _choice_reasons(
    choice: MedicationChoice, found: MedicationAssessment, item: CompiledMedicine, facts: Facts
) -> Iterator[str]:
    """What stands against the choice, in words that follow the name of the medicine."""
    if choice.override is None and found.severity >= Severity.AVOID:
        worst = found.issues[0]
        yield f"{found.severity.word} ({worst.rule}). Choose another, or record an override reason."
    medicine = item.medicine
    # One dose of a gel, a patch or a spray is described by the content instead of in mg.
    in_words = medicine.dose_text is not None and choice.dose_mg is None and choice.strength is None
    if choice.times_per_day is None or choice.days is None:
        yield "dose, times a day and number of days are needed."
    elif not in_words and single_mg(choice, medicine) is None:
        yield _what_dose_is_missing(medicine)
    for limit in limits_exceeded(choice, medicine, found.dose):
        if choice.override is None or not limit.reason_lifts:
            yield limit.text
    if facts.values[item.over_maximum]:
        yield "with all products together it is above this patient's maximum of a day."


def _what_dose_is_missing(medicine: Medicine) -> str:
    if medicine.strength is None:
        return "dose, times a day and number of days are needed."
    return f"the mg of each ingredient in one dose are needed, such as {medicine.strength}."


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
