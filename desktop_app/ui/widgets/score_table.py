"""Scores side by side: at the first visit and now, with what changed under them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.ui.widgets.score_field import ScoreField
from desktop_app.ui.widgets.text import TextLabel

HEADINGS: Final = {"baseline": "First visit", "now": "Now"}
_MOMENTS = tuple(HEADINGS)

_CHANGE, _NOTE, _PROBLEM = 1, 2, 3
"""Rows of a line under its first; what is questioned has a row for each moment."""

_ROWS_OF_A_LINE = _PROBLEM + len(_MOMENTS)
_ALL_COLUMNS = 1 + len(_MOMENTS)
_ABOVE_A_LINE = 6


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """What changes in a line: the text on the change, a note, and the cells that show a computed score."""

    row: int
    change: TextLabel
    note: TextLabel
    results: dict[str, TextLabel]

    def show_change(self, text: str) -> None:
        _show(self.change, text)

    def show_note(self, text: str, role: str = "caption") -> None:
        self.note.set_role(role)
        _show(self.note, text)


class ScoreTable(QWidget):
    """A line for each score or item: its label, a cell for each moment, and its texts below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(6, 4, 6, 4)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._next_row = 1
        for column, heading in enumerate(HEADINGS.values(), start=1):
            label = TextLabel(heading, "strong")
            label.setWordWrap(False)
            self._grid.addWidget(label, 0, column)

    def add_line(self, label: TextLabel) -> ScoreLine:
        """A line with nothing in its cells."""
        line = ScoreLine(self._next_row, TextLabel("", "caption"), TextLabel("", "caption"), {})
        self._next_row += _ROWS_OF_A_LINE
        label.setContentsMargins(0, _ABOVE_A_LINE, 0, 0)
        self._grid.addWidget(label, line.row, 0)
        for below, text in ((_CHANGE, line.change), (_NOTE, line.note)):
            self._grid.addWidget(text, line.row + below, 0, 1, _ALL_COLUMNS)
            text.hide()
        return line

    def add_cell(self, line: ScoreLine, moment: str, cell: QWidget) -> None:
        """A control for one moment; the keyboard goes from cell to cell in the order in which they are added."""
        position = _MOMENTS.index(moment)
        self._grid.addWidget(cell, line.row, 1 + position, Qt.AlignmentFlag.AlignVCenter)
        if isinstance(cell, ScoreField):
            row = line.row + _PROBLEM + position
            self._grid.addWidget(cell.problem_label, row, 0, 1, _ALL_COLUMNS)

    def add_result(self, line: ScoreLine, moment: str) -> None:
        """A computed score for one moment."""
        result = TextLabel("", "strong")
        result.setWordWrap(False)
        result.setContentsMargins(0, _ABOVE_A_LINE, 0, 0)
        line.results[moment] = result
        self.add_cell(line, moment, result)


def _show(label: TextLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
