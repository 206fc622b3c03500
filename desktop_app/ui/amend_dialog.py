"""Asks why a signed plan is amended: without a reason there is no amendment."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from desktop_app.ui.focus_ring import FocusRing
from desktop_app.ui.widgets.text import TextLabel

_LONGEST = 300


class AmendDialog(QDialog):
    """The button can be pressed once there is a reason."""

    def __init__(self, plan_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = f"Why is plan {plan_id} amended?"
        self.setObjectName("amend_dialog")
        self.setWindowTitle("Amend a signed plan")
        self.setAccessibleName(title)
        self.reason = QLineEdit()
        self.reason.setObjectName("amendment_reason")
        self.reason.setAccessibleName(title)
        self.reason.setMaxLength(_LONGEST)
        buttons = QDialogButtonBox()
        begin = buttons.addButton("Amend", QDialogButtonBox.ButtonRole.AcceptRole)
        begin.setObjectName("begin_amendment")
        begin.setEnabled(False)
        self.reason.textChanged.connect(lambda text: begin.setEnabled(bool(text.strip())))
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        note = "The signed plan stays as it is. A new plan names it and this reason, and takes its place once signed."
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(TextLabel(title, "h2"))
        layout.addWidget(self.reason)
        layout.addWidget(TextLabel(note, "caption"))
        layout.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().height() * 30)
        FocusRing(self)
        self.reason.setFocus()


def ask_amendment_reason(plan_id: str, act: Callable[[str], object], parent: QWidget) -> None:
    """Call ``act`` with the reason, unless the dialog is left."""
    dialog = AmendDialog(plan_id, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: act(dialog.reason.text()))
    dialog.open()
