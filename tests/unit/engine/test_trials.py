from __future__ import annotations

from typing import Any

import pytest

from tests.unit.engine.shipped import evaluated


def trial(**entry: Any) -> Any:
    return evaluated(tried=[entry]).trials[0]


@pytest.mark.parametrize(
    ("treatment", "weeks", "adequate"),
    [
        ("YOGA", 3.9, False),
        ("YOGA", 4, True),
        ("YOGA", None, None),
        ("naproxen", 1.9, False),
        ("naproxen", 2, True),
        ("duloxetine", 7, False),
        ("duloxetine", 8, True),
        ("prednisone", 8, None),
    ],
)
def test_trial_is_adequate_from_the_weeks_that_its_treatment_needs(
    treatment: str, weeks: float | None, adequate: bool | None
) -> None:
    entry = {"treatment": treatment} | ({} if weeks is None else {"weeks": weeks})

    assert trial(**entry).adequate is adequate


@pytest.mark.parametrize(
    ("entry", "next_step"),
    [
        (
            {"treatment": "YOGA", "weeks": 4, "result": "no_change"},
            "choose a different therapy",
        ),
        ({"treatment": "YOGA", "weeks": 3, "result": "no_change"}, "Too short to judge"),
        ({"treatment": "YOGA", "result": "no_change"}, "ask how many weeks"),
        ({"treatment": "YOGA", "weeks": 4, "result": "helped"}, "Go on with it"),
        (
            {"treatment": "YOGA", "weeks": 1, "result": "worse"},
            "The red flags and the examination come first",
        ),
        ({"treatment": "YOGA", "weeks": 9}, "Ask how much of it was done"),
        ({"treatment": "naproxen", "weeks": 2, "result": "no_change"}, "change the treatment"),
        ({"treatment": "naproxen", "weeks": 1, "result": "no_change"}, "check dose, timing and duration"),
        ({"treatment": "naproxen", "weeks": 1, "result": "not_tolerated"}, "record the side effect"),
        ({"treatment": "naproxen", "weeks": 1}, "taken as agreed"),
    ],
)
def test_trial_leads_to_its_next_step(entry: dict[str, Any], next_step: str) -> None:
    assert next_step in trial(**entry).next_step


def test_trial_says_its_length_and_the_limit() -> None:
    assert trial(treatment="YOGA", weeks=4).verdict == "4 weeks, adequate trial"
    verdict = trial(treatment="YOGA", weeks=3).verdict

    assert verdict == "3 weeks, adequate trial from 4"
