"""Guidelines side by side: what each of them says to a decision, and what this application does."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.application.guideline_view import (
    DecisionRow,
    GuidelineMatrix,
    Guidelines,
    PatientChoice,
    patient_choices,
)
from desktop_app.domain.evaluation import Evaluation
from desktop_app.ui.widgets.drop_down import DropDown
from desktop_app.ui.widgets.guideline_table import GuidelineTable
from desktop_app.ui.widgets.position_list import PositionList
from desktop_app.ui.widgets.text import TextLabel
from desktop_app.ui.widgets.tick_box import TickBox

_SHARE_OF_WINDOW: Final = 0.97


class GuidelinesDialog(QDialog):
    """One decision for this patient, or with F3 all of them, worst disagreement first. Esc goes back.

    ``decision`` is the one that was asked about; without it the dialog opens with all of them.
    """

    def __init__(
        self,
        guidelines: Guidelines,
        evaluation: Evaluation,
        decision: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._guidelines = guidelines
        self._choices = patient_choices(evaluation)
        self._decision = decision
        self._all = decision is None
        self.setWindowTitle("Guidelines side by side")
        self._heading = TextLabel("", "h2")
        self._app = TextLabel()
        self._app.setObjectName("guidelines:app")
        self.table = GuidelineTable(GuidelineMatrix((), ()))
        self.table.row_shown.connect(self._show_row)
        self.positions = PositionList()
        self._build_filters()
        self._lay_out()
        # Made after the layout, because a frame with its size decides how wide the columns are.
        self._take_size()
        self._draw()
        self.table.setFocus()

    def _build_filters(self) -> None:
        self.patients = DropDown()
        self.patients.setObjectName("guidelines:patients")
        self.patients.setAccessibleName("Patients")
        self.patients.addItems([choice.label for choice in self._choices])
        self.patients.currentIndexChanged.connect(self._draw)
        self.only_differing = TickBox("Only where they differ")
        self.only_differing.setObjectName("guidelines:differing")
        self.only_differing.toggled.connect(self._draw)
        self.all_button = QPushButton("All decisions (F3)")
        self.all_button.setObjectName("guidelines:all")
        self.all_button.setAutoDefault(False)
        self.all_button.clicked.connect(self.show_all)
        QShortcut(QKeySequence("F3"), self, self.show_all)

    def _lay_out(self) -> None:
        close = QPushButton("Close")
        close.setToolTip("Esc")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        bar = QHBoxLayout()
        bar.setSpacing(12)
        for part in (self.patients, self.only_differing, self.all_button):
            bar.addWidget(part)
        bar.addStretch(1)
        bar.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        # Qt counts wrapped text as taller than it is at this width, and would outgrow the window with large text.
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        layout.addWidget(self._heading)
        layout.addWidget(self._app)
        layout.addWidget(self.table, 3)
        layout.addWidget(self.positions, 2)
        layout.addLayout(bar)

    def _take_size(self) -> None:
        parent = self.parentWidget()
        size = self.sizeHint() if parent is None else parent.window().size() * _SHARE_OF_WINDOW
        self.resize(size)

    def show_all(self) -> None:
        """Every decision; the one that was asked about stays on top."""
        self._all = True
        self._draw()
        self.table.setFocus()

    def _draw(self) -> None:
        rows_of = None if self._all or self._decision is None else (self._decision,)
        matrix = self._guidelines.matrix(self._choice.group, rows_of)
        rows = [row for row in matrix.rows if row.disagreement or not self.only_differing.isChecked()]
        rows.sort(key=lambda row: row.id != self._decision)
        for part in (self.patients, self.only_differing):
            part.setVisible(self._all)
        self.all_button.setVisible(not self._all)
        self.table.show_matrix(GuidelineMatrix(matrix.columns, tuple(rows)))

    @property
    def _choice(self) -> PatientChoice:
        return self._choices[self.patients.currentIndex()]

    def _show_row(self, number: int) -> None:
        row: DecisionRow = self.table.matrix.rows[number]
        said = "guidelines differ" if row.disagreement else "guidelines do not contradict each other"
        self._heading.setText(f"{row.title} - {said}")
        self._app.setText(f"This application: {row.app_does}")
        self.setAccessibleName(f"Guidelines side by side: {row.title}")
        self.setAccessibleDescription(f"{self._app.text()} {self._choice.in_full}")
        self.positions.show_positions(self._choice.in_full, self.table.matrix.columns, row)


def open_guidelines(
    guidelines: Guidelines, evaluation: Evaluation, decision: str | None, parent: QWidget
) -> None:
    """Show the dialog over ``parent``; the keyboard goes back to where it was."""
    dialog = GuidelinesDialog(guidelines, evaluation, decision, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
