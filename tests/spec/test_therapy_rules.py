"""Every rule on therapies fires for its patient and stays silent for a neighbour (reference, section 1D)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.spec.checks import Check, each
from tests.spec.conftest import Evaluate
from tests.spec.therapy_checks import FIRES, SILENT
from tests.spec.therapy_kept_open import KEPT_OPEN, Kept
from tests.spec.therapy_patients import (
    SAME,
    VISIT,
    aged,
    clinical,
    evaluated,
    found,
    has,
    since,
    wants,
)
from tests.spec.therapy_rule_table import BLOCKING, RULES, WITHOUT_NEIGHBOUR, Rule


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


@pytest.mark.parametrize("row", KEPT_OPEN, ids=lambda row: row.about)
def test_therapy_that_need_not_be_withheld_is_not(row: Kept) -> None:
    """Each stays where a patient has it who is otherwise the same; blocking too much does harm as well."""
    usual, actual = found(evaluated(since(85))), found(evaluated(since(85), row.patient))

    assert {name: actual[name].status for name in row.therapies} == {
        name: usual[name].status for name in row.therapies
    }


@pytest.mark.parametrize("row", [row for row in KEPT_OPEN if row.quiet], ids=lambda row: row.about)
def test_what_needs_no_care_brings_no_warning(row: Kept) -> None:
    therapies = found(evaluated(since(85), row.patient))

    warned = {
        (name, issue.rule)
        for name in row.therapies
        for issue in therapies[name].issues
        if issue.variant is None
    }
    assert warned <= {("LLLT", "CX_LLLT_EYE")}


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
