"""Which conditions the patient has: recorded, said by a question or a medicine's name, or following from others."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.answers import Answer
from desktop_app.domain.assessment_content import ConditionRule
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.engine import facts as k
from desktop_app.engine.clauses import Conditional
from desktop_app.engine.facts import Facts, Values
from desktop_app.engine.truth import truth_of


@dataclass(frozen=True, slots=True)
class ConditionContent:
    """The vocabulary of conditions by fact key; ``implied`` is closed over chains of implications.

    A later one of ``rules`` may build on what an earlier one says, and on what that implies.
    """

    keys: tuple[str, ...]
    medicine_words: tuple[tuple[str, tuple[str, ...]], ...]
    implied: tuple[tuple[str, tuple[str, ...]], ...]
    same_as: tuple[tuple[str, str], ...]
    rules: tuple[Conditional[ConditionRule], ...]

    @classmethod
    def of(cls, knowledge: KnowledgeBase, rules: tuple[Conditional[ConditionRule], ...]) -> ConditionContent:
        conditions = knowledge.conditions
        return cls(
            keys=tuple(k.condition_key(item.key) for item in conditions),
            medicine_words=tuple(
                (k.condition_key(item.key), tuple(word.casefold() for word in item.medicine_words))
                for item in conditions
                if item.medicine_words
            ),
            implied=_closure({item.key: item.implies for item in conditions if item.implies}),
            same_as=tuple(
                (item.id, k.condition_key(item.same_as)) for item in knowledge.questions if item.same_as
            ),
            rules=rules,
        )


def add_condition_facts(facts: Facts, consultation: Consultation, content: ConditionContent) -> None:
    """An implied *yes* beats a *no*. A reviewed list makes the rest *no* only when all that follows is known."""
    values = facts.values
    for condition, answer in consultation.conditions.items():
        values[k.condition_key(condition)] = truth_of(answer)
    _add_named_by_medicines(facts, consultation, content)
    _join_same(values, content)
    _spread(values, content)
    _apply_rules(facts, content)
    if consultation.conditions_reviewed is Answer.YES:
        values.update(dict.fromkeys([key for key in content.keys if values[key] is None], False))


def _apply_rules(facts: Facts, content: ConditionContent) -> None:
    """One after another: a pressure says high blood pressure, which then counts as a cardiovascular risk factor."""
    for item in content.rules:
        if item.when.holds(facts):
            key = k.condition_key(item.entry.condition)
            facts.values[key] = True
            if causes := item.when.caused_by(facts):
                facts.causes[key] = causes
            _spread(facts.values, content)


def _add_named_by_medicines(facts: Facts, consultation: Consultation, content: ConditionContent) -> None:
    """A condition that the name of a current medicine says (a patch), whether or not the dictionary knows it."""
    current = [item.name for item in consultation.current_medications.list if item.stopped_on is None]
    for key, words in content.medicine_words:
        names = tuple(name for name in current if any(word in name.casefold() for word in words))
        if names:
            facts.values[key] = True
            facts.causes[key] = names


def _join_same(values: Values, content: ConditionContent) -> None:
    """A *yes* to either is a *yes* to both; a *no* answers only where it stands."""
    for question, condition in content.same_as:
        if values[question] is True:
            values[condition] = True
        elif values[condition] is True:
            values[question] = True


def _spread(values: Values, content: ConditionContent) -> None:
    """To the conditions that follow from a condition, and to the questions that ask for them."""
    for condition, implied in content.implied:
        if values[condition] is True:
            values.update(dict.fromkeys(implied, True))
    _join_same(values, content)


def _closure(implies: dict[str, tuple[str, ...]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every condition that a condition implies, directly or through another."""

    def reach(key: str, seen: dict[str, None]) -> dict[str, None]:
        for implied in implies.get(key, ()):
            if implied not in seen:
                seen[implied] = None
                reach(implied, seen)
        return seen

    return tuple((k.condition_key(key), tuple(map(k.condition_key, reach(key, {})))) for key in implies)
