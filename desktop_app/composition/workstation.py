"""A workstation of a clinic: how its records come to be, and how they are opened."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict

from desktop_app.application.emergency_sheets import EmergencySheets
from desktop_app.application.outputs import Paper
from desktop_app.application.sign_visit import VisitPlans
from desktop_app.application.signing_setup import SigningSetup
from desktop_app.atomic_file import write_all_or_nothing, write_atomically
from desktop_app.composition.clinical import Clinical
from desktop_app.composition.clock import now
from desktop_app.composition.plans import (
    PlanComposer,
    ReportlabDocuments,
    import_document_libraries,
    render_emergency_sheet,
)
from desktop_app.composition.records_folder import records_folder
from desktop_app.composition.signing_desk import SignerOpener, SigningDesk, signing_identity
from desktop_app.composition.trust import SIGNERS, trust_signers, verify_here
from desktop_app.domain.care_plan import Clinician, ClinicProfile
from desktop_app.domain.errors import StorageError
from desktop_app.signing.clinic_keys import ca_pem, create_clinic_authority, issue_clinician_credential
from desktop_app.storage.audit_log import AuditLog
from desktop_app.storage.database import EncryptedDatabase
from desktop_app.storage.database_key import DatabaseKey
from desktop_app.storage.failures import explain_file_failure
from desktop_app.storage.key_slots import create_slots, unlock
from desktop_app.storage.records import EncryptedRecords
from desktop_app.storage.settings import EncryptedSettings

if TYPE_CHECKING:
    from desktop_app.domain.records import StoredCredential

_CREDENTIAL_DAYS: Final = 730
_AUTHORITY_FILE: Final = "clinic.pem"


class WorkstationProfile(BaseModel):
    """What the settings of the encrypted database say of this workstation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    clinic: ClinicProfile
    clinician: Clinician
    paper: Paper = "letter"


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
    profile = _profile_of(EncryptedSettings(database, AuditLog(key, "", now)))
    audit = AuditLog(key, profile.clinician.name, now)
    records, settings = EncryptedRecords(database, audit), EncryptedSettings(database, audit)
    composer = PlanComposer(clinical, profile.clinic, profile.clinician)

    def plans() -> VisitPlans:
        """By the signing settings as they are now."""
        own, signing = _own_credential(settings), settings.signing()
        return VisitPlans(
            composer=composer,
            documents=ReportlabDocuments(),
            open_signer=SignerOpener(data_folder, own, signing),
            verify=partial(verify_here, data_folder),
            records=records,
            write=write_all_or_nothing,
            paper=profile.paper,
            identity=signing_identity(own, signing, note),
            get_ready=import_document_libraries,
        )

    emergency = EmergencySheets(
        composer, render_emergency_sheet, records, write_all_or_nothing, profile.paper
    )
    desk = SigningDesk(
        data_folder, partial(_own_credential, settings), partial(_renew, data_folder, profile, settings)
    )
    signing = SigningSetup(desk, settings, profile.clinician.name, plans)
    return Workstation(profile, records, plans(), signing, emergency, database.close)


@contextmanager
def reading_records(data_folder: Path, passphrase: str) -> Iterator[EncryptedRecords]:
    """The records to look something up in, without the signing key. Raises as ``open_workstation`` does."""
    key = unlock(records_folder(data_folder), passphrase)
    database = EncryptedDatabase.open(records_folder(data_folder), key)
    try:
        yield EncryptedRecords(database, AuditLog(key, "", now))
    finally:
        database.close()


def _profile_of(settings: EncryptedSettings) -> WorkstationProfile:
    profile = settings.profile()
    if profile is None:
        raise _of_no_clinic()
    return WorkstationProfile.model_validate_json(profile)


def _own_credential(settings: EncryptedSettings) -> StoredCredential:
    credential = settings.credential()
    if credential is None:
        raise _of_no_clinic()
    return credential


def _of_no_clinic() -> StorageError:
    return StorageError("These records belong to no clinic yet.", "Restore them from the latest backup.")


def _renew(data_folder: Path, profile: WorkstationProfile, settings: EncryptedSettings) -> None:
    """The old authority stays on the list beside the new one: what it vouched for stays valid."""
    keys = new_signing_keys(profile)
    trust_signers(data_folder, keys.authority_pem)
    settings.store_credential(keys.pkcs12, keys.passphrase)
