"""The chosen medicines with their doses. A dose above a limit is not taken before its reason is recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.application.medicine_decisions import (
    CHOICES,
    DoseObjections,
    Evaluate,
    dose_objections,
    is_complete,
    with_dose,
    with_override,
)
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_edit import EditError
from desktop_app.domain.decisions import MedicationChoice
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.treatment_assessments import MedicationAssessment
from desktop_app.ui.steps.dose_row import DoseRow, limits_in_words
from desktop_app.ui.steps.override_form import OverrideForm


class ChosenMedicines(QWidget):
    """A row for each chosen medicine. ``chosen`` asks to keep a changed choice, ``removed`` to drop one."""

    chosen = Signal(object)
    removed = Signal(str)

    def __init__(
        self,
        evaluate: Evaluate,
        reasons: Iterable[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._evaluate = evaluate
        self._reasons = tuple(reasons)
        self._labels = dict(self._reasons)
        self._consultation: Consultation | None = None
        self._found: Mapping[str, MedicationAssessment] = {}
        self.rows: list[DoseRow] = []
        self._drugs: tuple[str, ...] = ()
        self._form: OverrideForm | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_choices(self, consultation: Consultation, evaluation: Evaluation) -> None:
        """Draw what is chosen; the rows are made anew only where other medicines are chosen."""
        self._consultation = consultation
        self._found = {item.drug: item for item in evaluation.medications}
        choices = consultation.decisions.medications
        drugs = tuple(choice.drug for choice in choices)
        if drugs != self._drugs:
            self._rebuild(choices)
            self._drugs = drugs
        for row, choice in zip(self.rows, choices, strict=True):
            row.show_value(choice)
            row.show_hint(self._hint(choice))
        self.setVisible(bool(choices))

    def _rebuild(self, choices: tuple[MedicationChoice, ...]) -> None:
        self._close_form()
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [self._row(index, choice) for index, choice in enumerate(choices)]

    def _row(self, index: int, choice: MedicationChoice) -> DoseRow:
        found = self._found.get(choice.drug)
        name = choice.drug if found is None else found.name
        if choice.strength is not None:
            name = f"{name} {choice.strength}"
        in_mg = choice.strength is None and (found is None or found.dose is not None)
        row = DoseRow(f"{CHOICES}[{index}]", name, in_mg=in_mg)
        row.edited.connect(lambda _path, parts, row=row, index=index: self._on_edited(row, index, parts))
        row.remove.clicked.connect(lambda: self.removed.emit(choice.drug))
        self._column.addWidget(row)
        row.show()
        return row

    def _hint(self, choice: MedicationChoice) -> str:
        found = self._found.get(choice.drug)
        parts = [limits_in_words(None if found is None else found.dose)]
        if choice.override is not None:
            label = self._labels.get(choice.override.reason.value, choice.override.reason.value)
            parts.append(f"Against the warning: {label} - {choice.override.text}")
        return "\n".join(filter(None, parts))

    def _on_edited(self, row: DoseRow, index: int, parts: Mapping[str, object]) -> None:
        if self._consultation is None:
            return
        try:
            choice = with_dose(self._consultation, index, parts)
        except EditError as error:
            row.show_problem(error.sentence)
            return
        found = self._found.get(choice.drug)
        against = self._objections(choice, found)
        if found is None or not (against.new or against.lasting):
            self._close_form()
            row.show_problem("")
            self.chosen.emit(choice)
        elif against.lasting:
            row.show_problem(f"{' '.join(against.lasting)} No reason lifts this limit.")
        else:
            row.show_problem(against.new[0])
            self._ask_reason(row, choice, found)

    def _objections(self, choice: MedicationChoice, found: MedicationAssessment | None) -> DoseObjections:
        """Nothing is said of a dose that is not complete: no limit can be judged yet."""
        if self._consultation is None or found is None or not is_complete(choice):
            return DoseObjections((), ())
        return dose_objections(choice, self._consultation, self._evaluate, found.name)

    def _ask_reason(self, row: DoseRow, choice: MedicationChoice, found: MedicationAssessment) -> None:
        self._close_form()
        form = OverrideForm(f"A dose of {found.name} above the limit", self._reasons)
        form.recorded.connect(self._recorder(row, choice))
        form.cancelled.connect(lambda: self._on_cancelled(row))
        self._form = form
        self._column.insertWidget(self._column.indexOf(row) + 1, form)
        form.show()

    def _recorder(self, row: DoseRow, choice: MedicationChoice) -> Callable[[str, str], None]:
        def record(reason: str, text: str) -> None:
            self._close_form()
            row.show_problem("")
            self.chosen.emit(with_override(choice, reason, text))

        return record

    def _on_cancelled(self, row: DoseRow) -> None:
        self._close_form()
        row.revert()
        row.input.setFocus()

    def _close_form(self) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None
