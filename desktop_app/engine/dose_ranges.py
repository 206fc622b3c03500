"""The doses that are open to this patient: the lowest of all limits that apply."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from desktop_app.domain.evaluation import DoseRange
from desktop_app.domain.medication_content import DefaultDose, DoseLimit, Dosing
from desktop_app.engine import facts as k
from desktop_app.engine.compiled_entries import CompiledMedicine
from desktop_app.engine.facts import Facts

ACETAMINOPHEN = "acetaminophen"
"""The one ingredient whose daily maximum is for the sum over all products."""


def unlimited_range(dosing: Dosing) -> DoseRange:
    """The range for a patient for whom no limit applies."""
    dose = min(dosing.default.dose_mg, dosing.max_single_mg, dosing.max_mg_per_day)
    return DoseRange(
        min_mg_per_day=dosing.min_mg_per_day,
        max_mg_per_day=dosing.max_mg_per_day,
        max_single_mg=dosing.max_single_mg,
        doses_per_day=dosing.doses_per_day,
        max_days=dosing.max_days,
        default_dose_mg=dose,
        default_times_per_day=_times(dosing.default, dose, dosing.max_mg_per_day),
        default_days=dosing.default.days,
        reasons=(),
    )


def dose_range(
    item: CompiledMedicine, limits: Sequence[DoseLimit], default: DefaultDose | None, facts: Facts
) -> DoseRange | None:
    """The patient's own range: what the limits that apply leave, with another default dose where one applies.

    ``None`` for a medicine without a dose of its own.
    """
    dosing, found = item.medicine.dosing, item.usual
    if dosing is None or found is None:
        return None
    if limits or default is not None:
        found = _limited(dosing, limits, default or dosing.default, facts)
    if item.medicine.ingredients == (ACETAMINOPHEN,):
        return _within_what_is_left(found, facts.values[k.number_key("acetaminophen_current")] or 0)
    return found


def _limited(dosing: Dosing, limits: Sequence[DoseLimit], default: DefaultDose, facts: Facts) -> DoseRange:
    applying = [(limit_mg(limit, facts), limit) for limit in limits]
    most, lowest = min(applying, key=itemgetter(0), default=(dosing.max_mg_per_day, None))
    most = min(most, dosing.max_mg_per_day)
    singles = [limit.max_single_mg for _, limit in applying if limit.max_single_mg is not None]
    single = min([dosing.max_single_mg, *singles])
    dose = min(default.dose_mg, single, most)
    return DoseRange(
        min_mg_per_day=(lowest.min_mg_per_day if lowest is not None else None) or dosing.min_mg_per_day,
        max_mg_per_day=most,
        max_single_mg=single,
        doses_per_day=(lowest.doses_per_day if lowest is not None else None) or dosing.doses_per_day,
        max_days=dosing.max_days,
        default_dose_mg=dose,
        default_times_per_day=_times(default, dose, most),
        default_days=default.days,
        reasons=tuple(limit.reason for amount, limit in applying if amount < dosing.max_mg_per_day),
    )


def _within_what_is_left(found: DoseRange, taken_mg: float) -> DoseRange:
    """Propose the default dose, or half of it, as often as the patient's other products leave room for."""
    left = found.max_mg_per_day - taken_mg
    whole, times = found.default_dose_mg, found.default_times_per_day
    if not taken_mg or whole is None or times is None:
        return found
    dose = next((dose for dose in (whole, whole / 2) if dose <= left), None)
    times = None if dose is None else min(times, int(left // dose))
    return found._replace(default_dose_mg=dose, default_times_per_day=times)


def limit_mg(limit: DoseLimit, facts: Facts) -> float:
    """The daily maximum of a limit in mg, by body weight where the limit says so and the weight is known."""
    if limit.max_mg_per_kg_per_day is None:
        return limit.max_mg_per_day
    weight = facts.values[k.number_key("weight")]
    if weight is None:
        return limit.max_mg_per_day
    return min(limit.max_mg_per_day, limit.max_mg_per_kg_per_day * float(weight))


def _times(default: DefaultDose, dose: float, most: float) -> int:
    return max(1, min(default.times_per_day, int(most // dose)))
