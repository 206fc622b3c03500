"""Every rule on therapies fires for its patient and stays silent for a neighbour (reference, section 1D)."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import pytest

from tests.spec.checks import Check, each
from tests.spec.conftest import Evaluate
from tests.spec.therapy_checks import FIRES, SILENT
from tests.spec.therapy_patients import (
    PREGNANT,
    SAME,
    SCIATICA,
    VISIT,
    Changes,
    aged,
    clinical,
    evaluated,
    found,
    has,
    pressure,
    since,
    takes,
    wants,
    with_,
)
from tests.spec.therapy_rule_table import ALL, BLOCKING, RULES, TRAINING, WITHOUT_NEIGHBOUR, Rule


def test_tables_hold_every_rule_of_the_content() -> None:
    rules = {rule.id for rule in clinical().compiled.knowledge.therapy_rules}

    assert {rule.id for rule in RULES} | WITHOUT_NEIGHBOUR == rules


@each(FIRES)
def test_rule_fires_for_its_patient_on_its_therapies_alone(check: Check, evaluated_case: Evaluate) -> None:
    assert check.found(evaluated_case(check.case)) == check.expected


@each(SILENT)
def test_rule_stays_silent_for_the_neighbour(check: Check, evaluated_case: Evaluate) -> None:
    assert check.found(evaluated_case(check.case)) == check.expected


def test_eye_shields_are_named_for_everybody_and_nothing_else_is() -> None:
    evaluation = evaluated()

    issues = {(therapy.therapy, issue.rule) for therapy in evaluation.therapies for issue in therapy.issues}

    assert issues == {("LLLT", "CX_LLLT_EYE")}


@pytest.mark.parametrize("rule", BLOCKING, ids=lambda rule: rule.id)
def test_wish_of_the_patient_never_lifts_a_block(rule: Rule) -> None:
    for therapy in rule.therapies:
        for wish in ("want", "decline"):
            status = found(evaluated(rule.fires, wants(therapy, wish)))[therapy].status
            assert status in ("avoid", "contraindicated"), (therapy, wish)


PACEMAKER_ALLOWS: Final = ("ACUPUNCTURE", "MASSAGE", "HEAT", "SMT", *TRAINING)


@pytest.mark.parametrize(
    ("patient", "therapies"),
    [
        pytest.param(has("pacemaker_icd"), PACEMAKER_ALLOWS, id="pacemaker"),
        pytest.param(takes("warfarin"), (*TRAINING, "HEAT", "TENS"), id="anticoagulant"),
        pytest.param(with_(has("hypertension"), pressure(159, 99)), ALL, id="controlled hypertension"),
        pytest.param(aged(80), ALL, id="age alone"),
        pytest.param(has("diabetes"), ALL, id="diabetes with sensation"),
        pytest.param(PREGNANT, (*TRAINING, "HEAT", "MASSAGE", "ACUPUNCTURE", "SMT"), id="pregnancy"),
        pytest.param(has("osteoporosis_severe"), TRAINING, id="severe osteoporosis and exercise"),
        pytest.param(has("inflammatory_active"), TRAINING, id="active spondyloarthritis and exercise"),
        pytest.param(has("bleeding_disorder"), ("MASSAGE",), id="light massage with a bleeding disorder"),
        pytest.param(SCIATICA, (*TRAINING, "SMT"), id="nerve pain"),
        pytest.param(has("recent_spine_surgery"), ("WALKING", "REMAIN_ACTIVE"), id="walking after surgery"),
        pytest.param(has("cardiac_unstable"), ("REMAIN_ACTIVE", "RETURN_TO_WORK"), id="gentle activity"),
    ],
)
def test_frequent_errors_block_nothing(patient: Changes, therapies: tuple[str, ...]) -> None:
    """The end of 1D: what is no contraindication leaves each therapy where the plain patient has it."""
    expected, actual = found(evaluated(since(85))), found(evaluated(since(85), patient))

    assert {name: actual[name].status for name in therapies} == {
        name: expected[name].status for name in therapies
    }


@pytest.mark.parametrize(
    "patient",
    [has("pacemaker_icd"), with_(has("hypertension"), pressure(159, 99)), aged(80), has("diabetes")],
)
def test_harmless_condition_brings_no_warning_on_exercise_or_heat(patient: Changes) -> None:
    therapies = found(evaluated(patient))

    assert [issue for name in (*TRAINING, "HEAT") for issue in therapies[name].issues] == []


def test_block_of_one_variant_leaves_the_other_and_its_place_in_the_list() -> None:
    evaluation = evaluated(since(85), has("pacemaker_icd"))
    order = [item.therapy for item in evaluation.therapies]

    assert found(evaluation)["ACUPUNCTURE"].status == "offered"
    assert order.index("ACUPUNCTURE") < order.index("MASSAGE")


def test_manipulation_waits_for_the_tests_of_age_and_no_improvement_while_exercise_goes_on() -> None:
    treated = {"problem": {"treatment_started": (VISIT - timedelta(days=28)).isoformat()}}
    therapies = found(evaluated(aged(51), since(84, SAME), treated))

    assert therapies["SMT"].status == "not_yet"
    assert therapies["EXERCISE_SUPERVISED"].status == "offered"


def test_several_reasons_are_all_shown_and_the_gravest_counts() -> None:
    smt = found(evaluated(has("aaa", "spinal_hardware", "bleeding_disorder")))["SMT"]

    assert smt.status == "contraindicated"
    assert {issue.rule for issue in smt.issues} == {"CX_SMT_AAA", "CX_SMT_HW", "CX_SMT_AC"}
