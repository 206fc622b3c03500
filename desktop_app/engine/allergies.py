"""What the recorded allergies say; an entry is a name with the reaction in brackets."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.medicine_readings import ReadAllergy
from desktop_app.engine.drug_names import DictionaryRow
from desktop_app.engine.facts import Facts
from desktop_app.engine.medicine_content import CompiledAllergyKey, MedicineContent

_ENTRY = re.compile(r"(?P<name>[^(]*)(?:\((?P<reaction>.*)\))?\s*", re.DOTALL)
_BETWEEN_REACTIONS = re.compile(r"[,;+/&]|\band\b|\bwith\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AllergyEntry:
    """A recorded allergy with the facts that it makes true; an intolerance makes none."""

    read: ReadAllergy
    facts: frozenset[str]


def add_allergy_facts(
    facts: Facts, consultation: Consultation, content: MedicineContent
) -> tuple[ReadAllergy, ...]:
    """Allergies by key and by formulary ingredient; absent ones are false only on a reviewed list.

    Returns what each entry was read as.
    """
    if consultation.allergies.reviewed is Answer.YES:
        facts.values.update(content.no_allergies)
    causes: defaultdict[str, list[str]] = defaultdict(list)
    entries = [_read(text, content) for text in consultation.allergies.list]
    for entry in entries:
        for key in entry.facts:
            causes[key].append(entry.read.text)
    for key, texts in causes.items():
        facts.values[key] = True
        facts.causes[key] = tuple(texts)
    return tuple(entry.read for entry in entries)


def _read(text: str, content: MedicineContent) -> AllergyEntry:
    match = _ENTRY.fullmatch(text)
    name, reaction = (match["name"], match["reaction"] or "") if match else (text, "")
    row = content.dictionary.find(name)
    hits = [entry for entry in content.allergy_keys if _is_allergy(entry, name, row)]
    if any(_is_intolerance(reaction, entry.intolerance) for entry in hits):
        return AllergyEntry(ReadAllergy(text, (), intolerance=True, known=True), frozenset())
    named = {word.casefold() for word in content.allergy_ingredients.findall(name)}
    parts = named if row is None else named.union(row.bases)
    same = {part: content.same_allergy[part] for part in sorted(parts) if part in content.same_allergy}
    labels = dict.fromkeys((*(entry.label for entry in hits), *same))
    found = {entry.fact for entry in hits}.union(*same.values())
    return AllergyEntry(
        ReadAllergy(text, tuple(labels), intolerance=False, known=row is not None), frozenset(found)
    )


def _is_allergy(entry: CompiledAllergyKey, name: str, row: DictionaryRow | None) -> bool:
    if entry.words.search(name):
        return True
    if row is None:
        return False
    return not (entry.classes.isdisjoint(row.classes) and entry.ingredients.isdisjoint(row.bases))


def _is_intolerance(reaction: str, words: re.Pattern[str]) -> bool:
    """Every part of the reaction must be one: "rash, intolerance" stays an allergy."""
    if words.fullmatch(reaction.strip()):
        return True
    return all(words.search(part) for part in _BETWEEN_REACTIONS.split(reaction))
