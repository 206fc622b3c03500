"""What the patient's own medicines and allergies say: classes, ingredients, daily totals, duplicates."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import CurrentMedication
from desktop_app.domain.medication_content import AllergyKey, DoseSwitch, Medicine, OpioidFactor
from desktop_app.engine import facts as k
from desktop_app.engine.drug_names import DictionaryRow, DrugDictionary
from desktop_app.engine.facts import Facts

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_BRACKETED = re.compile(r"^(?P<name>[^(]*)(?:\((?P<reaction>.*)\))?\s*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class MatchedEntry:
    """A current medicine with its row of the dictionary."""

    entry: CurrentMedication
    row: DictionaryRow

    @property
    def name(self) -> str:
        return self.entry.name

    def mg_per_day(self, ingredient: str) -> float | None:
        """Daily mg of one ingredient (mcg/h of a patch as it stands), or ``None`` where dose or frequency is missing."""
        dose, per_day = self.entry.dose_mg, self.entry.per_day
        if dose is None and self.entry.strength is not None:
            amounts = [float(number.replace(",", ".")) for number in _NUMBER.findall(self.entry.strength)]
            if "/h" in self.entry.strength.replace(" ", "").lower():
                return amounts[0] if amounts else None
            dose = amounts[self.row.parts.index(ingredient)] if len(amounts) == len(self.row.parts) else None
        if dose is None or per_day is None or (len(self.row.parts) > 1 and self.entry.strength is None):
            return None
        return dose * per_day


@dataclass(frozen=True, slots=True)
class MedicineContent:
    """The parts of the content that these facts are read against."""

    dictionary: DrugDictionary
    dose_switches: tuple[DoseSwitch, ...]
    allergy_keys: tuple[AllergyKey, ...]
    opioid_factors: tuple[OpioidFactor, ...]
    medicines: tuple[Medicine, ...]
    classes: tuple[str, ...]
    cns_active_classes: frozenset[str]


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
    stopped: tuple[MatchedEntry, ...]
    unmatched: tuple[str, ...]
    reviewed: bool


def read_medicines(consultation: Consultation, content: MedicineContent) -> CurrentMedicines:
    """Match every entry; an unknown name is kept apart and never taken for harmless."""
    listed = consultation.current_medications
    current: list[MatchedEntry] = []
    stopped: list[MatchedEntry] = []
    unmatched: list[str] = []
    for entry in listed.list:
        row = content.dictionary.find(entry.name)
        if row is None:
            unmatched.append(entry.name)
            continue
        matched = MatchedEntry(entry, _switched(entry, row, content))
        (stopped if entry.stopped_on is not None else current).append(matched)
    return CurrentMedicines(tuple(current), tuple(stopped), tuple(unmatched), listed.reviewed is Answer.YES)


def add_medicine_facts(
    facts: Facts, medicines: CurrentMedicines, content: MedicineContent, visit: date
) -> None:
    """Classes, ingredients, recently stopped classes and duplicates; absent ones are false only on a complete list."""
    absent = False if medicines.reviewed and not medicines.unmatched else None
    for name in content.classes:
        facts.values[k.class_key(name)] = absent
        facts.values[k.stopped_key(name)] = absent
    for medicine in content.medicines:
        facts.values[k.same_ingredient_key("current", medicine.id)] = absent
    causes: defaultdict[str, list[str]] = defaultdict(list)
    for matched in medicines.current:
        for name in matched.row.classes:
            causes[k.class_key(name)].append(matched.name)
        for part in {*matched.row.parts, matched.row.ingredient}:
            causes[k.drug_key(part)].append(matched.name)
    _add_duplicates(causes, medicines, content)
    for key, names in causes.items():
        facts.values[key] = True
        facts.causes[key] = tuple(names)
    _add_stopped(facts, medicines.stopped, visit)


def add_allergy_facts(facts: Facts, consultation: Consultation, content: MedicineContent) -> None:
    """Recorded allergies by key and by formulary ingredient; absent ones are false only on a reviewed list."""
    reviewed = consultation.allergies.reviewed is Answer.YES
    absent = False if reviewed else None
    for entry_key in content.allergy_keys:
        facts.values[k.allergy_key(entry_key.key)] = absent
    for medicine in content.medicines:
        facts.values[k.same_ingredient_key("allergy", medicine.id)] = absent
    causes: defaultdict[str, list[str]] = defaultdict(list)
    for text in consultation.allergies.list:
        for key in _allergy_keys(text, content):
            causes[key].append(text)
    for key, texts in causes.items():
        facts.values[key] = True
        facts.causes[key] = tuple(texts)


def opioid_total(medicines: CurrentMedicines, factors: tuple[OpioidFactor, ...]) -> DailyTotal:
    """Morphine milligram equivalents a day (CDC 2022). An opioid without a factor makes the total unknown."""
    by_ingredient = {item.ingredient: item for item in factors}
    known, complete = 0.0, medicines.reviewed or bool(medicines.current)
    for matched in medicines.current:
        if "opioid" not in matched.row.classes:
            continue
        counted = [part for part in matched.row.parts if part in by_ingredient]
        amounts = [matched.mg_per_day(part) for part in counted]
        complete = complete and bool(counted) and None not in amounts
        known += sum(
            by_ingredient[part].factor * amount
            for part, amount in zip(counted, amounts, strict=True)
            if amount is not None
        )
    return DailyTotal(known, complete and not medicines.unmatched)


def ingredient_total(medicines: CurrentMedicines, ingredient: str) -> DailyTotal:
    """Daily mg of an ingredient over all current products."""
    amounts = [
        matched.mg_per_day(ingredient)
        for matched in medicines.current
        if ingredient in matched.row.parts and not matched.row.is_topical
    ]
    complete = (medicines.reviewed or bool(medicines.current)) and None not in amounts
    return DailyTotal(sum(amount for amount in amounts if amount is not None), complete)


def cns_active(medicines: CurrentMedicines, classes: frozenset[str]) -> tuple[str, ...]:
    """Names of the current CNS-active medicines (BEERS-2023 table 5); one row of the dictionary counts once."""
    rows = {
        matched.row: matched.name
        for matched in medicines.current
        if not classes.isdisjoint(matched.row.classes)
    }
    return tuple(rows.values())


def _switched(entry: CurrentMedication, row: DictionaryRow, content: MedicineContent) -> DictionaryRow:
    if entry.dose_mg is None:
        return row
    daily = entry.dose_mg * (entry.per_day or 1)
    for switch in content.dose_switches:
        if switch.ingredient == row.ingredient and daily > switch.above_mg_per_day:
            return content.dictionary.row(switch.counts_as)
    return row


def _add_duplicates(
    causes: defaultdict[str, list[str]], medicines: CurrentMedicines, content: MedicineContent
) -> None:
    for medicine in content.medicines:
        topical = medicine.route == "topical"
        ingredients = {_base(name) for name in medicine.duplicate_ingredients or medicine.ingredients}
        for matched in medicines.current:
            if matched.row.is_topical == topical and ingredients & set(map(_base, matched.row.parts)):
                causes[k.same_ingredient_key("current", medicine.id)].append(matched.name)


def _add_stopped(facts: Facts, stopped: Iterable[MatchedEntry], visit: date) -> None:
    for matched in stopped:
        assert matched.entry.stopped_on is not None
        days = (visit - matched.entry.stopped_on).days
        for name in matched.row.classes:
            key = k.stopped_key(name)
            earlier = facts.values.get(key)
            if not isinstance(earlier, int) or earlier is False or days < earlier:
                facts.values[key] = days
            facts.causes[key] = (*facts.causes.get(key, ()), matched.name)


def _allergy_keys(text: str, content: MedicineContent) -> set[str]:
    match = _BRACKETED.match(text)
    name, reaction = (match["name"], match["reaction"] or "") if match else (text, "")
    row = content.dictionary.find(name)
    hits = [entry for entry in content.allergy_keys if _is_allergy(entry, name, row)]
    if any(_has_word(reaction, word) for entry in hits for word in entry.intolerance_words):
        return set()
    keys = {k.allergy_key(entry.key) for entry in hits}
    parts = set(map(_base, row.parts)) if row is not None else {_base(" ".join(name.casefold().split()))}
    same = (medicine.id for medicine in content.medicines if parts & set(map(_base, medicine.ingredients)))
    return keys | {k.same_ingredient_key("allergy", drug) for drug in same}


def _is_allergy(entry: AllergyKey, name: str, row: DictionaryRow | None) -> bool:
    if any(_has_word(name, word) for word in entry.words):
        return True
    if row is None:
        return False
    return bool(set(entry.drug_classes) & set(row.classes)) or bool(
        set(entry.ingredients) & set(map(_base, row.parts))
    )


def _has_word(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None


def _base(ingredient: str) -> str:
    return ingredient.removesuffix(" topical")
