"""An entry with an amount: one dose, how often a day, and when it was stopped."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QWidget

from desktop_app.ui.dates import read_date
from desktop_app.ui.widgets.entry_row import EntryRow
from desktop_app.ui.widgets.field_rows import FieldEdit, read_number
from desktop_app.ui.widgets.text import TextLabel, set_state

_NARROW_IN_EMS = 40
_DIGITS = {"dose": 12, "per_day": 4, "stopped_on": 11}


@dataclass(frozen=True, slots=True)
class Amount:
    """What stands in the fields. ``counted_in``: counted by that alone, and no dose is asked for."""

    dose: str = ""
    per_day: str = ""
    stopped_on: str = ""
    counted_in: str | None = None


class AmountRow(EntryRow):
    """The fields open where an amount is needed, and on demand (Return or F2).

    ``amount_changed`` sends what was typed by the name of its field: text for ``dose``, a number, an ISO date.
    """

    amount_changed = Signal(dict)

    def __init__(self, path: str, parent: QWidget | None = None) -> None:
        super().__init__(path, parent)
        self._shown = dict.fromkeys(_DIGITS, "")
        self._labels = {key: TextLabel() for key in _DIGITS}
        self._edits = {key: self._field(key) for key in _DIGITS}
        self._edits["dose"].setPlaceholderText("500 mg")
        self._edits["stopped_on"].setPlaceholderText("12-Nov-2026")
        self.more = QPushButton("Dose")
        self.more.setProperty("kind", "link")
        self.more.setObjectName(f"{path}:more")
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.clicked.connect(self.open)
        self._controls.insertWidget(0, self.more)
        self._fields = QWidget()
        self._flow = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._fields)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._flow.setSpacing(12)
        self._pairs = {key: self._pair(key) for key in _DIGITS}
        self._flow.addStretch(1)
        self.below.addWidget(self._fields)
        self._fields.hide()

    def _field(self, key: str) -> FieldEdit:
        edit = FieldEdit()
        edit.setObjectName(f"{self.path}:{key}")
        edit.setFixedWidth(edit.fontMetrics().horizontalAdvance("0") * _DIGITS[key] + 22)
        edit.editingFinished.connect(self.commit)
        return edit

    def _pair(self, key: str) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self._labels[key].setWordWrap(False)
        line.addWidget(self._labels[key])
        line.addWidget(self._edits[key])
        line.addStretch(1)
        self._flow.addWidget(holder)
        return holder

    def show_amount(self, amount: Amount) -> None:
        """Draw the amount, unless what was typed here is being questioned or not finished."""
        words = {
            "dose": "One dose",
            "per_day": amount.counted_in or "Times a day",
            "stopped_on": "Stopped on",
        }
        for key, label in self._labels.items():
            text = words[key][:1].upper() + words[key][1:]
            label.setText(text)
            self._edits[key].setAccessibleName(f"{text}: {self.view.title}")
        self._pairs["dose"].setVisible(amount.counted_in is None)
        if self.view.needed:
            self._show_fields()
        self.more.setAccessibleName(f"Dose of {self.view.title}")
        if self.problem or any(edit.isModified() for edit in self._edits.values()):
            return
        self._shown = {"dose": amount.dose, "per_day": amount.per_day, "stopped_on": amount.stopped_on}
        for key, edit in self._edits.items():
            if edit.text() != self._shown[key]:
                edit.setText(self._shown[key])
            set_state(edit, "" if self._shown[key] or key == "stopped_on" else "open")

    def open(self) -> None:
        """Show the fields and give the first one the keyboard."""
        self._show_fields()
        first = next(edit for edit in self._edits.values() if edit.isVisibleTo(self))
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_fields(self) -> None:
        self._fields.show()
        self.more.hide()

    def commit(self) -> None:
        """Send what was typed and not sent yet."""
        typed = {key: edit.text().strip() for key, edit in self._edits.items()}
        for edit in self._edits.values():
            edit.setModified(False)
        changed = {key: text for key, text in typed.items() if text != self._shown[key]}
        if not changed:
            self.show_problem("")
            return
        try:
            parts = {key: _read(key, text) for key, text in changed.items()}
        except ValueError as error:
            self.show_problem(str(error))
            return
        self.amount_changed.emit(parts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.hasFocus() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.open()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the fields under each other where they do not fit side by side."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW_IN_EMS * self.fontMetrics().height() * 0.75
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._flow.setDirection(direction)


def _read(key: str, text: str) -> object:
    """The value of a field. Raises ``ValueError`` with a sentence for the user."""
    if not text or key == "dose":
        return text or None
    if key == "per_day":
        return read_number(text)
    day = read_date(text)
    if day is None:
        raise ValueError("Write the day as 12-Nov-2026 or 2026-11-12.")
    return day
