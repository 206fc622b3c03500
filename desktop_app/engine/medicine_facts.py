"""What the patient's own medicines say: classes, ingredients, daily totals, duplicates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import CurrentMedication
from desktop_app.domain.medication_content import OpioidFactor
from desktop_app.engine import facts as k
from desktop_app.engine.drug_names import DictionaryRow, strength_in
from desktop_app.engine.facts import Facts
from desktop_app.engine.medicine_content import MedicineContent
from desktop_app.engine.strengths import amounts_mg, micrograms_per_hour


@dataclass(frozen=True, slots=True)
class MatchedEntry:
    """A current medicine with its row of the dictionary."""

    entry: CurrentMedication
    row: DictionaryRow

    @property
    def name(self) -> str:
        return self.entry.name

    def mg_per_day(self, ingredient: str) -> float | None:
        """Daily mg of one ingredient, or ``None`` where dose or frequency is missing."""
        dose = dose_of(self.entry, self.row, ingredient)
        return None if dose is None or self.entry.per_day is None else dose * self.entry.per_day


@dataclass(frozen=True, slots=True)
class DailyTotal:
    """A daily total: its known part, and whether a product of unknown dose belongs to it."""

    known: float
    complete: bool

    @property
    def value(self) -> float | None:
        """The total, or ``None`` (unknown, never zero) while a part of it is missing."""
        return self.known if self.complete else None


@dataclass(frozen=True, slots=True)
class CurrentMedicines:
    """The patient's medicines, matched and not."""

    current: tuple[MatchedEntry, ...]
    stopped: tuple[tuple[MatchedEntry, date], ...]
    unmatched: tuple[str, ...]
    reviewed: bool

    @property
    def is_known(self) -> bool:
        """Whether a sum over the list means anything: somebody asked, or entered what is taken."""
        return self.reviewed or bool(self.current)


def read_medicines(consultation: Consultation, content: MedicineContent) -> CurrentMedicines:
    """Match every entry; an unknown name is kept apart and never taken for harmless."""
    listed = consultation.current_medications
    current: list[MatchedEntry] = []
    stopped: list[tuple[MatchedEntry, date]] = []
    unmatched: list[str] = []
    for entry in listed.list:
        row = content.dictionary.find(entry.name)
        if row is None:
            unmatched.append(entry.name)
            continue
        matched = MatchedEntry(entry, _switched(entry, row, content))
        if entry.stopped_on is None:
            current.append(matched)
        else:
            stopped.append((matched, entry.stopped_on))
    return CurrentMedicines(tuple(current), tuple(stopped), tuple(unmatched), listed.reviewed is Answer.YES)


def add_medicine_facts(
    facts: Facts, medicines: CurrentMedicines, content: MedicineContent, visit: date
) -> None:
    """Classes, ingredients, recently stopped classes and duplicates; absent ones are false only on a complete list."""
    if medicines.reviewed and not medicines.unmatched:
        facts.values.update(content.no_medicines)
    causes: defaultdict[str, list[str]] = defaultdict(list)
    for matched in medicines.current:
        for key in _facts_of(matched.row, content):
            causes[key].append(matched.name)
    for key, names in causes.items():
        facts.values[key] = True
        facts.causes[key] = tuple(names)
    _add_stopped(facts, medicines.stopped, visit)


def opioid_total(medicines: CurrentMedicines, factors: dict[str, OpioidFactor]) -> DailyTotal:
    """Morphine milligram equivalents a day (CDC 2022). An opioid without a factor makes the total unknown."""
    known, complete = 0.0, medicines.is_known and not medicines.unmatched
    for matched in medicines.current:
        if "opioid" not in matched.row.classes:
            continue
        counted = [factors[part] for part in matched.row.parts if part in factors]
        equivalents = [_equivalents(matched, factor) for factor in counted]
        complete = complete and bool(counted) and None not in equivalents
        known += sum(amount for amount in equivalents if amount is not None)
    return DailyTotal(known, complete)


def ingredient_total(medicines: CurrentMedicines, ingredient: str) -> DailyTotal:
    """Daily mg of an ingredient over all current products."""
    amounts = [
        matched.mg_per_day(ingredient)
        for matched in medicines.current
        if ingredient in matched.row.parts and not matched.row.is_topical
    ]
    known = sum(amount for amount in amounts if amount is not None)
    return DailyTotal(known, medicines.is_known and None not in amounts)


def cns_active(medicines: CurrentMedicines, classes: frozenset[str]) -> tuple[str, ...]:
    """Names of the current CNS-active medicines (BEERS-2023 table 5); one row of the dictionary counts once."""
    rows = {
        matched.row.ingredient: matched.name
        for matched in medicines.current
        if not classes.isdisjoint(matched.row.classes)
    }
    return tuple(rows.values())


def dose_of(entry: CurrentMedication, row: DictionaryRow, ingredient: str) -> float | None:
    """Mg of an ingredient in one dose; a combination tells it by its strength only, in the order of the row."""
    if entry.strength is not None:
        amounts = amounts_mg(entry.strength)
        return amounts[row.parts.index(ingredient)] if len(amounts) == len(row.parts) else None
    return entry.dose_mg if len(row.parts) == 1 else None


def _equivalents(matched: MatchedEntry, factor: OpioidFactor) -> float | None:
    """Of a medicine that is dosed by the hour only a patch counts: its mg cannot be compared."""
    if factor.per_mcg_h:
        strength = matched.entry.strength
        amount = None if strength is None else micrograms_per_hour(strength)
    else:
        amount = matched.mg_per_day(factor.ingredient)
    return None if amount is None else amount * factor.factor


def _switched(entry: CurrentMedication, row: DictionaryRow, content: MedicineContent) -> DictionaryRow:
    """Another row where the daily amount (one dose where the frequency is missing) is above its limit."""
    for switch in content.dose_switches:
        if switch.ingredient == row.ingredient:
            dose = dose_of(entry, row, row.parts[0]) or _dose_in_name(entry.name)
            if dose * (entry.per_day or 1) > switch.above_mg_per_day:
                return content.dictionary.row(switch.counts_as)
    return row


def _dose_in_name(name: str) -> float:
    return max(amounts_mg(strength_in(name) or ""), default=0.0)


def _facts_of(row: DictionaryRow, content: MedicineContent) -> dict[str, None]:
    """The facts that a product makes true, each once."""
    found = dict.fromkeys(map(k.class_key, row.classes))
    found.update(dict.fromkeys(map(k.drug_key, (*row.parts, row.ingredient))))
    for base in row.bases:
        found.update(dict.fromkeys(content.duplicates.get((base, row.is_topical), ())))
    return found


def _add_stopped(facts: Facts, stopped: Iterable[tuple[MatchedEntry, date]], visit: date) -> None:
    """Days since a medicine of each class was last taken."""
    for matched, stopped_on in stopped:
        days = (visit - stopped_on).days
        for key in map(k.stopped_key, matched.row.classes):
            earlier = facts.values[key]
            if earlier is None or earlier is False or days < earlier:
                facts.values[key] = days
            facts.causes[key] = (*facts.causes.get(key, ()), matched.name)
