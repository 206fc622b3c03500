"""A follow-up visit of a known patient: what is carried forward, and what is asked again.

Nothing unasked is taken for a "no": of answers only a *yes* to a condition is carried; the red flags, the findings,
pregnancy, laboratory values and the scores of today begin unanswered.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any, Final

from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import CASE_FORMAT, Consultation
from desktop_app.domain.consultation_record import from_json_dict, to_json_dict
from desktop_app.domain.decisions import Decisions, TriedTreatment
from desktop_app.domain.examination import MOVEMENTS, SIDES, Examination
from desktop_app.domain.history import EarlierVisit, History

_PERSON: Final = (
    "given_name", "family_name", "identifier", "birth_date", "sex", "language", "large_print", "weight_kg",
    "height_cm",
)  # fmt: skip
_DAYS_A_WEEK: Final = 7


def follow_up_day(history: History, today: date) -> date:
    """The day of a follow-up that begins now: never before the last visit, whatever the clock says."""
    return max(today, history.visits[-1].day)


def follow_up_of(history: History, visit_date: date) -> Consultation:
    """The consultation that a follow-up begins with. ``history`` has at least one visit.

    Raises ``CaseFileError`` where ``visit_date`` lies before what is carried.
    """
    last = history.visits[-1].consultation
    known = to_json_dict(last)
    patient = {key: value for key, value in known["patient"].items() if key in _PERSON}
    data = {
        "format": CASE_FORMAT,
        "visit_date": visit_date.isoformat(),
        "patient": patient,
        "problem": _episode(history, known.get("problem", {})),
        "measures": {"baseline": _baseline(history)},
        "exam": {"motor_previous": _last_strength(history)},
        "conditions": {key: "yes" for key, answer in last.conditions.items() if answer is Answer.YES},
        "other_conditions": known.get("other_conditions", []),
        "allergies": {"list": known.get("allergies", {}).get("list", [])},
        "current_medications": {"list": known.get("current_medications", {}).get("list", [])},
        "tried": [_plain(entry) for entry in tried_so_far(history, visit_date)],
        "preferences": known.get("preferences", {}),
        "access": known.get("access", {}),
    }
    return from_json_dict(data)


def _episode(history: History, problem: dict[str, Any]) -> dict[str, Any]:
    if history.new_episode:
        return {"first_visit": "yes"}
    started = problem.get("treatment_started") or _first_treated(history)
    return {"onset_date": problem.get("onset_date"), "treatment_started": started, "first_visit": "no"}


def _first_treated(history: History) -> str | None:
    """The visit at which care was first agreed: from then on treatment counts, where no earlier start is known."""
    days = (visit.day for visit in history.episode if any(_agreed(visit.consultation.decisions)))
    first = next(days, None)
    return None if first is None else first.isoformat()


def _baseline(history: History) -> dict[str, Any]:
    """The scores that the episode began with: those on record, or what its first scored visit measured."""
    if not history.episode:
        return {}
    recorded = _measures(history.episode[-1], "baseline")
    if set(recorded) - {"date"}:
        return recorded
    for visit in history.episode:
        if scores := _measures(visit, "now"):
            return {"date": visit.day.isoformat(), **scores}
    return {}


def _measures(visit: EarlierVisit, moment: str) -> dict[str, Any]:
    found: dict[str, Any] = to_json_dict(visit.consultation).get("measures", {}).get(moment, {})
    return found


def _last_strength(history: History) -> dict[str, Any]:
    """The strength at the last examination, with its date, to see whether a weakness is new or grows."""
    for visit in reversed(history.visits):
        exam = visit.consultation.exam
        if exam.was_performed and _has_grades(exam):
            grades = to_json_dict(visit.consultation)["exam"]["motor"]
            return {"date": visit.day.isoformat(), **_without_no(grades)}
    exam_before = to_json_dict(history.visits[-1].consultation).get("exam", {})
    return _without_no(exam_before.get("motor_previous", {}))


def _has_grades(exam: Examination) -> bool:
    return any(exam.motor.grade(movement, side) is not None for movement in MOVEMENTS for side in SIDES)


def _without_no(grades: dict[str, Any]) -> dict[str, Any]:
    """Without a "not all normal", which says nothing beyond the grades: no other answer than *yes* is carried."""
    return {key: value for key, value in grades.items() if key != "all_normal" or value == Answer.YES}


def tried_so_far(history: History, visit_date: date) -> tuple[TriedTreatment, ...]:
    """What was agreed in this episode, for as long as it was agreed; whether it helped is still to be asked.

    What was recorded as tried before stays with its result, unless it was agreed again.
    """
    found: dict[str, tuple[TriedTreatment, ...]] = {}
    ends = [*(after.day for _, after in pairwise(history.episode)), visit_date]
    for visit, end in zip(history.episode, ends, strict=False):
        recorded = visit.consultation.tried
        found |= {
            entry.treatment: tuple(each for each in recorded if each.treatment == entry.treatment)
            for entry in recorded
        }
        for treatment, agreed_days in _agreed(visit.consultation.decisions):
            days = (end - visit.day).days
            days = days if agreed_days is None else min(days, agreed_days)
            before = max((entry.weeks or 0 for entry in found.get(treatment, ())), default=0)
            weeks = (before * _DAYS_A_WEEK + days) * 10 // _DAYS_A_WEEK / 10
            found[treatment] = (TriedTreatment(treatment=treatment, weeks=weeks),)
    return tuple(entry for entries in found.values() for entry in entries)


def _agreed(decisions: Decisions) -> Iterator[tuple[str, int | None]]:
    """Each treatment that was chosen, and for how many days where that was said."""
    for choice in decisions.medications:
        yield choice.drug, choice.days
    for therapy in decisions.therapies:
        yield therapy, None


def _plain(entry: TriedTreatment) -> dict[str, Any]:
    return entry.model_dump(mode="json", exclude_none=True)
