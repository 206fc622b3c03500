from __future__ import annotations

import errno
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.errors import (
    RecordsDamagedError,
    RecordsFullError,
    StorageError,
    WrongPassphraseError,
)
from desktop_app.storage.key_slots import (
    KEY_SLOTS_NAME,
    change_passphrase,
    create_slots,
    unlock,
)
from tests.failing_disk import failing_at_each_operation
from tests.unit.storage.examples import CHEAP

PASSPHRASE = "correct horse battery"


def read_slot_file(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / KEY_SLOTS_NAME).read_bytes())
    return content


def write_slot_file(folder: Path, content: dict[str, Any]) -> None:
    (folder / KEY_SLOTS_NAME).write_text(json.dumps(content))


def test_unlock_with_the_passphrase_gives_the_key(tmp_path: Path) -> None:
    key, _ = create_slots(tmp_path, PASSPHRASE, CHEAP)

    assert unlock(tmp_path, PASSPHRASE) == key


def test_unlock_with_the_recovery_code_typed_by_hand_gives_the_key(tmp_path: Path) -> None:
    key, code = create_slots(tmp_path, PASSPHRASE, CHEAP)

    assert unlock(tmp_path, code.lower().replace("-", " ")) == key


def test_unlock_with_a_composed_or_decomposed_accent_gives_the_key(tmp_path: Path) -> None:
    key, _ = create_slots(tmp_path, "caf\u00e9 au lait", CHEAP)

    assert unlock(tmp_path, "cafe\u0301 au lait") == key


def test_unlock_with_wrong_secrets_is_refused(tmp_path: Path) -> None:
    _, code = create_slots(tmp_path, PASSPHRASE, CHEAP)
    _, foreign_code = create_slots(tmp_path / "other", PASSPHRASE, CHEAP)

    for secret in (
        "",
        PASSPHRASE.upper(),
        f"{PASSPHRASE} ",
        PASSPHRASE[:-1],
        code[:-1],
        foreign_code,
        "\ud800",
    ):
        with pytest.raises(WrongPassphraseError):
            unlock(tmp_path, secret)


def test_create_slots_by_default_makes_a_guess_cost_64_mib_and_three_passes(tmp_path: Path) -> None:
    create_slots(tmp_path, PASSPHRASE)

    for slot in read_slot_file(tmp_path)["slots"]:
        assert slot["cost"] == {"memory_kib": 65536, "time_cost": 3, "parallelism": 4}


def test_create_slots_keeps_neither_key_nor_secrets_in_the_file(tmp_path: Path) -> None:
    key, code = create_slots(tmp_path, PASSPHRASE, CHEAP)

    content = (tmp_path / KEY_SLOTS_NAME).read_text().lower()
    for secret in (
        key.raw.hex(),
        PASSPHRASE,
        PASSPHRASE.encode().hex(),
        code.lower(),
        code.lower().replace("-", ""),
    ):
        assert secret not in content
    assert (tmp_path / KEY_SLOTS_NAME).stat().st_mode & 0o777 == 0o600
    assert key.raw.hex() not in repr(key)


def test_create_slots_twice_with_one_passphrase_shares_nothing(tmp_path: Path) -> None:
    keys = {create_slots(tmp_path / name, PASSPHRASE, CHEAP)[0] for name in "ab"}
    slots = [slot for name in "ab" for slot in read_slot_file(tmp_path / name)["slots"]]

    assert len(keys) == 2
    for field in ("salt", "nonce", "wrapped_key"):
        assert len({slot[field] for slot in slots}) == 4


def test_create_slots_in_a_folder_already_set_up_keeps_the_old_key(tmp_path: Path) -> None:
    assert not (tmp_path / KEY_SLOTS_NAME).exists()
    key, _ = create_slots(tmp_path, PASSPHRASE, CHEAP)
    assert (tmp_path / KEY_SLOTS_NAME).exists()

    with pytest.raises(StorageError, match="already holds records"):
        create_slots(tmp_path, "another passphrase", CHEAP)

    assert unlock(tmp_path, PASSPHRASE) == key


def test_create_slots_with_seven_characters_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="too short"):
        create_slots(tmp_path, "1234567", CHEAP)

    assert not (tmp_path / KEY_SLOTS_NAME).exists()
    create_slots(tmp_path, "12345678", CHEAP)


