"""The doses that are open to this patient: the lowest of all limits that apply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TypeVar

from desktop_app.domain.medication_content import DefaultDose, DefaultDoseFor, DoseLimit, Dosing, Medicine
from desktop_app.domain.treatment_assessments import DoseRange
from desktop_app.engine import facts as k
from desktop_app.engine.compiled_entries import CompiledMedicine, DoseRule
from desktop_app.engine.facts import Facts
from desktop_app.engine.sections import Section
from desktop_app.engine.strengths import amounts_mg, scaled

N = TypeVar("N", int, float)


def unlimited_range(medicine: Medicine, dosing: Dosing) -> DoseRange:
    """The range for a patient for whom no limit applies."""
    dose = _lowest(dosing.default.dose_mg, dosing.max_single_mg, dosing.max_mg_per_day)
    label = medicine.label_maximum
    return DoseRange(
        min_mg_per_day=dosing.min_mg_per_day,
        max_mg_per_day=dosing.max_mg_per_day,
        max_single_mg=dosing.max_single_mg,
        label_single_mg=None if label is None else label.max_single_mg,
        doses_per_day=dosing.doses_per_day,
        max_times_per_day=dosing.max_times_per_day,
        max_days=dosing.max_days,
        default_dose_mg=dose,
        default_strength=_strength(medicine, dose),
        default_times_per_day=_times(dosing.default, dose, dosing.max_mg_per_day, dosing.max_times_per_day),
        default_days=min(dosing.default.days, dosing.max_days),
        reasons=(),
    )


def limit_rules(medicines: Iterable[CompiledMedicine]) -> Iterator[DoseRule[DoseLimit]]:
    """The limits of every medicine."""
    for item in medicines:
        for limit, when in item.limits:
            needs_number = limit.by_number is not None
            yield DoseRule(
                item.id, limit, when, None if needs_number else _range_under(item, [limit], None, Facts())
            )


def default_rules(medicines: Iterable[CompiledMedicine]) -> Iterator[DoseRule[DefaultDoseFor]]:
    """The default doses for some patients of every medicine."""
    for item in medicines:
        for default, when in item.default_for:
            yield DoseRule(item.id, default, when, _range_under(item, [], default.dose, Facts()))


def dose_ranges(
    medicines: Iterable[CompiledMedicine],
    limits: Section[DoseRule[DoseLimit]],
    defaults: Section[DoseRule[DefaultDoseFor]],
    summed: str,
    facts: Facts,
) -> dict[str, DoseRange | None]:
    """The patient's own ranges by medicine: what the limits that apply leave, with another default where one applies.

    ``None`` for a medicine without a dose of its own. ``summed`` is the ingredient whose daily maximum is for the sum
    over all products.
    """
    limited: dict[str, list[DoseRule[DoseLimit]]] = {}
    for limit in limits.holding(facts):
        limited.setdefault(limit.drug, []).append(limit)
    others: dict[str, DoseRule[DefaultDoseFor]] = {}
    for default in defaults.holding(facts):
        others.setdefault(default.drug, default)
    return {
        item.id: _dose_range(item, limited.get(item.id, ()), others.get(item.id), summed, facts)
        for item in medicines
    }


def _dose_range(
    item: CompiledMedicine,
    limits: Sequence[DoseRule[DoseLimit]],
    default: DoseRule[DefaultDoseFor] | None,
    summed: str,
    facts: Facts,
) -> DoseRange | None:
    found = _range_of(item, limits, default, facts)
    taken = facts.values[k.number_key("acetaminophen_current")]
    if found is not None and item.medicine.counts_all_products and taken:
        left = facts.values[k.number_key("acetaminophen_max")] - taken
        return _within_what_is_left(found, item.medicine, summed, left)
    return found


def _range_of(
    item: CompiledMedicine,
    limits: Sequence[DoseRule[DoseLimit]],
    default: DoseRule[DefaultDoseFor] | None,
    facts: Facts,
) -> DoseRange | None:
    if not limits and default is None:
        return item.usual
    only = default if not limits else limits[0] if len(limits) == 1 and default is None else None
    if only is not None and only.alone is not None:
        return only.alone
    dose = None if default is None else default.rule.dose
    return _range_under(item, [limit.rule for limit in limits], dose, facts)


def _range_under(
    item: CompiledMedicine,
    limits: Sequence[DoseLimit],
    other_default: DefaultDose | None,
    facts: Facts,
) -> DoseRange | None:
    medicine, usual, dosing = item.medicine, item.usual, item.medicine.dosing
    if usual is None or dosing is None:
        return None
    default = other_default or dosing.default
    most, lowest = _daily_maximum(limits, dosing, facts)
    single = _lowest(dosing.max_single_mg, *(limit_single_mg(limit, facts) for limit in limits))
    times = min([dosing.max_times_per_day, *_said(limit.max_times_per_day for limit in limits)])
    days = min([dosing.max_days, *_said(limit.max_days for limit in limits)])
    dose = _lowest(default.dose_mg, single, most)
    return DoseRange(
        min_mg_per_day=_least(lowest, dosing, most),
        max_mg_per_day=most,
        max_single_mg=single,
        label_single_mg=usual.label_single_mg,
        doses_per_day=(lowest and lowest.doses_per_day) or dosing.doses_per_day,
        max_times_per_day=times,
        max_days=days,
        default_dose_mg=dose,
        default_strength=_strength(medicine, dose),
        default_times_per_day=_times(default, dose, most, times),
        default_days=min(default.days, days),
        reasons=tuple(
            [limit.reason for limit in limits if limit.reason is not None and _lowers(limit, dosing, facts)]
        ),
    )


def _daily_maximum(
    limits: Iterable[DoseLimit], dosing: Dosing, facts: Facts
) -> tuple[float | None, DoseLimit | None]:
    """The lowest daily maximum, and the limit that sets it."""
    said = [(most, limit) for limit in limits if (most := limit_mg(limit, facts)) is not None]
    lowest, limit = min(said, key=itemgetter(0), default=(None, None))
    if lowest is None or (dosing.max_mg_per_day is not None and lowest > dosing.max_mg_per_day):
        return dosing.max_mg_per_day, None
    return lowest, limit


def _least(lowest: DoseLimit | None, dosing: Dosing, most: float | None) -> float | None:
    """The least daily amount that works; none where the maximum is below it."""
    least = (lowest and lowest.min_mg_per_day) or dosing.min_mg_per_day
    return None if least is not None and most is not None and least > most else least


def _lowers(limit: DoseLimit, dosing: Dosing, facts: Facts) -> bool:
    """Whether the limit is below what this medicine allows everyone."""
    return (
        _is_below(limit_mg(limit, facts), dosing.max_mg_per_day)
        or _is_below(limit_single_mg(limit, facts), dosing.max_single_mg)
        or _is_below(limit.max_times_per_day, dosing.max_times_per_day)
        or _is_below(limit.max_days, dosing.max_days)
    )


def _is_below(mine: float | None, usual: float | None) -> bool:
    return mine is not None and (usual is None or mine < usual)


def _within_what_is_left(found: DoseRange, medicine: Medicine, summed: str, left: float) -> DoseRange:
    """Propose the default dose, or half of it, as often as the patient's other products leave room for."""
    dose, times = found.default_dose_mg, found.default_times_per_day
    if dose is None or times is None:
        return found
    if found.default_strength is None:
        fitting = next((part for part in (dose, dose / 2) if part <= left), None)
        times = None if fitting is None else min(times, int(left // fitting))
        return found._replace(default_dose_mg=fitting, default_times_per_day=times)
    times = min(times, int(left // amounts_mg(found.default_strength)[medicine.ingredients.index(summed)]))
    if times < 1:
        return found._replace(default_dose_mg=None, default_strength=None, default_times_per_day=None)
    return found._replace(default_times_per_day=times)


def limit_mg(limit: DoseLimit, facts: Facts) -> float | None:
    """The daily maximum of a limit in mg, by the number that it grows with where that is known."""
    by = limit.by_number
    return (
        limit.max_mg_per_day if by is None else _grown(limit.max_mg_per_day, by.number, by.mg_per_day, facts)
    )


def limit_single_mg(limit: DoseLimit, facts: Facts) -> float | None:
    """The largest single dose of a limit in mg, by the number that it grows with where that is known."""
    by = limit.by_number
    return (
        limit.max_single_mg if by is None else _grown(limit.max_single_mg, by.number, by.mg_per_dose, facts)
    )


def _grown(fixed: float | None, number: str, mg_per_unit: float | None, facts: Facts) -> float | None:
    value = facts.values[k.number_key(number)]
    return fixed if value is None or mg_per_unit is None else _lowest(fixed, mg_per_unit * float(value))


def _lowest(*amounts: float | None) -> float | None:
    """The lowest of those that are said."""
    return min(_said(amounts), default=None)


def _said(amounts: Iterable[N | None]) -> list[N]:
    return [amount for amount in amounts if amount is not None]


def _strength(medicine: Medicine, dose_mg: float | None) -> str | None:
    """The strength of one dose of a combination, of whose first ingredient it holds ``dose_mg``."""
    if medicine.strength is None or dose_mg is None:
        return None
    return scaled(medicine.strength, dose_mg)


def _times(default: DefaultDose, dose: float | None, most: float | None, times: int) -> int:
    fitting = times if dose is None or most is None else min(times, int(most // dose))
    return max(1, min(default.times_per_day, fitting))
