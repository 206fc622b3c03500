"""Brings an older database up to date, all steps in one transaction: it is whole in the old form or in the new one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sqlalchemy import Connection, select, update

from desktop_app.storage.failures import damaged
from desktop_app.storage.row_columns import label_columns, plan_columns
from desktop_app.storage.schema import SCHEMA_VERSION, drafts, make_append_only, schema_version, signed_plans


def migrate(connection: Connection) -> None:
    """Take every step from the version of the database to this one, inside the caller's transaction.

    Raises ``RecordsDamagedError`` where a record cannot be read.
    """
    for version in range(schema_version(connection), SCHEMA_VERSION):
        try:
            _STEPS[version](connection)
        except (KeyError, TypeError, ValueError):
            # Without its cause, which holds patient data.
            raise damaged() from None
        connection.exec_driver_sql(f"PRAGMA user_version = {version + 1}")


def _add_worklist_columns(connection: Connection) -> None:
    """From version 1: what the worklist shows of a plan, and the plans that a draft follows.

    The signed plans get columns beside what was signed, which is not touched; meanwhile alone they may be changed.
    """
    for table, column in (
        ("drafts", "identifier TEXT NOT NULL DEFAULT ''"),
        ("drafts", "follows TEXT NOT NULL DEFAULT ''"),
        ("signed_plans", "identifier TEXT NOT NULL DEFAULT ''"),
        ("signed_plans", "triage_class VARCHAR NOT NULL DEFAULT ''"),
        ("signed_plans", "follow_up_due DATE"),
    ):
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column}")
    for verb in ("update", "delete"):
        connection.exec_driver_sql(f"DROP TRIGGER signed_plans_refuse_{verb}")
    _fill_columns(connection)
    make_append_only(connection, signed_plans.name)


def _fill_columns(connection: Connection) -> None:
    for draft in connection.execute(select(drafts.c.draft_id, drafts.c.case_json)).all():
        identifier = label_columns(draft.case_json)["identifier"]
        connection.execute(
            update(drafts).where(drafts.c.draft_id == draft.draft_id).values(identifier=identifier)
        )
    plan = signed_plans.c
    for row in connection.execute(select(plan.number, plan.case_json, plan.plan_json)).all():
        values = {
            "identifier": label_columns(row.case_json)["identifier"],
            **plan_columns(row.plan_json),
        }
        connection.execute(update(signed_plans).where(plan.number == row.number).values(**values))


_STEPS: Mapping[int, Callable[[Connection], None]] = MappingProxyType({1: _add_worklist_columns})
