"""The severity badge: a painted shape and a word, so that neither colour nor print can lose the meaning."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui.theme import Level, LevelColours, theme_of

_GAP = 8


class SeverityBadge(QWidget):
    """The shape of a level and its word. The word may name the case (``URGENT``) but is never left out."""

    def __init__(self, level: Level, word: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._level, self._word = level, word or level.value
        self.show_level(level, word)

    @property
    def level(self) -> Level:
        return self._level

    @property
    def word(self) -> str:
        return self._word

    def show_level(self, level: Level, word: str = "") -> None:
        self._level = level
        self._word = word or level.value
        self.setAccessibleName(self._word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._bold())
        side = self._side()
        return QSize(side + _GAP + metrics.horizontalAdvance(self._word) + 4, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme_of(self).levels[self._level]
        side = self._side()
        paint_shape(painter, QRectF(1, 1, side - 2, side - 2), self._level, colours)
        painter.setFont(self._bold())
        painter.setPen(QColor(colours.heading))
        words = QRectF(side + _GAP, 0, self.width() - side - _GAP, side)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self._word)
        painter.end()

    def _side(self) -> int:
        return round(QFontMetrics(self._bold()).height() * 1.15)

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font


def paint_shape(painter: QPainter, box: QRectF, level: Level, colours: LevelColours) -> None:
    """Paint the shape of ``level`` into the square ``box``; the shapes follow the ISO warning signs."""
    pen = QPen(QColor(colours.border), 2)
    if level is Level.NOT_ASSESSED:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(QColor(colours.fill))
    inner = box.adjusted(1, 1, -1, -1)
    if level is Level.EMERGENCY:
        painter.drawPolygon(_octagon(inner))
        _sign(painter, inner, "!", colours.label)
    elif level is Level.DO_NOT_USE:
        _ring_with_slash(painter, inner, colours)
    elif level is Level.CAUTION:
        painter.drawPolygon(_triangle(inner))
        _sign(painter, inner.adjusted(0, inner.height() * 0.22, 0, 0), "!", colours.label)
    elif level is Level.INFORMATION:
        painter.drawEllipse(inner)
        _sign(painter, inner, "i", colours.label)
    elif level is Level.NO_RESTRICTION:
        painter.drawRoundedRect(inner, 4, 4)
        paint_tick(painter, inner, colours.label)
    else:
        painter.drawRoundedRect(inner, 2, 2)
        _sign(painter, inner, "?", colours.label)


def paint_tick(painter: QPainter, box: QRectF, colour: str) -> None:
    """A check mark that needs no font."""
    pen = QPen(QColor(colour), max(2.0, box.width() / 8))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    points = [(0.22, 0.54), (0.42, 0.74), (0.78, 0.30)]
    painter.drawPolyline(
        QPolygonF([QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in points])
    )


def _octagon(box: QRectF) -> QPolygonF:
    centre, radius = box.center(), box.width() / 2
    angles = [pi / 8 + corner * pi / 4 for corner in range(8)]
    return QPolygonF([QPointF(centre.x() + radius * cos(a), centre.y() + radius * sin(a)) for a in angles])


def _triangle(box: QRectF) -> QPolygonF:
    return QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()])


def _ring_with_slash(painter: QPainter, box: QRectF, colours: LevelColours) -> None:
    pen = QPen(QColor(colours.border), max(2.5, box.width() / 8))
    painter.setPen(pen)
    painter.drawEllipse(box)
    reach = box.width() / 2 * 0.7071
    centre = box.center()
    painter.drawLine(
        QPointF(centre.x() - reach, centre.y() - reach), QPointF(centre.x() + reach, centre.y() + reach)
    )


def _sign(painter: QPainter, box: QRectF, sign: str, colour: str) -> None:
    font = QFont(painter.font())
    font.setBold(True)
    font.setPixelSize(max(9, round(box.height() * 0.72)))
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), sign)
