from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.storage.database import EncryptedDatabase
from desktop_app.storage.key_slots import create_slots
from desktop_app.storage.records import EncryptedRecords
from desktop_app.storage.settings import EncryptedSettings
from tests.unit.storage.examples import CHEAP, MORNING, audit_log, case_json, signed_plan

SENTINEL = "Zq7Kx2Vw9Rt4Mn8P"


def disguises(text: str) -> Iterator[bytes]:
    """The text in every encoding a file could carry it in, base64 at each of its three alignments."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        plain = text.encode(encoding)
        yield plain
        yield plain.hex().encode()
        for shift in range(3):
            encoded = base64.b64encode(bytes(shift) + plain)
            yield encoded[4 * bool(shift) : 4 * (len(encoded) // 4 - 1)]


def files_showing(text: str, folder: Path) -> list[str]:
    wanted = list(disguises(text))
    contents = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return [name for name, content in contents.items() if any(form in content for form in wanted)]


@pytest.mark.parametrize(
    "content",
    [
        SENTINEL.encode(),
        SENTINEL.encode("utf-16-le"),
        SENTINEL.encode("utf-16-be"),
        base64.b64encode(b"Patient: " + SENTINEL.encode()),
        base64.b64encode(b"Patient:" + SENTINEL.encode()),
        base64.b64encode(b"Name: x" + SENTINEL.encode() + b" and more"),
    ],
)
def test_scan_for_a_patient_finds_one_who_is_there(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "leak").write_bytes(b"before" + content + b"after")

    assert files_showing(SENTINEL, tmp_path) == ["leak"]


def test_no_file_ever_shows_what_the_records_hold(tmp_path: Path) -> None:
    key, _ = create_slots(tmp_path, f"{SENTINEL} passphrase", CHEAP)
    database = EncryptedDatabase.create(tmp_path, key)
    audit = audit_log(key)
    records, settings = EncryptedRecords(database, audit), EncryptedSettings(database, audit)

    records.save_draft(f"d {SENTINEL}", case_json(SENTINEL, given_name=SENTINEL), SENTINEL, MORNING)
    records.save_draft("discarded", case_json(SENTINEL * 1000), SENTINEL, MORNING)
    records.discard_draft("discarded")
    records.save_signed_plan(replace(signed_plan(f"p {SENTINEL}", SENTINEL), signer=SENTINEL))
    settings.store_credential(SENTINEL.encode(), SENTINEL)
    settings.save_profile(SENTINEL)
    assert f"d {SENTINEL}" in {draft.draft_id for draft in records.drafts()}

    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"keyslots.json", "records.db", "records.db-wal", "records.db-shm"}
    assert files_showing(SENTINEL, tmp_path) == []
    assert files_showing(key.raw.decode("latin-1"), tmp_path) == []
    database.close()
    assert files_showing(SENTINEL, tmp_path) == []


def test_every_file_of_the_records_is_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "records"
    key, _ = create_slots(folder, "correct horse", CHEAP)
    database = EncryptedDatabase.create(folder, key)
    EncryptedRecords(database, audit_log(key)).save_draft("d1", case_json(), "exam", MORNING)

    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
    database.close()
