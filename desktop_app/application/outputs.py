"""From a finished plan to signed documents in a folder: all of them, or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from desktop_app.domain.care_plan import CarePlan, PlanContext
from desktop_app.domain.signature import RenderedDocument, SignatureLevel

Paper = Literal["a4", "letter"]

CARE_PLAN, HANDOUT, REFERRAL = "care-plan", "handout", "referral"


class PlanDocuments(Protocol):
    """Lays out the documents of a plan."""

    def render(self, plan: CarePlan, paper: Paper) -> Mapping[str, RenderedDocument]:
        """Every document of the plan by kind. Raises ``RenderError``."""

    def unprintable(self, text: str) -> str:
        """A character of ``text`` that no document prints, by number and name; empty where all of it is printed."""


class DocumentSigner(Protocol):
    """Signs with the clinician's credential."""

    @property
    def signer(self) -> str:
        """The name in the certificate."""

    @property
    def level(self) -> SignatureLevel:
        """What its signatures prove: never less, or nothing is signed."""

    def sign(self, document: RenderedDocument, *, at: datetime, reason: str) -> bytes:
        """The signed document, already verified. Raises ``CredentialError`` or ``SigningError``."""


class FolderWriter(Protocol):
    """Writes finished files."""

    def __call__(self, folder: Path, files: Mapping[str, bytes]) -> None:
        """Write every file or none, never over another. Raises ``ExportError``."""


@dataclass(frozen=True, slots=True)
class SignedDocuments:
    """The documents of a plan as signed, by kind; ``context`` says whose plan it is, and when it was signed."""

    context: PlanContext
    documents: Mapping[str, bytes]

    def record_id(self, kind: str) -> str:
        """What the audit trail calls one of the documents."""
        return f"{self.context.plan_id}/{kind}"

    def file_names(self) -> dict[str, str]:
        """The name of each document's file: kind, date and plan id, never who the patient is."""
        day = self.context.created_at.date().strftime("%Y%m%d")
        return {kind: f"{kind}-{day}-{self.context.plan_id}.pdf" for kind in self.documents}


def sign_plan(
    plan: CarePlan, documents: PlanDocuments, signer: DocumentSigner, paper: Paper
) -> SignedDocuments:
    """Render and sign every document of the plan, at the time that the plan itself states.

    Raises ``RenderError``, ``CredentialError`` or ``SigningError``.
    """
    at = plan.context.created_at
    rendered = documents.render(plan, paper)
    reasons = {
        CARE_PLAN: "I wrote and reviewed this care plan",
        HANDOUT: "I gave this handout to the patient",
        REFERRAL: "I wrote this referral letter",
    }
    signed = {kind: signer.sign(doc, at=at, reason=reasons[kind]) for kind, doc in rendered.items()}
    return SignedDocuments(plan.context, signed)


def export(signed: SignedDocuments, folder: Path, write: FolderWriter) -> tuple[Path, ...]:
    """Write the documents into ``folder`` and say where they are. Raises ``ExportError``; nothing is then left."""
    names = signed.file_names()
    write(folder, {names[kind]: data for kind, data in signed.documents.items()})
    return tuple(folder / name for name in names.values())
