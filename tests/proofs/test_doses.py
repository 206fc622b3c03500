"""Proofs about doses: no two limits or first doses that can hold together contradict each other."""

from __future__ import annotations

from itertools import combinations

import pytest
import z3

from desktop_app.domain.medication_content import DoseLimit, Dosing
from tests.proofs.solving import Search
from tests.proofs.symbolic_patient import SymbolicPatient

LOWERED_FIRST_DOSES = {("gabapentin", "CrCl below 15 mL/min (300 mg reduced in proportion)")}
"""Below 5 mL/min the maximum in proportion is less than the smallest capsule; the engine proposes the maximum."""


@pytest.fixture(scope="module")
def search(patient: SymbolicPatient) -> Search:
    return Search(patient)


def _dosings(patient: SymbolicPatient) -> list[tuple[str, Dosing]]:
    return [(item.id, item.dosing) for item in patient.knowledge.medicines if item.dosing is not None]


def _holds_below(patient: SymbolicPatient, limit: DoseLimit, amount: float) -> z3.BoolRef:
    """The limit applies, and its daily maximum is below this amount."""
    most = patient.limit_mg(limit)
    below = z3.BoolVal(False) if most is None else most < z3.RealVal(amount)
    return z3.And(patient.of(limit.when).yes, below)


def test_no_two_limits_that_hold_together_set_a_least_dose_above_a_daily_maximum(
    patient: SymbolicPatient, search: Search
) -> None:
    """Where that could be, the engine drops the least dose, and the clinician sees no lower end at all."""
    found = []
    for drug, dosing in _dosings(patient):
        for one, other in combinations(dosing.limits, 2):
            for least, most in ((one, other), (other, one)):
                if least.min_mg_per_day is not None:
                    together = _holds_below(patient, most, least.min_mg_per_day)
                    if search.find(
                        patient.of(least.when).yes, together, _sets_the_maximum(patient, dosing, least)
                    ):
                        found.append((drug, least.reason, most.reason))
    assert found == []


def _sets_the_maximum(patient: SymbolicPatient, dosing: Dosing, limit: DoseLimit) -> z3.BoolRef:
    """No other limit that holds is lower: only then does its least dose count."""
    most = patient.limit_mg(limit)
    assert most is not None
    lower = []
    for other in dosing.limits:
        amount = None if other is limit else patient.limit_mg(other)
        if amount is not None:
            lower.append(z3.And(patient.of(other.when).yes, amount < most))
    return z3.Not(z3.Or(lower))


def test_every_limit_applies_to_somebody_and_lowers_something(
    patient: SymbolicPatient, search: Search
) -> None:
    for drug, dosing in _dosings(patient):
        for limit in dosing.limits:
            assert search.find(patient.of(limit.when).yes) is not None, f"{drug}: {limit.reason}"
            lower = (
                (limit.max_mg_per_day, dosing.max_mg_per_day),
                (limit.max_single_mg, dosing.max_single_mg),
                (limit.max_times_per_day, dosing.max_times_per_day),
                (limit.max_days, dosing.max_days),
            )
            assert all(own is None or usual is None or own <= usual for own, usual in lower), limit.reason


def test_no_first_dose_is_above_a_daily_maximum_that_can_hold_with_it(
    patient: SymbolicPatient, search: Search
) -> None:
    """One first dose fits into the lowest daily maximum that can hold beside it."""
    found = set()
    for drug, dosing in _dosings(patient):
        earlier: list[z3.BoolRef] = []
        for other in dosing.default_for:
            when = patient.of(other.when).yes
            first = z3.And(when, z3.Not(z3.Or(earlier)))
            earlier.append(when)
            for limit in dosing.limits:
                above = _holds_below(patient, limit, other.dose.dose_mg or 0)
                if search.find(first, above) is not None:
                    found.add((drug, limit.reason))
    assert found == LOWERED_FIRST_DOSES


def test_no_tier_rule_moves_a_therapy_down_while_another_moves_it_up(patient: SymbolicPatient) -> None:
    """Tiers are only ever raised, so that two rules that hold together never point in opposite directions."""
    tiers = {therapy.id: therapy.tiers.model_dump() for therapy in patient.knowledge.therapies}
    for rule in patient.knowledge.tier_rules:
        for state in rule.states:
            assert rule.tier < tiers[rule.therapy][state], f"{rule.id} in {state}"


def test_no_ingredient_is_switched_to_two_rows(patient: SymbolicPatient) -> None:
    switched = [switch.ingredient for switch in patient.knowledge.dose_switches]
    targets = {switch.counts_as for switch in patient.knowledge.dose_switches}
    assert len(set(switched)) == len(switched)
    assert targets.isdisjoint(switched)
