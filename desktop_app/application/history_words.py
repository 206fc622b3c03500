"""What a row says of earlier visits: that its value is carried forward and since when, or what the last answer was."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any, Final, NamedTuple

from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_edit import value_at
from desktop_app.domain.history import History
from desktop_app.engine.plain_dates import clinician_date

_ASKED_AT_THE_START: Final = "problem.first_visit"
"""Answered with the question on a new episode when the visit is begun, not carried."""


class Earlier(NamedTuple):
    """What a row says of earlier visits, and the last answer alone; both are empty where there is nothing to say."""

    words: str = ""
    last: str = ""


NOTHING: Final = Earlier()


def earlier_words(history: History, carried: Consultation | None, now: Consultation, path: str) -> Earlier:
    """A last answer is only told: it is never filled in."""
    if carried is None or path == _ASKED_AT_THE_START:
        return NOTHING
    value = value_at(now, path)
    if not _is_unknown(value) and value == value_at(carried, path):
        since = _since(history, path, value)
        return Earlier(
            "Taken from the signed visits" if since is None else f"Carried forward, of {_day(since)}"
        )
    for visit in reversed(history.visits):
        before = value_at(visit.consultation, path)
        if not _is_unknown(before):
            return Earlier(f"On {_day(visit.day)}: {_written(before)}", _written(before))
    return NOTHING


def _since(history: History, path: str, value: object) -> date | None:
    """The first of the visits that held this value without a break up to the last one: it is at least that old."""
    since = None
    for visit in reversed(history.visits):
        if value_at(visit.consultation, path) != value:
            break
        since = visit.day
    return since


def _is_unknown(value: object) -> bool:
    return value is None or value == ()


def _written(value: Any) -> str:
    if isinstance(value, Enum):
        return str(value.value).replace("_", " ")
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, tuple):
        return ", ".join(_written(each) for each in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _day(day: date) -> str:
    return clinician_date(day)
