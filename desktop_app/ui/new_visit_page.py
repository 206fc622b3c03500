"""A new visit: who the patient is. Nothing is preselected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.application.new_visit import new_consultation
from desktop_app.domain.errors import CaseFileError, Problem
from desktop_app.ui.sign_in_page import centred
from desktop_app.ui.widgets.choice_row import ChoiceRow
from desktop_app.ui.widgets.field_rows import DateRow, TextRow
from desktop_app.ui.widgets.row import Row
from desktop_app.ui.widgets.text import TextLabel

_NEEDED = {"birth_date": "The date of birth is needed.", "sex": "The sex is needed: the rules read it."}


class NewVisitPage(QWidget):
    """The only step that asks for something before it goes on: without birth date and sex no rule can be read."""

    started = Signal(object)
    cancelled = Signal()

    def __init__(self, visit_date: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visit_date = visit_date
        self._values: dict[str, str] = {}
        self._rows: dict[str, Row] = {
            "family_name": TextRow("family_name", "Family name"),
            "given_name": TextRow("given_name", "Given name"),
            "identifier": TextRow("identifier", "Patient number"),
            "birth_date": DateRow("birth_date", "Date of birth", "1980-02-03 or 03-Feb-1980"),
            "sex": ChoiceRow("sex", "Sex", (("female", "Female"), ("male", "Male"))),
        }
        column = QVBoxLayout()
        column.addWidget(TextLabel("New visit", "h1"))
        for row in self._rows.values():
            row.edited.connect(self._on_row_edited)
            row.show_value(None)
            column.addWidget(row)
        column.addSpacing(12)
        column.addLayout(self._buttons())
        centred(self, column, ems=34)
        # After the last answer the keyboard stands on the way on, never on the button that drops what was typed.
        QWidget.setTabOrder(self._rows["sex"], self._start)
        QWidget.setTabOrder(self._start, self._cancel)
        self.setFocusProxy(self._rows["family_name"].input)

    def _buttons(self) -> QHBoxLayout:
        start = self._start = QPushButton("Start the visit")
        start.setObjectName("start_visit")
        start.setProperty("kind", "primary")
        start.clicked.connect(self.start)
        cancel = self._cancel = QPushButton("Cancel")
        cancel.clicked.connect(self.cancelled)
        layout = QHBoxLayout()
        layout.addWidget(cancel)
        layout.addStretch(1)
        layout.addWidget(start, 0, Qt.AlignmentFlag.AlignRight)
        return layout

    def _on_row_edited(self, path: str, value: object) -> None:
        self._values[path] = "" if value is None else str(value)
        row = self._rows[path]
        row.show_problem("")
        if isinstance(row, ChoiceRow):
            row.show_value(value)

    def start(self) -> None:
        """Go on to the first step, or question what is missing in its own row."""
        for row in self._rows.values():
            row.commit()
        if any(row.problem for row in self._rows.values()):
            return
        try:
            consultation = new_consultation(self._values, self._visit_date)
        except CaseFileError as error:
            self._question(error.problems)
        else:
            self.started.emit(consultation)

    def _question(self, problems: Iterable[Problem]) -> None:
        """Put each problem into its row, in the words of the row: a case file speaks of ``patient.birth_date``."""
        reasons = {each.path.rpartition(".")[2]: each.sentence.removeprefix(each.path) for each in problems}
        first = None
        for key, row in self._rows.items():
            sentence = f"{row.label}{reasons[key]}." if key in reasons else ""
            missing = not self._values.get(key) and key in _NEEDED
            row.show_problem(_NEEDED[key] if sentence and missing else sentence)
            first = first or (row if sentence else None)
        if first is not None:
            first.input.setFocus()
