"""What the window needs from the rest of the application, handed over by the composition root."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    # Pydantic would cost the first paint as much time as Qt itself: nothing of it is imported to draw the frame.
    from desktop_app.application.clinic_setup import ClinicSetup
    from desktop_app.application.emergency_sheets import EmergencySheets
    from desktop_app.application.ports import Records
    from desktop_app.application.printing import Printing
    from desktop_app.application.sign_visit import VisitPlans
    from desktop_app.application.signing_setup import SigningSetup
    from desktop_app.application.visit_form import VisitForm
    from desktop_app.domain.clinic_details import ClinicDetails
    from desktop_app.domain.consultation import Consultation
    from desktop_app.domain.evaluation import Evaluation
    from desktop_app.domain.provenance import ContentStamp
    from desktop_app.domain.signature import SignatureReport


@dataclass(frozen=True, slots=True)
class SampleVisit:
    """A made-up patient of the demo clinic."""

    title: str
    consultation: Consultation


@dataclass(frozen=True, slots=True)
class Services:
    """What the screens work with after sign-in."""

    form: VisitForm
    evaluate: Callable[[Consultation], Evaluation]
    records: Records
    now: Callable[[], datetime]
    clinician: str
    emergency: EmergencySheets
    printing: Printing
    samples: tuple[SampleVisit, ...] = ()
    demo: bool = False
    plans: VisitPlans | None = None
    """Preview, sign and export; without them the review step shows, but signs nothing."""
    signing: SigningSetup | None = None
    """The settings of signing, where there are plans to sign."""
    clinic: ClinicSetup | None = None
    """The details of the clinic, where there are plans that carry them."""


@dataclass(frozen=True, slots=True)
class Welcome:
    """What stands on the sign-in page. Without ``needs_passphrase`` the window goes straight on.

    ``needs_set_up``: there are no records yet, and the set-up page comes first.
    """

    needs_passphrase: bool
    clinician: str = ""
    note: str = ""
    needs_set_up: bool = False


class Verifier(Protocol):
    """Judges signed PDF files, before sign-in too. Both verbs run in a worker."""

    def verify(self, pdf: bytes) -> SignatureReport:
        """Judge by the clinics that this computer trusts, and by the records while they are open.

        Raises ``StorageError`` where those do not answer.
        """

    def signed_revision(self, pdf: bytes) -> bytes | None:
        """What was signed of a file and is valid: all of it, its beginning, or ``None``."""


class Entrance(Verifier, Protocol):
    """The way from an empty window to the signed-in clinician. Every verb runs in a worker, after the first paint.

    The page that ``prepare`` decides on is shown before ``load`` begins: the passphrase is typed while it runs.
    """

    def prepare(self) -> Welcome:
        """What comes first. Looks at files only: nothing slow is imported, and no content is read."""

    def load(self) -> ContentStamp:
        """Import what is slow and load the content, once. Raises ``ContentError`` or ``ResourceError``."""

    def set_up(self, details: ClinicDetails, passphrase: str) -> str:
        """Make the records of a new clinic and return the recovery code.

        Raises ``ClinicDetailsError`` or another ``LumbarPathwayError``.
        """

    def unlock(self, passphrase: str) -> Services:
        """Open the records, as soon as ``load`` is done. Raises what it raises, or ``StorageError``."""
