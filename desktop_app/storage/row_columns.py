"""What the lists show of a case and of a plan, taken out of their JSON into columns of their own."""

from __future__ import annotations

import json
from datetime import date
from typing import Any


def label_columns(case_json: str) -> dict[str, Any]:
    """Whose case it is."""
    patient = json.loads(case_json)["patient"]
    return {
        "given_name": patient.get("given_name") or "",
        "family_name": patient.get("family_name") or "",
        "birth_date": date.fromisoformat(patient["birth_date"]),
        "identifier": patient.get("identifier") or "",
    }


def plan_columns(plan_json: str) -> dict[str, Any]:
    """How urgent the plan is, and when the patient is seen again; empty and ``None`` where it does not say."""
    plan = json.loads(plan_json)
    due = (plan.get("follow_up") or {}).get("due")
    return {
        "triage_class": (plan.get("triage") or {}).get("triage_class") or "",
        "follow_up_due": None if due is None else date.fromisoformat(due),
    }
