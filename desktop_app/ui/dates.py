"""Dates as they are read aloud: 20-Nov-2026. Never day and month as bare numbers, which read two ways."""

from __future__ import annotations

import re
from datetime import date, datetime

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
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
