from __future__ import annotations

import random
import resource
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desktop_app.domain.errors import (
    RecordsDamagedError,
    RecordsFullError,
    RecordsReadOnlyError,
    RecordsTooNewError,
    StorageError,
)
from desktop_app.storage.database import DATABASE_NAME, EncryptedDatabase
from desktop_app.storage.database_key import DatabaseKey
from desktop_app.storage.records import EncryptedRecords
from desktop_app.storage.schema import SCHEMA_VERSION
from tests.unit.storage.examples import MORNING, case_json, records_in, signed_plan

PAGE = 4096
LARGE_NOTE = "n" * 200_000


def filled_database(folder: Path, key: DatabaseKey) -> bytes:
    """Close a database of a few dozen pages, some of them free, all in its one file, and return its bytes."""
    database = EncryptedDatabase.create(folder, key)
    records = records_in(database, key)
    records.save_draft("d1", case_json("n" * 50_000), "exam", MORNING)
    records.save_signed_plan(signed_plan("p1", "p" * 50_000))
    records.save_draft("discarded", case_json("n" * 50_000), "exam", MORNING)
    records.discard_draft("discarded")
    database.close()
    assert {path.name for path in folder.iterdir()} == {DATABASE_NAME}
    return (folder / DATABASE_NAME).read_bytes()


def read_everything(folder: Path, key: DatabaseKey) -> None:
    """Open and check as the application does after unlocking; raises ``StorageError`` for any damage."""
    database = EncryptedDatabase.open(folder, key)
    try:
        database.check_integrity()
        assert records_in(database, key).load_draft("d1").position == "exam"
    finally:
        database.close()


def test_open_with_another_key_is_refused_without_a_word_on_standard_error(
    tmp_path: Path, key: DatabaseKey, capfd: pytest.CaptureFixture[str]
) -> None:
    filled_database(tmp_path, key)

    with pytest.raises(StorageError, match="could not be opened"):
        EncryptedDatabase.open(tmp_path, DatabaseKey.generate())

    assert capfd.readouterr() == ("", "")
    read_everything(tmp_path, key)


@pytest.mark.parametrize(
    "content", [b"not a database " * 1000, bytes(PAGE), b"SQLite format 3\0" + bytes(PAGE)]
)
def test_open_of_a_foreign_file_is_refused(tmp_path: Path, key: DatabaseKey, content: bytes) -> None:
    (tmp_path / DATABASE_NAME).write_bytes(content)

    with pytest.raises(StorageError, match="could not be opened"):
        EncryptedDatabase.open(tmp_path, key)

    assert (tmp_path / DATABASE_NAME).read_bytes() == content


def test_open_of_an_emptied_file_is_refused_as_damaged(tmp_path: Path, key: DatabaseKey) -> None:
    (tmp_path / DATABASE_NAME).write_bytes(b"")

    with pytest.raises(RecordsDamagedError):
        EncryptedDatabase.open(tmp_path, key)


def test_open_of_a_missing_file_is_refused_and_makes_none(tmp_path: Path, key: DatabaseKey) -> None:
    with pytest.raises(StorageError, match="missing"):
        EncryptedDatabase.open(tmp_path, key)

    assert list(tmp_path.iterdir()) == []


def test_open_of_a_future_schema_is_refused_and_changes_nothing(tmp_path: Path, key: DatabaseKey) -> None:
    database = EncryptedDatabase.create(tmp_path, key)
    with database.writing() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    database.close()
    content = (tmp_path / DATABASE_NAME).read_bytes()

    with pytest.raises(RecordsTooNewError, match="newer version"):
        EncryptedDatabase.open(tmp_path, key)

    assert (tmp_path / DATABASE_NAME).read_bytes() == content


def test_create_over_existing_records_is_refused_and_keeps_them(tmp_path: Path, key: DatabaseKey) -> None:
    filled_database(tmp_path, key)

    with pytest.raises(StorageError, match="already holds records"):
        EncryptedDatabase.create(tmp_path, key)

    read_everything(tmp_path, key)


