"""The steps on the left: where you are, and how much is unanswered in each. No step is ever locked."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QWidget

from desktop_app.application.emergency import ROUTINE, Walk
from desktop_app.application.steps import Step
from desktop_app.ui.steps.registry import TITLES
from desktop_app.ui.widgets.text import TextLabel, set_state


class StepList(QFrame):
    """One button for each step of the walk, then the stopped ones. In a narrow window they stand in a row, in short."""

    step_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("area", "side-left")
        self.setAccessibleName("Steps")
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 8, 0, 8)
        self._layout.setSpacing(0)
        self._buttons = {step: self._button(step) for step in Step}
        self._stopped = TextLabel("", "caption", self)
        self._narrow = False
        self._walk = ROUTINE
        self._current = Step.PATIENT
        self._unanswered: Mapping[Step, int] = {}
        self._arrange()

    def _button(self, step: Step) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("kind", "step")
        button.setObjectName(f"step:{step.value}")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.step_chosen.emit(step))
        return button

    def set_narrow(self, narrow: bool) -> None:
        direction = QBoxLayout.Direction.LeftToRight if narrow else QBoxLayout.Direction.TopToBottom
        self._narrow = narrow
        self._layout.setDirection(direction)
        self._draw()

    def show_steps(self, walk: Walk, current: Step, unanswered: Mapping[Step, int]) -> None:
        changed = walk != self._walk
        self._walk, self._current, self._unanswered = walk, current, unanswered
        if changed:
            self._arrange()
        self._draw()

    def _arrange(self) -> None:
        """Put the buttons in the order of the walk; Tab follows what is seen."""
        while self._layout.takeAt(0) is not None:
            pass
        for step in self._walk.steps:
            self._layout.addWidget(self._buttons[step])
        self._layout.addWidget(self._stopped)
        for step in self._walk.stopped:
            self._layout.addWidget(self._buttons[step])
        self._layout.addStretch(1)
        shown = (*self._walk.steps, *self._walk.stopped)
        for step, button in self._buttons.items():
            button.setVisible(step in shown)
        self._stopped.setVisible(bool(self._walk.stopped))
        for before, after in pairwise(shown):
            QWidget.setTabOrder(self._buttons[before], self._buttons[after])

    def _draw(self) -> None:
        self._stopped.setText("Stopped:" if self._narrow else "Stopped: routine pathway")
        self._stopped.setWordWrap(not self._narrow)
        self._stopped.setContentsMargins(*((8, 0, 0, 0) if self._narrow else (16, 16, 8, 4)))
        for number, step in enumerate(self._walk.steps, start=1):
            self._draw_step(step, number)
        for step in self._walk.stopped:
            self._draw_stopped(step)

    def _draw_step(self, step: Step, number: int) -> None:
        count = self._unanswered.get(step, 0)
        left = f"{count} unanswered" if count else "nothing unanswered"
        words = str(number) if self._narrow else f"{number}  {TITLES[step]}"
        button = self._buttons[step]
        button.setText(f"{words}  ({count})" if count and not self._narrow else words)
        button.setToolTip(f"{TITLES[step]}, {left} (Ctrl+{number})")
        self._show_state(step, f"Step {number}: {TITLES[step]}, {left}")

    def _draw_stopped(self, step: Step) -> None:
        title = TITLES[step]
        button = self._buttons[step]
        button.setText(title[:1] if self._narrow else title)
        button.setToolTip(f"{title}, stopped: routine pathway")
        self._show_state(step, f"{title}, stopped: routine pathway")

    def _show_state(self, step: Step, name: str) -> None:
        here = step is self._current
        set_state(self._buttons[step], "chosen" if here else "")
        self._buttons[step].setAccessibleName(f"{name}, this step" if here else name)
