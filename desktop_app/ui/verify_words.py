"""What a verification found, in the words of the screen: one headline, what it rests on, and the next step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from desktop_app.domain.signature import RecordMatch, SignatureReport, Verdict
from desktop_app.ui.dates import shown_date
from desktop_app.ui.theme import Level

HEADLINES: Final = {
    Verdict.CHANGED_AFTER_SIGNING: (Level.EMERGENCY, "CHANGED AFTER SIGNING"),
    Verdict.DIFFERS_FROM_RECORD: (Level.EMERGENCY, "DIFFERS FROM THE RECORD HERE"),
    Verdict.SIGNER_NOT_KNOWN: (Level.CAUTION, "SIGNER NOT KNOWN"),
    Verdict.CERTIFICATE_PROBLEM: (Level.CAUTION, "CERTIFICATE PROBLEM"),
    Verdict.CANNOT_BE_READ: (Level.NOT_ASSESSED, "CANNOT BE READ"),
    Verdict.NOT_SIGNED: (Level.NOT_ASSESSED, "NOT SIGNED"),
    Verdict.VALID: (Level.NO_RESTRICTION, "VALID - NOTHING CHANGED SINCE SIGNING"),
}

_NEXT_STEPS: Final = {
    Verdict.VALID: "None: this is what was signed.",
    Verdict.CHANGED_AFTER_SIGNING: "Do not use this file. Ask the clinic for the plan again.",
    Verdict.DIFFERS_FROM_RECORD: "Do not use this file. Open the plan in the records, and ask where the file is from.",
    Verdict.SIGNER_NOT_KNOWN: "Ask the clinic for its certificate by another way, and compare before you trust it.",
    Verdict.CERTIFICATE_PROBLEM: "Ask the clinic to sign the plan again.",
    Verdict.NOT_SIGNED: "Ask the clinic for the signed file: this one could have been made by anybody.",
    Verdict.CANNOT_BE_READ: "Ask for the file again, and check that it opens in a PDF viewer.",
}

_RECORD: Final = {
    RecordMatch.YES: "Yes: the records hold this very file.",
    RecordMatch.NO: "No: the records hold other documents under the same plan number.",
    RecordMatch.NO_SUCH_RECORD: "No such record here: perhaps it was signed on another workstation.",
    RecordMatch.NOT_CHECKED: "Not checked: that needs somebody signed in, and a known signer.",
}


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file by its name, the verdict on it, its size in bytes, and what was signed of it, where that can be shown."""

    name: str
    report: SignatureReport
    size: int
    signed: bytes | None = field(default=None, repr=False)

    @property
    def headline(self) -> str:
        return HEADLINES[self.report.verdict][1]

    @property
    def signal(self) -> str:
        """The first word of the headline, for a table."""
        return self.headline.partition(" - ")[0]

    @property
    def level(self) -> Level:
        return HEADLINES[self.report.verdict][0]

    @property
    def rank(self) -> tuple[int, str]:
        """The worst verdict first, then by name."""
        return self.report.verdict.rank, self.name.casefold()

    @property
    def signer(self) -> str:
        return self.report.signer or "not known"


def findings(report: SignatureReport) -> Iterator[tuple[str, str]]:
    """Each question and its own answer; what was not reached says so."""
    yield "Result", report.reason
    yield "Next step", _NEXT_STEPS[report.verdict]
    yield "Document", report.document or "Not told: a file that nobody vouches for can call itself anything."
    yield "Signed by", _signer(report)
    yield "Signed on", _signing_time(report)
    yield "Covers", _coverage(report)
    yield "Certificate", _certificate(report)
    yield "Level", _level(report)
    yield "Matches the record here", _RECORD[report.record]


def report_text(checked: CheckedFile) -> str:
    """The whole finding as plain text, to be pasted elsewhere."""
    lines = (f"{question}: {answer}" for question, answer in findings(checked.report))
    return "\n".join((checked.headline, f"File: {checked.name}", *lines))


def _signer(report: SignatureReport) -> str:
    if report.signer is None:
        return "Not known." if report.intact else "Not checked."
    return f"{report.signer}, vouched for by {report.issuer}, which this computer trusts."


def _signing_time(report: SignatureReport) -> str:
    if report.signed_at is None:
        return "Not checked."
    moment = report.signed_at.astimezone()
    return f"{shown_date(moment.date())} at {moment:%H:%M}, by the clock of the signer's workstation."


def _coverage(report: SignatureReport) -> str:
    if report.covers_whole_file is None:
        return "Not checked."
    if not report.covers_whole_file:
        return "Not the whole file: something was added or changed later."
    return (
        "The whole file, no later changes." if report.intact else "The whole file, but with another content."
    )


def _certificate(report: SignatureReport) -> str:
    if report.verdict is Verdict.CERTIFICATE_PROBLEM and not report.trusted:
        return "Not in order at the time of signing: see the result."
    if report.certificate_ends is None:
        return "Not checked."
    return f"In order at the time of signing; it ends on {shown_date(report.certificate_ends.date())}."


def _level(report: SignatureReport) -> str:
    if report.level is None:
        return "Not checked."
    if report.time_stamped_at is None:
        return f"{report.level}, without a trusted time stamp."
    moment = report.time_stamped_at.astimezone()
    return f"{report.level}, with a trusted time stamp of {shown_date(moment.date())} at {moment:%H:%M}."
