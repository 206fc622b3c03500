"""A new encrypted database for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.storage.database import EncryptedDatabase
from desktop_app.storage.database_key import DatabaseKey
from desktop_app.storage.records import EncryptedRecords
from tests.unit.storage.examples import records_in


@pytest.fixture
def key() -> DatabaseKey:
    return DatabaseKey.generate()


@pytest.fixture
def database(tmp_path: Path, key: DatabaseKey) -> Iterator[EncryptedDatabase]:
    database = EncryptedDatabase.create(tmp_path, key)
    yield database
    database.close()


@pytest.fixture
def records(database: EncryptedDatabase, key: DatabaseKey) -> EncryptedRecords:
    return records_in(database, key)
