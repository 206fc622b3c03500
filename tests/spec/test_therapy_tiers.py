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
    has,
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


@pytest.mark.parametrize(
    ("state", "reason"), [("A1", "too_intense"), ("A2", "too_intense"), ("B1", "too_intense"), ("B2", None)]
)
def test_rehabilitation_is_too_intense_before_four_weeks_and_while_improving(
    state: str, reason: str | None
) -> None:
    therapies = found(evaluated(IN_STATE[state]))

    assert therapies["INTERDISC_REHAB"].reason == reason
    assert therapies["LLLT"].reason == "not_yet"


@pytest.mark.parametrize(
    ("state", "suggested"),
    [
        ("A1", "RETURN_TO_WORK HEAT WALKING"),
        ("A2", "RETURN_TO_WORK HEAT EXERCISE_SUPERVISED"),
        ("B1", "RETURN_TO_WORK EXERCISE_SUPERVISED WALKING"),
        ("B2", "EXERCISE_SUPERVISED WALKING RETURN_TO_WORK"),
        ("C", "EXERCISE_SUPERVISED WALKING RETURN_TO_WORK"),
    ],
)
def test_three_new_therapies_are_suggested_beside_the_basics(state: str, suggested: str) -> None:
    shown = [item.therapy for item in evaluated(IN_STATE[state]).therapies if item.suggested]

    assert shown == [*BASICS.split(), *suggested.split()]


def test_what_was_tried_or_declined_or_is_out_of_reach_makes_room_for_the_next() -> None:
    patient: Changes = {
        "tried": [{"treatment": "EXERCISE_SUPERVISED", "weeks": 6, "result": "no_change"}],
        "preferences": {"WALKING": "decline"},
        "access": {"RETURN_TO_WORK": "no"},
    }
    shown = [item.therapy for item in evaluated(since(85), patient).therapies if item.suggested]

    assert shown == [*BASICS.split(), "CBT", "SMT", "YOGA"]


@pytest.mark.parametrize(("count", "asked"), [(3, False), (4, True)])
def test_fourth_new_therapy_is_asked_about_and_never_blocks(count: int, asked: bool) -> None:
    new = ["HEAT", "WALKING", "SLEEP", "ERGONOMICS"][:count]
    evaluation = evaluated({"decisions": {"therapies": [*BASICS.split(), *new], "no_medication": "yes"}})

    assert ("many_new_therapies" in [prompt.id for prompt in evaluation.prompts]) is asked
    assert evaluation.can_sign


def test_therapy_that_was_tried_before_is_not_new() -> None:
    again: Changes = {
        "tried": [{"treatment": "HEAT", "weeks": 1, "result": "helped"}],
        "decisions": {"therapies": ["HEAT", "WALKING", "SLEEP", "ERGONOMICS"]},
    }

    assert "many_new_therapies" not in [prompt.id for prompt in evaluated(again).prompts]


@pytest.mark.parametrize(
    ("therapy", "patient", "nearest"),
    [
        ("EXERCISE_SUPERVISED", {}, ("Walking programme", "a home exercise programme")),
        ("CBT", {}, ("Progressive muscle relaxation", "online cognitive behavioural therapy")),
        ("INTERDISC_REHAB", {}, ("Supervised exercise therapy", "Cognitive behavioral therapy")),
        ("INTERDISC_REHAB", has("recent_spine_surgery"), ("Cognitive behavioral therapy",)),
        ("MASSAGE", {}, ()),
    ],
)
def test_nearest_to_a_therapy_out_of_reach_is_named_unless_it_is_blocked_too(
    therapy: str, patient: Changes, nearest: tuple[str, ...]
) -> None:
    missing: Changes = {"access": {therapy: "no"}}

    assert found(evaluated(since(85), patient, missing))[therapy].instead == nearest
    assert found(evaluated(since(85), patient))[therapy].instead == ()


def test_facts_that_moved_a_therapy_up_are_given() -> None:
    high: Changes = {"measures": {"now": {"start_back": {"total": 6, "psych": 4}}}}

    assert found(evaluated(since(85), high))["CBT"].tier_because
    assert found(evaluated(since(85)))["CBT"].tier_because == ()


def test_therapy_without_access_stays_in_the_list() -> None:
    cbt = found(evaluated(since(85), {"access": {"CBT": "no"}}))["CBT"]

    assert (cbt.status, cbt.available) == ("offered", False)
