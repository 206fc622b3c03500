"""Sections 1A and 3 of the reference on therapies: phase, tier, order and wishes.

Nothing here is read from the content.
"""

from __future__ import annotations

from typing import Final

import pytest

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
    with_,
)
from tests.spec.therapy_rule_table import ALL

TIERS: Final = {
    "REMAIN_ACTIVE": "1 1 1 1 1",
    "EDUCATION_SELFCARE": "1 1 1 1 1",
    "EXERCISE_SUPERVISED": "3 2 2 1 1",
    "WALKING": "2 2 2 1 1",
    "RETURN_TO_WORK": "1 1 1 1 1",
    "HEAT": "1 1 2 2 3",
    "CBT": "H H H 2 2",
    "SMT": "3 2 3 2 2",
    "YOGA": "H H 3 2 2",
    "MBSR": "H H H 3 2",
    "ACUPUNCTURE": "3 3 3 2 2",
    "MASSAGE": "3 3 3 2 2",
    "TAI_CHI": "H H 3 3 2",
    "EXERCISE_MOTOR_CONTROL": "3 3 3 2 2",
    "PILATES": "H H 3 3 2",
    "AQUATIC": "3 3 2 2 2",
    "RELAXATION": "3 3 3 2 2",
    "INTERDISC_REHAB": "H H H 3 3",
    "ERGONOMICS": "2 2 2 2 2",
    "SLEEP": "2 2 2 2 2",
    "WEIGHT": "2 2 2 2 2",
    "SMOKING": "2 2 2 2 2",
    "LLLT": "H H H H 3",
    "TENS": "3 3 3 3 3",
    "ICE": "3 3 3 3 3",
    "TRACTION": "N N N N N",
    "LUMBAR_SUPPORT": "N N N N N",
    "BED_REST": "N N N N N",
}
"""Tier in the states A1 A2 B1 B2 C, in the order of rank (1A)."""

STATES: Final = ("A1", "A2", "B1", "B2", "C")
STATUS_OF_TIER: Final = {
    "1": "offered",
    "2": "offered",
    "3": "more_options",
    "H": "not_yet",
    "N": "not_recommended",
}


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


IN_STATE: Final = {
    "A1": since(27),
    "A2": since(27, SAME),
    "B1": since(84, IMPROVED),
    "B2": since(84, SAME),
    "C": since(85),
}


@pytest.mark.parametrize("state", STATES)
def test_every_therapy_has_the_tier_of_its_state(state: str) -> None:
    therapies = found(evaluated(IN_STATE[state]))
    tiers = {therapy: tiers.split()[STATES.index(state)] for therapy, tiers in TIERS.items()}

    assert {name: (item.tier, item.status) for name, item in therapies.items()} == {
        name: (int(tier) if tier.isdigit() else None, STATUS_OF_TIER[tier]) for name, tier in tiers.items()
    }


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


def start_back(total: int, psych: int) -> Changes:
    return {"measures": {"now": {"start_back": {"total": total, "psych": psych}}}}


LOW, MEDIUM, HIGH = start_back(3, 3), start_back(4, 3), start_back(5, 4)
OFF_WORK: Final[Changes] = {"problem": {"off_work_days": 1}}
EXERCISE_FAILED: Final[Changes] = {
    "tried": [{"treatment": "EXERCISE_SUPERVISED", "weeks": 6, "result": "no_change"}]
}
EXERCISE_HELPED: Final[Changes] = {
    "tried": [{"treatment": "EXERCISE_SUPERVISED", "weeks": 6, "result": "helped"}]
}
MEDICINE_FAILED: Final[Changes] = {"tried": [{"treatment": "ibuprofen", "weeks": 6, "result": "no_change"}]}


@pytest.mark.parametrize(
    ("therapy", "patient", "tiers"),
    [
        ("EXERCISE_SUPERVISED", LOW, "3 2 2 1 1"),
        ("EXERCISE_SUPERVISED", MEDIUM, "3 1 1 1 1"),
        ("EXERCISE_SUPERVISED", HIGH, "3 1 1 1 1"),
        ("CBT", LOW, "H H H 2 2"),
        ("CBT", MEDIUM, "H H 2 2 2"),
        ("CBT", HIGH, "2 2 2 1 1"),
        ("INTERDISC_REHAB", MEDIUM, "H H H 3 3"),
        ("INTERDISC_REHAB", HIGH, "H H H 2 2"),
        ("INTERDISC_REHAB", OFF_WORK, "H H H 2 3"),
        ("INTERDISC_REHAB", EXERCISE_FAILED, "H H H 3 2"),
        ("INTERDISC_REHAB", EXERCISE_HELPED, "H H H 3 3"),
        ("INTERDISC_REHAB", MEDICINE_FAILED, "H H H 3 3"),
        ("INTERDISC_REHAB", with_(HIGH, EXERCISE_FAILED), "H H H 2 1"),
    ],
)
def test_risk_and_failed_therapies_move_the_tier(therapy: str, patient: Changes, tiers: str) -> None:
    moved = [found(evaluated(IN_STATE[state], patient))[therapy].tier for state in STATES]

    assert moved == [int(tier) if tier.isdigit() else None for tier in tiers.split()]


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
