"""The throw-away demo clinic: its authority, its one clinician, and the sample patients that ship."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from desktop_app.application.vocabulary import vocabulary_of
from desktop_app.composition.clinical import Clinical
from desktop_app.composition.clock import now
from desktop_app.composition.demo_sign_in import CLINICIAN
from desktop_app.composition.plans import CredentialSigner
from desktop_app.domain.care_plan import ClinicProfile
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.errors import ExportError
from desktop_app.interop.case_file import read_case
from desktop_app.resource_files import resource_root
from desktop_app.signing.clinic_keys import ca_pem, create_clinic_authority, issue_clinician_credential
from desktop_app.signing.credentials import open_credential

PROFILE: Final = ClinicProfile(name="Demo Back Clinic", phone="555-0100", after_hours_phone="555-0199")
_KEY_DAYS: Final = 90
_MOST_FOLDERS: Final = 1000


@dataclass(frozen=True, slots=True)
class SamplePatient:
    """An invented patient with a complete consultation."""

    title: str
    consultation: Consultation


@dataclass(frozen=True, slots=True)
class DemoClinic:
    """Keys that are worth nothing outside the demonstration."""

    pkcs12: bytes = field(repr=False)
    passphrase: str = field(repr=False)
    authority_pem: bytes

    @property
    def profile(self) -> ClinicProfile:
        return PROFILE

    def signer(self) -> CredentialSigner:
        return CredentialSigner(open_credential(self.pkcs12, self.passphrase))

    def key_files(self) -> dict[str, bytes]:
        """What ``export`` and ``verify`` need to be tried by hand."""
        return {
            "demo-signer.p12": self.pkcs12,
            "demo-signer.passphrase": self.passphrase.encode() + b"\n",
            "demo-clinic-ca.pem": self.authority_pem,
        }


def make_demo_clinic() -> DemoClinic:
    """A new authority and a clinician's key, valid for a month."""
    at = now()
    authority = create_clinic_authority(PROFILE.name, at)
    passphrase = secrets.token_urlsafe(18)
    pkcs12 = issue_clinician_credential(authority, CLINICIAN, at, _KEY_DAYS, passphrase)
    return DemoClinic(pkcs12, passphrase, ca_pem(authority))


def sample_patients(clinical: Clinical) -> tuple[SamplePatient, ...]:
    """The sample consultations in ``resources/samples``; the first comment line of each is its title."""
    vocabulary = vocabulary_of(clinical.compiled.knowledge)
    samples = []
    for file in sorted((resource_root() / "samples").iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".yaml"):
            data = file.read_bytes()
            title = data.decode().splitlines()[0].lstrip("# ")
            samples.append(SamplePatient(title, read_case(data, file_name=file.name, vocabulary=vocabulary)))
    return tuple(samples)


def fresh_folder(wanted: Path) -> Path:
    """``wanted`` where it is empty or new, else a numbered folder inside it: an earlier demo is never overwritten.

    Raises ``ExportError`` where no folder can be made.
    """
    try:
        wanted.mkdir(parents=True, exist_ok=True)
        if not any(wanted.iterdir()):
            return wanted
        for number in range(2, _MOST_FOLDERS):
            folder = wanted / f"demo-{number}"
            if not folder.exists():
                folder.mkdir()
                return folder
    except OSError:
        pass
    raise ExportError(
        "The folder for the demo cannot be made. Nothing was written.", "Choose another folder."
    )
