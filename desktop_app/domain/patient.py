"""Who the patient is, what brought them, and how they score: the first part of a consultation."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from desktop_app.domain.answers import Answer, YesOrNo
from desktop_app.domain.value_types import (
    CaseModel,
    CodedWord,
    Dated,
    Day,
    Number,
    OptionalName,
    WholeNumber,
    refused,
    refused_together,
)

Rating = Annotated[int, WholeNumber(0, 10)]
"""A numeric rating scale: 0 none to 10 worst."""


class Sex(CodedWord):
    """Sex as the clinical rules use it."""

    FEMALE = "female"
    MALE = "male"


class Language(CodedWord):
    """Language of the patient handout."""

    ENGLISH = "en"
    SPANISH = "es"


class PregnancyStatus(CodedWord):
    """``UNKNOWN`` was asked and not settled; a missing status was not asked."""

    NOT_PREGNANT = "not_pregnant"
    PREGNANT = "pregnant"
    UNKNOWN = "unknown"


class PatientReport(CodedWord):
    """How the patient judges the course."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


class Candidacy(CodedWord):
    """Whether the patient would have an injection or an operation."""

    YES = "yes"
    NO = "no"
    NOT_DISCUSSED = "not_discussed"


class Pregnancy(CaseModel):
    """Gestational age in completed ``weeks`` plus ``days`` (0-6), only with status pregnant."""

    status: PregnancyStatus | None = None
    weeks: Annotated[int, WholeNumber(0, 45)] | None = None
    days: Annotated[int, WholeNumber(0, 6)] | None = None

    @model_validator(mode="after")
    def _gestation_needs_pregnancy(self) -> Self:
        if self.weeks is not None and self.status is not PregnancyStatus.PREGNANT:
            raise refused("has weeks, but status is not pregnant")
        if self.days is not None and self.weeks is None:
            raise refused("has days without weeks")
        return self


class Patient(CaseModel):
    """The person. Weight in kg, height in cm."""

    given_name: OptionalName = None
    family_name: OptionalName = None
    identifier: OptionalName = None
    birth_date: Day
    sex: Sex
    language: Language | None = None
    large_print: Answer | None = None
    weight_kg: Annotated[float, Number(20, 400, "kg")] | None = None
    height_cm: Annotated[float, Number(100, 250, "cm")] | None = None
    pregnancy: Pregnancy = Field(default_factory=Pregnancy)
    breastfeeding: Answer | None = None


class Episode(CaseModel):
    """The present episode of pain (key ``problem``); ``off_work_days`` counts whole days."""

    onset_date: Day | None = None
    treatment_started: Day | None = None
    first_visit: YesOrNo | None = None
    patient_says: PatientReport | None = None
    flare_of_chronic: Answer | None = None
    works: Answer | None = None
    off_work_days: Annotated[int, WholeNumber(0, 36500)] | None = None
    tasks_blocked: Answer | None = None
    candidate_for_intervention: Candidacy | None = None
    already_imaged_same_picture: Answer | None = None


class StartBack(CaseModel):
    """Totals of the STarT Back tool (items 5-9 are ``psych``): its items may not be reproduced."""

    total: Annotated[int, WholeNumber(0, 9)] | None = None
    psych: Annotated[int, WholeNumber(0, 5)] | None = None

    @model_validator(mode="after")
    def _psych_is_part_of_total(self) -> Self:
        if self.total is not None and self.psych is not None and self.psych > self.total:
            raise refused(f"has psych {self.psych}, which is more than total {self.total}")
        return self


def _each_once(statements: tuple[int, ...]) -> tuple[int, ...]:
    if len(set(statements)) != len(statements):
        raise refused("names a statement twice")
    return tuple(sorted(statements))


TickedStatements = Annotated[tuple[Annotated[int, WholeNumber(1, 24)], ...], AfterValidator(_each_once)]
"""The statements of the RMDQ-24 that describe the patient, in their order; none ticked is a score of 0."""


class Scores(CaseModel):
    """Instruments at one moment: NRS 0-10, PEG (3 items), RMDQ-24, PHQ-4 (4 items), ODI in percent.

    Of the RMDQ its total stands, or its ticked statements, or both where they agree: read ``rmdq_score``.
    """

    nrs_back: Rating | None = None
    nrs_leg: Rating | None = None
    peg: Annotated[tuple[Rating, ...], Field(min_length=3, max_length=3)] | None = None
    rmdq: Annotated[int, WholeNumber(0, 24)] | None = None
    rmdq_items: TickedStatements | None = None
    phq4: (
        Annotated[tuple[Annotated[int, WholeNumber(0, 3)], ...], Field(min_length=4, max_length=4)] | None
    ) = None
    start_back: StartBack = Field(default_factory=StartBack)
    odi: Annotated[float, Number(0, 100)] | None = None

    @property
    def rmdq_score(self) -> int | None:
        """How many statements of the RMDQ were ticked, where that is known."""
        return self.rmdq if self.rmdq_items is None else len(self.rmdq_items)

    @model_validator(mode="after")
    def _total_is_the_count_of_ticks(self) -> Self:
        if self.rmdq is not None and self.rmdq != self.rmdq_score:
            reason = f"is {self.rmdq}, but rmdq_items ticks {self.rmdq_score}: leave one of them out"
            raise refused_together([(("rmdq",), reason)])
        return self


class BaselineScores(Scores, Dated):
    """The scores of the episode's first visit."""


class Measures(CaseModel):
    """Scores at baseline and at this visit."""

    baseline: BaselineScores = Field(default_factory=BaselineScores)
    now: Scores = Field(default_factory=Scores)


def age_on(birth_date: date, day: date) -> int:
    """Completed years of age on ``day``; someone born on 29 February is a year older on 1 March of a common year."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
