"""What happens to an error that nobody handled: a sentence, a remedy and a number; never a traceback.

The log gets the type of the error and the place in the code only: its text may hold patient data.
"""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_app.domain.errors import LumbarPathwayError

_log = logging.getLogger(__name__)


class UncaughtErrors(QObject):
    """Takes over Python's hooks for uncaught errors, of every thread, and speaks in the GUI thread."""

    _met = Signal(str, str, str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._met.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        sys.excepthook = self.report
        threading.excepthook = lambda met: self.report(met.exc_type, met.exc_value, met.exc_traceback)

    def report(
        self, kind: type[BaseException], error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Log where it happened, and tell the user."""
        if issubclass(kind, KeyboardInterrupt):
            return
        # Late, as everything that the first paint can do without.
        import secrets

        number = secrets.token_hex(3).upper()
        _log.error("%s: %s at %s", number, kind.__name__, _place(traceback))
        sentence, remedy = (
            "Something went wrong in the application.",
            "Your answers are kept as a draft. Go on, or restart.",
        )
        if isinstance(error, LumbarPathwayError):
            sentence, remedy = error.sentence, error.remedy
        self._met.emit(sentence, remedy, number)

    def _show(self, sentence: str, remedy: str, number: str) -> None:
        box = QMessageBox(QMessageBox.Icon.Warning, "Lumbar Pathway", sentence, parent=self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(f"{remedy}\n\nReference number for support: {number}")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()


def _place(traceback: TracebackType | None) -> str:
    """``module:line`` of the innermost frame."""
    if traceback is None:
        return "an unknown place"
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    return f"{traceback.tb_frame.f_globals.get('__name__', '?')}:{traceback.tb_lineno}"
