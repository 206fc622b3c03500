"""Which limits a chosen dose exceeds, and which of them no recorded reason lifts.

Never lifted: the patient's daily maximum (over all products where that is how it is counted), and the label's own
maximum. A reason lifts the single dose only as far as the label's, the times a day, and the days until a review.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from desktop_app.domain.decisions import MedicationChoice
from desktop_app.domain.medication_content import LabelMaximum, Medicine
from desktop_app.domain.treatment_assessments import DoseRange
from desktop_app.engine.strengths import amounts_mg, milligrams

_NO_LABEL: Final = LabelMaximum(sources=())


class Exceeded(NamedTuple):
    """A limit that a choice is above, in words that follow the name of the medicine."""

    text: str
    reason_lifts: bool


class Amount(NamedTuple):
    """One dose in mg (of a combination: of its first ingredient, ``None`` where it is told in words), and how often."""

    single_mg: float | None
    times: int
    days: int

    @property
    def mg_per_day(self) -> float | None:
        return None if self.single_mg is None else self.single_mg * self.times


def single_mg(choice: MedicationChoice, medicine: Medicine) -> float | None:
    """Mg in one dose, of the first ingredient of a combination; ``None`` where the choice does not say it."""
    if choice.strength is None:
        return choice.dose_mg if len(medicine.ingredients) == 1 else None
    amounts = amounts_mg(choice.strength)
    return amounts[0] if len(amounts) == len(medicine.ingredients) else None


def limits_exceeded(
    choice: MedicationChoice, medicine: Medicine, limits: DoseRange | None
) -> tuple[Exceeded, ...]:
    """Every limit that a complete choice is above, those that no reason lifts first."""
    if choice.times_per_day is None or choice.days is None:
        return ()
    amount = Amount(single_mg(choice, medicine), choice.times_per_day, choice.days)
    label = medicine.label_maximum or _NO_LABEL
    found = (
        _above_single(amount, label, limits),
        _above_daily(amount, label, limits),
        _above_times(amount, limits),
        _above_days(amount, label, limits),
    )
    return tuple(sorted(filter(None, found), key=lambda item: item.reason_lifts))


def _above_single(amount: Amount, label: LabelMaximum, limits: DoseRange | None) -> Exceeded | None:
    said = "{} is above {} largest single dose of {}."
    single, most = amount.single_mg, None if limits is None else limits.max_single_mg
    if _is_above(single, label.max_single_mg):
        return Exceeded(_amounts(said, single, "the label's", label.max_single_mg), reason_lifts=False)
    if _is_above(single, most):
        return Exceeded(_amounts(said, single, "the", most), reason_lifts=label.max_single_mg is not None)
    return None


def _above_daily(amount: Amount, label: LabelMaximum, limits: DoseRange | None) -> Exceeded | None:
    said = "{} a day is above {} maximum of {} a day."
    daily, most = amount.mg_per_day, None if limits is None else limits.max_mg_per_day
    if _is_above(daily, most):
        return Exceeded(_amounts(said, daily, "this patient's", most), reason_lifts=False)
    if _is_above(daily, label.max_mg_per_day):
        return Exceeded(_amounts(said, daily, "the label's", label.max_mg_per_day), reason_lifts=False)
    return None


def _above_times(amount: Amount, limits: DoseRange | None) -> Exceeded | None:
    if limits is None or amount.times <= limits.max_times_per_day:
        return None
    most = limits.max_times_per_day
    often = "once" if most == 1 else f"{most} times"
    return Exceeded(f"{amount.times} times a day is more often than {often} a day.", reason_lifts=True)


def _above_days(amount: Amount, label: LabelMaximum, limits: DoseRange | None) -> Exceeded | None:
    days = f"{amount.days} days is longer than"
    if label.max_days is not None and amount.days > label.max_days:
        return Exceeded(f"{days} the {label.max_days} days that the label allows.", reason_lifts=False)
    if limits is not None and amount.days > limits.max_days:
        return Exceeded(f"{days} {limits.max_days} days without a review.", reason_lifts=True)
    return None


def _is_above(amount: float | None, most: float | None) -> bool:
    return amount is not None and most is not None and amount > most


def _amounts(said: str, amount: float | None, whose: str, most: float | None) -> str:
    return said.format(milligrams(amount or 0), whose, milligrams(most or 0))
