"""Sections 1A and 3 of the reference on therapies: phase, tier, order and wishes.

Nothing here is read from the content.
"""

from __future__ import annotations

from typing import Final

import pytest

from tests.spec.checks import Check, each
from tests.spec.conftest import Evaluate
from tests.spec.therapy_patients import (
    IMPROVED,
    SAME,
    WORSE,
    Changes,
    evaluated,
    found,
    since,
    takes,
    wants,
)
from tests.spec.therapy_rule_table import ALL
from tests.spec.therapy_tier_table import IN_STATE, MOVED, TIERS_OF_STATES


@pytest.mark.parametrize(
    ("days", "pain", "state"),
    [
        *[(days, pain, "A1") for days in (0, 27) for pain in (None, IMPROVED)],
        *[(days, pain, "A2") for days in (0, 27) for pain in (SAME, WORSE)],
        *[(days, IMPROVED, "B1") for days in (28, 84, None)],
        *[(days, pain, "B2") for days in (28, 84, None) for pain in (None, SAME, WORSE)],
        *[(days, pain, "C") for days in (85, 4000) for pain in (None, IMPROVED, SAME, WORSE)],
    ],
)
def test_state_follows_from_the_age_of_the_pain_and_its_course(
    days: int | None, pain: int | None, state: str
) -> None:
    assert evaluated(since(days, pain)).computed.state == state


@each(TIERS_OF_STATES)
def test_every_therapy_has_the_tier_of_its_state(check: Check, evaluated_case: Evaluate) -> None:
    assert check.found(evaluated_case(check.case)) == check.expected


def test_therapies_for_some_patients_are_listed_for_those_alone() -> None:
    unasked: Changes = {
        "problem": {"works": "no"},
        "conditions": {"smoker": "no", "wants_weight_help": "no"},
    }

    assert set(ALL) - set(found(evaluated(unasked))) == {"RETURN_TO_WORK", "SMOKING", "WEIGHT"}


BASICS: Final = "REMAIN_ACTIVE EDUCATION_SELFCARE"
EXERCISE_FIRST: Final = f"{BASICS} EXERCISE_SUPERVISED WALKING RETURN_TO_WORK"


@pytest.mark.parametrize(
    ("state", "first"),
    [
        ("A1", f"{BASICS} RETURN_TO_WORK HEAT WALKING"),
        ("A2", f"{BASICS} RETURN_TO_WORK HEAT EXERCISE_SUPERVISED WALKING SMT"),
        ("B1", f"{BASICS} RETURN_TO_WORK EXERCISE_SUPERVISED WALKING"),
        (
            "B2",
            f"{EXERCISE_FIRST} HEAT CBT SMT YOGA ACUPUNCTURE MASSAGE EXERCISE_MOTOR_CONTROL AQUATIC RELAXATION",
        ),
        (
            "C",
            f"{EXERCISE_FIRST} CBT SMT YOGA MBSR ACUPUNCTURE MASSAGE TAI_CHI EXERCISE_MOTOR_CONTROL PILATES"
            " AQUATIC RELAXATION",
        ),
    ],
)
def test_first_line_of_each_state_comes_first_in_its_order(state: str, first: str) -> None:
    expected = first.split()

    listed = [item.therapy for item in evaluated(IN_STATE[state]).therapies]

    assert listed[: len(expected)] == expected


@each(MOVED)
def test_risk_and_failed_therapies_move_the_tier(check: Check, evaluated_case: Evaluate) -> None:
    assert check.found(evaluated_case(check.case)) == check.expected


def test_wish_moves_a_therapy_to_the_top_of_its_own_tier_alone() -> None:
    order = [item.therapy for item in evaluated(since(85), wants("RELAXATION")).therapies]

    assert order.index("RELAXATION") == order.index("CBT") - 1
    assert order.index("RELAXATION") > order.index("RETURN_TO_WORK")


@pytest.mark.parametrize(("therapy", "status"), [("BED_REST", "not_recommended"), ("YOGA", "not_yet")])
def test_wish_neither_shortens_the_wait_nor_makes_a_recommendation(therapy: str, status: str) -> None:
    assert found(evaluated(wants(therapy)))[therapy].status == status


def test_care_puts_a_therapy_behind_the_others_of_its_tier() -> None:
    order = [item.therapy for item in evaluated(since(85), takes("warfarin")).therapies]

    assert order.index("SMT") > order.index("SLEEP")
    assert order.index("SMT") < order.index("HEAT")


def test_therapy_without_access_stays_in_the_list() -> None:
    cbt = found(evaluated(since(85), {"access": {"CBT": "no"}}))["CBT"]

    assert (cbt.status, cbt.available) == ("offered", False)
