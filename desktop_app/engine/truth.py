"""Compile a criterion to a closure that gives its three-valued truth.

Closures are about five times faster than walking the models, and a leaf on one fact is a bare look-up. They serve
single criteria and the parts of an explanation; a section that is decided whole has a function (``section_code``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from math import inf
from operator import itemgetter

from desktop_app.domain import criteria as c
from desktop_app.domain.answers import Answer
from desktop_app.engine import facts as k
from desktop_app.engine.facts import TriedTreatment, Values

Truth = bool | None
Test = Callable[[Values], Truth]

# Bound once: to look a member up in its enumeration takes longer than to compare it.
_YES, _NO = Answer.YES, Answer.NO


def compile_truth(criterion: c.Criterion, drug: str | None = None) -> Test:
    """The truth of ``criterion``; ``drug`` is the medicine under test for criteria that are about "this" medicine.

    Raises ``KeyError`` for a kind of criterion that has no compiler: the set is closed, and a test enumerates it.
    """
    keys = fact_keys(criterion, drug)
    if keys is not None:
        return _any_fact(keys)
    parts = tuple(compile_truth(part, drug) for part in criterion.children())
    return _COMPILERS[type(criterion)](criterion, parts)


def truth_of(answer: Answer | None) -> Truth:
    """A *yes* or a *no*; not assessed and not answered are both unknown."""
    return True if answer is _YES else False if answer is _NO else None


def is_about_one_drug(criterion: c.Criterion) -> bool:
    """Whether the truth of the criterion can differ from medicine to medicine."""
    return any(isinstance(part, c.SameIngredient | c.AboutDrug) for part in c.walk(criterion))


def fact_keys(criterion: c.Criterion, drug: str | None = None) -> tuple[str, ...] | None:
    """The keys of a criterion that holds where any one fact is true; ``None`` for every other criterion."""
    if isinstance(criterion, c.AnyOf):
        parts = [fact_keys(part, drug) for part in criterion.any]
        known = [keys for keys in parts if keys is not None]
        return tuple(chain.from_iterable(known)) if known and len(known) == len(parts) else None
    if isinstance(criterion, c.AnswerIs):
        return criterion.answer if criterion.is_ == "yes" else None
    if isinstance(criterion, c.SameIngredient | c.AboutDrug):
        return (_key_about(criterion, drug),)
    keys = _FACT_KEYS.get(type(criterion))
    return None if keys is None else tuple(keys(criterion))


def _key_about(leaf: c.SameIngredient | c.AboutDrug, drug: str | None) -> str:
    if drug is None:
        raise ValueError("this criterion needs a medicine under test")
    if isinstance(leaf, c.SameIngredient):
        return k.same_ingredient_key(leaf.same_ingredient, drug)
    return k.this_drug_key(leaf.this_drug, drug)


_FACT_KEYS: dict[type, Callable[..., Iterable[str]]] = {
    c.HasCondition: lambda leaf: map(k.condition_key, leaf.condition),
    c.TakesDrugClass: lambda leaf: map(k.class_key, leaf.drug_class),
    c.TakesDrug: lambda leaf: map(k.drug_key, leaf.drug),
    c.HasAllergy: lambda leaf: map(k.allergy_key, leaf.allergy),
    c.Holds: lambda leaf: map(k.statement_key, leaf.holds),
    c.Fired: lambda leaf: map(k.fired_key, leaf.fired),
    c.MedicineChosen: lambda leaf: map(k.chosen_key, leaf.medicine_chosen),
    c.TherapyIs: lambda leaf: (k.therapy_key(name, leaf.status) for name in leaf.therapy),
}


def _any_fact(keys: tuple[str, ...]) -> Test:
    """True where any fact is true, unknown where none is but one is open."""
    if len(keys) == 1:
        return itemgetter(keys[0])
    facts = itemgetter(*keys)

    def test(values: Values) -> Truth:
        found = facts(values)
        return True if True in found else None if None in found else False

    return test


def _all(_: c.All, parts: tuple[Test, ...]) -> Test:
    def test(values: Values) -> Truth:
        result: Truth = True
        for part in parts:
            truth = part(values)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return test


def _any(_: c.AnyOf, parts: tuple[Test, ...]) -> Test:
    def test(values: Values) -> Truth:
        result: Truth = False
        for part in parts:
            truth = part(values)
            if truth is True:
                return True
            if truth is None:
                result = None
        return result

    return test


def _at_least(criterion: c.AtLeast, parts: tuple[Test, ...]) -> Test:
    needed = criterion.at_least

    def test(values: Values) -> Truth:
        truths = [part(values) for part in parts]
        shown = truths.count(True)
        if shown >= needed:
            return True
        return None if shown + truths.count(None) >= needed else False

    return test


def _not(_: c.Not, parts: tuple[Test, ...]) -> Test:
    (part,) = parts

    def test(values: Values) -> Truth:
        truth = part(values)
        return None if truth is None else not truth

    return test


def _not_shown(_: c.NotShown, parts: tuple[Test, ...]) -> Test:
    (part,) = parts
    return lambda values: part(values) is not True


def _answered_no(criterion: c.AnswerIs, _: tuple[Test, ...]) -> Test:
    keys = criterion.answer

    def test(values: Values) -> Truth:
        answers = [values[key] for key in keys]
        return True if False in answers else None if None in answers else False

    return test


def _number(criterion: c.NumberTest, _: tuple[Test, ...]) -> Test:
    key = k.number_key(criterion.number)
    above = -inf if criterion.gt is None else criterion.gt
    least = -inf if criterion.ge is None else criterion.ge
    below = inf if criterion.lt is None else criterion.lt
    most = inf if criterion.le is None else criterion.le

    def test(values: Values) -> Truth:
        value = values[key]
        return None if value is None else above < value < below and least <= value <= most

    return test


def _category(criterion: c.CategoryIn, _: tuple[Test, ...]) -> Test:
    key = k.category_key(criterion.category)
    wanted = frozenset(criterion.in_)

    def test(values: Values) -> Truth:
        value = values[key]
        return None if value is None else value in wanted

    return test


def _stopped(criterion: c.StoppedWithin, _: tuple[Test, ...]) -> Test:
    key = k.stopped_key(criterion.stopped_class)
    days = criterion.days

    def test(values: Values) -> Truth:
        value = values[key]
        return value if value is None or value is False else value <= days

    return test


def _tried(criterion: c.Tried, _: tuple[Test, ...]) -> Test:
    def test(values: Values) -> Truth:
        return any(counts(entry, criterion) for entry in values[k.TRIED] or ())

    return test


def counts(entry: TriedTreatment, criterion: c.Tried) -> bool:
    """Whether a treatment is what the criterion asks for; one of unknown length counts only where none is asked for."""
    return (
        entry.treatment in criterion.tried
        and (criterion.weeks == 0 or (entry.weeks is not None and entry.weeks >= criterion.weeks))
        and (not criterion.result or entry.result in criterion.result)
    )


_COMPILERS: dict[type, Callable[..., Test]] = {
    c.All: _all,
    c.AnyOf: _any,
    c.AtLeast: _at_least,
    c.Not: _not,
    c.NotShown: _not_shown,
    c.AnswerIs: _answered_no,
    c.StoppedWithin: _stopped,
    c.NumberTest: _number,
    c.CategoryIn: _category,
    c.Tried: _tried,
    c.Always: lambda _criterion, _parts: lambda _values: True,
}
