"""Step 1: who the patient is, how this episode went, and how it scores now and scored first."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import VisitForm
from desktop_app.domain.patient import PregnancyStatus, Sex
from desktop_app.ui.dates import shown_date
from desktop_app.ui.services import Services
from desktop_app.ui.steps.page import StepPage
from desktop_app.ui.steps.scores_panel import ScoresPanel
from desktop_app.ui.widgets.answer_row import YES_OR_NO, AnswerRow
from desktop_app.ui.widgets.choice_row import ChoiceRow
from desktop_app.ui.widgets.field_rows import DateRow, NumberRow, TextRow
from desktop_app.ui.widgets.row import Row

_WEEK = 7


class PatientStep(StepPage):
    """Identity, history and scores."""

    title = "Patient and this episode"

    def __init__(
        self, visit: Visit, form: VisitForm, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(visit, form, services, parent)
        today = visit.consultation.visit_date
        self._onset = DateRow("problem.onset_date", "When did this episode start?", counted_from=today)
        self._treatment_started = DateRow(
            "problem.treatment_started",
            "Treatment started on",
            "Leave empty where none was started.",
            counted_from=today,
        )
        self._pregnancy = ChoiceRow(
            "patient.pregnancy.status",
            "Pregnant, or might be?",
            (("not_pregnant", "Not pregnant"), ("pregnant", "Pregnant"), ("unknown", "Unknown")),
        )
        self._gestation = [
            NumberRow("patient.pregnancy.weeks", "Completed weeks of pregnancy", "weeks"),
            NumberRow("patient.pregnancy.days", "and days", "days"),
        ]
        self._breastfeeding = AnswerRow("patient.breastfeeding", "Breastfeeding?")
        self._off_work = NumberRow("problem.off_work_days", "Days off work in this episode", "days")
        self._add_history()
        self._add_scores()
        self._add_identity()

    def _add_history(self) -> None:
        self.add_section("This episode")
        for row in (
            self._pregnancy,
            *self._gestation,
            self._breastfeeding,
            self._onset,
            ChoiceRow("problem.first_visit", "First visit for this episode?", YES_OR_NO),
            self._treatment_started,
            ChoiceRow(
                "problem.patient_says",
                "Compared with the start, the patient feels",
                (("better", "Better"), ("same", "Same"), ("worse", "Worse")),
            ),
            AnswerRow("problem.flare_of_chronic", "A flare of long-standing back pain?"),
            AnswerRow("problem.works", "In work?"),
            self._off_work,
            AnswerRow("problem.tasks_blocked", "Does the pain stop everyday tasks or sleep?"),
            ChoiceRow(
                "problem.candidate_for_intervention",
                "Would the patient have an injection or an operation?",
                (("yes", "Yes"), ("no", "No"), ("not_discussed", "Not discussed")),
            ),
            AnswerRow("problem.already_imaged_same_picture", "Already imaged for the same picture?"),
        ):
            self.add_row(row)

    def _add_scores(self) -> None:
        self.add_section("Scores", "At the first visit and now: they show whether pain and function changed.")
        self._scores = ScoresPanel(self.visit, self.form.instruments, self._send_scores)
        self.column.addWidget(self._scores)
        self.add_row(DateRow("measures.baseline.date", "Date of the first scores"))

    def _send_scores(self, row: Row | None, changes: Mapping[str, object], label: str) -> None:
        """A score that is not whole changes nothing yet, and is drawn all the same."""
        if row is not None and changes:
            self.edit_together(row, changes, label)
        elif changes:
            self.visit.edit_together(changes, label)
        self._scores.redraw()

    def _add_identity(self) -> None:
        self.add_section("Identity and handout")
        for row in (
            TextRow("patient.family_name", "Family name"),
            TextRow("patient.given_name", "Given name"),
            TextRow("patient.identifier", "Patient number"),
            DateRow("patient.birth_date", "Date of birth"),
            ChoiceRow("patient.sex", "Sex", (("female", "Female"), ("male", "Male"))),
            ChoiceRow("patient.language", "Language of the handout", (("en", "English"), ("es", "Spanish"))),
            AnswerRow("patient.large_print", "Handout in large print?"),
            NumberRow("patient.weight_kg", "Weight", "kg"),
            NumberRow("patient.height_cm", "Height", "cm"),
        ):
            self.add_row(row)

    def redraw(self) -> None:
        super().redraw()
        self._scores.redraw()
        patient = self.visit.consultation.patient
        female = patient.sex is Sex.FEMALE
        pregnant = patient.pregnancy.status is PregnancyStatus.PREGNANT
        self._pregnancy.setVisible(female)
        self._breastfeeding.setVisible(female)
        for row in self._gestation:
            row.setVisible(female and pregnant)
        self._onset.show_hint(self._duration())

    def edit(self, row: Row, path: str, value: object) -> None:
        """Weeks stand only with a pregnancy: they go in the same step of undo as its status."""
        if path == self._pregnancy.path and value != PregnancyStatus.PREGNANT:
            changes = {"patient.pregnancy.days": None, "patient.pregnancy.weeks": None, path: value}
            self.edit_together(row, changes, row.label)
        else:
            super().edit(row, path, value)

    def _duration(self) -> str:
        consultation = self.visit.consultation
        days = self.visit.evaluation.computed.duration_days
        if days is None or consultation.problem.onset_date is None:
            return f"Write {self._onset.ways_to_write}."
        length = f"{days} days" if days < 2 * _WEEK else f"{days // _WEEK} weeks"
        return f"{length} before this visit of {shown_date(consultation.visit_date)}"
