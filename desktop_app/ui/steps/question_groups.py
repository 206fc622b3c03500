"""Coded questions under their groups, as the red flags and the worsening review ask them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.application.visit_form import QuestionGroupView, QuestionView
from desktop_app.domain.answers import Answer
from desktop_app.ui.theme import Level
from desktop_app.ui.widgets.answer_row import AnswerRow
from desktop_app.ui.widgets.badge import SeverityBadge
from desktop_app.ui.widgets.text import TextLabel

_FEWEST_TOGETHER = 2


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question and its row."""

    question: QuestionView
    row: AnswerRow


class QuestionGroupSection(QWidget):
    """A group with its questions. Only the questions that are asked of this patient are in sight.

    A small group that looks for no emergency can be finished with "Rest of this group: No", which names what it
    answers first.
    """

    def __init__(
        self,
        group: QuestionGroupView,
        answer_rest: Callable[[QuestionGroupView, tuple[QuestionView, ...]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.group = group
        self._answer_rest = answer_rest
        self._asked = [_Asked(item, AnswerRow(item.path, item.ask)) for item in group.items]
        self._open: tuple[QuestionView, ...] = ()
        self._count = TextLabel("", "caption")
        self._rest = QPushButton("Rest of this group: No")
        self._rest.setObjectName(f"rest:{group.id}")
        self._rest.setAccessibleName(f"{group.title}: answer the rest of this group with No")
        self._rest.clicked.connect(self._on_rest_clicked)
        self._names = TextLabel("", "caption")
        self._lay_out()

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(12)
        heading.addWidget(TextLabel(self.group.title, "h2"), 1)
        if self.group.emergency:
            heading.addWidget(SeverityBadge(Level.EMERGENCY, "EMERGENCY GROUP"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(heading)
        layout.addWidget(self._count)
        for asked in self._asked:
            layout.addWidget(asked.row)
        rest = QHBoxLayout()
        rest.setContentsMargins(6, 8, 6, 0)
        rest.setSpacing(12)
        rest.addWidget(self._names, 1)
        rest.addWidget(self._rest, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(rest)

    @property
    def rows(self) -> tuple[tuple[QuestionView, AnswerRow], ...]:
        return tuple((asked.question, asked.row) for asked in self._asked)

    def show_group(
        self, asked_now: frozenset[str], answers: Mapping[str, object], words: Mapping[str, Sequence[str]]
    ) -> None:
        """Show what is asked of this patient.

        ``words`` are what to say beside a question: what its being open means, the scores that help to answer it. A
        *yes* that adds something to the plan says so under itself.
        """
        shown = [asked for asked in self._asked if asked.question.id in asked_now]
        self.setVisible(bool(shown))
        for asked in self._asked:
            asked.row.setVisible(asked.question.id in asked_now)
            asked.row.show_hint(_hint(asked.question, answers, words.get(asked.question.id, ())))
        self._open = tuple(asked.question for asked in shown if answers.get(asked.question.id) is None)
        self._count.setText(f"{len(shown) - len(self._open)} of {len(shown)} answered")
        together = self.group.may_be_answered_together(len(shown)) and len(self._open) >= _FEWEST_TOGETHER
        self._rest.setVisible(together)
        self._names.setVisible(together)
        self._names.setText(f"Answers No to: {'; '.join(question.finding for question in self._open)}.")

    def _on_rest_clicked(self) -> None:
        self._answer_rest(self.group, self._open)


def _hint(question: QuestionView, answers: Mapping[str, object], words: Sequence[str]) -> str:
    """The id, what is to be said beside it, and what a *yes* adds to the plan."""
    parts = [question.id, *words]
    if question.action and answers.get(question.id) is Answer.YES:
        parts.append(f"Adds to the plan: {question.action}")
    return " · ".join(parts)
