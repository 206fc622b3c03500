"""The start of a visit: the least that makes a consultation, who the patient is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from desktop_app.domain.consultation import CASE_FORMAT, Consultation
from desktop_app.domain.consultation_record import from_json_dict


def new_consultation(patient: Mapping[str, str], visit_date: date) -> Consultation:
    """A consultation with nothing answered. ``patient`` holds fields of ``Patient``; empty text is left out.

    Raises ``CaseFileError`` with a problem for each field that is missing or cannot be.
    """
    known = {key: text.strip() for key, text in patient.items() if text.strip()}
    return from_json_dict({"format": CASE_FORMAT, "visit_date": visit_date.isoformat(), "patient": known})
