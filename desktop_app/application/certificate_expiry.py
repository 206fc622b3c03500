"""How soon the end of a signing certificate is to be pointed out: while there is time to get another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final

from desktop_app.engine.plain_dates import clinician_date


class NoticeLevel(IntEnum):
    """The value is the number of days before the end from which it applies."""

    REMINDER = 60
    CAUTION = 30
    URGENT = 7
    ENDED = -1


_WORDS: Final = {
    NoticeLevel.REMINDER: "Your signing certificate ends {left}, on {day}. Plan for a new one.",
    NoticeLevel.CAUTION: "CAUTION: your signing certificate ends {left}, on {day}. Ask for a new one now.",
    NoticeLevel.URGENT: "URGENT: your signing certificate ends {left}, on {day}. No plan can be signed after that.",
    NoticeLevel.ENDED: "Your signing certificate ended on {day}: nothing can be signed. Ask for a new one.",
}


@dataclass(frozen=True, slots=True)
class ExpiryNotice:
    """What to say, and how loud."""

    level: NoticeLevel
    words: str


def expiry_notice(valid_until: date, today: date) -> ExpiryNotice | None:
    """``valid_until`` is the last day of the certificate; ``None`` while that is far enough away."""
    days = (valid_until - today).days
    reached = [level for level in NoticeLevel if days <= level]
    if not reached:
        return None
    level, left = min(reached), {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    return ExpiryNotice(level, _WORDS[level].format(left=left, day=clinician_date(valid_until)))
