"""The attestation, who signs, and the passphrase that is typed for every signature."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.application.sign_visit import SigningIdentity
from desktop_app.domain.patient import Patient
from desktop_app.ui.banner import patient_name
from desktop_app.ui.dates import shown_date
from desktop_app.ui.widgets.text import TextLabel
from desktop_app.ui.widgets.tick_box import TickBox


class SigningForm(QFrame):
    """Nothing is preselected, the button is no default button, and the passphrase is forgotten at once."""

    signed = Signal(str)

    def __init__(self, identity: SigningIdentity, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("signing_form")
        self._blocked = False
        self._busy = False
        self._attestation = TickBox()
        self._attestation.setObjectName("attestation")
        self._attestation.toggled.connect(lambda _checked: self._show_state())
        self._passphrase = QLineEdit()
        self._passphrase.setObjectName("signing_passphrase")
        self._passphrase.setAccessibleName("Passphrase for signing")
        self._passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._passphrase.textChanged.connect(lambda _text: self._show_state())
        self._passphrase.returnPressed.connect(self._on_return_pressed)
        self._show = TickBox("Show")
        self._show.setAccessibleName("Show the passphrase")
        self._show.toggled.connect(self._on_show_toggled)
        self._problem = TextLabel("", "problem")
        self._problem.hide()
        self.button = QPushButton("Sign plan")
        self.button.setObjectName("sign")
        self.button.setProperty("kind", "primary")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._on_sign_clicked)
        self._lay_out(identity)
        self._show_state()

    def _lay_out(self, identity: SigningIdentity) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(TextLabel("Passphrase"))
        line.addWidget(self._passphrase, 1)
        line.addWidget(self._show)
        line.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 8, 6, 8)
        layout.setSpacing(8)
        layout.addWidget(self._attestation)
        layout.addWidget(
            TextLabel(
                f"Signing as {identity.name}, certificate valid until {shown_date(identity.valid_until)}"
            )
        )
        layout.addLayout(line)
        layout.addWidget(self._problem)
        note = "The time in the signature comes from this workstation."
        layout.addWidget(TextLabel(" ".join(filter(None, (note, identity.note))), "caption"))

    def show_patient(self, patient: Patient) -> None:
        words = (
            f"I have reviewed this plan for {patient_name(patient)}, born {shown_date(patient.birth_date)}"
        )
        self._attestation.setText(words)
        self._attestation.setAccessibleName(words)

    def show_blocked(self, *, blocked: bool) -> None:
        """Whether something stands against signing: the reasons are listed elsewhere."""
        self._blocked = blocked
        self._show_state()

    def show_problem(self, sentence: str) -> None:
        """After a refusal: everything is as it was, but the passphrase is typed again."""
        self._set_busy(busy=False)
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self._passphrase.setAccessibleDescription(sentence)
        if sentence:
            self._passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def problem(self) -> str:
        return self._problem.text()

    def clear_attestation(self) -> None:
        """What was attested has changed: it is to be attested again."""
        self._attestation.setChecked(False)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.button.setText("Signing..." if busy else "Sign plan")
        self._show_state()

    def _show_state(self) -> None:
        ready = self._attestation.isChecked() and bool(self._passphrase.text())
        self._passphrase.setEnabled(not self._busy)
        self._attestation.setEnabled(not self._busy)
        self.button.setEnabled(ready and not self._blocked and not self._busy)

    def _on_return_pressed(self) -> None:
        if self.button.isEnabled():
            self._on_sign_clicked()
        elif not self._attestation.isChecked():
            self._attestation.setFocus()

    def _on_sign_clicked(self) -> None:
        passphrase = self._passphrase.text()
        self._passphrase.clear()
        self._problem.hide()
        self._set_busy(busy=True)
        self.signed.emit(passphrase)

    def _on_show_toggled(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._passphrase.setEchoMode(mode)
