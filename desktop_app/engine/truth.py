"""Compile a criterion to a closure that gives its three-valued truth.

Closures are about five times faster than walking the models at each evaluation, which matters because every key
press evaluates the whole content.
"""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.domain import criteria as c
from desktop_app.engine import facts as k
from desktop_app.engine.facts import Facts, TriedTreatment

Truth = bool | None
Test = Callable[[Facts], Truth]


def compile_truth(criterion: c.Criterion, drug: str | None = None) -> Test:
    """The truth of ``criterion``; ``drug`` is the medicine under test for criteria that are about "this" medicine.

    Raises ``KeyError`` for a kind of criterion that has no compiler: the set is closed, and a test enumerates it.
    """
    if isinstance(criterion, c.SameIngredient):
        return _any_key((k.same_ingredient_key(criterion.same_ingredient, _required(drug)),))
    if isinstance(criterion, c.AboutDrug):
        return _any_key((k.this_drug_key(criterion.this_drug, _required(drug)),))
    parts = tuple(compile_truth(part, drug) for part in criterion.children())
    return _COMPILERS[type(criterion)](criterion, parts)


def is_about_one_drug(criterion: c.Criterion) -> bool:
    """Whether the truth of the criterion can differ from medicine to medicine."""
    return any(isinstance(part, c.SameIngredient | c.AboutDrug) for part in c.walk(criterion))


def _required(drug: str | None) -> str:
    if drug is None:
        raise ValueError("this criterion needs a medicine under test")
    return drug


def _all(_: c.All, parts: tuple[Test, ...]) -> Test:
    def test(facts: Facts) -> Truth:
        result: Truth = True
        for part in parts:
            truth = part(facts)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return test


def _any(_: c.AnyOf, parts: tuple[Test, ...]) -> Test:
    def test(facts: Facts) -> Truth:
        result: Truth = False
        for part in parts:
            truth = part(facts)
            if truth is True:
                return True
            if truth is None:
                result = None
        return result

    return test


def _at_least(criterion: c.AtLeast, parts: tuple[Test, ...]) -> Test:
    needed = criterion.at_least

    def test(facts: Facts) -> Truth:
        truths = [part(facts) for part in parts]
        shown = truths.count(True)
        if shown >= needed:
            return True
        return None if shown + truths.count(None) >= needed else False

    return test


def _not(_: c.Not, parts: tuple[Test, ...]) -> Test:
    (part,) = parts

    def test(facts: Facts) -> Truth:
        truth = part(facts)
        return None if truth is None else not truth

    return test


def _not_shown(_: c.NotShown, parts: tuple[Test, ...]) -> Test:
    (part,) = parts
    return lambda facts: part(facts) is not True


def _any_key(keys: tuple[str, ...]) -> Test:
    """True where any fact is true, unknown where none is but one is open."""
    if len(keys) == 1:
        key = keys[0]

        def test_one(facts: Facts) -> Truth:
            value = facts.values.get(key)
            return value if value is True or value is False else None

        return test_one

    def test(facts: Facts) -> Truth:
        values = facts.values
        result: Truth = False
        for key in keys:
            value = values.get(key)
            if value is True:
                return True
            if value is None:
                result = None
        return result

    return test


def _answer(criterion: c.AnswerIs, _: tuple[Test, ...]) -> Test:
    if criterion.is_ == "yes":
        return _any_key(criterion.answer)
    keys = criterion.answer

    def test(facts: Facts) -> Truth:
        answers = [facts.values.get(key) for key in keys]
        if False in answers:
            return True
        return None if None in answers else False

    return test


def _number(criterion: c.NumberTest, _: tuple[Test, ...]) -> Test:
    key = k.number_key(criterion.number)
    low_open = criterion.gt if criterion.gt is not None else float("-inf")
    low = criterion.ge if criterion.ge is not None else float("-inf")
    high_open = criterion.lt if criterion.lt is not None else float("inf")
    high = criterion.le if criterion.le is not None else float("inf")

    def test(facts: Facts) -> Truth:
        value = facts.values.get(key)
        if not isinstance(value, int | float):
            return None
        return low_open < value < high_open and low <= value <= high

    return test


def _category(criterion: c.CategoryIn, _: tuple[Test, ...]) -> Test:
    key = k.category_key(criterion.category)
    wanted = frozenset(criterion.in_)

    def test(facts: Facts) -> Truth:
        value = facts.values.get(key)
        return None if value is None else value in wanted

    return test


def _stopped(criterion: c.StoppedWithin, _: tuple[Test, ...]) -> Test:
    key = k.stopped_key(criterion.stopped_class)
    days = criterion.days

    def test(facts: Facts) -> Truth:
        value = facts.values.get(key)
        if value is None or value is False:
            return value
        return isinstance(value, int | float) and value <= days

    return test


def _tried(criterion: c.Tried, _: tuple[Test, ...]) -> Test:
    def test(facts: Facts) -> Truth:
        return any(_counts(entry, criterion) for entry in facts.tried)

    return test


def _counts(entry: TriedTreatment, criterion: c.Tried) -> bool:
    """A treatment of unknown length counts only where no length is asked for."""
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
    c.AnswerIs: _answer,
    c.HasCondition: lambda x, _: _any_key(tuple(map(k.condition_key, x.condition))),
    c.TakesDrugClass: lambda x, _: _any_key(tuple(map(k.class_key, x.drug_class))),
    c.TakesDrug: lambda x, _: _any_key(tuple(map(k.drug_key, x.drug))),
    c.StoppedWithin: _stopped,
    c.HasAllergy: lambda x, _: _any_key(tuple(map(k.allergy_key, x.allergy))),
    c.NumberTest: _number,
    c.CategoryIn: _category,
    c.Holds: lambda x, _: _any_key(tuple(map(k.statement_key, x.holds))),
    c.Fired: lambda x, _: _any_key(tuple(map(k.fired_key, x.fired))),
    c.MedicineChosen: lambda x, _: _any_key(tuple(map(k.chosen_key, x.medicine_chosen))),
    c.TherapyIs: lambda x, _: _any_key(tuple(k.therapy_key(name, x.status) for name in x.therapy)),
    c.Tried: _tried,
    c.Always: lambda _x, _parts: lambda _facts: True,
}
