"""What must be known before a medicine is chosen: conditions, allergies, current medicines, results."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import VisitForm
from desktop_app.domain.evaluation import Computed
from desktop_app.ui.services import Services
from desktop_app.ui.steps.conditions_panel import ConditionsPanel
from desktop_app.ui.steps.page import StepPage
from desktop_app.ui.steps.patient_lists import AllergyEntries, MedicineEntries
from desktop_app.ui.widgets.answer_row import AnswerRow
from desktop_app.ui.widgets.choice_row import ChoiceRow
from desktop_app.ui.widgets.disclosure import Disclosure
from desktop_app.ui.widgets.field_rows import NumberRow, TextRow
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
        self._allergies = AllergyEntries(visit, form)
        self._medicines = MedicineEntries(visit, form)
        self._creatinine = NumberRow("labs.creatinine_mg_dl", "Creatinine", "mg/dL")
        self._add_conditions()
        self._add_list("Allergies", self._allergies, "The reaction in brackets: codeine (nausea only).")
        self._add_list(
            "Current medicines",
            self._medicines,
            "Also over the counter, herbal, alcohol, and stopped within two weeks.",
        )
        self._results = Disclosure("results (kidney, blood pressure, inflammation)", self._build_results)
        self.column.addWidget(self._results)

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
        self.draw_row(row)

    def _add_list(self, title: str, editor: AllergyEntries | MedicineEntries, note: str) -> None:
        self.add_section(title, note)
        self.column.addWidget(editor)
        self._rows.append(editor.reviewed)

    def focus_path(self, path: str) -> bool:
        """A row of a list is reached by the place of its entry; results are opened first."""
        if path.startswith("labs."):
            self._results.open()
        rows = (*self._allergies.rows, *self._medicines.rows)
        row = next((row for row in rows if row.path == path), None)
        if row is None:
            return super().focus_path(path)
        row.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ensureWidgetVisible(row, 0, 80)
        return True

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
        self._allergies.redraw()
        self._medicines.redraw()
        self._show_computed(self.visit.evaluation.computed)

    def _show_computed(self, computed: Computed) -> None:
        egfr = computed.egfr_ckdepi_2021
        self._creatinine.show_hint("" if egfr is None else f"eGFR by CKD-EPI 2021: {egfr} mL/min/1.73 m2")
