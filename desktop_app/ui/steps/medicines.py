"""Step 5: the safety facts, then the medicines as this patient may have them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.application.earlier_visits import last_visit_words, overridden_last_time
from desktop_app.application.medicine_decisions import (
    CHOICES,
    Changes,
    add_choice,
    choose_no_medication,
    place_of_fact,
    proposed_choice,
    remove_choice,
    with_override,
)
from desktop_app.application.plan_summary import SummaryLine
from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import VisitForm
from desktop_app.domain.answers import Answer
from desktop_app.domain.decisions import MedicationChoice
from desktop_app.domain.medication_content import Severity
from desktop_app.domain.treatment_assessments import MedicationAssessment
from desktop_app.ui.services import Services
from desktop_app.ui.steps.chosen_medicines import ChosenMedicines
from desktop_app.ui.steps.medicine_cards import instead_in_words
from desktop_app.ui.steps.medicine_list import NO_MEDICATION, MedicineList
from desktop_app.ui.steps.override_form import ForbiddenMedicineDialog
from desktop_app.ui.steps.review_lines import ReviewCard
from desktop_app.ui.steps.safety_facts import SafetyFactsPage
from desktop_app.ui.theme import Level


class MedicinesStep(SafetyFactsPage):
    """Nothing is preselected. A blocked medicine needs its reason, a forbidden one a second confirmation."""

    title = "Medicines"

    def __init__(
        self, visit: Visit, form: VisitForm, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(visit, form, services, parent)
        self._overridden = ReviewCard(
            "overridden_last_time", Level.CAUTION, "OVERRIDDEN LAST TIME", counted=False
        )
        self.column.addWidget(self._overridden)
        self.add_section(
            "Choose a medicine, or none",
            "Suggested first. Space or Return on Choose takes the default dose; F4 says why, F3 what guidelines say.",
        )
        self.chosen = ChosenMedicines(services.evaluate, form.override_reasons)
        self.chosen.chosen.connect(self._choose)
        self.chosen.removed.connect(self._remove)
        self.medicines = MedicineList(form.medicines, f"content {form.stamp.version}")
        self.medicines.toggled.connect(self._on_toggled)
        self.medicines.reason_given.connect(self._on_reason_given)
        self.medicines.answer_requested.connect(self._on_answer_requested)
        self.medicines.guidelines_requested.connect(self.guidelines_requested)
        self.column.addWidget(self.chosen)
        self.column.addWidget(self.medicines)

    def redraw(self) -> None:
        super().redraw()
        self._overridden.show_lines(
            tuple(
                SummaryLine(f"On {last_visit_words(self.visit)}, {line}", "", None)
                for line in overridden_last_time(self.visit, self.form)
            )
        )
        consultation, evaluation = self.visit.consultation, self.visit.evaluation
        decisions = consultation.decisions
        self.chosen.show_choices(consultation, evaluation)
        chosen = frozenset(choice.drug for choice in decisions.medications)
        self.medicines.show_list(evaluation, chosen, none_given=decisions.no_medication is Answer.YES)

    def focus_path(self, path: str) -> bool:
        """The decision on medicines is made at the first suggestion; a chosen one at its dose."""
        row = next((row for row in self.chosen.rows if path in (CHOICES, row.path)), None)
        if row is not None:
            target: QWidget = row.input
        elif path == CHOICES:
            target = self._first_suggestion()
        else:
            return super().focus_path(path)
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ensureWidgetVisible(target, 0, 80)
        return True

    def _first_suggestion(self) -> QWidget:
        first = self.visit.evaluation.first_suggestion
        card = self.medicines.cards.get(first, self.medicines.no_medication)
        return card.button

    def _on_toggled(self, drug: str) -> None:
        consultation = self.visit.consultation
        if drug == NO_MEDICATION:
            self._change(choose_no_medication(consultation), "the decision on no medicine")
            return
        if any(choice.drug == drug for choice in consultation.decisions.medications):
            self._remove(drug)
            return
        found = self._found(drug)
        if found.severity >= Severity.AVOID:
            self.medicines.cards[drug].ask_reason(self.form.override_reasons)
        else:
            self._choose(proposed_choice(found))

    def _on_answer_requested(self, fact: str) -> None:
        """To the question behind the fact; a fact of another page is reached by the first open question of this one."""
        if not self.focus_path(place_of_fact(fact)):
            self.focus_first()

    def _on_reason_given(self, drug: str, reason: str, text: str) -> None:
        found = self._found(drug)
        choice = with_override(proposed_choice(found), reason, text)
        if found.severity < Severity.CONTRAINDICATED:
            self._choose(choice)
            return
        names = {view.id: view.name for view in self.form.medicines}
        worst = [issue for issue in found.issues if issue.severity is Severity.CONTRAINDICATED]
        warnings = [f"{issue.message} {_facts(issue.because)}".strip() for issue in worst]
        instead = next((words for issue in worst if (words := instead_in_words(issue, names))), "")
        dialog = ForbiddenMedicineDialog(found.name, warnings, instead, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._choose(choice))
        dialog.rejected.connect(lambda: self._go_back(drug))
        dialog.open()

    def _go_back(self, drug: str) -> None:
        """The safe way out: nothing is chosen, and the keyboard is on the medicine again."""
        card = self.medicines.cards[drug]
        card.close_reason()
        card.button.setFocus()

    def _choose(self, choice: MedicationChoice) -> None:
        name = self._found(choice.drug).name
        self._change(add_choice(self.visit.consultation, choice), f"choose {name}")

    def _remove(self, drug: str) -> None:
        names = {item.drug: item.name for item in self.visit.evaluation.medications}
        self._change(remove_choice(self.visit.consultation, drug), f"remove {names.get(drug, drug)}")

    def _change(self, changes: Changes, label: str) -> None:
        self.visit.edit_together(changes, label)

    def _found(self, drug: str) -> MedicationAssessment:
        return next(item for item in self.visit.evaluation.medications if item.drug == drug)


def _facts(because: tuple[str, ...]) -> str:
    return f"Because: {'; '.join(because)}." if because else ""
