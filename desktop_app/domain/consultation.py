"""The consultation: everything known about one visit of one patient. It is the public case format, ``format: 1``.

Frozen: an edit makes a new one (``consultation_edit``). Ids are plain text here; ``vocabulary`` says which exist.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from desktop_app.domain.answers import Answer
from desktop_app.domain.decisions import Allergies, CurrentMedications, Decisions, Preference, TriedTreatment
from desktop_app.domain.examination import Examination
from desktop_app.domain.patient import Episode, Measures, Patient
from desktop_app.domain.value_types import (
    FROZEN_MAPPING,
    AtMost200,
    CaseModel,
    CodedWord,
    CodeText,
    Day,
    Location,
    Number,
    Phrase,
    kind_of,
    refused,
    refused_together,
)

CASE_FORMAT = 1

Answers = Annotated[Mapping[CodeText, Answer], *FROZEN_MAPPING]
Preferences = Annotated[Mapping[CodeText, Preference], *FROZEN_MAPPING]


class ChildPugh(CodedWord):
    """Class of liver cirrhosis."""

    A = "A"
    B = "B"
    C = "C"


class Labs(CaseModel):
    """Results on record, in the unit of the key; eGFR in mL/min/1.73 m2, blood pressure in mmHg.

    The limits are wide: they catch another unit (creatinine in umol/L), not an unusual patient.
    """

    creatinine_mg_dl: Annotated[float, Number(0.1, 50, "mg/dL")] | None = None
    egfr: Annotated[float, Number(None, 250, "mL/min/1.73 m2")] | None = None
    crcl_ml_min: Annotated[float, Number(None, 400, "mL/min")] | None = None
    esr_mm_h: Annotated[float, Number(0, 200, "mm/h")] | None = None
    crp_raised: Answer | None = None
    bp_systolic: Annotated[float, Number(40, 300, "mmHg")] | None = None
    bp_diastolic: Annotated[float, Number(20, 200, "mmHg")] | None = None
    child_pugh: ChildPugh | None = None

    @model_validator(mode="after")
    def _diastolic_is_lower(self) -> Self:
        high, low = self.bp_systolic, self.bp_diastolic
        if high is not None and low is not None and low >= high:
            reason = f"must be below bp_systolic {high:g}, got {low:g}"
            raise refused_together([(("bp_diastolic",), reason)])
        return self


def _known_format(value: Any) -> Any:
    if type(value) is not int or value != CASE_FORMAT:
        raise refused(
            f"must be {CASE_FORMAT}, the only case format this application reads, got {kind_of(value)}"
        )
    return value


class Consultation(CaseModel):
    """One visit. Whatever is left out is unanswered, never "no"."""

    format: Annotated[Literal[1], BeforeValidator(_known_format)]
    visit_date: Day
    patient: Patient
    problem: Episode = Field(default_factory=Episode)
    measures: Measures = Field(default_factory=Measures)
    answers: Answers = Field(default_factory=dict, validate_default=True)
    exam: Examination = Field(default_factory=Examination)
    labs: Labs = Field(default_factory=Labs)
    conditions: Answers = Field(default_factory=dict, validate_default=True)
    conditions_reviewed: Answer | None = None
    other_conditions: tuple[Phrase, ...] = AtMost200
    allergies: Allergies = Field(default_factory=Allergies)
    current_medications: CurrentMedications = Field(default_factory=CurrentMedications)
    tried: tuple[TriedTreatment, ...] = AtMost200
    preferences: Preferences = Field(default_factory=dict, validate_default=True)
    access: Answers = Field(default_factory=dict, validate_default=True)
    decisions: Decisions = Field(default_factory=Decisions)

    @model_validator(mode="after")
    def _dates_are_in_order(self) -> Self:
        found = list(_dates_out_of_order(self))
        if found:
            raise refused_together(found)
        return self


def _dates_out_of_order(consultation: Consultation) -> Iterator[tuple[Location, str]]:
    """A fact of the past lies neither after the visit nor before the birth; anything else is only unusual."""
    visit, birth = consultation.visit_date, consultation.patient.birth_date
    if birth > visit:
        yield ("patient", "birth_date"), f"{birth} is after visit_date {visit}"
        return
    for place, day in _past_dates(consultation):
        if day is not None and day > visit:
            yield place, f"{day} is after visit_date {visit}"
        elif day is not None and day < birth:
            yield place, f"{day} is before patient.birth_date {birth}"


def _past_dates(consultation: Consultation) -> Iterator[tuple[Location, date | None]]:
    yield ("problem", "onset_date"), consultation.problem.onset_date
    yield ("problem", "treatment_started"), consultation.problem.treatment_started
    yield ("measures", "baseline", "date"), consultation.measures.baseline.date
    yield ("exam", "motor_previous", "date"), consultation.exam.motor_previous.date
    for index, medication in enumerate(consultation.current_medications.list):
        yield ("current_medications", "list", index, "stopped_on"), medication.stopped_on
