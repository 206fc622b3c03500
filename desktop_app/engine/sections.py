"""Sections of the content that each evaluation decides whole, as one function each (see ``section_code``).

The functions are compiled when they are first needed, and hold no patient data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from desktop_app.engine.clauses import Clause
from desktop_app.engine.facts import Facts
from desktop_app.engine.section_code import (
    SectionFunction,
    compile_holding,
    compile_truths,
    compile_undecided,
)


class _HasClause(Protocol):
    @property
    def when(self) -> Clause: ...


E = TypeVar("E", bound=_HasClause)


class Section(Generic[E]):
    """Entries of the content, each with the clause under which it applies."""

    def __init__(self, entries: Iterable[E]) -> None:
        self._entries = tuple(entries)

    def __iter__(self) -> Iterator[E]:
        return iter(self._entries)

    def holding(self, facts: Facts) -> list[E]:
        """The entries that apply to this patient, in the order of the section."""
        found: list[E] = []
        self.shown.call(facts.values, self._entries, found.append)
        return found

    def undecided(self, facts: Facts) -> list[E]:
        """The entries of which it is not known whether they apply, in the order of the section."""
        found: list[E] = []
        self.unknown.call(facts.values, self._entries, found.append)
        return found

    @cached_property
    def shown(self) -> SectionFunction:
        return compile_holding([entry.when for entry in self._entries])

    @cached_property
    def unknown(self) -> SectionFunction:
        return compile_undecided([entry.when for entry in self._entries])


class Deductions:
    """Clauses that each decide a fact, in an order in which a later one may build on an earlier one."""

    def __init__(self, clauses: Iterable[tuple[str, Clause]]) -> None:
        self._clauses = tuple(clauses)
        self._keys = tuple(key for key, _ in self._clauses)

    def __iter__(self) -> Iterator[tuple[str, Clause]]:
        return iter(self._clauses)

    def add_to(self, facts: Facts) -> None:
        """Decide every fact, and note it: true, false or unknown."""
        facts.values.update(zip(self._keys, self.truths.call(facts.values), strict=True))

    @cached_property
    def truths(self) -> SectionFunction:
        return compile_truths(self._clauses)
