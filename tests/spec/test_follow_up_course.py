"""What the content asks for at four weeks, at twelve weeks, and when it is worse, on both sides of each border."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from desktop_app.domain.evaluation import Evaluation
from tests.spec.generated_consultations import edited, quiet
from tests.spec.visit_edits import DERMATOMAL, Edits, answered, since, treated

Evaluate = Callable[[Mapping[str, Any]], Evaluation]

FIRST_SCORE = 7
SCORES = {"improved": 4, "unchanged": 7, "worse": 9}
RADICULAR = {"exam.leg_symptoms": "left"} | DERMATOMAL


def course(change: str, days: int, **more: Any) -> Edits:
    """So many days of pain and of treatment, and how back pain changed since it was first scored."""
    clocks = since(days) | treated(days) | more
    if change == "unknown":
        return clocks | {"problem.patient_says": None}
    return clocks | {"measures.baseline.nrs_back": FIRST_SCORE, "measures.now.nrs_back": SCORES[change]}


@pytest.fixture
def seen(evaluated_case: Evaluate) -> Callable[[Edits], Evaluation]:
    return lambda edits: evaluated_case(edited(quiet(), edits))


Seen = Callable[[Edits], Evaluation]


@pytest.mark.parametrize(
    ("prompt", "shown", "hidden"),
    [
        ("worse_treated_as_new", course("worse", 5), course("unchanged", 5)),
        (
            "worse_treated_as_new",
            course("unknown", 5) | {"problem.patient_says": "worse"},
            course("unknown", 5),
        ),
        ("four_week_improved", course("improved", 28), course("improved", 27)),
        ("four_week_improved", course("improved", 83), course("improved", 84)),
        ("four_week_improved", course("improved", 28), course("unchanged", 28)),
        ("four_week_amount_done", course("unchanged", 28), course("unchanged", 27)),
        ("four_week_amount_done", course("worse", 28), course("improved", 28)),
        ("four_week_amount_done", course("unchanged", 28), course("unknown", 28)),
        ("four_week_amount_done", course("unchanged", 83), course("unchanged", 84)),
        ("four_week_rule", course("unknown", 28), course("unknown", 27)),
        ("four_week_rule", course("unchanged", 28), course("improved", 28)),
        ("twelve_week_improved", course("improved", 84), course("improved", 83)),
        ("twelve_week_improved", course("improved", 84), course("unknown", 84)),
        ("twelve_week_specialist", course("unchanged", 84) | RADICULAR, course("unchanged", 83) | RADICULAR),
        ("twelve_week_specialist", course("worse", 84) | RADICULAR, course("improved", 84) | RADICULAR),
    ],
)
def test_prompt_of_the_course_stands_on_its_side_of_the_border(
    seen: Seen, prompt: str, shown: Edits, hidden: Edits
) -> None:
    assert prompt in {each.id for each in seen(shown).prompts}
    assert prompt not in {each.id for each in seen(hidden).prompts}


@pytest.mark.parametrize(
    ("change", "days", "row"),
    [
        ("improved", 28, "P2a"),
        ("unchanged", 28, "P2b"),
        ("unknown", 28, "P2b"),
        ("unchanged", 84, "P2b"),
        ("unchanged", 85, "P3"),
        ("worse", 85, "P3"),
    ],
)
def test_pathway_goes_on_with_the_days_and_the_change(seen: Seen, change: str, days: int, row: str) -> None:
    assert row in {each.id for each in seen(course(change, days)).pathway}


def test_chronic_pain_that_did_not_improve_changes_the_class_of_therapy(seen: Seen) -> None:
    (row,) = (each for each in seen(course("unchanged", 85)).pathway if each.id == "P3")

    assert any("another class of therapy" in action for action in row.actions)


@pytest.mark.parametrize(("days", "is_open"), [(27, False), (28, True), (84, True), (85, True)])
def test_worsening_review_opens_from_day_28_without_improvement(
    seen: Seen, days: int, *, is_open: bool
) -> None:
    assert seen(course("unchanged", days)).worsening_review.open is is_open
    assert not seen(course("improved", days)).worsening_review.open
    assert seen(course("worse", days)).worsening_review.open


def test_worse_with_a_new_flag_goes_before_the_routine_of_the_course(seen: Seen) -> None:
    found = seen(course("worse", 28) | answered("RF-C1"))

    assert found.triage.triage_class == "EMERGENCY_TODAY"
    assert {"P2b", "P3"}.isdisjoint(row.id for row in found.pathway)
    assert not {prompt.id for prompt in found.prompts if "week" in prompt.id or "worse" in prompt.id}
