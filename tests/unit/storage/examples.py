"""What the storage tests keep, and the cheap key derivation they use."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone

from desktop_app.domain.records import SignedPlan
from desktop_app.storage.audit_log import AuditLog
from desktop_app.storage.database import EncryptedDatabase
from desktop_app.storage.database_key import DatabaseKey
from desktop_app.storage.key_slots import Argon2Parameters
from desktop_app.storage.records import EncryptedRecords

CHEAP = Argon2Parameters(memory_kib=8, time_cost=1, parallelism=1)
MORNING = datetime(2026, 11, 20, 9, 30, tzinfo=timezone(timedelta(hours=-5)))


def case_json(note: str = "", given_name: str = "Ana") -> str:
    patient = {"given_name": given_name, "family_name": "Rivera", "birth_date": "1980-02-03", "sex": "female"}
    return json.dumps({"format": 1, "visit_date": "2026-11-20", "patient": patient, "note": note})


def signed_plan(plan_id: str, note: str = "", replaces: str | None = None) -> SignedPlan:
    return SignedPlan(
        plan_id=plan_id,
        visit_date=date(2026, 11, 20),
        case_json=case_json(note),
        plan_json=json.dumps({"plan": note}),
        documents={"care_plan": b"%PDF-1.7 " + note.encode(), "handout": b"%PDF-1.7 handout"},
        signed_at=MORNING,
        signer="R. Patel",
        replaces=replaces,
    )


def audit_log(key: DatabaseKey) -> AuditLog:
    return AuditLog(key, "R. Patel", lambda: datetime.now(UTC))


def records_in(database: EncryptedDatabase, key: DatabaseKey) -> EncryptedRecords:
    return EncryptedRecords(database, audit_log(key))
