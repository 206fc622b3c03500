"""Verifies a PDF that the user chooses: one headline, then what it rests on."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QMessageBox, QVBoxLayout, QWidget

from desktop_app.domain.signature import SignatureReport, Verdict
from desktop_app.ui.background import run_in_background
from desktop_app.ui.dates import shown_date
from desktop_app.ui.services import Services
from desktop_app.ui.theme import Level
from desktop_app.ui.widgets.badge import SeverityBadge
from desktop_app.ui.widgets.text import TextLabel

_HEADLINES: Final = {
    Verdict.VALID: (Level.NO_RESTRICTION, "VALID - NOTHING CHANGED SINCE SIGNING"),
    Verdict.CHANGED_AFTER_SIGNING: (Level.EMERGENCY, "CHANGED AFTER SIGNING"),
    Verdict.SIGNER_NOT_KNOWN: (Level.CAUTION, "SIGNER NOT KNOWN"),
    Verdict.CERTIFICATE_PROBLEM: (Level.CAUTION, "CERTIFICATE PROBLEM"),
    Verdict.NOT_SIGNED: (Level.NOT_ASSESSED, "NOT SIGNED"),
    Verdict.CANNOT_BE_READ: (Level.CAUTION, "CANNOT BE READ"),
}


class VerificationDialog(QDialog):
    """The result for one file. Esc closes it."""

    def __init__(self, name: str, report: SignatureReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Signature")
        self.setMinimumWidth(28 * self.fontMetrics().height())
        level, headline = _HEADLINES[report.verdict]
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addWidget(SeverityBadge(level, headline))
        layout.addWidget(TextLabel(name, "caption"))
        layout.addWidget(TextLabel(report.reason))
        for line in _details(report):
            layout.addWidget(TextLabel(line))
        layout.addWidget(buttons)
        self.setAccessibleName(headline)


def _details(report: SignatureReport) -> list[str]:
    lines = []
    if report.signer is not None:
        issuer = f", certified by {report.issuer}" if report.issuer is not None else ""
        lines.append(f"Signed by {report.signer}{issuer}")
    if report.signed_at is not None:
        moment = report.signed_at.astimezone()
        lines.append(
            f"Signed on {shown_date(moment.date())} at {moment:%H:%M}, by the clock of the workstation"
        )
    return lines


def verify_chosen_file(services: Services, window: QWidget) -> None:
    """Ask for a file, judge it in a worker, and show the result."""
    chosen, _ = QFileDialog.getOpenFileName(window, "Verify a signed PDF", "", "PDF (*.pdf)")
    if not chosen:
        return
    path = Path(chosen)
    try:
        pdf = path.read_bytes()
    except OSError:
        QMessageBox.warning(
            window, "Signature", "This file cannot be opened. Check that it exists and may be read."
        )
        return
    run_in_background(
        lambda: services.verify(pdf),
        lambda report: _show(VerificationDialog(path.name, report, window)),
        lambda error: QMessageBox.warning(window, "Signature", f"{error.sentence} {error.remedy}"),
        window,
    )


def _show(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
