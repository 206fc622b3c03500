"""The marks of guidelines: an arrow up or down, so that neither colour nor monochrome print loses the side."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QPushButton, QWidget

from desktop_app.application.guideline_view import Stand
from desktop_app.ui.theme import Level, Theme, theme_of

_ARROW = ((0.5, 0.05), (0.95, 0.52), (0.68, 0.52), (0.68, 0.95), (0.32, 0.95), (0.32, 0.52), (0.05, 0.52))
"""An arrow that points up, in a square of 1."""
_SAYS_NOTHING = frozenset({Stand.NOT_COVERED, Stand.NOT_RECORDED})


def stand_colour(stand: Stand, theme: Theme) -> str:
    """The colour of a mark and its word. Red and green are left to what is urgent and what is free."""
    if stand in (Stand.FOR, Stand.MAY):
        return theme.levels[Level.INFORMATION].heading
    if stand is Stand.AGAINST:
        return theme.levels[Level.CAUTION].heading
    return theme.muted if stand in _SAYS_NOTHING else theme.text


def stand_tint(stand: Stand, theme: Theme) -> str:
    """The background of a cell: only the two sides have one."""
    if stand in (Stand.FOR, Stand.MAY):
        return theme.levels[Level.INFORMATION].tint
    return theme.levels[Level.CAUTION].tint if stand is Stand.AGAINST else theme.background


def paint_stand(painter: QPainter, box: QRectF, stand: Stand, theme: Theme, *, weak: bool = False) -> None:
    """Paint the mark into the square ``box``: an arrow for a side, a bar for none, a ring for nothing said."""
    colour = QColor(stand_colour(stand, theme))
    painter.setPen(QPen(colour, max(1.5, box.width() / 9)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if stand in (Stand.FOR, Stand.MAY, Stand.AGAINST):
        if not weak:
            painter.setBrush(colour)
        painter.drawPolygon(_arrow(box.adjusted(1, 1, -1, -1), up=stand is not Stand.AGAINST))
    elif stand is Stand.NEUTRAL:
        painter.fillRect(box.adjusted(0, box.height() * 0.38, 0, -box.height() * 0.38), colour)
    elif stand is Stand.ADVICE:
        painter.drawRect(box.adjusted(2, 2, -2, -2))
    else:
        side = box.width() * 0.3
        painter.drawEllipse(box.adjusted(side, side, -side, -side))


def _arrow(box: QRectF, *, up: bool) -> QPolygonF:
    points = ((x, y if up else 1 - y) for x, y in _ARROW)
    return QPolygonF([QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in points])


class DifferButton(QPushButton):
    """The quiet badge "Guidelines differ" on a recommendation: two arrows against each other, and the words."""

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__("Guidelines differ", parent)
        self.setProperty("kind", "differ")
        self.setAccessibleName(accessible_name)
        self.setToolTip("F3: what each guideline says")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self.fontMetrics().height() * 0.62
        top = (self.height() - side) / 2
        theme = theme_of(self)
        paint_stand(painter, QRectF(2, top, side, side), Stand.FOR, theme)
        paint_stand(painter, QRectF(2 + side * 0.8, top, side, side), Stand.AGAINST, theme)
        painter.end()
