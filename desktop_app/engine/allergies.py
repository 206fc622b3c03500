"""What the recorded allergies say; an entry is a name with the reaction in brackets."""

from __future__ import annotations

import re
from collections import defaultdict

from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import Consultation
from desktop_app.engine.drug_names import DictionaryRow
from desktop_app.engine.facts import Facts
from desktop_app.engine.medicine_content import CompiledAllergyKey, MedicineContent

_ENTRY = re.compile(r"(?P<name>[^(]*)(?:\((?P<reaction>.*)\))?\s*", re.DOTALL)
_BETWEEN_REACTIONS = re.compile(r"[,;+/&]|\band\b|\bwith\b", re.IGNORECASE)


def add_allergy_facts(facts: Facts, consultation: Consultation, content: MedicineContent) -> None:
    """Allergies by key and by formulary ingredient; absent ones are false only on a reviewed list."""
    if consultation.allergies.reviewed is Answer.YES:
        facts.values.update(content.no_allergies)
    causes: defaultdict[str, list[str]] = defaultdict(list)
    for text in consultation.allergies.list:
        for key in _facts_of(text, content):
            causes[key].append(text)
    for key, texts in causes.items():
        facts.values[key] = True
        facts.causes[key] = tuple(texts)


def _facts_of(text: str, content: MedicineContent) -> set[str]:
    match = _ENTRY.fullmatch(text)
    name, reaction = (match["name"], match["reaction"] or "") if match else (text, "")
    row = content.dictionary.find(name)
    hits = [entry for entry in content.allergy_keys if _is_allergy(entry, name, row)]
    if any(_is_intolerance(reaction, entry.intolerance) for entry in hits):
        return set()
    named = {word.casefold() for word in content.allergy_ingredients.findall(name)}
    parts = named if row is None else named.union(row.bases)
    return {entry.fact for entry in hits}.union(*(content.same_allergy.get(part, ()) for part in parts))


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
