"""The end of a signing certificate, pointed out 60, 30 and 7 days before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop_app.application.certificate_expiry import NoticeLevel, expiry_notice

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("days", "level", "words"),
    [
        (
            60,
            NoticeLevel.REMINDER,
            "Your signing certificate ends in 60 days, on 20-Jan-2027. Plan for a new one.",
        ),
        (31, NoticeLevel.REMINDER, "in 31 days, on 22-Dec-2026"),
        (
            30,
            NoticeLevel.CAUTION,
            "CAUTION: your signing certificate ends in 30 days, on 21-Dec-2026. Ask for",
        ),
        (8, NoticeLevel.CAUTION, "in 8 days"),
        (
            7,
            NoticeLevel.URGENT,
            "URGENT: your signing certificate ends in 7 days, on 28-Nov-2026. No plan can be",
        ),
        (1, NoticeLevel.URGENT, "ends tomorrow, on 22-Nov-2026"),
        (0, NoticeLevel.URGENT, "ends today, on 21-Nov-2026"),
        (-1, NoticeLevel.ENDED, "Your signing certificate ended on 20-Nov-2026: nothing can be signed."),
        (-400, NoticeLevel.ENDED, "ended on 17-Oct-2025"),
    ],
)
def test_notice_grows_louder_as_the_end_comes_near(days: int, level: NoticeLevel, words: str) -> None:
    notice = expiry_notice(TODAY + timedelta(days), TODAY)

    assert notice is not None
    assert notice.level is level
    assert words in notice.words


@pytest.mark.parametrize("days", [61, 730])
def test_certificate_with_time_left_is_not_mentioned(days: int) -> None:
    assert expiry_notice(TODAY + timedelta(days), TODAY) is None
