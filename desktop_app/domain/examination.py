"""The neurological examination of the legs. What was not examined is ``None``, never normal."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from desktop_app.domain.answers import Answer
from desktop_app.domain.value_types import CaseModel, CodedWord, Dated, Number, WholeNumber

Movement = Literal[
    "hip_flexion",
    "knee_extension",
    "ankle_dorsiflexion",
    "great_toe_extension",
    "hip_abduction",
    "plantarflexion",
]
Side = Literal["left", "right"]

MOVEMENTS: Final[tuple[Movement, ...]] = (
    "hip_flexion",
    "knee_extension",
    "ankle_dorsiflexion",
    "great_toe_extension",
    "hip_abduction",
    "plantarflexion",
)
SIDES: Final[tuple[Side, ...]] = ("left", "right")
NORMAL_GRADE: Final = 5

Grade = Annotated[int, WholeNumber(0, NORMAL_GRADE)]
"""Strength by the Medical Research Council scale, 0 none to 5 normal."""


class LegSymptoms(CodedWord):
    """Where pain, numbness or weakness of the legs is reported."""

    NONE = "none"
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class Root(CodedWord):
    """A nerve root with a sensory point in the leg."""

    L2 = "L2"
    L3 = "L3"
    L4 = "L4"
    L5 = "L5"
    S1 = "S1"


class Reflex(CodedWord):
    """A tendon reflex."""

    NORMAL = "normal"
    REDUCED = "reduced"
    ABSENT = "absent"
    BRISK = "brisk"


class TestResult(CodedWord):
    """Result of a nerve tension test."""

    __test__ = False  # a clinical test, not one for pytest to collect

    POSITIVE = "positive"
    NEGATIVE = "negative"


class SideGrades(CaseModel):
    """Strength of one movement on each side."""

    left: Grade | None = None
    right: Grade | None = None


class MotorExam(CaseModel):
    """Strength of each movement; ``all_normal: yes`` is grade 5 wherever a movement's side is not given itself."""

    all_normal: Answer | None = None
    hip_flexion: SideGrades = Field(default_factory=SideGrades)
    knee_extension: SideGrades = Field(default_factory=SideGrades)
    ankle_dorsiflexion: SideGrades = Field(default_factory=SideGrades)
    great_toe_extension: SideGrades = Field(default_factory=SideGrades)
    hip_abduction: SideGrades = Field(default_factory=SideGrades)
    plantarflexion: SideGrades = Field(default_factory=SideGrades)

    def grade(self, movement: Movement, side: Side) -> int | None:
        """MRC grade, or ``None`` where not examined."""
        sides: SideGrades = getattr(self, movement)
        grade = sides.left if side == "left" else sides.right
        return NORMAL_GRADE if grade is None and self.all_normal is Answer.YES else grade


class EarlierMotorExam(MotorExam, Dated):
    """Strength at an earlier visit."""


class SensoryLoss(CaseModel):
    """Roots with sensory loss: an empty tuple is examined and normal, ``None`` not examined."""

    left: Annotated[tuple[Root, ...], Field(max_length=len(Root))] | None = None
    right: Annotated[tuple[Root, ...], Field(max_length=len(Root))] | None = None


class SideReflexes(CaseModel):
    """One reflex on each side."""

    left: Reflex | None = None
    right: Reflex | None = None


class Reflexes(CaseModel):
    """The reflexes of the leg."""

    patellar: SideReflexes = Field(default_factory=SideReflexes)
    achilles: SideReflexes = Field(default_factory=SideReflexes)


class SideResults(CaseModel):
    """One test on each side."""

    left: TestResult | None = None
    right: TestResult | None = None


class Examination(CaseModel):
    """The examination of this visit. Unless ``performed`` is yes, nothing below it is known: see ``was_performed``."""

    performed: Answer | None = None
    leg_symptoms: LegSymptoms | None = None
    leg_pain_dermatomal: Answer | None = None
    claudication: Answer | None = None
    motor: MotorExam = Field(default_factory=MotorExam)
    motor_previous: EarlierMotorExam = Field(default_factory=EarlierMotorExam)
    motor_longstanding: Answer | None = None
    sensory_loss: SensoryLoss = Field(default_factory=SensoryLoss)
    reflexes: Reflexes = Field(default_factory=Reflexes)
    straight_leg_raise: SideResults = Field(default_factory=SideResults)
    crossed_straight_leg_raise: TestResult | None = None
    femoral_stretch: TestResult | None = None
    post_void_residual_ml: Annotated[float, Number(0, 5000, "mL")] | None = None

    @property
    def was_performed(self) -> bool:
        """Whether the findings below may be read at all."""
        return self.performed is Answer.YES
