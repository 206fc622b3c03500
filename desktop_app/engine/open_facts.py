"""What would have to be known to decide a criterion: the facts to ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from desktop_app.domain import criteria as c
from desktop_app.domain.fact_names import CATEGORY_LABELS, NUMBERS
from desktop_app.engine import facts as k
from desktop_app.engine.explain import Wording
from desktop_app.engine.facts import Values
from desktop_app.engine.truth import compile_truth

OpenFacts = Callable[[Values], list[str]]

_MEDICINES = "current medicines"


def compile_open_facts(criterion: c.Criterion, words: Wording, drug: str | None = None) -> OpenFacts:
    """Names the unknown facts that leave the criterion undecided; nothing where it is decided."""
    if isinstance(criterion, c.NotShown):
        return _nothing
    test = compile_truth(criterion, drug)
    parts = tuple(compile_open_facts(part, words, drug) for part in criterion.children())
    if not parts:
        named = _named(criterion, words)
        return lambda values: named(values) if test(values) is None else []
    return lambda values: [name for part in parts for name in part(values)] if test(values) is None else []


def _nothing(_: Values) -> list[str]:
    return []


def _named(leaf: c.Criterion, words: Wording) -> OpenFacts:
    named = _LEAVES.get(type(leaf))
    return _always(_MEDICINES) if named is None else named(leaf, words)


def _always(name: str) -> OpenFacts:
    return lambda _: [name]


def _unknown(names: Iterable[str], labels: dict[str, str], key: Callable[[str], str]) -> OpenFacts:
    pairs = tuple((key(name), labels[name]) for name in names)
    return lambda values: [label for fact, label in pairs if values[fact] is None]


def _statements(leaf: c.Holds, words: Wording) -> OpenFacts:
    """A defined statement is open by the facts behind it, a computed one by its own wording."""
    behind = []
    for name in leaf.holds:
        inner = words.definitions.get(name)
        behind.append(
            (words.statements[name], _nothing if inner is None else compile_open_facts(inner, words))
        )
    return lambda values: [name for wording, inner in behind for name in inner(values) or [wording]]


_LEAVES: dict[type, Callable[..., OpenFacts]] = {
    c.AnswerIs: lambda leaf, words: _unknown(leaf.answer, words.findings, str),
    c.HasCondition: lambda leaf, words: _unknown(leaf.condition, words.conditions, k.condition_key),
    c.Holds: _statements,
    c.NumberTest: lambda leaf, _words: _always(NUMBERS[leaf.number].label),
    c.CategoryIn: lambda leaf, _words: _always(CATEGORY_LABELS[leaf.category]),
    c.HasAllergy: lambda _leaf, _words: _always("allergies"),
    c.SameIngredient: lambda leaf, _words: _always(
        "allergies" if leaf.same_ingredient == "allergy" else _MEDICINES
    ),
}
