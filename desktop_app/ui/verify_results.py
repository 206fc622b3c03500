"""Shows what a verification found: the list of several files, and the finding on one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.verify_words import CheckedFile, findings
from desktop_app.ui.widgets.badge import SeverityBadge
from desktop_app.ui.widgets.text import TextColumn, TextLabel


class ResultTable(QTableWidget):
    """One line for each file; the arrow keys choose whose finding is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self.setAccessibleName("Verified files, the worst first")
        self.setHorizontalHeaderLabels(["Result", "File", "Signed by"])
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def show_files(self, checked: Sequence[CheckedFile]) -> None:
        self.setRowCount(len(checked))
        for row, each in enumerate(checked):
            for column, words in enumerate((each.signal, each.name, each.signer)):
                self.setItem(row, column, QTableWidgetItem(words))
        self.resizeRowsToContents()
        self.setCurrentCell(0, 0)


class Finding(TextColumn):
    """One verdict in plain words: a headline, then each question with its own answer."""

    def __init__(self, checked: CheckedFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = QFrame()
        card.setProperty("area", "card")
        card.setAccessibleName(f"{checked.name}: {checked.headline}")
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for line, (question, answer) in enumerate(findings(checked.report)):
            name = TextLabel(question, "strong")
            name.setWordWrap(False)
            grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(TextLabel(answer), line, 1)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(6)
        inside.addWidget(SeverityBadge(checked.level, checked.headline))
        inside.addWidget(TextLabel(f"{checked.name}, {checked.size / 1024:.0f} KB", "caption"))
        inside.addLayout(grid)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)
