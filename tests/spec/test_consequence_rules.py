"""Imaging, referral, pathway and worsening-review rows: each is shown on its condition and not just beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.knowledge import KnowledgeBase
from tests.spec.checks import Case, Check, each
from tests.spec.conftest import Evaluate
from tests.spec.consequence_borders import BORDERS, HIDDEN, SHOWN, WORSE, tried
from tests.spec.generated_consultations import bordering, edited, generated, quiet
from tests.spec.visit_edits import answered


@each(SHOWN)
def test_row_on_its_condition_is_shown_and_due_in_time(check: Check, evaluated: Evaluate) -> None:
    assert check.found(evaluated(check.case)) == check.expected


@each(HIDDEN)
def test_row_beside_its_border_is_not_shown(check: Check, evaluated: Evaluate) -> None:
    assert check.found(evaluated(check.case)) == check.expected


def test_borders_name_every_row_of_the_content(knowledge: KnowledgeBase) -> None:
    rows = [
        *knowledge.imaging_rules,
        *knowledge.referral_rules,
        *knowledge.pathway,
        *knowledge.follow_up_rules,
    ]
    assert {border.row for border in BORDERS} == {row.id for row in rows} - {"P0"}


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
        if _refers(evaluated(edited(quiet(), tried(6, therapy))))
    }
    assert counted == {*knowledge.therapy_keys} - NOT_A_THERAPY


def test_comprehensive_care_counts_each_medicine_but_the_supporting_ones(
    knowledge: KnowledgeBase, evaluated: Evaluate
) -> None:
    counted = {
        medicine.id
        for medicine in knowledge.medicines
        if _refers(evaluated(edited(quiet(), tried(6, medicine=medicine.id))))
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
