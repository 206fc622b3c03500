"""Step 4: why it might be worse, and what stands in the way of getting better."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import QuestionGroupView, VisitForm
from desktop_app.ui.services import Services
from desktop_app.ui.steps.question_page import QuestionPage
from desktop_app.ui.widgets.text import SectionHeading, TextLabel


class WorseningStep(QuestionPage):
    """The worsening review, where it is open, and the questions on thoughts, mood, work and home."""

    title = "Why might it be worse?"

    def __init__(
        self, visit: Visit, form: VisitForm, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(visit, form, services, parent)
        self._state = TextLabel()
        self.column.addWidget(self._state)
        self.add_check_notice()
        review = QuestionGroupView(
            "worsening", "Worsening review", emergency=False, items=form.worsening_items
        )
        self._review = self.add_groups((review,))
        self._actions_heading = SectionHeading("What the answers add to the plan")
        self._actions = TextLabel()
        self.column.addWidget(self._actions_heading)
        self.column.addWidget(self._actions)
        self._coping = self.add_groups(form.coping_groups)

    def redraw(self) -> None:
        super().redraw()
        review = self.visit.evaluation.worsening_review
        self._state.setText(_state(review.open, review.because))
        self.show_groups((*self._review, *self._coping))
        if not review.open:
            for section in self._review:
                section.hide()
        actions = tuple(f"{key}: {text}" for key, text in review.actions)
        self._actions_heading.setVisible(review.open)
        self._actions.setVisible(review.open)
        self._actions.setText("\n".join(actions) or self.form.worsening_nothing_found)


def _state(is_open: bool, because: tuple[str, ...]) -> str:
    if is_open:
        return f"The review is open: {'; '.join(because)}."
    return (
        "The worsening review opens when pain or function is worse, or did not improve. It is not open now."
    )
