"""Scores by the instruments that ship: each border of each band, parts, missing items, and changes in words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.application.score_words import advice, answers_to_questions, score_line
from desktop_app.domain.scores import InstrumentScore
from tests.unit.engine.shipped import evaluated, measured, visit


def scored(measure: str, now: Any = None, before: Any = None) -> InstrumentScore:
    found = all_scored(
        {measure: now} if now is not None else {}, {measure: before} if before is not None else {}
    )
    assert list(found) == [measure]
    return found[measure]


def all_scored(now: dict[str, Any], before: dict[str, Any] | None = None) -> dict[str, InstrumentScore]:
    course = measured(visit(measures={"baseline": before or {}, "now": now}))
    return {score.measure: score for score in course.scores}


def band(measure: str, value: Any) -> str | None:
    now = scored(measure, value).now
    assert now is not None
    return now.band


@pytest.mark.parametrize(
    ("measure", "value", "words"),
    [
        ("nrs_back", 6, None),
        ("nrs_back", 7, "severe"),
        ("nrs_leg", 6, None),
        ("nrs_leg", 7, "severe"),
        ("peg", [4, 4, 3], "lower range, display only"),
        ("peg", [4, 4, 4], "middle range, display only"),
        ("peg", [7, 7, 6], "middle range, display only"),
        ("peg", [7, 7, 7], "upper range, display only"),
        ("phq4", [0, 0, 0, 0], "none"),
        ("phq4", [1, 1, 0, 0], "none"),
        ("phq4", [1, 1, 1, 0], "mild"),
        ("phq4", [2, 1, 1, 1], "mild"),
        ("phq4", [2, 2, 1, 1], "moderate"),
        ("phq4", [2, 2, 2, 2], "moderate"),
        ("phq4", [3, 2, 2, 2], "severe"),
        ("odi", 20, "minimal"),
        ("odi", 20.5, "moderate"),
        ("odi", 40, "moderate"),
        ("odi", 41, "severe"),
        ("odi", 60, "severe"),
        ("odi", 61, "61 to 80 %"),
        ("odi", 80, "61 to 80 %"),
        ("odi", 81, "81 to 100 %"),
        ("start_back", {"total": 3}, "low risk"),
        ("start_back", {"total": 4, "psych": 3}, "medium risk"),
        ("start_back", {"total": 4, "psych": 4}, "high risk"),
        ("rmdq", 24, None),
    ],
)
def test_band_changes_at_its_border(measure: str, value: Any, words: str | None) -> None:
    assert band(measure, value) == words


@pytest.mark.parametrize(("item", "positive"), [(0, False), (1, False), (2, False), (3, True)])
def test_half_of_phq4_is_positive_from_3(item: int, positive: bool) -> None:
    now = scored("phq4", [item, 0, 0, item]).now

    assert now is not None
    assert [(part.title, part.value, part.positive) for part in now.parts] == [
        ("anxiety", item, positive),
        ("depression", item, positive),
    ]


def test_positive_depression_asks_for_suicidal_thoughts() -> None:
    assert "ask about suicidal thoughts" in advice(scored("phq4", [0, 0, 1, 2]))
    assert "suicidal" not in advice(scored("phq4", [3, 3, 1, 1]))
    assert advice(scored("phq4", [1, 1, 1, 1])) == ""


def test_ticked_statements_are_the_score_of_the_rmdq() -> None:
    now = all_scored({"rmdq_items": [13, 1, 5]})["rmdq"].now

    assert now is not None
    assert (now.value, now.shown) == (3, "3 of 24")
    assert all_scored({"rmdq_items": []})["rmdq"].now is not None


def test_instrument_that_is_not_answered_has_no_score() -> None:
    assert all_scored({}) == {}
    assert all_scored({"phq4": None, "peg": None, "rmdq_items": None}) == {}


def test_mean_is_kept_unrounded_and_shown_with_one_decimal() -> None:
    now = scored("peg", [6, 6, 7]).now

    assert now is not None
    assert now.value == pytest.approx(19 / 3)
    assert now.words == "6.3 of 10 (middle range, display only)"


@pytest.mark.parametrize(
    ("measure", "before", "now", "words"),
    [
        ("nrs_back", 5, 7, "worse by 2 (2 or more counts)"),
        ("nrs_back", 5, 6, "unchanged, higher by 1 (2 or more counts)"),
        ("nrs_back", 5, 5, "unchanged"),
        ("nrs_back", 5, 4, "unchanged, lower by 1 (2 or 30 % or more counts)"),
        ("nrs_back", 5, 3, "improved by 2 (2 or 30 % or more counts)"),
        ("peg", [5, 5, 5], [6, 6, 8], "worse by 1.7 (1 and 30 % or more counts)"),
        ("peg", [5, 5, 5], [4, 4, 4], "unchanged, lower by 1 (30 % or more counts)"),
        ("rmdq", 12, 17, "worse by 5 (5 or more counts)"),
        ("rmdq", 3, 0, "unchanged, lower by 3 (5 or 30 % or more counts), "
         "improvement is not reliable at a baseline below 4, and not counted"),
        ("rmdq", 4, 2, "improved by 2 (5 or 30 % or more counts)"),
        ("rmdq", 20, 21, "unchanged, higher by 1 (5 or more counts)"),
        ("rmdq", 21, 24, "unchanged, higher by 3 (5 or more counts), "
         "worsening is not reliable at a baseline above 20"),
        ("odi", 40, 30, "improved by 10 (10 or 30 % or more counts)"),
        ("phq4", [1, 0, 0, 0], [1, 1, 1, 0], "higher by 2"),
        ("phq4", [1, 0, 0, 0], [0, 1, 0, 0], "unchanged"),
        ("phq4", [1, 0, 0, 0], [0, 0, 0, 0], "lower by 1"),
    ],
)  # fmt: skip
def test_change_says_by_how_much_and_what_counts(measure: str, before: Any, now: Any, words: str) -> None:
    assert scored(measure, now, before).change_text == words


def test_instrument_without_limits_has_no_verdict() -> None:
    score = scored("phq4", [3, 3, 3, 3], [0, 0, 0, 0])

    assert (score.change, score.counted) == (None, False)
    assert (
        measured(visit(measures={"baseline": {"phq4": [0] * 4}, "now": {"phq4": [3] * 4}})).change
        == "unknown"
    )


def test_pain_that_was_less_at_baseline_says_that_it_is_not_counted() -> None:
    found = all_scored({"nrs_back": 6, "nrs_leg": 9}, {"nrs_back": 6, "nrs_leg": 3})

    assert (found["nrs_back"].counted, found["nrs_leg"].counted) == (True, False)
    assert found["nrs_leg"].change == "worse"
    assert found["nrs_leg"].change_text.endswith("not counted: the other pain decides")


def test_line_on_screen_says_the_band_of_today_first() -> None:
    assert score_line(scored("nrs_back", 7, 8)) == (
        "Severe. Unchanged, lower by 1 (2 or 30 % or more counts)."
    )
    assert score_line(scored("odi", 28, 50)) == (
        "Moderate; at first severe. Improved by 22 (10 or 30 % or more counts)."
    )
    assert score_line(scored("rmdq", 9)) == ""


def test_scores_stand_beside_the_questions_that_they_help_to_answer() -> None:
    found = evaluated(measures={"now": {"phq4": [3, 1, 0, 1], "rmdq": 9}})
    hints = answers_to_questions(found.scores)

    assert hints["WR-14"] == "PHQ-4 anxiety 4 of 6 positive"
    assert hints["WR-15"] == "PHQ-4 depression 1 of 6"
    assert hints["YF-4"] == "PHQ-4 5 of 12 (mild)"
    assert hints["YF-5"] == "RMDQ-24 9 of 24"
    assert found.worsening_review.actions == ()


@pytest.mark.parametrize("anxiety", range(7))
def test_phq4_is_called_positive_exactly_where_it_leads_to_a_referral(anxiety: int) -> None:
    for depression in range(7):
        items = [min(anxiety, 3), max(anxiety - 3, 0), min(depression, 3), max(depression - 3, 0)]
        found = evaluated(measures={"now": {"phq4": items}})
        now = found.scores[0].now
        assert now is not None
        positive = any(part.positive for part in now.parts)
        assert positive == any(referral.id == "REF-07" for referral in found.referrals)


STATEMENTS = st.sets(st.integers(1, 24))


@given(STATEMENTS, STATEMENTS)
def test_more_ticks_never_lower_the_score(ticked: set[int], more: set[int]) -> None:
    def score(statements: set[int]) -> float:
        now = all_scored({"rmdq_items": sorted(statements)})["rmdq"].now
        assert now is not None
        assert now.value is not None
        return now.value

    assert score(ticked) == len(ticked)
    assert score(ticked | more) >= score(ticked)
