"""Sensory loss of one leg: none found, or any of the nerve roots; nothing pressed is not examined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop_app.ui.widgets.row import Row
from desktop_app.ui.widgets.text import set_state


class RootsRow(Row):
    """N is examined and normal, 1 to 5 switch a root, Del makes the leg not examined."""

    def __init__(self, path: str, label: str, roots: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(path, label, "", parent)
        self._roots = tuple(roots)
        self._value: tuple[str, ...] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._normal = self._button("No loss", lambda: self._send(()))
        self._buttons = {
            root: self._button(root, lambda root=root: self._switch(root)) for root in self._roots
        }
        self.show_value(None)

    def _button(self, word: str, act: object) -> QPushButton:
        button = QPushButton(word)
        button.setProperty("kind", "choice")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleName(f"{word}: {self.label}")
        button.clicked.connect(act)
        self.add_control(button)
        return button

    def show_value(self, value: object) -> None:
        self._value = tuple(str(root) for root in value) if isinstance(value, tuple | list) else None
        quiet = "open" if self._value is None else "other"
        set_state(self._normal, "chosen" if self._value == () else quiet)
        for root, button in self._buttons.items():
            set_state(button, "chosen" if self._value and root in self._value else quiet)
        self.show_hint(self.state_word)
        self.setAccessibleName(f"{self.label}: {self.state_word}")

    @property
    def state_word(self) -> str:
        if self._value is None:
            return "Not examined"
        return f"Reduced at {', '.join(self._value)}" if self._value else "No loss"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text, key = event.text().upper(), event.key()
        if text == "N":
            self._send(())
            self.focus_next_row()
        elif text.isdigit() and 1 <= int(text) <= len(self._roots):
            self._switch(self._roots[int(text) - 1])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._send(None)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        elif key == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def _switch(self, root: str) -> None:
        chosen = set(self._value or ()) ^ {root}
        self._send(tuple(each for each in self._roots if each in chosen))

    def _send(self, value: tuple[str, ...] | None) -> None:
        self.edited.emit(self.path, value)
