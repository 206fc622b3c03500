"""Saving a draft: against the same row written by SQLCipher alone, as durable and as encrypted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlcipher3

from desktop_app.storage.audit_log import AuditLog
from desktop_app.storage.database import EncryptedDatabase
from desktop_app.storage.database_key import DatabaseKey
from desktop_app.storage.records import EncryptedRecords
from tests.benchmarks.report import Result
from tests.benchmarks.timing import interleaved, seconds

_PRAGMAS = ("cipher_log_level = NONE", "journal_mode = WAL", "synchronous = FULL")


def measure(repeats: int) -> Iterator[Result]:
    """One save, with the disk flushed, of a case of usual size."""
    key = DatabaseKey.generate()
    with TemporaryDirectory() as folder:
        database = EncryptedDatabase.create(Path(folder), key)
        bare = sqlcipher3.connect(Path(folder) / "bare.db", isolation_level=None)
        with closing(database), closing(bare):
            save, save_bare = _save(database, key), _save_bare(bare, key)
            ours, floor = interleaved(10 * repeats, partial(seconds, save), partial(seconds, save_bare))
    yield Result("save a draft", ours * 1e3, floor * 1e3, "ms", "the same row by SQLCipher alone")


def _texts() -> Iterator[str]:
    """A case that changes with every save."""
    for number in count():
        yield json.dumps({"patient": {"birth_date": "1980-02-03"}, "notes": f"{number:06}" * 800})


def _save(database: EncryptedDatabase, key: DatabaseKey) -> Callable[[], None]:
    records = EncryptedRecords(database, AuditLog(key, "Dr. Robin Demo", lambda: datetime.now(UTC)))
    texts = _texts()

    def save() -> None:
        records.save_draft("draft", next(texts), "red_flags", datetime.now(UTC))

    return save


def _save_bare(connection: sqlcipher3.Connection, key: DatabaseKey) -> Callable[[], None]:
    connection.execute(f"PRAGMA key = \"x'{key.raw.hex()}'\"")
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(
        "CREATE TABLE drafts (draft_id TEXT PRIMARY KEY, case_json TEXT, position TEXT, saved_at TEXT)"
    )
    texts = _texts()

    def save() -> None:
        row = ("draft", next(texts), "red_flags", datetime.now(UTC).isoformat())
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?)", row)
        connection.execute("COMMIT")

    return save
