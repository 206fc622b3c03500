"""Findings of both legs side by side: one line for each finding, one cell for each side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from desktop_app.application.history_words import Earlier
from desktop_app.domain.examination import Side
from desktop_app.ui.widgets.choice_row import Choice
from desktop_app.ui.widgets.row import Row
from desktop_app.ui.widgets.text import TextLabel, set_state

SIDES: Final[tuple[Side, ...]] = ("right", "left")
"""In the order in which the examiner faces the patient."""


class SideCell(Row):
    """One finding on one side: keys set it, Space cycles, Del makes it not examined."""

    def __init__(
        self,
        path: str,
        label: str,
        choices: Sequence[Choice],
        keys: dict[str, str],
        parent: QWidget | None = None,
        *,
        unanswered: str = "not examined",
    ) -> None:
        super().__init__(path, label, parent=parent)
        self._unanswered = unanswered
        self._choices = tuple(choices)
        self._keys = keys
        self._value: str | None = None
        self._last = ""
        self._words.hide()
        self._button = QPushButton()
        self._button.setProperty("kind", "choice")
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self._on_button_clicked)
        self._split.setContentsMargins(2, 2, 2, 2)
        self._controls.addWidget(self._button, 1)
        self.setProperty("area", "cell")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_value(None)

    def show_value(self, value: object) -> None:
        self._value = None if value is None else str(value)
        unanswered = f"{self._unanswered}, was {self._last}" if self._last else self._unanswered
        word = next((word for each, word in self._choices if each == self._value), unanswered)
        self.show_words(word, "open" if self._value is None else "chosen")

    def show_earlier(self, earlier: Earlier) -> None:
        """Beside "not examined", where there is room for no more than the last finding; its date on pointing."""
        self._last = earlier.last
        self.setToolTip(earlier.words)
        self.setAccessibleDescription(earlier.words)
        self.show_value(self._value)

    def show_words(self, word: str, state: str) -> None:
        """Draw these words in this state: what follows from another answer, or what the finding was before."""
        self._button.setText(word)
        set_state(self._button, state)
        self._button.setAccessibleName(f"{self.label}: {word}")
        self.setAccessibleName(f"{self.label}: {word}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.text().upper() in self._keys:
            self._send(self._keys[event.text().upper()])
            self.focusNextChild()
        elif plain and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._send(None)
        elif plain and event.key() == Qt.Key.Key_Space:
            self._on_button_clicked()
        elif plain and event.key() in (
            Qt.Key.Key_Down,
            Qt.Key.Key_Right,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        ):
            self.focusNextChild()
        elif plain and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def _send(self, value: str | None) -> None:
        self.edited.emit(self.path, int(value) if value is not None and value.isdigit() else value)

    def _on_button_clicked(self) -> None:
        values = [value for value, _ in self._choices]
        self._send(
            values[(values.index(self._value) + 1) % len(values)] if self._value in values else values[0]
        )


class SideTable(QWidget):
    """A grid with the headings Right and Left, in the order in which the examiner faces the patient."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells: list[SideCell] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(6, 4, 6, 4)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 3)
        for column, side in enumerate(SIDES, start=1):
            heading = TextLabel(side.capitalize(), "strong")
            heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._grid.addWidget(heading, 0, column)
            self._grid.setColumnStretch(column, 2)

    def add_line(
        self, place: str, label: str, choices: Sequence[Choice], keys: dict[str, str]
    ) -> tuple[SideCell, ...]:
        """A line whose cells, which it returns, are bound to ``place.right`` and ``place.left``."""
        line = self._grid.rowCount()
        added = []
        self._grid.addWidget(TextLabel(label), line, 0)
        for column, side in enumerate(SIDES, start=1):
            cell = SideCell(f"{place}.{side}", f"{label}, {side}", choices, keys)
            self._grid.addWidget(cell, line, column)
            added.append(cell)
        self.cells += added
        return tuple(added)
