"""Who signs, and what a verification found. Terms follow ETSI EN 319 102-1 and EN 319 142-1 (PAdES)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

SIGNATURE_FIELD: Final = "Signature"
"""The name of the one signature field of our documents."""


class Verdict(StrEnum):
    """The one headline of a verification, the worst first. The unexpected is ``CANNOT_BE_READ``, never ``VALID``."""

    CHANGED_AFTER_SIGNING = "changed_after_signing"
    DIFFERS_FROM_RECORD = "differs_from_record"
    SIGNER_NOT_KNOWN = "signer_not_known"
    CERTIFICATE_PROBLEM = "certificate_problem"
    CANNOT_BE_READ = "cannot_be_read"
    NOT_SIGNED = "not_signed"
    VALID = "valid"

    @property
    def rank(self) -> int:
        """Its place when several files are sorted: 0 is the worst."""
        return tuple(Verdict).index(self)


class SignatureLevel(StrEnum):
    """What a signature proves: who signed, or also by when, by the time stamp of somebody else."""

    B_B = "PAdES B-B"
    B_T = "PAdES B-T"


class RecordMatch(StrEnum):
    """Whether the records of this computer hold the very same file; ``NOT_CHECKED`` while nobody is signed in."""

    YES = "yes"
    NO = "no"
    NO_SUCH_RECORD = "no_such_record"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """Separate verdicts behind the headline; ``None`` where a check could not be reached.

    ``signed_at`` is the time the signer's workstation claimed and ``time_stamped_at`` the time of a
    trusted time stamp, which a signature of level PAdES B-T carries and one of PAdES B-B does not. ``document`` is
    the title of the signed file, the plan's number its last word; like every name it is told only where the signer is
    known. ``certificate_ends`` is the end of the signing certificate.
    """

    verdict: Verdict
    reason: str
    signer: str | None = None
    issuer: str | None = None
    signed_at: datetime | None = None
    level: SignatureLevel | None = None
    intact: bool | None = None
    covers_whole_file: bool | None = None
    trusted: bool | None = None
    document: str | None = None
    certificate_ends: datetime | None = None
    time_stamped_at: datetime | None = None
    record: RecordMatch = RecordMatch.NOT_CHECKED


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """Where the visible signature block stands: page counted from 0, and its rectangle in PDF points."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class RenderedDocument:
    """A finished, unsigned PDF. ``signature_box`` is where its empty signature field stands."""

    pdf: bytes
    page_count: int
    signature_box: SignatureBox
