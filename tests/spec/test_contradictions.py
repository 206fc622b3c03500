"""Two things on record that cannot both be right are named at their border, and not beside it."""

from __future__ import annotations

from desktop_app.domain.knowledge import KnowledgeBase
from tests.spec.checks import Check, each
from tests.spec.conftest import Evaluate
from tests.spec.contradiction_borders import CONTRADICTIONS, NAMED, SILENT


@each(NAMED)
def test_contradiction_at_its_border_is_named(check: Check, evaluated: Evaluate) -> None:
    assert check.found(evaluated(check.case)) is check.expected


@each(SILENT)
def test_contradiction_beside_its_border_is_not_named(check: Check, evaluated: Evaluate) -> None:
    assert check.found(evaluated(check.case)) is check.expected


def test_borders_name_every_contradiction_of_the_content(knowledge: KnowledgeBase) -> None:
    assert {item.rule for item in CONTRADICTIONS} == {rule.id for rule in knowledge.contradictions}
