"""A check box whose border and tick can be seen: the style's own are too pale on white."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop_app.ui.theme import theme_of
from desktop_app.ui.widgets.badge import paint_tick

_GAP = 8


class TickBox(QCheckBox):
    """A box with its words; the whole of it is the target."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = self._side + _GAP + metrics.horizontalAdvance(self.text()) + 8
        return QSize(width, round(metrics.height() * 1.8))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(2, (self.height() - self._side) / 2, self._side, self._side)
        checked = self.isChecked()
        painter.setPen(QPen(QColor(theme.primary if checked else theme.border), 1.5))
        painter.setBrush(QColor(theme.primary if checked else theme.background))
        painter.drawRoundedRect(box, 3, 3)
        if checked:
            paint_tick(painter, box, theme.on_primary)
        painter.setPen(QColor(theme.text if self.isEnabled() else theme.muted))
        words = QRectF(self.rect()).adjusted(self._side + _GAP + 2, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic, self.text())
        painter.end()

    @property
    def _side(self) -> int:
        return round(self.fontMetrics().height() * 0.9)
