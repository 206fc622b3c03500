"""The documented reason for going on against a warning, and the second question before a forbidden medicine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.decisions import SHORTEST_OVERRIDE_TEXT
from desktop_app.ui.focus_ring import FocusRing
from desktop_app.ui.theme import Level
from desktop_app.ui.widgets.badge import SeverityBadge
from desktop_app.ui.widgets.drop_down import DropDown
from desktop_app.ui.widgets.text import TextLabel

_SHORTEST_LIST: Final = 20


class OverrideForm(QFrame):
    """Asks for a coded reason and a sentence. Nothing is preselected; Esc goes back."""

    recorded = Signal(str, str)
    cancelled = Signal()
    instead_picked = Signal(str)
    """What the warning names in place of it is to be looked at."""

    def __init__(
        self, subject: str, reasons: Iterable[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("area", "card")
        self.setObjectName("override_form")
        self._reason = DropDown()
        self._reason.setObjectName("override_reason")
        self._reason.setAccessibleName(f"Reason for {subject}")
        self._reason.setPlaceholderText("Choose a reason")
        # The longest reason must not decide how wide the page is.
        self._reason.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._reason.setMinimumContentsLength(_SHORTEST_LIST)
        for code, label in reasons:
            self._reason.addItem(label, code)
        self._reason.setCurrentIndex(-1)
        self._text = QLineEdit()
        self._text.setObjectName("override_text")
        self._text.setAccessibleName(f"Explain the reason for {subject}")
        self._text.setPlaceholderText(
            f"What and when, in your words, at least {SHORTEST_OVERRIDE_TEXT} characters"
        )
        self._text.returnPressed.connect(self._on_record_clicked)
        self._problem = TextLabel("", "problem")
        self._problem.hide()
        layout = QVBoxLayout(self)
        layout.setSpacing(6)
        layout.addWidget(TextLabel(f"{subject}: the reason is printed on the plan.", "strong"))
        self._instead = QVBoxLayout()
        layout.addLayout(self._instead)
        layout.addWidget(self._reason)
        layout.addWidget(self._text)
        layout.addWidget(self._problem)
        layout.addLayout(self._buttons())
        self.setFocusProxy(self._reason)

    def _buttons(self) -> QHBoxLayout:
        back = QPushButton("Go back")
        back.setObjectName("override_back")
        back.clicked.connect(self.cancelled)
        record = QPushButton("Record the reason")
        record.setObjectName("override_record")
        record.clicked.connect(self._on_record_clicked)
        # In a dialog Return would press one of them beside recording the reason.
        back.setAutoDefault(False)
        record.setAutoDefault(False)
        layout = QHBoxLayout()
        layout.addWidget(back)
        layout.addStretch(1)
        layout.addWidget(record)
        return layout

    def show_instead(self, options: Iterable[tuple[str, str]]) -> None:
        """Offer what could be given in place of it, each by one key."""
        for key, name in options:
            button = QPushButton(f"Instead: {name}")
            button.setObjectName(f"instead:{key}")
            button.setProperty("kind", "link")
            button.clicked.connect(lambda _checked, key=key: self.instead_picked.emit(key))
            self._instead.addWidget(button)

    def show_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self._text.setAccessibleDescription(sentence)

    @property
    def problem(self) -> str:
        return self._problem.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _on_record_clicked(self) -> None:
        text = self._text.text().strip()
        if self._reason.currentIndex() < 0:
            self.show_problem("Choose a reason from the list.")
            self._reason.setFocus()
        elif len(text) < SHORTEST_OVERRIDE_TEXT:
            self.show_problem(
                f"Write at least {SHORTEST_OVERRIDE_TEXT} characters: the plan's readers need them."
            )
            self._text.setFocus()
        else:
            self.show_problem("")
            self.recorded.emit(self._reason.currentData(), text)


class ForbiddenMedicineDialog(QDialog):
    """The only question on the medicines step that interrupts. Esc, Return and the safe button go back."""

    def __init__(
        self, name: str, warnings: Sequence[str], instead: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Do not use")
        self.setObjectName("forbidden_medicine")
        self.setAccessibleName(f"DO NOT USE {name}")
        self.setMinimumWidth(30 * self.fontMetrics().height())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(10)
        layout.addWidget(SeverityBadge(Level.DO_NOT_USE, f"DO NOT USE {name}"))
        for warning in warnings:
            layout.addWidget(TextLabel(warning))
        if instead:
            layout.addWidget(TextLabel(f"Instead: {instead}", "strong"))
        layout.addLayout(self._buttons())
        FocusRing(self)

    def _buttons(self) -> QHBoxLayout:
        back = QPushButton("Go back")
        back.setObjectName("go_back")
        back.setProperty("kind", "primary")
        back.setDefault(True)
        back.clicked.connect(self.reject)
        use = QPushButton("Use anyway, with the recorded reason")
        use.setObjectName("use_anyway")
        use.setAutoDefault(False)
        use.clicked.connect(self.accept)
        layout = QHBoxLayout()
        layout.addWidget(use)
        layout.addStretch(1)
        layout.addWidget(back)
        back.setFocus()
        return layout
