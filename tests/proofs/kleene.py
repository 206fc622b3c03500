"""Three-valued truth for the solver: a pair of propositions, shown to be true and shown to be false.

Neither holds where the truth is unknown. Both never hold; what makes a pair sees to that.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import z3


class Truth(NamedTuple):
    """``yes``: shown to be true. ``no``: shown to be false."""

    yes: z3.BoolRef
    no: z3.BoolRef

    @property
    def unknown(self) -> z3.BoolRef:
        return none_of(self.yes, self.no)


TRUE = Truth(z3.BoolVal(True), z3.BoolVal(False))
FALSE = Truth(z3.BoolVal(False), z3.BoolVal(True))


def either(parts: Iterable[z3.BoolRef]) -> z3.BoolRef:
    return z3.Or(list(parts))


def every(parts: Iterable[z3.BoolRef]) -> z3.BoolRef:
    return z3.And(list(parts))


def none_of(*parts: z3.BoolRef) -> z3.BoolRef:
    return z3.Not(z3.Or(list(parts)))


def known(condition: z3.BoolRef) -> Truth:
    """A statement that is never unknown."""
    return Truth(condition, z3.Not(condition))


def known_where(is_known: z3.BoolRef, condition: z3.BoolRef) -> Truth:
    return Truth(z3.And(is_known, condition), z3.And(is_known, z3.Not(condition)))


def all_hold(parts: list[Truth]) -> Truth:
    return Truth(every(part.yes for part in parts), either(part.no for part in parts))


def any_holds(parts: list[Truth]) -> Truth:
    return Truth(either(part.yes for part in parts), every(part.no for part in parts))


def at_least(needed: int, parts: list[Truth]) -> Truth:
    """Enough parts are true; false where too many are false for that."""
    shown = z3.AtLeast(*(part.yes for part in parts), needed)
    refuted = z3.AtLeast(*(part.no for part in parts), len(parts) - needed + 1)
    return Truth(shown, refuted)


def negated(part: Truth) -> Truth:
    return Truth(part.no, part.yes)
