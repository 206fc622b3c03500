"""Printing and saving the emergency sheet, with what came of it in words."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.application.emergency_sheets import EMERGENCY_SHEET, EmergencySheets
from desktop_app.application.printing import Printing
from desktop_app.application.visit import Visit
from desktop_app.domain.emergency_sheet import EmergencySheet
from desktop_app.domain.errors import LumbarPathwayError
from desktop_app.ui.background import run_in_background
from desktop_app.ui.widgets.text import TextLabel


class EmergencyOutput(QWidget):
    """Two buttons and a line. The sheet is composed at the moment of the press: it states its own time."""

    def __init__(
        self, sheets: EmergencySheets, visit: Visit, printing: Printing, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sheets = sheets
        self._visit = visit
        self._printing = printing
        self.print_button = QPushButton("Print emergency sheet")
        self.print_button.setObjectName("print_emergency_sheet")
        self.print_button.setProperty("kind", "primary")
        self.print_button.setToolTip("Ctrl+P")
        self.print_button.clicked.connect(self.show_preview)
        self.save_button = QPushButton("Save as PDF")
        self.save_button.setObjectName("save_emergency_sheet")
        self.save_button.clicked.connect(self._choose_folder)
        self._state = TextLabel("One page for the receiving team, not signed. Nothing has to be complete.")
        self._state.setObjectName("emergency_output_state")
        self._problem = TextLabel("", "problem")
        buttons = QHBoxLayout()
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(4)
        layout.addLayout(buttons)
        layout.addWidget(self._state)
        layout.addWidget(self._problem)
        self._problem.hide()

    @property
    def state(self) -> str:
        """What is said of print and save."""
        return self._state.text()

    def show_preview(self) -> None:
        """Lay the sheet out, and show the page with a button that prints it."""
        sheet = self._compose()
        run_in_background(lambda: self._sheets.pdf(sheet), self._open_preview, self._on_failed, self)

    def save_to(self, folder: Path) -> None:
        """Lay the sheet out and write it into ``folder``."""
        sheet = self._compose()
        draft_id = self._visit.draft_id

        def work() -> Path:
            path = self._sheets.save(sheet, self._sheets.pdf(sheet), folder)
            self._sheets.note(draft_id)
            return path

        run_in_background(work, self._on_saved, self._on_failed, self)

    def _compose(self) -> EmergencySheet:
        self._problem.hide()
        return self._sheets.compose(self._visit.consultation, self._visit.evaluation)

    def _open_preview(self, pdf: bytes) -> None:
        from desktop_app.ui.document_preview import PreviewDialog
        from desktop_app.ui.print_panel import PrintPanel

        panel = PrintPanel(self._printing, lambda kind: f"{self._visit.draft_id or 'unsaved'}/{kind}")
        panel.sent.connect(self._on_sent)
        panel.answered.connect(self._state.setText)
        title = "Emergency sheet, not signed"
        dialog = PreviewDialog(title, {EMERGENCY_SHEET: pdf}, EMERGENCY_SHEET, self, panel=panel)
        dialog.save_requested.connect(self._choose_folder)
        dialog.open()

    def _on_sent(self, words: str) -> None:
        self._state.setText(f"{words} If no paper came out: print again, or save the PDF.")
        draft_id = self._visit.draft_id
        run_in_background(lambda: self._sheets.note(draft_id), lambda _done: None, self._on_failed, self)

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, "Save the emergency sheet")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda folder: self.save_to(Path(folder)))
        dialog.open()

    def _on_saved(self, path: Path) -> None:
        self._state.setText(f"Saved {path.name} to {path.parent}.")

    def _on_failed(self, error: LumbarPathwayError) -> None:
        self._problem.setText(f"{error.sentence} {error.remedy}".strip())
        self._problem.show()
