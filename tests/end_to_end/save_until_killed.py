"""Save drafts, and sign some, as fast as possible, and print each acknowledgement, until the process is killed.

Arguments: the folder of the records, and the number to go on from. The passphrase comes on standard input.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from desktop_app.domain.records import SignedPlan
from desktop_app.storage.audit_log import AuditLog
from desktop_app.storage.database import EncryptedDatabase
from desktop_app.storage.key_slots import unlock
from desktop_app.storage.records import EncryptedRecords

DRAFTS = 5
"""Saved in turn, so that each is overwritten again and again."""


def case_json(number: int) -> str:
    return f'{{"patient": {{"birth_date": "1980-02-03"}}, "number": {number}, "padding": "{"x" * (number % 9000)}"}}'


def signed_plan(number: int) -> SignedPlan:
    return SignedPlan(
        plan_id=str(number),
        visit_date=date(2026, 11, 20),
        case_json=case_json(number),
        plan_json="{}",
        documents={"care_plan": bytes(20_000), "handout": bytes(10_000)},
        signed_at=datetime.fromtimestamp(number, UTC),
        signer="R. Patel",
    )


def main(folder: Path, first: int) -> None:
    key = unlock(folder, sys.stdin.readline().rstrip("\n"))
    database = EncryptedDatabase.open(folder, key)
    records = EncryptedRecords(database, AuditLog(key, "R. Patel", lambda: datetime.now(UTC)))
    for number in count(first):
        draft_id = f"draft {number % DRAFTS}"
        records.save_draft(draft_id, case_json(number), str(number), datetime.now(UTC))
        sys.stdout.write(f"saved {number}\n")
        sys.stdout.flush()
        if number % 7 == 0:
            records.save_signed_plan(signed_plan(number), draft_id)
            sys.stdout.write(f"signed {number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
