"""What does not fit together is pointed out, changes nothing, and needs both facts to be known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_edit import value_at, with_value
from desktop_app.engine.evaluate import evaluate
from desktop_app.engine.sections import Section
from tests.strategies import SampleIds, consultations
from tests.unit.engine.shipped import compiled, evaluated, knowledge, visit

CONTENT = knowledge()
visits = consultations(
    SampleIds(
        questions=[question.id for question in CONTENT.questions],
        conditions=[condition.key for condition in CONTENT.conditions],
        medicines=CONTENT.formulary_keys,
        therapies=CONTENT.therapy_keys,
        worsening_actions=[item.question for item in CONTENT.worsening_review.items],
        medicine_names=["ibuprofen"],
    )
)

YES, NO = "yes", "no"
TODAY_10_DAYS = {"onset_date": "2026-11-10"}
NORMAL = {"all_normal": YES}
WEAK_TOE = NORMAL | {"great_toe_extension": {"left": 4}}
RESIDUAL = {"performed": YES, "post_void_residual_ml": 200}
NO_LEGS = {"performed": YES, "leg_symptoms": "none"}


def case(name: str, contradicted: dict[str, str], **known: Any) -> Any:
    """The rule, the one answer that contradicts the other facts, and these facts."""
    return pytest.param(name, contradicted, known, id=name)


CASES = [
    case(
        "CHK-WEAKER",
        {"answers.RF-N1": NO},
        problem={"onset_date": "2026-10-01"},
        exam={"performed": YES, "motor": WEAK_TOE, "motor_previous": NORMAL | {"date": "2026-11-11"}},
    ),
    case(
        "CHK-NEW-WEAKNESS",
        {"answers.RF-N1": NO},
        problem=TODAY_10_DAYS,
        exam={"performed": YES, "motor": WEAK_TOE},
    ),
    case(
        "CHK-NEW-NUMBNESS",
        {"answers.RF-N3": NO},
        problem=TODAY_10_DAYS,
        exam={"performed": YES, "sensory_loss": {"left": ["L5"], "right": []}},
    ),
    case("CHK-RESIDUAL", {"answers.RF-C3": NO}, answers={"RF-C2": NO, "RF-C4": NO}, exam=RESIDUAL),
    case("CHK-SADDLE", {"answers.RF-C1": NO}, answers={"RF-C8": YES}),
    case(
        "CHK-BOTH-LEGS-DEFICIT",
        {"answers.RF-C7": NO},
        exam={"performed": YES, "motor": WEAK_TOE, "sensory_loss": {"left": [], "right": ["S1"]}},
    ),
    case(
        "CHK-BOTH-LEGS-NEW",
        {"answers.RF-C7": NO},
        problem=TODAY_10_DAYS,
        exam={"performed": YES, "leg_symptoms": "both"},
    ),
    case(
        "CHK-BRISK",
        {"answers.RF-N2": NO},
        exam={"performed": YES, "reflexes": {"patellar": {"left": "brisk", "right": "normal"}}},
    ),
    case(
        "CHK-LEGS-NONE-ASKED", {"exam.leg_symptoms": "none"}, answers={"RF-N1": YES}, exam={"performed": YES}
    ),
    case(
        "CHK-LEGS-NONE-SCORE",
        {"exam.leg_symptoms": "none"},
        measures={"now": {"nrs_leg": 1}},
        exam={"performed": YES},
    ),
    case(
        "CHK-LEGS-NONE-FOUND",
        {"exam.leg_symptoms": "none"},
        exam={"performed": YES, "straight_leg_raise": {"left": "positive"}},
    ),
    case(
        "CHK-ROOT-PAIN-ZERO",
        {"exam.leg_pain_dermatomal": YES},
        measures={"now": {"nrs_leg": 0}},
        exam={"performed": YES},
    ),
    case(
        "CHK-LONGSTANDING",
        {"exam.motor_longstanding": YES},
        answers={"RF-N1": YES},
        exam={"performed": YES, "motor": WEAK_TOE},
    ),
    case("CHK-CLAUDICATION", {"exam.claudication": NO}, answers={"WR-07": YES}, exam={"performed": YES}),
    case("CHK-CLAUDICATION-REVIEW", {"answers.WR-07": NO}, exam={"performed": YES, "claudication": YES}),
    case("CHK-INJURY", {"answers.RF-F2": NO}, answers={"RF-F5": YES, "RF-F1": NO}),
    case("CHK-STEROIDS", {"answers.RF-I3": NO}, answers={"RF-F3": YES}),
    case("CHK-CANCER", {"answers.RF-M1": NO}, conditions={"cancer_active": YES}),
    case("CHK-ANEURYSM", {"answers.RF-V3": NO}, conditions={"aaa": YES}, problem=TODAY_10_DAYS),
    case("CHK-SMOKING", {"answers.RF-V5": NO}, conditions={"smoker": YES}),
    case(
        "CHK-PREGNANCY",
        {"answers.RF-O2": NO},
        patient={"sex": "female", "pregnancy": {"status": "pregnant"}},
    ),
    case(
        "CHK-COURSE",
        {"problem.patient_says": "better"},
        measures={"baseline": {"nrs_back": 3}, "now": {"nrs_back": 6}},
    ),
    case("CHK-ANXIETY", {"answers.WR-14": NO}, measures={"now": {"phq4": [2, 1, 0, 0]}}),
    case("CHK-DEPRESSION", {"answers.WR-15": NO}, measures={"now": {"phq4": [0, 0, 2, 1]}}),
    case("CHK-MOOD", {"answers.YF-4": NO}, measures={"now": {"phq4": [2, 1, 0, 0]}}),
    case("CHK-OFF-WORK", {"answers.YF-7": NO}, problem={"off_work_days": 29}),
]


def ids(consultation: Consultation) -> list[str]:
    return [found.id for found in evaluate(consultation, compiled()).contradictions]


@pytest.mark.parametrize(("name", "contradicted", "known"), CASES)
def test_contradiction_is_named_only_where_both_sides_are_known(
    name: str, contradicted: dict[str, str], known: dict[str, Any]
) -> None:
    ((path, answer),) = contradicted.items()
    without = visit(**known)
    found = evaluate(with_value(without, path, answer), compiled()).contradictions

    assert [(item.id, item.path) for item in found if item.id == name] == [(name, path)]
    assert name not in ids(without)
    if path.startswith("answers."):
        assert name not in ids(with_value(without, path, "not_assessed"))


def test_every_contradiction_of_the_content_is_tried() -> None:
    assert {rule.id for rule in CONTENT.contradictions} == {each.values[0] for each in CASES}


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("CHK-WEAKER", {"exam": {"performed": YES, "motor": WEAK_TOE}}),
        (
            "CHK-NEW-WEAKNESS",
            {
                "problem": TODAY_10_DAYS,
                "exam": {"performed": YES, "motor": WEAK_TOE, "motor_longstanding": YES},
            },
        ),
        (
            "CHK-NEW-WEAKNESS",
            {"problem": {"onset_date": "2026-11-05"}, "exam": {"performed": YES, "motor": WEAK_TOE}},
        ),
        ("CHK-RESIDUAL", {"exam": {"performed": YES, "post_void_residual_ml": 199}}),
        (
            "CHK-BRISK",
            {"exam": {"performed": YES, "reflexes": {"patellar": {"left": "brisk", "right": "brisk"}}}},
        ),
        ("CHK-BRISK", {"exam": {"performed": YES, "reflexes": {"patellar": {"left": "brisk"}}}}),
        (
            "CHK-BOTH-LEGS-DEFICIT",
            {"exam": {"performed": YES, "motor": WEAK_TOE, "sensory_loss": {"left": ["L5"]}}},
        ),
        ("CHK-LEGS-NONE-FOUND", {"exam": {"performed": NO, "motor": WEAK_TOE, "leg_symptoms": "none"}}),
    ],
)
def test_facts_that_can_both_be_right_are_no_contradiction(name: str, known: dict[str, Any]) -> None:
    answers = {question.id: NO for question in CONTENT.questions if question.id.startswith("RF-")}

    assert name not in [found.id for found in evaluated(answers=answers, **known).contradictions]


def test_contradiction_names_the_facts_on_record_and_its_sources() -> None:
    (found,) = evaluated(
        answers={"RF-C2": NO, "RF-C3": NO, "RF-C4": NO}, exam=RESIDUAL | {"post_void_residual_ml": 250}
    ).contradictions

    assert "post-void residual 250 (>= 200)" in found.because
    assert "cannot pass urine: no" in found.because
    assert found.sources == ("GIRFT23", "BOKTOR23")


@pytest.mark.parametrize("rule", CONTENT.contradictions, ids=lambda rule: rule.id)
def test_place_to_look_again_can_be_read_in_every_visit(rule: Any) -> None:
    path = rule.question if "." in rule.question else f"answers.{rule.question}"
    assert value_at(visit(), path) is None


@settings(max_examples=60)
@given(visits)
def test_contradictions_change_nothing_but_their_own_list(consultation: Consultation) -> None:
    silent = replace(compiled(), contradictions=Section(()))
    with_checks = evaluate(consultation, compiled())

    assert replace(with_checks, contradictions=()) == evaluate(consultation, silent)
