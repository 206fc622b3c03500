"""What must be known before a medicine is chosen: conditions, allergies, current medicines, results."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.application.medicine_decisions import read_typed_medicine
from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import VisitForm
from desktop_app.domain.consultation_edit import EditError
from desktop_app.domain.decisions import CurrentMedication
from desktop_app.domain.evaluation import Computed, Evaluation
from desktop_app.ui.services import Services
from desktop_app.ui.steps.conditions_panel import ConditionsPanel
from desktop_app.ui.steps.page import StepPage
from desktop_app.ui.widgets.answer_row import AnswerRow
from desktop_app.ui.widgets.choice_row import ChoiceRow
from desktop_app.ui.widgets.disclosure import Disclosure
from desktop_app.ui.widgets.field_rows import NumberRow, TextRow
from desktop_app.ui.widgets.list_editor import ListEditor
from desktop_app.ui.widgets.row import Row

_WHOLE_LIST = "Yes counts every condition that has no answer as No. Nothing else does."


class OtherConditionsRow(TextRow):
    """Conditions outside the list, between semicolons; no rule reads them."""

    def written(self, value: object) -> str:
        return "; ".join(value) if isinstance(value, tuple) else ""

    def read(self, text: str) -> object:
        return [part.strip() for part in text.split(";") if part.strip()] or None


class SafetyFactsPage(StepPage):
    """A page that begins with the safety facts."""

    def __init__(
        self, visit: Visit, form: VisitForm, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(visit, form, services, parent)
        self._allergies = ListEditor("allergies", "allergies.reviewed", "Penicillin (rash)")
        self._medicines = ListEditor(
            "current medicines", "current_medications.reviewed", "Name, or: Tylenol 500 mg 3 a day"
        )
        self._creatinine = NumberRow("labs.creatinine_mg_dl", "Creatinine", "mg/dL")
        self._add_conditions()
        self._add_list("Allergies", self._allergies, "allergies.list", lambda text: text)
        self._add_list(
            "Current medicines",
            self._medicines,
            "current_medications.list",
            read_typed_medicine,
            "Also over the counter, herbal, and stopped within two weeks.",
        )
        self.column.addWidget(
            Disclosure("results (kidney, blood pressure, inflammation)", self._build_results)
        )

    def _add_conditions(self) -> None:
        self.add_section("Conditions")
        self._conditions = ConditionsPanel(self.form.conditions, self._bind_new)
        self.column.addWidget(self._conditions)
        self.add_row(
            AnswerRow("conditions_reviewed", "Asked about the whole list of conditions?", _WHOLE_LIST)
        )
        self.add_row(
            OtherConditionsRow(
                "other_conditions", "Other conditions", "Printed on the plan; no rule reads them."
            )
        )

    def _bind_new(self, row: Row) -> None:
        """Bind a row that is made while the page is on screen, and draw it at once."""
        self.bind(row)
        row.show_value(self.visit.value(row.path))

    def _add_list(
        self, title: str, editor: ListEditor, path: str, read: Callable[[str], object], note: str = ""
    ) -> None:
        self.add_section(title, note)
        self.column.addWidget(editor)
        self._rows.append(editor.reviewed)
        editor.edited.connect(lambda path, value: self.edit(editor.reviewed, path, value))
        editor.entry_added.connect(lambda text: self._add_entry(editor, path, read(text)))
        editor.entry_removed.connect(lambda index: self._remove_entry(editor, path, index))

    def _add_entry(self, editor: ListEditor, path: str, entry: object) -> None:
        index = len(self.visit.value(path))
        try:
            self.visit.edit(f"{path}[{index}]", entry, f"add to {editor.reviewed.label}")
        except EditError as error:
            editor.reviewed.show_problem(error.sentence)
        else:
            editor.reviewed.show_problem("")

    def _remove_entry(self, editor: ListEditor, path: str, index: int) -> None:
        self.visit.edit(f"{path}[{index}]", None, f"remove from {editor.reviewed.label}")

    def _build_results(self, column: QVBoxLayout) -> None:
        for row in (
            self._creatinine,
            NumberRow("labs.egfr", "eGFR", "mL/min/1.73 m2"),
            NumberRow("labs.crcl_ml_min", "Creatinine clearance", "mL/min"),
            NumberRow("labs.bp_systolic", "Blood pressure, systolic", "mmHg"),
            NumberRow("labs.bp_diastolic", "Blood pressure, diastolic", "mmHg"),
            NumberRow("labs.esr_mm_h", "ESR", "mm/h"),
            AnswerRow("labs.crp_raised", "CRP raised?"),
            ChoiceRow("labs.child_pugh", "Child-Pugh class", (("A", "A"), ("B", "B"), ("C", "C"))),
        ):
            column.addWidget(row)
            self._bind_new(row)
        self._show_computed(self.visit.evaluation.computed)

    def redraw(self) -> None:
        super().redraw()
        consultation = self.visit.consultation
        asked = consultation.conditions_reviewed == "yes"
        self._conditions.show_answers(consultation.conditions, whole_list_asked=asked)
        self._allergies.show_list(consultation.allergies.list, consultation.allergies.reviewed)
        current = consultation.current_medications
        entries = [medicine_in_words(item, self.visit.evaluation) for item in current.list]
        self._medicines.show_list(entries, current.reviewed)
        self._show_computed(self.visit.evaluation.computed)

    def _show_computed(self, computed: Computed) -> None:
        egfr = computed.egfr_ckdepi_2021
        self._creatinine.show_hint("" if egfr is None else f"eGFR by CKD-EPI 2021: {egfr} mL/min/1.73 m2")


def medicine_in_words(medicine: CurrentMedication, evaluation: Evaluation) -> str:
    """The name as given, with what it was taken for, or that it was not checked."""
    return " - ".join((" ".join(_as_given(medicine)), _matched(medicine.name, evaluation)))


def _as_given(medicine: CurrentMedication) -> Iterator[str]:
    yield medicine.name
    if medicine.dose_mg is not None:
        yield f"{medicine.dose_mg:g} mg"
    if medicine.strength is not None:
        yield medicine.strength
    if medicine.per_day is not None:
        yield f"{medicine.per_day:g} a day"
    if medicine.stopped_on is not None:
        yield f"(stopped {medicine.stopped_on})"


def _matched(name: str, evaluation: Evaluation) -> str:
    found = next((item for item in evaluation.matched_medications if item.name == name), None)
    if found is None or found.ingredient is None:
        return "NOT CHECKED: this name is not in the dictionary"
    if found.ask is not None:
        return f"UNCLEAR: {found.ask}"
    classes = ", ".join(item.replace("_", " ") for item in found.classes)
    return f"{found.ingredient} ({classes})" if classes else found.ingredient
