"""Rows that are typed into: numbers, dates and text. What cannot be is questioned beside the field, never clipped."""

from __future__ import annotations

import math
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop_app.ui.dates import read_ago, read_date, shown_date
from desktop_app.ui.widgets.row import Row
from desktop_app.ui.widgets.text import set_state

_PAUSE_MS = 700


class FieldEdit(QLineEdit):
    """A line to type in: up and down go to the neighbouring rows, Return goes on."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class LineRow(Row):
    """A row with one line to type in. It sends its value when the field is left; subclasses read and show it."""

    width_in_digits = 12

    def __init__(self, path: str, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(path, label, hint, parent)
        self._shown = ""
        self._edit = FieldEdit()
        self._edit.setAccessibleName(label)
        self._edit.setObjectName(f"{path}:input")
        self._edit.setFixedWidth(self._edit.fontMetrics().horizontalAdvance("0") * self.width_in_digits + 22)
        self._edit.editingFinished.connect(self._on_edit_finished)
        self.add_control(self._edit)
        self.setFocusProxy(self._edit)

    @property
    def input(self) -> QWidget:
        return self._edit

    @property
    def text(self) -> str:
        """What stands in the field now."""
        return self._edit.text()

    def show_value(self, value: object) -> None:
        """Draw the value, unless what was typed here is being questioned or not finished."""
        if self.problem or self._edit.isModified():
            return
        self._shown = "" if value is None else self.written(value)
        if self._edit.text() != self._shown:
            self._edit.setText(self._shown)
        set_state(self._edit, "" if self._shown else "open")

    def show_problem(self, sentence: str) -> None:
        super().show_problem(sentence)
        set_state(self._edit, "problem" if sentence else "" if self._edit.text() else "open")

    def written(self, value: object) -> str:
        """How the value reads in the field."""
        return str(value)

    def read(self, text: str) -> object:
        """The value that ``text`` means. Raises ``ValueError`` with a sentence for the user."""
        return text.strip() or None

    def commit(self) -> None:
        self._on_edit_finished()

    def _on_edit_finished(self) -> None:
        text = self._edit.text()
        if text == self._shown and not self.problem:
            self._edit.setModified(False)
            return
        self._edit.setModified(False)
        self.show_problem("")
        try:
            value = self.read(text) if text.strip() else None
        except ValueError as error:
            self.show_problem(str(error))
            return
        self._shown = text
        self.edited.emit(self.path, value)


class NumberRow(LineRow):
    """A number with its unit. Both ``.`` and ``,`` mark decimals."""

    width_in_digits = 6

    def __init__(
        self, path: str, label: str, unit: str = "", hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(path, label, hint, parent)
        self._edit.setAccessibleName(f"{label}, {unit}" if unit else label)
        if unit:
            self.add_control(QLabel(unit))

    def written(self, value: object) -> str:
        return f"{value:g}" if isinstance(value, float) else str(value)

    def read(self, text: str) -> object:
        return read_number(text)


def read_number(text: str) -> float:
    """A whole number as ``int``, another as ``float``. Raises ``ValueError`` with a sentence for the user."""
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError("Write a number, such as 7 or 7.5, or leave it empty.")
    return int(number) if number.is_integer() else number


class DateRow(LineRow):
    """A day, typed as 2026-11-20 or 20-Nov-2026 and shown back as 20-Nov-2026.

    With ``counted_from`` it may be typed as ``2 weeks`` before that day, too.
    """

    def __init__(
        self,
        path: str,
        label: str,
        hint: str = "",
        parent: QWidget | None = None,
        *,
        counted_from: date | None = None,
    ) -> None:
        super().__init__(path, label, hint, parent)
        self._counted_from = counted_from
        self.ways_to_write = "2026-11-20 or 20-Nov-2026"
        if counted_from is not None:
            self.ways_to_write = "2026-11-20, 20-Nov-2026 or 2 weeks (before this visit)"

    def written(self, value: object) -> str:
        return shown_date(value) if isinstance(value, date) else str(value)

    def read(self, text: str) -> object:
        day = read_date(text)
        if day is None and self._counted_from is not None:
            day = read_ago(text, self._counted_from)
        if day is None:
            raise ValueError(f"Write the date as {self.ways_to_write}.")
        return day


class TextRow(LineRow):
    """One line of free text, kept after a short pause in typing too."""

    width_in_digits = 26

    def __init__(self, path: str, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(path, label, hint, parent)
        self._edit.textEdited.connect(pause(self, self._on_edit_finished).start)


class NoteRow(Row):
    """Several lines of free text under their label, kept after a short pause in typing."""

    def __init__(self, path: str, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(path, label, hint, parent)
        self._edit = QPlainTextEdit()
        self._edit.setAccessibleName(label)
        self._edit.setObjectName(f"{path}:input")
        self._edit.setTabChangesFocus(True)
        self._edit.setMinimumWidth(self._edit.fontMetrics().horizontalAdvance("0") * 36)
        self._edit.setFixedHeight(self._edit.fontMetrics().lineSpacing() * 3 + 16)
        self._shown = ""
        self._edit.textChanged.connect(pause(self, self._on_pause).start)
        self.add_control(self._edit)
        self.setFocusProxy(self._edit)

    @property
    def input(self) -> QWidget:
        return self._edit

    def show_value(self, value: object) -> None:
        text = "" if value is None else str(value)
        if not self.problem and text != self._shown:
            self._shown = text
            self._edit.setPlainText(text)

    def commit(self) -> None:
        self._on_pause()

    def _on_pause(self) -> None:
        text = self._edit.toPlainText()
        if text != self._shown:
            self.show_problem("")
            self._shown = text
            self.edited.emit(self.path, text or None)


def pause(owner: QWidget, act: object) -> QTimer:
    """A timer that ``act``s when typing has paused."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(_PAUSE_MS)
    timer.timeout.connect(act)
    return timer
