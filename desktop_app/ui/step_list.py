"""The steps on the left: where you are, and how much is unanswered in each. No step is ever locked."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QWidget

from desktop_app.application.steps import Step
from desktop_app.ui.steps.registry import TITLES
from desktop_app.ui.widgets.text import set_state


class StepList(QFrame):
    """One button for each step. In a narrow window the buttons stand in a row and show their number only."""

    step_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("area", "side-left")
        self.setAccessibleName("Steps")
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 8, 0, 8)
        self._layout.setSpacing(0)
        self._buttons = {step: self._button(step) for step in Step}
        self._layout.addStretch(1)
        self._narrow = False
        self._current = Step.PATIENT
        self._unanswered: Mapping[Step, int] = {}

    def _button(self, step: Step) -> QPushButton:
        button = QPushButton()
        button.setProperty("kind", "step")
        button.setObjectName(f"step:{step.value}")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.step_chosen.emit(step))
        self._layout.addWidget(button)
        return button

    def set_narrow(self, narrow: bool) -> None:
        direction = QBoxLayout.Direction.LeftToRight if narrow else QBoxLayout.Direction.TopToBottom
        self._narrow = narrow
        self._layout.setDirection(direction)
        self._draw()

    def show_steps(self, current: Step, unanswered: Mapping[Step, int]) -> None:
        self._current, self._unanswered = current, unanswered
        self._draw()

    def _draw(self) -> None:
        current = self._current
        for number, (step, button) in enumerate(self._buttons.items(), start=1):
            count = self._unanswered.get(step, 0)
            title = TITLES[step]
            left = f"{count} unanswered" if count else "nothing unanswered"
            state = "chosen" if step is current else ""
            set_state(button, state)
            words = str(number) if self._narrow else f"{number}  {title}"
            button.setText(f"{words}  ({count})" if count and not self._narrow else words)
            button.setToolTip(f"{title}, {left} (Ctrl+{number})")
            here = ", this step" if step is current else ""
            button.setAccessibleName(f"Step {number}: {title}, {left}{here}")
