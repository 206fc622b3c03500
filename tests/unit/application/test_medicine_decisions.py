from __future__ import annotations

from typing import Any

import pytest

from desktop_app.application.medicine_decisions import read_typed_medicine


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Zoloft", {"name": "Zoloft"}),
        (" Tylenol 500 mg 3 a day ", {"name": "Tylenol", "dose_mg": 500, "per_day": 3}),
        (
            "Tylenol Extra Strength, 1000 mg, 3x",
            {"name": "Tylenol Extra Strength", "dose_mg": 1000, "per_day": 3},
        ),
        ("warfarin 2,5 mg once daily", {"name": "warfarin", "dose_mg": 2.5, "per_day": 1}),
        ("pantoprazole 40mg daily", {"name": "pantoprazole", "dose_mg": 40, "per_day": 1}),
        ("ibuprofen 400 mg twice a day", {"name": "ibuprofen", "dose_mg": 400, "per_day": 2}),
        ("alcohol 4 per day", {"name": "alcohol", "per_day": 4}),
        ("vitamin B 12", {"name": "vitamin B 12"}),
        ("insulin 10 units", {"name": "insulin 10 units"}),
    ],
)
def test_typed_medicine_is_read_as_far_as_it_is_understood(typed: str, expected: dict[str, Any]) -> None:
    assert read_typed_medicine(typed) == expected
