"""What is kept between visits: drafts, signed plans, the signing credential, and the verdict on the audit trail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class PatientLabel:
    """What a worklist row shows of a patient. Names may be empty: only the birth date is required of a case."""

    given_name: str
    family_name: str
    birth_date: date
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """One row of the drafts list."""

    draft_id: str
    patient: PatientLabel
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """An unfinished consultation. ``position`` is where the clinician was, in the window's own words.

    ``follows`` names the signed plans that the visit follows, as JSON; empty for a first visit.
    """

    draft_id: str
    case_json: str = field(repr=False)
    position: str
    saved_at: datetime
    follows: str = ""


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """One row of the signed plans list. ``replaces`` is the plan that this one amends.

    ``triage_class`` and ``follow_up_due`` are those of the plan; empty and ``None`` where it names none.
    """

    plan_id: str
    patient: PatientLabel
    visit_date: date
    signed_at: datetime
    signer: str
    replaces: str | None
    triage_class: str = ""
    follow_up_due: date | None = None


@dataclass(frozen=True, slots=True)
class SignedPlan:
    """A finished consultation, never edited: an amendment is a new plan that ``replaces`` it.

    ``documents`` maps the kind of document (``care_plan``, ``handout``) to its signed PDF bytes.
    """

    plan_id: str
    visit_date: date
    case_json: str = field(repr=False)
    plan_json: str = field(repr=False)
    documents: Mapping[str, bytes] = field(repr=False)
    signed_at: datetime
    signer: str
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class StoredCredential:
    """The clinician's signing key and certificate, as PKCS#12 bytes and the passphrase that opens them."""

    pkcs12: bytes = field(repr=False)
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AuditVerdict:
    """Whether the audit trail is whole. ``first_bad`` is the number of the first entry that does not fit, if any."""

    intact: bool
    entries: int
    first_bad: int | None = None


class PrintEvent(StrEnum):
    """What is known of pages: sent is not printed. Codes are stable for ever."""

    SENT = "document_sent_to_printer"
    PAPER_SEEN = "document_printed"
    NO_PAPER = "document_not_printed"
