"""Preview, sign and export the plan of a visit. Nothing is called signed before it is verified and durable."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from pathlib import Path
from typing import Final, Protocol

from desktop_app.application.amend_visit import amended_visit
from desktop_app.application.outputs import (
    DocumentSigner,
    FolderWriter,
    Paper,
    PlanDocuments,
    SignedDocuments,
    export,
    sign_plan,
)
from desktop_app.application.ports import Records
from desktop_app.application.printable_texts import amendment_texts, unprintable_texts
from desktop_app.domain.care_plan import CarePlan
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_record import to_json
from desktop_app.domain.errors import CredentialError, PlanRefusedError, SigningError
from desktop_app.domain.history import NO_HISTORY, History
from desktop_app.domain.records import SignedPlan
from desktop_app.domain.signature import SignatureLevel, SignatureReport, Verdict

_UNSIGNED: Final = "NOT SIGNED"
_CLOCK_STEP: Final = timedelta(minutes=1)
"""How far a clock that is set by a network may step back between two acts."""


class Composer(Protocol):
    """Makes the finished plan of a consultation, as it would be signed now."""

    def compose(
        self,
        consultation: Consultation,
        *,
        audit_head: str | None = None,
        history: History = NO_HISTORY,
        level: SignatureLevel = SignatureLevel.B_B,
    ) -> CarePlan:
        """Raises ``PlanRefusedError`` with every reason."""


class SigningSecret(Enum):
    """What is typed for every signature. The values are its words on the screen."""

    RECORDS = "Passphrase"
    KEY_FILE = "Passphrase of the key file"
    CARD = "PIN of the card"


@dataclass(frozen=True, slots=True)
class SigningIdentity:
    """Who signs on this workstation, and with what.

    ``time_stamps`` is the address of the clinic's time stamp server, empty where there is none; ``note`` is shown
    beside the field of the secret.
    """

    name: str
    valid_until: date
    note: str = ""
    secret: SigningSecret = SigningSecret.RECORDS
    time_stamps: str = ""

    def has_ended(self, today: date) -> bool:
        """Whether the certificate can sign nothing any more."""
        return today > self.valid_until


class OpenSigner(Protocol):
    """Opens the signing key."""

    def __call__(self, secret: str, *, time_stamped: bool = True) -> DocumentSigner:
        """The signer, for the secret that is typed for every signature.

        ``time_stamped`` asks for a time stamp on each, where the clinic has a server for them. Raises
        ``WrongPassphraseError`` or ``CredentialError``.
        """


@dataclass(frozen=True, slots=True)
class VisitPlans:
    """The use cases of the review step, for one clinician.

    ``verify`` judges bytes against the clinics that this workstation trusts; ``get_ready`` loads what the others need,
    ahead of time.
    """

    composer: Composer
    documents: PlanDocuments
    open_signer: OpenSigner
    verify: Callable[[bytes], SignatureReport]
    records: Records
    write: FolderWriter
    paper: Paper
    identity: SigningIdentity
    get_ready: Callable[[], None]

    def reasons_against(self, consultation: Consultation) -> tuple[str, ...]:
        """Every reason why the plan cannot be signed as it stands; none means that it can."""
        try:
            self.composer.compose(consultation)
        except PlanRefusedError as error:
            return error.reasons
        return ()

    def preview(self, consultation: Consultation, history: History = NO_HISTORY) -> Mapping[str, bytes]:
        """The documents by kind as they would be signed now; in place of the plan's number they say that they are not.

        Raises ``PlanRefusedError`` or ``RenderError``.
        """
        level = SignatureLevel.B_T if self.identity.time_stamps else SignatureLevel.B_B
        head = self.records.audit_head()
        plan = self.composer.compose(consultation, audit_head=head, history=history, level=level)
        context = plan.context.model_copy(update={"plan_id": _UNSIGNED})
        rendered = self.documents.render(plan.model_copy(update={"context": context}), self.paper)
        return {kind: document.pdf for kind, document in rendered.items()}

    def sign(
        self,
        consultation: Consultation,
        secret: str,
        draft_id: str | None,
        history: History = NO_HISTORY,
        *,
        time_stamped: bool = True,
    ) -> SignedDocuments:
        """Sign, verify, and keep for ever; the draft is dropped in the same transaction.

        Raises ``PlanRefusedError``, ``RenderError``, ``WrongPassphraseError``, ``CredentialError``, ``SigningError``
        or ``StorageError``; the draft is then as it was and nothing is signed. After a ``TimeStampError`` the clinician
        may choose to sign without a time stamp: never the program.
        """
        signer = self.open_signer(secret, time_stamped=time_stamped)
        head = self.records.audit_head()
        plan = self.composer.compose(consultation, audit_head=head, history=history, level=signer.level)
        self._require_same_person(signer)
        self._require_plausible_clock(plan)
        signed = sign_plan(plan, self.documents, signer, self.paper)
        self._require_valid(signed)
        self.records.save_signed_plan(_record(consultation, plan, signed, signer.signer), draft_id)
        return signed

    def amend(self, plan_id: str, reason: str) -> tuple[Consultation, History]:
        """What a visit begins with that corrects a signed plan. Raises as ``amended_visit`` does.

        A reason that cannot be printed is a ``SigningError``, too: it could not be changed later.
        """
        for sentence in unprintable_texts(amendment_texts(reason), self.documents.unprintable):
            raise SigningError(sentence)
        return amended_visit(self.records, plan_id, reason)

    def export(self, signed: SignedDocuments, folder: Path) -> tuple[Path, ...]:
        """Write the signed documents into a folder, all or none. Raises ``ExportError``."""
        return export(signed, folder, self.write)

    def _require_valid(self, signed: SignedDocuments) -> None:
        for pdf in signed.documents.values():
            report = self.verify(pdf)
            if report.verdict is not Verdict.VALID:
                raise SigningError(
                    f"The signed document did not verify, so nothing was signed. {report.reason}",
                    "Try again. If it happens again, the signing certificate must be renewed.",
                )

    def _require_same_person(self, signer: DocumentSigner) -> None:
        if signer.signer != self.identity.name:
            raise CredentialError(
                "The signing certificate names another person than the one who is shown.",
                "Sign in as the person whose certificate it is, or choose another key.",
            )

    def _require_plausible_clock(self, plan: CarePlan) -> None:
        """A clock behind the content or the records would date the signature wrongly (and could hide an expiry)."""
        at = plan.context.created_at
        if any(at < moment for moment in self._known_past(plan)):
            raise SigningError(
                "The clock of this computer is behind what is already recorded. Nothing was signed.",
                "Set date and time of the computer, then sign again.",
            )

    def _known_past(self, plan: CarePlan) -> Iterator[datetime]:
        yield datetime.combine(plan.content.published_on, time.min, plan.context.created_at.tzinfo)
        last = self.records.last_entry_at()
        if last is not None:
            yield last - _CLOCK_STEP


def _record(consultation: Consultation, plan: CarePlan, signed: SignedDocuments, signer: str) -> SignedPlan:
    context = plan.context
    return SignedPlan(
        plan_id=context.plan_id,
        visit_date=consultation.visit_date,
        case_json=to_json(consultation),
        plan_json=plan.model_dump_json(),
        documents=signed.documents,
        signed_at=context.created_at,
        signer=signer,
        replaces=context.replaces,
    )
