"""Conditions: recorded, implied, said by a question, by a number or by the name of a medicine."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.engine.conditions import add_condition_facts
from desktop_app.engine.facts import Values
from desktop_app.engine.truth import Truth
from desktop_app.engine.visit_facts import visit_facts
from tests.unit.engine.shipped import compiled, evaluated, measured, medicine, medicines, rules, visit


def condition(name: str, **groups: Any) -> Truth:
    consultation = visit(**groups)
    facts = visit_facts(consultation, Values(), compiled().examination, measured(consultation))
    add_condition_facts(facts, consultation, compiled().conditions)
    truth: Truth = facts.values[f"condition:{name}"]
    return truth


@pytest.mark.parametrize(
    ("answer", "reviewed", "truth"),
    [
        ("yes", None, True),
        ("no", None, False),
        ("not_assessed", None, None),
        (None, None, None),
        (None, "yes", False),
        (None, "no", None),
        ("not_assessed", "yes", False),
        ("yes", "yes", True),
    ],
)
def test_condition_is_no_only_where_it_was_answered_or_the_list_reviewed(
    answer: str | None, reviewed: str | None, truth: Truth
) -> None:
    conditions = {} if answer is None else {"asthma": answer}

    assert condition("asthma", conditions=conditions, conditions_reviewed=reviewed) is truth


@pytest.mark.parametrize(
    ("recorded", "implied"),
    [
        ("hx_gi_bleed", "hx_peptic_ulcer"),
        ("active_gi_bleed", "hx_gi_bleed"),
        ("active_gi_bleed", "hx_peptic_ulcer"),  # through another
        ("acute_mi_recovery", "established_cvd"),
        ("hx_oud", "hx_sud"),
        ("dementia", "delirium_risk"),
        ("aerd", "asthma"),
    ],
)
def test_implied_yes_beats_a_no(recorded: str, implied: str) -> None:
    assert condition(implied, conditions={recorded: "yes", implied: "no"}) is True
    assert condition(implied, conditions={recorded: "no"}) is None


@pytest.mark.parametrize(
    ("cirrhosis", "reviewed", "truth"),
    [
        ("no", None, False),
        ("yes", None, True),
        ("not_assessed", None, True),
        (None, None, True),
        (None, "yes", True),
    ],
)
def test_ascites_implies_cirrhosis_unless_cirrhosis_itself_is_answered_no(
    cirrhosis: str | None, reviewed: str | None, truth: Truth
) -> None:
    conditions = {"ascites": "yes"} | ({} if cirrhosis is None else {"cirrhosis": cirrhosis})

    assert condition("cirrhosis", conditions=conditions, conditions_reviewed=reviewed) is truth


def test_entered_child_pugh_class_implies_cirrhosis() -> None:
    assert condition("cirrhosis", labs={"child_pugh": "A"}, conditions={"cirrhosis": "no"}) is True


@pytest.mark.parametrize(
    ("systolic", "diastolic", "truth"),
    [(159, 99, None), (160, 80, True), (130, 100, True), (None, None, None)],
)
def test_pressure_from_160_or_100_on_is_uncontrolled(
    systolic: int | None, diastolic: int | None, truth: Truth
) -> None:
    labs = {"bp_systolic": systolic, "bp_diastolic": diastolic}

    assert condition("hypertension_uncontrolled", labs=labs) is truth
    assert condition("hypertension", labs=labs) is truth


def test_two_of_three_risk_factors_make_a_cardiovascular_risk() -> None:
    assert condition("cv_risk_factors", conditions={"smoker": "yes"}) is None
    assert condition("cv_risk_factors", conditions={"smoker": "yes", "diabetes": "yes"}) is True
    assert condition("cv_risk_factors", conditions={"smoker": "yes"}, answers={"RF-I8": "yes"}) is True


@pytest.mark.parametrize(("systolic", "truth"), [(159, None), (160, True)])
def test_condition_that_a_rule_implies_reaches_the_rules_after_it(systolic: int, truth: Truth) -> None:
    found = condition("cv_risk_factors", conditions={"smoker": "yes"}, labs={"bp_systolic": systolic})

    assert found is truth


@pytest.mark.parametrize(
    ("question", "name"), [("RF-F4", "osteoporosis"), ("RF-I8", "diabetes"), ("RF-V6", "hypertension")]
)
def test_question_and_condition_that_say_the_same_share_a_yes_but_no_no(question: str, name: str) -> None:
    assert condition(name, answers={question: "yes"}, conditions={name: "no"}) is True
    assert condition(name, answers={question: "no"}) is None
    open_by_condition_no = evaluated(conditions={name: "no"}).triage.unanswered
    answered_by_condition_yes = evaluated(conditions={name: "yes"}).triage.unanswered
    assert (question in open_by_condition_no) is (question in evaluated().triage.unanswered)
    assert question not in answered_by_condition_yes


def test_implied_condition_answers_the_question_that_says_the_same() -> None:
    found = evaluated(conditions={"osteoporosis_severe": "yes"}, problem={"patient_says": "worse"})

    assert "TR-25" in [rule.id for rule in found.triage.rules]


@pytest.mark.parametrize(
    ("name", "truth"),
    [
        ("fentanyl patch", True),
        ("Duragesic 25", True),
        ("Butrans", True),
        ("unknown PATCH", True),
        ("Zoloft", None),
    ],
)
def test_patch_is_known_by_the_name_of_a_current_medicine(name: str, truth: Truth) -> None:
    assert condition("transdermal_patch", current_medications=medicines(name)) is truth


def test_stopped_patch_is_no_patch() -> None:
    stopped = {"name": "fentanyl patch", "stopped_on": "2026-11-01"}

    assert condition("transdermal_patch", current_medications=medicines(stopped)) is None


def test_condition_of_a_medicine_names_that_medicine_as_the_cause() -> None:
    found = medicine(evaluated(current_medications=medicines({"name": "alcohol", "per_day": 4})), "ibuprofen")

    assert "NS-59" in rules(found)
    assert [issue.caused_by for issue in found.issues if issue.rule == "NS-59"] == [("alcohol",)]
