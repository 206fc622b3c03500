"""Which ids a consultation may name under a content version."""

from __future__ import annotations

from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.vocabulary import Vocabulary


def vocabulary_of(knowledge: KnowledgeBase) -> Vocabulary:
    """Every id of the content; the formulary and therapy keys are whole even where entries are still to come."""
    return Vocabulary(
        questions=frozenset(question.id for question in knowledge.questions),
        conditions=frozenset(condition.key for condition in knowledge.conditions),
        medicines=frozenset(knowledge.formulary_keys),
        therapies=frozenset(knowledge.therapy_keys),
        worsening_actions=frozenset(item.question for item in knowledge.worsening_review.items),
    )
