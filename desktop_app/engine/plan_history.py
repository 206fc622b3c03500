"""What the plan of a follow-up says of earlier visits: the trials so far, and what was overridden last time."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.domain.care_plan import Labelled
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.history import History
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.treatment_assessments import Trial
from desktop_app.engine.plain_dates import clinician_date

_RESULT_WORDS = {None: "result not recorded", "no_change": "no change", "not_tolerated": "not tolerated"}


def plan_trials(evaluation: Evaluation, history: History) -> tuple[Labelled, ...]:
    """Each treatment that was tried and whether that was an adequate trial; at a follow-up also what comes next.

    A first visit starts from what was tried elsewhere: there the choice is made afresh.
    """
    return tuple(
        Labelled(
            label="Tried",
            value=f"{trial.name}, {trial_words(trial)}{_next_step(trial, history)}",
        )
        for trial in evaluation.trials
    )


def _next_step(trial: Trial, history: History) -> str:
    """Nothing where the result was not asked for: the record says so already."""
    return f". {trial.next_step}" if history.episode and trial.result is not None else ""


def same_as_before(history: History, consultation: Consultation) -> tuple[Labelled, ...]:
    """Which measurements of the body stand as they did at the last visit: they may not have been taken again."""
    if history.last is None:
        return ()
    now, before = consultation.patient, history.last.consultation.patient
    pairs = (
        ("weight", now.weight_kg, before.weight_kg),
        ("height", now.height_cm, before.height_cm),
    )
    same = ", ".join(name for name, value, earlier in pairs if value is not None and value == earlier)
    label = f"As at the visit of {clinician_date(history.last.day)}"
    return (Labelled(label=label, value=same),) if same else ()


def trial_words(trial: Trial) -> str:
    """``4 weeks, adequate trial, no change``."""
    return f"{trial.verdict}, {_RESULT_WORDS.get(trial.result, trial.result)}"


def overridden_before(history: History, knowledge: KnowledgeBase) -> tuple[Labelled, ...]:
    """The overrides of the last visit, each with its reason: the next decision on that medicine starts from them."""
    return tuple(_overridden(history, knowledge))


def _overridden(history: History, knowledge: KnowledgeBase) -> Iterator[Labelled]:
    if history.last is None:
        return
    names = {medicine.id: medicine.name.en for medicine in knowledge.medicines}
    reasons = {reason.code: reason.label for reason in knowledge.override_reasons}
    for choice in history.last.consultation.decisions.medications:
        if choice.override is not None:
            reason = reasons.get(choice.override.reason, choice.override.reason)
            value = f"{names.get(choice.drug, choice.drug)}: {reason} - {choice.override.text}"
            yield Labelled(label=f"Overridden on {clinician_date(history.last.day)}", value=value)
