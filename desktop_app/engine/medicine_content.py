"""The content's vocabulary of medicines and allergies, arranged to be looked up by what a patient takes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.domain import criteria as c
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.medication_content import (
    AllergyKey,
    DoseCapture,
    DoseSwitch,
    MedicationRule,
    Medicine,
    MedicineTotals,
    OpioidFactor,
)
from desktop_app.domain.therapy_content import TherapyRule
from desktop_app.engine import facts as k
from desktop_app.engine.drug_names import DictionaryRow, DrugDictionary, base_ingredient

_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class CompiledAllergyKey:
    """An allergy that rules know, with its words as one pattern."""

    fact: str
    label: str
    words: re.Pattern[str]
    classes: frozenset[str]
    ingredients: frozenset[str]
    intolerance: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class MedicineContent:
    """``no_medicines`` and ``no_allergies``: what a reviewed list without entries says about each fact.

    ``duplicates``: the facts about formulary medicines that a product with an ingredient (of the same kind of route)
    makes true; ``same_allergy``: those that an allergy to an ingredient makes true.
    """

    dictionary: DrugDictionary
    totals: MedicineTotals
    dose_switches: tuple[DoseSwitch, ...]
    dose_captures: tuple[DoseCapture, ...]
    opioid_factors: dict[str, OpioidFactor]
    cns_active_classes: frozenset[str]
    no_medicines: dict[str, bool]
    duplicates: dict[tuple[str, bool], tuple[str, ...]]
    no_allergies: dict[str, bool]
    allergy_keys: tuple[CompiledAllergyKey, ...]
    same_allergy: dict[str, tuple[str, ...]]
    allergy_ingredients: re.Pattern[str]

    @classmethod
    def of(cls, knowledge: KnowledgeBase) -> MedicineContent:
        medicines = knowledge.medicines
        same_allergy = _same_allergy(medicines)
        allergies = [k.allergy_key(item.key) for item in knowledge.allergy_keys]
        same = [k.same_ingredient_key("allergy", medicine.id) for medicine in medicines]
        return cls(
            dictionary=DrugDictionary(knowledge.drug_dictionary, knowledge.ambiguous_names),
            totals=knowledge.medicine_totals,
            dose_switches=knowledge.dose_switches,
            dose_captures=knowledge.dose_captures,
            opioid_factors={item.ingredient: item for item in knowledge.opioid_factors},
            cns_active_classes=frozenset(knowledge.medication_selection.cns_active_classes),
            no_medicines=dict.fromkeys(_medicine_facts(knowledge), False),
            duplicates=_duplicates(medicines),
            no_allergies=dict.fromkeys([*allergies, *same], False),
            allergy_keys=tuple(_compiled(item) for item in knowledge.allergy_keys),
            same_allergy=same_allergy,
            allergy_ingredients=whole_words(same_allergy),
        )

    def dose_capture(self, row: DictionaryRow) -> DoseCapture | None:
        """Why the daily amount of such a product is needed; ``None`` where it is not."""
        return next(
            (
                item
                for item in self.dose_captures
                if row.ingredient in item.ingredients or not set(item.drug_classes).isdisjoint(row.classes)
            ),
            None,
        )


def whole_words(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the words as a whole, in upper or lower case; without a word it finds nothing."""
    alternatives = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE) if alternatives else _NEVER


def _medicine_facts(knowledge: KnowledgeBase) -> list[str]:
    classes = [item.key for item in knowledge.drug_classes]
    return [
        *map(k.class_key, classes),
        *map(k.stopped_key, classes),
        *map(k.drug_key, _drugs_named((*knowledge.medication_rules, *knowledge.therapy_rules))),
        *(k.same_ingredient_key("current", medicine.id) for medicine in knowledge.medicines),
    ]


def _drugs_named(rules: Iterable[MedicationRule | TherapyRule]) -> set[str]:
    """The ingredients that rules ask about."""
    parts = (part for rule in rules for part in c.walk(rule.when))
    return {name for part in parts if isinstance(part, c.TakesDrug) for name in part.drug}


def _duplicates(medicines: Iterable[Medicine]) -> dict[tuple[str, bool], tuple[str, ...]]:
    found: defaultdict[tuple[str, bool], dict[str, None]] = defaultdict(dict)
    for medicine in medicines:
        for name in medicine.duplicate_ingredients or medicine.ingredients:
            place = (base_ingredient(name), medicine.route == "topical")
            found[place][k.same_ingredient_key("current", medicine.id)] = None
    return {place: tuple(keys) for place, keys in found.items()}


def _same_allergy(medicines: Iterable[Medicine]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for medicine in medicines:
        for name in medicine.ingredients:
            found[base_ingredient(name)][k.same_ingredient_key("allergy", medicine.id)] = None
    return {ingredient: tuple(keys) for ingredient, keys in found.items()}


def _compiled(item: AllergyKey) -> CompiledAllergyKey:
    return CompiledAllergyKey(
        fact=k.allergy_key(item.key),
        label=item.label,
        words=whole_words(item.words),
        classes=frozenset(item.drug_classes),
        ingredients=frozenset(item.ingredients),
        intolerance=whole_words(item.intolerance_words),
    )
