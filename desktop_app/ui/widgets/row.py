"""The base of every row of a step: a label, a control, and the place where a value is questioned.

A row never holds the truth. It shows what the consultation holds, and asks for a change by the signal ``edited``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.application.history_words import Earlier
from desktop_app.ui.widgets.text import TextLabel

_NARROW_IN_EMS = 34


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer to "why?": the rule in words, this patient's facts, and where the rule comes from."""

    title: str
    rule: str = ""
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    standing: str = ""
    note: str = ""


class Row(QFrame):
    """One labelled control bound to one dotted path of the consultation."""

    edited = Signal(str, object)

    def __init__(self, path: str, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.label = label
        self.explanation: Callable[[], Explanation] | None = None
        self.setObjectName(path)
        self.setProperty("area", "row")
        self._words = TextLabel(label)
        self._hint = TextLabel(hint, "caption")
        self._earlier = TextLabel("", "caption")
        self._problem = TextLabel("", "problem")
        self._controls = QHBoxLayout()
        self._controls.setSpacing(8)
        self._lay_out()
        # Not before they have a parent: showing a label without one opens a window of its own.
        self._hint.setVisible(bool(hint))
        self._earlier.hide()
        self._problem.hide()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        for part in (self._words, self._hint, self._earlier, self._problem):
            words.addWidget(part)
        self._split = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._split.setContentsMargins(6, 6, 6, 6)
        self._split.setSpacing(12)
        self._split.addLayout(words, 1)
        self._split.addLayout(self._controls)

    def add_control(self, control: QWidget) -> None:
        self._controls.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)

    @property
    def input(self) -> QWidget:
        """What takes the keyboard; the row itself unless a field inside it does."""
        return self

    def show_value(self, value: object) -> None:
        """Draw what the consultation holds at ``path``; ``None`` is unanswered."""
        raise NotImplementedError

    def commit(self) -> None:
        """Send what was typed and not sent yet; rows that send at once have nothing left."""

    def show_hint(self, text: str) -> None:
        """The quiet line under the label."""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    def show_earlier(self, earlier: Earlier) -> None:
        """The quiet line on earlier visits."""
        self._earlier.setText(earlier.words)
        self._earlier.setVisible(bool(earlier.words))

    @property
    def earlier(self) -> str:
        return self._earlier.text()

    def show_problem(self, sentence: str) -> None:
        """Question the value in place; an empty sentence takes the question back."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.input.setAccessibleDescription(sentence)

    @property
    def problem(self) -> str:
        return self._problem.text()

    def focus_next_row(self) -> None:
        """Go on to the next control, as after an answer."""
        self.focusNextChild()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the control under its label where both do not fit side by side."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW_IN_EMS * self.fontMetrics().height() * 0.75
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._split.direction() is not direction:
            self._split.setDirection(direction)
            alignment = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignVCenter
            self._split.setAlignment(self._controls, alignment)
