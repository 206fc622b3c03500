"""Imaging, referral, pathway and worsening-review rows: each is shown on its condition and not just beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import pytest

from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.knowledge import KnowledgeBase
from tests.spec.generated_consultations import Case, bordering, edited, generated, quiet
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

Evaluate = Callable[[Mapping[str, Any]], Evaluation]
Shown = Callable[["Border", Edits], set[str]]


class Border(NamedTuple):
    """Edits of a quiet consultation (a man of 40, pain for 10 days) on both sides of a row's border."""

    row: str
    shown: Edits
    hidden: Edits


def _candidate(answer: str) -> Edits:
    return {"problem.candidate_for_intervention": answer}


def _leg_pain(days: int) -> Edits:
    """Nerve-root pain for 60 days, not improved after ``days`` of treatment."""
    return DERMATOMAL | {"exam.leg_symptoms": "left"} | since(60) | treated(days)


def _walking_pain(days: int) -> Edits:
    return {"exam.claudication": "yes", "problem.tasks_blocked": "yes"} | since(200) | treated(days)


def _tried(weeks: int, other: str = "YOGA", medicine: str = "naproxen") -> Edits:
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
    Border("IM-05", _leg_pain(42) | _candidate("no"), _leg_pain(42) | _candidate("yes")),
    Border("IM-06", WEAK, WEAK | IMAGED),
    Border("IM-07", CANCER, answered("RF-M1")),
    Border("IM-08", _severe(7), _severe(6)),
    Border("IM-09", answered("RF-F2") | aged(51), answered("RF-F2") | aged(50)),
    Border("IM-10", answered("RF-M2") | aged(51), answered("RF-M2") | aged(50)),
    Border("IM-11", WATCHED_SPINE, WATCHED_SPINE | answered("RF-S3", answer="no")),
    Border("IM-12", WEAK | IMAGED, WEAK),
    Border("IM-13", HARDWARE | since(27), HARDWARE | since(28)),
    Border("IM-14", answered("RF-V1"), answered("RF-V4")),
)

REFERRALS: tuple[Border, ...] = (
    Border("REF-01", EMERGENCY, unasked("RF-C2")),
    Border("REF-01-mscc", CANCER | answered("RF-N3"), CANCER),
    Border("REF-01-vascular", answered("RF-V2"), answered("RF-V4")),
    Border("REF-02", VERY_WEAK | LONGSTANDING, VERY_WEAK),
    Border("REF-02-optional", {"exam.sensory_loss.left": ["L5"]}, {"exam.sensory_loss.left": ["L5"]} | WEAK),
    Border("REF-03", _leg_pain(42), _leg_pain(41)),
    Border("REF-04", _leg_pain(42), _leg_pain(41)),
    Border("REF-05", _tried(6), _tried(5)),
    Border("REF-06", _walking_pain(84), _walking_pain(83)),
    Border("REF-07", {"measures.now.phq4": [1, 2, 0, 0]}, {"measures.now.phq4": [1, 1, 2, 0]}),
    Border(
        "REF-07-emergency", {"conditions.suicide_risk": "yes"}, {"conditions.suicide_risk": "not_assessed"}
    ),
    Border(
        "REF-08", since(28) | {"problem.patient_says": "same"}, since(27) | {"problem.patient_says": "same"}
    ),
    Border(
        "REF-08-high",
        {"measures.now.start_back": {"total": 5, "psych": 4}},
        {"measures.now.start_back": {"total": 5, "psych": 3}},
    ),
    Border("REF-09-contact", CANCER | answered("RF-M4"), CANCER),
    Border("REF-09", CANCER, CANCER | answered("RF-M4")),
    Border("REF-10", RHEUMATIC_SPINE, WATCHED_SPINE),
    Border("REF-11", answered("RF-F2") | aged(51), answered("RF-F2") | aged(50)),
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
    Border("R2i", _leg_pain(42) | BETTER, _leg_pain(42) | BETTER | WEAK),
    Border("R3", WEAK, WEAK | answered("RF-N1")),
    Border("R4", WEAK | answered("RF-N1"), WEAK | answered("RF-N1", "RF-C6")),
    Border("ST", _walking_pain(10), _walking_pain(10) | WEAK),
    Border("AX", RHEUMATIC_SPINE, RHEUMATIC_SPINE | DERMATOMAL),
)

# The reasons of the date that counts: a later one is not shown beside an earlier.


def _chosen(drug: str) -> Edits:
    return {"decisions.medications": [{"drug": drug, "dose_mg": 50, "times_per_day": 1, "days": 3}]}


FOLLOW_UP: tuple[Border, ...] = (
    Border("FU-EMERGENCY", EMERGENCY, WEAK),
    Border("FU-URGENT", answered("RF-N1"), unasked("RF-N1")),
    Border("FU-WORKUP", answered("RF-F5"), answered("RF-F5") | IMAGED),
    Border("FU-RADICULAR", DERMATOMAL, {"exam.leg_pain_dermatomal": "yes"}),
    Border("FU-SEVERE", {"measures.now.nrs_back": 7}, {"measures.now.nrs_back": 6}),
    Border("FU-OPIOID", _chosen("tramadol"), _chosen("naproxen")),
    Border("FU-NSAID", _chosen("naproxen") | {"conditions.hypertension": "yes"}, _chosen("naproxen")),
    Border("FU-ROUTINE", {}, {"measures.now.nrs_back": 7}),
)

