"""Guidelines side by side under the content that ships: who is shown what, in which words."""

from __future__ import annotations

import pytest

from desktop_app.application.guideline_view import (
    EVERYBODY,
    DecisionRow,
    GuidelineMatrix,
    Guidelines,
    Stand,
    group_in_words,
    patient_choices,
)
from desktop_app.domain.guideline_content import PatientGroup
from tests.fakes.visits import evaluate, new_visit
from tests.unit.engine.shipped import knowledge

CHRONIC = PatientGroup("chronic", nerve_root=False)


@pytest.fixture(scope="module")
def guidelines() -> Guidelines:
    return Guidelines.of(knowledge())


def row(matrix: GuidelineMatrix, decision: str) -> DecisionRow:
    return next(each for each in matrix.rows if each.id == decision)


def words(matrix: GuidelineMatrix, decision: str, column: str) -> list[str]:
    place = [head.name for head in matrix.columns].index(column)
    return [position.in_words for position in row(matrix, decision).cells[place]]


def test_worst_disagreement_stands_first_and_agreement_last(guidelines: Guidelines) -> None:
    disagreements = [each.disagreement for each in guidelines.matrix(CHRONIC).rows]

    assert disagreements == sorted(disagreements, reverse=True)
    assert disagreements[0] > disagreements[-1] == 0


def test_column_of_others_stands_only_where_one_of_them_speaks(guidelines: Guidelines) -> None:
    acupuncture, laser = (guidelines.matrix(CHRONIC, [each]) for each in ("acupuncture", "laser"))

    assert [head.name for head in acupuncture.columns][-1] == "APTA"
    assert words(laser, "laser", "Others") == [
        "Against, Colorado 2014, read",
        "Against, NICE (old) 2009, strong, superseded, read in a report",
    ]


@pytest.mark.parametrize(
    ("decision", "column", "group", "expected"),
    [
        ("acupuncture", "NICE", CHRONIC, ["Against, strong, read"]),
        ("manipulation", "NICE", CHRONIC, ["May, weak, only with exercise, read"]),
        ("acupuncture", "WHO", PatientGroup("acute", nerve_root=False), ["Not covered, chronic only"]),
        ("timing", "ACP", CHRONIC, ["Must be first, read"]),
        ("nsaid", "APTA", CHRONIC, ["Not covered, outside its scope, read"]),
        ("topical", "WHO", CHRONIC, ["Not recorded"]),
        (
            "muscle_relaxant",
            "VA/DoD",
            CHRONIC,
            ["Against, weak, read", "Against, 2022, read in a report"],
        ),
        ("duloxetine", "ACP", EVERYBODY, ["May, weak, second line, moderate certainty, chronic, read"]),
    ],
)
def test_cell_says_the_side_the_strength_the_patients_and_how_it_is_known(
    guidelines: Guidelines, decision: str, column: str, group: PatientGroup, expected: list[str]
) -> None:
    assert words(guidelines.matrix(group, [decision]), decision, column) == expected


def test_weak_advice_is_outlined_and_a_plain_one_is_not(guidelines: Guidelines) -> None:
    cells = row(guidelines.matrix(CHRONIC, ["acupuncture"]), "acupuncture").cells

    assert [position.is_weak for cell in cells for position in cell if position.stand is Stand.MAY] == [
        True
    ] * 4
    assert not cells[3][0].is_weak


def test_treatment_leads_to_its_decision_and_anything_else_to_none(guidelines: Guidelines) -> None:
    assert guidelines.decision_about("pregabalin") == "gabapentinoid"
    assert guidelines.decision_about("YOGA") == "yoga"
    assert guidelines.decision_about("naloxone") is None


def test_this_patient_is_the_first_choice_and_everybody_the_last() -> None:
    choices = patient_choices(evaluate(new_visit()))

    assert choices[0].in_full == "This patient: acute pain, nerve-root pain not known"
    assert choices[1].label == "Acute, without nerve-root pain"
    assert choices[-1].group == EVERYBODY


def test_unknown_duration_is_said_in_words() -> None:
    assert group_in_words(EVERYBODY) == "pain of unknown duration, nerve-root pain not known"
