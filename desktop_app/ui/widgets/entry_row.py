"""One entry of a list: what was written, what it was read as, and what is still to be asked about it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.ui.theme import Level
from desktop_app.ui.widgets.badge import SeverityBadge
from desktop_app.ui.widgets.row import Row
from desktop_app.ui.widgets.text import TextLabel


@dataclass(frozen=True, slots=True)
class EntryChoice:
    """One answer: the word on its button, the name that it puts into the list, and what that means."""

    label: str
    name: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class EntryView:
    """How an entry is drawn. ``state`` is the word of its badge; ``needed`` asks for what is missing."""

    title: str
    reading: str = ""
    state: str = ""
    level: Level = Level.NOT_ASSESSED
    question: str = ""
    choices: tuple[EntryChoice, ...] = ()
    needed: str = ""


class EntryRow(Row):
    """Takes the keyboard as a whole: a number chooses, Del removes. Holds nothing; its signals ask for a change."""

    removed = Signal()
    renamed = Signal(str)

    def __init__(self, path: str, parent: QWidget | None = None) -> None:
        super().__init__(path, "", parent=parent)
        self.view = EntryView("")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._words.set_role("strong")
        self.remove = QPushButton("Remove")
        self.remove.setProperty("kind", "link")
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.remove.clicked.connect(self.removed)
        self.add_control(self.remove)

    def _lay_out(self) -> None:
        self.badge = SeverityBadge(Level.NOT_ASSESSED)
        self._question = TextLabel("", "strong")
        self._needed = TextLabel("", "caption")
        self._choices = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._choices.setSpacing(6)
        self._buttons: list[QPushButton] = []
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self.badge, self._words, self._hint):
            words.addWidget(part)
        self._split = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._split.setSpacing(12)
        self._split.addLayout(words, 1)
        self._split.addLayout(self._controls)
        self.below = QVBoxLayout()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(6, 6, 6, 6)
        outer.setSpacing(4)
        outer.addLayout(self._split)
        outer.addWidget(self._question)
        outer.addLayout(self._choices)
        outer.addWidget(self._needed)
        outer.addLayout(self.below)
        outer.addWidget(self._problem)
        for part in (self.badge, self._question, self._needed):
            part.hide()

    def show_entry(self, view: EntryView) -> None:
        """Draw the entry."""
        if view == self.view:
            return
        self.view, self.label = view, view.title
        self._words.setText(view.title)
        self.show_hint(view.reading)
        self.badge.setVisible(bool(view.state))
        if view.state:
            self.badge.show_level(view.level, view.state)
        for label, text in ((self._question, view.question), (self._needed, view.needed)):
            label.setText(text)
            label.setVisible(bool(text))
        self._show_choices(view.choices)
        words = (view.title, view.state, view.reading, view.question, view.needed)
        self.setAccessibleName(". ".join(filter(None, words)))
        keys = "A number chooses. " if view.choices else ""
        self.setAccessibleDescription(f"{keys}Delete removes.")
        self.remove.setAccessibleName(f"Remove {view.title}")

    def _show_choices(self, choices: tuple[EntryChoice, ...]) -> None:
        while (item := self._choices.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons = []
        side_by_side = not any(choice.meaning for choice in choices)
        direction = QBoxLayout.Direction.LeftToRight if side_by_side else QBoxLayout.Direction.TopToBottom
        self._choices.setDirection(direction)
        for number, choice in enumerate(choices, start=1):
            holder = self._choice(number, choice)
            self._choices.addWidget(holder)
            holder.show()
        if side_by_side:
            self._choices.addStretch(1)

    def _choice(self, number: int, choice: EntryChoice) -> QWidget:
        button = QPushButton(f"{number}  {choice.label}")
        button.setProperty("kind", "choice")
        button.setObjectName(f"{self.path}:choice={number}")
        button.setAccessibleName(f"{choice.label}: {self.view.question}")
        button.setAccessibleDescription(choice.meaning)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.renamed.emit(choice.name))
        self._buttons.append(button)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(button)
        if choice.meaning:
            line.addWidget(TextLabel(choice.meaning, "caption"), 1)
        return holder

    def show_value(self, value: object) -> None:
        """Drawn by ``show_entry``."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What a field within the row leaves over is not meant for the row.
        plain = self.hasFocus() and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        number = int(event.text()) if plain and event.text() in set("123456789") else 0
        if 0 < number <= len(self._buttons):
            self._buttons[number - 1].click()
        elif plain and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif plain and event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif plain and event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)
