"""The one question that an emergency interrupts with: act, correct an answer, or say why not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.evaluation import FiredRule
from desktop_app.ui.emergency_bar import WORD
from desktop_app.ui.focus_ring import FocusRing
from desktop_app.ui.steps.override_form import OverrideForm
from desktop_app.ui.theme import Level
from desktop_app.ui.widgets.badge import SeverityBadge
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.text import TextColumn, TextLabel

_WIDTH_IN_EMS = 30
_MOST_RULES_SHOWN = 3
_SHARE_OF_WINDOW = 0.94
_SCROLL_BAR = 16


class EmergencyDialog(QDialog):
    """Why, in this patient's own answers, and what to do. Enter starts the plan; Esc leads back to the answer."""

    plan_started = Signal()
    correction_requested = Signal()
    not_followed = Signal(str, str)
    """The code of the reason, and the words. The dialog stays until it is accepted: they may not be recordable."""

    def __init__(
        self,
        rules: Sequence[FiredRule],
        where: str,
        reasons: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("emergency_dialog")
        self.setWindowTitle(WORD)
        self.setAccessibleName(f"{WORD}: {'; '.join(rule.title for rule in rules)}")
        self._reasons = reasons
        body = TextColumn()
        self._column = QVBoxLayout(body)
        self._column.setSpacing(6)
        self._show_why(rules, where)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(body)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName("Why this is an emergency")
        self._choices = self._make_choices()
        self._form: OverrideForm | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(24, 16, 24, 16)
        self._layout.setSpacing(10)
        self._badge = SeverityBadge(Level.EMERGENCY, WORD)
        self._layout.addWidget(self._badge)
        self._layout.addWidget(self._scroll, 1)
        self._layout.addWidget(self._choices)
        self.rejected.connect(self.correction_requested)
        FocusRing(self)
        # Not before it is in the dialog: the keyboard would stand on the text instead.
        self._first.setFocus()
        self._fit()

    def _show_why(self, rules: Sequence[FiredRule], where: str) -> None:
        for rule in rules[:_MOST_RULES_SHOWN]:
            self._column.addWidget(TextLabel(rule.title, "h3"))
            facts = "; ".join(rule.because)
            self._column.addWidget(TextLabel(f"{facts[:1].upper()}{facts[1:]}."))
            self._column.addWidget(TextLabel(f"{rule.id}; {', '.join(rule.sources)}", "caption"))
        if len(rules) > _MOST_RULES_SHOWN:
            others = "; ".join(rule.title for rule in rules[_MOST_RULES_SHOWN:])
            self._column.addWidget(TextLabel(f"Also: {others}."))
        self._column.addWidget(TextLabel("What to do now", "h3"))
        for line in dict.fromkeys(text for rule in rules for text, _ in rule.actions):
            self._column.addWidget(TextLabel(line))
        self._column.addWidget(TextLabel(where, "strong"))
        self._column.addStretch(1)

    def _make_choices(self) -> QWidget:
        start = push_button("Start emergency plan", "start_emergency_plan", self._start)
        start.setProperty("kind", "primary")
        start.setDefault(True)
        correct = push_button("Correct an answer", "correct_answer", self.reject)
        refuse = push_button("Do not follow: choose a reason", "do_not_follow", self._ask_why)
        correct.setAutoDefault(False)
        refuse.setAutoDefault(False)
        others = QHBoxLayout()
        others.addWidget(correct)
        others.addStretch(1)
        others.addWidget(refuse)
        choices = QWidget()
        layout = QVBoxLayout(choices)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(start)
        layout.addLayout(others)
        self._first = start
        return choices

    def _start(self) -> None:
        self.accept()
        self.plan_started.emit()

    def _ask_why(self) -> None:
        self._form = OverrideForm("Not following the emergency advice", self._reasons)
        self._form.recorded.connect(self.not_followed)
        self._form.cancelled.connect(self._go_back)
        self._choices.hide()
        self._layout.addWidget(self._form)
        self._form.show()
        self._form.setFocus()
        self._fit()

    def _go_back(self) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        self._choices.show()
        self._first.setFocus()
        self._fit()

    def show_problem(self, sentence: str) -> None:
        """Say why the reason cannot be recorded as it stands."""
        if self._form is not None:
            self._form.show_problem(sentence)

    def _fit(self) -> None:
        """As large as its text, no larger than the window; the text scrolls, the choices always show."""
        em = self.fontMetrics().height()
        parent = self.parentWidget()
        room = self.screen().size() if parent is None else parent.window().size()
        width = min(_WIDTH_IN_EMS * em, round(room.width() * _SHARE_OF_WINDOW))
        margins = self._layout.contentsMargins()
        wanted = self._column.heightForWidth(width - margins.left() - margins.right() - _SCROLL_BAR)
        controls = self._form or self._choices
        around = margins.top() + margins.bottom() + 2 * self._layout.spacing()
        rest = controls.sizeHint().height() + self._badge.sizeHint().height() + around
        # Little is kept for the text: what the choices need beyond this estimate is taken from it, not cut off.
        self._scroll.setMinimumHeight(2 * em)
        self.resize(width, min(wanted + rest, round(room.height() * _SHARE_OF_WINDOW)))
