"""One patient at two times: the second time more is known, and nothing that was known has changed.

``unknown`` is a word of its own in a category (duration, change, Child-Pugh class): criteria that name categories say
what they mean by it, so the words stay the same here, and so does whether the onset is known.
"""

from __future__ import annotations

from collections.abc import Iterator

import z3

from tests.proofs.symbolic_patient import STRONG_DOSE, SymbolicPatient


def refines(later: SymbolicPatient, now: SymbolicPatient) -> list[z3.BoolRef]:
    """What holds of the two; both must have been asked for the same facts."""
    return list(_refines(later, now))


def _refines(later: SymbolicPatient, now: SymbolicPatient) -> Iterator[z3.BoolRef]:
    for key, truth in now.free.truths.items():
        then = later.free.truth(key)
        yield z3.Implies(truth.yes, then.yes)
        yield z3.Implies(truth.no, then.no)
    for name, number in now.free.numbers.items():
        other = later.free.number(name)
        yield z3.Implies(number.known, z3.And(other.known, other.value == number.value))
        if name.startswith("stopped:"):
            yield z3.Implies(now.complete, other.known == number.known)
    for name, variable in now.free.categories.items():
        later.free.category(name)
        same = later.free.categories[name] == variable
        yield same
    for treatment, kept in now.free.treatments.items():
        for item in kept:
            yield item.holds == later.free.tried(treatment, item.weeks, item.results)
    for row in now.rows:
        yield z3.Implies(now.takes(row), later.takes(row))
        yield z3.Implies(now.complete, now.takes(row) == later.takes(row))
    yield z3.Implies(now.complete, later.complete)
    yield now.number("duration_days").known == later.number("duration_days").known
    yield z3.Or(later.pregnancy == now.pregnancy, now.statement("pregnant").unknown)
    yield now.free.flag(STRONG_DOSE) == later.free.flag(STRONG_DOSE)
    for medicine in now.knowledge.medicines:
        flag = f"chosen {medicine.id}"
        yield now.free.flag(flag) == later.free.flag(flag)
