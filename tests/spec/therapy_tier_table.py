"""Section 1A and 3.3 of the reference on therapies as a table: the tier in each phase, and what moves it.

Nothing here is read from the content.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from desktop_app.domain.evaluation import Evaluation
from tests.spec.checks import Check
from tests.spec.therapy_patients import IMPROVED, SAME, Changes, found, plain, since, with_

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

IN_STATE: Final = {
    "A1": since(27),
    "A2": since(27, SAME),
    "B1": since(84, IMPROVED),
    "B2": since(84, SAME),
    "C": since(85),
}


def start_back(total: int, psych: int) -> Changes:
    return {"measures": {"now": {"start_back": {"total": total, "psych": psych}}}}


LOW, MEDIUM, HIGH = start_back(3, 3), start_back(4, 3), start_back(5, 4)
OFF_WORK: Final[Changes] = {"problem": {"off_work_days": 1}}
AT_WORK: Final[Changes] = {"problem": {"off_work_days": 0}}
EXERCISE_FAILED: Final[Changes] = {
    "tried": [{"treatment": "EXERCISE_SUPERVISED", "weeks": 6, "result": "no_change"}]
}
EXERCISE_HELPED: Final[Changes] = {
    "tried": [{"treatment": "EXERCISE_SUPERVISED", "weeks": 6, "result": "helped"}]
}
MEDICINE_FAILED: Final[Changes] = {"tried": [{"treatment": "ibuprofen", "weeks": 6, "result": "no_change"}]}
MOVES: Final[tuple[tuple[str, Changes, str], ...]] = (
    ("EXERCISE_SUPERVISED", LOW, "3 2 2 1 1"),
    ("EXERCISE_SUPERVISED", MEDIUM, "3 1 1 1 1"),
    ("EXERCISE_SUPERVISED", HIGH, "3 1 1 1 1"),
    ("CBT", LOW, "H H H 2 2"),
    ("CBT", MEDIUM, "H H 2 2 2"),
    ("CBT", HIGH, "2 2 2 1 1"),
    ("INTERDISC_REHAB", MEDIUM, "H H H 3 3"),
    ("INTERDISC_REHAB", HIGH, "H H H 2 2"),
    ("INTERDISC_REHAB", OFF_WORK, "H H H 2 3"),
    ("INTERDISC_REHAB", AT_WORK, "H H H 3 3"),
    ("INTERDISC_REHAB", EXERCISE_FAILED, "H H H 3 2"),
    ("INTERDISC_REHAB", EXERCISE_HELPED, "H H H 3 3"),
    ("INTERDISC_REHAB", MEDICINE_FAILED, "H H H 3 3"),
    ("INTERDISC_REHAB", with_(HIGH, EXERCISE_FAILED), "H H H 2 1"),
)
"""A therapy, a patient, and its tiers in the states A1 A2 B1 B2 C for that patient."""


def _number(tier: str) -> int | None:
    return int(tier) if tier.isdigit() else None


def _tiers(evaluation: Evaluation) -> object:
    return {name: (item.tier, item.status) for name, item in found(evaluation).items()}


def _tier_of(therapy: str) -> Callable[[Evaluation], object]:
    return lambda evaluation: found(evaluation)[therapy].tier


TIERS_OF_STATES: Final = tuple(
    Check(
        state,
        plain(IN_STATE[state]),
        _tiers,
        {
            therapy: (_number(tiers.split()[place]), STATUS_OF_TIER[tiers.split()[place]])
            for therapy, tiers in TIERS.items()
        },
    )
    for place, state in enumerate(STATES)
)
MOVED: Final = tuple(
    Check(therapy, plain(with_(IN_STATE[state], patient)), _tier_of(therapy), _number(tier))
    for therapy, patient, tiers in MOVES
    for state, tier in zip(STATES, tiers.split(), strict=True)
)
