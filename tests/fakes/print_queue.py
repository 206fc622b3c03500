"""Printers that take every page and print none."""

from __future__ import annotations

from desktop_app.application.printing import Printers, PrintJob
from desktop_app.domain.errors import PrintingError


class FakePrintQueue:
    """The ``PrintQueue`` port. ``refusing`` names the printers that take nothing; ``silent`` lists none but fails."""

    def __init__(self, *names: str, preferred: str = "") -> None:
        self.known = Printers(names, preferred)
        self.refusing: set[str] = set()
        self.silent = False
        self.jobs: list[tuple[str, PrintJob]] = []

    def printers(self) -> Printers:
        if self.silent:
            raise PrintingError("The print system does not answer.", "Save the PDF.")
        return self.known

    def send(self, job: PrintJob, printer: str) -> None:
        if printer in self.refusing:
            raise PrintingError(f"The printer {printer} is stopped.", "Choose another printer.")
        self.jobs.append((printer, job))
