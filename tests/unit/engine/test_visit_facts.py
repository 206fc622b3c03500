"""Facts of the visit itself: durations, scores, pregnancy, and that unanswered equals not assessed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from desktop_app.engine.facts import Values
from desktop_app.engine.truth import Truth
from desktop_app.engine.visit_facts import duration_class, phase_state, visit_facts
from tests.unit.engine.shipped import compiled, measured, visit

VISIT = date(2026, 11, 20)


def values(**groups: Any) -> Values:
    consultation = visit(**groups)
    return visit_facts(consultation, Values(), compiled().examination, measured(consultation)).values


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, "acute"),
        (27, "acute"),
        (28, "subacute"),
        (84, "subacute"),
        (85, "chronic"),
        (None, "unknown"),
    ],
)
def test_duration_class_changes_on_days_28_and_85(days: int | None, expected: str) -> None:
    onset = None if days is None else (VISIT - timedelta(days=days)).isoformat()

    assert duration_class(days) == expected
    assert values(problem={"onset_date": onset})["category:duration_class"] == expected


@pytest.mark.parametrize(
    ("duration", "change", "state"),
    [
        ("acute", "unknown", "A1"),
        ("acute", "improved", "A1"),
        ("acute", "unchanged", "A2"),
        ("acute", "worse", "A2"),
        ("subacute", "improved", "B1"),
        ("subacute", "unknown", "B2"),
        ("subacute", "unchanged", "B2"),
        ("subacute", "worse", "B2"),
        ("unknown", "improved", "B1"),
        ("unknown", "unknown", "B2"),
        ("chronic", "improved", "C"),
        ("chronic", "unknown", "C"),
    ],
)
def test_phase_of_care_follows_duration_and_change(duration: str, change: str, state: str) -> None:
    assert phase_state(duration, change) == state


@pytest.mark.parametrize(
    ("score", "risk"),
    [
        ({}, None),
        ({"total": 3}, "low"),
        ({"total": 3, "psych": 3}, "low"),
        ({"total": 4}, None),  # the items on distress decide, and are missing
        ({"total": 4, "psych": 3}, "medium"),
        ({"total": 4, "psych": 4}, "high"),
        ({"psych": 4}, "high"),  # the total is then 4 or more
        ({"psych": 3}, None),
    ],
)
def test_start_back_risk_follows_total_and_distress(score: dict[str, int], risk: str | None) -> None:
    assert measured(visit(measures={"now": {"start_back": score}})).risk == risk


@pytest.mark.parametrize(
    ("sex", "status", "pregnant", "open_"),
    [
        ("female", None, None, True),
        ("female", "unknown", None, True),
        ("female", "pregnant", True, False),
        ("female", "not_pregnant", False, False),
        ("male", None, False, True),
    ],
)
def test_pregnancy_is_known_only_where_it_was_recorded(
    sex: str, status: str | None, pregnant: Truth, open_: bool
) -> None:
    found = values(patient={"sex": sex, "pregnancy": {"status": status}})

    assert found["holds:pregnant"] is pregnant
    assert found["holds:pregnancy_not_recorded"] is open_


@pytest.mark.parametrize(
    ("pregnancy", "weeks", "unknown"),
    [
        ({"status": "pregnant"}, None, True),
        ({"status": "pregnant", "weeks": 20}, 20, False),
        ({"status": "pregnant", "weeks": 19, "days": 6}, 19 + 6 / 7, False),
    ],
)
def test_weeks_of_pregnancy_count_days_as_a_fraction(
    pregnancy: dict[str, Any], weeks: float | None, unknown: bool
) -> None:
    found = values(patient={"sex": "female", "pregnancy": pregnancy})

    assert found["number:pregnancy_weeks"] == weeks
    assert found["holds:pregnancy_week_unknown"] is unknown


@pytest.mark.parametrize(
    ("now", "mild"),
    [
        ({}, None),
        ({"nrs_back": 3}, True),
        ({"nrs_back": 3, "nrs_leg": 3}, True),
        ({"nrs_back": 3, "nrs_leg": 4}, False),
        ({"nrs_back": 4}, False),
        ({"nrs_leg": 4}, False),
        ({"nrs_leg": 2}, None),  # the back is not known
    ],
)
def test_pain_is_mild_only_with_a_known_back_score(now: dict[str, int], mild: Truth) -> None:
    assert values(measures={"now": now})["holds:pain_mild"] is mild


@pytest.mark.parametrize(("answer", "truth"), [("yes", True), ("no", False), ("not_assessed", None)])
def test_answer_is_true_false_or_unknown(answer: str, truth: Truth) -> None:
    assert values(answers={"RF-C1": answer})["RF-C1"] is truth


@pytest.mark.parametrize(
    ("raised", "is_raised", "is_not"),
    [("yes", True, False), ("no", False, True), ("not_assessed", None, None), (None, None, None)],
)
def test_crp_is_raised_not_raised_or_unknown(raised: str | None, is_raised: Truth, is_not: Truth) -> None:
    found = values(labs={"crp_raised": raised})

    assert (found["holds:crp_raised"], found["holds:crp_not_raised"]) == (is_raised, is_not)


def test_scores_are_summed_and_missing_ones_stay_unknown() -> None:
    found = values(measures={"now": {"phq4": [3, 0, 1, 2], "nrs_leg": 7}})

    assert [found[f"number:phq4_{name}"] for name in ("total", "anxiety", "depression")] == [6, 3, 3]
    assert (found["number:nrs_max"], found["number:nrs_back"]) == (7, None)
    assert values()["number:phq4_total"] is None


@pytest.mark.parametrize("key", ["egfr", "crcl_ml_min", "creatinine_mg_dl"])
def test_kidney_function_is_unknown_only_without_any_figure(key: str) -> None:
    assert values()["holds:labs_kidney_unknown"] is True
    assert values(labs={key: 1.0})["holds:labs_kidney_unknown"] is False


def test_residual_urine_counts_only_from_a_performed_examination() -> None:
    assert values(exam={"performed": "yes", "post_void_residual_ml": 250})["number:post_void_residual"] == 250
    assert values(exam={"post_void_residual_ml": 250})["number:post_void_residual"] is None


def test_facts_start_from_a_copy_of_what_is_unknown() -> None:
    unknown = Values({"class:nsaid": None})
    found = visit_facts(visit(), unknown, compiled().examination, measured(visit()))
    found.values["class:nsaid"] = True

    assert unknown == {"class:nsaid": None}
