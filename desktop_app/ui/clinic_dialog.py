"""The details of the clinic, to be changed. What is signed already stays as it was signed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_app.application.clinic_setup import ClinicDocuments, ClinicSetup
from desktop_app.domain.clinic_details import CLINICIAN
from desktop_app.domain.errors import ClinicDetailsError, LumbarPathwayError
from desktop_app.ui.background import run_in_background
from desktop_app.ui.clinic_rows import ClinicRows
from desktop_app.ui.focus_ring import FocusRing
from desktop_app.ui.widgets.text import TextColumn, TextLabel

_SCOPE: Final = "They stand on every document from the next one on. What is signed already stays as it is."
_NAME_STAYS: Final = (
    "Your name is part of your signing certificate, so it stays: a plan must not name another person than its "
    "signature. The certificate also keeps the name of the clinic that it was made for until it is renewed under "
    "File, Signing settings."
)


class ClinicDialog(QDialog):
    """Shows the details as they are; ``saved`` hands over what makes the next documents."""

    saved = Signal(object)

    def __init__(self, setup: ClinicSetup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setup = setup
        self._saving = False
        self.setObjectName("clinic_dialog")
        self.setWindowTitle("Clinic details")
        self.setAccessibleName("Clinic details")
        em = self.fontMetrics().height()
        self.resize(QSize(em * 40, em * 38).boundedTo(self.screen().availableSize()))
        current = dict(setup.current())
        self._clinician = current.pop(CLINICIAN)
        self._rows = ClinicRows(current)
        self._problem = TextLabel("", "problem")
        self._problem.setObjectName("clinic_problem")
        self._problem.hide()
        self._save_button = QPushButton("Save")
        self._save_button.setObjectName("save_clinic")
        self._save_button.setProperty("kind", "primary")
        self._save_button.setDefault(True)
        self._save_button.clicked.connect(self._save)
        self._lay_out()
        FocusRing(self)
        self._rows.setFocus()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(TextLabel("Clinic details", "h2"))
        layout.addWidget(TextLabel(_SCOPE))
        layout.addWidget(self._scrolled(), 1)
        layout.addWidget(self._problem)
        cancel = QPushButton("Cancel")
        cancel.setObjectName("cancel_clinic")
        cancel.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        line.addWidget(self._save_button)
        line.addWidget(cancel)
        layout.addLayout(line)

    def _scrolled(self) -> QScrollArea:
        body = TextColumn()
        column = QVBoxLayout(body)
        column.setContentsMargins(4, 4, 8, 4)
        column.setSpacing(8)
        column.addWidget(self._rows)
        column.addWidget(TextLabel(f"Your name: {self._clinician}", "strong"))
        column.addWidget(TextLabel(_NAME_STAYS, "caption"))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        self._rows.questioned.connect(scroll.ensureWidgetVisible)
        return scroll

    def _save(self) -> None:
        if self._rows.are_complete():
            details = self._rows.details
            self._set_saving(True)
            run_in_background(lambda: self._setup.save(details), self._on_saved, self._on_failed, self)

    def reject(self) -> None:
        """Stay while the details are saved: the window must hear of it."""
        if not self._saving:
            super().reject()

    def _on_saved(self, documents: ClinicDocuments) -> None:
        self.saved.emit(documents)
        self.accept()

    def _on_failed(self, error: LumbarPathwayError) -> None:
        self._set_saving(False)
        self._problem.setText(f"{error.sentence} {error.remedy}".strip())
        self._problem.show()
        self._rows.show_problems(error.problems if isinstance(error, ClinicDetailsError) else ())

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self._save_button.setEnabled(not saving)


def open_clinic_dialog(
    setup: ClinicSetup, saved: Callable[[ClinicDocuments], object], window: QWidget
) -> None:
    """Show the dialog over ``window``; ``saved`` is called once the details are kept. Raises ``StorageError``."""
    dialog = ClinicDialog(setup, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.saved.connect(saved)
    dialog.open()
