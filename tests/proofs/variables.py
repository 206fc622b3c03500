"""The facts about a patient that nothing else decides, as variables of the solver with their domains."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import z3

from desktop_app.domain.fact_names import CATEGORIES
from tests.proofs.kleene import Truth

WHOLE_NUMBERS: dict[str, tuple[float, float]] = {
    "age": (0, 130),
    "age_at_onset": (0, 130),
    "duration_days": (0, 50_000),
    "treatment_days": (0, 50_000),
    "off_work_days": (0, 50_000),
    "nrs_back": (0, 10),
    "nrs_leg": (0, 10),
    "phq4_total": (0, 12),
    "phq4_anxiety": (0, 6),
    "phq4_depression": (0, 6),
}
"""Numbers that are counted, with their least and greatest value. All others are not negative."""

MEASURED: dict[str, tuple[float, float]] = {"egfr": (0.1, 250), "crcl": (0.1, 400), "weight": (20, 400)}
"""What a case file admits."""

ALWAYS_KNOWN = {"age", "mme_total", "acetaminophen_total", "acetaminophen_current"}


@dataclass(frozen=True, slots=True)
class NumberVariable:
    """A number, and whether it is known."""

    value: z3.ArithRef
    known: z3.BoolRef


@dataclass(frozen=True, slots=True)
class TriedVariable:
    """Whether a treatment was tried for at least so many weeks with one of these results."""

    weeks: float
    results: tuple[str, ...]
    holds: z3.BoolRef


class Variables:
    """Variables by name, made when they are first asked for; ``constraints`` keep each in its domain.

    ``prefix`` tells two patients, or one patient at two times, apart.
    """

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix
        self.constraints: list[z3.BoolRef] = []
        self.truths: dict[str, Truth] = {}
        self.numbers: dict[str, NumberVariable] = {}
        self.categories: dict[str, z3.ArithRef] = {}
        self.treatments: dict[str, list[TriedVariable]] = {}

    def flag(self, name: str) -> z3.BoolRef:
        return z3.Bool(f"{self.prefix}{name}")

    def truth(self, key: str) -> Truth:
        """A statement with three values."""
        if key not in self.truths:
            pair = Truth(self.flag(f"{key} yes"), self.flag(f"{key} no"))
            self.truths[key] = pair
            self.constraints.append(z3.Not(z3.And(pair.yes, pair.no)))
        return self.truths[key]

    def number(self, name: str) -> NumberVariable:
        if name not in self.numbers:
            sort = z3.Int if name in WHOLE_NUMBERS else z3.Real
            variable = NumberVariable(sort(f"{self.prefix}{name}"), self.flag(f"{name} known"))
            self.numbers[name] = variable
            least, most = (WHOLE_NUMBERS | MEASURED).get(name, (0, 1_000_000))
            self.constraints += [variable.value >= least, variable.value <= most]
            if name in ALWAYS_KNOWN:
                self.constraints.append(variable.known)
        return self.numbers[name]

    def category(self, name: str) -> dict[str, z3.BoolRef]:
        """For each value of a category whether it is the one; exactly one is."""
        if name not in self.categories:
            variable = z3.Int(f"{self.prefix}{name}")
            self.categories[name] = variable
            self.constraints += [variable >= 0, variable < len(CATEGORIES[name])]
        return {value: self.categories[name] == place for place, value in enumerate(CATEGORIES[name])}

    def tried(self, treatment: str, weeks: float, results: tuple[str, ...]) -> z3.BoolRef:
        """What was tried longer, or with fewer results in question, was also tried in the weaker sense."""
        kept = self.treatments.setdefault(treatment, [])
        for variable in kept:
            if (variable.weeks, variable.results) == (weeks, results):
                return variable.holds
        new = TriedVariable(weeks, results, self.flag(f"tried {treatment} {weeks:g} {' '.join(results)}"))
        for old in kept:
            for strong, weak in pairwise((old, new, old)):
                if strong.weeks >= weak.weeks and _narrower(strong.results, weak.results):
                    self.constraints.append(z3.Implies(strong.holds, weak.holds))
        kept.append(new)
        return new.holds


def _narrower(results: tuple[str, ...], than: tuple[str, ...]) -> bool:
    return not than or (bool(results) and set(results) <= set(than))


def exact(value: float) -> z3.ArithRef:
    """The very number that a float holds."""
    return z3.RealVal(Fraction(value))
