"""Every action of the window with its key, in one table: the menus, the shortcuts and the keyboard map come from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow


@dataclass(frozen=True, slots=True)
class Command:
    """One menu entry. ``in_visit`` entries are disabled while no visit is open; ``keys`` in Qt's portable spelling."""

    menu: str
    text: str
    act: Callable[[], object]
    keys: tuple[str, ...] = ()
    in_visit: bool = False
    separated: bool = False

    @property
    def title(self) -> str:
        """The text without the mark of its mnemonic."""
        return self.text.replace("&", "").removesuffix("...")


MOST_STEPS: Final = 9


def step_command(number: int) -> str:
    """What the place in the list of steps is called before a visit names it."""
    return f"Step {number}"


ROW_KEYS: Final = (
    ("Y, N, U", "yes, no, not assessed on the focused question; the focus moves on"),
    ("Letter or number", "the word or grade on the focused row"),
    ("Space, Left, Right", "change the choice"),
    ("Del", "make unanswered"),
    ("Up, Down, Tab", "previous or next row"),
    ("W, D, C, N", "on a card of other care: wants it, declines, can get it, cannot get it"),
    ("T", "at Worsening: the trend as a table, or drawn again"),
    ("Ctrl+K", "on the worklist: find a patient"),
)
"""What works on a focused row, or on one page, only."""


class Menus:
    """The menu bar of a window, made from commands."""

    def __init__(self, window: QMainWindow, commands: Iterable[Command]) -> None:
        self.commands = tuple(commands)
        self._visit_actions: list[QAction] = []
        self._actions: dict[str, QAction] = {}
        menus = {
            name: window.menuBar().addMenu(name)
            for name in dict.fromkeys(each.menu for each in self.commands)
        }
        for command in self.commands:
            menu = menus[command.menu]
            if command.separated:
                menu.addSeparator()
            action = QAction(command.text, window)
            action.setShortcuts([QKeySequence(keys) for keys in command.keys])
            action.triggered.connect(lambda _checked=False, act=command.act: act())
            menu.addAction(action)
            self._actions[command.title] = action
            if command.in_visit:
                self._visit_actions.append(action)
        self.set_visit_open(is_open=False)

    def set_visit_open(self, *, is_open: bool) -> None:
        for action in self._visit_actions:
            action.setEnabled(is_open)

    def show_steps(self, titles: Sequence[str]) -> None:
        """Name the steps of the open visit as its list does, and offer no more than there are."""
        for number in range(1, MOST_STEPS + 1):
            action = self.action(step_command(number))
            action.setVisible(number <= len(titles))
            if number <= len(titles):
                action.setText(f"&{number} {titles[number - 1]}")

    def show_undo(self, undo: str | None, redo: str | None) -> None:
        """Name what would be taken back and done again; ``None`` where there is nothing."""
        for title, label in (("Undo", undo), ("Redo", redo)):
            action = self.action(title)
            action.setText(f"&{title}" if label is None else f"&{title}: {shortened(label)}")
            action.setEnabled(label is not None)

    def action(self, title: str) -> QAction:
        return self._actions[title]


def keyboard_map(commands: Iterable[Command]) -> tuple[tuple[str, str], ...]:
    """Every key and what it does."""
    named = ((" or ".join(each.keys), each.title) for each in commands if each.keys)
    return (*ROW_KEYS, *named)


def shortened(label: str, longest: int = 48) -> str:
    """A label that fits a menu."""
    return label if len(label) <= longest else f"{label[: longest - 3].rstrip()}..."
