from __future__ import annotations

import traceback
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from sqlalchemy.exc import DBAPIError, StatementError

from desktop_app.application.ports import Records
from desktop_app.domain.errors import StorageError
from desktop_app.domain.records import DraftSummary, PatientLabel, PlanSummary, StoredDraft
from desktop_app.storage.database import EncryptedDatabase
from desktop_app.storage.database_key import DatabaseKey
from desktop_app.storage.records import EncryptedRecords
from tests.unit.storage.examples import MORNING, case_json, records_in, signed_plan

ANA = PatientLabel("Ana", "Rivera", MORNING.date().replace(year=1980, month=2, day=3))


def test_encrypted_records_fulfil_the_port(records: EncryptedRecords) -> None:
    port: Records = records
    assert port.drafts() == ()
    assert port.signed_plans() == ()


def test_save_draft_returns_exactly_what_was_kept(records: EncryptedRecords) -> None:
    records.save_draft("d1", case_json("Señora 张伟"), "medications/ibuprofen", MORNING)

    stored = records.load_draft("d1")
    assert stored == StoredDraft("d1", case_json("Señora 张伟"), "medications/ibuprofen", MORNING)
    assert stored.saved_at.utcoffset() == timedelta(hours=-5)
    assert "张伟" not in repr(stored)


def test_save_draft_again_replaces_the_draft(records: EncryptedRecords) -> None:
    records.save_draft("d1", case_json(), "patient", MORNING)
    records.save_draft("d1", case_json("later", given_name="Anna"), "exam", MORNING + timedelta(seconds=2))

    assert records.load_draft("d1").position == "exam"
    assert [summary.patient.given_name for summary in records.drafts()] == ["Anna"]


def test_save_draft_without_names_shows_the_birth_date_only(records: EncryptedRecords) -> None:
    records.save_draft("d1", '{"format": 1, "patient": {"birth_date": "1980-02-03"}}', "patient", MORNING)

    assert [summary.patient for summary in records.drafts()] == [PatientLabel("", "", ANA.birth_date)]


def test_save_draft_with_a_time_of_no_known_zone_is_refused(records: EncryptedRecords) -> None:
    with pytest.raises(StatementError, match="offset from UTC"):
        records.save_draft("d1", case_json(), "patient", MORNING.replace(tzinfo=None))


def test_drafts_come_last_saved_first_whatever_the_zone(records: EncryptedRecords) -> None:
    winter_time = MORNING + timedelta(minutes=30)
    for draft_id, saved_at in (("old", MORNING), ("new", MORNING + timedelta(hours=1)), ("mid", winter_time)):
        records.save_draft(draft_id, case_json(), "patient", saved_at)

    assert [summary.draft_id for summary in records.drafts()] == ["new", "mid", "old"]
    assert records.drafts()[2] == DraftSummary("old", ANA, MORNING)


def test_discard_draft_removes_it_alone(records: EncryptedRecords) -> None:
    for draft_id in ("d1", "d2"):
        records.save_draft(draft_id, case_json(), "patient", MORNING)

    records.discard_draft("d1")
    records.discard_draft("never there")

    assert [summary.draft_id for summary in records.drafts()] == ["d2"]
    with pytest.raises(StorageError, match="no longer there"):
        records.load_draft("d1")


def test_records_opened_again_hold_what_was_saved(
    database: EncryptedDatabase, records: EncryptedRecords, key: DatabaseKey
) -> None:
    records.save_draft("d1", case_json(), "exam", MORNING)
    records.save_signed_plan(signed_plan("p1"))
    database.close()

    again = records_in(database, key)
    assert again.load_draft("d1").position == "exam"
    assert again.load_signed_plan("p1") == signed_plan("p1")


def test_save_signed_plan_keeps_every_byte_and_ends_the_draft(records: EncryptedRecords) -> None:
    for draft_id in ("d1", "other"):
        records.save_draft(draft_id, case_json(), "sign", MORNING)

    records.save_signed_plan(signed_plan("p1", "signed today"), draft_id="d1")

    assert records.load_signed_plan("p1") == signed_plan("p1", "signed today")
    assert [summary.draft_id for summary in records.drafts()] == ["other"]
    assert records.signed_plans() == (
        PlanSummary("p1", ANA, MORNING.date(), signed_at=MORNING, signer="R. Patel", replaces=None),
    )


