"""The conditions by group: one button for each group, and the rows of the one that is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.application.visit_form import ConditionView
from desktop_app.ui.widgets.answer_row import AnswerRow
from desktop_app.ui.widgets.text import set_state

_TITLES: Final = {
    "bones_joints": "Bones and joints",
    "cancer_infection": "Cancer, infection",
    "daily_life": "Daily life",
    "hormones_metabolism": "Hormones",
    "nerves_mind": "Nerves and mind",
}
_MOST_COLUMNS: Final = 3
_GAP: Final = 6


class ConditionsPanel(QWidget):
    """Shows one group at a time; its rows are made, and bound by ``bind``, when it is first opened."""

    def __init__(
        self,
        conditions: Iterable[ConditionView],
        bind: Callable[[AnswerRow], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._groups: dict[str, list[ConditionView]] = {}
        for condition in conditions:
            self._groups.setdefault(condition.group, []).append(condition)
        self._bind = bind
        self._bodies: dict[str, QWidget] = {}
        self._open: str | None = None
        self._buttons = {group: self._button(group) for group in self._groups}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        self._column.addLayout(self._grid)
        self._columns = 0
        # As narrow as the page, which decides how many buttons stand side by side.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._arrange(_MOST_COLUMNS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As many columns as have room for the longest words."""
        widest = max((button.sizeHint().width() for button in self._buttons.values()), default=0)
        fitting = (self.width() + _GAP) // (widest + _GAP)
        self._arrange(max(1, min(_MOST_COLUMNS, fitting)))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(column, int(column < columns))
        for place, button in enumerate(self._buttons.values()):
            self._grid.addWidget(button, place // columns, place % columns)
        self._columns = columns

    def _button(self, group: str) -> QPushButton:
        button = QPushButton()
        button.setProperty("kind", "choice")
        button.setObjectName(f"conditions:{group}")
        button.clicked.connect(lambda: self._on_group_pressed(group))
        return button

    def _on_group_pressed(self, group: str) -> None:
        """Open the group with the keyboard on its first condition, or close it."""
        self.open_group(None if group == self._open else group)
        if self._open is not None:
            self._bodies[self._open].findChildren(AnswerRow)[0].setFocus(Qt.FocusReason.TabFocusReason)

    def open_group(self, group: str | None) -> None:
        """Show the rows of one group, or of none."""
        self._open = group
        for name, body in self._bodies.items():
            body.setVisible(name == group)
        if group is not None and group not in self._bodies:
            self._bodies[group] = self._body(group)
            self._column.addWidget(self._bodies[group])
            stops = [self._buttons[group], *self._bodies[group].findChildren(AnswerRow)]
            for before, after in pairwise(stops):
                QWidget.setTabOrder(before, after)
            self._bodies[group].show()
        for name, button in self._buttons.items():
            set_state(button, "chosen" if name == group else "other")

    def _body(self, group: str) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(0)
        for condition in self._groups[group]:
            row = AnswerRow(condition.path, condition.label, condition.definition or "")
            column.addWidget(row)
            self._bind(row)
        return body

    def show_answers(self, answers: Mapping[str, object], *, whole_list_asked: bool) -> None:
        """What each group says, on its button. Once the whole list was asked about, what has no answer is "no"."""
        for group, button in self._buttons.items():
            title = _TITLES.get(group, group.replace("_", " ").capitalize())
            found = [answers.get(condition.key) for condition in self._groups[group]]
            said = _said(found.count("yes"), found.count(None), len(found), whole_list_asked)
            button.setText(f"{title}: {said}")
            button.setAccessibleName(f"{title}: {said}")
        self._fit()


def _said(yes: int, open_: int, all_: int, whole_list_asked: bool) -> str:
    if yes:
        return f"{yes} yes"
    if whole_list_asked or not open_:
        return "none"
    return "not asked" if open_ == all_ else f"{all_ - open_} of {all_} asked"
