"""Step 3: the neurological examination of the legs. What is not entered is not examined, never normal."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import VisitForm
from desktop_app.domain.answers import Answer
from desktop_app.domain.examination import MOVEMENTS, NORMAL_GRADE, Root
from desktop_app.ui.services import Services
from desktop_app.ui.steps.page import StepPage
from desktop_app.ui.widgets.answer_row import AnswerRow
from desktop_app.ui.widgets.choice_row import ChoiceRow
from desktop_app.ui.widgets.field_rows import DateRow, NumberRow
from desktop_app.ui.widgets.roots_row import RootsRow
from desktop_app.ui.widgets.row import Row
from desktop_app.ui.widgets.side_table import SideTable
from desktop_app.ui.widgets.text import SectionHeading, TextLabel

_MOVEMENT_LABELS: Final = {
    "hip_flexion": "L2 hip flexion",
    "knee_extension": "L3 knee extension",
    "ankle_dorsiflexion": "L4 ankle dorsiflexion",
    "great_toe_extension": "L5 great toe extension",
    "hip_abduction": "L5 hip abduction",
    "plantarflexion": "S1 plantarflexion",
}
_GRADES: Final = tuple((str(grade), str(grade)) for grade in range(NORMAL_GRADE, -1, -1))
_GRADE_KEYS: Final = {str(grade): str(grade) for grade in range(NORMAL_GRADE + 1)}
_REFLEXES: Final = (("normal", "normal"), ("reduced", "reduced"), ("absent", "absent"), ("brisk", "brisk"))
_REFLEX_KEYS: Final = {"N": "normal", "R": "reduced", "A": "absent", "B": "brisk"}
_TESTS: Final = (("negative", "negative"), ("positive", "positive"))
_TEST_KEYS: Final = {"N": "negative", "-": "negative", "P": "positive", "+": "positive"}
_TEST_CHOICES: Final = (("positive", "Positive"), ("negative", "Negative"))


class ExaminationStep(StepPage):
    """Strength, reflexes, sensation and nerve tension, side by side."""

    title = "Examination"

    def __init__(
        self, visit: Visit, form: VisitForm, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(visit, form, services, parent)
        self.add_row(AnswerRow("exam.performed", "Were the legs examined today?"))
        self.add_row(
            ChoiceRow(
                "exam.leg_symptoms",
                "Pain, numbness or weakness in a leg",
                (("none", "None"), ("left", "Left"), ("right", "Right"), ("both", "Both")),
            )
        )
        self._findings = QWidget()
        self._inner = QVBoxLayout(self._findings)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.setSpacing(0)
        self.column.addWidget(self._findings)
        self._add_strength()
        self._add_reflexes_and_tension()
        self._add_sensation()
        self._add_other()
        self._missing = TextLabel(
            "Nothing of the examination is known until it is answered Yes above.", "caption"
        )
        self.column.addWidget(self._missing)

    def _add_strength(self) -> None:
        self._put(SectionHeading("Strength", "0 to 5 on each side; Del is not examined."))
        self._put_row(
            AnswerRow("exam.motor.all_normal", "All normal: grade 5 wherever no grade is given below?")
        )
        table = SideTable()
        for movement in MOVEMENTS:
            table.add_line(f"exam.motor.{movement}", _MOVEMENT_LABELS[movement], _GRADES, _GRADE_KEYS)
        self._put_table(table)
        self._strength = table
        self._put_row(
            AnswerRow(
                "exam.motor_longstanding", "Is the weakness documented for 6 weeks and not worse since?"
            )
        )
        self._put_row(DateRow("exam.motor_previous.date", "Earlier examination on"))
        self._put_row(AnswerRow("exam.motor_previous.all_normal", "Was strength normal then?"))

    def _add_reflexes_and_tension(self) -> None:
        self._put(
            SectionHeading(
                "Reflexes and nerve tension",
                "N normal or negative, R reduced, A absent, B brisk, P positive.",
            )
        )
        table = SideTable()
        table.add_line("exam.reflexes.patellar", "Knee reflex (L4)", _REFLEXES, _REFLEX_KEYS)
        table.add_line("exam.reflexes.achilles", "Ankle reflex (S1)", _REFLEXES, _REFLEX_KEYS)
        table.add_line("exam.straight_leg_raise", "Straight leg raise", _TESTS, _TEST_KEYS)
        self._put_table(table)
        self._put_row(
            ChoiceRow("exam.crossed_straight_leg_raise", "Crossed straight leg raise", _TEST_CHOICES)
        )
        self._put_row(ChoiceRow("exam.femoral_stretch", "Femoral stretch test", _TEST_CHOICES))

    def _add_sensation(self) -> None:
        self._put(SectionHeading("Sensation", "N no loss; 1 to 5 switch L2 to S1."))
        roots = tuple(root.value for root in Root)
        self._put_row(RootsRow("exam.sensory_loss.right", "Right leg, reduced at", roots))
        self._put_row(RootsRow("exam.sensory_loss.left", "Left leg, reduced at", roots))

    def _add_other(self) -> None:
        self._put(SectionHeading("Other"))
        self._put_row(AnswerRow("exam.leg_pain_dermatomal", "Does the leg pain follow one nerve root?"))
        self._put_row(
            AnswerRow(
                "exam.claudication", "Leg complaints on walking or standing that sitting or bending relieves?"
            )
        )
        self._put_row(
            NumberRow(
                "exam.post_void_residual_ml",
                "Post-void residual",
                "mL",
                "Needed only if bladder or saddle signs.",
            )
        )

    def _put(self, part: QWidget) -> None:
        self._inner.addWidget(part)

    def _put_row(self, row: Row) -> None:
        self._inner.addWidget(row)
        self.bind(row)

    def _put_table(self, table: SideTable) -> None:
        self._inner.addWidget(table)
        for cell in table.cells:
            self.bind(cell)

    def redraw(self) -> None:
        super().redraw()
        performed = self.visit.consultation.exam.was_performed
        self._findings.setVisible(performed)
        self._missing.setVisible(not performed)
        if self.visit.consultation.exam.motor.all_normal is Answer.YES:
            for cell in self._strength.cells:
                cell.show_implied(f"{NORMAL_GRADE} (all normal)")
