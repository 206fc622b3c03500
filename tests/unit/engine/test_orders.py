"""Orders, imaging, referrals and follow-up (assessment reference 2.8, 7, 8)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from desktop_app.domain.evaluation import Evaluation, Order
from tests.unit.engine.shipped import evaluated

WOMAN = {"sex": "female", "birth_date": "1990-01-01"}
WEAK = {
    "performed": "yes",
    "leg_symptoms": "left",
    "motor": {"all_normal": "yes", "great_toe_extension": {"left": 4}},
}


def order(found: Evaluation, what: str) -> Order:
    (only,) = [item for item in found.orders if item.what == what]
    return only


def codes(found: Evaluation) -> set[str]:
    return {item.what for item in found.orders}


def test_one_order_for_each_code_keeps_the_earliest_and_every_rule() -> None:
    """A fever asks for blood tests within a day, a strong suspicion of cancer within 7."""
    found = evaluated(answers={"RF-I1": "yes", "RF-M6": "yes"})

    assert len(codes(found)) == len(found.orders)
    esr = order(found, "esr")
    assert {"TR-31", "TR-21"} <= set(esr.rules)
    assert esr.due_days == 1
    assert esr.id == "TR-31:esr"


def test_order_without_a_condition_replaces_one_with_it() -> None:
    """TR-31 and TR-33 order the MRI with contrast if the blood tests are raised, TR-37 because they are."""
    conditional = evaluated(answers={"RF-I1": "yes"})
    firm = evaluated(answers={"RF-I2": "yes"}, labs={"esr_mm_h": 40})

    assert order(conditional, "mri_lumbar_contrast").condition is not None
    assert conditional.imaging_order == "conditional"
    assert order(firm, "mri_lumbar_contrast").condition is None
    assert firm.imaging_order == "ordered"


def test_no_radiograph_where_an_mri_is_ordered_without_a_condition() -> None:
    older = {"birth_date": "1960-01-01"}
    alone = evaluated(patient=older, answers={"RF-M2": "yes"})
    with_mri = evaluated(patient=older, answers={"RF-M2": "yes", "RF-C1": "yes"})

    assert "lumbar_xray" in codes(alone)
    assert "TR-15" in [rule.id for rule in with_mri.triage.rules]
    assert "TR-15" not in {
        rule for item in with_mri.orders if item.what == "lumbar_xray" for rule in item.rules
    }


@pytest.mark.parametrize(
    "pregnant", [{"pregnancy": {"status": "pregnant", "weeks": 24}}, {"pregnancy": {"status": "pregnant"}}]
)
def test_pregnancy_takes_the_contrast_out_and_asks_radiology_before_a_radiograph(
    pregnant: dict[str, Any],
) -> None:
    infection = evaluated(patient=WOMAN | pregnant, answers={"RF-I2": "yes"}, labs={"esr_mm_h": 40})
    fracture = evaluated(patient=WOMAN | pregnant, answers={"RF-F5": "yes"})

    assert "mri_lumbar" in codes(infection)
    assert "mri_lumbar_contrast" not in codes(infection)
    assert order(fracture, "lumbar_xray").condition == "after radiology advice"


def test_possible_pregnancy_counts_as_one_for_imaging() -> None:
    found = evaluated(patient=WOMAN, answers={"RF-O2": "yes", "RF-I2": "yes"}, labs={"esr_mm_h": 40})

    assert "mri_lumbar" in codes(found)
    assert "mri_lumbar_contrast" not in codes(found)


def test_condition_for_pregnancy_joins_the_condition_of_the_order() -> None:
    woman = {"sex": "female", "birth_date": "1990-01-01", "pregnancy": {"status": "pregnant", "weeks": 10}}
    conditions = [item.condition or "" for item in evaluated(patient=woman, answers={"RF-F8": "yes"}).orders]

    assert any("after radiology advice" in condition for condition in conditions)


def test_trauma_is_imaged_at_once_in_pregnancy_too() -> None:
    woman = WOMAN | {"pregnancy": {"status": "pregnant", "weeks": 10}}
    found = evaluated(patient=woman, answers={"RF-F1": "yes"}, problem={"patient_says": "worse"})

    assert order(found, "trauma_imaging").condition is None


def test_imaging_is_none_for_plain_pain() -> None:
    found = evaluated(problem={"onset_date": "2026-11-10"})

    assert (found.orders, found.imaging_order) == ((), "none")
    assert [row.id for row in found.imaging] == ["IM-01"]


def test_every_imaging_row_is_named_and_no_imaging_only_where_nothing_else_applies() -> None:
    earlier_surgery = evaluated(
        problem={"onset_date": "2026-11-10"}, conditions={"spinal_hardware": "yes"}, answers={"RF-F4": "yes"}
    )

    assert [row.id for row in earlier_surgery.imaging] == ["IM-09", "IM-13"]


def test_whole_spine_and_lumbar_mri_are_both_listed_and_the_plan_says_that_one_does_both() -> None:
    found = evaluated(
        problem={"onset_date": "2026-11-10"}, answers={"RF-M1": "yes", "RF-M1b": "yes", "RF-M4": "yes"}
    )

    assert {"mri_whole_spine", "mri_lumbar_contrast"} <= {item.what for item in found.orders}
    assert "one examination of the whole spine by the earlier date" in found.imaging[0].text


def radicular(days: int | None, treated: int | None = 60) -> Evaluation:
    def day(before: int | None) -> str | None:
        return None if before is None else (date(2026, 11, 20) - timedelta(days=before)).isoformat()

    return evaluated(
        problem={"onset_date": day(days), "treatment_started": day(treated), "patient_says": "same"},
        exam={
            "performed": "yes",
            "leg_symptoms": "left",
            "leg_pain_dermatomal": "yes",
            "motor": {"all_normal": "yes"},
            "straight_leg_raise": {"left": "positive"},
        },
    )


@pytest.mark.parametrize(
    ("days", "treated", "due"),
    [(60, 60, 24), (84, 60, 0), (85, 60, 0), (400, 60, 0), (None, 50, 34), (None, 100, 0), (83, 42, 1)],
)
def test_specialist_sees_the_patient_by_day_84(days: int | None, treated: int, due: int) -> None:
    (referral,) = [item for item in radicular(days, treated).referrals if item.to == "spine_specialist"]

    assert (referral.id, referral.due_days) == ("REF-03", due)


def test_candidate_for_an_intervention_gets_the_mri_of_the_imaging_rule() -> None:
    onset = {"onset_date": "2026-09-01", "treatment_started": "2026-09-01", "patient_says": "same"}
    exam = {
        "performed": "yes",
        "leg_symptoms": "left",
        "motor": {"all_normal": "yes"},
        "leg_pain_dermatomal": "yes",
        "femoral_stretch": "positive",
    }

    def ordered(candidate: str) -> list[tuple[str, ...]]:
        found = evaluated(problem=onset | {"candidate_for_intervention": candidate}, exam=exam)
        return [item.rules for item in found.orders if item.what == "mri_lumbar" and item.condition is None]

    assert ordered("yes") == [("IM-04",)]
    assert ordered("no") == ordered("not_discussed") == []


def test_specialist_is_not_due_before_42_days_of_treatment() -> None:
    assert all(item.to != "spine_specialist" for item in radicular(60, 41).referrals)


def test_optional_referral_stands_only_where_it_was_accepted() -> None:
    sensory = {
        "exam": {
            "performed": "yes",
            "leg_symptoms": "left",
            "motor": {"all_normal": "yes"},
            "sensory_loss": {"left": ["L5"], "right": []},
        },
        "problem": {"onset_date": "2026-11-10"},
    }
    by_default = evaluated(**sensory)
    accepted = evaluated(**sensory, decisions={"accepted_orders": ["REF-02"]})
    all_of_them = evaluated(**sensory, decisions={"accepted_orders": "all"})

    assert [item.to for item in by_default.referrals] == [item.to for item in all_of_them.referrals]
    assert "spine_specialist" not in [item.to for item in by_default.referrals]
    assert [item.optional for item in accepted.referrals if item.to == "spine_specialist"] == [True]


def test_referrals_are_in_order_of_urgency_and_one_for_each_service() -> None:
    found = evaluated(
        answers={"RF-C1": "yes", "RF-M6": "yes"}, measures={"now": {"phq4": [3, 3, 3, 3]}}, exam=WEAK
    )
    due = [float("inf") if item.due_days is None else item.due_days for item in found.referrals]

    assert due == sorted(due)
    assert len({item.to for item in found.referrals}) == len(found.referrals)


def test_more_urgent_of_two_referrals_to_one_service_stands() -> None:
    """Distress asks for mental health within 14 days, thoughts of suicide at once."""
    distress = {"measures": {"now": {"phq4": [3, 3, 3, 3]}}}

    def due(**groups: Any) -> list[int | None]:
        return [item.due_days for item in evaluated(**groups).referrals if item.to == "mental_health"]

    assert due(**distress) == [14]
    assert due(**distress, conditions={"suicide_risk": "yes"}) == [0]


@pytest.mark.parametrize(
    ("groups", "due"),
    [
        ({"problem": {"onset_date": "2026-11-10"}}, 28),
        ({"measures": {"now": {"nrs_leg": 7}}}, 14),
        ({"measures": {"now": {"nrs_back": 6}}}, 28),
        ({"exam": WEAK}, 7),
        ({"answers": {"RF-C1": "yes"}}, 0),
        ({"answers": {"RF-F5": "yes"}}, 8),  # 7 days after its first order, which is due in 1
        ({"answers": {"RF-F2": "yes"}, "patient": {"birth_date": "1970-01-01"}}, 14),
    ],
)
def test_follow_up_is_the_earliest_of_all_rules(groups: dict[str, Any], due: int) -> None:
    found = evaluated(**groups).follow_up

    assert found.due_days == due
    assert found.because
    assert found.sources