def test_create_in_a_folder_that_is_none_says_so(tmp_path: Path, key: DatabaseKey) -> None:
    (tmp_path / "a_file").write_bytes(b"")

    with pytest.raises(StorageError, match="could not be reached"):
        EncryptedDatabase.create(tmp_path / "a_file", key)


def test_database_cannot_be_read_by_plain_sqlite(tmp_path: Path, key: DatabaseKey) -> None:
    filled_database(tmp_path, key)
    plain = sqlite3.connect(tmp_path / DATABASE_NAME)

    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        plain.execute("SELECT * FROM sqlite_master")

    plain.close()


def test_two_databases_with_one_key_and_content_share_no_page(tmp_path: Path, key: DatabaseKey) -> None:
    pages: list[set[bytes]] = []
    for name in "ab":
        (tmp_path / name).mkdir()
        content = filled_database(tmp_path / name, key)
        pages.append({content[start : start + PAGE] for start in range(0, len(content), PAGE)})

    assert len(pages[0]) > 20
    assert pages[0].isdisjoint(pages[1])


def test_one_flipped_bit_in_any_page_is_detected(tmp_path: Path, key: DatabaseKey) -> None:
    content = filled_database(tmp_path, key)
    read_everything(tmp_path, key)
    chance = random.Random(20261120)

    for page in range(len(content) // PAGE):
        damaged = bytearray(content)
        damaged[page * PAGE + chance.randrange(PAGE)] ^= 1 << chance.randrange(8)
        (tmp_path / DATABASE_NAME).write_bytes(damaged)
        with pytest.raises(StorageError):
            read_everything(tmp_path, key)


def test_exchanged_zeroed_and_missing_pages_are_detected(tmp_path: Path, key: DatabaseKey) -> None:
    content = filled_database(tmp_path, key)
    damages = {
        "exchanged": content[:PAGE]
        + content[2 * PAGE : 3 * PAGE]
        + content[PAGE : 2 * PAGE]
        + content[3 * PAGE :],
        "zeroed": content[: 5 * PAGE] + bytes(512) + content[5 * PAGE + 512 :],
        "header wiped": bytes(PAGE) + content[PAGE:],
        "half a page missing": content[: -PAGE // 2],
        "last page missing": content[:-PAGE],
        "first page only": content[:PAGE],
    }

    for damage in damages.values():
        (tmp_path / DATABASE_NAME).write_bytes(damage)
        with pytest.raises(StorageError):
            read_everything(tmp_path, key)


def test_load_draft_from_a_damaged_page_says_damaged(tmp_path: Path, key: DatabaseKey) -> None:
    """Without the check at open: every page is authenticated when it is read, so no partial patient appears."""
    content = bytearray(filled_database(tmp_path, key))
    for start in range(3 * PAGE, len(content), PAGE):
        content[start + 100] ^= 1
    (tmp_path / DATABASE_NAME).write_bytes(content)

    database = EncryptedDatabase.open(tmp_path, key)
    with pytest.raises(RecordsDamagedError):
        records_in(database, key).load_draft("d1")
    database.close()


def test_check_integrity_of_sound_records_passes(
    database: EncryptedDatabase, records: EncryptedRecords
) -> None:
    records.save_draft("d1", case_json(), "exam", MORNING)

    database.check_integrity()


def test_save_with_the_disk_full_keeps_the_last_save_and_recovers(
    database: EncryptedDatabase, records: EncryptedRecords
) -> None:
    records.save_draft("d1", case_json(), "exam", MORNING)
    with database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")

    with pytest.raises(RecordsFullError, match="not saved"):
        records.save_draft("d1", case_json(LARGE_NOTE), "sign", MORNING)
    assert records.load_draft("d1").position == "exam"

    with database.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    records.save_draft("d1", case_json(LARGE_NOTE), "sign", MORNING)
    assert records.load_draft("d1").position == "sign"
    assert records.verify_audit().intact


def test_save_refused_by_the_system_half_way_keeps_the_last_save_and_recovers(
    tmp_path: Path, database: EncryptedDatabase, records: EncryptedRecords
) -> None:
    """No injection: the kernel lets no file grow beyond a size, wherever in the transaction that falls."""
    records.save_draft("d1", case_json(), "exam", MORNING)
    written = (tmp_path / f"{DATABASE_NAME}-wal").stat().st_size
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        for limit in range(written, written + len(LARGE_NOTE), 9_999):
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, unlimited[1]))
            with pytest.raises(StorageError, match="saved before is safe"):
                records.save_draft("d1", case_json(LARGE_NOTE), "sign", MORNING)
            assert records.load_draft("d1").position == "exam"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)

    records.save_draft("d1", case_json(LARGE_NOTE), "sign", MORNING)
    assert records.load_draft("d1").position == "sign"
    database.check_integrity()


