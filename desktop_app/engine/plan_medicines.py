"""The chosen medicines of a plan: what the clinician confirmed, with limits, checks and stop date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

from desktop_app.domain.care_plan import Basis, PlanIssue, PlannedMedication, PlanOverride
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import MedicationChoice
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.medication_content import Medicine, Severity, SeverityWord
from desktop_app.domain.treatment_assessments import Issue, MedicationAssessment
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.dose_limits import limits_exceeded
from desktop_app.engine.strengths import amounts_mg, milligrams

_SEVERITY_WORDS: Final[dict[Severity, SeverityWord]] = {
    Severity.INFO: "info",
    Severity.CAUTION: "caution",
    Severity.AVOID: "avoid",
    Severity.CONTRAINDICATED: "contraindicated",
}

_DAYTIMES: Final[dict[int, tuple[str, ...]]] = {
    2: ("AM", "PM"),
    3: ("AM", "NOON", "PM"),
    4: ("AM", "NOON", "PM", "BED"),
}


class ChosenMedicine(NamedTuple):
    """A chosen medicine of the formulary with its frequency and length; both are confirmed, never assumed."""

    medicine: Medicine
    choice: MedicationChoice
    assessment: MedicationAssessment
    times_per_day: int
    days: int

    @property
    def daytimes(self) -> tuple[str, ...]:
        """When the doses are taken; empty where they are more than the four times of the timetable."""
        if self.times_per_day == 1:
            return ("BED",) if self.medicine.once_daily_at == "bedtime" else ("AM",)
        return _DAYTIMES.get(self.times_per_day, ())

    def stop_date(self, start: date) -> date:
        """The first day without it."""
        return start + timedelta(days=self.days)

    def amount(self, language: str) -> str | None:
        """One dose in words; ``None`` where neither the choice nor the content says how much."""
        if self.choice.dose_mg is not None:
            return milligrams(self.choice.dose_mg)
        if self.choice.strength is not None:
            return self.choice.strength
        text = self.medicine.dose_text
        return None if text is None else text.in_language(language)

    def daily_milligrams(self) -> str | None:
        """What all confirmed doses of a day add up to; ``None`` for an amount that is not in mg."""
        if self.choice.dose_mg is not None:
            return milligrams(self.choice.dose_mg * self.times_per_day)
        if self.choice.strength is None:
            return None
        parts = amounts_mg(self.choice.strength)
        return "/".join(milligrams(part * self.times_per_day) for part in parts)


def chosen_medicines(
    consultation: Consultation, evaluation: Evaluation, compiled: CompiledKnowledge
) -> tuple[ChosenMedicine, ...]:
    """The complete choices, in the order in which they were made; an incomplete one blocks signing anyway."""
    medicines = {medicine.id: medicine for medicine in compiled.knowledge.medicines}
    assessed = {assessment.drug: assessment for assessment in evaluation.medications}
    return tuple(
        ChosenMedicine(
            medicines[choice.drug], choice, assessed[choice.drug], choice.times_per_day, choice.days
        )
        for choice in consultation.decisions.medications
        if choice.drug in assessed and choice.times_per_day is not None and choice.days is not None
    )


def planned_medications(
    chosen: tuple[ChosenMedicine, ...], evaluation: Evaluation, compiled: CompiledKnowledge, signed_on: date
) -> tuple[PlannedMedication, ...]:
    """The medicines as the plan prints them; the first dose is on the day of signing."""
    labels = {reason.code: reason.label for reason in compiled.knowledge.override_reasons}
    return tuple(_planned(item, evaluation, labels, signed_on) for item in chosen)


def _planned(
    item: ChosenMedicine, evaluation: Evaluation, labels: dict[str, str], signed_on: date
) -> PlannedMedication:
    medicine, found = item.medicine, item.assessment
    return PlannedMedication(
        drug=medicine.id,
        name=found.name,
        dose=_dose_line(item),
        times_per_day=item.times_per_day,
        days=item.days,
        stop_date=item.stop_date(signed_on),
        maximum=_maximum(item),
        monitoring=medicine.monitoring,
        counselling=medicine.counselling,
        issues=plan_issues(found.issues),
        override=_override(item, labels),
        guideline_note=found.guideline_note,
        basis=Basis(
            rules=tuple(dict.fromkeys(issue.rule for issue in found.issues)),
            because=_why_chosen(found, evaluation),
            sources=medicine.sources,
            standing=medicine.standing.value,
        ),
    )


def _why_chosen(found: MedicationAssessment, evaluation: Evaluation) -> tuple[str, ...]:
    """Its place among the suggestions for this kind of pain, or that it is none of them."""
    suggested_for = evaluation.suggested_for[:1].lower() + evaluation.suggested_for[1:]
    if found.suggested_rank is None:
        return (f"chosen by the clinician, not suggested for {suggested_for}",)
    first = evaluation.first_suggestion_because if evaluation.first_suggestion == found.drug else ()
    return (f"number {found.suggested_rank} of the suggestions for {suggested_for}", *first)


def plan_issues(issues: tuple[Issue, ...]) -> tuple[PlanIssue, ...]:
    """Every rule that spoke, worst first; none is left out because it is minor."""
    return tuple(
        PlanIssue(
            severity=_SEVERITY_WORDS[issue.severity],
            text=issue.message if issue.variant is None else f"{issue.variant}: {issue.message}",
            basis=Basis(
                rules=(issue.rule,), because=issue.because, sources=issue.sources, standing=issue.standing
            ),
        )
        for issue in issues
    )


def _override(item: ChosenMedicine, labels: dict[str, str]) -> PlanOverride | None:
    override = item.choice.override
    if override is None:
        return None
    exceeded = limits_exceeded(item.choice, item.medicine, item.assessment.dose)
    return PlanOverride(
        reason=labels.get(override.reason.value, override.reason.value),
        text=override.text,
        exceeded=tuple(limit.text for limit in exceeded),
    )


def _dose_line(item: ChosenMedicine) -> str:
    """``400 mg by mouth, 3 times a day, 7 days (21 doses)``."""
    amount = item.amount("en") or ""
    in_milligrams = item.daily_milligrams() is not None
    route = {"systemic": " by mouth", "topical": " on the skin"}[item.medicine.route] if in_milligrams else ""
    often = "once a day" if item.times_per_day == 1 else f"{item.times_per_day} times a day"
    days = "1 day" if item.days == 1 else f"{item.days} days"
    return f"{amount}{route}, {often}, {days} ({_doses(item.times_per_day * item.days)})"


def _maximum(item: ChosenMedicine) -> str:
    """Exactly what was confirmed: a patient may not be told that more is allowed than was prescribed."""
    daily, doses = item.daily_milligrams(), _doses(item.times_per_day)
    return f"at most {doses} in 24 hours" if daily is None else f"at most {daily} in 24 hours ({doses})"


def _doses(count: int) -> str:
    return "1 dose" if count == 1 else f"{count} doses"
