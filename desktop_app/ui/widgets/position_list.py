"""What each guideline says to one decision, in a line each, and the sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QSizePolicy, QWidget

from desktop_app.application.guideline_view import DecisionRow, GuidelineHead, PositionView, Stand
from desktop_app.ui.theme import theme_of
from desktop_app.ui.widgets.stand_mark import paint_stand
from desktop_app.ui.widgets.text import TextLabel

_SILENT: Final = frozenset({Stand.NOT_COVERED, Stand.NOT_RECORDED})
_LEGEND: Final = (
    "App default: what this content started from. May: a weak or conditional recommendation. Neutral: looked at, no "
    "recommendation. Read: its text was read. From knowledge: check before relying on it."
)
_NAME, _MARK, _STAND, _SAYS, _COLUMNS = range(5)


class PositionList(QScrollArea):
    """A line for each position that says something; those that say nothing share the last one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(2 * self.fontMetrics().height())

    def show_positions(self, patients: str, heads: Iterable[GuidelineHead], row: DecisionRow) -> None:
        """Draw the lines of a decision; ``patients`` are those that the positions are about."""
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 4, 8, 4)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(_SAYS, 1)
        _add_wide(grid, TextLabel(patients, "strong"))
        said = [(head, position) for head, cell in zip(heads, row.cells, strict=True) for position in cell]
        for head, position in said:
            if position.stand not in _SILENT:
                _add_line(grid, _name(head, position), position)
        silent = [_silent(head, position) for head, position in said if position.stand in _SILENT]
        if silent:
            _add_wide(grid, TextLabel(f"Not covered: {'; '.join(silent)}.", "caption"))
        _add_wide(grid, TextLabel(_LEGEND, "caption"))
        sources = dict.fromkeys(
            each.citation for _, each in said if each.citation and each.stand not in _SILENT
        )
        for number, citation in enumerate(sources):
            _add_wide(grid, TextLabel(citation if number else f"Sources\n{citation}", "caption"))
        grid.setRowStretch(grid.rowCount(), 1)
        self.setWidget(body)
        self.setAccessibleName(f"What each guideline says: {row.title}")


class _StandMark(QWidget):
    """The mark of a position, as in its cell; the word stands beside it."""

    def __init__(self, position: PositionView) -> None:
        super().__init__()
        self._position = position
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = self.fontMetrics().ascent()
        return QSize(side, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self.width()
        box = QRectF(0, (self.height() - side) / 2, side, side)
        weak = self._position.is_weak
        paint_stand(painter, box, self._position.stand, theme_of(self), weak=weak)
        painter.end()


def _add_wide(grid: QGridLayout, label: TextLabel) -> None:
    grid.addWidget(label, grid.rowCount(), 0, 1, _COLUMNS)


def _add_line(grid: QGridLayout, name: str, position: PositionView) -> None:
    line = grid.rowCount()
    stand = TextLabel(", ".join(filter(None, (position.stand.value, position.strength))))
    title = TextLabel(name, "strong")
    for short in (title, stand):
        short.setWordWrap(False)
    who = f" For {position.who}." if position.who else ""
    says = TextLabel(f"{position.says}{who} ({position.known})")
    says.setToolTip(position.citation)
    says.setAccessibleName(f"{name}: {position.in_words}. {says.text()}")
    for column, part in ((_NAME, title), (_MARK, _StandMark(position)), (_STAND, stand), (_SAYS, says)):
        grid.addWidget(part, line, column, Qt.AlignmentFlag.AlignTop)


def _name(head: GuidelineHead, position: PositionView) -> str:
    if position.edition is None:
        return head.named
    return position.edition if head.year is None else f"{head.name} {position.edition}"


def _silent(head: GuidelineHead, position: PositionView) -> str:
    """``ACP 2017 (chronic only, read)``"""
    why = ", ".join(filter(None, (position.detail, position.who, position.known)))
    return f"{head.named} ({why})" if why else f"{head.named} ({position.says.rstrip('.').lower()})"
