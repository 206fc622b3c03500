"""The settings of signing. Every change asks for the passphrase: it is a change of security."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.application.sign_visit import VisitPlans
from desktop_app.application.signing_setup import KeyReview, SigningChoice, SigningSetup, reasons_against
from desktop_app.domain.errors import LumbarPathwayError
from desktop_app.domain.signing_settings import SigningSettings
from desktop_app.ui.background import run_in_background
from desktop_app.ui.focus_ring import FocusRing
from desktop_app.ui.signing_key_panel import SigningKeyPanel
from desktop_app.ui.signing_review_panel import SigningReviewPanel
from desktop_app.ui.signing_words import level_words
from desktop_app.ui.time_stamp_panel import TimeStampPanel
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.text import TextColumn, TextLabel

_RENEWED: Final = (
    "Renewed. What the old certificate signed stays valid. Other computers that verify your plans need the new file of "
    "the folder trust, beside the records."
)


class _Choices(QScrollArea):
    """Keeps what has the keyboard in sight when the lines below take more room."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self.ensureWidgetVisible(focused)


class SigningDialog(QDialog):
    """Shows what signs now; ``saved`` hands over what signs from now on."""

    saved = Signal(object)

    def __init__(self, setup: SigningSetup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setup = setup
        self._review: KeyReview | None = None
        self._changing = False
        self.setObjectName("signing_dialog")
        self.setWindowTitle("Signing settings")
        self.setAccessibleName("Signing settings")
        em = self.fontMetrics().height()
        self.resize(QSize(em * 44, em * 38).boundedTo(self.screen().availableSize()))
        self._choices(setup.current())
        self._level = TextLabel()
        self._level.setObjectName("signing_level")
        self._state = TextLabel("", "strong")
        self._state.setObjectName("signing_state")
        self._problem = TextLabel("", "problem")
        self._problem.setObjectName("signing_problem")
        self._passphrase = QLineEdit()
        self._passphrase.setObjectName("settings_passphrase")
        self._passphrase.setAccessibleName("Your passphrase")
        self._passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._passphrase.returnPressed.connect(self._save)
        self._save_button = push_button("Save changes", "save_signing", self._save, pressed_by_enter=False)
        self._save_button.setProperty("kind", "primary")
        self._lay_out()
        FocusRing(self)
        self._key.setFocus()
        self._look()

    def _choices(self, current: SigningSettings) -> None:
        self._key = SigningKeyPanel(self._setup.tools, current.key)
        self._key.changed.connect(self._on_key_changed)
        self._certificate = SigningReviewPanel(self._setup.clinician)
        self._certificate.changed.connect(self._on_changed)
        self._certificate.renewal_requested.connect(self._renew)
        self._stamps = TimeStampPanel(self._setup.tools, current.time_stamps)
        self._stamps.changed.connect(self._on_changed)

    def _lay_out(self) -> None:
        body = TextColumn()
        column = QVBoxLayout(body)
        column.setContentsMargins(4, 4, 8, 4)
        column.setSpacing(12)
        for part in (self._key, self._certificate, self._stamps):
            column.addWidget(part)
        column.addStretch(1)
        scroll = _Choices()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(TextLabel("Your passphrase"))
        line.addWidget(self._passphrase, 1)
        line.addWidget(self._save_button)
        line.addWidget(push_button("Close", "close_signing", self.reject, pressed_by_enter=False))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(TextLabel("Signing settings", "h2"))
        layout.addWidget(scroll, 1)
        for label in (self._level, self._state, self._problem):
            layout.addWidget(label)
        layout.addLayout(line)

    def _choice(self) -> SigningChoice:
        settings = SigningSettings(key=self._key.key, time_stamps=self._stamps.source)
        return SigningChoice(settings, self._certificate.trusts_anchor, self._certificate.is_same_person)

    def _on_key_changed(self) -> None:
        self._show(self._state, "")
        self._look()

    def _on_changed(self) -> None:
        self._show(self._state, "")
        self._show_state()

    def _look(self) -> None:
        """Look at the certificate that is chosen now; what was found of another is gone."""
        self._review = None
        self._certificate.hide()
        self._show_state()
        if not self._key.is_missing:
            settings = self._choice().settings
            run_in_background(
                lambda: self._setup.review(settings),
                lambda review: self._show_review(settings, review),
                self._on_failed,
                self,
            )

    def _show_review(self, settings: SigningSettings, review: KeyReview) -> None:
        if self._key.is_missing or settings.key != self._key.key or review == self._review:
            # Of another key, or a second time: what was confirmed about it meanwhile stays.
            return
        self._review = review
        self._certificate.show_review(review, own=settings.key is None)
        self._certificate.show()
        self._show_state()

    def _show_state(self) -> None:
        source, reason = self._stamps.source, self._reason_against()
        level = f"A plan will have: {level_words('' if source is None else source.url)}"
        self._show(self._level, "" if reason else level)
        self._show_problem(reason)
        self._save_button.setEnabled(self._review is not None and not (reason or self._changing))

    def _reason_against(self) -> str:
        if self._key.is_missing:
            return "Choose the key that is to sign."
        if self._stamps.is_missing:
            return "Type the address of the time stamp server and choose the certificate of its authority."
        reasons = () if self._review is None else reasons_against(self._choice(), self._review)
        return " ".join(reasons)

    def _save(self) -> None:
        choice = self._choice()
        if self._save_button.isEnabled():
            self._change(lambda passphrase: self._setup.save(choice, passphrase), "Saved.")

    def _renew(self) -> None:
        if not self._changing:
            self._change(self._setup.renew, _RENEWED)

    def _change(self, act: Callable[[str], VisitPlans], done: str) -> None:
        """Nothing is changed without the passphrase, which is forgotten at once."""
        passphrase = self._passphrase.text()
        self._passphrase.clear()
        if not passphrase:
            self._show_problem("Type your passphrase first: it confirms the change.")
            self._passphrase.setFocus()
            return
        self._set_changing(True)
        run_in_background(
            lambda: act(passphrase), lambda plans: self._on_done(plans, done), self._on_failed, self
        )

    def reject(self) -> None:
        """Stay while a change is made: the window must hear of it."""
        if not self._changing:
            super().reject()

    def _on_done(self, plans: VisitPlans, done: str) -> None:
        self._set_changing(False)
        self._show(self._state, done)
        self.saved.emit(plans)
        self._look()
        self._passphrase.setFocus()

    def _on_failed(self, error: LumbarPathwayError) -> None:
        self._set_changing(False)
        self._show_problem(f"{error.sentence} {error.remedy}".strip())
        self._passphrase.setFocus()

    def _set_changing(self, changing: bool) -> None:
        self._changing = changing
        self._show_state()

    def _show_problem(self, sentence: str) -> None:
        self._show(self._problem, sentence)
        self._passphrase.setAccessibleDescription(sentence)

    def _show(self, label: TextLabel, sentence: str) -> None:
        """An empty line takes no room."""
        label.setText(sentence)
        label.setVisible(bool(sentence))


def open_signing_dialog(setup: SigningSetup, saved: Callable[[VisitPlans], object], window: QWidget) -> None:
    """Show the dialog over ``window``; ``saved`` is called after each change."""
    dialog = SigningDialog(setup, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.saved.connect(saved)
    dialog.open()
