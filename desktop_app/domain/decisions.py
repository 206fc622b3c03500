"""What the patient takes and has tried, and what clinician and patient choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, Self

from pydantic import model_validator

from desktop_app.domain.answers import Answer
from desktop_app.domain.value_types import (
    LIST_LENGTH,
    NOTE_LENGTH,
    AtMost200,
    CaseModel,
    Checked,
    CodedWord,
    CodeText,
    Day,
    Name,
    Number,
    OptionalName,
    OptionalNote,
    Phrase,
    Strength,
    Text,
    WholeNumber,
    is_code,
    refused,
)

DoseMg = Annotated[float, Number(None, 100_000, "mg")]
SHORTEST_OVERRIDE_TEXT: Final = 10
ALL_ORDERS: Final = "all"


class TreatmentResult(CodedWord):
    """What a treatment so far has done."""

    HELPED = "helped"
    NO_CHANGE = "no_change"
    WORSE = "worse"
    NOT_TOLERATED = "not_tolerated"


class Preference(CodedWord):
    """What the patient wishes about a therapy; no entry is neutral."""

    WANT = "want"
    DECLINE = "decline"


class OverrideReason(CodedWord):
    """Why a medicine is chosen against a warning."""

    BENEFIT_JUDGED_GREATER = "benefit_judged_greater"
    SPECIALIST_ADVISED = "specialist_advised"
    TAKEN_BEFORE_WITHOUT_HARM = "taken_before_without_harm"
    LOWER_DOSE_WITH_MONITORING = "lower_dose_with_monitoring"
    RECORD_IS_WRONG = "record_is_wrong"
    NO_SUITABLE_ALTERNATIVE = "no_suitable_alternative"
    OTHER = "other"


class EmergencyOverrideReason(CodedWord):
    """Why the emergency advice is not followed."""

    ALREADY_ASSESSED = "already_assessed"
    LONGSTANDING_UNCHANGED = "longstanding_unchanged"
    PATIENT_DECLINED = "patient_declined"
    OTHER = "other"


class Allergies(CaseModel):
    """Recorded allergies, each a name with the reaction in brackets: ``codeine (nausea only)``."""

    reviewed: Answer | None = None
    list: tuple[Phrase, ...] = AtMost200


class CurrentMedication(CaseModel):
    """A medicine as the patient names it. ``per_day`` counts doses (of alcohol: drinks); ``strength`` is as written.

    In a file, a plain name stands for an entry with nothing else.
    """

    name: Name
    dose_mg: DoseMg | None = None
    strength: OptionalName = None
    per_day: Annotated[float, Number(None, 100)] | None = None
    stopped_on: Day | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_plain_name(cls, entry: Any) -> Any:
        return {"name": entry} if isinstance(entry, str) else entry

    @model_validator(mode="after")
    def _dose_stands_once(self) -> Self:
        _refuse_two_doses(self.dose_mg, self.strength)
        return self


class CurrentMedications(CaseModel):
    """Everything the patient takes or has lately stopped, over-the-counter medicines included."""

    reviewed: Answer | None = None
    list: tuple[CurrentMedication, ...] = AtMost200


class TriedTreatment(CaseModel):
    """A treatment of this episode so far: the id of a medicine or a therapy."""

    treatment: CodeText
    weeks: Annotated[float, Number(0, 5200)] | None = None
    result: TreatmentResult | None = None


class Override(CaseModel):
    """The clinician's documented reason for going on against a warning."""

    reason: OverrideReason
    text: Annotated[str, Text(NOTE_LENGTH, SHORTEST_OVERRIDE_TEXT, note=True)]


class EmergencyOverride(CaseModel):
    """The clinician's documented reason for not following the emergency advice; no effect without an emergency."""

    reason: EmergencyOverrideReason
    text: Annotated[str, Text(NOTE_LENGTH, SHORTEST_OVERRIDE_TEXT, note=True)]


class MedicationChoice(CaseModel):
    """A chosen medicine: one dose in mg, or for a combination its ``strength``; ``days`` is how long."""

    drug: CodeText
    dose_mg: DoseMg | None = None
    strength: Annotated[str, Strength()] | None = None
    times_per_day: Annotated[int, WholeNumber(1, 24)] | None = None
    days: Annotated[int, WholeNumber(1, 366)] | None = None
    override: Override | None = None

    @model_validator(mode="after")
    def _dose_stands_once(self) -> Self:
        _refuse_two_doses(self.dose_mg, self.strength)
        return self


def _refuse_two_doses(dose_mg: float | None, strength: str | None) -> None:
    if dose_mg is not None and strength is not None:
        raise refused("has dose_mg and strength: give one of them")


@dataclass(frozen=True)
class _AllOrIds(Checked):
    """The word ``all``, or a list of ids."""

    def check(self, value: Any) -> str | tuple[str, ...]:
        if isinstance(value, str) and value == ALL_ORDERS:
            return ALL_ORDERS
        ids = tuple(value) if isinstance(value, list | tuple) else ()
        if not isinstance(value, list | tuple) or not all(
            isinstance(each, str) and is_code(each) for each in ids
        ):
            raise refused("must be all or a list of ids")
        if len(ids) > LIST_LENGTH:
            raise refused(f"has {len(ids)} entries, at most {LIST_LENGTH} are kept")
        return ids


class Decisions(CaseModel):
    """What was chosen.

    ``accepted_orders`` is ``all`` or the ids of orders; ``incomplete_reason`` lets an incomplete screen be signed.
    """

    medications: tuple[MedicationChoice, ...] = AtMost200
    no_medication: Answer | None = None
    therapies: tuple[CodeText, ...] = AtMost200
    worsening_actions: tuple[CodeText, ...] = AtMost200
    accepted_orders: Annotated[Literal["all"] | tuple[str, ...], _AllOrIds()] | None = None
    incomplete_reason: OptionalNote = None
    emergency_override: EmergencyOverride | None = None
    notes: OptionalNote = None
