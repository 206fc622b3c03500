"""The facts that an evaluation ends with, for tests and benchmarks that look at rules one by one."""

from __future__ import annotations

from dataclasses import replace

from desktop_app.domain.consultation import Consultation
from desktop_app.engine.clauses import Clause
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.evaluate import evaluate
from desktop_app.engine.explain import Wording
from desktop_app.engine.facts import Facts


class _Witness(Clause):
    """A clause that keeps the facts which it is asked about: the stages of an evaluation fill one mapping."""

    facts: Facts

    def holds(self, facts: Facts) -> bool:
        self.facts = facts
        return super().holds(facts)


def facts_of(consultation: Consultation, compiled: CompiledKnowledge) -> Facts:
    """Evaluate, and keep the facts."""
    witness = _Witness(compiled.review_opens.criterion, Wording.of(compiled.knowledge))
    evaluate(consultation, replace(compiled, review_opens=witness))
    return witness.facts