def test_change_passphrase_keeps_the_key_and_the_recovery_code(tmp_path: Path) -> None:
    key, code = create_slots(tmp_path, PASSPHRASE, CHEAP)

    change_passphrase(tmp_path, PASSPHRASE, "a new passphrase", CHEAP)

    assert unlock(tmp_path, "a new passphrase") == key
    assert unlock(tmp_path, code) == key
    with pytest.raises(WrongPassphraseError):
        unlock(tmp_path, PASSPHRASE)


def test_change_passphrase_with_the_recovery_code_replaces_a_forgotten_one(tmp_path: Path) -> None:
    key, code = create_slots(tmp_path, PASSPHRASE, CHEAP)

    change_passphrase(tmp_path, code, "a new passphrase", CHEAP)

    assert unlock(tmp_path, "a new passphrase") == key


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [("wrong", "a new passphrase", WrongPassphraseError), (PASSPHRASE, "short", StorageError)],
)
def test_change_passphrase_refused_leaves_the_old_one(
    tmp_path: Path, old: str, new: str, error: type[StorageError]
) -> None:
    key, _ = create_slots(tmp_path, PASSPHRASE, CHEAP)

    with pytest.raises(error):
        change_passphrase(tmp_path, old, new, CHEAP)

    assert unlock(tmp_path, PASSPHRASE) == key


def test_change_passphrase_failing_at_any_operation_locks_nobody_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The key is derived in this process here, so that only the disk's operations are counted, not those of a pipe.
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    key, _ = create_slots(tmp_path, "passphrase 0", CHEAP)
    current, failures = "passphrase 0", 0
    for number, disk in enumerate(failing_at_each_operation(errno.ENOSPC), start=1):
        new = f"passphrase {number}"
        try:
            change_passphrase(tmp_path, current, new, CHEAP)
        except RecordsFullError:
            failures += 1
        assert disk.failed == (failures == number)
        opened = [secret for secret in (current, new) if opens(tmp_path, secret)]
        assert len(opened) == 1
        current = opened[0]
    assert failures >= 4
    assert unlock(tmp_path, current) == key


def opens(folder: Path, secret: str) -> bool:
    try:
        unlock(folder, secret)
    except WrongPassphraseError:
        return False
    return True


def test_unlock_with_one_slot_passed_off_as_the_other_is_refused(tmp_path: Path) -> None:
    _, code = create_slots(tmp_path, PASSPHRASE, CHEAP)
    content = read_slot_file(tmp_path)
    content["slots"] = [{**content["slots"][1], "kind": "passphrase"}]
    write_slot_file(tmp_path, content)

    with pytest.raises(WrongPassphraseError):
        unlock(tmp_path, code.replace("-", ""))


def test_unlock_without_the_key_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="key file of these records is missing"):
        unlock(tmp_path, PASSPHRASE)


def test_unlock_with_the_key_file_cut_anywhere_is_refused_as_damaged(tmp_path: Path) -> None:
    create_slots(tmp_path, PASSPHRASE, CHEAP)
    content = (tmp_path / KEY_SLOTS_NAME).read_bytes()

    for length in range(len(content) - 1):
        (tmp_path / KEY_SLOTS_NAME).write_bytes(content[:length])
        with pytest.raises(RecordsDamagedError):
            unlock(tmp_path, PASSPHRASE)


def test_unlock_with_any_byte_of_the_passphrase_slot_changed_never_gives_another_key(tmp_path: Path) -> None:
    create_slots(tmp_path, PASSPHRASE, CHEAP)
    content = read_slot_file(tmp_path)
    slot = content["slots"][0]

    for field in ("salt", "nonce", "wrapped_key"):
        for place in range(0, len(slot[field]), 2):
            changed = bytearray.fromhex(slot[field])
            changed[place // 2] ^= 1
            write_slot_file(tmp_path, {"format": 1, "slots": [{**slot, field: changed.hex()}]})
            with pytest.raises(WrongPassphraseError):
                unlock(tmp_path, PASSPHRASE)


@pytest.mark.parametrize(
    "change",
    [
        {"cost": {"memory_kib": 10**9, "time_cost": 1, "parallelism": 1}},
        {"cost": {"memory_kib": 8, "time_cost": 10**9, "parallelism": 1}},
        {"kind": "back_door"},
        {"hint": "my dog"},
        {"salt": ""},
    ],
)
def test_unlock_with_a_slot_we_never_write_is_refused_as_damaged(
    tmp_path: Path, change: dict[str, Any]
) -> None:
    create_slots(tmp_path, PASSPHRASE, CHEAP)
    content = read_slot_file(tmp_path)
    content["slots"][0] |= change
    write_slot_file(tmp_path, content)

    with pytest.raises(RecordsDamagedError):
        unlock(tmp_path, PASSPHRASE)
