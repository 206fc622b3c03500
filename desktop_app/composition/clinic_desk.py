"""What prints and signs on a workstation, by the settings as they are saved when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.application.clinic_setup import ClinicDocuments, DetailChecks, WorkstationProfile
from desktop_app.application.emergency_sheets import EmergencySheets
from desktop_app.application.sign_visit import VisitPlans
from desktop_app.atomic_file import write_all_or_nothing
from desktop_app.composition.clinical import Clinical
from desktop_app.composition.plans import (
    PlanComposer,
    ReportlabDocuments,
    import_document_libraries,
    render_emergency_sheet,
)
from desktop_app.composition.signing_desk import SignerOpener, signing_identity
from desktop_app.composition.trust import verify_here
from desktop_app.domain.errors import StorageError
from desktop_app.signing.clinic_keys import name_problem
from desktop_app.storage.records import EncryptedRecords
from desktop_app.storage.settings import EncryptedSettings

if TYPE_CHECKING:
    from desktop_app.domain.records import StoredCredential


def saved_profile(settings: EncryptedSettings) -> WorkstationProfile:
    """Raises ``StorageError`` where nothing was set up."""
    profile = settings.profile()
    if profile is None:
        raise _of_no_clinic()
    return WorkstationProfile.model_validate_json(profile)


def detail_checks() -> DetailChecks:
    """By the fonts of the documents, and the certificates that are made here."""
    return DetailChecks(ReportlabDocuments().unprintable, name_problem)


def _of_no_clinic() -> StorageError:
    return StorageError("These records belong to no clinic yet.", "Restore them from the latest backup.")


@dataclass(frozen=True, slots=True)
class ClinicDesk:
    """Every verb reads the settings anew, and raises ``StorageError`` or ``CredentialError``."""

    data_folder: Path
    clinical: Clinical
    settings: EncryptedSettings
    records: EncryptedRecords
    note: str

    def profile(self) -> WorkstationProfile:
        return saved_profile(self.settings)

    def own_credential(self) -> StoredCredential:
        """The key that was made for these records."""
        credential = self.settings.credential()
        if credential is None:
            raise _of_no_clinic()
        return credential

    def plans(self) -> VisitPlans:
        profile, own, signing = self.profile(), self.own_credential(), self.settings.signing()
        return VisitPlans(
            composer=self._composer(profile),
            documents=ReportlabDocuments(),
            open_signer=SignerOpener(self.data_folder, own, signing),
            verify=partial(verify_here, self.data_folder),
            records=self.records,
            write=write_all_or_nothing,
            paper=profile.paper,
            identity=signing_identity(own, signing, self.note),
            get_ready=import_document_libraries,
        )

    def emergency(self) -> EmergencySheets:
        profile = self.profile()
        return EmergencySheets(
            self._composer(profile), render_emergency_sheet, self.records, write_all_or_nothing, profile.paper
        )

    def documents(self) -> ClinicDocuments:
        return ClinicDocuments(self.plans(), self.emergency())

    def _composer(self, profile: WorkstationProfile) -> PlanComposer:
        return PlanComposer(self.clinical, profile.clinic, profile.clinician)
