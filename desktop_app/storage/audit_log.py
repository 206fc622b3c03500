"""The audit trail: append-only, chained, and keyed, so that a change, a gap or a new order shows.

Each entry's hash is an HMAC-SHA256 over its canonical JSON, which holds the hash before it. The key is derived from
the database key: who edits the file cannot rebuild the chain without it. A cut tail shows only against a later head
kept elsewhere, which is why the head is printed in every signed plan.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, insert, select

from desktop_app.domain.records import AuditVerdict, PrintEvent
from desktop_app.storage.database_key import DatabaseKey
from desktop_app.storage.schema import audit_entries

_BEFORE_THE_FIRST = "0" * 64


class AuditAction(StrEnum):
    """What was done. Codes are stable for ever."""

    DRAFT_STARTED = "draft_started"
    DRAFT_DISCARDED = "draft_discarded"
    PLAN_SIGNED = "plan_signed"
    EMERGENCY_SHEET_HANDED_OVER = "emergency_sheet_handed_over"
    DOCUMENT_SENT_TO_PRINTER = PrintEvent.SENT
    DOCUMENT_PRINTED = PrintEvent.PAPER_SEEN
    DOCUMENT_NOT_PRINTED = PrintEvent.NO_PAPER
    CREDENTIAL_STORED = "credential_stored"
    PROFILE_SAVED = "profile_saved"
    SIGNING_SETTINGS_SAVED = "signing_settings_saved"
    CERTIFICATE_TRUSTED = "certificate_trusted"


class AuditLog:
    """Appends for one person: ``who`` is the signed-in clinician, ``now`` the workstation's clock with its offset."""

    def __init__(self, key: DatabaseKey, who: str, now: Callable[[], datetime]) -> None:
        self._key = key.derive("lumbar-pathway audit trail, format 1")
        self._who = who
        self._now = now

    def append(self, connection: Connection, action: AuditAction, record_id: str) -> None:
        """Add an entry in the caller's transaction: the act and its entry stand or fall together."""
        number, previous = _last(connection)
        entry = {
            "number": number + 1,
            "at": self._now(),
            "who": self._who,
            "action": action.value,
            "record_id": record_id,
            "previous": previous,
        }
        connection.execute(insert(audit_entries).values(**entry, hash=self._hash(entry)))

    def head(self, connection: Connection) -> str:
        """The hash of the last entry."""
        return _last(connection)[1]

    def last_at(self, connection: Connection) -> datetime | None:
        """When the last entry was made."""
        last = select(audit_entries.c.at).order_by(audit_entries.c.number.desc()).limit(1)
        return connection.execute(last).scalar()

    def verify(self, connection: Connection, known_head: str | None = None) -> AuditVerdict:
        """Recompute the chain; with ``known_head``, a head seen earlier, also require that it is still part of it."""
        previous, count, known_seen = _BEFORE_THE_FIRST, 0, known_head in {None, _BEFORE_THE_FIRST}
        for count, row in enumerate(
            connection.execute(select(audit_entries).order_by(audit_entries.c.number)).mappings(), start=1
        ):
            entry = {name: row[name] for name in ("number", "at", "who", "action", "record_id", "previous")}
            fits = row["number"] == count and row["previous"] == previous
            if not fits or not hmac.compare_digest(row["hash"], self._hash(entry)):
                return AuditVerdict(intact=False, entries=count, first_bad=count)
            previous = row["hash"]
            known_seen = known_seen or previous == known_head
        return AuditVerdict(intact=known_seen, entries=count, first_bad=None if known_seen else count + 1)

    def _hash(self, entry: Mapping[str, Any]) -> str:
        canonical = json.dumps(
            {**entry, "at": entry["at"].isoformat()},
            sort_keys=True,
            separators=(",", ":"),
            ensure_ascii=False,
        )
        return hmac.new(self._key, canonical.encode(), hashlib.sha256).hexdigest()


def _last(connection: Connection) -> tuple[int, str]:
    last = (
        select(audit_entries.c.number, audit_entries.c.hash).order_by(audit_entries.c.number.desc()).limit(1)
    )
    row = connection.execute(last).first()
    return (row.number, row.hash) if row is not None else (0, _BEFORE_THE_FIRST)
