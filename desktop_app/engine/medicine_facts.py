"""What the patient's own medicines say: classes, ingredients, daily totals, duplicates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import CurrentMedication
from desktop_app.domain.medication_content import AmbiguousName, OpioidFactor
from desktop_app.domain.medicine_readings import NamedMedicine, NameQuestion
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

    readings: tuple[NamedMedicine, ...]
    current: tuple[MatchedEntry, ...]
    stopped: tuple[tuple[MatchedEntry, date], ...]
    unmatched: tuple[str, ...]
    reviewed: bool

    @property
    def may_be_summed(self) -> bool:
        """Whether a sum over the list can be whole.

        Somebody asked, or entered what is taken; and each name is known: any other could hold the ingredient.
        """
        return (self.reviewed or bool(self.current)) and not self.unmatched


def read_medicines(consultation: Consultation, content: MedicineContent) -> CurrentMedicines:
    """Match every entry; an unknown name is kept apart and never taken for harmless."""
    listed = consultation.current_medications
    readings: list[NamedMedicine] = []
    current: list[MatchedEntry] = []
    stopped: list[tuple[MatchedEntry, date]] = []
    unmatched: list[str] = []
    for entry in listed.list:
        reading = content.dictionary.read(entry.name)
        row = None if reading.row is None else _switched(entry, reading.row, content)
        readings.append(_named(entry, row, reading.question, content))
        if row is None:
            unmatched.append(entry.name)
            continue
        matched = MatchedEntry(entry, row)
        if entry.stopped_on is None:
            current.append(matched)
        else:
            stopped.append((matched, entry.stopped_on))
    reviewed = listed.reviewed is Answer.YES
    return CurrentMedicines(tuple(readings), tuple(current), tuple(stopped), tuple(unmatched), reviewed)


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


def opioid_total(medicines: CurrentMedicines, content: MedicineContent) -> DailyTotal:
    """Morphine milligram equivalents a day (CDC 2022). An opioid without a factor makes the total unknown."""
    factors = content.opioid_factors
    known, complete = 0.0, medicines.may_be_summed
    for matched in medicines.current:
        if content.totals.opioid_class not in matched.row.classes:
            continue
        counted = [factors[part] for part in matched.row.parts if part in factors]
        equivalents = [_equivalents(matched, factor) for factor in counted]
        complete = complete and bool(counted) and None not in equivalents
        known += sum(amount for amount in equivalents if amount is not None)
    return DailyTotal(known, complete)


def ingredient_total(medicines: CurrentMedicines, ingredient: str) -> DailyTotal:
    """Daily mg of an ingredient over all current products; a name that is not known could hold it too."""
    amounts = [
        matched.mg_per_day(ingredient)
        for matched in medicines.current
        if ingredient in matched.row.parts and not matched.row.is_topical
    ]
    known = sum(amount for amount in amounts if amount is not None)
    return DailyTotal(known, medicines.may_be_summed and None not in amounts)


def repeated_ingredients(medicines: CurrentMedicines) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Ingredients that more than one current product holds by the same kind of route, with those products."""
    names: defaultdict[tuple[str, bool], list[str]] = defaultdict(list)
    for matched in medicines.current:
        for base in matched.row.bases:
            names[base, matched.row.is_topical].append(matched.name)
    return tuple((base, tuple(found)) for (base, _), found in names.items() if len(found) > 1)


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
    strength = written_strength(entry)
    if strength is not None:
        amounts = amounts_mg(strength)
        return amounts[row.parts.index(ingredient)] if len(amounts) == len(row.parts) else None
    return entry.dose_mg if len(row.parts) == 1 else None


def written_strength(entry: CurrentMedication) -> str | None:
    """The strength as it was written, beside the name or, where no dose stands, within it."""
    return entry.strength if entry.strength or entry.dose_mg is not None else strength_in(entry.name)


def _equivalents(matched: MatchedEntry, factor: OpioidFactor) -> float | None:
    """Of a medicine that is dosed by the hour only a patch counts: its mg cannot be compared."""
    if factor.per_mcg_h:
        strength = written_strength(matched.entry)
        amount = None if strength is None else micrograms_per_hour(strength)
    else:
        amount = matched.mg_per_day(factor.ingredient)
    return None if amount is None else amount * factor.factor


def _switched(entry: CurrentMedication, row: DictionaryRow, content: MedicineContent) -> DictionaryRow:
    """Another row where the daily amount (one dose where the frequency is missing) is above its limit."""
    for switch in content.dose_switches:
        if switch.ingredient == row.ingredient:
            dose = dose_of(entry, row, row.parts[0]) or 0
            if dose * (entry.per_day or 1) > switch.above_mg_per_day:
                return content.dictionary.row(switch.counts_as)
    return row


def _named(
    entry: CurrentMedication,
    row: DictionaryRow | None,
    question: AmbiguousName | None,
    content: MedicineContent,
) -> NamedMedicine:
    """How the entry was read, with what is still to be asked about it."""
    stopped = entry.stopped_on is not None
    asked = None if question is None or _answers(entry, question) else _asked(question)
    if row is None:
        return NamedMedicine(entry.name, None, (), asked, stopped=stopped)
    capture = content.dose_capture(row)
    if capture is None:
        return NamedMedicine(entry.name, row.ingredient, row.classes, asked, stopped=stopped)
    known = _amount_is_known(entry, row) if capture.counted_in is None else entry.per_day is not None
    missing = not (stopped or known)
    return NamedMedicine(entry.name, row.ingredient, row.classes, asked, missing, stopped, capture.counted_in)


def _asked(question: AmbiguousName) -> NameQuestion:
    same = [choice.label for choice in question.choices if choice.row and choice.row == question.assume]
    taken_as = same[0].lower() if len(same) == 1 else ""
    return NameQuestion(question.ask, taken_as, tuple((each.label, each.name) for each in question.choices))


def _answers(entry: CurrentMedication, question: AmbiguousName) -> bool:
    """Whether the entry says by its amount what its name leaves open."""
    if question.answered_by is None or entry.per_day is None:
        return False
    known = entry.dose_mg is not None or written_strength(entry) is not None
    return known or question.answered_by == "per_day"


def _amount_is_known(entry: CurrentMedication, row: DictionaryRow) -> bool:
    """Whether each ingredient's daily amount, or the rate of a patch, is known."""
    if micrograms_per_hour(written_strength(entry) or "") is not None:
        return True
    return entry.per_day is not None and all(dose_of(entry, row, part) is not None for part in row.parts)


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
