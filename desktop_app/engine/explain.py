"""Say why a criterion holds, with this patient's facts.

Compiled like the truth itself, because a rule that fires is explained again at every key press.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from desktop_app.domain import criteria as c
from desktop_app.domain.fact_names import CATEGORY_LABELS, NUMBERS, STATEMENTS
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.engine import facts as k
from desktop_app.engine.facts import Facts, TriedTreatment
from desktop_app.engine.truth import compile_truth, counts

Reasons = Callable[[Facts], Sequence[str]]
"""The sentences for a criterion that holds; it is not asked for any other."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How facts are called in an explanation: questions by finding, conditions, classes and allergies by label."""

    findings: dict[str, str]
    conditions: dict[str, str]
    classes: dict[str, str]
    allergies: dict[str, str]
    statements: dict[str, str]
    definitions: dict[str, c.Criterion]

    @classmethod
    def of(cls, knowledge: KnowledgeBase) -> Wording:
        defined = (*knowledge.definitions, *knowledge.consequences)
        return cls(
            findings={question.id: question.finding for question in knowledge.questions},
            conditions={condition.key: condition.label for condition in knowledge.conditions},
            classes={entry.key: entry.label for entry in knowledge.drug_classes},
            allergies={entry.key: entry.label for entry in knowledge.allergy_keys},
            statements=STATEMENTS | {entry.id: entry.finding for entry in defined},
            definitions={entry.id: entry.when for entry in defined},
        )


def compile_reasons(criterion: c.Criterion, words: Wording, drug: str | None = None) -> Reasons:
    """What to say where the criterion holds; parts that do not hold stay silent."""
    parts = criterion.children()
    if not parts:
        return _LEAVES.get(type(criterion), _silent)(criterion, words, drug)
    if isinstance(criterion, c.Not | c.NotShown):
        return _nothing
    telling = [(part, why) for part in parts if (why := compile_reasons(part, words, drug)) is not _nothing]
    if isinstance(criterion, c.All):
        return _of_every(tuple(why for _, why in telling))
    pairs = tuple((compile_truth(part, drug), why) for part, why in telling)
    return lambda facts: [text for test, why in pairs if test(facts.values) is True for text in why(facts)]


def _of_every(parts: tuple[Reasons, ...]) -> Reasons:
    """Where all parts hold, none needs to be tested again."""
    if len(parts) == 1:
        return parts[0]
    return lambda facts: [text for why in parts for text in why(facts)]


def _nothing(_: Facts) -> Sequence[str]:
    return ()


def _silent(*_: object) -> Reasons:
    return _nothing


def _facts_named(names: Iterable[str], labels: dict[str, str], key: Callable[[str], str]) -> Reasons:
    pairs = tuple((key(name), labels[name]) for name in names)
    if len(pairs) == 1:
        said = (pairs[0][1],)
        return lambda _: said
    return lambda facts: [label for fact, label in pairs if facts.values[fact] is True]


def _answer(leaf: c.AnswerIs, words: Wording, _drug: str | None) -> Reasons:
    if leaf.is_ == "yes":
        return _facts_named(leaf.answer, words.findings, str)
    return lambda facts: [
        f"{words.findings[name]}: no" for name in leaf.answer if facts.values[name] is False
    ]


def _condition(leaf: c.HasCondition, words: Wording, _drug: str | None) -> Reasons:
    return _facts_named(leaf.condition, words.conditions, k.condition_key)


def _takes_class(leaf: c.TakesDrugClass, words: Wording, _drug: str | None) -> Reasons:
    return _takes(tuple((k.class_key(name), words.classes[name]) for name in leaf.drug_class))


def _takes_drug(leaf: c.TakesDrug, _words: Wording, _drug: str | None) -> Reasons:
    return _takes(tuple((k.drug_key(name), name) for name in leaf.drug))


def _takes(named: tuple[tuple[str, str], ...]) -> Reasons:
    if len(named) == 1:
        ((only, called),) = named
        return lambda facts: (f"takes {_listed(facts, only)} ({called})",)
    return lambda facts: [
        f"takes {_listed(facts, key)} ({name})" for key, name in named if facts.values[key] is True
    ]


def _stopped(leaf: c.StoppedWithin, words: Wording, _drug: str | None) -> Reasons:
    key, label = k.stopped_key(leaf.stopped_class), words.classes[leaf.stopped_class]
    return lambda facts: [f"{_listed(facts, key)} ({label}) stopped {facts.values[key]} days ago"]


