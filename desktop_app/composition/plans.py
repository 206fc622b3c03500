"""Compose, render, sign and write plans with the adapters of this application."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import ValidationError

from desktop_app.application.outputs import (
    CARE_PLAN,
    HANDOUT,
    REFERRAL,
    FolderWriter,
    Paper,
    SignedDocuments,
    sign_plan,
)
from desktop_app.application.printable_texts import (
    amendment_texts,
    clinic_texts,
    unprintable_texts,
    visit_texts,
)
from desktop_app.atomic_file import write_all_or_nothing
from desktop_app.composition.clinical import Clinical
from desktop_app.composition.clock import now
from desktop_app.domain.answers import Answer
from desktop_app.domain.care_plan import CarePlan, Clinician, ClinicProfile, PlanContext
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.emergency_sheet import EmergencySheet
from desktop_app.domain.errors import CredentialError, LumbarPathwayError, PlanRefusedError
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.history import NO_HISTORY, Amendment, History
from desktop_app.domain.refusals import refusals
from desktop_app.domain.signature import RenderedDocument, SignatureLevel

if TYPE_CHECKING:
    from desktop_app.signing.credentials import SigningCredential
    from desktop_app.signing.time_stamp_server import TimeStampServer

_DOCUMENT_MODULES = (
    "documents.care_plan_document",
    "documents.handout_document",
    "documents.referral_document",
    "documents.pdf_renderer",
    "signing.pades_signer",
)


class ReportlabDocuments:
    """Lays out the documents of a plan with reportlab."""

    def render(self, plan: CarePlan, paper: Paper) -> Mapping[str, RenderedDocument]:
        """Care plan and handout, and a letter where a referral was accepted. Raises ``RenderError``."""
        from desktop_app.documents.care_plan_document import care_plan_document
        from desktop_app.documents.handout_document import handout_document
        from desktop_app.documents.pdf_renderer import ReportlabRenderer
        from desktop_app.documents.referral_document import accepted_referrals, referral_document

        documents = {CARE_PLAN: care_plan_document(plan, paper), HANDOUT: handout_document(plan, paper)}
        if accepted_referrals(plan):
            documents[REFERRAL] = referral_document(plan, paper)
        renderer = ReportlabRenderer()
        return {kind: renderer.render(document) for kind, document in documents.items()}

    def unprintable(self, text: str) -> str:
        from desktop_app.documents.pdf_fonts import as_printed, unprintable

        return unprintable(as_printed(text))


def import_document_libraries() -> None:
    """Import what makes and signs documents: the first ones of a process take four times as long without it."""
    for name in _DOCUMENT_MODULES:
        import_module(f"desktop_app.{name}")


class CredentialSigner:
    """Signs with one opened credential, from a file or on a card."""

    def __init__(self, credential: SigningCredential, time_stamps: TimeStampServer | None = None) -> None:
        self._credential = credential
        self._time_stamps = time_stamps

    @property
    def signer(self) -> str:
        return self._credential.signer

    @property
    def valid_until(self) -> date:
        """The last day of the certificate."""
        return self._credential.certificate.not_valid_after_utc.astimezone().date()

    @property
    def level(self) -> SignatureLevel:
        return SignatureLevel.B_B if self._time_stamps is None else SignatureLevel.B_T

    def sign(self, document: RenderedDocument, *, at: datetime, reason: str) -> bytes:
        """Raises ``CredentialError`` for a credential that may not sign now, or ``SigningError``."""
        from desktop_app.signing.pades_signer import PadesSigner

        return PadesSigner().sign(
            document, self._credential, at=at, reason=reason, time_stamps=self._time_stamps
        )

    def with_time_stamps(self, url: str, trust: Sequence[bytes]) -> CredentialSigner:
        """The same signer; its signatures carry a time stamp of this server. Raises ``SigningError``."""
        from desktop_app.signing.time_stamp_server import TimeStampServer

        return CredentialSigner(self._credential, TimeStampServer(url, trust))

    def clinic_profile(self) -> ClinicProfile:
        """What is known of the clinic where no profile was given: no number that a patient could call in vain."""
        return ClinicProfile(name="", phone=None, after_hours_phone=None)


def open_signer(key_file: Path, passphrase: str) -> CredentialSigner:
    """Raises ``CredentialError``, also for a credential that is expired or not meant for signing."""
    from desktop_app.signing.credentials import check_usable, open_credential

    try:
        data = key_file.read_bytes()
    except OSError:
        raise CredentialError(
            "The signing key file cannot be read.", "Check its name and its permissions."
        ) from None
    credential = open_credential(data, passphrase)
    check_usable(credential, now())
    return CredentialSigner(credential)


def open_card_signer(module: Path, token: str | None, certificate: str | None, pin: str) -> CredentialSigner:
    """The signer whose key is on the card behind a PKCS#11 module. Raises ``CredentialError`` as above."""
    from desktop_app.signing.credentials import check_usable
    from desktop_app.signing.smart_cards import CardChoice, open_card

    credential = open_card(CardChoice(module, token, certificate), pin)
    check_usable(credential, now())
    return CredentialSigner(credential)


