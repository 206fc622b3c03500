"""Dates in words, whatever the language of the computer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop_app.engine.plain_dates import clinician_date, patient_date


@pytest.mark.parametrize(
    ("day", "text"), [(date(2026, 11, 20), "20-Nov-2026"), (date(2028, 2, 29), "29-Feb-2028")]
)
def test_clinician_date_names_the_month(day: date, text: str) -> None:
    assert clinician_date(day) == text


@pytest.mark.parametrize(("language", "text"), [("en", "Monday, May 4"), ("es", "lunes 4 de mayo")])
def test_patient_date_names_day_and_month(language: str, text: str) -> None:
    assert patient_date(date(2026, 5, 4), language) == text


@pytest.mark.parametrize("language", ["en", "es"])
def test_patient_date_is_different_on_every_day_of_a_year(language: str) -> None:
    days = [date(2026, 1, 1) + timedelta(days=count) for count in range(365)]

    assert len({patient_date(day, language) for day in days}) == 365
