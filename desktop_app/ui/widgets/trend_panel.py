"""The scores over the visits as drawings, and the same numbers as a table."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.domain.trend import Trend
from desktop_app.ui.dates import shown_date
from desktop_app.ui.widgets.text import SectionHeading, TextLabel
from desktop_app.ui.widgets.trend_chart import TrendChart

_COLUMNS: Final = 2
_BUTTON_WORDS: Final = {False: "Show as a table (T)", True: "Show as drawings (T)"}


class TrendPanel(QWidget):
    """Hidden where nothing was measured twice. T goes from the drawings to the table and back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trends: tuple[Trend, ...] = ()
        self.table = False
        self._body = QWidget()
        self.button = QPushButton()
        self.button.setProperty("kind", "link")
        self.button.setObjectName("trend_table")
        self.button.clicked.connect(self.toggle)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(4)
        note = "Lower is better. The dotted line: from there on it counts as better than at first."
        self._column.addWidget(SectionHeading("Trend over the visits", note))
        self._column.addWidget(self._body)
        self._column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def listen_on(self, page: QWidget) -> None:
        """Let T work wherever the keyboard is on ``page``."""
        shortcut = QShortcut(QKeySequence("T"), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.toggle)

    @property
    def charts(self) -> tuple[TrendChart, ...]:
        return tuple(self._body.findChildren(TrendChart))

    def show_trends(self, trends: tuple[Trend, ...]) -> None:
        self.setVisible(bool(trends))
        if trends != self._trends:
            self._trends = trends
            self._build()

    def toggle(self) -> None:
        """Show the table in place of the drawings, or the drawings again."""
        self.table = not self.table
        self._build()

    def _build(self) -> None:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(6, 4, 6, 4)
        grid.setHorizontalSpacing(16)
        if self.table:
            self._fill_table(grid)
        else:
            for place, trend in enumerate(self._trends):
                grid.addWidget(TrendChart(trend, place), place // _COLUMNS, place % _COLUMNS)
        self._column.replaceWidget(self._body, body)
        self._body.hide()
        self._body.deleteLater()
        self._body = body
        body.show()
        self.button.setText(_BUTTON_WORDS[self.table])

    def _fill_table(self, grid: QGridLayout) -> None:
        """A line for each score, a column for each day."""
        days = sorted({point.day for trend in self._trends for point in trend.points})
        for column, day in enumerate(days, start=1):
            grid.addWidget(TextLabel(shown_date(day), "strong"), 0, column)
        grid.addWidget(TextLabel("Counts as better", "strong"), 0, len(days) + 1)
        for line, trend in enumerate(self._trends, start=1):
            values = {point.day: point.shown for point in trend.points}
            grid.addWidget(TextLabel(trend.scale), line, 0)
            for column, day in enumerate(days, start=1):
                grid.addWidget(TextLabel(values.get(day, "not measured")), line, column)
            limit = trend.limit.removeprefix("better at ") or "no line"
            grid.addWidget(TextLabel(limit), line, len(days) + 1)
