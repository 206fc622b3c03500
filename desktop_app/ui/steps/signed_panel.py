"""After signing: what is safe now, and the ways to hand it over."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QVBoxLayout, QWidget

from desktop_app.application.outputs import CARE_PLAN, HANDOUT, REFERRAL, SignedDocuments
from desktop_app.application.printing import Printing
from desktop_app.application.sign_visit import VisitPlans
from desktop_app.domain.errors import LumbarPathwayError
from desktop_app.ui.background import run_in_background
from desktop_app.ui.dates import shown_date
from desktop_app.ui.theme import Level
from desktop_app.ui.widgets.badge import SeverityBadge
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.text import TextLabel


class SignedPanel(QFrame):
    """The signed plan: preview, export, print, next visit. Failures stand here, and change nothing that is signed."""

    new_visit_requested = Signal()
    amendment_begun = Signal(object, object)
    """The consultation and the history with which the amending visit begins."""

    def __init__(
        self,
        signed: SignedDocuments,
        plans: VisitPlans,
        printing: Printing,
        parent: QWidget | None = None,
        *,
        just_signed: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("signed_panel")
        self.setProperty("area", "card")
        self._signed = signed
        self._plans = plans
        self._printing = printing
        at = signed.context.created_at.astimezone()
        self._headline = SeverityBadge(Level.NO_RESTRICTION, _signed_words(at, just_signed))
        self._state = TextLabel("File: not exported yet.")
        self._state.setObjectName("signed_state")
        self._problem = TextLabel("", "problem")
        self._problem.hide()
        self.export_button = push_button("Export PDF...", "export", self._choose_folder)
        self.print_handout = push_button(
            "Print handout...", "print_handout", lambda: self.show_document(HANDOUT)
        )
        self.print_plan = push_button(
            "Print care plan...", "print_plan", lambda: self.show_document(CARE_PLAN)
        )
        self.preview_button = push_button(
            "Show documents", "show_signed", lambda: self.show_document(CARE_PLAN)
        )
        self.new_visit = push_button("New visit", "next_visit", self.new_visit_requested.emit)
        self.amend_button = push_button("Amend...", "amend", self._ask_reason)
        self._buttons = [self.export_button, self.preview_button, self.amend_button]
        self._buttons += [self.new_visit] if just_signed else []
        self.print_handout.setProperty("kind", "primary")
        self._lay_out()
        self.setFocusProxy(self.print_handout)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(8)
        buttons = [self.print_handout, self.print_plan]
        if REFERRAL in self._signed.documents:
            words = "Print referral letter..."
            buttons.append(push_button(words, "print_referral", lambda: self.show_document(REFERRAL)))
        buttons += self._buttons
        for place, button in enumerate(buttons):
            grid.addWidget(button, place // 3, place % 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(self._headline)
        context = self._signed.context
        replaced = f" It replaces plan {context.replaces}." if context.replaces is not None else ""
        words = f"Plan {context.plan_id}, signed by {context.clinician.name}.{replaced}"
        layout.addWidget(TextLabel(words, "caption"))
        layout.addWidget(self._state)
        layout.addWidget(self._problem)
        layout.addLayout(grid)

    @property
    def problem(self) -> str:
        return self._problem.text()

    @property
    def state(self) -> str:
        """What is said of export and print."""
        return self._state.text()

    @property
    def headline(self) -> str:
        return self._headline.word

    def export_to(self, folder: Path) -> None:
        """Write both documents into ``folder``, or none."""
        self._show_problem("")
        run_in_background(
            lambda: self._plans.export(self._signed, folder), self._on_exported, self._on_failed, self
        )

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, "Export the signed documents")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda folder: self.export_to(Path(folder)))
        dialog.open()

    def _on_exported(self, paths: tuple[Path, ...]) -> None:
        names = " and ".join(path.name for path in paths)
        self._state.setText(f"Exported {names} to {paths[0].parent}.")

    def _on_failed(self, error: LumbarPathwayError) -> None:
        self._show_problem(f"{error.sentence} {error.remedy}".strip())

    def _ask_reason(self) -> None:
        from desktop_app.ui.amend_dialog import ask_amendment_reason

        ask_amendment_reason(self._signed.context.plan_id, self.amend, self)

    def amend(self, reason: str) -> None:
        """Begin a visit whose plan takes the place of this one."""
        self._show_problem("")
        try:
            begun = self._plans.amend(self._signed.context.plan_id, reason)
        except LumbarPathwayError as error:
            self._on_failed(error)
        else:
            self.amendment_begun.emit(*begun)

    def _show_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def show_document(self, kind: str) -> None:
        """Open the preview at one document; Enter there prints it."""
        from desktop_app.ui.document_preview import PreviewDialog
        from desktop_app.ui.print_panel import PrintPanel

        self._show_problem("")
        panel = PrintPanel(self._printing, self._signed.record_id)
        panel.sent.connect(
            lambda words: self._state.setText(
                f"{words} If no paper came out: print again, or export the PDF."
            )
        )
        panel.answered.connect(self._state.setText)
        dialog = PreviewDialog("Signed documents", self._signed.documents, kind, self, panel=panel)
        dialog.save_requested.connect(self._choose_folder)
        dialog.open()


def _signed_words(at: datetime, just_signed: bool) -> str:
    return f"Signed {at:%H:%M}. Saved." if just_signed else f"Signed {shown_date(at.date())} {at:%H:%M}."
