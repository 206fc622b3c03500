"""Text on screen: always plain, wrapped, and in one of the few sizes of the theme."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.ui.theme import Level


class TextLabel(QLabel):
    """Wrapped plain text. ``role`` is h1, h2, h3, strong, caption, problem or empty for body text.

    Plain because the text may be a patient's name: a label of Qt would otherwise read markup from it.
    """

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", role)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_role(self, role: str) -> None:
        """Change the look after the label is on screen."""
        if self.property("role") != role:
            self.setProperty("role", role)
            restyle(self)


class TextColumn(QWidget):
    """The body of a scroll area: as tall as its text is at the width it has.

    A scroll area would else keep room for narrower text, and end every page with an empty screen.
    """

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class SectionHeading(QWidget):
    """The heading of a group of rows, with an optional explanatory line."""

    def __init__(self, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 4)
        layout.setSpacing(2)
        layout.addWidget(TextLabel(title, "h2"))
        if note:
            layout.addWidget(TextLabel(note, "caption"))


def restyle(widget: QWidget) -> None:
    """Apply the style sheet again after a property changed that it selects by."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def show_tint(frame: QWidget, level: Level) -> None:
    """Draw a card in the tint of a level, with its border."""
    if frame.property("tint") != level.name:
        frame.setProperty("tint", level.name)
        restyle(frame)


def set_state(widget: QWidget, state: str) -> None:
    """Set the style property ``state`` and redraw, only where it changes."""
    if widget.property("state") != state:
        widget.setProperty("state", state)
        restyle(widget)
