"""Why something is asked or recommended: the rule, this patient's facts, the sources and how far they were checked."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QScrollArea, QVBoxLayout, QWidget

from desktop_app.ui.widgets.row import Explanation
from desktop_app.ui.widgets.text import TextLabel

STANDINGS: Final = {
    "verified": "The text of the source was read.",
    "from_knowledge": "Known from the literature; the text of the source was not read again.",
    "mixed": "The core was read in the source, a detail was not.",
    "local_convention": "A local convention: guidelines give no figure here, or disagree.",
}


class ExplanationView(QScrollArea):
    """An explanation to read and to scroll with the arrow keys."""

    def __init__(self, explanation: Explanation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setSpacing(4)
        layout.addWidget(TextLabel(explanation.title, "h2"))
        for heading, lines in _parts(explanation):
            layout.addSpacing(8)
            layout.addWidget(TextLabel(heading, "strong"))
            for line in lines:
                layout.addWidget(TextLabel(line))
        layout.addStretch(1)
        self.setWidget(body)
        self.setAccessibleName(f"Why: {explanation.title}")


def _parts(explanation: Explanation) -> list[tuple[str, tuple[str, ...]]]:
    """The headings that have something under them, in reading order."""
    facts = explanation.facts or ("Nothing recorded yet.",)
    standing = STANDINGS.get(explanation.standing, explanation.standing)
    parts = [
        ("Why", (explanation.rule,)),
        ("This patient", facts),
        ("Sources", explanation.sources),
        ("How far this was checked", (standing,)),
        ("Note", (explanation.note,)),
    ]
    return [(heading, tuple(filter(None, lines))) for heading, lines in parts if any(lines)]


class ExplanationDialog(QDialog):
    """The explanation of the item in focus; Esc goes back to it."""

    def __init__(self, explanation: Explanation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Why")
        self.setAccessibleName(f"Why: {explanation.title}")
        em = self.fontMetrics().height()
        self.resize(em * 32, em * 22)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(ExplanationView(explanation), 1)
        layout.addWidget(buttons)
