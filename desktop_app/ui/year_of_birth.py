"""The guard before a record is opened: the year of birth, typed. Nothing clinical is painted before it is right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from desktop_app.application.worklist import is_born_in
from desktop_app.domain.records import PatientLabel
from desktop_app.ui.banner import written_name
from desktop_app.ui.focus_ring import FocusRing
from desktop_app.ui.widgets.text import TextLabel

_DIGITS = 4


class YearOfBirthDialog(QDialog):
    """Accepted by the year of birth of this patient alone."""

    def __init__(self, patient: PatientLabel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._patient = patient
        name = written_name(patient.family_name, patient.given_name)
        title = f"Year of birth for {name}?"
        self.setWindowTitle("Open a record")
        self.setAccessibleName(title)
        self.year = QLineEdit()
        self.year.setObjectName("year_of_birth")
        self.year.setAccessibleName(title)
        self.year.setMaxLength(_DIGITS)
        self._problem = TextLabel("", "problem")
        self._problem.hide()
        buttons = QDialogButtonBox()
        buttons.addButton("Open", QDialogButtonBox.ButtonRole.AcceptRole).setObjectName("open_record")
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(TextLabel(title, "h2"))
        for part in (self.year, self._problem, buttons):
            layout.addWidget(part)
        self.setMinimumWidth(self.fontMetrics().height() * 22)
        FocusRing(self)
        self.year.setFocus()

    @property
    def problem(self) -> str:
        return self._problem.text()

    def _on_accepted(self) -> None:
        if is_born_in(self._patient, self.year.text()):
            self.accept()
            return
        self._problem.setText("That is not the year of birth on this record. Nothing was opened.")
        self._problem.show()
        self.year.setAccessibleDescription(self._problem.text())
        self.year.selectAll()
        self.year.setFocus()


def ask_year_of_birth(patient: PatientLabel, opened: Callable[[], object], parent: QWidget) -> None:
    """Ask, and call ``opened`` when the answer is right."""
    dialog = YearOfBirthDialog(patient, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(opened)
    dialog.open()
