"""What was tried: whether it was long enough to judge, and what comes next. Times and texts are content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop_app.domain.assessment_content import TrialOutcome, TrialReview
from desktop_app.domain.decisions import TriedTreatment
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.treatment_assessments import Trial


@dataclass(frozen=True, slots=True)
class _Treatment:
    """A medicine or a therapy; ``weeks`` are those of an adequate trial, ``None`` where the content names none."""

    name: str
    weeks: float | None
    is_medicine: bool


@dataclass(frozen=True, slots=True)
class TrialRules:
    """The review of trials under one content version."""

    review: TrialReview
    treatments: Mapping[str, _Treatment]

    @classmethod
    def of(cls, knowledge: KnowledgeBase) -> TrialRules:
        review, failed_after = knowledge.trial_review, knowledge.medication_selection.failed_after
        treatments = {
            item.id: _Treatment(item.label, review.therapy_weeks, is_medicine=False)
            for item in knowledge.therapies
        }
        for medicine in knowledge.medicines:
            names = {medicine.id, *medicine.groups}
            weeks = min((rule.weeks for rule in failed_after if rule.group in names), default=None)
            treatments[medicine.id] = _Treatment(medicine.name.en, weeks, is_medicine=True)
        return cls(review, treatments)

    def judge(self, tried: Iterable[TriedTreatment]) -> tuple[Trial, ...]:
        """Each treatment that was tried, in the order in which it was recorded."""
        return tuple(self._judged(entry) for entry in tried)

    def _judged(self, entry: TriedTreatment) -> Trial:
        unknown = _Treatment(entry.treatment, None, is_medicine=False)
        treatment = self.treatments.get(entry.treatment, unknown)
        needed, weeks = treatment.weeks, entry.weeks
        adequate = None if needed is None or weeks is None else weeks >= needed
        outcome = self._outcome(entry, adequate)
        return Trial(
            treatment=entry.treatment,
            name=treatment.name,
            weeks=weeks,
            result=entry.result,
            adequate=adequate,
            verdict=_verdict(needed, weeks, adequate),
            next_step=outcome.medicine if treatment.is_medicine else outcome.therapy,
            rule=self.review.id,
            sources=self.review.sources,
        )

    def _outcome(self, entry: TriedTreatment, adequate: bool | None) -> TrialOutcome:
        result = "not_asked" if entry.result is None else entry.result.value
        length = None if adequate is None else "yes" if adequate else "no"
        return next(
            outcome
            for outcome in self.review.outcomes
            if outcome.result == result and outcome.adequate in (None, length)
        )


def _verdict(needed: float | None, weeks: float | None, adequate: bool | None) -> str:
    """``4 weeks, adequate trial``; ``3 weeks, adequate trial from 4``."""
    length = "length not recorded" if weeks is None else f"{weeks:g} week{'' if weeks == 1 else 's'}"
    if needed is None:
        return length
    return f"{length}, adequate trial{'' if adequate else f' from {needed:g}'}"
