"""A list that tells "none, confirmed" from "not asked"."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from desktop_app.application.medicine_search import NameSearch
from desktop_app.ui.widgets.choice_row import NOT_ASSESSED, ChoiceRow
from desktop_app.ui.widgets.entry_row import EntryRow
from desktop_app.ui.widgets.name_edit import NameEdit
from desktop_app.ui.widgets.text import TextLabel


class ListEditor(QFrame):
    """One row for each entry, a line to add one, and whether the patient was asked.

    Holds nothing: whoever owns it draws each of ``rows_for``, the signals ask for a change. ``reviewed_path`` is where
    the consultation keeps whether the list was gone through, ``path`` where it keeps the entries.
    """

    entry_added = Signal(str)
    entry_removed = Signal(int)
    edited = Signal(str, object)

    def __init__(
        self,
        things: str,
        path: str,
        find: Callable[[str], NameSearch],
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._things = things
        self.path = path
        self.reviewed = ChoiceRow(
            f"{path.removesuffix('.list')}.reviewed",
            f"Asked about {things}?",
            (("yes", "Yes, list is complete"), ("no", "No"), (NOT_ASSESSED, "Not assessed")),
        )
        self.reviewed.edited.connect(self.edited)
        self._state = TextLabel("", "caption")
        self._notes = TextLabel("", "caption")
        self._entries = QVBoxLayout()
        self._entries.setSpacing(0)
        self.rows: list[EntryRow] = []
        self.adding = NameEdit(things, find, placeholder)
        self.adding.entered.connect(self.entry_added)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(6)
        layout.addWidget(self._state)
        layout.addLayout(self._entries)
        layout.addWidget(self._notes)
        layout.addWidget(self.adding)
        layout.addWidget(self.reviewed)
        self._notes.hide()

    def rows_for(self, count: int, make: Callable[[str], EntryRow]) -> list[EntryRow]:
        """As many rows as there are entries. Rows that are there stay, so that the keyboard stays where it is."""
        while len(self.rows) > count:
            row = self.rows.pop()
            focused = QApplication.focusWidget()
            if focused is not None and (focused is row or row.isAncestorOf(focused)):
                (self.rows[-1] if self.rows else self.adding).setFocus(Qt.FocusReason.OtherFocusReason)
            self._entries.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self.rows) < count:
            index = len(self.rows)
            row = make(f"{self.path}[{index}]")
            row.removed.connect(lambda index=index: self.entry_removed.emit(index))
            self.rows.append(row)
            self._entries.addWidget(row)
            row.show()
        return self.rows

    def show_state(self, count: int, reviewed: str | None, notes: tuple[str, ...] = ()) -> None:
        """Say in words what an empty list means, and what belongs to the list as a whole."""
        self._state.setText(self._state_words(count, reviewed))
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
        self.reviewed.show_value(reviewed)

    def _state_words(self, count: int, reviewed: str | None) -> str:
        if reviewed == "yes":
            return f"{count} recorded, confirmed." if count else f"None, confirmed: no {self._things}."
        asked = "not assessed" if reviewed == NOT_ASSESSED else "not asked"
        return f"{count} recorded, list {asked}." if count else f"No {self._things} recorded - {asked}."
