"""A list that tells "none, confirmed" from "not asked"."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.ui.widgets.choice_row import NOT_ASSESSED, ChoiceRow
from desktop_app.ui.widgets.field_rows import FieldEdit
from desktop_app.ui.widgets.text import TextLabel


class _AddEdit(FieldEdit):
    """Return adds instead of going on."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.returnPressed.emit()
        else:
            super().keyPressEvent(event)


class ListEditor(QFrame):
    """Entries with a Remove button each, a line to add one, and whether the patient was asked.

    Holds nothing: ``show_list`` draws, the signals ask for a change. ``reviewed_path`` is where the consultation keeps
    whether the list was gone through.
    """

    entry_added = Signal(str)
    entry_removed = Signal(int)
    edited = Signal(str, object)

    def __init__(
        self, things: str, reviewed_path: str, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._things = things
        self.reviewed = ChoiceRow(
            reviewed_path,
            f"Asked about {things}?",
            (("yes", "Yes, list is complete"), ("no", "No"), (NOT_ASSESSED, "Not assessed")),
        )
        self.reviewed.edited.connect(self.edited)
        self._state = TextLabel("", "caption")
        self._entries = QVBoxLayout()
        self._entries.setSpacing(4)
        self._add = _AddEdit()
        self._add.setPlaceholderText(placeholder)
        self._add.setAccessibleName(f"Add to {things}")
        self._add.setObjectName(f"add:{things}")
        self._add.returnPressed.connect(self._on_add)
        self._lay_out()
        self.show_list((), None)

    def _lay_out(self) -> None:
        button = QPushButton("Add")
        button.setAccessibleName(f"Add this to {self._things}")
        button.clicked.connect(self._on_add)
        adding = QHBoxLayout()
        adding.addWidget(self._add, 1)
        adding.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(6)
        layout.addWidget(self._state)
        layout.addLayout(self._entries)
        layout.addLayout(adding)
        layout.addWidget(self.reviewed)

    def show_list(self, entries: Sequence[str], reviewed: str | None) -> None:
        """Draw the entries and say in words what an empty list means."""
        while (item := self._entries.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for index, entry in enumerate(entries):
            self._entries.addWidget(self._entry(index, entry))
        self._state.setText(self._state_words(len(entries), reviewed))
        self.reviewed.show_value(reviewed)

    def _state_words(self, count: int, reviewed: str | None) -> str:
        if reviewed == "yes":
            return f"{count} {self._things}, confirmed." if count else f"None, confirmed: no {self._things}."
        asked = "not assessed" if reviewed == NOT_ASSESSED else "not asked"
        return f"{count} recorded, list {asked}." if count else f"No {self._things} recorded - {asked}."

    def _entry(self, index: int, entry: str) -> QWidget:
        line = QFrame()
        line.setProperty("area", "row")
        layout = QHBoxLayout(line)
        layout.setContentsMargins(6, 0, 6, 0)
        layout.addWidget(TextLabel(entry), 1)
        remove = QPushButton("Remove")
        remove.setProperty("kind", "link")
        remove.setAccessibleName(f"Remove {entry}")
        remove.clicked.connect(lambda: self.entry_removed.emit(index))
        layout.addWidget(remove)
        return line

    def _on_add(self) -> None:
        text = self._add.text().strip()
        if text:
            self._add.clear()
            self.entry_added.emit(text)
