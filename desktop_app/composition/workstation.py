"""A workstation of a clinic: how its records come to be, and how they are opened."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from desktop_app.application.clinic_setup import ClinicSetup, WorkstationProfile
from desktop_app.application.emergency_sheets import EmergencySheets
from desktop_app.application.sign_visit import VisitPlans
from desktop_app.application.signing_setup import SigningSetup
from desktop_app.atomic_file import write_atomically
from desktop_app.composition.clinic_desk import ClinicDesk, detail_checks, saved_profile
from desktop_app.composition.clinical import Clinical
from desktop_app.composition.clock import now
from desktop_app.composition.records_folder import records_folder
from desktop_app.composition.signing_desk import SigningDesk
from desktop_app.composition.trust import SIGNERS, trust_signers
from desktop_app.domain.errors import StorageError
from desktop_app.signing.clinic_keys import ca_pem, create_clinic_authority, issue_clinician_credential
from desktop_app.storage.audit_log import AuditLog
from desktop_app.storage.database import EncryptedDatabase
from desktop_app.storage.database_key import DatabaseKey
from desktop_app.storage.failures import explain_file_failure
from desktop_app.storage.key_slots import create_slots, unlock
from desktop_app.storage.records import EncryptedRecords
from desktop_app.storage.settings import EncryptedSettings

_CREDENTIAL_DAYS: Final = 730
_AUTHORITY_FILE: Final = "clinic.pem"


@dataclass(frozen=True, slots=True)
class SigningKeys:
    """A clinician's PKCS#12 file, the passphrase that opens it, and the certificate of the authority behind it."""

    pkcs12: bytes = field(repr=False)
    passphrase: str = field(repr=False)
    authority_pem: bytes


def new_signing_keys(profile: WorkstationProfile) -> SigningKeys:
    """Make the clinic's authority and the clinician's credential, valid for two years.

    The authority's private key is not kept: a renewal makes a new authority. Raises ``CredentialError`` for a name
    that does not fit into a certificate.
    """
    at = now()
    authority = create_clinic_authority(profile.clinic.name, at)
    passphrase = secrets.token_urlsafe(24)
    pkcs12 = issue_clinician_credential(authority, profile.clinician.name, at, _CREDENTIAL_DAYS, passphrase)
    return SigningKeys(pkcs12, passphrase, ca_pem(authority))


def set_up(data_folder: Path, profile: WorkstationProfile, keys: SigningKeys, passphrase: str) -> str:
    """Make the records of a new workstation, all or nothing, and return the recovery code, which is kept nowhere.

    Raises ``StorageError``, also where there are records already.
    """
    final = records_folder(data_folder)
    if final.exists():
        raise StorageError("This folder already holds records.", "Unlock them, or choose another folder.")
    building = data_folder / f".new-{secrets.token_hex(4)}"
    try:
        (data_folder / SIGNERS).mkdir(mode=0o700, parents=True, exist_ok=True)
        recovery_code = _build(building, profile, keys, passphrase)
        write_atomically(data_folder / SIGNERS / _AUTHORITY_FILE, keys.authority_pem, overwrite=True)
        # One step makes the whole set-up real: an interrupted one leaves nothing that could be mistaken for it.
        building.rename(final)
    except OSError as error:
        raise explain_file_failure(error) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return recovery_code


def _build(folder: Path, profile: WorkstationProfile, keys: SigningKeys, passphrase: str) -> str:
    key, recovery_code = create_slots(folder, passphrase)
    database = EncryptedDatabase.create(folder, key)
    try:
        settings = EncryptedSettings(database, AuditLog(key, profile.clinician.name, now))
        settings.store_credential(keys.pkcs12, keys.passphrase)
        settings.save_profile(profile.model_dump_json())
    finally:
        database.close()
    return recovery_code


@dataclass(frozen=True, slots=True)
class Workstation:
    """The open records of one clinician, and what signs and verifies there."""

    profile: WorkstationProfile
    records: EncryptedRecords
    plans: VisitPlans
    signing: SigningSetup
    emergency: EmergencySheets
    clinic: ClinicSetup
    close: Callable[[], None]


def open_workstation(data_folder: Path, clinical: Clinical, passphrase: str, note: str = "") -> Workstation:
    """Raises ``WrongPassphraseError`` or another ``StorageError``, and ``CredentialError`` for a broken key."""
    key = unlock(records_folder(data_folder), passphrase)
    database = EncryptedDatabase.open(records_folder(data_folder), key)
    try:
        return _workstation(data_folder, clinical, database, key, note)
    except BaseException:
        database.close()
        raise


def _workstation(
    data_folder: Path, clinical: Clinical, database: EncryptedDatabase, key: DatabaseKey, note: str
) -> Workstation:
    # The profile names the person whose audit trail this is: it is read before anything is written.
    profile = saved_profile(EncryptedSettings(database, AuditLog(key, "", now)))
    audit = AuditLog(key, profile.clinician.name, now)
    records, settings = EncryptedRecords(database, audit), EncryptedSettings(database, audit)
    clinic = ClinicDesk(data_folder, clinical, settings, records, note)
    tools = SigningDesk(data_folder, clinic.own_credential, partial(_renew, data_folder, settings))
    return Workstation(
        profile,
        records,
        clinic.plans(),
        SigningSetup(tools, settings, profile.clinician.name, clinic.plans),
        clinic.emergency(),
        ClinicSetup(settings, clinic.profile, clinic.documents, detail_checks()),
        database.close,
    )


@contextmanager
def reading_records(data_folder: Path, passphrase: str) -> Iterator[EncryptedRecords]:
    """The records to look something up in, without the signing key. Raises as ``open_workstation`` does."""
    key = unlock(records_folder(data_folder), passphrase)
    database = EncryptedDatabase.open(records_folder(data_folder), key)
    try:
        yield EncryptedRecords(database, AuditLog(key, "", now))
    finally:
        database.close()


def _renew(data_folder: Path, settings: EncryptedSettings) -> None:
    """The old authority stays on the list beside the new one: what it vouched for stays valid."""
    keys = new_signing_keys(saved_profile(settings))
    trust_signers(data_folder, keys.authority_pem)
    settings.store_credential(keys.pkcs12, keys.passphrase)
