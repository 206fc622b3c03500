"""What the pages of coded questions have in common: groups bound to the visit, and answers given together."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.application.open_questions import open_question_note
from desktop_app.application.score_words import answers_to_questions
from desktop_app.application.visit_form import QuestionGroupView, QuestionView
from desktop_app.ui.steps.page import StepPage, explained
from desktop_app.ui.steps.question_groups import QuestionGroupSection


class QuestionPage(StepPage):
    """A page of question groups."""

    def add_groups(self, groups: Iterable[QuestionGroupView]) -> list[QuestionGroupSection]:
        sections = [QuestionGroupSection(group, self._answer_rest_with_no) for group in groups]
        for section in sections:
            self.column.addWidget(section)
            for question, row in section.rows:
                self.bind(row)
                row.explanation = lambda question=question, row=row: explained(
                    question.ask, question.basis, question.why or "", self._facts_of(row)
                )
        return sections

    def show_groups(self, sections: Iterable[QuestionGroupSection]) -> None:
        evaluation = self.visit.evaluation
        words = {key: [open_question_note(self.visit)] for key in evaluation.triage.unanswered}
        for key, score in answers_to_questions(evaluation.scores).items():
            words.setdefault(key, []).append(score)
        for section in sections:
            section.show_group(evaluation.asked_now, self.visit.consultation.answers, words)

    def _answer_rest_with_no(self, group: QuestionGroupView, questions: tuple[QuestionView, ...]) -> None:
        """One step of undo for all of them. An emergency group is never answered together."""
        if group.may_be_answered_together(len(questions)):
            changes = {question.path: "no" for question in questions}
            self.visit.edit_together(changes, f"No to the rest of {group.title}")
            self.focus_first()
