"""What the print panel says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from desktop_app.application.outputs import Paper
from desktop_app.application.printing import PrintJob, SentPages

PAPERS: Final = {"letter": "Letter", "a4": "A4"}
_LONGEST_NAME: Final = 24


@dataclass(frozen=True, slots=True)
class Printable:
    """A document on show, as it can be printed."""

    kind: str
    title: str
    pdf: bytes = field(repr=False)
    pages: int
    paper: Paper


def button_words(pages: int, job: PrintJob, printer: str) -> str:
    """What the button will do: ``Print 2 pages on HP-Room3 (Letter, two-sided)``."""
    name = printer if len(printer) <= _LONGEST_NAME else f"{printer[: _LONGEST_NAME - 3]}..."
    amount = f"{pages} page{'' if pages == 1 else 's'}"
    if job.copies > 1:
        amount = f"{job.copies} copies of {amount}"
    sheet = f"{PAPERS[job.paper]}, two-sided" if job.two_sided else PAPERS[job.paper]
    return f"Print {amount} on {name} ({sheet})"


def sent_words(title: str, sent: SentPages) -> str:
    """Ends before the question whether paper came out."""
    return f"{title}. Sent to {sent.printer} at {sent.at:%H:%M}."
