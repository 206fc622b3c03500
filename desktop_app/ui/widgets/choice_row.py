"""A row of a few words to choose from. Nothing is preselected, and one key sets each word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QPushButton, QWidget

from desktop_app.ui.theme import theme_of
from desktop_app.ui.widgets.badge import paint_tick
from desktop_app.ui.widgets.row import Row
from desktop_app.ui.widgets.text import set_state

UNANSWERED: Final = "Unanswered"
NOT_ASSESSED: Final = "not_assessed"

Choice = tuple[str, str]
"""The value as the consultation writes it, and the word on the button."""


class ChoiceRow(Row):
    """Buttons side by side; the row takes the keyboard.

    The first letter of a word (where no other word has it) or its number sets it and goes on; Space cycles, left and
    right move, Del makes it unanswered.
    """

    def __init__(
        self, path: str, label: str, choices: Sequence[Choice], hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(path, label, hint, parent)
        self._choices = tuple(choices)
        self._value: str | None = None
        self._keys = _keys_of(self._choices)
        self._base_hint = hint
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._buttons = {value: self._button(value, word) for value, word in self._choices}
        self.show_value(None)

    def _button(self, value: str, word: str) -> QPushButton:
        button = QPushButton(word)
        button.setProperty("kind", "choice")
        button.setObjectName(f"{self.path}={value}")
        button.setAccessibleName(f"{word}: {self.label}")
        # The row takes the keyboard, so that one Tab goes from question to question.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self._on_button_clicked(value))
        self.add_control(button)
        return button

    @property
    def state_word(self) -> str:
        """The chosen word, or that there is none."""
        return next((word for value, word in self._choices if value == self._value), UNANSWERED)

    def show_value(self, value: object) -> None:
        self._value = None if value is None else str(value)
        for each, button in self._buttons.items():
            chosen = each == self._value
            state = "open" if self._value is None else "other"
            if chosen:
                state = "unknown" if each == NOT_ASSESSED else "chosen"
            set_state(button, state)
            button.setIconSize(QSize(self._tick_side, self._tick_side))
            button.setIcon(self._tick(button) if chosen else QIcon())
            button.setAccessibleDescription("chosen" if chosen else "")
        self.setAccessibleName(f"{self.label}: {self.state_word}")
        self.show_hint(self._base_hint)
        self._fit_buttons()

    def show_hint(self, text: str) -> None:
        """The state in words always stands under the label, before ``text``."""
        self._base_hint = text
        super().show_hint(f"{self.state_word} · {text}" if text else self.state_word)

    @property
    def _tick_side(self) -> int:
        return self.fontMetrics().ascent()

    def _tick(self, button: QPushButton) -> QIcon:
        theme = theme_of(self)
        colour = theme.text if button.property("state") == "unknown" else theme.on_primary
        ratio = self.devicePixelRatioF()
        side = self._tick_side
        pixmap = QPixmap(QSize(side, side) * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_tick(painter, QRectF(0, 0, side, side), colour)
        painter.end()
        return QIcon(pixmap)

    def _fit_buttons(self) -> None:
        """Room for the bold word and its tick from the start, so that an answer never moves the column."""
        bold = QFont(self.font())
        bold.setBold(True)
        metrics = QFontMetrics(bold)
        for value, word in self._choices:
            width = metrics.horizontalAdvance(word) + metrics.ascent() + round(metrics.height() * 1.2)
            self._buttons[value].setMinimumWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)
            return
        key = event.key()
        if event.text().upper() in self._keys:
            self._answer(self._keys[event.text().upper()])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.edited.emit(self.path, None)
        elif key == Qt.Key.Key_Space:
            self.edited.emit(self.path, self._neighbour(1, around=True))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.edited.emit(self.path, self._neighbour(1 if key == Qt.Key.Key_Right else -1, around=False))
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        elif key == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def _answer(self, value: str) -> None:
        self.edited.emit(self.path, value)
        self.focus_next_row()

    def _neighbour(self, move: int, *, around: bool) -> str:
        values = [value for value, _ in self._choices]
        if self._value not in values:
            return values[0 if move > 0 else -1]
        index = values.index(self._value) + move
        return values[index % len(values)] if around else values[max(0, min(index, len(values) - 1))]

    def _on_button_clicked(self, value: str) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.edited.emit(self.path, None if value == self._value else value)


def _keys_of(choices: Sequence[Choice]) -> dict[str, str]:
    """The number of each word, and its first letter where that is the only such word."""
    keys = {str(number): value for number, (value, _) in enumerate(choices, start=1)}
    initials = [word[0].upper() for _, word in choices]
    for (value, _), initial in zip(choices, initials, strict=True):
        if initials.count(initial) == 1:
            keys[initial] = value
    return keys