def _allergy(leaf: c.HasAllergy, _words: Wording, _drug: str | None) -> Reasons:
    keys = tuple(map(k.allergy_key, leaf.allergy))
    return lambda facts: [
        f"recorded allergy: {_listed(facts, key)}" for key in keys if facts.values[key] is True
    ]


def _number(leaf: c.NumberTest, _words: Wording, _drug: str | None) -> Reasons:
    signs = ((">", leaf.gt), (">=", leaf.ge), ("<", leaf.lt), ("<=", leaf.le))
    bounds = " and ".join(f"{sign} {_plain(bound)}" for sign, bound in signs if bound is not None)
    key, label = k.number_key(leaf.number), NUMBERS[leaf.number].label
    return lambda facts: [f"{label} {_plain(facts.values[key])} ({bounds})"]


def _category(leaf: c.CategoryIn, _words: Wording, _drug: str | None) -> Reasons:
    key, label = k.category_key(leaf.category), CATEGORY_LABELS[leaf.category]
    return lambda facts: [f"{label}: {str(facts.values[key]).replace('_', ' ')}"]


def _holds(leaf: c.Holds, words: Wording, _drug: str | None) -> Reasons:
    """A defined statement is explained by the facts behind it, a computed one by its own wording."""
    behind = tuple((k.statement_key(n), words.statements[n], _of_definition(n, words)) for n in leaf.holds)

    def reasons(facts: Facts) -> list[str]:
        found: list[str] = []
        for key, wording, inner in behind:
            if facts.values[key] is True:
                found += (inner(facts) if inner is not None else ()) or (_with_causes(wording, facts, key),)
        return found

    return reasons


def _with_causes(wording: str, facts: Facts, key: str) -> str:
    """``a key muscle is MRC 3 or less (left ankle dorsiflexion 2/5)``."""
    causes = facts.causes.get(key)
    return f"{wording} ({', '.join(causes)})" if causes else wording


def _of_definition(name: str, words: Wording) -> Reasons | None:
    """The facts behind a defined statement; ``None`` where the statement is computed."""
    inner = words.definitions.get(name)
    return None if inner is None else compile_reasons(inner, words)


def _fired(leaf: c.Fired, _words: Wording, _drug: str | None) -> Reasons:
    return lambda facts: [f"rule {name}" for name in leaf.fired if facts.values[k.fired_key(name)] is True]


def _tried(leaf: c.Tried, _words: Wording, _drug: str | None) -> Reasons:
    def described(entry: TriedTreatment) -> str:
        return f"tried {entry.treatment}: {(entry.result or 'result not recorded').replace('_', ' ')}"

    return lambda facts: [described(entry) for entry in facts.tried if counts(entry, leaf)]


def _same_ingredient(leaf: c.SameIngredient, _words: Wording, drug: str | None) -> Reasons:
    key = k.same_ingredient_key(leaf.same_ingredient, drug or "")
    verb = "already takes" if leaf.same_ingredient == "current" else "recorded allergy:"
    return lambda facts: [f"{verb} {_listed(facts, key)}"]


def _about_drug(leaf: c.AboutDrug, _words: Wording, drug: str | None) -> Reasons:
    if leaf.this_drug == "cns_active_at_least_3":
        key = k.this_drug_key(leaf.this_drug, drug or "")
        return lambda facts: [f"with {_listed(facts, key)}: 3 or more CNS-active medicines"]
    total, most = k.number_key("acetaminophen_total"), k.number_key("acetaminophen_max")

    def reasons(facts: Facts) -> list[str]:
        sum_, limit = _plain(facts.values[total]), _plain(facts.values[most])
        return [f"acetaminophen from all products {sum_} mg a day (> {limit})"]

    return reasons


_LEAVES: dict[type, Callable[..., Reasons]] = {
    c.AnswerIs: _answer,
    c.HasCondition: _condition,
    c.TakesDrugClass: _takes_class,
    c.TakesDrug: _takes_drug,
    c.StoppedWithin: _stopped,
    c.HasAllergy: _allergy,
    c.NumberTest: _number,
    c.CategoryIn: _category,
    c.Holds: _holds,
    c.Fired: _fired,
    c.Tried: _tried,
    c.SameIngredient: _same_ingredient,
    c.AboutDrug: _about_drug,
}


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _listed(facts: Facts, key: str) -> str:
    return ", ".join(facts.causes.get(key, ())) or "a current medicine"
