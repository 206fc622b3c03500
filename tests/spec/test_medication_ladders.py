"""What gets worse step by step never makes a medicine less severe, and never opens a higher dose."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
import yaml

from desktop_app.domain.consultation_record import from_json_dict
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.treatment_assessments import DoseRange
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.evaluate import evaluate
from tests.spec.medication_matrix import members
from tests.spec.medication_rules.patients import Case, patient

EXCEPTIONS: Final = Path(__file__).with_name("medication_exceptions.yaml")
_NO_MOST: Final = float("inf")


class Step(NamedTuple):
    """A step of a ladder: what it is called, and the patient there."""

    at: Any
    case: Case


_KIDNEY: Final = (120, 90, 60, 59, 45, 31, 30, 29.6, 29, 25, 24, 16, 15, 14, 10, 5)
_WEEKS: Final = ((0, 0), (12, 0), (19, 6), (20, 0), (29, 6), (30, 0), (39, 0))
_AGES: Final = (18, 24, 25, 40, 55, 56, 64, 65, 66, 74, 75, 76, 90)

LADDERS: Final[dict[str, tuple[Step, ...]]] = {
    "eGFR": tuple(Step(value, patient(egfr=value)) for value in _KIDNEY),
    "CrCl": tuple(Step(value, patient(crcl_ml_min=value)) for value in _KIDNEY),
    "eGFR in an older adult": (
        Step("unknown", patient(age=70)),
        *(Step(value, patient(age=70, egfr=value, takes="lisinopril")) for value in _KIDNEY[1:]),
    ),
    "eGFR with methotrexate": (
        Step("unknown", patient(takes="methotrexate")),
        *(Step(value, patient(takes="methotrexate", egfr=value)) for value in _KIDNEY[2:]),
    ),
    "CrCl with an opioid": tuple(
        Step(value, patient(crcl_ml_min=value, takes="oxycodone", age=70)) for value in _KIDNEY
    ),
    "Child-Pugh class": (
        Step(None, patient()),
        *(Step(letter, patient(child_pugh=letter)) for letter in "ABC"),
    ),
    "Child-Pugh class with cirrhosis": (
        Step(None, patient(yes="cirrhosis")),
        *(Step(letter, patient(yes="cirrhosis", child_pugh=letter)) for letter in "ABC"),
    ),
    "age": tuple(Step(age, patient(age=age, sex="female", egfr=90)) for age in _AGES),
    "age of a man who takes much": tuple(
        Step(age, patient(age=age, takes="warfarin, prednisone, sertraline, oxycodone, gabapentin", egfr=50))
        for age in _AGES[2:]
    ),
    "weeks of pregnancy": tuple(Step(weeks, patient(sex="female", weeks=weeks)) for weeks in _WEEKS),
    "weight": tuple(Step(kg, patient(weight=kg)) for kg in (90, 50, 49, 40, 34, 33, 30)),
    "systolic pressure": tuple(Step(mmhg, patient(bp_systolic=mmhg)) for mmhg in (120, 159, 160, 200)),
    "drinks a day": tuple(
        Step(drinks, patient(takes=({"name": "alcohol", "per_day": drinks},))) for drinks in (1, 2, 3, 8)
    ),
    "morphine equivalents a day": tuple(
        Step(mg, patient(takes=({"name": "morphine", "dose_mg": mg, "per_day": 1},), age=70))
        for mg in (10, 49, 50, 200)
    ),
    "acetaminophen a day": tuple(
        Step(mg, patient(takes=({"name": "Tylenol", "dose_mg": mg, "per_day": 4},)))
        for mg in (100, 500, 1000, 1001)
    ),
    "nerve-root pain": (Step("not shown", patient()), Step("shown", patient(radicular=True))),
    "stomach protection": (
        Step("none", patient(age=65)),
        Step("omeprazole", patient(age=65, takes="omeprazole")),
    ),
}


def _exceptions(knowledge: KnowledgeBase) -> set[tuple[str, Any, str]]:
    groups = members(knowledge)
    return {
        (entry["ladder"], entry["at"], drug)
        for entry in yaml.safe_load(EXCEPTIONS.read_text("utf-8"))["exceptions"]
        for name in entry["medicines"].split()
        for drug in groups[name]
    }


def test_medicine_becomes_milder_only_where_an_exception_was_reviewed(
    knowledge: KnowledgeBase, compiled: CompiledKnowledge
) -> None:
    milder = {
        (ladder, step.at, drug)
        for ladder, steps in LADDERS.items()
        for before, step in pairwise(steps)
        for drug in _milder(_evaluated(before, compiled), _evaluated(step, compiled))
    }

    assert milder == _exceptions(knowledge)


@pytest.mark.parametrize("ladder", [name for name in LADDERS if name != "nerve-root pain"])
def test_dose_never_grows_on_the_way_down(ladder: str, compiled: CompiledKnowledge) -> None:
    for before, step in pairwise(LADDERS[ladder]):
        first, then = _doses(_evaluated(before, compiled)), _doses(_evaluated(step, compiled))
        grown = [
            drug for drug in first if any(now > was for was, now in zip(first[drug], then[drug], strict=True))
        ]
        assert grown == [], (before.at, step.at)


def test_condition_or_product_never_opens_a_higher_dose(
    knowledge: KnowledgeBase, compiled: CompiledKnowledge
) -> None:
    usual = _doses(_evaluated(Step(None, patient()), compiled))
    cases = [
        *(patient(yes=condition.key) for condition in knowledge.conditions),
        *(patient(takes=(entry.ingredient,)) for entry in knowledge.drug_dictionary),
    ]

    for case in cases:
        found = _doses(_evaluated(Step(None, case), compiled))
        for drug, most in usual.items():
            assert all(now <= was for was, now in zip(most, found[drug], strict=True)), (drug, case)


def _milder(before: Evaluation, after: Evaluation) -> list[str]:
    was = {item.drug: item.severity for item in before.medications}
    return [item.drug for item in after.medications if item.severity < was[item.drug]]


def _doses(found: Evaluation) -> Mapping[str, tuple[float, ...]]:
    return {item.drug: _most(item.dose) for item in found.medications}


def _most(dose: DoseRange | None) -> tuple[float, ...]:
    """The maxima and the default dose: a day, a dose, times a day, days."""
    if dose is None:
        return ()
    amounts = (dose.max_mg_per_day, dose.max_single_mg)
    first = (dose.default_dose_mg or 0) * (dose.default_times_per_day or 0)
    return (
        *(_NO_MOST if amount is None else amount for amount in amounts),
        dose.max_times_per_day,
        dose.max_days,
        first,
    )


def _evaluated(step: Step, compiled: CompiledKnowledge) -> Evaluation:
    return evaluate(from_json_dict(step.case), compiled)
