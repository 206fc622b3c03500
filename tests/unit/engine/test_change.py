"""Improved, unchanged or worse: each border of the limits that ship."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.domain.patient import PatientReport
from tests.unit.engine.shipped import measured, visit


def change(baseline: dict[str, Any], now: dict[str, Any], says: PatientReport | None = None) -> str:
    problem = {} if says is None else {"patient_says": says}
    return measured(visit(measures={"baseline": baseline, "now": now}, problem=problem)).change


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (6, 4, "improved"),
        (6, 5, "unchanged"),
        (3, 2, "improved"),  # 33 %
        (4, 3, "unchanged"),  # 25 %
        (6, 8, "worse"),
        (6, 7, "unchanged"),
        (0, 0, "unchanged"),  # a baseline of 0 cannot improve
        (0, 2, "worse"),
        (0, 1, "unchanged"),
    ],
)
def test_pain_changes_by_2_points_or_30_percent(before: int, after: int, expected: str) -> None:
    assert change({"nrs_back": before}, {"nrs_back": after}) == expected


@pytest.mark.parametrize(
    ("baseline", "now", "expected"),
    [
        ((6, 3), (4, 9), "improved"),  # the back was worse: the leg does not count
        ((3, 6), (9, 4), "improved"),
        ((6, None), (4, 9), "improved"),
        ((6, 3), (None, 9), "unknown"),  # the worse of baseline cannot be compared
        ((5, 5), (5, 7), "worse"),  # equal: a rise decides
        ((5, 5), (2, 7), "worse"),
        ((5, 5), (2, 6), "unchanged"),  # a rise of 1 outweighs a drop
        ((5, 5), (5, 3), "improved"),
        ((5, 5), (None, 3), "improved"),
    ],
)
def test_worse_of_back_and_leg_at_baseline_decides(
    baseline: tuple[int, int | None], now: tuple[int | None, int], expected: str
) -> None:
    keys = ("nrs_back", "nrs_leg")

    assert change(dict(zip(keys, baseline, strict=True)), dict(zip(keys, now, strict=True))) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (12, 7, "improved"),
        (12, 8, "improved"),  # 33 %
        (20, 16, "unchanged"),
        (12, 17, "worse"),
        (12, 16, "unchanged"),
        (4, 2, "improved"),
        (3, 0, "unchanged"),  # not reliable below 4
    ],
)
def test_disability_changes_by_5_points_or_30_percent(before: int, after: int, expected: str) -> None:
    assert change({"rmdq": before}, {"rmdq": after}) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((5, 5, 5), (4, 4, 3), "unchanged"),
        ((10, 10, 10), (7, 7, 7), "improved"),
        ((5, 5, 0), (3, 4, 0), "improved"),  # exactly 30 %
        ((5, 5, 0), (5, 5, 3), "worse"),  # 30 % and 1 point of the mean
        ((2, 2, 1), (3, 2, 2), "unchanged"),  # 40 % but less than 1 point
        ((0, 0, 0), (1, 1, 1), "worse"),
        ((0, 0, 0), (0, 0, 0), "unchanged"),
    ],
)
def test_peg_changes_by_30_percent_of_the_unrounded_mean(
    before: tuple[int, ...], after: tuple[int, ...], expected: str
) -> None:
    assert change({"peg": before}, {"peg": after}) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (40, 30, "improved"),
        (40, 31, "unchanged"),
        (20, 14, "improved"),
        (40, 50, "worse"),
        (40, 49, "unchanged"),
    ],
)
def test_oswestry_changes_by_10_points_or_30_percent(before: float, after: float, expected: str) -> None:
    assert change({"odi": before}, {"odi": after}) == expected


def test_one_worse_measure_outweighs_an_improved_one() -> None:
    assert change({"nrs_back": 8, "rmdq": 10}, {"nrs_back": 4, "rmdq": 15}) == "worse"


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        (PatientReport.BETTER, "improved"),
        (PatientReport.SAME, "unchanged"),
        (PatientReport.WORSE, "worse"),
        (None, "unknown"),
    ],
)
def test_patients_word_decides_only_without_a_measure(says: PatientReport | None, expected: str) -> None:
    assert change({"nrs_back": 6}, {"nrs_leg": 2}, says) == expected
    assert change({"nrs_back": 6}, {"nrs_back": 6}, says) == "unchanged"
