"""A number of 100 as a bar on its whole axis, so that a small number looks small."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui.theme import theme_of

_FULL: Final = 100
_GAP: Final = 6


class HundredBar(QWidget):
    """The bar between the words 0 and 100; what it counts stands beside it in words."""

    def __init__(self, label: str, value: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value = value
        self.setAccessibleName(f"{label}: {value} / {_FULL}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        height = self.fontMetrics().height()
        return QSize(6 * height, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, metrics = theme_of(self), self.fontMetrics()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.text))
        centre = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(self.rect(), centre | int(Qt.AlignmentFlag.AlignLeft), "0")
        painter.drawText(self.rect(), centre | int(Qt.AlignmentFlag.AlignRight), str(_FULL))
        left = metrics.horizontalAdvance("0") + _GAP
        right = self.width() - metrics.horizontalAdvance(str(_FULL)) - _GAP
        axis = QRectF(left, self.height() * 0.2, right - left, self.height() * 0.6)
        painter.fillRect(axis, QColor(theme.surface_2))
        painter.fillRect(
            QRectF(axis.left(), axis.top(), axis.width() * self.value / _FULL, axis.height()),
            QColor(theme.primary),
        )
        painter.setPen(QPen(QColor(theme.border), 1.5))
        painter.drawRect(axis)
