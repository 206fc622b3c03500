"""A plan that may not be signed says every reason at once; an emergency is never held up by a choice."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from desktop_app.domain.assessment_content import TriageClass
from desktop_app.domain.care_plan import PlanContext
from desktop_app.domain.errors import PlanRefusedError
from tests.unit.engine.plan_cases import CLINIC, compiled, context, plan

CANNOT_PASS_URINE = {"answers": {"RF-C2": "yes"}, "decisions": None}


def refusals(changes: dict[str, Any], signed: PlanContext | None = None) -> tuple[str, ...]:
    with pytest.raises(PlanRefusedError) as refusal:
        plan(changes, signed)
    return refusal.value.reasons


def test_refusal_lists_every_reason() -> None:
    expired = context(signed_at=datetime(2030, 1, 1, tzinfo=UTC), clinician="")

    reasons = refusals(
        {"patient": {"family_name": None}, "answers": {"RF-M2": None}, "decisions": None}, expired
    )

    assert "Not assessed: unexplained weight loss (RF-M2)." in reasons
    assert any("family name" in reason for reason in reasons)
    assert any("expired on 20-Nov-2029" in reason for reason in reasons)
    assert any("Nothing is decided on medicines" in reason for reason in reasons)
    assert any("the name of the clinician is missing" in reason for reason in reasons)


def test_refusal_says_nothing_about_the_patient() -> None:
    with pytest.raises(PlanRefusedError) as refusal:
        plan({"decisions": None})

    assert "Lovell" not in f"{refusal.value} {refusal.value.reasons}"


def test_plan_on_the_last_day_of_the_content_is_composed() -> None:
    last = context(signed_at=datetime(2029, 11, 20, 23, 59, tzinfo=UTC))

    assert plan(signed=last).content.version == compiled().knowledge.about.version


def test_no_medication_is_a_decision() -> None:
    found = plan({"decisions": {"medications": [], "no_medication": "yes"}})

    assert found.no_medication is not None
    assert found.medications == ()


def test_due_orders_without_a_decision_are_refused() -> None:
    changes = {
        "exam": {
            "leg_symptoms": "left",
            "leg_pain_dermatomal": "yes",
            "motor": {"great_toe_extension": {"left": 4}},
        },
        "decisions": {"accepted_orders": None},
    }

    assert any("Tests or referrals are due" in reason for reason in refusals(changes))


def test_override_does_not_lift_the_daily_maximum() -> None:
    override = {"reason": "benefit_judged_greater", "text": "Discussed at length with the patient."}
    choice = {"drug": "ibuprofen", "dose_mg": 800, "times_per_day": 4, "days": 7, "override": override}

    assert any(
        "patient's maximum of 2400 mg a day" in reason
        for reason in refusals({"decisions": {"medications": [choice]}})
    )


def test_medicine_taken_more_often_than_the_timetable_can_say_is_refused() -> None:
    choice = {"drug": "ibuprofen", "dose_mg": 200, "times_per_day": 5, "days": 7}

    reasons = refusals({"decisions": {"medications": [choice]}})

    assert (
        "The handout cannot be completed: when to take a medicine (1 to 4 times a day) is missing." in reasons
    )


def test_emergency_needs_no_choice_and_no_tick() -> None:
    found = plan(CANNOT_PASS_URINE)

    assert found.triage.triage_class is TriageClass.EMERGENCY_TODAY
    assert found.referrals
    assert found.referrals[0].accepted
    assert found.referrals[0].due == found.context.created_at.date()
    assert all(order.accepted for order in found.orders if order.due == found.context.created_at.date())


def test_emergency_referral_stands_where_only_other_orders_were_accepted() -> None:
    found = plan(
        {
            "answers": {"RF-C2": "yes"},
            "decisions": {"medications": [], "therapies": [], "accepted_orders": []},
        }
    )

    assert found.referrals[0].accepted
    assert not any(order.accepted for order in found.orders)


def test_emergency_still_needs_to_know_who_the_patient_is() -> None:
    reasons = refusals({**CANNOT_PASS_URINE, "patient": {"given_name": None}})

    assert reasons == ("The patient's given name and family name are needed on the plan.",)


def test_plan_without_a_clinic_number_is_composed() -> None:
    unknown = CLINIC.model_copy(update={"phone": None, "after_hours_phone": None})

    assert plan(signed=context(clinic=unknown)).handout.parts
