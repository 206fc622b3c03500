"""A criterion of the content made ready: whether it holds, for which facts of the patient, and what is open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from desktop_app.domain import criteria as c
from desktop_app.engine.causes import Causes, compile_causes
from desktop_app.engine.explain import Reasons, Wording, compile_reasons
from desktop_app.engine.facts import Facts
from desktop_app.engine.open_facts import OpenFacts, compile_open_facts
from desktop_app.engine.truth import Test, compile_truth


class Clause:
    """A compiled criterion; ``drug`` is the medicine under test where the criterion is about "this" medicine.

    Its words are compiled when they are first needed: few rules hold for one patient. It keeps no patient data.
    """

    def __init__(self, criterion: c.Criterion, words: Wording, drug: str | None = None) -> None:
        self.criterion = criterion
        self.test: Test = compile_truth(criterion, drug)
        self._words = words
        self.drug = drug

    def holds(self, facts: Facts) -> bool:
        """Whether the criterion is shown to hold: unknown is not enough."""
        return self.test(facts.values) is True

    def because(self, facts: Facts) -> tuple[str, ...]:
        """Short sentences with the patient's own facts that make the criterion true; no sentence twice."""
        return _each_once(self._reasons(facts))

    def caused_by(self, facts: Facts) -> tuple[str, ...]:
        """The current medicines, as they were written, that made the criterion true."""
        return _each_once(self._causes(facts))

    def open_facts(self, facts: Facts) -> tuple[str, ...]:
        """Names of the unknown facts that leave the criterion undecided; no name twice."""
        return _each_once(self._open(facts.values))

    @cached_property
    def _reasons(self) -> Reasons:
        return compile_reasons(self.criterion, self._words, self.drug)

    @cached_property
    def _causes(self) -> Causes:
        return compile_causes(self.criterion, self._words, self.drug)

    @cached_property
    def _open(self) -> OpenFacts:
        return compile_open_facts(self.criterion, self._words, self.drug)


def _each_once(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(texts) if len(texts) < 2 else tuple(dict.fromkeys(texts))


E = TypeVar("E")


class Conditional(NamedTuple, Generic[E]):
    """An entry of the content with the clause under which it applies."""

    entry: E
    when: Clause


def holding(section: Iterable[Conditional[E]], facts: Facts) -> list[Conditional[E]]:
    """The entries that apply to this patient, in the order of the content."""
    values = facts.values
    return [item for item in section if item.when.test(values) is True]


def first_holding(section: Iterable[Conditional[E]], facts: Facts) -> Conditional[E] | None:
    """The first entry that applies to this patient."""
    values = facts.values
    return next((item for item in section if item.when.test(values) is True), None)
