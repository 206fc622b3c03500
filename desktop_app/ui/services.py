"""What the window needs from the rest of the application, handed over by the composition root."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    # Pydantic would cost the first paint as much time as Qt itself: nothing of it is imported to draw the frame.
    from desktop_app.application.ports import Records
    from desktop_app.application.visit_form import VisitForm
    from desktop_app.domain.consultation import Consultation
    from desktop_app.domain.evaluation import Evaluation
    from desktop_app.domain.signature import SignatureReport


@dataclass(frozen=True, slots=True)
class SampleVisit:
    """A made-up patient of the demo clinic."""

    title: str
    consultation: Consultation


@dataclass(frozen=True, slots=True)
class Services:
    """What the screens work with after sign-in. ``verify`` judges the bytes of a PDF."""

    form: VisitForm
    evaluate: Callable[[Consultation], Evaluation]
    records: Records
    now: Callable[[], datetime]
    clinician: str
    verify: Callable[[bytes], SignatureReport]
    samples: tuple[SampleVisit, ...] = ()
    demo: bool = False
    plans: object | None = field(default=None)
    """The use cases that make, sign and export a plan; the review step knows their type."""


@dataclass(frozen=True, slots=True)
class Welcome:
    """What stands on the sign-in page. Without ``needs_passphrase`` the window goes straight on."""

    needs_passphrase: bool
    clinician: str = ""
    note: str = ""


class Entrance(Protocol):
    """The way from an empty window to the signed-in clinician. Both verbs run in a worker, after the first paint."""

    def prepare(self) -> Welcome:
        """Import what is slow and load the content. Raises ``ContentError`` or ``StorageError``."""

    def unlock(self, passphrase: str) -> Services:
        """Open the records. Raises ``WrongPassphraseError`` or another ``StorageError``."""
