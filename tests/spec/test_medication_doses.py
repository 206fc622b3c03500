"""Daily limits at their borders, first doses, the order of suggestions, and what is not started together."""

from __future__ import annotations

from typing import Any, Final

import pytest

from desktop_app.domain.consultation_record import from_json_dict
from desktop_app.domain.evaluation import DoseRange, Evaluation
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.evaluate import evaluate
from tests.spec.medication_rules.patients import Case, Traits, patient

_LIMITS: Final[tuple[tuple[str, Traits, float], ...]] = (
    ("acetaminophen", {}, 4000),
    ("acetaminophen", {"age": 64}, 4000),
    ("acetaminophen", {"age": 65}, 3000),
    ("acetaminophen", {"weight": 50}, 4000),
    ("acetaminophen", {"weight": 49}, 2940),
    ("acetaminophen", {"weight": 40}, 2400),
    ("acetaminophen", {"egfr": 30}, 4000),
    ("acetaminophen", {"egfr": 29}, 3000),
    ("acetaminophen", {"yes": "dialysis"}, 3000),
    ("acetaminophen", {"child_pugh": "A"}, 2000),
    ("acetaminophen", {"yes": "chronic_liver_disease", "age": 80}, 2000),
    ("acetaminophen", {"yes": "alcohol_heavy"}, 2000),
    ("acetaminophen", {"yes": "malnutrition"}, 2000),
    ("acetaminophen", {"takes": "warfarin"}, 4000),
    ("ibuprofen", {"age": 64}, 2400),
    ("ibuprofen", {"age": 65}, 1200),
    ("naproxen", {}, 1000),
    ("diclofenac", {"age": 64}, 150),
    ("diclofenac", {"age": 65}, 100),
    ("meloxicam", {"age": 64}, 15),
    ("meloxicam", {"age": 65}, 7.5),
    ("celecoxib", {"weight": 50}, 400),
    ("celecoxib", {"weight": 49}, 200),
    ("celecoxib", {"child_pugh": "B"}, 200),
    ("celecoxib", {"yes": "cyp2c9_poor_metaboliser"}, 100),
    ("cyclobenzaprine", {}, 30),
    ("methocarbamol", {}, 4000),
    ("tizanidine", {}, 12),
    ("baclofen", {}, 30),
    ("duloxetine", {}, 60),
    ("duloxetine", {"takes": "bupropion"}, 30),
    ("gabapentin", {}, 3600),
    ("gabapentin", {"crcl_ml_min": 60}, 3600),
    ("gabapentin", {"crcl_ml_min": 59}, 1400),
    ("gabapentin", {"crcl_ml_min": 31}, 1400),
    ("gabapentin", {"crcl_ml_min": 30}, 700),
    ("gabapentin", {"crcl_ml_min": 16}, 700),
    ("gabapentin", {"crcl_ml_min": 15}, 300),
    ("gabapentin", {"yes": "dialysis"}, 300),
    ("pregabalin", {"crcl_ml_min": 60}, 300),
    ("pregabalin", {"crcl_ml_min": 59}, 150),
    ("pregabalin", {"crcl_ml_min": 30}, 150),
    ("pregabalin", {"crcl_ml_min": 29}, 75),
    ("pregabalin", {"crcl_ml_min": 15}, 75),
    ("tramadol", {"age": 75}, 400),
    ("tramadol", {"age": 76}, 300),
    ("tramadol", {"crcl_ml_min": 30}, 400),
    ("tramadol", {"crcl_ml_min": 29, "age": 76}, 200),
    ("tramadol", {"yes": "cirrhosis"}, 100),
)
_FIRST_DOSES: Final[tuple[tuple[str, Traits, tuple[float, int]], ...]] = (
    ("acetaminophen", {"yes": "aerd"}, (500, 4)),
    ("acetaminophen", {"weight": 34}, (500, 3)),
    ("acetaminophen", {"weight": 33}, (325, 3)),
    ("ibuprofen", {}, (400, 3)),
    ("ibuprofen", {"age": 65}, (200, 3)),
    ("naproxen", {"age": 65}, (250, 2)),
    ("cyclobenzaprine", {}, (5, 3)),
    ("tizanidine", {"age": 65}, (2, 1)),
    ("baclofen", {}, (5, 3)),
    ("baclofen", {"egfr": 59}, (5, 1)),
    ("duloxetine", {}, (30, 1)),
    ("gabapentin", {"age": 64}, (300, 3)),
    ("gabapentin", {"age": 65}, (100, 1)),
    ("gabapentin", {"crcl_ml_min": 59}, (200, 2)),
    ("gabapentin", {"crcl_ml_min": 30}, (200, 1)),
    ("pregabalin", {}, (75, 2)),
    ("pregabalin", {"age": 65}, (25, 1)),
    ("pregabalin", {"crcl_ml_min": 59}, (25, 3)),
    ("oxycodone", {"age": 64}, (5, 4)),
    ("oxycodone", {"age": 65}, (2.5, 4)),
    ("morphine", {"crcl_ml_min": 59}, (3.75, 4)),
    ("tramadol", {}, (25, 1)),
)
_NOT_TOGETHER: Final[tuple[tuple[str, str, Traits], ...]] = (
    ("ibuprofen", "naproxen", {}),
    ("celecoxib", "ketorolac", {}),
    ("ibuprofen", "diclofenac_topical", {}),
    ("cyclobenzaprine", "methocarbamol", {}),
    ("gabapentin", "pregabalin", {}),
    ("duloxetine", "amitriptyline", {}),
    ("tramadol", "duloxetine", {}),
    ("cyclobenzaprine", "nortriptyline", {}),
    ("tramadol", "oxycodone", {}),
    ("oxycodone", "diazepam", {}),
    ("oxycodone", "tizanidine", {}),
    ("gabapentin", "oxycodone", {"age": 65}),
    ("prednisone", "methylprednisolone", {}),
    ("duloxetine", "gabapentin", {"age": 65, "takes": "levetiracetam"}),
)
_ALLOWED_TOGETHER: Final[tuple[tuple[str, str, Traits], ...]] = (
    ("ibuprofen", "acetaminophen", {}),
    ("naproxen", "methocarbamol", {}),
    ("acetaminophen", "diclofenac_topical", {}),
    ("ibuprofen", "omeprazole", {}),
    ("gabapentin", "oxycodone", {"age": 64}),
    ("duloxetine", "gabapentin", {"age": 64, "takes": "levetiracetam"}),
    ("duloxetine", "gabapentin", {"age": 65}),
)
_OVERRIDE: Final = {"reason": "other", "text": "Discussed at length with the patient."}


