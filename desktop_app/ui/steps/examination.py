"""Step 3: the neurological examination of the legs. What is not entered is not examined, never normal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.application.examination_form import ExaminationForm, FindingView
from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import VisitForm
from desktop_app.domain.examination import MOVEMENTS, NORMAL_GRADE, Examination, Root
from desktop_app.ui.dates import shown_date
from desktop_app.ui.services import Services
from desktop_app.ui.steps.page import StepPage, explained
from desktop_app.ui.widgets.answer_row import AnswerRow
from desktop_app.ui.widgets.choice_row import Choice, ChoiceRow
from desktop_app.ui.widgets.disclosure import Disclosure
from desktop_app.ui.widgets.field_rows import DateRow, NumberRow
from desktop_app.ui.widgets.roots_row import RootsRow
from desktop_app.ui.widgets.row import Row
from desktop_app.ui.widgets.side_table import SIDES, SideCell, SideTable
from desktop_app.ui.widgets.text import SectionHeading, TextLabel

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
        self.add_check_notice()
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
        self._add_strength(form.examination)
        self._add_reflexes_and_tension(form.examination)
        self._add_sensation(form.examination)
        self._add_other(form.examination)
        self._put(Disclosure("root table", lambda column: _add_roots(column, form.examination)))
        self._missing = TextLabel(
            "Nothing of the examination is known until it is answered Yes above.", "caption"
        )
        self.column.addWidget(self._missing)

    def _add_strength(self, texts: ExaminationForm) -> None:
        self._put(
            SectionHeading("Strength", "0 to 5 on each side; Del is not examined; F4 how it is tested.")
        )
        self._put(TextLabel(" · ".join(texts.grades), "caption"))
        self._put_row(
            AnswerRow("exam.motor.all_normal", "All normal: grade 5 wherever no grade is given below?")
        )
        table = SideTable()
        meanings = " ".join(texts.grade_notes)
        for view in texts.movements:
            self._add_line(table, view, _GRADES, _GRADE_KEYS, meanings)
        self._put_table(table)
        self._strength = table
        self._compared = TextLabel("", "caption")
        self._put(self._compared)
        self._put_row(
            AnswerRow(
                "exam.motor_longstanding", "Is the weakness documented for 6 weeks and not worse since?"
            )
        )
        today = self.visit.consultation.visit_date
        self._put_row(DateRow("exam.motor_previous.date", "Earlier examination on", counted_from=today))
        self._put_row(AnswerRow("exam.motor_previous.all_normal", "Was strength normal then?"))

    def _add_reflexes_and_tension(self, texts: ExaminationForm) -> None:
        self._put(
            SectionHeading(
                "Reflexes and nerve tension",
                "N normal or negative, R reduced, A absent, B brisk, P positive; F4 what counts.",
            )
        )
        table = SideTable()
        for view in texts.reflexes:
            self._add_line(table, view, _REFLEXES, _REFLEX_KEYS)
        self._add_line(table, texts.straight_leg_raise, _TESTS, _TEST_KEYS)
        self._put_table(table)
        for view in (texts.crossed_straight_leg_raise, texts.femoral_stretch):
            row = ChoiceRow(view.path, view.label, _TEST_CHOICES)
            self._explain(row, view)
            self._put_row(row)

    def _add_sensation(self, texts: ExaminationForm) -> None:
        self._put(SectionHeading("Sensation", "N no loss; 1 to 5 switch L2 to S1; F4 where to test."))
        points = " ".join(f"{root.id}: {root.sensory_point}." for root in texts.roots)
        for side in SIDES:
            path = f"exam.sensory_loss.{side}"
            row = RootsRow(path, f"{side.capitalize()} leg, reduced at", tuple(root.value for root in Root))
            self._explain(row, FindingView(path, row.label, points, texts.roots[0].basis))
            self._put_row(row)

    def _add_other(self, texts: ExaminationForm) -> None:
        self._put(SectionHeading("Other", texts.minimum))
        self._put_row(AnswerRow("exam.leg_pain_dermatomal", "Does the leg pain follow one nerve root?"))
        claudication = AnswerRow(
            "exam.claudication", "Leg complaints on walking or standing that sitting or bending relieves?"
        )
        clues = "; ".join(texts.stenosis_clues)
        self._explain(
            claudication, FindingView(claudication.path, claudication.label, clues, texts.stenosis_basis)
        )
        self._put_row(claudication)
        self._put_row(
            NumberRow(
                "exam.post_void_residual_ml",
                "Post-void residual",
                "mL",
                "Needed only if bladder or saddle signs.",
            )
        )

    def _add_line(
        self,
        table: SideTable,
        view: FindingView,
        choices: Sequence[Choice],
        keys: dict[str, str],
        meanings: str = "",
    ) -> None:
        """A line of a table whose two cells say on F4 how the finding is tested."""
        for cell in table.add_line(view.path, view.label, choices, keys):
            self._explain(cell, view, meanings)

    def _explain(self, row: Row, view: FindingView, meanings: str = "") -> None:
        how = f"{view.how} {meanings}".strip()
        row.explanation = lambda: explained(view.label, view.basis, how, self._facts_of(row))

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
        self._compare(self.visit.consultation.exam)

    def _compare(self, exam: Examination) -> None:
        """Say what follows from "all normal", and what a grade was at the earlier examination."""
        changed = [cell for cell in self._strength.cells if _show_grade(cell, exam)]
        day = exam.motor_previous.date
        when = "of an earlier visit (date not recorded)" if day is None else f"of {shown_date(day)}"
        known = any(exam.motor_previous.grade(name, side) is not None for name in MOVEMENTS for side in SIDES)
        count = f"{len(changed)} changed" if changed else "none changed"
        self._compared.setText(f"Compared with the examination {when}: {count}.")
        self._compared.setVisible(known)


def _show_grade(cell: SideCell, exam: Examination) -> bool:
    """Draw a grade beside the one before; whether the two differ."""
    movement, side = next(
        (name, each) for name in MOVEMENTS for each in SIDES if cell.path == _path(name, each)
    )
    now, before = exam.motor.grade(movement, side), exam.motor_previous.grade(movement, side)
    given = getattr(getattr(exam.motor, movement), side) is not None
    word = "" if now is None else str(now) if given else f"{now} (all normal)"
    changed = now is not None and before is not None and now != before
    if changed:
        cell.show_words(f"{word}, was {before}", "chosen" if given else "other")
    elif word and not given:
        cell.show_words(word, "other")
    return changed


def _path(movement: str, side: str) -> str:
    return f"exam.motor.{movement}.{side}"


def _add_roots(column: QVBoxLayout, texts: ExaminationForm) -> None:
    for root in texts.roots:
        column.addWidget(TextLabel(root.summary))
