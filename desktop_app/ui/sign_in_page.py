"""The sign-in page: a passphrase opens the records, and the error stands beside the field."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.ui.services import Welcome
from desktop_app.ui.widgets.text import TextLabel
from desktop_app.ui.widgets.tick_box import TickBox


class SignInPage(QWidget):
    """Asks for the passphrase. It never says whether a name exists, and forgets the passphrase at once."""

    passphrase_entered = Signal(str)
    verify_requested = Signal()

    def __init__(self, welcome: Welcome, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = _passphrase_field()
        self._field.returnPressed.connect(self._on_sign_in_clicked)
        self._problem = TextLabel("", "problem")
        self._button = QPushButton("Sign in")
        self._button.setProperty("kind", "primary")
        self._button.clicked.connect(self._on_sign_in_clicked)
        show = TickBox("Show passphrase")
        show.toggled.connect(self._on_show_toggled)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(TextLabel("Sign in", "h1"))
        column.addWidget(TextLabel(welcome.clinician or "The records of this workstation are locked."))
        column.addWidget(TextLabel("Passphrase", "strong"))
        column.addWidget(self._field)
        column.addWidget(show)
        column.addWidget(self._problem)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(TextLabel(welcome.note, "caption"))
        column.addSpacing(16)
        verify = QPushButton("Verify a signed PDF...")
        verify.setObjectName("verify")
        verify.setToolTip("Ctrl+O. Needs no sign-in.")
        verify.clicked.connect(self.verify_requested)
        column.addWidget(verify, 0, Qt.AlignmentFlag.AlignLeft)
        centred(self, column)
        self.setFocusProxy(self._field)

    def show_problem(self, sentence: str) -> None:
        """After a refusal: the field is empty again and has the keyboard."""
        self._set_busy(busy=False)
        self._problem.setText(sentence)
        self._field.setAccessibleDescription(sentence)
        self._field.setFocus()

    def _on_sign_in_clicked(self) -> None:
        passphrase = self._field.text()
        self._field.clear()
        if not passphrase:
            self.show_problem("Type your passphrase.")
            return
        self._set_busy(busy=True)
        self.passphrase_entered.emit(passphrase)

    def _set_busy(self, *, busy: bool) -> None:
        self._button.setEnabled(not busy)
        self._button.setText("Opening the records..." if busy else "Sign in")
        self._problem.setText("")

    def _on_show_toggled(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._field.setEchoMode(mode)


def _passphrase_field() -> QLineEdit:
    field = QLineEdit()
    field.setObjectName("passphrase")
    field.setAccessibleName("Passphrase")
    field.setEchoMode(QLineEdit.EchoMode.Password)
    # A file that is dropped on it is for the window.
    field.setAcceptDrops(False)
    return field


def centred(page: QWidget, column: QVBoxLayout, ems: int = 26) -> None:
    """Lay ``column`` out in the middle of ``page``, no wider than a line that reads well."""
    box = QWidget()
    box.setLayout(column)
    box.setMaximumWidth(ems * page.fontMetrics().height())
    across = QHBoxLayout()
    across.addStretch(1)
    across.addWidget(box, 8)
    across.addStretch(1)
    down = QVBoxLayout(page)
    down.addStretch(1)
    down.addLayout(across)
    down.addStretch(2)
