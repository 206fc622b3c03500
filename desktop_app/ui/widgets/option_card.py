"""An option to choose: how it stands for this patient, its name, the reason, and one button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.ui.theme import Level
from desktop_app.ui.widgets.badge import SeverityBadge
from desktop_app.ui.widgets.row import Explanation
from desktop_app.ui.widgets.stand_mark import DifferButton
from desktop_app.ui.widgets.text import TextLabel, set_state

_WIDEST_BADGE = "No restriction found"


class OptionCard(QFrame):
    """One option. The card holds nothing: ``toggled`` asks for a change, ``show_option`` draws.

    Space and Return on the button choose. With ``aligned`` the badges stand in a column of their own, else beside the
    name. ``guidelines_requested``: guidelines differ on it, and what they say is to be shown. ``buttons`` is the place
    for further buttons, ``extra`` for what opens under the option, ``under_badge`` for
    what belongs to the verdict of an aligned card.
    """

    toggled = Signal(str)
    guidelines_requested = Signal(str)

    def __init__(self, key: str, name: str, *, aligned: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.name = name
        self.explanation: Callable[[], Explanation] | None = None
        self.setObjectName(f"option:{key}")
        self.setProperty("area", "row")
        self.badge = SeverityBadge(Level.INFORMATION)
        # Hiding only: showing a part that has no parent yet opens a window of its own.
        if not aligned:
            self.badge.hide()
        self._note = TextLabel("", "caption")
        self._differ = DifferButton(f"Guidelines differ on {name}: show them side by side")
        self._differ.setObjectName(f"differ:{key}")
        self._differ.clicked.connect(lambda: self.guidelines_requested.emit(self.key))
        self._differ.hide()
        self._lines = TextLabel("", "caption")
        self._lines.hide()
        self.more = QPushButton("More")
        self.more.setProperty("kind", "link")
        self.more.setAccessibleName(f"More about {name}")
        self.more.hide()
        self.button = _ChooseButton("Choose")
        self.button.setObjectName(f"choose:{key}")
        self.button.setProperty("kind", "choice")
        self.button.clicked.connect(lambda: self.toggled.emit(self.key))
        self.setFocusProxy(self.button)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(6)
        self.extra = QVBoxLayout()
        self.under_badge = QVBoxLayout()
        self._lay_out(aligned=aligned)

    def _lay_out(self, *, aligned: bool) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(12)
        name = TextLabel(self.name, "strong")
        heading.addWidget(name, 1)
        if not aligned:
            heading.addWidget(self.badge)
        heading.addWidget(self.more)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(heading)
        words.addWidget(self._differ, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self._note)
        words.addWidget(self._lines)
        words.addLayout(self.extra)
        line = QHBoxLayout(self)
        line.setContentsMargins(6, 6, 6, 6)
        line.setSpacing(12)
        if aligned:
            line.addWidget(self._badge_column())
        line.addLayout(words, 1)
        self.buttons.addWidget(self.button)
        line.addLayout(self.buttons)
        line.setAlignment(self.buttons, Qt.AlignmentFlag.AlignTop)
        # Wide enough for each of its words, so that a choice never moves the column.
        self.button.setMinimumWidth(5 * self.fontMetrics().height())

    def _badge_column(self) -> QWidget:
        holder = QWidget()
        holder.setFixedWidth(SeverityBadge(Level.NO_RESTRICTION, _WIDEST_BADGE).sizeHint().width())
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 2, 0, 0)
        column.addWidget(self.badge)
        column.addLayout(self.under_badge)
        column.addStretch(1)
        return holder

    def show_option(self, note: str, lines: str = "", *, chosen: bool, differ: str | None = None) -> None:
        """Draw the reason in one line, what stands under it, whether it is chosen, and how guidelines differ."""
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._lines.setText(lines)
        self._lines.setVisible(bool(lines))
        self._differ.setVisible(differ is not None)
        self._differ.setAccessibleDescription(differ or "")
        self.button.setText("Chosen" if chosen else "Choose")
        set_state(self.button, "chosen" if chosen else "other")
        self.button.setAccessibleName(f"{'Chosen' if chosen else 'Choose'}: {self.name}")
        self.button.setAccessibleDescription(f"{self.badge.word}. {note}")

    @property
    def differs(self) -> bool:
        """Whether the card says that guidelines differ."""
        return not self._differ.isHidden()

    @property
    def note(self) -> str:
        """The reason as it stands on the card."""
        return self._note.text()


def differ_in_words(guideline_note: str | None) -> str:
    """That guidelines differ, with their positions and the key that shows more; empty where they do not."""
    return "" if guideline_note is None else f"Guidelines differ (F3). {guideline_note}"


class _ChooseButton(QPushButton):
    """A button that Return presses too, and whose arrow keys go from card to card."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)
