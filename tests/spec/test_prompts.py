"""Prompts are shown, and the signature waits, at the border of each condition and not beside it."""

from __future__ import annotations

from desktop_app.domain.knowledge import KnowledgeBase
from tests.spec.checks import Check, each
from tests.spec.conftest import Evaluate
from tests.spec.prompt_borders import HIDDEN, PROMPTS, REQUIREMENTS, SHOWN


@each(SHOWN)
def test_prompt_at_its_border_is_shown(check: Check, evaluated: Evaluate) -> None:
    assert check.found(evaluated(check.case)) is check.expected


@each(HIDDEN)
def test_prompt_beside_its_border_is_not_shown(check: Check, evaluated: Evaluate) -> None:
    assert check.found(evaluated(check.case)) is check.expected


def test_borders_name_every_prompt_and_requirement_of_the_content(knowledge: KnowledgeBase) -> None:
    content = (*knowledge.prompts, *knowledge.plan_requirements)

    assert {item.name for item in PROMPTS} == {item.id for item in content}
    assert REQUIREMENTS.keys() == {item.id for item in knowledge.plan_requirements}
