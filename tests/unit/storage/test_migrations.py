"""A store of the first schema, as it was written then, opened by this version."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from desktop_app.domain.errors import RecordsDamagedError, StorageError
from desktop_app.domain.records import AuditVerdict, PatientLabel, PlanSummary, SignedPlan, StoredDraft
from desktop_app.storage.audit_log import AuditAction
from desktop_app.storage.database import EncryptedDatabase
from desktop_app.storage.database_key import DatabaseKey
from desktop_app.storage.schema import SCHEMA_VERSION
from tests.unit.storage.examples import MORNING, audit_log, records_in, signed_plan

FIRST_SCHEMA = Path(__file__).parent / "schema_1.sql"
PATIENT = {
    "given_name": "Ana",
    "family_name": "Rivera",
    "identifier": "104-22",
    "birth_date": "1980-02-03",
    "sex": "female",
}
CASE = json.dumps({"format": 1, "visit_date": "2026-11-20", "patient": PATIENT})
PLAN = json.dumps({"triage": {"triage_class": "NO_FLAG"}, "follow_up": {"due": "2026-12-18"}})
LABEL = PatientLabel("Ana", "Rivera", date(1980, 2, 3), "104-22")


@pytest.fixture
def old_store(tmp_path: Path, key: DatabaseKey) -> Path:
    """A database of version 1 with a draft, a plan with its document, and their audit trail."""
    database = EncryptedDatabase.create(tmp_path, key)
    with database.writing() as connection:
        tables = ("signed_documents", "signed_plans", "drafts", "settings", "audit_entries")
        for table in tables:
            connection.exec_driver_sql(f"DROP TABLE {table}")
        for statement in FIRST_SCHEMA.read_text("utf-8").split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement)
        connection.exec_driver_sql("PRAGMA user_version = 1")
        label, at = ("Ana", "Rivera", "1980-02-03"), MORNING.isoformat()
        draft = ("d1", *label, CASE, "exam", at)
        connection.exec_driver_sql("INSERT INTO drafts VALUES (?,?,?,?,?,?,?)", draft)
        for number, plan_id, replaces in ((1, "p1", None), (2, "p2", "p1")):
            plan = (number, plan_id, *label, "2026-11-20", CASE, PLAN, at, "R. Patel", replaces)
            connection.exec_driver_sql("INSERT INTO signed_plans VALUES (?,?,?,?,?,?,?,?,?,?,?)", plan)
            document = (plan_id, "care_plan", b"%PDF")
            connection.exec_driver_sql("INSERT INTO signed_documents VALUES (?,?,?)", document)
            audit_log(key).append(connection, AuditAction.PLAN_SIGNED, plan_id)
    database.close()
    return tmp_path


def test_store_of_the_first_schema_keeps_everything_and_learns_the_worklist(
    old_store: Path, key: DatabaseKey
) -> None:
    database = EncryptedDatabase.open(old_store, key)
    records = records_in(database, key)

    assert records.signed_plans() == tuple(
        PlanSummary(
            plan_id, LABEL, date(2026, 11, 20), MORNING, "R. Patel", replaces, "NO_FLAG", date(2026, 12, 18)
        )
        for plan_id, replaces in (("p2", "p1"), ("p1", None))
    )
    documents = {"care_plan": b"%PDF"}
    assert records.load_signed_plan("p1") == SignedPlan(
        "p1", date(2026, 11, 20), CASE, PLAN, documents, MORNING, "R. Patel"
    )
    assert records.load_draft("d1") == StoredDraft("d1", CASE, "exam", MORNING)
    assert records.drafts()[0].patient == LABEL
    assert records.verify_audit() == AuditVerdict(intact=True, entries=2)
    database.close()


def test_store_once_migrated_stays_so_and_is_append_only_again(old_store: Path, key: DatabaseKey) -> None:
    EncryptedDatabase.open(old_store, key).close()
    database = EncryptedDatabase.open(old_store, key)

    with database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == SCHEMA_VERSION
    records_in(database, key).save_signed_plan(signed_plan("p3"))
    for statement in ("UPDATE signed_plans SET identifier = 'x'", "DELETE FROM signed_plans"):
        with pytest.raises(StorageError), database.writing() as connection:
            connection.exec_driver_sql(statement)
    database.close()


def test_migration_that_cannot_finish_leaves_the_old_store(old_store: Path, key: DatabaseKey) -> None:
    broken = EncryptedDatabase(old_store / "records.db", key)
    with broken.writing() as connection:
        connection.exec_driver_sql("UPDATE drafts SET case_json = 'no JSON'")
    broken.close()

    for _ in range(2):
        with pytest.raises(RecordsDamagedError):
            EncryptedDatabase.open(old_store, key)

    left = EncryptedDatabase(old_store / "records.db", key)
    with left.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == 1
        assert len(connection.exec_driver_sql("SELECT * FROM drafts").one()) == 7
    left.close()
