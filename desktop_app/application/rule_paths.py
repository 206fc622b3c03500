"""Which answers and measures a triage rule can fire by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from desktop_app.domain import criteria as c
from desktop_app.domain.knowledge import KnowledgeBase

_PATH_OF_NUMBER = {"post_void_residual": "exam.post_void_residual_ml"}


def rule_paths(knowledge: KnowledgeBase) -> Mapping[str, tuple[str, ...]]:
    """For each triage rule the paths of the answers and measures that can make it fire, in the order of its test."""
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
