"""Which current medicines, as they were written, made a criterion true."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from desktop_app.domain import criteria as c
from desktop_app.engine import facts as k
from desktop_app.engine.explain import Wording
from desktop_app.engine.facts import Facts
from desktop_app.engine.truth import Test, compile_truth

Causes = Callable[[Facts], Sequence[str]]


def compile_causes(criterion: c.Criterion, words: Wording, drug: str | None = None) -> Causes:
    """The medicines behind a criterion that holds; parts that do not hold have caused nothing."""
    if isinstance(criterion, c.Not | c.NotShown):
        return _nothing
    if isinstance(criterion, c.Holds):
        return _any_true(_statement(name, words) for name in criterion.holds)
    parts = criterion.children()
    if parts:
        pairs = [(compile_truth(part, drug), compile_causes(part, words, drug)) for part in parts]
        return _every(pairs) if isinstance(criterion, c.All) else _any_true(pairs)
    keys_of = _KEYS.get(type(criterion))
    return _nothing if keys_of is None else _noted(tuple(keys_of(criterion, drug)))


def _nothing(_: Facts) -> Sequence[str]:
    return ()


def _noted(keys: tuple[str, ...]) -> Causes:
    if len(keys) == 1:
        (only,) = keys
        return lambda facts: facts.causes.get(only, ())
    return lambda facts: [name for key in keys if _is_shown(facts, key) for name in facts.causes.get(key, ())]


def _is_shown(facts: Facts, key: str) -> bool:
    """A number counts as shown too: 0 days since a medicine was stopped is a fact."""
    value = facts.values[key]
    return value is not None and value is not False


def _every(parts: Iterable[tuple[Test, Causes]]) -> Causes:
    """The causes of all parts: where all hold, none needs to be tested again."""
    causing = tuple(causes for _, causes in parts if causes is not _nothing)
    if len(causing) < 2:
        return causing[0] if causing else _nothing
    return lambda facts: [name for causes in causing for name in causes(facts)]


def _any_true(parts: Iterable[tuple[Test, Causes]]) -> Causes:
    """The causes of the parts that hold; parts that no medicine can cause are left out."""
    causing = tuple((test, causes) for test, causes in parts if causes is not _nothing)
    if not causing:
        return _nothing
    return lambda facts: [
        name for test, causes in causing if test(facts.values) is True for name in causes(facts)
    ]


def _statement(name: str, words: Wording) -> tuple[Test, Causes]:
    """A defined statement has the causes of its definition."""
    inner = words.definitions.get(name)
    test = compile_truth(c.Holds(holds=(name,)))
    return test, _nothing if inner is None else compile_causes(inner, words)


def _same_ingredient(leaf: c.SameIngredient, drug: str) -> tuple[str, ...]:
    """An allergy is no current medicine."""
    return (k.same_ingredient_key("current", drug),) if leaf.same_ingredient == "current" else ()


_KEYS: dict[type, Callable[..., Iterable[str]]] = {
    c.TakesDrugClass: lambda leaf, _drug: map(k.class_key, leaf.drug_class),
    c.TakesDrug: lambda leaf, _drug: map(k.drug_key, leaf.drug),
    c.StoppedWithin: lambda leaf, _drug: (k.stopped_key(leaf.stopped_class),),
    c.HasCondition: lambda leaf, _drug: map(k.condition_key, leaf.condition),
    c.NumberTest: lambda leaf, _drug: (k.number_key(leaf.number),),
    c.SameIngredient: _same_ingredient,
    c.AboutDrug: lambda leaf, drug: (k.this_drug_key(leaf.this_drug, drug),),
}
"""The keys of the facts that a current medicine can cause; every other kind of leaf has none."""
