"""Verifies PDF files, before sign-in too: dropped or chosen, one headline each, the worst on top."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.errors import LumbarPathwayError
from desktop_app.domain.signature import SignatureReport, Verdict
from desktop_app.ui.background import run_in_background
from desktop_app.ui.file_drops import REFUSAL, pdf_files
from desktop_app.ui.focus_ring import FocusRing
from desktop_app.ui.services import Verifier
from desktop_app.ui.verify_results import Finding, ResultTable
from desktop_app.ui.verify_words import CheckedFile, report_text
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.text import TextLabel

_LARGEST_READ: Final = 26 * 1024 * 1024
_INVITATION: Final = "Drop PDF files here, or choose them. Nothing leaves this computer."

_MAY_BE_SHOWN: Final = frozenset({Verdict.VALID, Verdict.CHANGED_AFTER_SIGNING})
_DIFFERENT: Final = "This is what was signed; the file you have is different."


class VerifyDialog(QDialog):
    """Files are read and judged in a worker. One file shows its finding; of several, the one chosen in the table."""

    def __init__(self, verifier: Verifier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verifier = verifier
        self._awaited = 0
        self._checked: list[CheckedFile] = []
        self.setObjectName("verify_dialog")
        self.setWindowTitle("Verify a signed PDF")
        self.setAcceptDrops(True)
        em = self.fontMetrics().height()
        self.resize(QSize(em * 44, em * 34).boundedTo(self.screen().availableSize()))
        self._state = TextLabel(_INVITATION)
        self._table = ResultTable()
        self._table.currentCellChanged.connect(lambda row, *_: self._show_finding(row))
        self._finding = QScrollArea()
        self._finding.setWidgetResizable(True)
        self._finding.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._finding.setAccessibleName("What was found")
        self._finding.hide()
        self._choose = push_button("Choose files...", "choose_pdf", self.choose_files, pressed_by_enter=False)
        self._choose.setProperty("kind", "primary")
        self._choose.setToolTip("Ctrl+O")
        self._show = push_button(
            "Show the signed version", "show_signed_version", self._preview, pressed_by_enter=False
        )
        self._copy = push_button("Copy report", "copy_report", self._copy_report, pressed_by_enter=False)
        QShortcut(QKeySequence("Ctrl+O"), self, self.choose_files)
        self._lay_out()
        FocusRing(self)
        self._redraw()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._choose, self._show, self._copy):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(push_button("Close", "close_verify", self.accept, pressed_by_enter=False))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(TextLabel("Verify a signed PDF", "h2"))
        layout.addWidget(self._state)
        layout.addWidget(self._table, 2)
        layout.addWidget(self._finding, 3)
        layout.addStretch(0)
        layout.addLayout(buttons)

    @property
    def state(self) -> str:
        """What is being done, or what is accepted here."""
        return self._state.text()

    @property
    def headlines(self) -> tuple[str, ...]:
        """The headline of each file, the worst first."""
        return tuple(checked.headline for checked in self._checked)

    def choose_files(self) -> None:
        dialog = QFileDialog(self, "Verify a signed PDF", "", "PDF (*.pdf)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.verify_files([Path(name) for name in names]))
        dialog.open()

    def verify_files(self, paths: Sequence[Path]) -> None:
        """Judge these files in place of those before; a file that cannot be opened is never valid."""
        if not paths or self._awaited:
            return
        self._checked.clear()
        self._awaited = len(paths)
        self._redraw()
        for path in paths:
            run_in_background(
                partial(_checked, path, self._verifier), self._on_checked, self._on_failed, self
            )

    def _on_checked(self, checked: CheckedFile) -> None:
        self._awaited -= 1
        self._checked.append(checked)
        self._checked.sort(key=lambda each: each.rank)
        self._redraw()

    def _on_failed(self, error: LumbarPathwayError) -> None:
        self._awaited -= 1
        self._redraw()
        self._state.setText(f"{error.sentence} {error.remedy}".strip())

    def _redraw(self) -> None:
        is_busy, found = self._awaited > 0, not self._awaited and bool(self._checked)
        self._state.setText("Checking..." if is_busy else _INVITATION)
        self._choose.setEnabled(not is_busy)
        self._table.setVisible(found and len(self._checked) > 1)
        self._finding.setVisible(found)
        self._copy.setEnabled(found)
        self._show.setEnabled(False)
        if found:
            self._table.show_files(self._checked)
            self._show_finding(0)
            (self._table if len(self._checked) > 1 else self._copy).setFocus()

    def _show_finding(self, row: int) -> None:
        if 0 <= row < len(self._checked):
            self._finding.setWidget(Finding(self._checked[row]))
            self._show.setEnabled(self._chosen.signed is not None)

    @property
    def _chosen(self) -> CheckedFile:
        return self._checked[max(0, self._table.currentRow())]

    def _preview(self) -> None:
        from desktop_app.ui.document_preview import PreviewDialog

        chosen = self._chosen
        if chosen.signed is None:
            return
        warning = "" if chosen.report.verdict is Verdict.VALID else _DIFFERENT
        title = f"As signed: {chosen.name}"
        PreviewDialog(title, {chosen.name: chosen.signed}, chosen.name, self, warning=warning).open()

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText("\n\n".join(map(report_text, self._checked)))
        self._state.setText("The report is on the clipboard.")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if pdf_files(event.mimeData()):
            event.acceptProposedAction()
        else:
            self._state.setText(REFUSAL)

    def dropEvent(self, event: QDropEvent) -> None:
        self.verify_files(pdf_files(event.mimeData()))


def _checked(path: Path, verifier: Verifier) -> CheckedFile:
    try:
        with path.open("rb") as file:
            pdf = file.read(_LARGEST_READ)
    except OSError:
        unread = SignatureReport(Verdict.CANNOT_BE_READ, "This file cannot be opened.")
        return CheckedFile(path.name, unread, 0)
    report = verifier.verify(pdf)
    signed = verifier.signed_revision(pdf) if report.verdict in _MAY_BE_SHOWN else None
    return CheckedFile(path.name, report, len(pdf), signed)


def open_verify_dialog(verifier: Verifier, window: QWidget, files: Sequence[Path] = ()) -> None:
    """Show the dialog over ``window``, with the verdicts on ``files`` where there are some."""
    dialog = VerifyDialog(verifier, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    dialog.verify_files(files)
