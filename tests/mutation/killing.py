"""Run the checks of the tests against mutants, on all cores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing import get_context
from typing import NamedTuple

from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_record import from_json_dict
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.engine.compiled import compile_knowledge
from desktop_app.engine.evaluate import evaluate
from tests.mutation.mutants import Mutant
from tests.spec.all_checks import ORACLE
from tests.spec.checks import Check

ASSESSED = {
    *("definitions", "condition_rules", "triage_rules", "consequences", "classifications", "sublevels"),
    *("pathway", "imaging_rules", "referral_rules", "follow_up_rules"),
}
"""The sections that the second implementation of the assessment can tell apart: it knows no medicine or therapy."""


class Prepared(NamedTuple):
    """A check with its consultation read, so that it is read once and not for each mutant."""

    check: Check
    consultation: Consultation


class Trial:
    """Mutants and the checks that should notice them; those about the changed entry are tried first."""

    def __init__(self, mutants: Iterable[Mutant], checks: Iterable[Check]) -> None:
        self.mutants: Sequence[Mutant] = tuple(mutants)
        self._tables: list[Prepared] = []
        self._about: defaultdict[str, list[Prepared]] = defaultdict(list)
        for check in checks:
            prepared = Prepared(check, from_json_dict(check.case))
            self._about[check.about].append(prepared)
            if check.about != ORACLE:
                self._tables.append(prepared)

    def fails_on(self, knowledge: KnowledgeBase) -> bool:
        """Whether a check fails on this content; on that which ships none may, or every mutant would look killed."""
        return notices(knowledge, [*self._tables, *self._about[ORACLE]])

    def is_killed(self, place: int) -> bool:
        """Whether any check fails on the mutant at this place."""
        mutant = self.mutants[place]
        compared = self._about[ORACLE] if mutant.section in ASSESSED else ()
        return notices(mutant.content(), [*self._about[mutant.entry], *compared, *self._tables])

    def survivors(self) -> Iterator[Mutant]:
        """The mutants that no check notices, in order."""
        with get_context("fork").Pool(initializer=_set_trial, initargs=(self,)) as pool:
            killed = pool.imap(_is_killed, range(len(self.mutants)), chunksize=4)
            for mutant, noticed in zip(self.mutants, killed, strict=True):
                if not noticed:
                    yield mutant


def notices(knowledge: KnowledgeBase, checks: Iterable[Prepared]) -> bool:
    """Whether any check fails on this content, or the content cannot be evaluated at all."""
    try:
        compiled = compile_knowledge(knowledge)
        return any(
            prepared.check.found(evaluate(prepared.consultation, compiled)) != prepared.check.expected
            for prepared in checks
        )
    except (ValueError, LookupError, TypeError, AssertionError, RuntimeError, StopIteration):
        return True  # a test that evaluates this content would fail


_trials: list[Trial] = []
"""The trial of this process: a fork inherits the mutants, which are functions and cannot be sent."""


def _set_trial(trial: Trial) -> None:
    _trials[:] = [trial]


def _is_killed(place: int) -> bool:
    return _trials[0].is_killed(place)
