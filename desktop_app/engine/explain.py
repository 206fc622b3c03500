"""Say why a criterion holds, with this patient's facts, and which current medicines caused it.

An explanation is compiled when a rule first fires: few rules fire for one patient, but they fire at every key press.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from desktop_app.domain import criteria as c
from desktop_app.domain.fact_names import CATEGORY_LABELS, NUMBERS, STATEMENTS
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.engine import facts as k
from desktop_app.engine.facts import Facts, TriedTreatment
from desktop_app.engine.truth import compile_truth

Reasons = Callable[[Facts], list[str]]


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


class Explainer:
    """Explains the criteria of one content version; criteria live as long as it does, so it knows them by identity."""

    def __init__(self, wording: Wording) -> None:
        self._words = wording
        self._reasons: dict[tuple[int, str | None], Reasons] = {}
        self._medicine_keys: dict[tuple[int, str | None], tuple[str, ...]] = {}

    def because(self, criterion: c.Criterion, facts: Facts, drug: str | None = None) -> tuple[str, ...]:
        """Short sentences with the patient's own facts that make the criterion true; no sentence twice."""
        reasons = self._reasons.get((id(criterion), drug))
        if reasons is None:
            reasons = self._reasons[(id(criterion), drug)] = self._compile(criterion, drug)
        return tuple(dict.fromkeys(reasons(facts)))

    def caused_by(self, criterion: c.Criterion, facts: Facts, drug: str | None = None) -> tuple[str, ...]:
        """The current medicines, as they were written, that made the criterion true."""
        keys = self._medicine_keys.get((id(criterion), drug))
        if keys is None:
            keys = tuple(key for part in c.walk(criterion) for key in _medicine_keys(part, drug))
            self._medicine_keys[(id(criterion), drug)] = keys
        true = (key for key in keys if facts.values[key] not in (None, False))
        return tuple(dict.fromkeys(name for key in true for name in facts.causes.get(key, ())))

    def _compile(self, criterion: c.Criterion, drug: str | None) -> Reasons:
        parts = criterion.children()
        if not parts:
            return _LEAVES.get(type(criterion), _silent)(criterion, self._words, drug, self)
        if isinstance(criterion, c.Not | c.NotShown):
            return _nothing
        pairs = tuple((compile_truth(part, drug), self._compile(part, drug)) for part in parts)
        return lambda facts: [
            text for test, why in pairs if test(facts.values) is True for text in why(facts)
        ]

    def of_definition(self, name: str) -> Reasons | None:
        """The facts behind a defined statement; ``None`` where the statement is computed."""
        inner = self._words.definitions.get(name)
        return None if inner is None else self._compile(inner, None)


def _nothing(_: Facts) -> list[str]:
    return []


def _silent(*_: object) -> Reasons:
    return _nothing


def _facts_named(names: Iterable[str], labels: dict[str, str], key: Callable[[str], str]) -> Reasons:
    pairs = tuple((key(name), labels[name]) for name in names)
    return lambda facts: [label for fact, label in pairs if facts.values[fact] is True]


def _answer(leaf: c.AnswerIs, words: Wording, _drug: str | None, _explainer: Explainer) -> Reasons:
    if leaf.is_ == "yes":
        return _facts_named(leaf.answer, words.findings, str)
    return lambda facts: [
        f"{words.findings[name]}: no" for name in leaf.answer if facts.values[name] is False
    ]


def _condition(leaf: c.HasCondition, words: Wording, _drug: str | None, _explainer: Explainer) -> Reasons:
    return _facts_named(leaf.condition, words.conditions, k.condition_key)


def _takes_class(leaf: c.TakesDrugClass, words: Wording, _drug: str | None, _explainer: Explainer) -> Reasons:
    pairs = tuple((k.class_key(name), words.classes[name]) for name in leaf.drug_class)
    return lambda facts: [
        f"takes {_listed(facts, key)} ({label})" for key, label in pairs if facts.values[key] is True
    ]


def _takes_drug(leaf: c.TakesDrug, _words: Wording, _drug: str | None, _explainer: Explainer) -> Reasons:
    pairs = tuple((k.drug_key(name), name) for name in leaf.drug)
    return lambda facts: [
        f"takes {_listed(facts, key)} ({name})" for key, name in pairs if facts.values[key] is True
    ]


