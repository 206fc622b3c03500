"""Verifies PDF files: dropped or chosen, one headline each, then in plain words what it rests on and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.domain.errors import LumbarPathwayError
from desktop_app.domain.signature import SignatureReport, Verdict
from desktop_app.ui.background import run_in_background
from desktop_app.ui.dates import shown_date
from desktop_app.ui.theme import Level
from desktop_app.ui.widgets.badge import SeverityBadge
from desktop_app.ui.widgets.text import TextLabel

_MOST_SHOWN: Final = 3
_LARGEST_READ: Final = 26 * 1024 * 1024
_HEADLINES: Final = {
    Verdict.VALID: (Level.NO_RESTRICTION, "VALID - NOTHING CHANGED SINCE SIGNING"),
    Verdict.CHANGED_AFTER_SIGNING: (Level.EMERGENCY, "CHANGED AFTER SIGNING"),
    Verdict.SIGNER_NOT_KNOWN: (Level.CAUTION, "SIGNER NOT KNOWN"),
    Verdict.CERTIFICATE_PROBLEM: (Level.CAUTION, "CERTIFICATE PROBLEM"),
    Verdict.NOT_SIGNED: (Level.NOT_ASSESSED, "NOT SIGNED"),
    Verdict.CANNOT_BE_READ: (Level.NOT_ASSESSED, "CANNOT BE READ"),
}
_NEXT_STEPS: Final = {
    Verdict.CHANGED_AFTER_SIGNING: "Do not use this file. Ask the clinic for the plan again.",
    Verdict.SIGNER_NOT_KNOWN: "Ask the clinic for its certificate by another way, and compare before you trust it.",
    Verdict.CERTIFICATE_PROBLEM: "Ask the clinic to sign the plan again.",
    Verdict.NOT_SIGNED: "Ask the clinic for the signed file: this one could have been made by anybody.",
    Verdict.CANNOT_BE_READ: "Ask for the file again, and check that it opens in a PDF viewer.",
}

Verify = Callable[[bytes], SignatureReport]


class VerifyDialog(QDialog):
    """Files are read and judged in a worker; the last one judged stands on top. Esc leaves."""

    def __init__(self, verify: Verify, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verify = verify
        self.setObjectName("verify_dialog")
        self.setWindowTitle("Verify a signed PDF")
        self.setAcceptDrops(True)
        em = self.fontMetrics().height()
        self.resize(em * 34, em * 20)
        self._state = TextLabel("Drop PDF files here, or choose them. Nothing leaves this computer.")
        self._results: list[_Result] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        choose = QPushButton("Choose files...")
        choose.setObjectName("choose_pdf")
        choose.setProperty("kind", "primary")
        choose.clicked.connect(self.choose_files)
        close = QPushButton("Close")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(choose)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(TextLabel("Verify a signed PDF", "h2"))
        layout.addWidget(self._state)
        layout.addLayout(self._column)
        layout.addStretch(1)
        layout.addLayout(buttons)

    @property
    def state(self) -> str:
        """What is being done, or what is accepted here."""
        return self._state.text()

    @property
    def headlines(self) -> tuple[str, ...]:
        """The headline of each result, the last judged first."""
        return tuple(result.headline for result in self._results)

    def choose_files(self) -> None:
        dialog = QFileDialog(self, "Verify a signed PDF", "", "PDF (*.pdf)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.verify_files([Path(name) for name in names]))
        dialog.open()

    def verify_files(self, paths: list[Path]) -> None:
        """Judge each file; a file that cannot be opened is never valid."""
        for path in paths:
            self._state.setText("Checking...")
            run_in_background(
                partial(_judged, path, self._verify), partial(self._show, path.name), self._on_failed, self
            )

    def _on_failed(self, error: LumbarPathwayError) -> None:
        self._state.setText(f"{error.sentence} {error.remedy}".strip())

    def _show(self, name: str, report: SignatureReport) -> None:
        self._state.setText("Drop another PDF file here, or choose one.")
        self._results.insert(0, _Result(name, report))
        self._column.insertWidget(0, self._results[0])
        for oldest in self._results[_MOST_SHOWN:]:
            oldest.hide()
            oldest.deleteLater()
        del self._results[_MOST_SHOWN:]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _pdf_files(event.mimeData()):
            event.acceptProposedAction()
        else:
            self._state.setText("Only PDF files can be verified here.")

    def dropEvent(self, event: QDropEvent) -> None:
        self.verify_files(_pdf_files(event.mimeData()))


class _Result(QFrame):
    """One verdict in plain words."""

    def __init__(self, name: str, report: SignatureReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("area", "card")
        level, self.headline = _HEADLINES[report.verdict]
        self.setAccessibleName(f"{name}: {self.headline}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(4)
        layout.addWidget(SeverityBadge(level, self.headline))
        layout.addWidget(TextLabel(name, "caption"))
        for line in _lines(report):
            layout.addWidget(TextLabel(line))


def _lines(report: SignatureReport) -> Iterator[str]:
    yield report.reason
    if report.signer is not None:
        issuer = f", vouched for by {report.issuer}" if report.issuer is not None else ""
        yield f"Signed by {report.signer}{issuer}."
    if report.signed_at is not None:
        moment = report.signed_at.astimezone()
        yield f"Signed on {shown_date(moment.date())} at {moment:%H:%M}, by the clock of the signer's workstation."
    if report.verdict in _NEXT_STEPS:
        yield _NEXT_STEPS[report.verdict]


def _judged(path: Path, verify: Verify) -> SignatureReport:
    try:
        with path.open("rb") as file:
            pdf = file.read(_LARGEST_READ)
    except OSError:
        return SignatureReport(Verdict.CANNOT_BE_READ, "This file cannot be opened.")
    return verify(pdf)


def _pdf_files(dropped: QMimeData) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.casefold() == ".pdf"]


def open_verify_dialog(verify: Verify, window: QWidget) -> None:
    """Show the dialog over ``window``."""
    dialog = VerifyDialog(verify, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
