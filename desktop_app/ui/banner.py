"""The patient banner: who this is, on top of every screen of a visit and never covered."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from desktop_app.application.current_medicines import list_in_words
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import Allergies
from desktop_app.domain.patient import Patient, age_on
from desktop_app.ui.dates import shown_date
from desktop_app.ui.widgets.text import TextLabel


class PatientBanner(QFrame):
    """Name, birth, sex, number and allergies of the one patient on screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("area", "banner")
        self.setObjectName("banner")
        self._name = _one_line("strong")
        self._facts = _one_line()
        self._allergies = TextLabel()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(24)
        layout.addWidget(self._name)
        layout.addWidget(self._facts)
        layout.addWidget(self._allergies, 1)

    def show_patient(self, consultation: Consultation) -> None:
        patient = consultation.patient
        self._name.setText(patient_name(patient))
        age = age_on(patient.birth_date, consultation.visit_date)
        facts = [f"Born {shown_date(patient.birth_date)} ({age} y)", patient.sex.value.capitalize()]
        if patient.identifier:
            facts.append(f"ID {patient.identifier}")
        self._facts.setText("   ".join(facts))
        self._allergies.setText(f"Allergies: {_allergies(consultation.allergies)}")
        words = (self._name.text(), self._facts.text(), self._allergies.text())
        self.setAccessibleName(f"Patient: {', '.join(words)}")


def patient_name(patient: Patient) -> str:
    """``GARCIA, Ana``: capitals for the family name only."""
    return written_name(patient.family_name, patient.given_name)


def written_name(family_name: str | None, given_name: str | None) -> str:
    """As ``patient_name``, of what is known."""
    return (
        ", ".join(part for part in ((family_name or "").upper(), given_name or "") if part)
        or "Name not recorded"
    )


def _allergies(allergies: Allergies) -> str:
    return "; ".join(allergies.list) or list_in_words(0, allergies.reviewed)


def _one_line(role: str = "") -> QLabel:
    label = TextLabel("", role)
    label.setWordWrap(False)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    return label
