"""What stands against signing, and what the evaluation says of a patient out of scope."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.domain.medication_content import Severity
from tests.unit.engine.shipped import evaluated, knowledge, medicine, medicines

ANSWERED = {question.id: "no" for question in knowledge().questions}
READY: dict[str, Any] = {
    "patient": {"birth_date": "1986-02-03", "sex": "male"},
    "problem": {"onset_date": "2026-11-10", "first_visit": "yes"},
    "answers": ANSWERED,
    "exam": {"performed": "yes", "leg_symptoms": "none", "motor": {"all_normal": "yes"}},
    "measures": {"now": {"nrs_back": 6, "nrs_leg": 0}},
    "conditions_reviewed": "yes",
    "allergies": {"reviewed": "yes"},
    "current_medications": medicines(),
    "decisions": {"therapies": ["REMAIN_ACTIVE", "HEAT"], "no_medication": "yes"},
}
IBUPROFEN = {"drug": "ibuprofen", "dose_mg": 400, "times_per_day": 3, "days": 7}


def blocking(**groups: Any) -> str:
    return "\n".join(evaluated(**(READY | groups)).blocking)


def choosing(*choices: dict[str, Any], **groups: Any) -> str:
    return blocking(decisions={"therapies": ["REMAIN_ACTIVE"], "medications": list(choices)}, **groups)


def test_complete_visit_can_be_signed() -> None:
    found = evaluated(**READY)

    assert (found.blocking, found.can_sign, found.triage.triage_class) == ((), True, "NO_FLAG")
    assert choosing(IBUPROFEN) == ""


@pytest.mark.parametrize("answer", [None, "not_assessed"])
def test_open_mandatory_question_blocks_and_is_never_read_as_no(answer: str | None) -> None:
    answers = {key: value for key, value in ANSWERED.items() if key != "RF-C1"} | (
        {"RF-C1": answer} if answer else {}
    )
    found = evaluated(**(READY | {"answers": answers}))

    assert found.triage.triage_class == "INCOMPLETE"
    assert found.triage.unanswered == ("RF-C1",)
    assert not found.can_sign
    assert "(RF-C1)" in found.blocking[0]


def test_open_question_blocks_under_a_prompt_rule_but_not_in_an_emergency() -> None:
    some = {key: value for key, value in ANSWERED.items() if key not in ("RF-C1", "RF-C2")}
    prompt = evaluated(**(READY | {"answers": some | {"RF-F5": "yes"}}))
    emergency = evaluated(**(READY | {"answers": some | {"RF-C2": "yes"}, "decisions": {}}))

    assert prompt.triage.triage_class == "IMAGING_LABS"
    assert any("RF-C1" in reason for reason in prompt.blocking)
    assert all("RF-C1" not in reason for reason in emergency.blocking)


def test_recorded_reason_lets_an_incomplete_screen_be_signed() -> None:
    answers = {key: value for key, value in ANSWERED.items() if key != "RF-C1"}
    decisions = READY["decisions"] | {"incomplete_reason": "Patient refused further questions."}

    assert "RF-C1" not in blocking(answers=answers, decisions=decisions)


def test_symptomatic_leg_without_an_examination_is_incomplete() -> None:
    exam = {"performed": "yes", "leg_symptoms": "left", "motor": {"hip_flexion": {"left": 5}}}
    found = evaluated(**(READY | {"exam": exam}))

    assert found.triage.unanswered == ("exam",)
    assert (found.triage.triage_class, found.classification.classification) == ("INCOMPLETE", "indeterminate")
    assert "neurological examination" in found.blocking[0]


def test_blocked_medicine_needs_an_override() -> None:
    ulcer = {"conditions": {"hx_peptic_ulcer": "yes"}}
    override = {"reason": "specialist_advised", "text": "Gastroenterology agreed."}

    assert "avoid" in choosing(IBUPROFEN, **ulcer)
    assert choosing(IBUPROFEN | {"override": override}, **ulcer) == ""


@pytest.mark.parametrize("missing", ["dose_mg", "times_per_day", "days"])
def test_choice_needs_dose_frequency_and_length(missing: str) -> None:
    assert "are needed" in choosing({key: value for key, value in IBUPROFEN.items() if key != missing})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"dose_mg": 1200, "times_per_day": 1}, "largest single dose"),
        ({"dose_mg": 800, "times_per_day": 4}, "maximum of 2400 mg a day"),
        ({"days": 15}, "longer than 14 days"),
    ],
)
def test_dose_above_the_patients_limits_blocks(change: dict[str, Any], said: str) -> None:
    assert said in choosing(IBUPROFEN | change)


GEL = {"drug": "diclofenac_topical", "times_per_day": 4, "days": 21}
PATCH = {"drug": "lidocaine_topical", "times_per_day": 1, "days": 28}
REASON = {"override": {"reason": "specialist_advised", "text": "The pain service agreed."}}


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (GEL | {"times_per_day": 5}, "5 times a day is more often than 4 times a day"),
        (GEL | {"days": 22}, "22 days is longer than 21 days without a review"),
        (PATCH | {"times_per_day": 2}, "2 times a day is more often than once a day"),
        (PATCH | {"days": 29}, "29 days is longer than 28 days without a review"),
        (IBUPROFEN | {"dose_mg": 200, "times_per_day": 7}, "more often than 6 times a day"),
    ],
)
def test_medicine_used_too_often_or_too_long_blocks_until_a_reason_is_recorded(
    choice: dict[str, Any], said: str
) -> None:
    assert said in choosing(choice)
    assert choosing(choice | REASON) == ""


def test_gel_and_patch_within_their_limits_do_not_block() -> None:
    assert choosing(GEL, PATCH) == ""


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (IBUPROFEN | {"dose_mg": 801, "times_per_day": 1}, "the label's largest single dose of 800 mg"),
        (IBUPROFEN | {"dose_mg": 800, "times_per_day": 4}, "this patient's maximum of 2400 mg a day"),
        ({"drug": "oxycodone", "dose_mg": 6, "times_per_day": 1, "days": 3}, "largest single dose of 5 mg"),
        (
            {"drug": "ketorolac", "dose_mg": 10, "times_per_day": 5, "days": 3},
            "label's maximum of 40 mg a day",
        ),
        (
            {"drug": "ketorolac", "dose_mg": 10, "times_per_day": 4, "days": 6},
            "the 5 days that the label allows",
        ),
        ({"drug": "diazepam", "dose_mg": 11, "times_per_day": 1, "days": 3}, "largest single dose of 10 mg"),
        (
            {"drug": "hydrocodone_acetaminophen", "strength": "10 mg/325 mg", "times_per_day": 1, "days": 3},
            "largest single dose of 5 mg",
        ),
    ],
)
def test_maximum_of_the_label_or_of_the_patients_day_is_lifted_by_no_reason(
    choice: dict[str, Any], said: str
) -> None:
    assert said in choosing(choice | REASON)


def test_single_dose_is_lifted_by_a_reason_up_to_the_label() -> None:
    celecoxib = {"drug": "celecoxib", "dose_mg": 400, "times_per_day": 1, "days": 3}

    assert "largest single dose of 200 mg" in choosing(celecoxib)
    assert choosing(celecoxib | REASON) == ""


def test_acetaminophen_above_the_maximum_over_all_products_is_lifted_by_no_reason() -> None:
    taken = {"current_medications": medicines({"name": "Tylenol", "dose_mg": 1000, "per_day": 3})}
    choice = {"drug": "acetaminophen", "dose_mg": 500, "times_per_day": 3, "days": 3} | REASON

    assert "with all products together" in choosing(choice, **taken)
    assert choosing(choice | {"times_per_day": 2}, **taken) == ""


def test_combination_without_its_strength_blocks_because_its_parts_are_unknown() -> None:
    choice = {"drug": "hydrocodone_acetaminophen", "times_per_day": 4, "days": 3} | REASON

    assert "mg of each ingredient" in choosing(choice | {"dose_mg": 5})
    assert choosing(choice | {"strength": "5 mg/325 mg"}) == ""


def test_medicine_and_no_medicine_cannot_both_be_decided() -> None:
    decisions = {"therapies": ["REMAIN_ACTIVE"], "medications": [IBUPROFEN], "no_medication": "yes"}

    assert "keep one of them" in blocking(decisions=decisions)


def test_medicine_chosen_twice_blocks() -> None:
    assert "chosen twice" in choosing(IBUPROFEN, IBUPROFEN)


def test_medicine_outside_the_formulary_was_not_checked() -> None:
    assert "was not checked" in choosing(IBUPROFEN | {"drug": "aspirin"})


def test_at_most_two_new_systemic_medicines_and_a_ppi_is_none() -> None:
    acetaminophen = {"drug": "acetaminophen", "dose_mg": 500, "times_per_day": 3, "days": 7}
    omeprazole = {"drug": "omeprazole", "dose_mg": 20, "times_per_day": 1, "days": 7}
    relaxant = {"drug": "methocarbamol", "dose_mg": 750, "times_per_day": 3, "days": 7}
    gel = {"drug": "lidocaine_topical", "dose_mg": 1, "times_per_day": 1, "days": 7}

    assert "systemic" not in choosing(IBUPROFEN, acetaminophen, omeprazole, gel)
    assert "More than 2 new systemic medicines" in choosing(IBUPROFEN, acetaminophen, relaxant)


def test_blocked_or_unlisted_therapy_blocks() -> None:
    cauda = ANSWERED | {"RF-C1": "yes"}

    assert "contraindicated for this patient" in blocking(answers=cauda)
    assert "RETURN_TO_WORK is not an option" in blocking(
        decisions={"therapies": ["REMAIN_ACTIVE", "RETURN_TO_WORK"], "no_medication": "yes"}
    )


def test_minor_is_out_of_scope() -> None:
    found = evaluated(**(READY | {"patient": {"birth_date": "2008-11-21", "sex": "male"}}))

    assert found.out_of_scope is not None
    assert not found.can_sign
    assert found.out_of_scope in found.blocking
    assert found.first_suggestion == "no_medication"
    assert found.first_suggestion_because == (found.out_of_scope,)
    assert all(item.severity is Severity.CONTRAINDICATED for item in found.medications)
    assert all("GEN-01" in [issue.rule for issue in item.issues] for item in found.medications)
    assert all(item.suggested_rank is None for item in found.medications)


def test_patient_is_in_scope_from_the_18th_birthday_on() -> None:
    found = evaluated(**(READY | {"patient": {"birth_date": "2008-11-20", "sex": "male"}}))

    assert found.out_of_scope is None
    assert "GEN-01" not in [issue.rule for issue in medicine(found, "ibuprofen").issues]


def test_worsening_review_lists_the_actions_of_its_yes_answers_only_while_it_is_open() -> None:
    answers = {"WR-09": "yes", "WR-10": "not_assessed"}
    worse = evaluated(problem={"patient_says": "worse"}, answers=answers).worsening_review
    better = evaluated(problem={"patient_says": "better"}, answers=answers).worsening_review

    assert (worse.open, [question for question, _ in worse.actions]) == (True, ["WR-09"])
    assert (better.open, better.actions, better.because) == (False, (), ())
