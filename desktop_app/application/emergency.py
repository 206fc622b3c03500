"""What an emergency changes in a visit: the steps that are walked through, and when the visit is interrupted.

Nothing is locked: a stopped step can be opened at any time. What makes an emergency is the engine's alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from desktop_app.application.steps import Step
from desktop_app.domain.assessment_content import TriageClass
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import EmergencyOverride
from desktop_app.domain.evaluation import Evaluation, FiredRule

OVERRIDE: Final = "decisions.emergency_override"
"""Where the reason for not following the emergency advice stands."""

_STOPPED_BY_AN_EMERGENCY: Final = frozenset({Step.WORSENING, Step.MEDICINES, Step.CARE})


@dataclass(frozen=True, slots=True)
class Walk:
    """The steps that Continue, Back and the next open question lead through, and those that an emergency stopped."""

    steps: tuple[Step, ...]
    stopped: tuple[Step, ...] = ()

    def after(self, step: Step) -> Step:
        """The step that follows ``step``, which may be a stopped one; the last is followed by itself."""
        return next((each for each in self.steps if _place(each) > _place(step)), self.steps[-1])

    def before(self, step: Step) -> Step:
        return next((each for each in reversed(self.steps) if _place(each) < _place(step)), self.steps[0])


ROUTINE: Final = Walk(tuple(step for step in Step if step is not Step.EMERGENCY))


def walk_of(consultation: Consultation, evaluation: Evaluation) -> Walk:
    """The routine walk; in an emergency the routine steps stop, unless a reason against the advice is recorded."""
    if not is_emergency(evaluation):
        return ROUTINE
    if override_of(consultation, evaluation) is not None:
        return Walk(tuple(Step))
    return Walk(
        tuple(step for step in Step if step not in _STOPPED_BY_AN_EMERGENCY),
        tuple(step for step in Step if step in _STOPPED_BY_AN_EMERGENCY),
    )


def is_emergency(evaluation: Evaluation) -> bool:
    return evaluation.triage.triage_class is TriageClass.EMERGENCY_TODAY


def emergency_rules(evaluation: Evaluation) -> tuple[FiredRule, ...]:
    """The rules that make the emergency, the most important first."""
    return tuple(rule for rule in evaluation.triage.rules if rule.triage_class is TriageClass.EMERGENCY_TODAY)


def override_of(consultation: Consultation, evaluation: Evaluation) -> EmergencyOverride | None:
    """Why the advice is not followed; a reason without an emergency is kept and has no effect."""
    return consultation.decisions.emergency_override if is_emergency(evaluation) else None


def newly_fired(evaluation: Evaluation, known: Iterable[str]) -> tuple[FiredRule, ...]:
    """The emergency rules that are not among the ``known`` ids."""
    seen = frozenset(known)
    return tuple(rule for rule in emergency_rules(evaluation) if rule.id not in seen)


def emergency_ids(evaluation: Evaluation) -> frozenset[str]:
    return frozenset(rule.id for rule in emergency_rules(evaluation))


def _place(step: Step) -> int:
    return tuple(Step).index(step)