def test_save_signed_plan_twice_keeps_the_first_and_the_draft(records: EncryptedRecords) -> None:
    records.save_signed_plan(signed_plan("p1", "first"))
    records.save_draft("d1", case_json(), "sign", MORNING)

    with pytest.raises(StorageError, match="cannot be saved"):
        records.save_signed_plan(signed_plan("p1", "second"), draft_id="d1")

    assert records.load_signed_plan("p1") == signed_plan("p1", "first")
    assert records.load_draft("d1").position == "sign"


def test_save_signed_plan_as_amendment_keeps_both(records: EncryptedRecords) -> None:
    records.save_signed_plan(signed_plan("p1"))
    records.save_signed_plan(signed_plan("p2", replaces="p1"))

    assert [(plan.plan_id, plan.replaces) for plan in records.signed_plans()] == [("p2", "p1"), ("p1", None)]


@pytest.mark.parametrize("replaces", ["p1", "never there"])
def test_save_signed_plan_replacing_what_is_not_current_is_refused(
    records: EncryptedRecords, replaces: str
) -> None:
    records.save_signed_plan(signed_plan("p1"))
    records.save_signed_plan(signed_plan("p2", replaces="p1"))

    with pytest.raises(StorageError, match="cannot be saved"):
        records.save_signed_plan(signed_plan("p3", replaces=replaces))

    assert [plan.plan_id for plan in records.signed_plans()] == ["p2", "p1"]


def test_last_entry_is_dated_by_the_clock_of_the_workstation(records: EncryptedRecords) -> None:
    assert records.last_entry_at() is None
    before = datetime.now(UTC)

    records.save_draft("d1", case_json(), "patient", MORNING)

    last = records.last_entry_at()
    assert last is not None
    assert before <= last <= datetime.now(UTC)


def test_document_digests_are_those_of_the_plan_alone(records: EncryptedRecords) -> None:
    first, second = signed_plan("P1"), signed_plan("P2", "another visit")
    records.save_signed_plan(first)
    records.save_signed_plan(second)

    for plan in (first, second):
        digests = {sha256(pdf).hexdigest() for pdf in plan.documents.values()}
        assert records.document_digests(plan.plan_id) == digests
    assert records.document_digests("P3") == frozenset()


def test_load_signed_plan_of_an_unknown_id_says_so(records: EncryptedRecords) -> None:
    with pytest.raises(StorageError, match="not in the records"):
        records.load_signed_plan("p1")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE signed_plans SET signer = 'somebody else'",
        "DELETE FROM signed_plans",
        "INSERT OR REPLACE INTO signed_documents SELECT plan_id, kind, x'00' FROM signed_documents",
        "UPDATE signed_documents SET pdf = x'00'",
        "DELETE FROM signed_documents",
        "UPDATE audit_entries SET who = 'somebody else'",
        "DELETE FROM audit_entries",
    ],
)
def test_signed_plans_and_audit_entries_refuse_every_change(
    database: EncryptedDatabase, records: EncryptedRecords, statement: str
) -> None:
    records.save_signed_plan(signed_plan("p1"))

    with pytest.raises(StorageError) as caught, database.writing() as connection:
        connection.exec_driver_sql(statement)

    assert isinstance(caught.value.__cause__, DBAPIError)
    assert "append-only" in str(caught.value.__cause__)
    assert records.load_signed_plan("p1") == signed_plan("p1")
    assert records.verify_audit().intact


def test_storage_error_tells_nothing_of_the_patient_in_its_whole_traceback(records: EncryptedRecords) -> None:
    plan = signed_plan("p1", "SENTINEL")
    records.save_signed_plan(plan)

    with pytest.raises(StorageError) as caught:
        records.save_signed_plan(plan)

    report = "".join(traceback.format_exception(caught.value))
    assert "IntegrityError" in report
    assert "SENTINEL" not in report
    assert "Rivera" not in report
