"""A list to choose from and a number to step, with arrows that can be seen: the style's own bevels are ragged."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QSpinBox, QStyle, QStyleOptionComboBox, QStyleOptionSpinBox, QWidget

from desktop_app.ui.theme import theme_of

_HALF_WIDTH, _MARGIN = 4, 8


class DropDown(QComboBox):
    """One choice of several."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        arrow = QStyle.SubControl.SC_ComboBoxArrow
        place = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, arrow, self)
        _paint_arrow(self, place, pointing=1)


class Counter(QSpinBox):
    """A small whole number, typed or stepped."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(_MARGIN, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionSpinBox()
        self.initStyleOption(option)
        for button, pointing in ((QStyle.SubControl.SC_SpinBoxUp, -1), (QStyle.SubControl.SC_SpinBoxDown, 1)):
            place = self.style().subControlRect(QStyle.ComplexControl.CC_SpinBox, option, button, self)
            _paint_arrow(self, place, pointing)


def _paint_arrow(widget: QWidget, place: QRect, pointing: int) -> None:
    """An open arrow in the middle of ``place``; ``pointing`` is 1 for down and -1 for up."""
    theme = theme_of(widget)
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.text if widget.isEnabled() else theme.muted), 1.5))
    middle, side, tip = QPointF(place.center()), _HALF_WIDTH, pointing * _HALF_WIDTH / 2
    corners = [QPointF(-side, -tip), QPointF(0, tip), QPointF(side, -tip)]
    painter.drawPolyline([middle + corner for corner in corners])
    painter.end()
