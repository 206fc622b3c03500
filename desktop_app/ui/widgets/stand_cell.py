"""What one cell of the guideline table shows: for each position a mark, its word, the strength, and how it is known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from desktop_app.application.guideline_view import PositionView, Stand
from desktop_app.ui.theme import Theme, caption_font
from desktop_app.ui.widgets.stand_mark import paint_stand, stand_colour, stand_tint

_PADDING: Final = 5
_SAYS_NOTHING: Final = frozenset({Stand.NOT_COVERED, Stand.NOT_RECORDED})
_WRAP: Final = int(Qt.TextFlag.TextWordWrap)
_ENDLESS: Final = 10_000


class StandCell:
    """The positions of one guideline on one decision, one under the other."""

    def __init__(self, positions: Iterable[PositionView], font: QFont, theme: Theme) -> None:
        self._positions = tuple(positions)
        self._theme = theme
        self._plain = font
        self._bold = QFont(font)
        self._bold.setBold(True)
        self._small = caption_font(font)

    def height(self, width: int) -> int:
        """What the cell needs in a column of ``width``."""
        return sum(self._part_height(position, width) for position in self._positions)

    def paint(self, painter: QPainter, box: QRect) -> None:
        painter.fillRect(box, QColor(self._theme.background))
        top = box.top()
        for place, position in enumerate(self._positions):
            last = place == len(self._positions) - 1
            height = box.bottom() + 1 - top if last else self._part_height(position, box.width())
            part = QRect(box.left(), top, box.width(), height)
            painter.fillRect(part, QColor(stand_tint(position.stand, self._theme)))
            self._paint_part(painter, part, position)
            top += height
        painter.setPen(QPen(QColor(self._theme.line), 1))
        painter.drawLine(box.topRight(), box.bottomRight())
        painter.drawLine(box.bottomLeft(), box.bottomRight())

    def _part_height(self, position: PositionView, width: int) -> int:
        inner = width - 2 * _PADDING
        words = QFontMetrics(self._word_font(position)).boundingRect(
            QRect(0, 0, inner - self._indent, _ENDLESS), _WRAP, position.word
        )
        return words.height() + self._lines_height(position, inner) + 2 * _PADDING

    def _lines_height(self, position: PositionView, inner: int) -> int:
        metrics = QFontMetrics(self._small)
        lines = (line for line, _ in _lines(position))
        return sum(metrics.boundingRect(QRect(0, 0, inner, _ENDLESS), _WRAP, line).height() for line in lines)

    def _paint_part(self, painter: QPainter, part: QRect, position: PositionView) -> None:
        inner = part.adjusted(_PADDING, _PADDING, -_PADDING, 0)
        metrics = QFontMetrics(self._word_font(position))
        side = metrics.ascent()
        mark = QRectF(inner.left(), inner.top() + (metrics.height() - side) / 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_stand(painter, mark, position.stand, self._theme, weak=position.is_weak)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        beside = inner.adjusted(self._indent, 0, 0, _ENDLESS)
        painter.setFont(self._word_font(position))
        painter.setPen(QColor(stand_colour(position.stand, self._theme)))
        painter.drawText(beside, _WRAP, position.word)
        top = inner.top() + metrics.boundingRect(beside, _WRAP, position.word).height()
        small = QFontMetrics(self._small)
        for line, muted in _lines(position):
            box = QRect(inner.left(), top, inner.width(), _ENDLESS)
            painter.setFont(self._small)
            painter.setPen(QColor(self._theme.muted if muted else self._theme.text))
            painter.drawText(box, _WRAP, line)
            top += small.boundingRect(box, _WRAP, line).height()

    def _word_font(self, position: PositionView) -> QFont:
        return self._plain if position.stand in _SAYS_NOTHING else self._bold

    @property
    def _indent(self) -> int:
        return QFontMetrics(self._bold).ascent() + 4


def _lines(position: PositionView) -> list[tuple[str, bool]]:
    """The small lines under the word, and whether they step back: strength, patients, how it is known."""
    said = position.stand not in _SAYS_NOTHING
    detail = ", ".join(filter(None, (position.edition, position.detail)))
    lines = ((detail, not said), (position.who, not said), (position.known, True))
    return [(line, muted) for line, muted in lines if line]
