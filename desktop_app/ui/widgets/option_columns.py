"""The options side by side in the patient's view: the same rows for each, and what the patient says to each."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QVBoxLayout,
    QWidget,
)

from desktop_app.application.patient_view import OptionView, PatientView
from desktop_app.ui.widgets.hundred_bar import HundredBar
from desktop_app.ui.widgets.text import TextLabel, set_state

_GAP: Final = 20
_SCROLL_BAR: Final = 14
_BESIDE_IT: Final = 6
_FIGURES: Final = "help"


class OptionColumns(QWidget):
    """Names on top and answers below stay in sight; the rows between them scroll.

    ``chosen`` says what the patient said to an option: yes, no or unsure.
    """

    chosen = Signal(str, str)

    def __init__(self, view: PatientView, choices: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._buttons: dict[tuple[str, str], QPushButton] = {}
        self._bar: QScrollBar
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._row_of([self._name(option) for option in view.options]))
        layout.addWidget(self._rows(), 1)
        layout.addWidget(TextLabel(view.words["your_choice"], "patient-strong"))
        layout.addWidget(self._row_of([self._answers(option) for option in view.options]))
        for therapy, choice in choices.items():
            self.show_choice(therapy, choice)

    def _row_of(self, parts: list[QWidget]) -> QWidget:
        """Parts under one another with the columns of the rows, which lose a strip to the scroll bar."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, _SCROLL_BAR + _BESIDE_IT, 0)
        row.setSpacing(_GAP)
        for part in parts:
            part.setMinimumWidth(1)
            row.addWidget(part, 1)
        return holder

    def _name(self, option: OptionView) -> QWidget:
        name = TextLabel(option.name, "patient-strong")
        name.setAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        return name

    def _rows(self) -> QScrollArea:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, _BESIDE_IT, 0)
        grid.setHorizontalSpacing(_GAP)
        grid.setVerticalSpacing(4)
        options = self._view.options
        for column in range(len(options)):
            grid.setColumnStretch(column, 1)
        whole = len(options)
        grid.addWidget(TextLabel(self._view.words["invitation"], "patient"), 0, 0, 1, whole)
        for place, (key, heading) in enumerate(self._view.rows):
            first = 3 * place + 1
            grid.addWidget(_heading(heading), first, 0, 1, whole)
            if key == _FIGURES and any(option.bars for option in options):
                grid.addWidget(TextLabel(self._view.words["scale"], "patient"), first + 1, 0, 1, whole)
            for column, option in enumerate(options):
                grid.addWidget(_cell(option, key), first + 2, column, Qt.AlignmentFlag.AlignTop)
        last = 3 * len(self._view.rows) + 1
        closing = TextLabel(self._view.closing, "patient")
        closing.setContentsMargins(0, 12, 0, 0)
        grid.addWidget(closing, last, 0, 1, whole)
        grid.setRowStretch(last + 1, 1)
        scroll = QScrollArea()
        scroll.setObjectName("options:rows")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        scroll.setAccessibleName(", ".join(heading for _, heading in self._view.rows))
        scroll.setWidget(body)
        self._bar = scroll.verticalScrollBar()
        return scroll

    def scroll_by_key(self, key: int) -> bool:
        """Scroll the rows by a page; whether it was a key for that."""
        pages = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(key))
        if pages is not None:
            self._bar.setValue(self._bar.value() + pages * self._bar.pageStep())
        return pages is not None

    def _answers(self, option: OptionView) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for choice in option.answers:
            row.addWidget(self._answer(option, choice))
        if option.answers:
            row.addStretch(1)
        else:
            row.addWidget(TextLabel(self._view.words["talk"], "patient"))
        return holder

    def _answer(self, option: OptionView, choice: str) -> QPushButton:
        word = self._view.words[choice]
        button = QPushButton(word)
        button.setProperty("kind", "patient")
        button.setAutoDefault(False)
        button.setObjectName(f"{choice}:{option.key}")
        button.setAccessibleName(f"{option.name}: {word}")
        button.clicked.connect(lambda: self.chosen.emit(option.key, choice))
        self._buttons[option.key, choice] = button
        return button

    def show_choice(self, therapy: str, choice: str) -> None:
        """Mark what the patient said to an option."""
        for (key, word), button in self._buttons.items():
            if key == therapy:
                set_state(button, "chosen" if word == choice else "other")
                button.setAccessibleDescription(self._view.words["yes"] if word == choice else "")

    def focus_first(self) -> None:
        next(iter(self._buttons.values())).setFocus()


def _heading(text: str) -> TextLabel:
    heading = TextLabel(text, "patient-heading")
    heading.setIndent(0)
    return heading


def _cell(option: OptionView, key: str) -> QWidget:
    words = TextLabel(option.cells[key], "patient")
    if key != _FIGURES or not option.bars:
        return words
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(words)
    for bar in option.bars:
        column.addWidget(TextLabel(f"{bar.label}: {bar.value}", "patient"))
        axis = HundredBar(bar.label, bar.value)
        axis.setProperty("kind", "patient")
        column.addWidget(axis)
    return holder
