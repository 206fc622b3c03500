"""The consultation refuses what cannot be, keeps what is merely unusual, and cannot be changed in place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_record import from_json_dict, to_json_dict
from desktop_app.domain.errors import CaseFileError
from desktop_app.domain.examination import MotorExam
from desktop_app.domain.patient import age_on
from desktop_app.domain.refusals import refusals
from tests.strategies import consultations

BARE: dict[str, Any] = {
    "format": 1,
    "visit_date": "2026-11-20",
    "patient": {"birth_date": "1980-02-03", "sex": "female"},
}


def case(**parts: Any) -> dict[str, Any]:
    return {**BARE, **parts}


def sentences(data: dict[str, Any]) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        Consultation.model_validate(data)
    return [problem.sentence for _, problem in refusals(refused.value, Consultation)]


def test_bare_consultation_leaves_everything_unanswered() -> None:
    consultation = Consultation.model_validate(BARE)

    assert consultation.answers.get("RF-C1") is None
    assert consultation.conditions_reviewed is None
    assert consultation.exam.performed is None
    assert consultation.exam.motor.grade("hip_flexion", "left") is None
    assert consultation.exam.sensory_loss.left is None
    assert consultation.labs.egfr is None


def test_consultation_attribute_assignment_is_refused() -> None:
    consultation = Consultation.model_validate(case(answers={"RF-C1": "no"}))

    with pytest.raises(ValidationError):
        consultation.visit_date = date(2020, 1, 1)  # type: ignore[misc]  # the point of the test
    with pytest.raises(TypeError):
        consultation.answers["RF-C1"] = Answer.YES  # type: ignore[index]  # the point of the test


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 11, 21), date(2026, 11, 20), 17),
        (date(2008, 11, 20), date(2026, 11, 20), 18),
        (date(2004, 2, 29), date(2026, 2, 28), 21),
        (date(2004, 2, 29), date(2026, 3, 1), 22),
        (date(2004, 2, 29), date(2028, 2, 29), 24),
        (date(2026, 11, 20), date(2026, 11, 20), 0),
    ],
)
def test_age_around_the_birthday_counts_completed_years(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


def test_motor_exam_all_normal_fills_only_what_is_not_graded() -> None:
    motor = MotorExam.model_validate({"all_normal": "yes", "great_toe_extension": {"left": 4}})

    assert motor.grade("great_toe_extension", "left") == 4
    assert motor.grade("great_toe_extension", "right") == 5
    assert motor.grade("knee_extension", "left") == 5


@pytest.mark.parametrize("word", ["no", "not_assessed", None])
def test_motor_exam_not_all_normal_leaves_ungraded_unknown(word: str | None) -> None:
    motor = MotorExam.model_validate({"all_normal": word, "great_toe_extension": {"left": 0}})

    assert motor.grade("great_toe_extension", "left") == 0
    assert motor.grade("great_toe_extension", "right") is None


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (
            {"problem": {"onset_date": "2026-11-21"}},
            "problem.onset_date 2026-11-21 is after visit_date 2026-11-20",
        ),
        (
            {"problem": {"treatment_started": "1970-01-01"}},
            "problem.treatment_started 1970-01-01 is before patient.birth_date 1980-02-03",
        ),
        (
            {"measures": {"baseline": {"date": "2026-12-01"}}},
            "measures.baseline.date 2026-12-01 is after visit_date 2026-11-20",
        ),
        (
            {"exam": {"motor_previous": {"date": "2026-12-01"}}},
            "exam.motor_previous.date 2026-12-01 is after visit_date 2026-11-20",
        ),
        (
            {"current_medications": {"list": ["Zoloft", {"name": "phenelzine", "stopped_on": "2027-01-01"}]}},
            "current_medications.list[1].stopped_on 2027-01-01 is after visit_date 2026-11-20",
        ),
        (
            {"patient": {"birth_date": "2026-11-21", "sex": "male"}},
            "patient.birth_date 2026-11-21 is after visit_date 2026-11-20",
        ),
        ({"visit_date": "1899-12-31"}, "visit_date must be from 1900-01-01 to 2199-12-31, got 1899-12-31"),
        (
            {"labs": {"bp_systolic": 84, "bp_diastolic": 138}},
            "labs.bp_diastolic must be below bp_systolic 84, got 138",
        ),
        (
            {"labs": {"creatinine_mg_dl": 88}},
            "labs.creatinine_mg_dl is 0.1 to 50, got 88 (did you mean another unit? mg/dL is expected)",
        ),
        (
            {"measures": {"now": {"start_back": {"total": 2, "psych": 3}}}},
            "measures.now.start_back has psych 3, which is more than total 2",
        ),
        ({"measures": {"now": {"peg": [1, 2]}}}, "measures.now.peg needs 3 entries, got 2"),
        (
            {"measures": {"now": {"rmdq": 4, "rmdq_items": [1, 5, 13]}}},
            "measures.now.rmdq is 4, but rmdq_items ticks 3: leave one of them out",
        ),
        ({"measures": {"now": {"rmdq_items": [5, 1, 5]}}}, "measures.now.rmdq_items names a statement twice"),
        ({"measures": {"now": {"rmdq_items": [25]}}}, "measures.now.rmdq_items[0] is 1 to 24, got 25"),
        ({"measures": {"now": {"rmdq_items": 3}}}, "measures.now.rmdq_items must be a list, got 3"),
        ({"exam": {"motor": {"hip_flexion": {"left": 6}}}}, "exam.motor.hip_flexion.left is 0 to 5, got 6"),
        (
            {"problem": {"first_visit": "not_assessed"}},
            "problem.first_visit must be yes or no, got not_assessed",
        ),
        (
            {"decisions": {"medications": [{"drug": "x", "dose_mg": 1, "strength": "5 mg/325 mg"}]}},
            "decisions.medications[0] has dose_mg and strength: give one of them",
        ),
        (
            {"decisions": {"medications": [{"drug": "x", "strength": "0 mg/325 mg"}]}},
            "decisions.medications[0].strength must be mg of each ingredient, like 5 mg/325 mg",
        ),
        (
            {
                "decisions": {
                    "medications": [{"drug": "x", "override": {"reason": "other", "text": "too short"}}]
                }
            },
            "decisions.medications[0].override.text needs at least 10 characters",
        ),
        (
            {"decisions": {"emergency_override": {"reason": "other", "text": "too short"}}},
            "decisions.emergency_override.text needs at least 10 characters",
        ),
        (
            {"decisions": {"emergency_override": {"reason": "in_a_hurry", "text": "No time to send them."}}},
            "decisions.emergency_override.reason must be already_assessed, longstanding_unchanged, "
            "patient_declined or other, got text",
        ),
        (
            {"decisions": {"accepted_orders": "most"}},
            "decisions.accepted_orders must be all or a list of ids",
        ),
        ({"format": 2}, "format must be 1, the only case format this application reads, got 2"),
    ],
)
def test_consultation_with_the_impossible_is_refused_with_its_sentence(
    parts: dict[str, Any], sentence: str
) -> None:
    assert sentences(case(**parts)) == [sentence]


@pytest.mark.parametrize(
    ("scores", "score", "ticked"),
    [
        ({}, None, None),
        ({"rmdq": 7}, 7, None),
        ({"rmdq_items": [13, 1, 5]}, 3, (1, 5, 13)),
        ({"rmdq": 3, "rmdq_items": [1, 5, 13]}, 3, (1, 5, 13)),
        ({"rmdq_items": []}, 0, ()),
    ],
)
def test_disability_is_its_total_or_the_count_of_its_ticks_and_survives_a_round_trip(
    scores: dict[str, Any], score: int | None, ticked: tuple[int, ...] | None
) -> None:
    consultation = Consultation.model_validate(case(measures={"now": scores}))
    again = from_json_dict(to_json_dict(consultation))

    assert again == consultation
    assert again.measures.now.rmdq_score == score
    assert again.measures.now.rmdq_items == ticked


@pytest.mark.parametrize(
    ("pregnancy", "reason"),
    [
        ({"weeks": 20}, "has weeks, but status is not pregnant"),
        ({"status": "unknown", "weeks": 20}, "has weeks, but status is not pregnant"),
        ({"status": "pregnant", "days": 3}, "has days without weeks"),
    ],
)
def test_pregnancy_with_contradicting_weeks_is_refused(pregnancy: dict[str, Any], reason: str) -> None:
    patient = {**BARE["patient"], "pregnancy": pregnancy}

    assert sentences(case(patient=patient)) == [f"patient.pregnancy {reason}"]


@pytest.mark.parametrize(
    "parts",
    [
        {"patient": {"birth_date": "2015-01-01", "sex": "male"}},
        {"patient": {"birth_date": "1925-01-01", "sex": "female", "pregnancy": {"status": "pregnant"}}},
        {"problem": {"onset_date": "2026-11-01", "treatment_started": "2026-10-01"}},
        {"problem": {"onset_date": "2026-11-20"}},
        {"measures": {"baseline": {"date": "2020-01-01"}}},
        {"labs": {"egfr": 0.5, "bp_systolic": 300, "bp_diastolic": 200}},
    ],
)
def test_consultation_with_the_merely_odd_is_accepted(parts: dict[str, Any]) -> None:
    assert to_json_dict(Consultation.model_validate(case(**parts)))


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), float("-inf"), 10**16, 1e300, "7", True, "nan", [7], {}]
)
def test_number_that_is_none_is_refused_and_never_normal(value: Any) -> None:
    assert sentences(case(labs={"egfr": value}))[0].startswith(
        "labs.egfr is a number above 0 and at most 250, got"
    )


@pytest.mark.parametrize("value", [True, False, "true", "off", 0, 1, "YES", ""])
def test_answer_that_is_no_coded_word_is_refused(value: Any) -> None:
    assert sentences(case(answers={"RF-C1": value}))[0].startswith(
        "answers.RF-C1 must be yes, no or not_assessed"
    )


@pytest.mark.parametrize(
    ("field", "longest"), [("given_name", 120), ("family_name", 120), ("identifier", 120)]
)
def test_name_at_the_cap_is_kept_and_above_it_refused(field: str, longest: int) -> None:
    kept = Consultation.model_validate(case(patient={**BARE["patient"], field: "x" * longest}))

    assert getattr(kept.patient, field) == "x" * longest
    assert sentences(case(patient={**BARE["patient"], field: "x" * (longest + 1)})) == [
        f"patient.{field} has {longest + 1} characters, at most {longest} are kept"
    ]


def test_note_at_the_cap_is_kept_and_above_it_refused() -> None:
    kept = Consultation.model_validate(case(decisions={"notes": "x" * 4000}))

    assert kept.decisions.notes == "x" * 4000
    assert sentences(case(decisions={"notes": "x" * 4001})) == [
        "decisions.notes has 4001 characters, at most 4000 are kept"
    ]


def test_list_at_the_cap_is_kept_and_above_it_refused() -> None:
    kept = Consultation.model_validate(case(other_conditions=["gout"] * 200))

    assert len(kept.other_conditions) == 200
    assert sentences(case(other_conditions=["gout"] * 201)) == [
        "other_conditions has more than 200 entries, at most 200 are kept"
    ]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\n", "\x7f", "\x85", "\u2028", "\ud800"])
def test_name_with_a_control_character_is_refused_without_repeating_it(character: str) -> None:
    assert sentences(case(patient={**BARE["patient"], "given_name": f"Secret{character}"})) == [
        "patient.given_name holds a control character or a line break: type it again"
    ]


@pytest.mark.parametrize("character", "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069")
def test_text_with_a_direction_override_is_refused(character: str) -> None:
    assert sentences(case(decisions={"notes": f"a{character}b"})) == [
        "decisions.notes holds an invisible character that turns the direction of the text: type it again"
    ]


def test_text_in_two_unicode_forms_is_the_same_name() -> None:
    composed, combining = (
        Consultation.model_validate(case(patient={**BARE["patient"], "given_name": name}))
        for name in ("Jos\u00e9", "Jose\u0301")
    )

    assert composed == combining


def test_blank_text_is_unanswered() -> None:
    consultation = Consultation.model_validate(case(decisions={"notes": "", "incomplete_reason": "  \n"}))

    assert consultation.decisions.notes is None
    assert consultation.decisions.incomplete_reason is None


@given(consultations())
def test_json_dict_of_any_consultation_reads_back_equal(consultation: Consultation) -> None:
    assert from_json_dict(to_json_dict(consultation)) == consultation


def test_json_dict_that_is_damaged_is_refused_with_every_problem() -> None:
    with pytest.raises(CaseFileError) as refused:
        from_json_dict({"format": 1, "visit_date": "2026-13-01", "patient": {"sex": "x"}})

    assert [str(problem) for problem in refused.value.problems] == [
        "visit_date is not a date that exists: 2026-13-01",
        "patient.birth_date is missing",
        "patient.sex must be female or male, got text",
    ]
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None
