"""What the content asks for at four weeks, at twelve weeks, and when it is worse, on both sides of each border."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from desktop_app.domain.evaluation import Evaluation
from tests.spec.generated_consultations import edited, quiet
from tests.spec.prompt_borders import course
from tests.spec.visit_edits import Edits, answered

Evaluate = Callable[[Mapping[str, Any]], Evaluation]


@pytest.fixture
def seen(evaluated_case: Evaluate) -> Callable[[Edits], Evaluation]:
    return lambda edits: evaluated_case(edited(quiet(), edits))


Seen = Callable[[Edits], Evaluation]


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
