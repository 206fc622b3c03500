"""Key slots: the database key, wrapped once by the passphrase and once by the recovery code.

``keyslots.json`` stands beside the database. Each slot holds its Argon2id parameters and salt (RFC 9106) and the
database key under AES-256-GCM, with the slot's kind and the file's format as associated data, so that no slot can
pass for another. There is no back door: without passphrase and recovery code the records cannot be read by anyone.
"""

from __future__ import annotations

import secrets
import unicodedata
from pathlib import Path
from typing import Annotated, Final, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from desktop_app.atomic_file import write_atomically
from desktop_app.domain.errors import RecordsDamagedError, StorageError, WrongPassphraseError
from desktop_app.storage.database_key import KEY_BYTES, DatabaseKey
from desktop_app.storage.failures import explain_file_failure
from desktop_app.storage.key_derivation import derive
from desktop_app.storage.recovery_code import new_recovery_code, read_recovery_code

KEY_SLOTS_NAME = "keyslots.json"
MINIMUM_PASSPHRASE_LENGTH = 8
"""The hard floor of NIST SP 800-63B; 15 or more is what the set-up screen asks for."""

_FORMAT: Final = 1
_SALT_BYTES = 16
_NONCE_BYTES = 12

Kind = Literal["passphrase", "recovery_code"]


class Argon2Parameters(BaseModel):
    """Cost of one guess. The upper bounds keep a tampered file from exhausting the workstation."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    memory_kib: Annotated[int, Field(ge=8, le=1024 * 1024)]
    time_cost: Annotated[int, Field(ge=1, le=16)]
    parallelism: Annotated[int, Field(ge=1, le=16)]


PRODUCTION_COST = Argon2Parameters(memory_kib=64 * 1024, time_cost=3, parallelism=4)
"""The second recommended option of RFC 9106 section 4."""


class _Slot(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", val_json_bytes="hex", ser_json_bytes="hex")

    kind: Kind
    cost: Argon2Parameters
    salt: Annotated[bytes, Field(min_length=_SALT_BYTES, max_length=_SALT_BYTES)]
    nonce: Annotated[bytes, Field(min_length=_NONCE_BYTES, max_length=_NONCE_BYTES)]
    wrapped_key: bytes

    @classmethod
    def wrap(cls, kind: Kind, secret: str, key: DatabaseKey, cost: Argon2Parameters) -> _Slot:
        salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
        cipher = AESGCM(_stretch(secret, salt, cost))
        wrapped = cipher.encrypt(nonce, key.raw, _associated_data(kind))
        return cls(kind=kind, cost=cost, salt=salt, nonce=nonce, wrapped_key=wrapped)

    def unwrap(self, secret: str) -> DatabaseKey | None:
        """The database key, or ``None`` where the secret is not the one that wrapped it."""
        cipher = AESGCM(_stretch(secret, self.salt, self.cost))
        try:
            return DatabaseKey(cipher.decrypt(self.nonce, self.wrapped_key, _associated_data(self.kind)))
        except InvalidTag:
            return None


class _SlotFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    slots: Annotated[tuple[_Slot, ...], Field(min_length=1)]


def create_slots(
    folder: Path, passphrase: str, cost: Argon2Parameters = PRODUCTION_COST
) -> tuple[DatabaseKey, str]:
    """Set up a folder: a new database key and the recovery code, which is shown once and kept nowhere.

    Raises ``StorageError`` where the folder is already set up: its key is never overwritten.
    """
    key, recovery_code = DatabaseKey.generate(), new_recovery_code()
    slots = (
        _passphrase_slot(passphrase, key, cost),
        _Slot.wrap("recovery_code", recovery_code.replace("-", ""), key, cost),
    )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(folder, slots, overwrite=False)
    except FileExistsError as error:
        raise StorageError(
            "This folder already holds records.", "Unlock them, or choose another folder for new records."
        ) from error
    except OSError as error:
        raise explain_file_failure(error) from error
    return key, recovery_code


def unlock(folder: Path, secret: str) -> DatabaseKey:
    """The database key, for the passphrase or the recovery code.

    Raises ``WrongPassphraseError``, or ``StorageError`` where the key file is missing or damaged.
    """
    slots = _read(folder)
    candidates = {"passphrase": _normalised(secret), "recovery_code": read_recovery_code(secret)}
    for slot in slots:
        candidate = candidates[slot.kind]
        key = slot.unwrap(candidate) if candidate is not None else None
        if key is not None:
            return key
    raise WrongPassphraseError(
        "This passphrase does not open the records.",
        "Try again, or use the recovery code that was printed at set-up.",
    )


def change_passphrase(
    folder: Path, old_secret: str, new_passphrase: str, cost: Argon2Parameters = PRODUCTION_COST
) -> None:
    """Wrap the same database key with a new passphrase; the records themselves are not rewritten.

    ``old_secret`` may be the recovery code, which stays valid. A failure leaves the old passphrase in force.
    """
    key = unlock(folder, old_secret)
    kept = tuple(slot for slot in _read(folder) if slot.kind != "passphrase")
    slots = (_passphrase_slot(new_passphrase, key, cost), *kept)
    try:
        _write(folder, slots, overwrite=True)
    except OSError as error:
        raise explain_file_failure(error) from error


def _passphrase_slot(passphrase: str, key: DatabaseKey, cost: Argon2Parameters) -> _Slot:
    if len(passphrase) < MINIMUM_PASSPHRASE_LENGTH:
        raise StorageError(
            "The passphrase is too short.",
            f"Use at least {MINIMUM_PASSPHRASE_LENGTH} characters; several words are best.",
        )
    return _Slot.wrap("passphrase", _normalised(passphrase), key, cost)


def _normalised(passphrase: str) -> str:
    """The same passphrase typed on another keyboard or system gives the same bytes (NIST SP 800-63B 5.1.1.2)."""
    return unicodedata.normalize("NFKC", passphrase)


def _stretch(secret: str, salt: bytes, cost: Argon2Parameters) -> bytes:
    return derive(
        secret.encode("utf-8", "surrogatepass"),
        salt,
        memory_kib=cost.memory_kib,
        time_cost=cost.time_cost,
        parallelism=cost.parallelism,
        length=KEY_BYTES,
    )


def _associated_data(kind: Kind) -> bytes:
    return f"lumbar-pathway key slot, format {_FORMAT}, {kind}".encode()


def _read(folder: Path) -> tuple[_Slot, ...]:
    try:
        return _SlotFile.model_validate_json((folder / KEY_SLOTS_NAME).read_bytes()).slots
    except FileNotFoundError as error:
        raise StorageError(
            "The key file of these records is missing.", f"Restore {KEY_SLOTS_NAME} from the latest backup."
        ) from error
    except ValidationError as error:
        raise RecordsDamagedError(
            "The key file of these records is damaged.", f"Restore {KEY_SLOTS_NAME} from the latest backup."
        ) from error
    except OSError as error:
        raise explain_file_failure(error) from error


def _write(folder: Path, slots: tuple[_Slot, ...], *, overwrite: bool) -> None:
    content = _SlotFile(format=_FORMAT, slots=slots).model_dump_json(indent=2).encode()
    write_atomically(folder / KEY_SLOTS_NAME, content, overwrite=overwrite)
