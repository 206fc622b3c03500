"""The rows on the clinic: the same when a workstation is set up and when its details change."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.clinic_details import (
    CLINICIAN,
    CRISIS_LINE,
    DETAIL_NAMES,
    EMERGENCY_NUMBER,
    PAPER,
    QUIT_LINE,
    ClinicDetails,
    missing_details,
)
from desktop_app.domain.errors import Problem
from desktop_app.ui.widgets.choice_row import ChoiceRow
from desktop_app.ui.widgets.field_rows import TextRow
from desktop_app.ui.widgets.row import Row

NEW_CLINIC: Final[ClinicDetails] = {
    **dict.fromkeys((*DETAIL_NAMES, PAPER), ""),
    "clinic.emergency_number": EMERGENCY_NUMBER,
    "clinic.crisis_line": CRISIS_LINE,
    "clinic.quit_line": QUIT_LINE,
}
_ROWS: Final = {
    "clinic.name": ("Name of the clinic", "Printed on each plan."),
    "clinic.phone": ("Phone of the clinic", 'If empty, the handout says "the number on your visit card".'),
    "clinic.after_hours_phone": (
        "Phone out of hours",
        "If empty, the handout gives the phone of the clinic.",
    ),
    "clinic.emergency_number": ("Emergency number", "Printed on each handout."),
    "clinic.crisis_line": ("Crisis line", "For thoughts of self-harm."),
    "clinic.quit_line": ("Line for quitting tobacco", ""),
    CLINICIAN: ("Your name", "As it stands under a signature. It cannot be changed later."),
    "clinician.credential": ("Your credential", "Such as MD, NP or PT."),
}


class ClinicRows(QWidget):
    """A row for each of the given details; each questions what stands in it."""

    questioned = Signal(QWidget)
    """The row that has the keyboard now, because what stands in it cannot stay."""

    def __init__(self, details: ClinicDetails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper = details[PAPER]
        self._texts = {path: TextRow(path, *_ROWS[path]) for path in details if path in _ROWS}
        self._paper_row = ChoiceRow(PAPER, "Paper of this clinic", (("letter", "Letter"), ("a4", "A4")))
        self._paper_row.edited.connect(self._on_paper_chosen)
        self._rows: dict[str, Row] = {**self._texts, PAPER: self._paper_row}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for path, row in self._rows.items():
            row.show_value(details[path] or None)
            column.addWidget(row)
        self.setFocusProxy(next(iter(self._texts.values())).input)

    def _on_paper_chosen(self, _path: str, paper: str | None) -> None:
        self._paper = paper or ""
        self._paper_row.show_value(paper)
        self._paper_row.show_problem("")

    @property
    def details(self) -> ClinicDetails:
        """What stands in the rows."""
        return {**{path: row.text.strip() for path, row in self._texts.items()}, PAPER: self._paper}

    def are_complete(self) -> bool:
        """Whether nothing is missing; what is, is said beside its row."""
        missing = tuple(missing_details(self.details))
        self.show_problems(missing)
        return not missing

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Put each sentence into its row, and the keyboard into the first of these rows."""
        sentences = {problem.path: problem.sentence for problem in problems}
        for path, row in self._rows.items():
            row.show_problem(sentences.get(path, ""))
        for path, row in self._rows.items():
            if path in sentences:
                row.input.setFocus()
                # Once the sentence has taken its room.
                QTimer.singleShot(0, self, partial(self.questioned.emit, row))
                return