@pytest.mark.parametrize(("drug", "traits", "most"), _LIMITS)
def test_daily_maximum_at_the_border_of_its_limit_is_that_of_the_reference(
    drug: str, traits: Traits, most: float, compiled: CompiledKnowledge
) -> None:
    assert _dose(drug, patient(**traits), compiled).max_mg_per_day == most


@pytest.mark.parametrize(("drug", "traits", "dose"), _FIRST_DOSES)
def test_first_dose_is_that_of_the_reference(
    drug: str, traits: Traits, dose: tuple[float, int], compiled: CompiledKnowledge
) -> None:
    found = _dose(drug, patient(**traits), compiled)
    assert (found.default_dose_mg, found.default_times_per_day) == dose


def test_aerd_keeps_each_dose_of_acetaminophen_at_650_mg(compiled: CompiledKnowledge) -> None:
    assert _dose("acetaminophen", patient(yes="aerd"), compiled).max_single_mg == 650


def test_first_dose_for_the_night_is_given_at_bedtime(knowledge: KnowledgeBase) -> None:
    at_night = {item.id for item in knowledge.medicines if item.once_daily_at == "bedtime"}
    assert at_night == {
        "cyclobenzaprine",
        "tizanidine",
        "nortriptyline",
        "amitriptyline",
        "gabapentin",
        "pregabalin",
    }


@pytest.mark.parametrize(("first", "second", "traits"), _NOT_TOGETHER)
def test_two_medicines_that_must_not_go_together_block_the_plan(
    first: str, second: str, traits: Traits, compiled: CompiledKnowledge
) -> None:
    assert _blocked_by_both(first, second, traits, compiled) != set()


@pytest.mark.parametrize(("first", "second", "traits"), _ALLOWED_TOGETHER)
def test_two_medicines_that_may_go_together_do_not_block_the_plan(
    first: str, second: str, traits: Traits, compiled: CompiledKnowledge
) -> None:
    assert _blocked_by_both(first, second, traits, compiled) == set()


def test_alcohol_takes_muscle_relaxants_out_of_the_suggestions(compiled: CompiledKnowledge) -> None:
    relaxants = {"methocarbamol", "cyclobenzaprine"}
    assert relaxants <= _suggested(patient(days=3), compiled)
    assert _suggested(patient(days=3, takes="alcohol"), compiled).isdisjoint(relaxants)


def test_alcohol_alone_leaves_duloxetine_in_the_suggestions(compiled: CompiledKnowledge) -> None:
    assert "duloxetine" in _suggested(patient(days=200, takes="alcohol"), compiled)
    assert "duloxetine" not in _suggested(patient(days=200, yes="alcohol_heavy"), compiled)


def _blocked_by_both(first: str, second: str, traits: Traits, compiled: CompiledKnowledge) -> set[str]:
    """What stands against the two together and against neither alone."""
    together = _blocking((first, second), traits, compiled)
    return together - _blocking((first,), traits, compiled) - _blocking((second,), traits, compiled)


def _blocking(drugs: tuple[str, ...], traits: Traits, compiled: CompiledKnowledge) -> set[str]:
    chosen = tuple(_choice(drug) for drug in drugs)
    joined: Traits = {**traits, "chosen": chosen}
    return set(_evaluated(patient(**joined), compiled).blocking)


def _choice(drug: str) -> dict[str, Any]:
    topical = {"drug": drug, "times_per_day": 1, "days": 3, "override": _OVERRIDE}
    return topical if drug.endswith("_topical") else {**topical, "dose_mg": 1}


def _suggested(case: Case, compiled: CompiledKnowledge) -> set[str]:
    return {item.drug for item in _evaluated(case, compiled).medications if item.suggested_rank is not None}


def _dose(drug: str, case: Case, compiled: CompiledKnowledge) -> DoseRange:
    found = next(item.dose for item in _evaluated(case, compiled).medications if item.drug == drug)
    assert found is not None
    return found


def _evaluated(case: Case, compiled: CompiledKnowledge) -> Evaluation:
    return evaluate(from_json_dict(case), compiled)
