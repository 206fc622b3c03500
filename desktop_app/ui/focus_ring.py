"""The focus ring: dark and yellow around whatever has the keyboard, on any background."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFocusFrame, QWidget

from desktop_app.ui.theme import theme_of


class FocusRing(QFocusFrame):
    """Follows the keyboard through one window; Qt moves and clips it with the widget it surrounds."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        self.setWidget(new if new is not None and self._window.isAncestorOf(new) else None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two lines of 2 px: one of them contrasts with whatever lies beneath."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for inset, colour in ((1.0, theme.focus_outer), (3.0, theme.focus_inner)):
            painter.setPen(QPen(QColor(colour), 2))
            box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(box, 4, 4)
        painter.end()
