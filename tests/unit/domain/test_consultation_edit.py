"""Every edit gives a fully checked consultation or a sentence, whatever the screen sends."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_edit import EditError, value_at, with_value
from desktop_app.domain.decisions import MedicationChoice
from tests.strategies import consultations

PATHS = [
    "visit_date",
    "patient",
    "patient.sex",
    "patient.given_name",
    "patient.pregnancy.weeks",
    "problem.onset_date",
    "measures.now.peg",
    "measures.now.peg[1]",
    "answers",
    "answers.RF-C1",
    "exam.motor.great_toe_extension.left",
    "exam.sensory_loss.right",
    "labs.egfr",
    "allergies.list[0]",
    "current_medications.list[0].dose_mg",
    "decisions.medications",
    "decisions.medications[0].override.text",
    "decisions.accepted_orders",
]


@pytest.fixture
def bare() -> Consultation:
    return Consultation.model_validate(
        {"format": 1, "visit_date": "2026-11-20", "patient": {"birth_date": "1980-02-03", "sex": "female"}}
    )


@pytest.mark.parametrize(
    ("path", "value", "stored"),
    [
        ("answers.RF-C1", "no", Answer.NO),
        ("answers.RF-C1", Answer.NOT_ASSESSED, Answer.NOT_ASSESSED),
        ("exam.motor.great_toe_extension.left", 4, 4),
        ("exam.sensory_loss.left", [], ()),
        ("problem.onset_date", "2026-10-09", date(2026, 10, 9)),
        ("problem.onset_date", date(2026, 10, 9), date(2026, 10, 9)),
        ("measures.now.peg", (1, 2, 3), (1, 2, 3)),
        ("allergies.list[0]", "penicillin", "penicillin"),
        ("decisions.medications", [MedicationChoice(drug="naproxen")], (MedicationChoice(drug="naproxen"),)),
        ("decisions.medications[0].drug", "naproxen", "naproxen"),
        ("decisions.accepted_orders", "all", "all"),
        ("decisions.accepted_orders", [], ()),
    ],
)
def test_with_value_accepted_is_found_at_its_path(
    bare: Consultation, path: str, value: Any, stored: Any
) -> None:
    edited = with_value(bare, path, value)

    assert value_at(edited, path) == stored
    assert edited != bare


def test_with_value_none_makes_the_field_unanswered_again(bare: Consultation) -> None:
    for path, value in [("answers.RF-C1", "yes"), ("labs.egfr", 29), ("exam.motor.hip_flexion.left", 3)]:
        assert with_value(with_value(bare, path, value), path, None) == bare


def test_with_value_none_removes_an_entry_of_a_list(bare: Consultation) -> None:
    two = with_value(bare, "other_conditions", ["gout", "asthma"])

    assert value_at(with_value(two, "other_conditions[0]", None), "other_conditions") == ("asthma",)


def test_with_value_keeps_everything_else(bare: Consultation) -> None:
    first = with_value(bare, "current_medications.list", ["Zoloft", "Aleve"])

    second = with_value(first, "current_medications.list[1].dose_mg", 220)

    assert value_at(second, "current_medications.list[0].name") == "Zoloft"
    assert value_at(second, "current_medications.list[1].name") == "Aleve"
    assert value_at(second, "current_medications.list[1].dose_mg") == 220


@pytest.mark.parametrize(
    ("path", "value", "sentence", "where"),
    [
        ("measures.now.nrs_leg", 11, "Nrs leg is 0 to 10, got 11.", "measures.now.nrs_leg"),
        ("patient.sex", None, "Sex is missing.", "patient.sex"),
        (
            "visit_date",
            "1979-01-01",
            "Birth date 1980-02-03 is after visit_date 1979-01-01.",
            "patient.birth_date",
        ),
        (
            "answers.RF-C1",
            True,
            "RF-C1 must be yes, no or not_assessed, not true or false: use yes or no.",
            "answers.RF-C1",
        ),
        ("patient.sexx", "female", "Sexx is not a known key (did you mean sex?).", "patient.sexx"),
        ("patient.sex.x", "female", "There is no such field.", "patient.sex.x"),
        ("decisions.therapies[3]", "HEAT", "There is no such field.", "decisions.therapies[3]"),
        ("a..b", 1, "There is no such field.", ""),
        ("", 1, "There is no such field.", ""),
    ],
)
def test_with_value_refused_says_why(
    bare: Consultation, path: str, value: Any, sentence: str, where: str
) -> None:
    with pytest.raises(EditError) as refused:
        with_value(bare, path, value)

    assert (refused.value.sentence, refused.value.path, refused.value.code) == (sentence, where, "CASE-002")


def test_with_value_refused_free_text_does_not_travel_with_the_error(bare: Consultation) -> None:
    with pytest.raises(EditError) as refused:
        with_value(bare, "patient.given_name", "Sentinel\u202e")

    assert "Sentinel" not in str(refused.value)
    assert refused.value.__context__ is None


def test_value_at_a_field_that_cannot_exist_is_refused(bare: Consultation) -> None:
    with pytest.raises(EditError):
        value_at(bare, "patient.shoe_size")


def edited_or_refusal(consultation: Consultation, path: str, value: Any) -> Consultation | EditError:
    try:
        return with_value(consultation, path, value)
    except EditError as refused:
        return refused


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.dates()
    | st.binary(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)


@given(consultations(), st.sampled_from(PATHS) | st.text(max_size=30), ANYTHING)
def test_with_value_of_anything_gives_a_valid_consultation_or_a_sentence(
    consultation: Consultation, path: str, value: Any
) -> None:
    edited = edited_or_refusal(consultation, path, value)

    if isinstance(edited, EditError):
        assert edited.sentence
    else:
        assert Consultation.model_validate(edited.model_dump()) == edited
