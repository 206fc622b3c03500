"""What would have to be known to decide a criterion: the facts to ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from desktop_app.domain import criteria as c
from desktop_app.domain.fact_names import CATEGORY_LABELS, NUMBERS
from desktop_app.engine import facts as k
from desktop_app.engine.explain import Wording
from desktop_app.engine.facts import Facts, Values
from desktop_app.engine.truth import compile_truth


def open_facts(
    criterion: c.Criterion, facts: Facts, words: Wording, drug: str | None = None
) -> tuple[str, ...]:
    """Names of the unknown facts that leave the criterion undecided; no name twice."""
    return tuple(dict.fromkeys(_open(criterion, facts.values, words, drug)))


def _open(criterion: c.Criterion, values: Values, words: Wording, drug: str | None) -> Iterator[str]:
    if isinstance(criterion, c.NotShown) or compile_truth(criterion, drug)(values) is not None:
        return
    parts = criterion.children()
    for part in parts:
        yield from _open(part, values, words, drug)
    if not parts:
        yield from _named(criterion, values, words)


def _named(leaf: c.Criterion, values: Values, words: Wording) -> Iterator[str]:
    match leaf:
        case c.AnswerIs():
            yield from _unknown(leaf.answer, values, words.findings, str)
        case c.HasCondition():
            yield from _unknown(leaf.condition, values, words.conditions, k.condition_key)
        case c.NumberTest():
            yield NUMBERS[leaf.number].label
        case c.CategoryIn():
            yield CATEGORY_LABELS[leaf.category]
        case c.HasAllergy() | c.SameIngredient(same_ingredient="allergy"):
            yield "allergies"
        case c.Holds():
            yield from _statements(leaf, values, words)
        case _:
            yield "current medicines"


def _statements(leaf: c.Holds, values: Values, words: Wording) -> Iterator[str]:
    for name in leaf.holds:
        inner = words.definitions.get(name)
        named = tuple(_open(inner, values, words, None)) if inner is not None else ()
        yield from named or (words.statements[name],)


def _unknown(
    names: tuple[str, ...], values: Values, labels: dict[str, str], key: Callable[[str], str]
) -> Iterator[str]:
    return (labels[name] for name in names if values[key(name)] is None)
