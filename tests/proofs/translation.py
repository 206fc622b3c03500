"""The criteria language in the solver's terms: one function for each kind of criterion.

Written from the meaning in ``domain/criteria.py`` and apart from the engine; a test compares both on generated
consultations.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import z3

from desktop_app.domain import criteria as c
from desktop_app.engine import facts as k
from tests.proofs.kleene import (
    TRUE,
    Truth,
    all_hold,
    any_holds,
    at_least,
    every,
    known,
    known_where,
    negated,
)
from tests.proofs.variables import NumberVariable


class SymbolicFacts(Protocol):
    """What is known of any patient, as propositions."""

    def truth(self, key: str) -> Truth: ...

    def number(self, name: str) -> NumberVariable: ...

    def category(self, name: str, values: tuple[str, ...]) -> z3.BoolRef: ...

    def stopped_within(self, drug_class: str, days: int) -> Truth: ...

    def tried(self, treatment: str, weeks: float, results: tuple[str, ...]) -> z3.BoolRef: ...


class Translator:
    """Translates criteria about one symbolic patient; ``drug`` is the medicine under test, where there is one."""

    def __init__(self, facts: SymbolicFacts, drug: str | None = None) -> None:
        self._facts = facts
        self._drug = drug

    def truth(self, criterion: c.Criterion | None) -> Truth:
        """Raises ``KeyError`` for a kind without a translation. No criterion means that nothing limits the entry."""
        return TRUE if criterion is None else TRANSLATIONS[type(criterion)](self, criterion)

    def parts(self, criterion: c.Criterion) -> list[Truth]:
        return [self.truth(part) for part in criterion.children()]

    def any_fact(self, key: Callable[[str], str], names: tuple[str, ...]) -> Truth:
        return any_holds([self._facts.truth(key(name)) for name in names])

    def not_shown(self, criterion: c.NotShown) -> Truth:
        return known(z3.Not(self.truth(criterion.not_shown).yes))

    def answer(self, criterion: c.AnswerIs) -> Truth:
        answers = [self._facts.truth(question) for question in criterion.answer]
        return any_holds([negated(answer) for answer in answers] if criterion.is_ == "no" else answers)

    def about_drug(self, key: Callable[[str, str], str], name: str) -> Truth:
        assert self._drug is not None, "this criterion needs a medicine under test"
        return self._facts.truth(key(name, self._drug))

    def number(self, criterion: c.NumberTest) -> Truth:
        number = self._facts.number(criterion.number)
        value, within = number.value, []
        if criterion.gt is not None:
            within.append(value > criterion.gt)
        if criterion.ge is not None:
            within.append(value >= criterion.ge)
        if criterion.lt is not None:
            within.append(value < criterion.lt)
        if criterion.le is not None:
            within.append(value <= criterion.le)
        return known_where(number.known, every(within))

    def category(self, criterion: c.CategoryIn) -> Truth:
        return known(self._facts.category(criterion.category, criterion.in_))

    def stopped(self, criterion: c.StoppedWithin) -> Truth:
        return self._facts.stopped_within(criterion.stopped_class, criterion.days)

    def therapy(self, criterion: c.TherapyIs) -> Truth:
        keys = (k.therapy_key(name, criterion.status) for name in criterion.therapy)
        return any_holds([self._facts.truth(key) for key in keys])

    def tried(self, criterion: c.Tried) -> Truth:
        tried = [self._facts.tried(name, criterion.weeks, criterion.result) for name in criterion.tried]
        return known(z3.Or(tried))


TRANSLATIONS: dict[type, Callable[..., Truth]] = {
    c.All: lambda to, node: all_hold(to.parts(node)),
    c.AnyOf: lambda to, node: any_holds(to.parts(node)),
    c.AtLeast: lambda to, node: at_least(node.at_least, to.parts(node)),
    c.Not: lambda to, node: negated(to.truth(node.not_)),
    c.NotShown: Translator.not_shown,
    c.AnswerIs: Translator.answer,
    c.HasCondition: lambda to, node: to.any_fact(k.condition_key, node.condition),
    c.TakesDrugClass: lambda to, node: to.any_fact(k.class_key, node.drug_class),
    c.TakesDrug: lambda to, node: to.any_fact(k.drug_key, node.drug),
    c.StoppedWithin: Translator.stopped,
    c.HasAllergy: lambda to, node: to.any_fact(k.allergy_key, node.allergy),
    c.SameIngredient: lambda to, node: to.about_drug(k.same_ingredient_key, node.same_ingredient),
    c.AboutDrug: lambda to, node: to.about_drug(k.this_drug_key, node.this_drug),
    c.NumberTest: Translator.number,
    c.CategoryIn: Translator.category,
    c.Holds: lambda to, node: to.any_fact(k.statement_key, node.holds),
    c.Fired: lambda to, node: to.any_fact(k.fired_key, node.fired),
    c.MedicineChosen: lambda to, node: to.any_fact(k.chosen_key, node.medicine_chosen),
    c.TherapyIs: Translator.therapy,
    c.Tried: Translator.tried,
    c.Always: lambda to, node: TRUE,
}
"""A translation for every kind of criterion; a test holds it against the closed list."""
