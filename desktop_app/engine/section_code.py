"""Compile the criteria of a whole section to one Python function.

Each evaluation decides the whole content. With a closure for each criterion (see ``truth``) that is a thousand calls,
and the calls take longer than the comparisons in them. Here a section reads each fact once into a local variable, and
each criterion is one expression on these variables.

Three values need no third branch: a criterion is written as two ordinary expressions, one that is true exactly where it
is shown and one that is true exactly where it is refuted. It is unknown where neither is.

No text of the content ever stands in the source: facts read are ``f0``, ``f1``, facts decided are ``t0``, ``t1``, words
are ``w0``, ``w1``, and what is written out are the numbers of the criteria. Read it in ``SectionFunction.source``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, NamedTuple

from desktop_app.domain import criteria as c
from desktop_app.engine import facts as k
from desktop_app.engine.clauses import Clause
from desktop_app.engine.truth import compile_truth, fact_keys

_FUNCTION = "section"


class SectionFunction(NamedTuple):
    """A compiled section, with the source that it was compiled from."""

    call: Callable[..., Any]
    source: str


class _Expressions(NamedTuple):
    """When a criterion is shown, and when it is refuted."""

    shown: str
    refuted: str


@dataclass
class _Names:
    """The local variables of one function: ``read`` by the key of the fact, and ``current`` as they stand now."""

    read: dict[str, str] = field(default_factory=dict)
    current: dict[str, str] = field(default_factory=dict)
    data: dict[str, object] = field(default_factory=dict)

    def of(self, key: str) -> str:
        """The variable that holds a fact."""
        if key not in self.current:
            self.current[key] = self.read[key] = f"f{len(self.read)}"
        return self.current[key]

    def decided(self, key: str, position: int) -> str:
        """A variable for a fact that the function itself decides; what follows reads it instead of the old value."""
        self.current[key] = f"t{position}"
        return self.current[key]

    def beside(self, data: object) -> str:
        """A variable for data that stand beside the source."""
        name = f"w{len(self.data)}"
        self.data[name] = data
        return name


def compile_holding(clauses: Sequence[Clause]) -> SectionFunction:
    """A function of facts, items and ``found`` that calls ``found`` with each item whose clause holds, in order."""
    names = _Names()
    lines = [
        f"if {_expressions(clause.criterion, clause.drug, names).shown}: found(items[{place}])"
        for place, clause in enumerate(clauses)
    ]
    return _function("values, items, found", lines, names)


def compile_undecided(clauses: Sequence[Clause]) -> SectionFunction:
    """As ``compile_holding``, for the items whose clauses are unknown."""
    names = _Names()
    both = [_expressions(clause.criterion, clause.drug, names) for clause in clauses]
    lines = [
        f"if not ({shown} or {refuted}): found(items[{place}])" for place, (shown, refuted) in enumerate(both)
    ]
    return _function("values, items, found", lines, names)


def compile_truths(clauses: Sequence[tuple[str, Clause]]) -> SectionFunction:
    """A function of facts that gives the truth of each clause, the fact under its key; later ones may build on it."""
    names = _Names()
    lines = []
    for place, (key, clause) in enumerate(clauses):
        shown, refuted = _expressions(clause.criterion, clause.drug, names)
        lines.append(f"{names.decided(key, place)} = True if {shown} else False if {refuted} else None")
    results = "".join(f"t{place}, " for place in range(len(clauses)))
    return _function("values", [*lines, f"return ({results})"], names)


def _function(parameters: str, lines: Iterable[str], names: _Names) -> SectionFunction:
    reading = [f"{', '.join(names.read.values())} = read(values)"] if names.read else []
    body = "".join(f"    {line}\n" for line in (*reading, *lines)) or "    pass\n"
    source = f"def {_FUNCTION}({parameters}):\n{body}"
    space: dict[str, Any] = dict(names.data)
    if names.read:
        space["read"] = itemgetter(*names.read)
    exec(compile(source, "<criteria of a section>", "exec"), space)
    return SectionFunction(space[_FUNCTION], source)


def _expressions(criterion: c.Criterion, drug: str | None, names: _Names) -> _Expressions:
    keys = fact_keys(criterion, drug)
    if keys is not None:
        facts = [names.of(key) for key in keys]
        return _Expressions(
            _any(f"{fact} is True" for fact in facts), _all(f"{fact} is False" for fact in facts)
        )
    parts = [_expressions(part, drug, names) for part in criterion.children()]
    return _WRITERS[type(criterion)](criterion, parts, names)


def _any(parts: Iterable[str]) -> str:
    return f"({' or '.join(parts) or False})"


def _all(parts: Iterable[str]) -> str:
    return f"({' and '.join(parts) or True})"


def _count(parts: Iterable[str]) -> str:
    return " + ".join(parts)


def _write_all(_: c.All, parts: list[_Expressions], _names: _Names) -> _Expressions:
    return _Expressions(_all(part.shown for part in parts), _any(part.refuted for part in parts))


def _write_any(_: c.AnyOf, parts: list[_Expressions], _names: _Names) -> _Expressions:
    return _Expressions(_any(part.shown for part in parts), _all(part.refuted for part in parts))


def _write_at_least(criterion: c.AtLeast, parts: list[_Expressions], _: _Names) -> _Expressions:
    spare = len(parts) - criterion.at_least
    shown, refuted = _count(part.shown for part in parts), _count(part.refuted for part in parts)
    return _Expressions(f"({shown} >= {criterion.at_least:d})", f"({refuted} > {spare:d})")


def _write_answered_no(criterion: c.AnswerIs, _: list[_Expressions], names: _Names) -> _Expressions:
    facts = [names.of(key) for key in criterion.answer]
    return _Expressions(_any(f"{fact} is False" for fact in facts), _all(f"{fact} is True" for fact in facts))


def _write_number(criterion: c.NumberTest, _: list[_Expressions], names: _Names) -> _Expressions:
    fact = names.of(k.number_key(criterion.number))
    bounds = ((">", criterion.gt), (">=", criterion.ge), ("<", criterion.lt), ("<=", criterion.le))
    within = _all(f"{fact} {sign} {float(bound)!r}" for sign, bound in bounds if bound is not None)
    return _Expressions(f"({fact} is not None and {within})", f"({fact} is not None and not {within})")


def _write_category(criterion: c.CategoryIn, _: list[_Expressions], names: _Names) -> _Expressions:
    fact, words = names.of(k.category_key(criterion.category)), names.beside(criterion.in_)
    return _Expressions(f"({fact} in {words})", f"({fact} is not None and {fact} not in {words})")


def _write_stopped(criterion: c.StoppedWithin, _: list[_Expressions], names: _Names) -> _Expressions:
    fact, days = names.of(k.stopped_key(criterion.stopped_class)), criterion.days
    counted = f"{fact} is not None and {fact} is not False"
    return _Expressions(
        f"({counted} and {fact} <= {days:d})", f"({fact} is False or {counted} and {fact} > {days:d})"
    )


def _write_tried(criterion: c.Tried, _: list[_Expressions], names: _Names) -> _Expressions:
    """The one criterion on a list: it stays a closure, which is never unknown."""
    test = names.beside(compile_truth(criterion))
    return _Expressions(f"{test}(values)", f"(not {test}(values))")


_WRITERS: dict[type, Callable[..., _Expressions]] = {
    c.All: _write_all,
    c.AnyOf: _write_any,
    c.AtLeast: _write_at_least,
    c.Not: lambda _, parts, _names: _Expressions(parts[0].refuted, parts[0].shown),
    c.NotShown: lambda _, parts, _names: _Expressions(f"(not {parts[0].shown})", parts[0].shown),
    c.AnswerIs: _write_answered_no,
    c.StoppedWithin: _write_stopped,
    c.NumberTest: _write_number,
    c.CategoryIn: _write_category,
    c.Tried: _write_tried,
    c.Always: lambda *_: _Expressions("True", "False"),
}
