"""Findings and answers that do not fit together. They are pointed out; no result ever depends on them."""

from __future__ import annotations

from desktop_app.domain.evaluation import Contradiction
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.facts import Facts


def contradictions(facts: Facts, compiled: CompiledKnowledge) -> tuple[Contradiction, ...]:
    """Every contradiction that is shown, in the order of the content. What is open or unknown contradicts nothing."""
    return tuple(
        Contradiction(
            rule.id,
            rule.text,
            when.because(facts),
            answer_path(rule.question),
            rule.sources,
            rule.standing.value,
        )
        for rule, when in compiled.contradictions.holding(facts)
    )


def answer_path(question: str) -> str:
    """Where the answer stands in a consultation: a coded question among the answers, any other name is its own path."""
    return question if "." in question else f"answers.{question}"
