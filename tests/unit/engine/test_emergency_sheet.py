"""The emergency sheet of consultations under the content that ships."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from desktop_app.application.emergency import is_emergency
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.emergency_sheet import EmergencySheet
from desktop_app.engine.emergency_sheet import compose_emergency_sheet
from desktop_app.engine.evaluate import evaluate
from tests.spec.generated_consultations import generated
from tests.unit.engine.plan_cases import compiled, context, plan, visit

SADDLE: dict[str, Any] = {"answers": {"RF-C4": "yes"}}
REASON = {"reason": "already_assessed", "text": "Seen by the spine team on 19-Nov-2026."}


def sheet(changes: dict[str, Any]) -> EmergencySheet:
    consultation = visit(changes)
    return compose_emergency_sheet(consultation, evaluate(consultation, compiled()), compiled(), context())


def test_sheet_says_what_was_found_where_to_and_what_is_asked() -> None:
    found = sheet(SADDLE)

    assert [finding.id for finding in found.findings] == ["TR-01"]
    assert "Emergency department" in found.targets[0].to
    assert "MRI of the lumbar spine without contrast" in [test.text for test in found.tests]
    assert {action.due for action in found.actions} == {date(2026, 11, 20)}
    assert found.hold
    assert any("Go to" in line for line in found.tell_patient)


def test_sheet_of_no_emergency_cannot_be() -> None:
    with pytest.raises(ValueError, match="no emergency"):
        sheet({})


def test_sheet_composes_without_a_name_and_where_signing_is_blocked() -> None:
    nameless = {**SADDLE, "patient": {"given_name": None, "family_name": None}}
    blocked = {"decisions": {"medications": [{"drug": "ibuprofen", "dose_mg": 9000}]}}

    found = sheet({**nameless, **blocked})

    assert found.patient.family_name is None
    assert found.findings


@pytest.mark.parametrize(
    ("recorded", "said"),
    [
        ({"reviewed": "yes", "list": []}, ("none, confirmed 20-Nov-2026",)),
        ({"reviewed": "yes", "list": ["naproxen (rash)"]}, ("naproxen (rash)",)),
        ({"reviewed": None, "list": []}, ("not asked",)),
        ({"reviewed": "not_assessed", "list": ["naproxen"]}, ("naproxen", "any others: not assessed")),
    ],
)
def test_sheet_tells_the_states_of_the_allergies_apart(
    recorded: dict[str, Any], said: tuple[str, ...]
) -> None:
    assert sheet({**SADDLE, "allergies": recorded}).allergies == said


def test_anticoagulants_are_marked_and_stand_first() -> None:
    medicines = [{"name": "metformin"}, {"name": "Coumadin 5 mg"}, {"name": "apixaban"}]

    found = sheet({**SADDLE, "current_medications": {"reviewed": "yes", "list": medicines}})

    assert [medicine.mark for medicine in found.medicines] == ["ANTICOAGULANT", "ANTICOAGULANT", None]
    assert "Coumadin" in found.medicines[0].text


def test_mandatory_questions_that_nobody_asked_are_named_as_not_asked() -> None:
    found = sheet({"answers": {"RF-C4": "yes", "RF-C1": None, "RF-V1": "not_assessed"}})

    states = {line.label: line.value for line in found.not_asked}

    assert states["numbness or changed feeling in the saddle area"] == "not asked"
    assert states["pulsating mass in the abdomen"] == "not assessed"


def test_earlier_examination_stands_with_its_date() -> None:
    exam: dict[str, Any] = {
        "performed": "yes",
        "motor": {"ankle_dorsiflexion": {"left": 3}},
        "motor_previous": {"date": "2026-11-10", "ankle_dorsiflexion": {"left": 4}},
    }

    lines = {line.label: line.value for line in sheet({"exam": exam}).examination}

    assert "ankle dorsiflexion left 3" in lines["Strength (MRC)"]
    assert "left 4" in lines["Strength at an earlier visit (10-Nov-2026)"]


def test_test_that_was_declined_is_not_asked_for() -> None:
    declined = sheet({**SADDLE, "decisions": {"accepted_orders": []}})

    assert declined.tests == ()


def test_reason_for_not_following_stands_on_sheet_and_plan_and_changes_no_class() -> None:
    changes = {**SADDLE, "decisions": {"emergency_override": REASON, "therapies": [], "medications": []}}

    found, signed = sheet(changes), plan(changes)

    assert found.override is not None
    assert found.override.reason.startswith("Already assessed")
    assert signed.emergency_override == found.override
    assert signed.triage.triage_class.value == "EMERGENCY_TODAY"


def test_reason_without_an_emergency_stands_on_no_plan() -> None:
    assert plan({"decisions": {"emergency_override": REASON}}).emergency_override is None


def test_sheet_composes_for_every_generated_emergency() -> None:
    emergencies = 0
    for case in generated(20261120, 400):
        consultation = Consultation.model_validate(case)
        evaluation = evaluate(consultation, compiled())
        if not is_emergency(evaluation):
            continue
        emergencies += 1
        found = compose_emergency_sheet(consultation, evaluation, compiled(), context())
        assert found.findings
        assert found.targets
        assert found.tell_patient
        assert EmergencySheet.model_validate_json(found.model_dump_json()) == found
    assert emergencies > 50