BORDERS = (*IMAGING, *REFERRALS, *PATHWAY, *FOLLOW_UP)


# The clinician's to add: shown once accepted, under the number of the rule.
CHOSEN = {"REF-02-optional": "REF-02", "REF-04": "REF-04", "REF-11": "REF-11"}


@pytest.fixture(scope="session")
def shown(knowledge: KnowledgeBase, evaluated: Evaluate) -> Shown:
    """The rows that a quiet consultation with these edits shows. Variants share a number, so texts decide."""

    def shown(border: Border, edits: Edits) -> set[str]:
        chosen = {"decisions.accepted_orders": [CHOSEN[border.row]]} if border.row in CHOSEN else {}
        found = evaluated(edited(quiet(), edits | chosen))
        reasons = {referral.reason for referral in found.referrals}
        referrals = {rule.id for rule in knowledge.referral_rules if rule.reason in reasons}
        decisions = {row.text for row in found.imaging}
        imaging = {rule.id for rule in knowledge.imaging_rules if rule.decision in decisions}
        follow_up = {rule.id for rule in knowledge.follow_up_rules if rule.reason in found.follow_up.because}
        return {row.id for row in found.pathway} | referrals | imaging | follow_up

    return shown


@pytest.mark.parametrize("border", BORDERS, ids=lambda border: border.row)
def test_row_on_its_condition_is_shown(border: Border, shown: Shown) -> None:
    assert border.row in shown(border, border.shown)


@pytest.mark.parametrize("border", BORDERS, ids=lambda border: border.row)
def test_row_beside_its_border_is_not_shown(border: Border, shown: Shown) -> None:
    assert border.row not in shown(border, border.hidden)


def test_borders_name_every_row_of_the_content_once(knowledge: KnowledgeBase) -> None:
    rows = [
        *knowledge.imaging_rules,
        *knowledge.referral_rules,
        *knowledge.pathway,
        *knowledge.follow_up_rules,
    ]
    assert sorted(border.row for border in BORDERS) == sorted({row.id for row in rows} - {"P0"})


@pytest.mark.parametrize("source", [generated, bordering])
def test_no_imaging_is_never_said_beside_an_imaging_order(
    source: Callable[[int, int], Iterator[Case]], evaluated: Evaluate
) -> None:
    for case in source(21, 1500):
        found = evaluated(case)
        if any(row.text.startswith("No imaging") for row in found.imaging):
            assert found.imaging_order == "none", found.imaging


# REF-05: these are no other therapy beside the exercise.
NOT_A_THERAPY = {"REMAIN_ACTIVE", "EDUCATION_SELFCARE", "BED_REST", "EXERCISE_SUPERVISED"}


def test_comprehensive_care_counts_each_therapy_but_the_everyday_ones(
    knowledge: KnowledgeBase, evaluated: Evaluate
) -> None:
    counted = {
        therapy
        for therapy in knowledge.therapy_keys
        if _refers(evaluated(edited(quiet(), _tried(6, therapy))))
    }
    assert counted == {*knowledge.therapy_keys} - NOT_A_THERAPY


def test_comprehensive_care_counts_each_medicine_but_the_supporting_ones(
    knowledge: KnowledgeBase, evaluated: Evaluate
) -> None:
    counted = {
        medicine.id
        for medicine in knowledge.medicines
        if _refers(evaluated(edited(quiet(), _tried(6, medicine=medicine.id))))
    }
    assert counted == {medicine.id for medicine in knowledge.medicines if medicine.role != "co_prescribe"}


def _refers(found: Evaluation) -> bool:
    return "REF-05" in {referral.id for referral in found.referrals}


# Section 6: the gist of the action that each question adds.
WORSENING = {
    "WR-01": "Classify again",
    "WR-02": "dose",
    "WR-03": "supervise",
    "WR-04": "another nonpharmacologic option",
    "WR-05": "MRI if a candidate",
    "WR-06": "No imaging",
    "WR-07": "stenosis pathway",
    "WR-08": "stress fracture",
    "WR-09": "Change position",
    "WR-10": "lifting without raising fear",
    "WR-11": "walking or swimming",
    "WR-12": "smoking",
    "WR-13": "Stress management",
    "WR-14": "mental health care within 14 days",
    "WR-15": "suicidal thoughts",
    "WR-16": "pain education",
    "WR-17": "tapering",
    "WR-18": "work plan",
    "WR-19": "RMDQ or PEG",
}


@pytest.mark.parametrize("question", WORSENING)
def test_worsening_answer_in_an_open_review_adds_exactly_its_action(
    question: str, evaluated: Evaluate
) -> None:
    review = evaluated(edited(quiet(), WORSE | answered(question))).worsening_review
    [(asked, action)] = review.actions
    assert asked == question
    assert WORSENING[question] in action


@pytest.mark.parametrize("question", [question for question in WORSENING if question != "WR-01"])
def test_worsening_answer_without_an_open_review_adds_nothing(question: str, evaluated: Evaluate) -> None:
    review = evaluated(edited(quiet(), answered(question))).worsening_review
    assert (review.open, review.actions) == (False, ())
