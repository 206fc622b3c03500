from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop_app.domain.errors import StorageError
from desktop_app.domain.records import AuditVerdict, PrintEvent
from desktop_app.storage.database import DATABASE_NAME, EncryptedDatabase
from desktop_app.storage.database_key import DatabaseKey
from desktop_app.storage.records import EncryptedRecords
from desktop_app.storage.schema import audit_entries
from tests.unit.storage.examples import MORNING, case_json, records_in, signed_plan

ENTRIES = 5


@pytest.fixture
def audited(records: EncryptedRecords) -> EncryptedRecords:
    for number in range(ENTRIES):
        records.save_draft(f"d{number}", case_json(), "patient", MORNING)
    return records


def tamper(database: EncryptedDatabase, *statements: str) -> None:
    """Edit the trail as someone could who holds the database key, the append-only triggers out of the way."""
    with database.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_entries_refuse_update")
        connection.exec_driver_sql("DROP TRIGGER audit_entries_refuse_delete")
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_verify_audit_of_a_new_store_is_intact(records: EncryptedRecords) -> None:
    assert records.verify_audit(known_head=records.audit_head()) == AuditVerdict(intact=True, entries=0)


def test_each_act_appends_one_entry_saying_who_did_what_to_which_record(
    database: EncryptedDatabase, records: EncryptedRecords
) -> None:
    records.save_draft("d1", case_json(), "patient", MORNING)
    records.save_draft("d1", case_json("more"), "exam", MORNING)
    records.save_draft("d2", case_json(), "patient", MORNING)
    records.discard_draft("d2")
    records.discard_draft("d2")
    records.save_signed_plan(signed_plan("p1"), draft_id="d1")

    columns = (audit_entries.c.number, audit_entries.c.who, audit_entries.c.action, audit_entries.c.record_id)
    with database.reading() as connection:
        entries = [tuple(row) for row in connection.execute(select(*columns))]
    assert entries == [
        (1, "R. Patel", "draft_started", "d1"),
        (2, "R. Patel", "draft_started", "d2"),
        (3, "R. Patel", "draft_discarded", "d2"),
        (4, "R. Patel", "plan_signed", "p1"),
    ]


def test_an_act_that_fails_leaves_no_entry(audited: EncryptedRecords) -> None:
    audited.save_signed_plan(signed_plan("p1"))
    head = audited.audit_head()

    with pytest.raises(StorageError):
        audited.save_signed_plan(signed_plan("p1"))

    assert audited.audit_head() == head


@pytest.mark.parametrize("number", range(1, ENTRIES + 1))
@pytest.mark.parametrize(
    "change",
    [
        "number = 99",
        "at = '2020-01-01T00:00:00+00:00'",
        "who = 'somebody else'",
        "action = 'plan_signed'",
        "record_id = 'another'",
        "previous = hash",
        "hash = previous",
    ],
)
def test_verify_audit_with_any_field_changed_names_the_entry(
    database: EncryptedDatabase, audited: EncryptedRecords, change: str, number: int
) -> None:
    head = audited.audit_head()
    tamper(database, f"UPDATE audit_entries SET {change} WHERE number = {number}")

    verdict = audited.verify_audit(known_head=head)

    assert not verdict.intact
    assert verdict.first_bad == number


@pytest.mark.parametrize("number", range(1, ENTRIES))
def test_verify_audit_with_an_entry_deleted_names_the_gap(
    database: EncryptedDatabase, audited: EncryptedRecords, number: int
) -> None:
    tamper(
        database,
        f"DELETE FROM audit_entries WHERE number = {number}",
        f"UPDATE audit_entries SET number = number - 1 WHERE number > {number}",
    )

    assert audited.verify_audit().first_bad == number


def test_verify_audit_with_two_entries_exchanged_names_the_first(
    database: EncryptedDatabase, audited: EncryptedRecords
) -> None:
    tamper(
        database,
        "UPDATE audit_entries SET number = -2 WHERE number = 2",
        "UPDATE audit_entries SET number = 2 WHERE number = 3",
        "UPDATE audit_entries SET number = 3 WHERE number = -2",
    )

    assert audited.verify_audit().first_bad == 2


def test_verify_audit_with_an_entry_repeated_names_the_copy(
    database: EncryptedDatabase, audited: EncryptedRecords
) -> None:
    tamper(
        database,
        "INSERT INTO audit_entries SELECT 6, at, who, action, record_id, previous, hash FROM audit_entries "
        "WHERE number = 5",
    )

    assert audited.verify_audit().first_bad == 6


@pytest.mark.parametrize("event", PrintEvent)
def test_note_printing_appends_what_is_known_of_the_pages(
    database: EncryptedDatabase, records: EncryptedRecords, event: PrintEvent
) -> None:
    records.note_printing("p1/handout", event)

    with database.reading() as connection:
        entry = connection.execute(select(audit_entries.c.action, audit_entries.c.record_id)).one()
    assert tuple(entry) == (event.value, "p1/handout")
    assert records.verify_audit() == AuditVerdict(intact=True, entries=1)


@pytest.mark.parametrize("left", range(ENTRIES))
def test_verify_audit_with_the_tail_cut_is_noticed_by_a_later_head(
    database: EncryptedDatabase, audited: EncryptedRecords, left: int
) -> None:
    printed_in_a_plan = audited.audit_head()
    assert audited.verify_audit(known_head=printed_in_a_plan).intact
    tamper(database, f"DELETE FROM audit_entries WHERE number > {left}")

    verdict = audited.verify_audit(known_head=printed_in_a_plan)

    assert verdict == AuditVerdict(intact=False, entries=left, first_bad=left + 1)


def test_verify_audit_of_an_older_copy_put_back_is_noticed_by_a_later_head(
    tmp_path: Path, database: EncryptedDatabase, records: EncryptedRecords, key: DatabaseKey
) -> None:
    records.save_draft("d1", case_json(), "patient", MORNING)
    earlier_head = records.audit_head()
    database.close()
    shutil.copy(tmp_path / DATABASE_NAME, tmp_path / "older")
    records.save_signed_plan(signed_plan("p1"), draft_id="d1")
    later_head = records.audit_head()
    assert records.verify_audit(known_head=earlier_head).intact
    database.close()

    shutil.copy(tmp_path / "older", tmp_path / DATABASE_NAME)
    reopened = EncryptedDatabase.open(tmp_path, key)
    older = records_in(reopened, key)

    assert older.verify_audit(known_head=earlier_head).intact
    assert not older.verify_audit(known_head=later_head).intact
    reopened.close()


def test_verify_audit_with_another_key_fits_nothing(
    database: EncryptedDatabase, audited: EncryptedRecords
) -> None:
    assert audited.verify_audit().intact

    assert records_in(database, DatabaseKey.generate()).verify_audit().first_bad == 1
