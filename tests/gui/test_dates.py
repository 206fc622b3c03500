"""What may be typed for a day."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app.ui.dates import read_ago, read_date

VISIT = date(2026, 5, 31)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-5-3", "2026-05-03"),
        ("20260503", "2026-05-03"),
        ("3 may 2026", "2026-05-03"),
        ("03-May-2026", "2026-05-03"),
        ("03/05/2026", None),
        ("2 weeks", None),
    ],
)
def test_date_is_read_where_month_and_day_cannot_be_mistaken(typed: str, day: str | None) -> None:
    assert read_date(typed) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2 weeks", "2026-05-17"),
        ("2w", "2026-05-17"),
        ("10 days ago", "2026-05-21"),
        ("0 d", "2026-05-31"),
        ("1 Month", "2026-04-30"),
        ("3 months", "2026-02-28"),
        ("5 mo", "2025-12-31"),
        ("12 months", "2025-05-31"),
        ("2 years ago", "2024-05-31"),
        ("999 years", "1027-05-31"),
        ("2", None),
        ("-2 weeks", None),
        ("2.5 weeks", None),
        ("two weeks", None),
        ("2 fortnights", None),
    ],
)
def test_length_of_time_is_counted_back_from_the_visit(typed: str, day: str | None) -> None:
    assert read_ago(typed, VISIT) == day
