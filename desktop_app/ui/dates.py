"""Dates as they are read aloud: 20-Nov-2026. Never day and month as bare numbers, which read two ways."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_AGO = re.compile(r"(\d{1,3})\s*(d|w|wk|m|mo|y|yr|day|week|month|year)s?(\s+ago)?", re.ASCII | re.IGNORECASE)
_DAYS_IN = {"d": 1, "w": 7}
_MONTHS_IN = {"m": 1, "y": 12}
_WRITTEN = re.compile(r"(\d{1,2})[\s\-./]*([A-Za-z]{3,9})\.?[\s\-./,]*(\d{4})", re.ASCII)


def shown_date(day: date) -> str:
    """``20-Nov-2026``, whatever the language of the computer."""
    return f"{day.day:02d}-{_MONTHS[day.month - 1]}-{day.year}"


def shown_time(moment: datetime) -> str:
    """``14:02:11`` in the time zone of this computer."""
    return moment.astimezone().strftime("%H:%M:%S")


def read_date(text: str) -> str | None:
    """The ISO form of ``2026-11-20``, ``20261120``, ``20-Nov-2026`` or ``20 november 2026``; ``None`` for others.

    The result need not exist (30 February): the consultation says so in its own words.
    """
    text = text.strip()
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", text, re.ASCII):
        year, month, day = text.split("-")
        return f"{year}-{month:0>2}-{day:0>2}"
    if re.fullmatch(r"\d{8}", text, re.ASCII):
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    written = _WRITTEN.fullmatch(text)
    if written is None or written[2][:3].capitalize() not in _MONTHS:
        return None
    return f"{written[3]}-{_MONTHS.index(written[2][:3].capitalize()) + 1:02d}-{written[1]:0>2}"


def read_ago(text: str, day: date) -> str | None:
    """The ISO form of ``2 weeks``, ``10 d`` or ``3 months ago``, counted back from ``day``; ``None`` for others.

    Months and years are calendar ones: three months before 31 May is the last day of February.
    """
    found = _AGO.fullmatch(text.strip())
    if found is None:
        return None
    count, unit = int(found[1]), found[2][0].lower()
    try:
        if unit in _DAYS_IN:
            return (day - timedelta(days=count * _DAYS_IN[unit])).isoformat()
        return _months_before(day, count * _MONTHS_IN[unit]).isoformat()
    except (OverflowError, ValueError):
        return None


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
