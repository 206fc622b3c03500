"""The worklist: who is due, in words, and what is found while a name is typed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop_app.application.patients import folded, history_plans, superseded_by
from desktop_app.domain.records import PatientLabel, PlanSummary
from desktop_app.engine.plain_dates import clinician_date


@dataclass(frozen=True, slots=True)
class DueFollowUp:
    """A patient whose last plan names a date; ``words`` say how far it is off (``overdue by 3 days``)."""

    plan: PlanSummary
    due: date
    words: str


def due_follow_ups(plans: Iterable[PlanSummary], today: date) -> tuple[DueFollowUp, ...]:
    """One line for each patient, by the date of the last plan that was not amended, the earliest first."""
    known = tuple(plans)
    replaced = superseded_by(known)
    born_together: dict[date, list[PlanSummary]] = defaultdict(list)
    for plan in known:
        born_together[plan.patient.birth_date].append(plan)
    found = []
    for plan in known:
        due = plan.follow_up_due
        if due is None or plan.plan_id in replaced:
            continue
        if history_plans(plan, born_together[plan.patient.birth_date])[-1] == plan:
            found.append(DueFollowUp(plan, due, due_words(due, today)))
    return tuple(sorted(found, key=lambda line: line.due))


def due_words(due: date, today: date) -> str:
    """``overdue by 3 days``, ``due today``, ``due in 5 days``."""
    days = (due - today).days
    if days == 0:
        return "due today"
    length = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f"due in {length}" if days > 0 else f"overdue by {length}"


def is_found(patient: PatientLabel, typed: str) -> bool:
    """Whether every word that was typed stands in the name, the number or the date of birth."""
    born = patient.birth_date
    words = (
        patient.family_name,
        patient.given_name,
        patient.identifier,
        born.isoformat(),
        clinician_date(born),
    )
    text = folded(" ".join(words))
    return all(part in text for part in folded(typed).replace(",", " ").split())


def is_born_in(patient: PatientLabel, typed: str) -> bool:
    """Whether the year of birth that was typed is that of the patient: the guard against opening another record."""
    return typed.strip() == f"{patient.birth_date.year:04}"
