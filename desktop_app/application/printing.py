"""Printing of finished documents: the printers there are, one job, and whether paper came out.

Sent is not printed: only a person sees the paper. Both are in the audit trail.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from desktop_app.application.outputs import Paper
from desktop_app.domain.errors import StorageError
from desktop_app.domain.records import PrintEvent


@dataclass(frozen=True, slots=True)
class PrintJob:
    """The very bytes of a document, and how they go on paper."""

    pdf: bytes = field(repr=False)
    paper: Paper
    copies: int = 1
    two_sided: bool = True


@dataclass(frozen=True, slots=True)
class Printers:
    """The printers of this computer. Without a ``preferred`` one the user has to choose: no guess sends pages away."""

    names: tuple[str, ...]
    preferred: str = ""


@dataclass(frozen=True, slots=True)
class SentPages:
    """What a printer took, and when. ``problem`` says that the audit trail could not be written."""

    printer: str
    at: datetime
    problem: str = ""


class PrintQueue(Protocol):
    """The printers of the operating system. Both verbs may take seconds and raise ``PrintingError``."""

    def printers(self) -> Printers:
        """The printers, and the one that the system prefers."""

    def send(self, job: PrintJob, printer: str) -> None:
        """Hand the pages over. On return the system has them all; on an error, none should come out."""


class PrintTrail(Protocol):
    """Keeps in mind what was printed."""

    def note_printing(self, record_id: str, event: PrintEvent) -> None:
        """Add an entry to the audit trail. Raises ``StorageError``."""


class Printing:
    """The use cases of the print panel. ``record_id`` names a document in the audit trail, never a patient."""

    def __init__(self, queue: PrintQueue, trail: PrintTrail, now: Callable[[], datetime]) -> None:
        self._queue = queue
        self._trail = trail
        self._now = now
        self._last_used = ""

    def printers(self) -> Printers:
        """The printers; preferred is the one that took pages last, else the system's, else the only one.

        Raises ``PrintingError``.
        """
        found = self._queue.printers()
        wishes = (self._last_used, found.preferred, *(found.names if len(found.names) == 1 else ()))
        return Printers(found.names, next((name for name in wishes if name in found.names), ""))

    def send(self, job: PrintJob, printer: str, record_id: str) -> SentPages:
        """Send, then note it: pages that are on their way are never reported as failed. Raises ``PrintingError``."""
        self._queue.send(job, printer)
        self._last_used = printer
        at = self._now()
        try:
            self._trail.note_printing(record_id, PrintEvent.SENT)
        except StorageError as error:
            return SentPages(printer, at, str(error))
        return SentPages(printer, at)

    def note_answer(self, record_id: str, *, came_out: bool) -> None:
        """Record what the user saw at the printer. Raises ``StorageError``."""
        self._trail.note_printing(record_id, PrintEvent.PAPER_SEEN if came_out else PrintEvent.NO_PAPER)
