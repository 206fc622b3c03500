"""Sentences to tick, at the first visit and now, side by side."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.ui.widgets.row import Explanation
from desktop_app.ui.widgets.score_table import HEADINGS, ScoreTable
from desktop_app.ui.widgets.text import TextLabel
from desktop_app.ui.widgets.tick_box import TickBox


class Statement(TextLabel):
    """A sentence; a click on it is a click on its box of today."""

    clicked = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()


class TickTable(QWidget):
    """Space ticks, the arrow keys go from box to box of one moment; sentences are counted from 1.

    The boxes show what they are told to: a click asks for a change by ``ticked``, with the moment and the sentence.
    """

    ticked = Signal(str, int)

    def __init__(
        self, statements: Sequence[str], moments: Sequence[str], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.explanation: Callable[[], Explanation] | None = None
        self._boxes: dict[tuple[str, int], TickBox] = {}
        table = ScoreTable()
        labels = [Statement(f"{number}. {text}") for number, text in enumerate(statements, start=1)]
        lines = [table.add_line(label) for label in labels]
        for moment in moments:
            for number, text in enumerate(statements, start=1):
                box = self._box(moment, number, f"{text} {HEADINGS[moment]}")
                box.setObjectName(f"measures.{moment}.{name}:{number}")
                table.add_cell(lines[number - 1], moment, box)
        for number, label in enumerate(labels, start=1):
            label.clicked.connect(self._boxes["now", number].click)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(table)

    def _box(self, moment: str, number: int, name: str) -> TickBox:
        box = TickBox()
        box.setAccessibleName(name)
        box.clicked.connect(lambda: self.ticked.emit(moment, number))
        self._boxes[moment, number] = box
        return box

    def show_ticks(self, moment: str, ticked: Collection[int]) -> None:
        for (each, number), box in self._boxes.items():
            if each == moment:
                box.setChecked(number in ticked)
