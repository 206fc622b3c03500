"""The tables, and the triggers that make signed plans and the audit trail append-only.

A consultation is kept as its validated JSON; the columns beside it are what lists show and sort by.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    Date,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

from desktop_app.domain.errors import RecordsTooNewError
from desktop_app.storage.failures import damaged

SCHEMA_VERSION = 2
"""Kept in the database as ``PRAGMA user_version``; raise it with every change of a table."""


class _Moment(TypeDecorator[datetime]):
    """A time with its offset from UTC, as ISO 8601 text: SQLite's own date type would drop the offset."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its offset from UTC")
        return value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


_metadata = MetaData()

drafts = Table(
    "drafts",
    _metadata,
    Column("draft_id", String, primary_key=True),
    Column("given_name", Text, nullable=False),
    Column("family_name", Text, nullable=False),
    Column("birth_date", Date, nullable=False),
    Column("identifier", Text, nullable=False),
    Column("case_json", Text, nullable=False),
    Column("position", Text, nullable=False),
    Column("saved_at", _Moment, nullable=False),
    Column("follows", Text, nullable=False),
)

signed_plans = Table(
    "signed_plans",
    _metadata,
    Column("number", Integer, primary_key=True),
    Column("plan_id", String, nullable=False, unique=True),
    Column("given_name", Text, nullable=False),
    Column("family_name", Text, nullable=False),
    Column("birth_date", Date, nullable=False),
    Column("identifier", Text, nullable=False),
    Column("visit_date", Date, nullable=False),
    Column("triage_class", String, nullable=False),
    Column("follow_up_due", Date),
    Column("case_json", Text, nullable=False),
    Column("plan_json", Text, nullable=False),
    Column("signed_at", _Moment, nullable=False),
    Column("signer", Text, nullable=False),
    Column("replaces", ForeignKey("signed_plans.plan_id"), unique=True),
)

signed_documents = Table(
    "signed_documents",
    _metadata,
    Column("plan_id", ForeignKey("signed_plans.plan_id"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("pdf", LargeBinary, nullable=False),
)

settings = Table(
    "settings",
    _metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)

audit_entries = Table(
    "audit_entries",
    _metadata,
    Column("number", Integer, primary_key=True),
    Column("at", _Moment, nullable=False),
    Column("who", Text, nullable=False),
    Column("action", String, nullable=False),
    Column("record_id", String, nullable=False),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
)

_APPEND_ONLY = (signed_plans, signed_documents, audit_entries)
_REFUSED = ("UPDATE", "DELETE")
_FIRST_VERSION = 1


def create_schema(connection: Connection) -> None:
    """Create every table in a new database, inside the caller's transaction."""
    _metadata.create_all(connection)
    for table in _APPEND_ONLY:
        make_append_only(connection, table.name)
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def make_append_only(connection: Connection, table: str) -> None:
    """Refuse every change and every deletion of a row from now on."""
    for verb in _REFUSED:
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_refuse_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def schema_version(connection: Connection) -> int:
    """The version of an existing database.

    Raises ``RecordsTooNewError`` for the future, ``RecordsDamagedError`` for a database that was never finished.
    """
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if version > SCHEMA_VERSION:
        raise RecordsTooNewError(
            "These records were written by a newer version of Lumbar Pathway. Nothing was changed.",
            "Install the newer version on this workstation.",
        )
    if version < _FIRST_VERSION:
        raise damaged()
    return version
