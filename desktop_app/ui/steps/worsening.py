"""Step 4: why it might be worse, and what stands in the way of getting better."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from desktop_app.application.earlier_visits import visit_trends
from desktop_app.application.plan_summary import SummaryLine
from desktop_app.application.steps import Step
from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import QuestionGroupView, VisitForm
from desktop_app.domain.evaluation import WorseningActions
from desktop_app.ui.services import Services
from desktop_app.ui.steps.question_page import QuestionPage
from desktop_app.ui.steps.review_lines import ReviewCard
from desktop_app.ui.steps.tried_panel import TriedPanel
from desktop_app.ui.theme import Level
from desktop_app.ui.widgets.row import Row
from desktop_app.ui.widgets.text import SectionHeading, TextLabel
from desktop_app.ui.widgets.trend_panel import TrendPanel


class WorseningStep(QuestionPage):
    """The worsening review, where it is open, and the questions on thoughts, mood, work and home."""

    title = "Why might it be worse?"

    def __init__(
        self, visit: Visit, form: VisitForm, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(visit, form, services, parent)
        self.trend = TrendPanel()
        self.trend.listen_on(self)
        self.tried = TriedPanel(visit, form, self._connect_row)
        self.column.addWidget(self.trend)
        self._state = TextLabel()
        self.column.addWidget(self._state)
        self.add_check_notice()
        self._first_step = ReviewCard(
            "worsening_first_step", Level.INFORMATION, "FIRST", "Go there", counted=False
        )
        self._first_step.lines.change_requested.connect(self.go_to_line)
        self.column.addWidget(self._first_step)
        self.column.addWidget(self.tried)
        review = QuestionGroupView(
            "worsening", "Worsening review", emergency=False, items=form.worsening_items
        )
        self._review = self.add_groups((review,))
        self._outcome_heading = SectionHeading("What the answers add to the plan")
        self._outcome = TextLabel()
        self.column.addWidget(self._outcome_heading)
        self.column.addWidget(self._outcome)
        self._coping = self.add_groups(form.coping_groups)

    def redraw(self) -> None:
        super().redraw()
        self.trend.show_trends(visit_trends(self.visit, self.form))
        self.tried.redraw(self.draw_row)
        review = self.visit.evaluation.worsening_review
        self._state.setText(_state(review.open, review.because))
        self._first_step.show_lines(tuple(self._before_the_review()) if review.open else ())
        self.show_groups((*self._review, *self._coping))
        if not review.open:
            for section in self._review:
                section.hide()
        self._outcome_heading.setVisible(review.open)
        self._outcome.setVisible(review.open)
        self._outcome.setText(_outcome(review))

    def _connect_row(self, row: Row) -> None:
        """A row of the panel goes when its treatment does: the panel draws it, not this page."""
        row.edited.connect(lambda path, value: self.edit(row, path, value))

    def _before_the_review(self) -> Iterator[SummaryLine]:
        """Both pages that are gone through again, with what is still open on them."""
        yield SummaryLine(self.form.worsening_first_step, "", None)
        for step, name in ((Step.RED_FLAGS, "Red flags"), (Step.EXAMINATION, "Examination of the legs")):
            left = len(self.visit.unanswered(step))
            yield SummaryLine(name, f"{left} unanswered" if left else "nothing unanswered", step)


def _outcome(review: WorseningActions) -> str:
    """What each *yes* adds stands under its question; here is how many there are, and what is open."""
    count = len(review.actions)
    lines = [f"{count} action{'' if count == 1 else 's'}, each under its question."] if count else []
    if review.nothing_found is not None:
        lines.append(review.nothing_found)
    if review.unanswered:
        lines.append(f"{len(review.unanswered)} questions of the review are not answered.")
    return "\n".join(lines) or "None of these questions is answered yes; the red flags go before it."


def _state(is_open: bool, because: tuple[str, ...]) -> str:
    if is_open:
        return f"The review is open: {'; '.join(because)}."
    return (
        "The worsening review opens when pain or function is worse, or did not improve. It is not open now."
    )
