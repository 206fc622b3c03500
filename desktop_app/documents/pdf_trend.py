"""The drawing of one score over the visits: a figure whose words say the same."""

from __future__ import annotations

from desktop_app.documents.blocks import TrendChart
from desktop_app.documents.pdf_canvas import TaggedCanvas
from desktop_app.documents.pdf_fonts import BOLD, REGULAR
from desktop_app.documents.pdf_stacks import Part
from desktop_app.documents.pdf_theme import INK, RULE
from desktop_app.documents.record_text import day
from desktop_app.documents.structure import Element
from desktop_app.domain.trend import Trend, TrendPoint

_HEIGHT = 84.0
_SMALL = 7.5
_TOP, _LEFT, _RIGHT, _BOTTOM = 26.0, 16.0, 12.0, 14.0
_MARK = 2.6


class TrendFigure(Part):
    """Draws one trend; true time spacing, no line over a visit without a score."""

    def __init__(self, chart: TrendChart, figure: Element) -> None:
        super().__init__()
        self._trend: Trend = chart.trend
        self._marker = chart.marker
        self._figure = figure

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        self.width, self.height = avail_width, _HEIGHT
        return self.width, self.height

    def draw(self) -> None:
        with self.canv.figure(self._figure, 0, 0, self.width, self.height):
            self._draw_frame(self.canv)
            self._draw_course(self.canv)

    def _at(self, point: TrendPoint) -> tuple[float, float]:
        across, up = self._trend.place(point)
        width, height = self.width - _LEFT - _RIGHT, self.height - _TOP - _BOTTOM
        return _LEFT + across * width, _BOTTOM + up * height

    def _draw_frame(self, canvas: TaggedCanvas) -> None:
        trend, right = self._trend, self.width - _RIGHT
        floor, ceiling = _BOTTOM, self.height - _TOP
        canvas.setFillColor(INK)
        canvas.setFont(BOLD, _SMALL)
        canvas.drawString(0, self.height - _SMALL, trend.scale)
        canvas.setFont(REGULAR, _SMALL)
        canvas.drawString(0, self.height - 2 * _SMALL - 1.5, trend.limit)
        canvas.drawRightString(_LEFT - 4, ceiling - 2, f"{trend.highest}")
        canvas.drawRightString(_LEFT - 4, floor - 2, "0")
        canvas.drawString(_LEFT - 4, 2, day(trend.points[0].day))
        canvas.drawRightString(self.width, 2, day(trend.points[-1].day))
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.setDash([])
        for height in (floor, ceiling):
            canvas.line(_LEFT - 2, height, right + 2, height)
        if trend.better_at is not None:
            height = floor + trend.better_at / trend.highest * (ceiling - floor)
            canvas.setStrokeColor(INK)
            canvas.setDash([1, 2])
            canvas.line(_LEFT - 2, height, right + 2, height)
            canvas.setDash([])

    def _draw_course(self, canvas: TaggedCanvas) -> None:
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1)
        for one, two in self._trend.pieces:
            canvas.line(*self._at(one), *self._at(two))
        for point in self._trend.measured:
            x, y = self._at(point)
            _draw_marker(canvas, self._marker, x, y)
            canvas.setFillColor(INK)
            canvas.drawCentredString(x, y + _MARK + 2.5, point.shown)


_CORNERS = {
    1: ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)),
    2: ((0.0, 1.2), (1.2, -1.0), (-1.2, -1.0)),
    3: ((0.0, 1.4), (1.4, 0.0), (0.0, -1.4), (-1.4, 0.0)),
}
"""Square, triangle and diamond; the first score has a disc."""


def _draw_marker(canvas: TaggedCanvas, marker: int, x: float, y: float) -> None:
    """A shape of its own for each score, filled, so that a copy in black and white tells them apart."""
    canvas.setFillColor(INK)
    corners = _CORNERS.get(marker % (len(_CORNERS) + 1))
    if corners is None:
        canvas.circle(x, y, _MARK, stroke=0, fill=1)
        return
    path = canvas.beginPath()
    first, *rest = [(x + across * _MARK, y + up * _MARK) for across, up in corners]
    path.moveTo(*first)
    for corner in rest:
        path.lineTo(*corner)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
