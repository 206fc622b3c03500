"""The lines of the worklist: a name, a note, and what can be done."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.application.worklist import DueFollowUp
from desktop_app.domain.records import DraftSummary, PatientLabel, PlanSummary
from desktop_app.ui.banner import written_name
from desktop_app.ui.dates import shown_date
from desktop_app.ui.widgets.text import TextLabel


def label_name(patient: PatientLabel) -> str:
    """``GARCIA, Ana`` from a row of the store."""
    return written_name(patient.family_name, patient.given_name)


def draft_note(draft: DraftSummary) -> str:
    saved = draft.saved_at.astimezone()
    return f"{identity(draft.patient)}, saved {shown_date(saved.date())} {saved:%H:%M}"


def due_note(line: DueFollowUp) -> str:
    """``born 30-Jul-1955, overdue by 3 days (02-Dec-2026), last visit 11-Nov-2026, URGENT 2W``."""
    plan = line.plan
    parts = (
        identity(plan.patient),
        f"{line.words} ({shown_date(line.due)})",
        f"last visit {shown_date(plan.visit_date)}",
        plan.triage_class.replace("_", " "),
    )
    return ", ".join(filter(None, parts))


def signed_note(plan: PlanSummary, replaced_by: str | None) -> str:
    amended = f"REPLACED by plan {replaced_by}" if replaced_by else ""
    amends = f"amends plan {plan.replaces}" if plan.replaces else ""
    signed = f"signed {shown_date(plan.signed_at.astimezone().date())} by {plan.signer}"
    return ", ".join(filter(None, (identity(plan.patient), signed, amends, amended)))


def identity(patient: PatientLabel) -> str:
    """``born 14-Mar-1968, ID 104-22``."""
    number = f"ID {patient.identifier}" if patient.identifier else ""
    return ", ".join(filter(None, (f"born {shown_date(patient.birth_date)}", number)))


def similar_note(other: PatientLabel | None) -> str:
    """The warning beside a name that another patient's could be taken for."""
    return "" if other is None else f"(!) Similar name: {label_name(other)}, {identity(other)}"


def action(word: str, name: str, kind: str = "") -> QPushButton:
    button = QPushButton(word)
    button.setProperty("kind", kind)
    button.setAccessibleName(name)
    return button


def line(name: str, note: str, *buttons: QPushButton, warning: str = "") -> QWidget:
    frame = QFrame()
    frame.setProperty("area", "row")
    layout = QHBoxLayout(frame)
    layout.setContentsMargins(6, 6, 6, 6)
    layout.setSpacing(12)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(TextLabel(name, "strong"))
    words.addWidget(TextLabel(note, "caption"))
    if warning:
        words.addWidget(TextLabel(warning, "problem"))
    layout.addLayout(words, 1)
    for button in buttons:
        layout.addWidget(button)
    return frame
