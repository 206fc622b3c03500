"""The order of suggestions, when a medicine has failed, and the daily totals are those of the reference."""

from __future__ import annotations

from desktop_app.domain.knowledge import KnowledgeBase
from tests.spec.checks import Check, each
from tests.spec.conftest import Evaluate
from tests.spec.suggestion_borders import MORPHINE_EQUIVALENTS, SUGGESTED, TOTALS


@each(SUGGESTED)
def test_suggestions_are_those_of_the_reference(check: Check, evaluated: Evaluate) -> None:
    assert check.found(evaluated(check.case)) == check.expected


@each(TOTALS)
def test_daily_total_is_that_of_the_reference(check: Check, evaluated: Evaluate) -> None:
    assert check.found(evaluated(check.case)) == check.expected


def test_table_names_every_opioid_with_a_factor(knowledge: KnowledgeBase) -> None:
    named = {entry["name"].replace("/", " ").split()[0] for entry, _ in MORPHINE_EQUIVALENTS}
    assert named == {item.ingredient for item in knowledge.opioid_factors}
