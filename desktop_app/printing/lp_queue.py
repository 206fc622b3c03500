"""Prints through ``lp``, the command of CUPS on Linux and macOS: the PDF itself goes out, as vectors with its fonts.

The bytes go in by standard input, so that no file of ours holds them, and the title of the job names nobody.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import Final

from desktop_app.application.printing import Printers, PrintJob
from desktop_app.domain.errors import PrintingError

JOB_TITLE: Final = "Lumbar Pathway document"
_MEDIA: Final = {"letter": "Letter", "a4": "A4"}
_NEXT: Final = "Nothing is lost. Choose another printer, or save the PDF."


class LpPrintQueue:
    """The ``PrintQueue`` port by the commands ``lp`` and ``lpstat``; neither may take longer than ``seconds``."""

    def __init__(self, lp: str = "lp", lpstat: str = "lpstat", seconds: float = 20) -> None:
        self._lp = lp
        self._lpstat = lpstat
        self._seconds = seconds

    def printers(self) -> Printers:
        """Every queue by name, with the default of user or system."""
        names = tuple(self._run([self._lpstat, "-e"]).stdout.decode(errors="replace").split())
        # "system default destination: NAME", or a sentence without a colon where there is none.
        _, _, preferred = self._run([self._lpstat, "-d"]).stdout.decode(errors="replace").partition(": ")
        return Printers(names, preferred.strip())

    def send(self, job: PrintJob, printer: str) -> None:
        """Queue the pages. A stopped printer is refused: it would keep them, and print them when nobody is there."""
        if self._is_stopped(printer):
            raise PrintingError(f"The printer {printer} is stopped; nothing was sent.", _NEXT)
        sides = "two-sided-long-edge" if job.two_sided else "one-sided"
        # Our margins are wider than a printer's: a page that is fitted into those would lose its size of print.
        options = [f"media={_MEDIA[job.paper]}", f"sides={sides}", "print-scaling=none", "collate=true"]
        command = [self._lp, "-d", printer, "-n", str(job.copies), "-t", JOB_TITLE]
        command += [word for option in options for word in ("-o", option)]
        result = self._run(command, job.pdf)
        if result.returncode != 0:
            raise _refusal(printer, result.stderr.decode(errors="replace"))

    def _is_stopped(self, printer: str) -> bool:
        state = self._run([self._lpstat, "-p", printer]).stdout.decode(errors="replace")
        return state.startswith(f"printer {printer} disabled")

    def _run(self, command: list[str], data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        # The answers are read in English, whatever the language of the desktop.
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        try:
            return subprocess.run(
                command, input=data, capture_output=True, env=environment, timeout=self._seconds, check=False
            )
        except subprocess.TimeoutExpired:
            # Not chained: that error holds what was read and written.
            raise PrintingError(
                "The print system of this computer does not answer. Nothing is lost.",
                "Look whether paper comes out. If not, choose another printer, or save the PDF.",
            ) from None
        except OSError as error:
            raise PrintingError(
                "The print system of this computer cannot be reached; nothing was sent.", _NEXT
            ) from error


def find_lp() -> LpPrintQueue | None:
    """The commands of CUPS where this computer has them."""
    lp, lpstat = shutil.which("lp"), shutil.which("lpstat")
    return None if lp is None or lpstat is None else LpPrintQueue(lp, lpstat)


def _refusal(printer: str, complaint: str) -> PrintingError:
    if "does not exist" in complaint:
        return PrintingError(f"The printer {printer} was not found; nothing was sent.", _NEXT)
    if "not accepting" in complaint:
        return PrintingError(f"The printer {printer} takes no pages at the moment; nothing was sent.", _NEXT)
    return PrintingError(f"The printer {printer} did not take the pages.", _NEXT)