def test_save_to_read_only_records_is_refused_while_reading_goes_on(
    database: EncryptedDatabase, records: EncryptedRecords
) -> None:
    """SQLite's own read-only mode: the tests may run as root, whom no file permission stops."""
    records.save_draft("d1", case_json(), "exam", MORNING)
    with database.reading() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")

    with pytest.raises(RecordsReadOnlyError, match="read but not changed"):
        records.save_draft("d1", case_json(), "sign", MORNING)

    assert records.load_draft("d1").position == "exam"


def test_save_while_another_window_writes_says_so(
    tmp_path: Path, database: EncryptedDatabase, records: EncryptedRecords, key: DatabaseKey
) -> None:
    other = EncryptedDatabase.open(tmp_path, key)
    with database.reading() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")

    with other.writing(), pytest.raises(StorageError, match="another window"):
        records.save_draft("d1", case_json(), "exam", MORNING)

    records.save_draft("d1", case_json(), "exam", MORNING)
    assert records_in(other, key).load_draft("d1").position == "exam"
    other.close()


def test_saves_from_many_threads_are_all_kept(records: EncryptedRecords) -> None:
    def save(number: int) -> None:
        records.save_draft(f"d{number}", case_json(), "exam", MORNING)

    with ThreadPoolExecutor(max_workers=8) as threads:
        list(threads.map(save, range(200)))

    assert len(records.drafts()) == 200
    assert records.verify_audit().entries == 200
    assert records.verify_audit().intact


def test_every_commit_is_flushed_to_the_disk_before_it_returns(database: EncryptedDatabase) -> None:
    """What no kill can show: SQLite's setting that a commit waits for the disk (2 = FULL), with a write-ahead log."""
    with database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"


def test_power_cut_at_any_point_of_the_log_loses_no_acknowledged_save(
    tmp_path: Path, key: DatabaseKey
) -> None:
    """A kill does not test what a power cut leaves: here the log ends at every frame boundary, and inside frames."""
    live, after_cut = tmp_path / "live", tmp_path / "after_cut"
    live.mkdir()
    database = EncryptedDatabase.create(live, key)
    records, log = records_in(database, key), live / f"{DATABASE_NAME}-wal"
    log_sizes = []
    for number in range(6):
        records.save_draft(f"d{number}", case_json("n" * 3000), "exam", MORNING)
        log_sizes.append(log.stat().st_size)
    log_bytes = log.read_bytes()

    frame = PAGE + 24
    cuts = sorted(
        {*range(log_sizes[0], len(log_bytes) + 1, frame), *range(log_sizes[0] + 999, len(log_bytes), frame)}
    )
    assert len(cuts) > 30
    for cut in cuts:
        shutil.rmtree(after_cut, ignore_errors=True)
        after_cut.mkdir()
        shutil.copy(live / DATABASE_NAME, after_cut)
        (after_cut / log.name).write_bytes(log_bytes[:cut])
        recovered = EncryptedDatabase.open(after_cut, key)
        acknowledged = sum(size <= cut for size in log_sizes)
        assert len(records_in(recovered, key).drafts()) == acknowledged
        assert records_in(recovered, key).verify_audit().entries == acknowledged
        recovered.close()
    database.close()
