"""A number that is missing, impossible or in another unit never passes for a harmless one."""

from __future__ import annotations

from typing import Any, Final

import pytest

from desktop_app.domain.consultation_record import from_json_dict
from desktop_app.domain.errors import CaseFileError
from desktop_app.domain.evaluation import Evaluation
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.evaluate import evaluate
from tests.spec.medication_rules.patients import Case, patient

NAN, INFINITY = float("nan"), float("inf")
_PLACES: Final = (
    "labs.egfr",
    "labs.crcl_ml_min",
    "labs.creatinine_mg_dl",
    "labs.bp_systolic",
    "patient.weight_kg",
)


def _with(place: str, value: Any) -> Case:
    case = patient()
    group, key = place.split(".")
    return {**case, group: {**case[group], key: value}}


def _found(case: Case, compiled: CompiledKnowledge) -> Evaluation:
    return evaluate(from_json_dict({**case, "current_medications": _reviewed(case)}), compiled)


def _reviewed(case: Case) -> Case:
    return {**case["current_medications"], "reviewed": "yes"}


@pytest.mark.parametrize("place", _PLACES)
@pytest.mark.parametrize("value", [NAN, INFINITY, -INFINITY, -1, 0, "88", True])
def test_number_that_cannot_be_is_refused(place: str, value: Any) -> None:
    with pytest.raises(CaseFileError):
        from_json_dict(_with(place, value))


@pytest.mark.parametrize(
    ("place", "value"),
    [("labs.creatinine_mg_dl", 88.4), ("patient.weight_kg", 440), ("labs.bp_systolic", 13.8)],
)
def test_number_in_another_unit_is_refused_where_it_cannot_be_in_this_one(place: str, value: float) -> None:
    with pytest.raises(CaseFileError):
        from_json_dict(_with(place, value))


def test_creatinine_in_micromoles_that_could_be_milligrams_never_reads_as_healthy_kidneys(
    compiled: CompiledKnowledge,
) -> None:
    found = _found(_with("labs.creatinine_mg_dl", 49), compiled)

    assert found.computed.egfr_ckdepi_2021 is not None
    assert found.computed.egfr_ckdepi_2021 < 30


@pytest.mark.parametrize(
    "taken",
    [
        "oxycodone",
        {"name": "oxycodone", "dose_mg": 5},
        {"name": "oxycodone", "per_day": 4},
        {"name": "oxycodone", "strength": "5 units", "per_day": 4},
        {"name": "Percocet", "dose_mg": 5, "per_day": 4},
        {"name": "fentanyl patch", "dose_mg": 2, "per_day": 1},
        {"name": "Suboxone", "strength": "8 mg/2 mg", "per_day": 1},
        {"name": "buprenorphine", "dose_mg": 8, "per_day": 1},
    ],
)
def test_opioid_of_unknown_dose_or_without_a_factor_makes_the_total_unknown_and_never_zero(
    taken: Any, compiled: CompiledKnowledge
) -> None:
    found = _found(patient(takes=(taken,)), compiled)

    assert found.computed.mme_total is None
    assert {"pdmp_check"} <= {prompt.id for prompt in found.prompts}


@pytest.mark.parametrize(
    "taken",
    ["Tylenol", {"name": "Tylenol", "dose_mg": 500}, {"name": "NyQuil", "dose_mg": 650, "per_day": 2}],
)
def test_acetaminophen_of_unknown_dose_makes_the_total_unknown_and_warns(
    taken: Any, compiled: CompiledKnowledge
) -> None:
    found = _found(patient(takes=(taken,)), compiled)
    acetaminophen = next(item for item in found.medications if item.drug == "acetaminophen")

    assert found.computed.acetaminophen_mg_per_day is None
    assert "AC-04" in [issue.rule for issue in acetaminophen.issues]


def test_known_part_of_a_total_counts_although_another_part_is_unknown(compiled: CompiledKnowledge) -> None:
    known = {"name": "morphine", "dose_mg": 25, "per_day": 2}
    found = _found(patient(takes=(known, "oxycodone")), compiled)
    tramadol = next(item for item in found.medications if item.drug == "tramadol")

    assert found.computed.mme_total is None
    assert "OP-13" in [issue.rule for issue in tramadol.issues]


def test_grams_in_a_strength_are_read_as_grams(compiled: CompiledKnowledge) -> None:
    found = _found(patient(takes=({"name": "acetaminophen", "strength": "1 g", "per_day": 3},)), compiled)

    assert found.computed.acetaminophen_mg_per_day == 3000


def test_chosen_combination_without_its_strength_makes_both_totals_unknown(
    compiled: CompiledKnowledge,
) -> None:
    choice = {"drug": "hydrocodone_acetaminophen", "dose_mg": 5, "times_per_day": 4, "days": 3}
    found = _found(patient(chosen=(choice,)), compiled)

    assert found.computed.mme_total is None
    assert found.computed.acetaminophen_mg_per_day is None
