"""Say why a criterion holds, with this patient's facts, and which of its facts are still unknown.

Only rules that fired are explained, so this walks the models instead of compiling them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop_app.domain import criteria as c
from desktop_app.domain.fact_names import CATEGORY_LABELS, NUMBERS, STATEMENTS
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.engine import facts as k
from desktop_app.engine.facts import Facts
from desktop_app.engine.truth import Test, Truth, compile_truth


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
    """Explains criteria in the words of one content version."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._tests: dict[tuple[int, str | None], Test] = {}

    def _truth(self, part: c.Criterion, facts: Facts, drug: str | None) -> Truth:
        """Parts of content live as long as this object, so each is compiled once, when first explained."""
        key = (id(part), drug)
        test = self._tests.get(key)
        if test is None:
            test = self._tests[key] = compile_truth(part, drug)
        return test(facts)

    def because(self, criterion: c.Criterion, facts: Facts, drug: str | None = None) -> tuple[str, ...]:
        """Short sentences with the patient's own facts that make the criterion true; no sentence twice."""
        return tuple(dict.fromkeys(self._reasons(criterion, facts, drug)))

    def open_facts(self, criterion: c.Criterion, facts: Facts, drug: str | None = None) -> tuple[str, ...]:
        """What would have to be known to decide the criterion."""
        return tuple(dict.fromkeys(self._open(criterion, facts, drug)))

    def _reasons(self, criterion: c.Criterion, facts: Facts, drug: str | None) -> Iterator[str]:
        if isinstance(criterion, c.Not | c.NotShown | c.Always):
            return
        parts = criterion.children()
        if parts:
            for part in parts:
                if self._truth(part, facts, drug) is True:
                    yield from self._reasons(part, facts, drug)
            return
        yield from self._leaf_reasons(criterion, facts, drug)

    def _leaf_reasons(self, leaf: c.Criterion, facts: Facts, drug: str | None) -> Iterator[str]:
        values, words = facts.values, self._wording
        match leaf:
            case c.AnswerIs(is_="yes"):
                yield from (words.findings[name] for name in _true(leaf.answer, values))
            case c.AnswerIs():
                yield from (
                    f"{words.findings[name]}: no" for name in leaf.answer if values.get(name) is False
                )
            case c.HasCondition():
                yield from (words.conditions[name] for name in _true(leaf.condition, values, k.condition_key))
            case c.TakesDrugClass():
                for name in _true(leaf.drug_class, values, k.class_key):
                    yield f"takes {_listed(facts, k.class_key(name))} ({words.classes[name]})"
            case c.TakesDrug():
                for name in _true(leaf.drug, values, k.drug_key):
                    yield f"takes {_listed(facts, k.drug_key(name))} ({name})"
            case c.StoppedWithin():
                days = values.get(k.stopped_key(leaf.stopped_class))
                label = words.classes[leaf.stopped_class]
                yield f"{_listed(facts, k.stopped_key(leaf.stopped_class))} ({label}) stopped {days} days ago"
            case c.HasAllergy():
                for name in _true(leaf.allergy, values, k.allergy_key):
                    yield f"recorded allergy: {_listed(facts, k.allergy_key(name))}"
            case c.NumberTest():
                yield _number_reason(leaf, values)
            case c.CategoryIn():
                value = str(values[k.category_key(leaf.category)]).replace("_", " ")
                yield f"{CATEGORY_LABELS[leaf.category]}: {value}"
            case c.Holds():
                for name in _true(leaf.holds, values, k.statement_key):
                    yield from self._statement_reasons(name, facts, drug)
            case c.Fired():
                yield from (f"rule {name}" for name in _true(leaf.fired, values, k.fired_key))
            case c.SameIngredient() | c.AboutDrug():
                yield from _about_this_drug(leaf, facts, drug or "")
            case c.Tried():
                results = (entry for entry in facts.tried if entry.treatment in leaf.tried)
                yield from (
                    f"tried {entry.treatment}: {entry.result or 'result not recorded'}" for entry in results
                )

    def _statement_reasons(self, name: str, facts: Facts, drug: str | None) -> Iterator[str]:
        """A defined statement is explained by the facts behind it, a computed one by its own wording."""
        inner = self._wording.definitions.get(name)
        reasons = list(self._reasons(inner, facts, drug)) if inner is not None else []
        yield from reasons or [self._wording.statements[name]]

    def _open(self, criterion: c.Criterion, facts: Facts, drug: str | None) -> Iterator[str]:
        if isinstance(criterion, c.NotShown) or self._truth(criterion, facts, drug) is not None:
            return
        parts = criterion.children()
        if parts:
            for part in parts:
                yield from self._open(part, facts, drug)
            return
        yield from self._leaf_names(criterion, facts, drug)

    def _leaf_names(self, leaf: c.Criterion, facts: Facts, drug: str | None) -> Iterator[str]:
        values, words = facts.values, self._wording
        match leaf:
            case c.AnswerIs():
                yield from (words.findings[name] for name in leaf.answer if values.get(name) is None)
            case c.HasCondition():
                unknown = (name for name in leaf.condition if values.get(k.condition_key(name)) is None)
                yield from (words.conditions[name] for name in unknown)
            case c.NumberTest():
                yield NUMBERS[leaf.number].label
            case c.TakesDrugClass() | c.TakesDrug() | c.StoppedWithin():
                yield "current medicines"
            case c.HasAllergy():
                yield "allergies"
            case c.SameIngredient():
                yield "allergies" if leaf.same_ingredient == "allergy" else "current medicines"
            case c.AboutDrug():
                yield "current medicines and their doses"
            case c.CategoryIn():
                yield CATEGORY_LABELS[leaf.category]
            case c.Holds():
                for name in leaf.holds:
                    inner = words.definitions.get(name)
                    named = tuple(self._open(inner, facts, drug)) if inner is not None else ()
                    yield from named or (words.statements[name],)


