"""One score over the visits: true time spacing, gaps left open, a dotted line from which on it counts as better."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.domain.trend import Trend, TrendPoint
from desktop_app.ui.dates import shown_date
from desktop_app.ui.theme import caption_font, theme_of

_HEIGHT_IN_EMS: Final = 8.5
_MARK: Final = 5.0


def _disc(painter: QPainter, at: QPointF) -> None:
    painter.drawEllipse(at, _MARK, _MARK)


def _square(painter: QPainter, at: QPointF) -> None:
    painter.drawRect(QRectF(at.x() - _MARK, at.y() - _MARK, 2 * _MARK, 2 * _MARK))


def _polygon(*corners: tuple[float, float]) -> Callable[[QPainter, QPointF], None]:
    def draw(painter: QPainter, at: QPointF) -> None:
        painter.drawPolygon(QPolygonF([at + QPointF(x * _MARK, y * _MARK) for x, y in corners]))

    return draw


MARKERS: Final = (
    _disc,
    _square,
    _polygon((0, -1.2), (1.2, 1), (-1.2, 1)),
    _polygon((0, -1.4), (1.4, 0), (0, 1.4), (-1.4, 0)),
)
"""A shape of its own for each score, so that no two are told apart by colour."""


class TrendChart(QWidget):
    """Draws one trend under its name; everything that is drawn is also its accessible description."""

    def __init__(self, trend: Trend, marker: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trend = trend
        self._draw_marker = MARKERS[marker % len(MARKERS)]
        self.setAccessibleName(f"Trend of {trend.scale}")
        self.setAccessibleDescription(trend.words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(round(_HEIGHT_IN_EMS * self.fontMetrics().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(caption_font(self.font()))
        metrics = painter.fontMetrics()
        plot = self._plot(metrics)
        self._draw_frame(painter, plot, metrics)
        self._draw_limit(painter, plot)
        self._draw_line(painter, plot)
        self._draw_points(painter, plot, metrics)

    def _plot(self, metrics: QFontMetrics) -> QRectF:
        """Room at the left for the scale, above for the name, below for the days, around for the values."""
        line = metrics.height()
        left = metrics.horizontalAdvance(str(self.trend.highest)) + 10
        top = 2 * line + 2
        return QRectF(left + 8, top, self.width() - left - 32, self.height() - top - line - 8)

    def _at(self, plot: QRectF, point: TrendPoint) -> QPointF:
        across, up = self.trend.place(point)
        return QPointF(plot.left() + across * plot.width(), plot.bottom() - up * plot.height())

    def _draw_frame(self, painter: QPainter, plot: QRectF, metrics: QFontMetrics) -> None:
        theme, trend, line = theme_of(self), self.trend, metrics.height()
        painter.setPen(QPen(QColor(theme.text)))
        words = " - ".join(filter(None, (trend.scale, trend.limit)))
        painter.drawText(QRectF(0, 0, self.width(), line), Qt.AlignmentFlag.AlignLeft, words)
        painter.setPen(QPen(QColor(theme.border), 1))
        for height, text in ((0.0, "0"), (1.0, str(trend.highest))):
            y = plot.bottom() - height * plot.height()
            painter.drawLine(QPointF(plot.left() - 4, y), QPointF(plot.right() + 8, y))
            box = QRectF(0, y - line / 2, plot.left() - 8, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, text)
        below = QRectF(plot.left() - 8, plot.bottom() + 6, plot.width() + 24, line)
        ends = (
            (trend.points[0], Qt.AlignmentFlag.AlignLeft),
            (trend.points[-1], Qt.AlignmentFlag.AlignRight),
        )
        for point, side in ends:
            painter.drawText(below, side, shown_date(point.day))

    def _draw_limit(self, painter: QPainter, plot: QRectF) -> None:
        if self.trend.better_at is None:
            return
        y = plot.bottom() - self.trend.better_at / self.trend.highest * plot.height()
        painter.setPen(QPen(QColor(theme_of(self).muted), 1.5, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right() + 8, y))

    def _draw_line(self, painter: QPainter, plot: QRectF) -> None:
        painter.setPen(QPen(QColor(theme_of(self).primary), 2))
        for one, two in self.trend.pieces:
            painter.drawLine(self._at(plot, one), self._at(plot, two))

    def _draw_points(self, painter: QPainter, plot: QRectF, metrics: QFontMetrics) -> None:
        theme, line = theme_of(self), metrics.height()
        for point in self.trend.measured:
            at = self._at(plot, point)
            painter.setPen(QPen(QColor(theme.primary), 2))
            painter.setBrush(QColor(theme.background))
            self._draw_marker(painter, at)
            painter.setPen(QPen(QColor(theme.text)))
            box = QRectF(at.x() - 24, at.y() - _MARK - line - 1, 48, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, point.shown)
