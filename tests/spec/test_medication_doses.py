"""Daily limits at their borders, first doses, the order of suggestions, and what is not started together."""

from __future__ import annotations

from typing import Any, Final

import pytest

from desktop_app.domain.consultation_record import from_json_dict
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.evaluate import evaluate
from tests.spec.checks import Check, each
from tests.spec.conftest import Evaluate
from tests.spec.dose_figures import EVERYONE, LABELS, NO_DOSE
from tests.spec.dose_table import FOR_EVERYONE, FOR_SOME, LIFTED, SIGNED
from tests.spec.medication_rules.patients import Case, Traits, patient

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


@each(FOR_EVERYONE)
def test_dose_for_whom_nothing_lowers_it_is_that_of_the_reference(check: Check, evaluated: Evaluate) -> None:
    assert check.found(evaluated(check.case)) == check.expected


@each(FOR_SOME)
def test_dose_at_the_border_of_a_limit_is_that_of_the_reference(check: Check, evaluated: Evaluate) -> None:
    assert check.found(evaluated(check.case)) == check.expected


@each(LIFTED)
def test_single_dose_is_lifted_as_far_as_the_label_goes(check: Check, evaluated: Evaluate) -> None:
    assert check.found(evaluated(check.case)) == check.expected


@each(SIGNED)
def test_choice_is_refused_above_its_limit_and_signed_at_it(check: Check, evaluated: Evaluate) -> None:
    assert check.found(evaluated(check.case)) is check.expected


def test_tables_name_every_medicine_and_label_of_the_content(knowledge: KnowledgeBase) -> None:
    assert {item.id for item in knowledge.medicines} == {*EVERYONE, *NO_DOSE}
    assert {item.id for item in knowledge.medicines if item.label_maximum is not None} == {*LABELS}


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


def _evaluated(case: Case, compiled: CompiledKnowledge) -> Evaluation:
    return evaluate(from_json_dict(case), compiled)
