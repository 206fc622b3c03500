"""Where the answer or finding behind an emergency rule stands, so that "Correct an answer" leads there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from desktop_app.application.steps import Step
from desktop_app.domain import criteria as c
from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_edit import value_at
from desktop_app.domain.examination import MOVEMENTS, NORMAL_GRADE, SIDES
from desktop_app.domain.knowledge import KnowledgeBase

Place = tuple[Step, str]
"""A step, and the path of the row in it; an empty path is the step itself."""

_PATH_OF_NUMBER = {"post_void_residual": "exam.post_void_residual_ml"}


def rule_paths(knowledge: KnowledgeBase) -> Mapping[str, tuple[str, ...]]:
    """For each triage rule the paths of the answers and measures that can make it fire, in the order of its criterion."""
    meanings = {item.id: item.when for item in knowledge.definitions}
    return MappingProxyType(
        {rule.id: tuple(dict.fromkeys(_paths(rule.when, meanings))) for rule in knowledge.triage_rules}
    )


def _paths(criterion: c.Criterion, meanings: Mapping[str, c.Criterion]) -> Iterator[str]:
    """What is denied by a criterion makes nothing fire."""
    if isinstance(criterion, c.Not | c.NotShown):
        return
    if isinstance(criterion, c.AnswerIs):
        yield from (f"answers.{question}" for question in criterion.answer)
    elif isinstance(criterion, c.NumberTest) and criterion.number in _PATH_OF_NUMBER:
        yield _PATH_OF_NUMBER[criterion.number]
    elif isinstance(criterion, c.Holds):
        for name in criterion.holds:
            if name in meanings:
                yield from _paths(meanings[name], meanings)
    for part in criterion.children():
        yield from _paths(part, meanings)


def place_of_rule(rule: str, consultation: Consultation, paths: Mapping[str, tuple[str, ...]]) -> Place:
    """The first answer or measure that the rule can have fired by; for a finding on strength the weakest movement."""
    for path in paths.get(rule, ()):
        value = value_at(consultation, path)
        if path.startswith("answers.") and value is Answer.YES:
            return Step.RED_FLAGS, path
        if path.startswith("exam.") and value is not None:
            return Step.EXAMINATION, path
    grades = [
        (grade, f"exam.motor.{movement}.{side}")
        for movement in MOVEMENTS
        for side in SIDES
        if (grade := consultation.exam.motor.grade(movement, side)) is not None and grade < NORMAL_GRADE
    ]
    return (Step.EXAMINATION, min(grades)[1]) if grades else (Step.RED_FLAGS, "")
