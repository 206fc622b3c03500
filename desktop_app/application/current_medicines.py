"""What the patient takes, as it is typed and drawn: names put right, amounts read, and what is still needed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import CurrentMedication
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.medicine_readings import NamedMedicine, ReadAllergy
from desktop_app.engine.drug_names import strength_in
from desktop_app.engine.medicine_facts import written_strength
from desktop_app.engine.plan_facts import daily_totals
from desktop_app.engine.strengths import amounts_mg

MEDICINES: Final = "current_medications.list"
NOT_CHECKED: Final = "NOT CHECKED"

_MILLIGRAMS: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:mg)?\.?", re.IGNORECASE)


def renamed(consultation: Consultation, index: int, name: str) -> dict[str, object]:
    """The edits that put ``name`` in place of an entry's name; a strength that stood in the old one is kept."""
    entry = consultation.current_medications.list[index]
    changes: dict[str, object] = {f"{MEDICINES}[{index}].name": name}
    strength = strength_in(entry.name)
    if (
        strength is not None
        and entry.dose_mg is None
        and entry.strength is None
        and strength_in(name) is None
    ):
        changes[f"{MEDICINES}[{index}].strength"] = strength
    return changes


def read_dose(text: str) -> dict[str, Any]:
    """One dose as it is typed: ``500`` and ``500 mg`` are mg, ``5 mg/325 mg`` is a strength, nothing takes it away."""
    match = _MILLIGRAMS.fullmatch(text.strip())
    if match is not None:
        return {"strength": None, "dose_mg": float(match[1].replace(",", "."))}
    return {"dose_mg": None, "strength": text.strip() or None}


def written_dose(entry: CurrentMedication) -> str:
    """One dose as it stands in its field."""
    return (entry.strength or "") if entry.dose_mg is None else f"{entry.dose_mg:g} mg"


def as_given(entry: CurrentMedication) -> str:
    """``Tylenol 500 mg, 3 a day``."""
    words = " ".join(filter(None, (entry.name, written_dose(entry))))
    return words if entry.per_day is None else f"{words}, {entry.per_day:g} a day"


def amount_needed(entry: CurrentMedication, read: NamedMedicine) -> str:
    """The sentence that asks for what the daily amount still needs; empty where it is known or nothing adds it up."""
    if not read.dose_missing or read.ingredient is None:
        return ""
    if read.counted_in is not None:
        return f"How many {read.counted_in}?"
    parts = read.ingredient.split("/")
    strength = written_strength(entry)
    amounts = amounts_mg(strength) if strength is not None else (entry.dose_mg,) if entry.dose_mg else None
    if amounts is None:
        return "One dose, and how often a day? The daily amount is added up."
    if len(amounts) != len(parts):
        example = (
            "such as 500 mg" if len(parts) == 1 else f"in this order: {read.ingredient}, such as 5 mg/325 mg"
        )
        return (
            f"Not counted yet. Write the mg of {'one dose' if len(parts) == 1 else 'each part'}, {example}."
        )
    return "How often a day? The daily amount is added up."


def medicine_in_words(read: NamedMedicine, labels: Mapping[str, str]) -> str:
    """What an entry was read as, and that it is only the cautious reading while its question is open."""
    if read.ingredient is None:
        return "Not in the dictionary: no check knows it, and no total counts it."
    classes = ", ".join(labels.get(key, key) for key in read.classes)
    words = f"{read.ingredient} ({classes})" if classes else f"{read.ingredient} (no check depends on it)"
    if read.until_answered is None:
        return words
    return f"{read.until_answered[:1].upper()}{read.until_answered[1:]}: {words}"


def allergy_in_words(read: ReadAllergy) -> str:
    """What a recorded allergy counts as."""
    if read.intolerance:
        return "Counts as an intolerance, not as an allergy: no check uses it."
    if read.counts_as:
        return f"Counts as an allergy to: {', '.join(read.counts_as)}"
    if read.known:
        return "A known product; no medicine of this formulary is near it."
    return "Not in the dictionary: check by hand."


def open_names_in_words(evaluation: Evaluation) -> tuple[str, ...]:
    """Each name that was not checked, or is only read cautiously until it is answered."""
    open_ = [
        item for item in evaluation.current_medicines if item.ingredient is None or item.question is not None
    ]
    return tuple(f"{item.name}: {open_name_in_words(item)}" for item in open_)


def open_name_in_words(read: NamedMedicine) -> str:
    """``NOT CHECKED, not in the dictionary``, ``taken as tablets until answered - Voltaren: tablets or gel?``."""
    if read.until_answered is None:
        return f"{NOT_CHECKED}, not in the dictionary"
    return f"{read.until_answered.replace('not checked', NOT_CHECKED)} - {read.ask}"


def repeated_in_words(evaluation: Evaluation) -> tuple[str, ...]:
    """Ingredients that more than one current product holds."""
    return tuple(
        f"More than one product with {ingredient}: {', '.join(names)}."
        for ingredient, names in evaluation.repeated_ingredients
    )


def totals_in_words(evaluation: Evaluation) -> tuple[str, ...]:
    """Daily totals of what is added up over all products; unknown ones only where something belongs to them."""
    computed = evaluation.computed
    counted = (computed.mme_known, computed.acetaminophen_known_mg)
    if not any(counted) and not any(item.dose_missing for item in evaluation.current_medicines):
        return ()
    return tuple(f"{label}: {amount}." for label, amount in daily_totals(computed))


def asked_word(reviewed: Answer | str | None) -> str:
    """Whether a list was gone through with the patient. Never "none" for a list that nobody asked about."""
    if reviewed == Answer.YES:
        return "confirmed"
    return "not assessed" if reviewed == Answer.NOT_ASSESSED else "not asked"


def list_in_words(count: int, reviewed: Answer | str | None) -> str:
    """``none, confirmed``, ``not asked``, ``2 recorded, not asked about others``."""
    word = asked_word(reviewed)
    if word == "confirmed":
        return f"{count} recorded, confirmed" if count else "none, confirmed"
    return f"{count} recorded, others {word}" if count else word


def lists_in_words(consultation: Consultation) -> Iterator[tuple[str, str, str]]:
    """Path, title and state of the three lists that every check of a medicine rests on."""
    answers = consultation.conditions.values()
    asked = consultation.conditions_reviewed
    conditions = [answer for answer in answers if answer is Answer.YES or asked is not Answer.YES]
    lists = (
        ("conditions_reviewed", "Conditions", len(conditions), asked),
        (
            "allergies.reviewed",
            "Allergies",
            len(consultation.allergies.list),
            consultation.allergies.reviewed,
        ),
        (
            "current_medications.reviewed",
            "Current medicines",
            len(consultation.current_medications.list),
            consultation.current_medications.reviewed,
        ),
    )
    for path, title, count, reviewed in lists:
        yield path, title, list_in_words(count, reviewed)
