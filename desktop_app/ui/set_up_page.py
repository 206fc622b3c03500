"""The first start on a workstation: the clinic, the clinician and the passphrase, then the recovery code, once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.errors import Problem
from desktop_app.ui.clinic_rows import NEW_CLINIC, ClinicRows
from desktop_app.ui.sign_in_page import centred
from desktop_app.ui.widgets.text import TextLabel
from desktop_app.ui.widgets.tick_box import TickBox

SHORTEST_PASSPHRASE: Final = 8
_WIDTH_IN_EMS = 36


class SetUpPage(QScrollArea):
    """Asks once for what every plan prints and for the passphrase that opens the records."""

    completed = Signal(object, str)
    """The details that were typed, and the passphrase."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = ClinicRows(NEW_CLINIC)
        self._rows.questioned.connect(self.ensureWidgetVisible)
        self._passphrase = _secret("Passphrase", "new_passphrase")
        self._repeated = _secret("Passphrase, once more", "repeated_passphrase")
        self._problem = TextLabel("", "problem")
        self._button = QPushButton("Set up this workstation")
        self._button.setObjectName("set_up")
        self._button.setProperty("kind", "primary")
        self._button.clicked.connect(self.finish)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        centred(body, self._column(), _WIDTH_IN_EMS)
        self.setWidget(body)
        self.setFocusProxy(self._rows)

    def _column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(TextLabel("Set up this workstation", "h1"))
        column.addWidget(TextLabel("Everything stays on this computer, encrypted with your passphrase."))
        column.addWidget(self._rows)
        column.addWidget(TextLabel(f"Passphrase, at least {SHORTEST_PASSPHRASE} characters", "strong"))
        column.addWidget(self._passphrase)
        column.addWidget(TextLabel("The same passphrase once more", "strong"))
        column.addWidget(self._repeated)
        column.addWidget(self._problem)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def finish(self) -> None:
        """Hand the details on, or say what is missing."""
        is_complete = self._rows.are_complete()
        problem = self._passphrase_problem() if is_complete else ""
        self._problem.setText(problem)
        if problem or not is_complete:
            return
        self._button.setEnabled(False)
        self._button.setText("Making keys and records...")
        self.completed.emit(self._rows.details, self._passphrase.text())
        self._passphrase.clear()
        self._repeated.clear()

    def _passphrase_problem(self) -> str:
        if len(self._passphrase.text()) < SHORTEST_PASSPHRASE:
            return f"The passphrase needs at least {SHORTEST_PASSPHRASE} characters."
        if self._passphrase.text() != self._repeated.text():
            return "The two passphrases differ: type both again."
        return ""

    def show_problem(self, sentence: str, details: Iterable[Problem] = ()) -> None:
        """After a refusal: everything but the passphrase still stands. ``details`` are said beside their rows."""
        self._button.setEnabled(True)
        self._button.setText("Set up this workstation")
        self._problem.setText(sentence)
        self._rows.show_problems(details)


class RecoveryCodePage(QWidget):
    """Shows the recovery code, once: without it a forgotten passphrase cannot be replaced."""

    noted = Signal()

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = TextLabel(code, "h2")
        words.setObjectName("recovery_code")
        words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        words.setAccessibleName(f"Recovery code: {code}")
        confirm = TickBox("I have written the code down and put it in a safe place")
        confirm.setObjectName("code_noted")
        proceed = QPushButton("Go on to sign in")
        proceed.setProperty("kind", "primary")
        proceed.setObjectName("go_on")
        proceed.setEnabled(False)
        confirm.toggled.connect(proceed.setEnabled)
        proceed.clicked.connect(self.noted)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(TextLabel("Write down the recovery code", "h1"))
        column.addWidget(
            TextLabel("It is shown only now. If the passphrase is forgotten, nothing else opens the records.")
        )
        column.addWidget(words)
        column.addWidget(confirm)
        column.addWidget(proceed, 0, Qt.AlignmentFlag.AlignLeft)
        centred(self, column, _WIDTH_IN_EMS)
        self.setFocusProxy(confirm)


def _secret(name: str, object_name: str) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(object_name)
    field.setAccessibleName(name)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
