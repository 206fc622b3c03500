"""Hands finished PDF bytes to a printer that the user chooses, without holding up the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.application.outputs import Paper
from desktop_app.domain.errors import LumbarPathwayError
from desktop_app.ui.background import run_in_background


def choose_printer_and_print(
    pdf: bytes,
    paper: Paper,
    owner: QWidget,
    *,
    started: Callable[[], object],
    printed: Callable[[int], object],
    failed: Callable[[LumbarPathwayError], object],
) -> None:
    """Open the system's print dialog; ``printed`` gets the number of pages."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    from desktop_app.ui.printing import new_printer, print_pdf

    printer = new_printer(paper)
    dialog = QPrintDialog(printer, owner)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def start(chosen: QPrinter) -> None:
        started()
        run_in_background(lambda: print_pdf(pdf, chosen), printed, failed, owner)

    # The printer is kept by this closure until the worker is done with it.
    dialog.accepted.connect(lambda: start(printer))
    dialog.setModal(True)
    dialog.show()
