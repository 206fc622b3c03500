"""Whether a signed file is the one that the records of this computer hold: another question than its signature."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Protocol

from desktop_app.domain.signature import RecordMatch, SignatureReport, Verdict


class DocumentDigests(Protocol):
    """What the records know of the documents that were signed here."""

    def document_digests(self, plan_id: str) -> frozenset[str]:
        """SHA-256, in hexadecimal, of each document of a plan; none for an unknown plan. Raises ``StorageError``."""


def compared_with_records(report: SignatureReport, pdf: bytes, records: DocumentDigests) -> SignatureReport:
    """The report on ``pdf`` with the answer of the records, wherever the file tells a plan that can be believed.

    A valid signature over something else than what was signed here under the same number is no good news: it gets a
    headline of its own. Raises ``StorageError``.
    """
    if report.document is None:
        return report
    known = records.document_digests(report.document.rpartition(" ")[2])
    if not known:
        return replace(report, record=RecordMatch.NO_SUCH_RECORD)
    if sha256(pdf).hexdigest() in known:
        return replace(report, record=RecordMatch.YES)
    report = replace(report, record=RecordMatch.NO)
    if report.verdict is not Verdict.VALID:
        return report
    reason = (
        "Unchanged since it was signed, but the records here hold other documents under the same plan number."
    )
    return replace(report, verdict=Verdict.DIFFERS_FROM_RECORD, reason=reason)
