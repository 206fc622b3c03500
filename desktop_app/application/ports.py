"""What the use cases need from outside, as protocols. Adapters fulfil them; only ``composition`` knows which."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from desktop_app.domain.records import (
    AuditVerdict,
    DraftSummary,
    PlanSummary,
    SignedPlan,
    StoredCredential,
    StoredDraft,
)
from desktop_app.domain.signing_settings import SigningSettings


class Records(Protocol):
    """Drafts, signed plans and their audit trail.

    A verb that returns has made its change durable, with its audit entry: only then may the screen say so. Every
    verb raises ``StorageError``. Times carry their offset from UTC.
    """

    def save_draft(
        self, draft_id: str, case_json: str, position: str, saved_at: datetime, follows: str = ""
    ) -> None:
        """Keep the draft as it is now, in place of what it was; ``follows`` as in ``StoredDraft``."""

    def drafts(self) -> tuple[DraftSummary, ...]:
        """Every draft, the last saved first."""

    def load_draft(self, draft_id: str) -> StoredDraft:
        """The draft as last saved."""

    def discard_draft(self, draft_id: str) -> None:
        """Delete the draft; nothing happens where there is none."""

    def save_signed_plan(self, plan: SignedPlan, draft_id: str | None = None) -> None:
        """Keep the plan for ever, and drop the draft it was made from."""

    def signed_plans(self) -> tuple[PlanSummary, ...]:
        """Every signed plan, the last signed first."""

    def load_signed_plan(self, plan_id: str) -> SignedPlan:
        """The plan with its documents, byte for byte as signed."""

    def verify_audit(self, known_head: str | None = None) -> AuditVerdict:
        """Recompute the audit trail; a ``known_head`` from a signed plan also shows an older copy put back."""

    def audit_head(self) -> str:
        """The hash of the last audit entry, to be printed in the next signed plan."""

    def last_entry_at(self) -> datetime | None:
        """When the last audit entry was made; ``None`` before the first."""


class ClinicSettings(Protocol):
    """The clinic's profile and what its clinician signs with. Every verb raises ``StorageError``."""

    def store_credential(self, pkcs12: bytes, passphrase: str) -> None:
        """Keep the signing key and the passphrase that opens it, in place of the one before."""

    def credential(self) -> StoredCredential | None:
        """The signing key, or ``None`` before there is one."""

    def save_profile(self, profile_json: str, changed: Sequence[str] = ()) -> None:
        """Keep the clinic's profile in place of the one before; the audit trail says what ``changed``, not to what."""

    def profile(self) -> str | None:
        """The clinic's profile as it was saved, or ``None`` before there is one."""

    def save_signing(self, settings: SigningSettings) -> None:
        """Keep what is signed with in place of what it was before."""

    def signing(self) -> SigningSettings:
        """What is signed with; the defaults before anything else was chosen."""

    def note_trust(self, fingerprint: str) -> None:
        """Add to the audit trail that a certificate, or a file of them, is trusted from now on, by its SHA-256."""
