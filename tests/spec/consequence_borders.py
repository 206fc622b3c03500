"""Imaging, referral, pathway and follow-up rows at their borders, and in how many days each is due, as checks.

Read from the clinical reference of the assessment, sections 7 to 9. The content only gives the rows their names:
variants of one row share a number, so texts decide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final, NamedTuple

from desktop_app.content.pack import load_packaged_content
from desktop_app.domain.evaluation import Evaluation
from tests.spec.checks import Case, Check
from tests.spec.generated_consultations import edited, quiet
from tests.spec.visit_edits import (
    CANCER,
    DERMATOMAL,
    IMAGED,
    LONGSTANDING,
    Edits,
    aged,
    answered,
    since,
    treated,
    unasked,
    weak_left,
)


class Border(NamedTuple):
    """Edits of a quiet consultation (a man of 40, pain for 10 days) on both sides of a row's border.

    ``due``: in how many days, where it is shown.
    """

    row: str
    shown: Edits
    hidden: Edits
    due: int | None = None


def _candidate(answer: str) -> Edits:
    return {"problem.candidate_for_intervention": answer}


def _leg_pain(days: int) -> Edits:
    """Nerve-root pain for 60 days, not improved after ``days`` of treatment."""
    return DERMATOMAL | {"exam.leg_symptoms": "left"} | since(60) | treated(days)


def _walking_pain(days: int) -> Edits:
    return {"exam.claudication": "yes", "problem.tasks_blocked": "yes"} | since(200) | treated(days)


def tried(weeks: int, other: str = "YOGA", medicine: str = "naproxen") -> Edits:
    exercise: Case = {"treatment": "EXERCISE_SUPERVISED", "weeks": weeks}
    treatments = [exercise, {"treatment": other}, {"treatment": medicine}]
    return {"tried": treatments} | since(85) | treated(30)


def _severe(nrs: int, days: int = 42) -> Edits:
    return {"measures.now.nrs_back": nrs} | since(60) | treated(days)


BETTER = {"problem.patient_says": "better"}
WORSE = {"problem.patient_says": "worse"}
HARDWARE = {"conditions.spinal_hardware": "yes"}
EMERGENCY = answered("RF-C2")
WEAK = weak_left(4, "great_toe_extension")
VERY_WEAK = weak_left(3, "great_toe_extension")
WATCHED_SPINE = since(85) | answered("RF-S1", "RF-S2", "RF-S3")
RHEUMATIC_SPINE = WATCHED_SPINE | answered("RF-S4")

IMAGING: tuple[Border, ...] = (
    Border("IM-01", {}, answered("RF-F8")),
    Border("IM-01-incomplete", unasked("RF-C2"), {}),
    Border("IM-02", VERY_WEAK, WEAK),
    Border("IM-03", _leg_pain(41), _leg_pain(42)),
    Border("IM-04", _leg_pain(42) | _candidate("yes"), _leg_pain(41) | _candidate("yes")),
    Border("IM-04-ask", _leg_pain(42) | _candidate("not_discussed"), _leg_pain(42) | _candidate("no")),
    Border(
        "IM-04-ask", _leg_pain(42) | _candidate("not_discussed"), _leg_pain(41) | _candidate("not_discussed")
    ),
    Border("IM-05", _leg_pain(42) | _candidate("no"), _leg_pain(41) | _candidate("no")),
    Border("IM-05", _leg_pain(42) | _candidate("no"), _leg_pain(42) | _candidate("yes")),
    Border("IM-06", WEAK, WEAK | IMAGED),
    Border("IM-07", CANCER, answered("RF-M1")),
    Border("IM-08", _severe(7), _severe(6)),
    Border("IM-09", answered("RF-F2") | aged(51), answered("RF-F2") | aged(50)),
    Border("IM-10", answered("RF-M2") | aged(51), answered("RF-M2") | aged(50)),
    Border("IM-11", WATCHED_SPINE, WATCHED_SPINE | answered("RF-S3", answer="no")),
    Border("IM-12", WEAK | IMAGED, WEAK),
    Border("IM-12", _leg_pain(42) | IMAGED, _leg_pain(41) | IMAGED),
    Border("IM-13", HARDWARE | since(27), HARDWARE | since(28)),
    Border("IM-13", HARDWARE | since(28) | answered("RF-N3"), HARDWARE | since(28)),
    Border("IM-14", answered("RF-V1"), answered("RF-V4")),
)

REFERRALS: tuple[Border, ...] = (
    Border("REF-01", EMERGENCY, unasked("RF-C2"), due=0),
    Border("REF-01-mscc", CANCER | answered("RF-N3"), CANCER, due=0),
    Border("REF-01-vascular", answered("RF-V2"), answered("RF-V4"), due=0),
    Border("REF-02", VERY_WEAK | LONGSTANDING, VERY_WEAK, due=14),
    Border(
        "REF-02-optional",
        {"exam.sensory_loss.left": ["L5"]},
        {"exam.sensory_loss.left": ["L5"]} | WEAK,
        due=14,
    ),
    Border("REF-03", _leg_pain(42), _leg_pain(41), due=24),
    Border("REF-04", _leg_pain(42), _leg_pain(41)),
    Border("REF-05", tried(6), tried(5)),
    Border("REF-05", tried(6), tried(6) | since(84)),
    Border("REF-06", _walking_pain(84), _walking_pain(83)),
    Border("REF-07", {"measures.now.phq4": [1, 2, 0, 0]}, {"measures.now.phq4": [1, 1, 2, 0]}, due=14),
    Border(
        "REF-07-emergency",
        {"conditions.suicide_risk": "yes"},
        {"conditions.suicide_risk": "not_assessed"},
        due=0,
    ),
    Border(
        "REF-08",
        since(28) | {"problem.patient_says": "same"},
        since(27) | {"problem.patient_says": "same"},
        due=14,
    ),
    Border(
        "REF-08-high",
        {"measures.now.start_back": {"total": 5, "psych": 4}},
        {"measures.now.start_back": {"total": 5, "psych": 3}},
        due=14,
    ),
    Border("REF-09-contact", CANCER | answered("RF-M4"), CANCER, due=1),
    Border("REF-09", CANCER, CANCER | answered("RF-M4"), due=14),
    Border("REF-10", RHEUMATIC_SPINE, WATCHED_SPINE),
    Border("REF-11", answered("RF-F2") | aged(51), answered("RF-F2") | aged(50), due=14),
)

PATHWAY: tuple[Border, ...] = (
    Border("P0-E", EMERGENCY, VERY_WEAK),
    Border("P0-U", answered("RF-F5"), answered("RF-M2") | aged(51)),
    Border("P1", since(27), since(28)),
    Border("P2a", since(28) | BETTER, since(28)),
    Border("P2b", since(84), since(85)),
    Border("P3", since(85), since(84)),
    Border("R1", _leg_pain(41), _leg_pain(42)),
    Border("R2", _leg_pain(42), _leg_pain(42) | BETTER),
    Border("R2", _leg_pain(42), _leg_pain(41)),
    Border("R2i", _leg_pain(42) | BETTER, _leg_pain(42) | BETTER | WEAK),
    Border("R3", WEAK, WEAK | answered("RF-N1")),
    Border("R4", WEAK | answered("RF-N1"), WEAK | answered("RF-N1", "RF-C6")),
    Border("ST", _walking_pain(10), _walking_pain(10) | WEAK),
    Border("AX", RHEUMATIC_SPINE, RHEUMATIC_SPINE | DERMATOMAL),
)

# The reasons of the date that counts: a later one is not shown beside an earlier.


def _chosen(drug: str) -> Edits:
    return {"decisions.medications": [{"drug": drug, "dose_mg": 50, "times_per_day": 1, "days": 3}]}


_EGFR_59, _EGFR_60 = {"labs.egfr": 59}, {"labs.egfr": 60}
FOLLOW_UP: tuple[Border, ...] = (
    Border("FU-EMERGENCY", EMERGENCY, WEAK, due=0),
    Border("FU-URGENT", answered("RF-N1"), unasked("RF-N1"), due=7),
    Border("FU-WORKUP", answered("RF-F5"), answered("RF-F5") | IMAGED, due=8),
    Border("FU-RADICULAR", DERMATOMAL, {"exam.leg_pain_dermatomal": "yes"}, due=14),
    Border("FU-SEVERE", {"measures.now.nrs_back": 7}, {"measures.now.nrs_back": 6}, due=14),
    Border("FU-OPIOID", _chosen("tramadol"), _chosen("naproxen"), due=7),
    Border("FU-NSAID", _chosen("naproxen") | {"conditions.hypertension": "yes"}, _chosen("naproxen"), due=14),
    Border("FU-NSAID", _chosen("naproxen") | aged(65), _chosen("naproxen") | aged(64), due=14),
    Border("FU-NSAID", _chosen("naproxen") | _EGFR_59, _chosen("naproxen") | _EGFR_60, due=14),
    Border("FU-ROUTINE", {}, {"measures.now.nrs_back": 7}, due=28),
)

BORDERS = (*IMAGING, *REFERRALS, *PATHWAY, *FOLLOW_UP)


# The clinician's to add: shown once accepted, under the number of the rule.
CHOSEN = {"REF-02-optional": "REF-02", "REF-04": "REF-04", "REF-11": "REF-11"}


@cache
def _rows_by_text() -> Mapping[str, str]:
    content = load_packaged_content()
    texts = {rule.reason: rule.id for rule in content.referral_rules}
    texts |= {rule.reason: rule.id for rule in content.follow_up_rules}
    return texts | {rule.decision: rule.id for rule in content.imaging_rules}


def _shown(row: str) -> Callable[[Evaluation], object]:
    """Whether the row is shown, and in how many days it is due."""

    def found(evaluation: Evaluation) -> object:
        rows = _rows_by_text()
        dues: dict[str, int | None] = {row.id: None for row in evaluation.pathway}
        dues |= {rows[item.text]: None for item in evaluation.imaging}
        dues |= {rows[reason]: evaluation.follow_up.due_days for reason in evaluation.follow_up.because}
        dues |= {rows[item.reason]: item.due_days for item in evaluation.referrals}
        return row in dues, dues.get(row)

    return found


def _case(border: Border, edits: Edits) -> Case:
    chosen = {"decisions.accepted_orders": [CHOSEN[border.row]]} if border.row in CHOSEN else {}
    return edited(quiet(), edits | chosen)


SHOWN: Final = tuple(
    Check(border.row, _case(border, border.shown), _shown(border.row), (True, border.due))
    for border in BORDERS
)
HIDDEN: Final = tuple(
    Check(border.row, _case(border, border.hidden), _shown(border.row), (False, None)) for border in BORDERS
)
