from __future__ import annotations

import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.storage.audit_log import AuditLog
from desktop_app.storage.database import EncryptedDatabase
from desktop_app.storage.key_slots import Argon2Parameters, create_slots, unlock
from desktop_app.storage.records import EncryptedRecords
from tests.end_to_end.save_until_killed import DRAFTS, case_json, signed_plan

KILLS = 30
PASSPHRASE = "correct horse battery"
CHEAP = Argon2Parameters(memory_kib=8, time_cost=1, parallelism=1)


def save_until_killed(
    project_root: Path, folder: Path, first: int, chance: random.Random
) -> list[tuple[str, int]]:
    """Kill a saving process at a random moment after some acknowledgements; return all that it had given."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.end_to_end.save_until_killed", str(folder), str(first)],
        cwd=project_root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{PASSPHRASE}\n")
        process.stdin.flush()
        lines = [process.stdout.readline() for _ in range(chance.randint(1, 60))]
        time.sleep(chance.uniform(0, 0.004))  # the moment of the kill, anywhere within a few saves
        process.kill()
        lines += process.stdout.readlines()
    assert all(line.endswith("\n") for line in lines), "the process ended by itself"
    return [(verb, int(number)) for verb, number in (line.split() for line in lines)]


@dataclass
class Promises:
    """What has been acknowledged so far: the last save of each draft, and every signed plan."""

    drafts: dict[int, int] = field(default_factory=dict)
    plans: set[int] = field(default_factory=set)

    def note(self, acknowledged: list[tuple[str, int]]) -> None:
        for verb, number in acknowledged:
            if verb == "saved":
                self.drafts[number % DRAFTS] = number
            else:
                del self.drafts[number % DRAFTS]
                self.plans.add(number)

    def assert_kept(self, records: EncryptedRecords) -> None:
        stored_plans = {int(plan.plan_id) for plan in records.signed_plans()}
        assert self.plans <= stored_plans
        for number in self.plans:
            assert records.load_signed_plan(str(number)) == signed_plan(number)
        for slot, number in list(self.drafts.items()):
            if number in stored_plans:  # the kill came between the signing and its acknowledgement
                del self.drafts[slot]
                continue
            draft = records.load_draft(f"draft {slot}")
            assert int(draft.position) >= number
            assert draft.case_json == case_json(int(draft.position))


def test_kill_at_any_moment_loses_no_acknowledged_save(tmp_path: Path, project_root: Path) -> None:
    key, _ = create_slots(tmp_path, PASSPHRASE, CHEAP)
    EncryptedDatabase.create(tmp_path, key).close()
    chance, promises, first = random.Random(20261120), Promises(), 0
    for _ in range(KILLS):
        acknowledged = save_until_killed(project_root, tmp_path, first, chance)
        promises.note(acknowledged)
        first = acknowledged[-1][1] + 2  # one more save may have been made and not yet acknowledged

        database = EncryptedDatabase.open(tmp_path, unlock(tmp_path, PASSPHRASE))
        database.check_integrity()
        records = EncryptedRecords(database, AuditLog(key, "R. Patel", lambda: datetime.now(UTC)))
        promises.assert_kept(records)
        assert records.verify_audit().intact
        database.close()
    assert promises.drafts
    assert promises.plans
