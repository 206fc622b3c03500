"""One SQLCipher file: opened with the raw key, durable on every commit, and checked for damage."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from desktop_app.domain.errors import StorageError
from desktop_app.storage.database_key import DatabaseKey
from desktop_app.storage.failures import damaged, explain_database_failure, explain_file_failure
from desktop_app.storage.migrations import migrate
from desktop_app.storage.schema import SCHEMA_VERSION, create_schema, schema_version

DATABASE_NAME = "records.db"

_CONNECTION_PRAGMAS = (
    "synchronous = FULL",  # "Saved" on the screen is a promise: the log is flushed to the disk before it is shown
    "foreign_keys = ON",
    "recursive_triggers = ON",  # INSERT OR REPLACE must meet the append-only triggers too
)


class EncryptedDatabase:
    """Transactions on the encrypted file. Every failure leaves as a ``StorageError``; safe to use from any thread."""

    def __init__(self, path: Path, key: DatabaseKey) -> None:
        self._engine = _engine(path, key)
        self._writing_engine = self._engine.execution_options(writes=True)

    @classmethod
    def create(cls, folder: Path, key: DatabaseKey) -> EncryptedDatabase:
        """A new, empty database. Raises ``StorageError`` where there is one already."""
        path = folder / DATABASE_NAME
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError as error:
            raise StorageError(
                "This folder already holds records.", "Unlock them, or choose another folder."
            ) from error
        except OSError as error:
            raise explain_file_failure(error) from error
        database = cls(path, key)
        with _failures_explained(), database._engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA journal_mode = WAL")
        with database.writing() as connection:
            create_schema(connection)
        return database

    @classmethod
    def open(cls, folder: Path, key: DatabaseKey) -> EncryptedDatabase:
        """The database of a folder that was set up, brought up to date where it is older.

        Raises ``StorageError`` where it is missing, damaged or too new.
        """
        path = folder / DATABASE_NAME
        if not path.exists():
            raise StorageError(
                "The records file is missing.", f"Restore {DATABASE_NAME} from the latest backup."
            )
        database = cls(path, key)
        try:
            with database.reading() as connection:
                is_older = schema_version(connection) < SCHEMA_VERSION
            if is_older:
                with database.writing() as connection:
                    migrate(connection)
        except BaseException:
            database.close()
            raise
        return database

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one consistent state."""
        with _failures_explained(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is durable when the block is left, and undone when it is left by an exception."""
        with _failures_explained(), self._writing_engine.begin() as connection:
            yield connection

    def check_integrity(self) -> None:
        """Read and authenticate every page. Raises ``RecordsDamagedError``. Takes about 1 s for each 200 MB."""
        with self.reading() as connection:
            unauthentic = connection.exec_driver_sql("PRAGMA cipher_integrity_check").first()
            structure = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
        if unauthentic is not None or structure != "ok":
            raise damaged()

    def close(self) -> None:
        """Close the file; to be called on locking, when this object and its key are dropped."""
        self._engine.dispose()


@contextmanager
def _failures_explained() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise explain_database_failure(getattr(error.orig, "sqlite_errorcode", None)) from error


def _engine(path: Path, key: DatabaseKey) -> Engine:
    def connect() -> sqlcipher3.Connection:
        # mode=rw: a missing file is an error, never a new, empty database
        connection = sqlcipher3.connect(
            f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA cipher_log_level = NONE")  # SQLCipher otherwise writes to standard error
        connection.execute(f"PRAGMA key = \"x'{key.raw.hex()}'\"")
        for pragma in _CONNECTION_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine(
        "sqlite://",
        module=sqlcipher3,
        creator=connect,
        # One connection, kept: threads take turns, and the log is not folded back into the file after every save.
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,  # a statement's values are patient data and must not reach an exception's text
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Start the transaction ourselves: the driver, left alone, would commit every statement on its own."""
    options: dict[str, Any] = dict(connection.get_execution_options())
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")
