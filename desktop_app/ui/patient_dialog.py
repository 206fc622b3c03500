"""The screen turned to the patient (F9): a few options side by side in plain words, to choose together. Esc leaves."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLayout,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.application.patient_view import PatientView, choice_of, preference_of
from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import VisitForm
from desktop_app.ui.focus_ring import FocusRing
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.decision_values import DecisionValues
from desktop_app.ui.widgets.option_columns import OptionColumns
from desktop_app.ui.widgets.text import TextLabel

TITLE = "Options for the patient"


class PatientDialog(QDialog):
    """Covers the whole screen, so that nothing else is read. ``chosen`` names an option and the answer."""

    chosen = Signal(str, str)

    def __init__(self, view: PatientView, choices: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.setObjectName("patient_view")
        self.setProperty("area", "patient")
        self.setWindowTitle(view.words["doing"])
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self._name = TextLabel(view.first_name, "patient-strong")
        self._most = TextLabel("", "patient")
        self._most.hide()
        self.options = OptionColumns(view, choices)
        self.options.chosen.connect(self._on_chosen)
        self.values = DecisionValues(view)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.options)
        self._pages.addWidget(self.values)
        self._lay_out()
        self._ring = FocusRing(self)
        self.options.focus_first()

    def _lay_out(self) -> None:
        words = self._view.words
        self._turn = push_button(
            words["values_button"],
            "patient_view:turn",
            self._turn_page,
            kind="patient",
            pressed_by_enter=False,
        )
        done = push_button(
            words["done"], "patient_view:done", self.accept, kind="patient", pressed_by_enter=False
        )
        done.setToolTip("Esc")
        bar = QHBoxLayout()
        bar.setSpacing(16)
        bar.addWidget(self._name, 1)
        bar.addWidget(self._turn)
        bar.addWidget(done)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 12)
        layout.setSpacing(8)
        # Qt counts wrapped text as taller than it is at this width, and would outgrow the screen.
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        layout.addLayout(bar)
        layout.addWidget(self._most)
        layout.addWidget(self._pages, 1)

    def _turn_page(self) -> None:
        """Go between the options and what matters to the patient."""
        to_values = self._pages.currentWidget() is self.options
        self._pages.setCurrentWidget(self.values if to_values else self.options)
        self._turn.setText(self._view.words["options_button" if to_values else "values_button"])
        most = self.values.most
        self._most.setText(self._view.words["most_to_you"].format(values=", ".join(most).lower()))
        self._most.setVisible(bool(most) and not to_values)

    def _on_chosen(self, therapy: str, choice: str) -> None:
        self.options.show_choice(therapy, choice)
        self.chosen.emit(therapy, choice)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page up and down scroll the rows, whatever has the keyboard."""
        if not self.options.scroll_by_key(event.key()):
            super().keyPressEvent(event)

    def cover_screen(self) -> None:
        """Show over everything, also where no window manager would make room."""
        self.setGeometry(self.screen().geometry())
        self.showFullScreen()


def open_patient_view(visit: Visit, form: VisitForm, parent: QWidget) -> None:
    """Show the options to the patient and record what is chosen; where there is nothing to choose, say why."""
    reason = form.shared_decision.unavailable(visit.evaluation)
    if reason is not None:
        message = QMessageBox(QMessageBox.Icon.Information, TITLE, reason, parent=parent)
        message.setObjectName("patient_view:unavailable")
        message.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        message.open()
        return
    view = form.shared_decision.view(visit.consultation, visit.evaluation)
    choices = {option.key: choice_of(visit.consultation, option.key) for option in view.options}
    dialog = PatientDialog(view, choices, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.chosen.connect(partial(_record, visit, form))
    dialog.cover_screen()


def _record(visit: Visit, form: VisitForm, therapy: str, choice: str) -> None:
    name = next(item.name for item in form.therapies if item.id == therapy)
    visit.edit(f"preferences.{therapy}", preference_of(choice), f"the patient's wish on {name}")
