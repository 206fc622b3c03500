"""Asks before a draft is discarded: nothing brings it back, and its button stands beside *Resume*."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop_app.domain.records import DraftSummary
from desktop_app.ui.focus_ring import FocusRing
from desktop_app.ui.widgets.text import TextLabel
from desktop_app.ui.worklist_lines import draft_note, label_name


class DiscardDialog(QDialog):
    """The safe button has the keyboard, and Esc keeps the draft."""

    def __init__(self, draft: DraftSummary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = f"Discard the draft of {label_name(draft.patient)}?"
        self.setWindowTitle("Discard a draft")
        self.setAccessibleName(title)
        buttons = QDialogButtonBox()
        discard = buttons.addButton("Discard draft", QDialogButtonBox.ButtonRole.DestructiveRole)
        discard.setObjectName("confirm_discard")
        discard.setAutoDefault(False)
        discard.clicked.connect(self.accept)
        keep = buttons.addButton("Keep it", QDialogButtonBox.ButtonRole.RejectRole)
        keep.setDefault(True)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(TextLabel(title, "h2"))
        layout.addWidget(TextLabel(draft_note(draft), "caption"))
        layout.addWidget(TextLabel("All that was answered in it is lost. Signed plans stay."))
        layout.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().height() * 26)
        FocusRing(self)
        keep.setFocus()


def ask_to_discard(draft: DraftSummary, act: Callable[[], object], parent: QWidget) -> None:
    """Call ``act`` if the draft is to go."""
    dialog = DiscardDialog(draft, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(act)
    dialog.open()
