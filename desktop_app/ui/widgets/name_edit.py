"""A line to type a name in, with what it may mean listed under it. Nothing in the list is taken by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.application.medicine_search import FoundName, NameSearch
from desktop_app.ui.widgets.field_rows import FieldEdit

_AMOUNT: Final = re.compile(r"\s+\d.*")
_FIRST_IN_SIGHT: Final = 3
_NAME = Qt.ItemDataRole.UserRole


class NameEdit(QWidget):
    """Down and Up move in the list, Return takes the marked name or else the text as typed, Esc closes the list.

    A name that looks like another is taken only after Return was pressed on one of the two.
    """

    entered = Signal(str)

    def __init__(
        self,
        things: str,
        find: Callable[[str], NameSearch],
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._find = find
        self._found = NameSearch()
        self._edit = _SearchEdit()
        self._edit.setPlaceholderText(placeholder)
        self._edit.setAccessibleName(f"Add to {things}")
        self._edit.setObjectName(f"add:{things}")
        self._edit.textEdited.connect(self._on_typed)
        self._edit.moved.connect(self._move)
        self._edit.returned.connect(self._on_return)
        self._edit.closed.connect(self._close)
        self._button = QPushButton("Add")
        self._button.setAccessibleName(f"Add this to {things}")
        self._button.clicked.connect(self._on_return)
        self.list = QListWidget()
        self.list.setObjectName(f"found:{things}")
        self.list.setAccessibleName(f"Names found for {things}")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setWordWrap(True)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._on_clicked)
        self._lay_out()
        self.setFocusProxy(self._edit)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self._edit, 1)
        line.addWidget(self._button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.list)
        self.list.hide()

    def _on_typed(self, text: str) -> None:
        self._found = self._find(text)
        self.list.clear()
        self._add_names("", self._found.matching)
        self._add_names("Looks alike - which one is meant?", self._found.look_alikes)
        self._add_names("Did you mean?", self._found.similar)
        self._show_list()

    def _add_names(self, heading: str, names: Iterable[FoundName]) -> None:
        for place, found in enumerate(names):
            if heading and place == 0:
                self._add_heading(heading)
            item = QListWidgetItem(found.words)
            item.setData(_NAME, found.name)
            self.list.addItem(item)

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = QFont(self.list.font())
        font.setBold(True)
        item.setFont(font)
        self.list.addItem(item)

    def _show_list(self) -> None:
        self.list.setVisible(self.list.count() > 0)
        self._edit.is_open = self.list.count() > 0
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        self.list.setFixedHeight(rows + 2 * self.list.frameWidth() + 4)
        self._describe()
        if self._edit.is_open:
            self._reveal(self.list.item(min(_FIRST_IN_SIGHT, self.list.count()) - 1))

    def _reveal(self, item: QListWidgetItem) -> None:
        """Scroll the page so that an entry of the list is in sight."""
        area: QWidget | None = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None and (body := area.widget()) is not None:
            box = self.list.visualItemRect(item)
            place = self.list.viewport().mapTo(body, box.center())
            area.ensureVisible(place.x(), place.y(), 0, box.height())

    def _describe(self) -> None:
        names = sum(bool(self.list.item(row).data(_NAME)) for row in range(self.list.count()))
        marked = self.list.currentItem().text() if self._is_marked else f"{names} names found"
        self._edit.setAccessibleDescription(marked)

    @property
    def _is_marked(self) -> bool:
        return self.list.currentRow() >= 0

    def _move(self, step: int) -> None:
        """Mark the next name; above the first, none."""
        row = self.list.currentRow() + step
        while 0 <= row < self.list.count() and not self.list.item(row).data(_NAME):
            row += step
        if row < self.list.count():
            self.list.setCurrentRow(max(row, -1))
        if self._is_marked:
            self._reveal(self.list.currentItem())
        self._describe()

    def _on_return(self) -> None:
        if self._is_marked:
            self._take(str(self.list.currentItem().data(_NAME)))
        elif self._found.is_exact and self._found.look_alikes and self._edit.is_open:
            self._move(1)
        elif text := self._edit.text().strip():
            self._send(text)

    def _on_clicked(self, item: QListWidgetItem) -> None:
        if name := item.data(_NAME):
            self._take(str(name))

    def _take(self, name: str) -> None:
        """The chosen name, with the amount that was typed after it."""
        typed = self._edit.text()
        amount = _AMOUNT.search(typed)
        part_of_name = name.casefold().startswith(" ".join(typed.casefold().split()))
        self._send(name if amount is None or part_of_name else f"{name}{amount[0]}")

    def _send(self, text: str) -> None:
        self._edit.clear()
        self._close()
        self.entered.emit(text)

    def _close(self) -> None:
        self._found = NameSearch()
        self.list.clear()
        self._show_list()


class _SearchEdit(FieldEdit):
    """While the list is open the arrow keys move in it."""

    moved = Signal(int)
    returned = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_open = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.returned.emit()
        elif self.is_open and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif self.is_open and key == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.is_open and event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.closed.emit()
