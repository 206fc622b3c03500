"""Shows the certificate that would sign, and takes what the clinician confirms about it."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.application.signing_setup import KeyReview
from desktop_app.ui.signing_words import review_lines, trust_words
from desktop_app.ui.widgets.text import TextLabel
from desktop_app.ui.widgets.tick_box import TickBox


class SigningReviewPanel(QWidget):
    """Nothing is confirmed beforehand: another certificate takes the ticks back."""

    changed = Signal()
    renewal_requested = Signal()

    def __init__(self, clinician: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clinician = clinician
        self._lines = QGridLayout()
        self._lines.setColumnStretch(1, 1)
        self._lines.setHorizontalSpacing(16)
        self._lines.setVerticalSpacing(2)
        self._trust_words = TextLabel()
        self._trust = self._tick("Trust it on this computer", "trust_issuer")
        self._name_words = TextLabel()
        self._same = self._tick("Both names are mine", "same_person")
        self._renew = QPushButton("Renew this certificate")
        self._renew.setObjectName("renew_certificate")
        self._renew.setAutoDefault(False)
        self._renew.clicked.connect(lambda _checked=False: self.renewal_requested.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.setSpacing(6)
        layout.addLayout(self._lines)
        for part in (self._trust_words, self._trust, self._name_words, self._same):
            layout.addWidget(part)
        layout.addWidget(self._renew, 0, Qt.AlignmentFlag.AlignLeft)

    def _tick(self, words: str, name: str) -> TickBox:
        tick = TickBox(words)
        tick.setObjectName(name)
        tick.toggled.connect(lambda _on: self.changed.emit())
        return tick

    @property
    def trusts_anchor(self) -> bool:
        return self._trust.isChecked()

    @property
    def is_same_person(self) -> bool:
        return self._same.isChecked()

    def show_review(self, review: KeyReview, *, own: bool) -> None:
        """``own``: the key that was made for these records, which alone can be renewed here."""
        self._show_lines(review)
        trusted = review.findings.is_trusted
        self._ask(self._trust, self._trust_words, "" if trusted else trust_words(review))
        names = f"The certificate names {review.certificate.signer}, the plans name {self._clinician}."
        self._ask(self._same, self._name_words, names if review.names_another else "")
        self._renew.setVisible(own)

    def _ask(self, tick: TickBox, label: TextLabel, words: str) -> None:
        with QSignalBlocker(tick):
            tick.setChecked(False)
        tick.setAccessibleDescription(words)
        label.setText(words)
        tick.setVisible(bool(words))
        label.setVisible(bool(words))

    def _show_lines(self, review: KeyReview) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for line, (question, answer) in enumerate(review_lines(review)):
            name = TextLabel(question, "strong")
            name.setWordWrap(False)
            self._lines.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
            self._lines.addWidget(TextLabel(answer), line, 1)
