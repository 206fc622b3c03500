"""The focus ring: dark and yellow around whatever has the keyboard, on any background."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QMenuBar, QScrollArea, QWidget
from shiboken6 import isValid

from desktop_app.ui.theme import theme_of

_WIDTH = 4
_FOLLOWED = frozenset(
    {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest}
)


class FocusRing(QWidget):
    """Lies over the page, around the widget in focus, and moves with it. The mouse goes through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._canvas = window
        self._watched: list[QWidget] = []
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if not isValid(self._window):  # Qt moves the focus while it takes the window down
            return
        for followed in self._watched:
            if isValid(followed):
                followed.removeEventFilter(self)
        self._watched = []
        if new is None or not self._window.isAncestorOf(new) or isinstance(new, QScrollArea | QMenuBar):
            # Not left behind on a page: it would be deleted with it.
            self.setParent(self._window)
            self.hide()
            return
        canvas = _canvas_of(new, self._window)
        self._watched = _up_to(canvas, new)
        for followed in self._watched:
            followed.installEventFilter(self)
        self.setParent(canvas)
        self._canvas = canvas
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED and isValid(self._window):
            self._follow()
        return False

    def _follow(self) -> None:
        target = self._watched[0]
        box = QRect(target.mapTo(self._canvas, QPoint(0, 0)), target.size())
        self.setGeometry(box.adjusted(-_WIDTH + 1, -_WIDTH + 1, _WIDTH - 1, _WIDTH - 1))
        self.setVisible(target.isVisible())
        self.raise_()

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


def _up_to(canvas: QWidget, widget: QWidget) -> list[QWidget]:
    """``widget`` and everything around it inside ``canvas``: when one of them moves, the ring has to."""
    chain = [widget]
    while (parent := chain[-1].parentWidget()) is not None and parent is not canvas:
        chain.append(parent)
    return chain


def _canvas_of(widget: QWidget, window: QWidget) -> QWidget:
    """What scrolls with ``widget``, so that the ring is clipped as it is; else the window."""
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        above = parent.parentWidget()
        if above is not None and isinstance(above.parentWidget(), QScrollArea):
            return parent
        parent = above
    return window
