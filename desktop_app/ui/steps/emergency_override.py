"""Not following the emergency advice: the documented reason, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.care_plan import PlanOverride
from desktop_app.ui.steps.override_form import OverrideForm
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.text import SectionHeading, TextLabel


class EmergencyOverridePanel(QWidget):
    """Offers the form where the advice is followed, and the way back where it is not."""

    recorded = Signal(str, str)
    withdrawn = Signal()

    def __init__(self, reasons: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reasons = reasons
        self._form: OverrideForm | None = None
        self._standing = TextLabel()
        self._withdraw = push_button(
            "Follow the emergency advice again", "withdraw_override", self.withdrawn.emit, kind="link"
        )
        self._open = push_button(
            "Do not follow: choose a reason", "open_override", self._open_form, kind="link"
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(SectionHeading("Not following this advice"))
        for part in (self._standing, self._withdraw, self._open):
            self._column.addWidget(part)

    def show_override(self, override: PlanOverride | None, *, sealed: bool) -> None:
        """Draw how it stands; a signed plan offers neither."""
        self._standing.setVisible(override is not None)
        if override is not None:
            self._standing.setText(f"Recorded, and printed on the plan: {override.reason}. {override.text}")
        self._withdraw.setVisible(override is not None and not sealed)
        self._open.setVisible(override is None and not sealed and self._form is None)
        if override is not None or sealed:
            self._close_form()

    def show_problem(self, sentence: str) -> None:
        """Say why the reason cannot be recorded as it stands."""
        if self._form is not None:
            self._form.show_problem(sentence)

    def _open_form(self) -> None:
        self._form = OverrideForm("Not following the emergency advice", self._reasons)
        self._form.recorded.connect(self.recorded)
        self._form.cancelled.connect(self._on_cancelled)
        self._open.hide()
        self._column.addWidget(self._form)
        self._form.show()
        self._form.setFocus()

    def _on_cancelled(self) -> None:
        self._close_form()
        self._open.show()
        self._open.setFocus()

    def _close_form(self) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None