def read_clinic_profile(file: Path) -> ClinicProfile:
    """The clinic's name and numbers from a JSON file."""
    try:
        return ClinicProfile.model_validate_json(file.read_bytes())
    except (OSError, ValueError) as error:
        raise LumbarPathwayError(
            f"The clinic profile cannot be read{_reason(error)}.",
            "It is a JSON file with name, phone and after_hours_phone.",
        ) from None


def _reason(error: Exception) -> str:
    """Which of the values cannot be, where it is that."""
    found = refusals(error, ClinicProfile) if isinstance(error, ValidationError) else []
    return next((f": {problem.sentence}" for location, problem in found if location), "")


@dataclass(frozen=True, slots=True)
class PlanComposer:
    """Composes plans for one clinician of one clinic."""

    clinical: Clinical
    clinic: ClinicProfile
    clinician: Clinician

    def compose(
        self,
        consultation: Consultation,
        *,
        language: Literal["en", "es"] | None = None,
        large_print: bool | None = None,
        audit_head: str | None = None,
        history: History = NO_HISTORY,
        level: SignatureLevel = SignatureLevel.B_B,
    ) -> CarePlan:
        """The finished plan as it would be signed now.

        Raises ``PlanRefusedError``, also for a text that no document prints.
        """
        from desktop_app.engine.planning import compose_plan

        patient = consultation.patient
        spoken: Literal["en", "es"] = "es" if patient.language == "es" else "en"
        context = self._context(
            language=language or spoken,
            large_print=patient.large_print is Answer.YES if large_print is None else large_print,
            audit_head=audit_head,
            amends=history.amends,
            level=level,
        )
        refused = self._unprintable(consultation, context)
        try:
            plan = compose_plan(
                consultation, self.clinical.evaluate(consultation), self.clinical.compiled, context, history
            )
        except PlanRefusedError as error:
            raise PlanRefusedError((*error.reasons, *refused)) from None
        if refused:
            raise PlanRefusedError(refused)
        return plan

    def _unprintable(self, consultation: Consultation, context: PlanContext) -> tuple[str, ...]:
        texts = (
            *visit_texts(consultation),
            *amendment_texts(context.amendment_reason),
            *clinic_texts(self.clinic, self.clinician),
        )
        return unprintable_texts(texts, ReportlabDocuments().unprintable)

    def compose_sheet(self, consultation: Consultation, evaluation: Evaluation) -> EmergencySheet:
        """The emergency sheet as it would be printed now. Raises ``ValueError`` where there is no emergency."""
        from desktop_app.engine.emergency_sheet import compose_emergency_sheet

        context = self._context(language="en", large_print=False, audit_head=None)
        return compose_emergency_sheet(consultation, evaluation, self.clinical.compiled, context)

    def _context(
        self,
        *,
        language: Literal["en", "es"],
        large_print: bool,
        audit_head: str | None,
        amends: Amendment | None = None,
        level: SignatureLevel = SignatureLevel.B_B,
    ) -> PlanContext:
        return PlanContext(
            plan_id=secrets.token_hex(4).upper(),
            clinic=self.clinic,
            clinician=self.clinician,
            created_at=now(),
            language=language,
            large_print=large_print,
            audit_head=audit_head,
            signature_level=level,
            replaces=None if amends is None else amends.plan_id,
            amendment_reason=None if amends is None else amends.reason,
        )


def render_emergency_sheet(sheet: EmergencySheet, paper: Paper) -> RenderedDocument:
    """The sheet laid out with reportlab, which is imported when it is first needed. Raises ``RenderError``."""
    from desktop_app.documents.emergency_sheet_document import render_emergency_sheet

    return render_emergency_sheet(sheet, paper)


@dataclass(frozen=True, slots=True)
class PlanPublisher:
    """Composes, renders and signs plans for one clinician."""

    composer: PlanComposer
    signer: CredentialSigner
    paper: Paper
    write: FolderWriter

    def sign(
        self,
        consultation: Consultation,
        *,
        language: Literal["en", "es"] | None = None,
        large_print: bool | None = None,
    ) -> SignedDocuments:
        """Raises ``PlanRefusedError``, ``RenderError``, ``CredentialError`` or ``SigningError``."""
        plan = self.composer.compose(
            consultation, language=language, large_print=large_print, level=self.signer.level
        )
        return sign_plan(plan, ReportlabDocuments(), self.signer, self.paper)


def plan_publisher(
    clinical: Clinical, signer: CredentialSigner, clinic: ClinicProfile, paper: Paper
) -> PlanPublisher:
    """A publisher that writes all files of a plan or none."""
    composer = PlanComposer(clinical, clinic, _clinician(signer.signer))
    return PlanPublisher(composer, signer, paper, write_all_or_nothing)


def _clinician(name: str) -> Clinician:
    """The person in a certificate. Raises ``LumbarPathwayError`` for a name that no plan could hold."""
    try:
        return Clinician(name=name, credential="")
    except ValidationError as error:
        raise LumbarPathwayError(
            f"The details of the signing certificate cannot be kept{_reason(error)}."
        ) from None
