"""The attestation, who signs, and the secret that is typed for every signature."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.application.sign_visit import SigningIdentity
from desktop_app.domain.patient import Patient
from desktop_app.ui.banner import patient_name
from desktop_app.ui.dates import shown_date
from desktop_app.ui.signing_words import identity_words, level_words
from desktop_app.ui.widgets.text import TextLabel
from desktop_app.ui.widgets.tick_box import TickBox


class SigningForm(QFrame):
    """Nothing is preselected, the button is no default button, and the secret is forgotten at once."""

    signed = Signal(str, bool)
    """The secret, and whether the time stamp that the clinic has a server for is asked for."""

    def __init__(
        self, identity: SigningIdentity, parent: QWidget | None = None, *, ended: bool = False
    ) -> None:
        """``ended``: the certificate can sign nothing any more; what to do about it stands above the form."""
        super().__init__(parent)
        self.setObjectName("signing_form")
        self._ended = ended
        self._blocked = False
        self._busy = False
        self._attestation = TickBox()
        self._attestation.setObjectName("attestation")
        self._attestation.toggled.connect(lambda _checked: self._show_state())
        self._secret = QLineEdit()
        self._secret.setObjectName("signing_secret")
        self._secret.setAccessibleName(f"{identity.secret.value}, to sign")
        self._secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._secret.setPlaceholderText("The certificate has ended" if ended else "")
        self._secret.textChanged.connect(lambda _text: self._show_state())
        self._secret.returnPressed.connect(self._on_return_pressed)
        self._show = TickBox("Show")
        self._show.setAccessibleName(f"Show: {identity.secret.value}")
        self._show.toggled.connect(self._on_show_toggled)
        self._problem = TextLabel("", "problem")
        self._problem.hide()
        self.button = self._sign_button("Sign plan", "sign", time_stamped=True)
        self.button.setProperty("kind", "primary")
        self._without = self._sign_button(
            "Sign without a time stamp (PAdES B-B)", "sign_without_time_stamp", time_stamped=False
        )
        self._without.hide()
        self._lay_out(identity)
        self._show_state()

    def _sign_button(self, words: str, name: str, *, time_stamped: bool) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: self._sign(time_stamped=time_stamped))
        return button

    def _lay_out(self, identity: SigningIdentity) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._secret, 1)
        line.addWidget(self._show)
        line.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 8, 6, 8)
        layout.setSpacing(8)
        layout.addWidget(self._attestation)
        layout.addWidget(TextLabel(identity_words(identity)))
        layout.addWidget(TextLabel(identity.secret.value, "strong"))
        layout.addLayout(line)
        layout.addWidget(self._problem)
        layout.addWidget(self._without, 0, Qt.AlignmentFlag.AlignLeft)
        note = f"Level: {level_words(identity.time_stamps)}"
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

    def show_problem(self, sentence: str, *, only_the_time_stamp: bool = False) -> None:
        """After a refusal: everything is as it was, but the secret is typed again.

        ``only_the_time_stamp`` is missing: then the plan may be signed without one, by a button that says so.
        """
        self._set_busy(busy=False)
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self._without.setVisible(only_the_time_stamp)
        self._secret.setAccessibleDescription(sentence)
        if sentence:
            self._secret.setFocus(Qt.FocusReason.OtherFocusReason)

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
        ready = self._attestation.isChecked() and bool(self._secret.text())
        self._secret.setEnabled(not (self._busy or self._ended))
        self._attestation.setEnabled(not self._busy)
        for button in (self.button, self._without):
            button.setEnabled(ready and not (self._blocked or self._busy or self._ended))

    def _on_return_pressed(self) -> None:
        if self.button.isEnabled():
            self._sign(time_stamped=True)
        elif not self._attestation.isChecked():
            self._attestation.setFocus()

    def _sign(self, *, time_stamped: bool) -> None:
        secret = self._secret.text()
        self._secret.clear()
        self._problem.clear()
        self._problem.hide()
        self._set_busy(busy=True)
        self.signed.emit(secret, time_stamped)

    def _on_show_toggled(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._secret.setEchoMode(mode)