def caused_by(criterion: c.Criterion, facts: Facts, drug: str | None = None) -> tuple[str, ...]:
    """The current medicines, as they were written, that made the criterion true."""
    names: dict[str, None] = {}
    for leaf in c.walk(criterion):
        for key in _medicine_keys(leaf, drug):
            if facts.values.get(key) not in (None, False):
                names.update(dict.fromkeys(facts.causes.get(key, ())))
    return tuple(names)


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


def _about_this_drug(leaf: c.SameIngredient | c.AboutDrug, facts: Facts, drug: str) -> Iterator[str]:
    if isinstance(leaf, c.SameIngredient):
        key = k.same_ingredient_key(leaf.same_ingredient, drug)
        verb = "already takes" if leaf.same_ingredient == "current" else "recorded allergy:"
        yield f"{verb} {_listed(facts, key)}"
    elif leaf.this_drug == "cns_active_at_least_3":
        yield f"with {_listed(facts, k.this_drug_key(leaf.this_drug, drug))}: 3 or more CNS-active medicines"
    else:
        most = facts.values.get(k.number_key("acetaminophen_max"))
        yield f"acetaminophen from all products would pass {_plain(most)} mg a day"


def _number_reason(leaf: c.NumberTest, values: k.Values) -> str:
    bounds = [
        f"{sign} {_plain(bound)}"
        for sign, bound in ((">", leaf.gt), (">=", leaf.ge), ("<", leaf.lt), ("<=", leaf.le))
        if bound is not None
    ]
    value = _plain(values[k.number_key(leaf.number)])
    return f"{NUMBERS[leaf.number].label} {value} ({' and '.join(bounds)})"


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) and abs(value) < 1_000_000 else str(value)


def _listed(facts: Facts, key: str) -> str:
    return ", ".join(facts.causes.get(key, ())) or "a current medicine"


def _true(names: Iterable[str], values: k.Values, key: object = str) -> Iterator[str]:
    assert callable(key)
    return (name for name in names if values.get(key(name)) is True)