def _stopped(leaf: c.StoppedWithin, words: Wording, _drug: str | None, _explainer: Explainer) -> Reasons:
    key, label = k.stopped_key(leaf.stopped_class), words.classes[leaf.stopped_class]
    return lambda facts: [f"{_listed(facts, key)} ({label}) stopped {facts.values[key]} days ago"]


def _allergy(leaf: c.HasAllergy, _words: Wording, _drug: str | None, _explainer: Explainer) -> Reasons:
    keys = tuple(map(k.allergy_key, leaf.allergy))
    return lambda facts: [
        f"recorded allergy: {_listed(facts, key)}" for key in keys if facts.values[key] is True
    ]


def _number(leaf: c.NumberTest, _words: Wording, _drug: str | None, _explainer: Explainer) -> Reasons:
    signs = ((">", leaf.gt), (">=", leaf.ge), ("<", leaf.lt), ("<=", leaf.le))
    bounds = " and ".join(f"{sign} {_plain(bound)}" for sign, bound in signs if bound is not None)
    key, label = k.number_key(leaf.number), NUMBERS[leaf.number].label
    return lambda facts: [f"{label} {_plain(facts.values[key])} ({bounds})"]


def _category(leaf: c.CategoryIn, _words: Wording, _drug: str | None, _explainer: Explainer) -> Reasons:
    key, label = k.category_key(leaf.category), CATEGORY_LABELS[leaf.category]
    return lambda facts: [f"{label}: {str(facts.values[key]).replace('_', ' ')}"]


def _holds(leaf: c.Holds, words: Wording, _drug: str | None, explainer: Explainer) -> Reasons:
    """A defined statement is explained by the facts behind it, a computed one by its own wording."""
    behind = tuple((k.statement_key(n), words.statements[n], explainer.of_definition(n)) for n in leaf.holds)

    def reasons(facts: Facts) -> list[str]:
        found: list[str] = []
        for key, wording, inner in behind:
            if facts.values[key] is True:
                found += (inner(facts) if inner is not None else []) or [wording]
        return found

    return reasons


def _fired(leaf: c.Fired, _words: Wording, _drug: str | None, _explainer: Explainer) -> Reasons:
    return lambda facts: [f"rule {name}" for name in leaf.fired if facts.values[k.fired_key(name)] is True]


def _tried(leaf: c.Tried, _words: Wording, _drug: str | None, _explainer: Explainer) -> Reasons:
    def described(entry: TriedTreatment) -> str:
        return f"tried {entry.treatment}: {(entry.result or 'result not recorded').replace('_', ' ')}"

    return lambda facts: [described(entry) for entry in facts.tried if entry.treatment in leaf.tried]


def _same_ingredient(
    leaf: c.SameIngredient, _words: Wording, drug: str | None, _explainer: Explainer
) -> Reasons:
    key = k.same_ingredient_key(leaf.same_ingredient, drug or "")
    verb = "already takes" if leaf.same_ingredient == "current" else "recorded allergy:"
    return lambda facts: [f"{verb} {_listed(facts, key)}"]


def _about_drug(leaf: c.AboutDrug, _words: Wording, drug: str | None, _explainer: Explainer) -> Reasons:
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


def _medicine_keys(leaf: c.Criterion, drug: str | None) -> Iterator[str]:
    match leaf:
        case c.TakesDrugClass():
            yield from map(k.class_key, leaf.drug_class)
        case c.TakesDrug():
            yield from map(k.drug_key, leaf.drug)
        case c.StoppedWithin():
            yield k.stopped_key(leaf.stopped_class)
        case c.SameIngredient(same_ingredient="current"):
            yield k.same_ingredient_key("current", drug or "")
        case c.AboutDrug():
            yield k.this_drug_key(leaf.this_drug, drug or "")
        case c.NumberTest():
            yield k.number_key(leaf.number)


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _listed(facts: Facts, key: str) -> str:
    return ", ".join(facts.causes.get(key, ())) or "a current medicine"
