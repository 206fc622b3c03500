"""The definitions of the neurological examination (assessment reference 2.8, 3.1, 3.4, 3.5)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from desktop_app.domain.examination import Examination
from desktop_app.engine.examination import affected_roots, examination_causes, examination_statements
from desktop_app.engine.truth import Truth
from tests.unit.engine.shipped import compiled

NORMAL = {"all_normal": "yes"}
ONSET = date(2026, 10, 1)
RULES = compiled().examination


def statement(name: str, *, onset: date | None = ONSET, **exam: Any) -> Truth:
    return examination_statements(Examination.model_validate({"performed": "yes"} | exam), onset, RULES)[name]


def both(grade: int) -> dict[str, int]:
    return {"left": grade, "right": grade}


@pytest.mark.parametrize("performed", [None, "no", "not_assessed"])
def test_examination_that_was_not_performed_shows_nothing(performed: str | None) -> None:
    exam = Examination.model_validate(
        {"performed": performed, "motor": {"hip_flexion": both(0)}, "sensory_loss": {"left": ["L5"]}}
    )
    found = examination_statements(exam, ONSET, RULES)

    assert set(found.values()) == {None, False}
    assert [name for name, truth in found.items() if truth is False] == [
        "key_movements_graded",
        "key_movements_graded_both_sides",
    ]
    assert affected_roots(exam, RULES) == ()


def test_statements_are_the_same_with_and_without_an_examination() -> None:
    performed = Examination.model_validate({"performed": "yes"})

    assert (
        examination_statements(performed, None, RULES).keys()
        == examination_statements(Examination(), None, RULES).keys()
    )


@pytest.mark.parametrize(
    ("motor", "deficit", "severe"),
    [
        (NORMAL, False, False),
        (NORMAL | {"hip_flexion": {"left": 4}}, True, False),
        (NORMAL | {"hip_flexion": {"left": 3}}, True, True),
        ({}, None, None),
        ({"hip_flexion": {"left": 5}}, None, None),
        ({"hip_flexion": {"left": 4}}, True, None),
        ({"hip_flexion": {"left": 3}}, True, True),
    ],
)
def test_deficit_is_grade_4_or_less_and_severe_is_3_or_less(
    motor: dict[str, Any], deficit: Truth, severe: Truth
) -> None:
    assert statement("motor_deficit", motor=motor) is deficit
    assert statement("motor_severe", motor=motor) is severe


@pytest.mark.parametrize(
    ("weak", "several"),
    [
        ({}, False),
        ({"great_toe_extension": {"left": 4}}, False),
        (
            {"great_toe_extension": {"left": 4}, "ankle_dorsiflexion": {"left": 4}},
            False,
        ),  # one level of one foot
        ({"hip_flexion": {"left": 4}, "knee_extension": {"left": 4}}, False),
        ({"knee_extension": {"left": 4}, "ankle_dorsiflexion": {"left": 4}}, False),  # both are L4
        ({"knee_extension": {"left": 4}, "great_toe_extension": {"left": 4}}, True),
        (
            {
                "knee_extension": {"left": 4},
                "ankle_dorsiflexion": {"left": 4},
                "great_toe_extension": {"left": 4},
            },
            True,
        ),
        ({"great_toe_extension": {"left": 4}, "plantarflexion": {"left": 4}}, True),
        ({"great_toe_extension": {"left": 4, "right": 4}}, True),  # both legs
        ({"knee_extension": {"left": 4}, "ankle_dorsiflexion": {"right": 4}}, True),
    ],
)
def test_several_groups_are_two_in_one_leg_or_both_legs(weak: dict[str, Any], several: bool) -> None:
    assert statement("motor_several_groups", motor=NORMAL | weak) is several


def test_several_groups_stay_open_while_a_movement_is_not_examined() -> None:
    assert statement("motor_several_groups", motor={"hip_flexion": both(5)}) is None
    assert statement("motor_several_groups", motor={"hip_flexion": both(4)}) is True


@pytest.mark.parametrize(
    ("previous", "worse"),
    [
        ({}, False),  # no earlier record is not worse
        ({"date": "2026-10-01", **NORMAL}, True),
        (NORMAL, True),  # not dated: of this episode
        ({"date": "2026-09-30", **NORMAL}, False),  # before the onset: another episode
        ({"date": "2026-10-02", "hip_flexion": {"left": 4}}, False),
        ({"date": "2026-10-02", "hip_flexion": {"left": 3}}, False),
        ({"date": "2026-10-02", "hip_flexion": {"right": 5}}, None),  # the right side was not graded now
    ],
)
def test_weakness_is_worse_than_an_earlier_examination_of_this_episode(
    previous: dict[str, Any], worse: Truth
) -> None:
    assert statement("motor_worse", motor={"hip_flexion": {"left": 4}}, motor_previous=previous) is worse


def test_earlier_examination_counts_where_the_onset_is_unknown() -> None:
    previous = {"date": "2020-01-01", **NORMAL}

    assert statement(
        "motor_worse", onset=None, motor=NORMAL | {"hip_flexion": {"left": 4}}, motor_previous=previous
    )


@pytest.mark.parametrize(
    ("loss", "found"),
    [
        ({}, None),
        ({"left": []}, None),
        ({"left": [], "right": []}, False),
        ({"right": ["L5"]}, True),
        ({"left": ["S1"], "right": []}, True),
    ],
)
def test_sensory_loss_is_absent_only_where_both_sides_were_examined(
    loss: dict[str, Any], found: Truth
) -> None:
    assert statement("sensory_loss", sensory_loss=loss) is found


@pytest.mark.parametrize(
    ("left", "right", "deficit"),
    [
        ("normal", "normal", False),
        ("reduced", "normal", True),
        ("absent", "reduced", True),
        ("normal", "absent", True),
        ("reduced", "reduced", False),
        ("absent", "absent", False),
        ("normal", "brisk", False),  # a brisk reflex is no loss
        ("reduced", "brisk", True),
        ("absent", None, None),
        (None, "normal", None),
    ],
)
def test_reflex_is_a_deficit_only_against_a_stronger_other_side(
    left: str | None, right: str | None, deficit: Truth
) -> None:
    equal = {"left": "normal", "right": "normal"}
    sides = {"left": left, "right": right}

    assert statement("reflex_deficit", reflexes={"patellar": equal, "achilles": sides}) is deficit
    assert statement("reflex_deficit", reflexes={"patellar": sides, "achilles": equal}) is deficit


def test_one_positive_tension_test_is_enough_and_a_missing_one_leaves_it_open() -> None:
    negative = {"left": "negative", "right": "negative"}
    rest: dict[str, Any] = {"crossed_straight_leg_raise": "negative", "femoral_stretch": "negative"}

    assert statement("tension_test_positive", straight_leg_raise=negative, **rest) is False
    assert statement("tension_test_positive", straight_leg_raise=negative) is None
    assert statement("tension_test_positive", crossed_straight_leg_raise="positive") is True
    assert statement("tension_test_positive", femoral_stretch="positive") is True
    for side in ("left", "right"):
        assert statement("tension_test_positive", straight_leg_raise={side: "positive"}) is True


@pytest.mark.parametrize(
    ("symptoms", "side_graded", "graded"),
    [
        ("left", "left", True),
        ("left", "right", False),
        ("right", "right", True),
        ("both", "left", False),
        ("none", "left", False),
        (None, "left", False),  # both sides where the symptoms do not say one
    ],
)
def test_key_movements_are_asked_of_the_side_of_the_symptoms(
    symptoms: str | None, side_graded: str, graded: bool
) -> None:
    motor = {movement: {side_graded: 5} for movement in RULES.key_movements}

    assert statement("key_movements_graded", leg_symptoms=symptoms, motor=motor) is graded
    assert statement("key_movements_graded_both_sides", leg_symptoms=symptoms, motor=motor) is False


def test_hip_abduction_is_no_key_movement() -> None:
    motor = {movement: both(5) for movement in RULES.key_movements}

    assert statement("key_movements_graded_both_sides", motor=motor) is True
    assert (
        statement("key_movements_graded_both_sides", motor=motor | {"plantarflexion": {"left": 5}}) is False
    )


@pytest.mark.parametrize(
    ("symptoms", "found"), [("none", False), ("left", True), ("both", True), (None, None)]
)
def test_leg_symptoms_are_found_where_the_examination_says_a_side(symptoms: str | None, found: Truth) -> None:
    assert statement("leg_symptoms_found", leg_symptoms=symptoms) is found


def test_roots_are_those_of_weak_movements_sensory_points_and_weaker_reflexes() -> None:
    exam = Examination.model_validate(
        {
            "performed": "yes",
            "motor": NORMAL | {"great_toe_extension": {"left": 4}, "hip_flexion": {"right": 2}},
            "sensory_loss": {"left": ["L3"], "right": []},
            "reflexes": {
                "patellar": {"left": "reduced", "right": "normal"},
                "achilles": {"left": "normal", "right": "absent"},
            },
        }
    )

    assert affected_roots(exam, RULES) == ("L2", "L3", "L4", "L5", "S1")


def test_reasons_of_a_deficit_say_where_it_was_found() -> None:
    exam = Examination.model_validate(
        {
            "performed": "yes",
            "motor": {
                "all_normal": "yes",
                "ankle_dorsiflexion": {"left": 2},
                "great_toe_extension": {"left": 4},
            },
            "sensory_loss": {"left": ["L5"], "right": []},
        }
    )

    causes = examination_causes(exam, RULES)

    assert causes["motor_severe"] == ("left ankle dorsiflexion 2/5",)
    assert causes["motor_deficit"] == ("left ankle dorsiflexion 2/5", "left great toe extension 4/5")
    assert causes["sensory_loss"] == ("left L5",)
    assert examination_causes(exam.model_copy(update={"performed": None}), RULES) == {}
