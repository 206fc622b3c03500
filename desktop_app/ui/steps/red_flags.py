"""Step 2: the red flags, grouped by the harm they look for, emergencies first."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import VisitForm
from desktop_app.ui.services import Services
from desktop_app.ui.steps.question_page import QuestionPage
from desktop_app.ui.widgets.text import TextLabel


class RedFlagsStep(QuestionPage):
    """Every question is asked aloud and answered for itself."""

    title = "Red flags - ask each one aloud"

    def __init__(
        self, visit: Visit, form: VisitForm, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(visit, form, services, parent)
        self._summary = TextLabel("", "caption")
        self.column.addWidget(self._summary)
        self.add_check_notice()
        self._sections = self.add_groups(form.red_flag_groups)

    def redraw(self) -> None:
        super().redraw()
        self.show_groups(self._sections)
        left = len(self.visit.unanswered(self.visit.step))
        self._summary.setText(
            f"Y yes, N no, U not assessed, F4 why. {left} unanswered; unanswered never counts as No."
        )
