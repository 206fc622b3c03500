"""Opens the window on a clinic's records, or on a demo clinic that is gone when the window closes.

Whatever is slow is imported by the two entrances, in a worker, after the first paint.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING

from desktop_app.composition import demo_sign_in
from desktop_app.composition.records_folder import is_set_up

if TYPE_CHECKING:
    from desktop_app.composition.clinical import Clinical
    from desktop_app.composition.workstation import Workstation
    from desktop_app.domain.clinic_details import ClinicDetails
    from desktop_app.domain.provenance import ContentStamp
    from desktop_app.domain.signature import SignatureReport
    from desktop_app.ui.services import SampleVisit, Services, Welcome


def open_window(*, demo: bool, data_dir: Path | None) -> int:
    """Run the window until it is closed, and return its exit code."""
    if demo:
        with TemporaryDirectory(prefix="lumbar-pathway-demo-", ignore_cleanup_errors=True) as folder:
            return _run_and_close(DemoEntrance(Path(folder)))
    return _run_and_close(ClinicEntrance(data_dir))


def _run_and_close(entrance: ClinicEntrance) -> int:
    from desktop_app.ui.app import run

    try:
        return run(entrance)
    finally:
        entrance.close()


class ClinicEntrance:
    """The way into the records of a clinic. Without ``data_dir`` they are where this user's data is kept."""

    def __init__(self, data_dir: Path | None) -> None:
        self._data_dir = data_dir
        self._loaded: Clinical | None = None
        self._loading = Lock()
        self._workstation: Workstation | None = None

    def prepare(self) -> Welcome:
        """Whether there are records: a look at the folder, and no more."""
        from desktop_app.ui.services import Welcome

        return Welcome(needs_passphrase=True, needs_set_up=not is_set_up(self._folder()))

    def load(self) -> ContentStamp:
        """Load the content, and import what opens the records. Raises ``ContentError`` or ``ResourceError``."""
        return self._clinical().compiled.knowledge.stamp

    def set_up(self, details: ClinicDetails, passphrase: str) -> str:
        """Make the records of a new clinic and return the recovery code.

        Raises ``ClinicDetailsError`` or another ``LumbarPathwayError``.
        """
        # No records for an installation that cannot open them: first the content.
        self._clinical()
        from desktop_app.application.clinic_setup import checked_profile
        from desktop_app.composition.clinic_desk import detail_checks
        from desktop_app.composition.workstation import new_signing_keys, set_up

        profile = checked_profile(details, detail_checks())
        return set_up(self._folder(), profile, new_signing_keys(profile), passphrase)

    def unlock(self, passphrase: str) -> Services:
        """Open the records, as soon as everything is loaded. Raises what ``load`` raises, or ``StorageError``."""
        clinical = self._clinical()
        from desktop_app.application.printing import Printing
        from desktop_app.application.visit_form import visit_form
        from desktop_app.composition.clock import now
        from desktop_app.composition.printers import print_queue
        from desktop_app.composition.workstation import open_workstation
        from desktop_app.ui.services import Services

        workstation = open_workstation(self._folder(), clinical, passphrase, self._note())
        self._workstation = workstation
        return Services(
            form=visit_form(clinical.compiled.knowledge),
            evaluate=clinical.evaluate,
            records=workstation.records,
            now=now,
            clinician=workstation.profile.clinician.name,
            samples=self._samples(clinical),
            demo=self._is_demo(),
            plans=workstation.plans,
            signing=workstation.signing,
            clinic=workstation.clinic,
            emergency=workstation.emergency,
            printing=Printing(print_queue(), workstation.records, now),
        )

    def verify(self, pdf: bytes) -> SignatureReport:
        """Judge a signed PDF by the clinics that this computer trusts, and by the records while they are open."""
        from desktop_app.composition.trust import verify_here

        workstation = self._workstation
        return verify_here(self._folder(), pdf, None if workstation is None else workstation.records)

    def signed_revision(self, pdf: bytes) -> bytes | None:
        """The beginning of a changed file that was signed and is valid; the file itself where nothing was added."""
        from desktop_app.composition.trust import signed_revision_here

        return signed_revision_here(self._folder(), pdf)

    def close(self) -> None:
        """Close the records; nothing happens where they are not open."""
        if self._workstation is not None:
            self._workstation.close()
            self._workstation = None

    def _clinical(self) -> Clinical:
        """Loaded once, by the first worker that comes; any other waits for it."""
        with self._loading:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> Clinical:
        from desktop_app.composition.clinical import load_clinical

        clinical = load_clinical()
        # What ``unlock`` needs, too: the passphrase is still being typed.
        import_module("desktop_app.composition.workstation")
        return clinical

    def _folder(self) -> Path:
        from desktop_app.composition.trust import data_folder

        return data_folder() if self._data_dir is None else self._data_dir

    def _note(self) -> str:
        return ""

    def _is_demo(self) -> bool:
        return False

    def _samples(self, clinical: Clinical) -> tuple[SampleVisit, ...]:
        return ()


class DemoEntrance(ClinicEntrance):
    """The way into a throw-away clinic; its passphrase stands on the screen."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)

    def prepare(self) -> Welcome:
        """The clinic itself is made while it loads."""
        from desktop_app.ui.services import Welcome

        return Welcome(needs_passphrase=True, clinician=demo_sign_in.CLINICIAN, note=demo_sign_in.NOTE)

    def verify(self, pdf: bytes) -> SignatureReport:
        # Before it is made, the demo clinic is trusted by nobody.
        self._clinical()
        return super().verify(pdf)

    def _load(self) -> Clinical:
        """The content, and the clinic."""
        from desktop_app.application.clinic_setup import WorkstationProfile
        from desktop_app.composition.demo_clinic import PROFILE, make_demo_clinic
        from desktop_app.composition.workstation import SigningKeys, set_up
        from desktop_app.domain.care_plan import Clinician

        clinical = super()._load()
        clinic = make_demo_clinic()
        clinician = Clinician(name=demo_sign_in.CLINICIAN, credential="")
        keys = SigningKeys(clinic.pkcs12, clinic.passphrase, clinic.authority_pem)
        profile = WorkstationProfile(clinic=PROFILE, clinician=clinician)
        set_up(self._folder(), profile, keys, demo_sign_in.WORDS)
        return clinical

    def _note(self) -> str:
        return demo_sign_in.NOTE

    def _is_demo(self) -> bool:
        return True

    def _samples(self, clinical: Clinical) -> tuple[SampleVisit, ...]:
        from desktop_app.composition.demo_clinic import sample_patients
        from desktop_app.ui.services import SampleVisit

        return tuple(SampleVisit(sample.title, sample.consultation) for sample in sample_patients(clinical))
