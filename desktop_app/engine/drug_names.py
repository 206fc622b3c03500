"""Match a medicine as people name it to a row of the drug dictionary.

Only exact matches count, after strength, oral form, release and salt words are trimmed: look-alike names
(hydroxyzine, hydralazine) must never be accepted by likeness. A route word (gel, patch, drops) is part of the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop_app.domain.medication_content import AmbiguousName, DictionaryEntry

_STRENGTH = re.compile(
    r"\b\d+(?:[.,]\d+)?\s*(?:-|/)?\s*(?:mg|mcg|ug|g|ml|units?|iu|meq|%)(?:\s*/\s*(?:\d+(?:[.,]\d+)?\s*)?(?:mg|mcg|ml|h|hr|hour|day))?"
    r"(?:\b|(?<=%))",
    re.IGNORECASE,
)
_BARE_STRENGTH = re.compile(r"(?<!\S)(?:\d+(?:\.\d+)?(?:[/-]\d+(?:\.\d+)?)+|\d{2,}(?:\.\d+)?)(?!\S)")
"""Numbers without a unit as people write them (``Percocet 5/325``, ``ibuprofen 800``).

A single digit stays: it can be part of the name (``Tylenol 3`` holds codeine).
"""
_TOPICAL = " topical"
_FORMS = (
    "tablet tablets tab tabs capsule capsules cap caps caplet caplets pill pills oral solution liquid syrup"
    " er xr sr ir cr la xl dr ec od extended-release immediate-release delayed-release sustained-release"
    " extended immediate delayed sustained release enteric coated enteric-coated chewable"
)
_SALTS = (
    "sodium hydrochloride hcl hydrobromide hbr sulfate sulphate phosphate tartrate succinate maleate mesylate"
    " besylate calcium acetate citrate fumarate bromide"
)
_FORM_WORDS = frozenset(_FORMS.split())
_SALT_WORDS = frozenset(_SALTS.split())


@dataclass(frozen=True, slots=True)
class DictionaryRow:
    """A row of the dictionary: the ingredients between its slashes (``bases``: whatever the route), and its classes.

    Topical rows end in that word and carry no systemic class.
    """

    ingredient: str
    parts: tuple[str, ...]
    bases: tuple[str, ...]
    classes: tuple[str, ...]
    is_topical: bool

    @classmethod
    def of(cls, entry: DictionaryEntry) -> DictionaryRow:
        parts = tuple(entry.ingredient.split("/"))
        is_topical = entry.ingredient.endswith(_TOPICAL)
        return cls(entry.ingredient, parts, tuple(map(base_ingredient, parts)), entry.classes, is_topical)


def base_ingredient(ingredient: str) -> str:
    """The ingredient whatever its route: ``diclofenac topical`` is diclofenac."""
    return ingredient.removesuffix(_TOPICAL)


@dataclass(frozen=True, slots=True)
class NameReading:
    """What a name is read as; ``row`` is ``None`` for a name that is not in the dictionary.

    ``question``: the name is ambiguous, and ``row`` is only the cautious reading until it is answered.
    """

    row: DictionaryRow | None
    question: AmbiguousName | None = None


_UNKNOWN = NameReading(None)


class DrugDictionary:
    """Looks names up among ingredients, synonyms and the answers to ambiguous names, ignoring case and spacing.

    ``spelled`` has every name that is found as it stands, as the content writes it.
    """

    def __init__(self, entries: Iterable[DictionaryEntry], ambiguous: Iterable[AmbiguousName] = ()) -> None:
        self._rows: dict[str, DictionaryRow] = {}
        self._readings: dict[str, NameReading] = {}
        self.spelled: dict[str, str] = {}
        asked = tuple(ambiguous)
        for entry in entries:
            row = DictionaryRow.of(entry)
            self._rows[plain(entry.ingredient)] = row
            # An ingredient goes before the synonym of another row.
            self._readings[plain(entry.ingredient)] = NameReading(row)
            self.spelled[plain(entry.ingredient)] = entry.ingredient
            for synonym in entry.synonyms:
                self._add(synonym, NameReading(row))
        for item in asked:
            for choice in item.choices:
                self._add(choice.name, NameReading(None if choice.row is None else self.row(choice.row)))
        for item in asked:
            self.spelled.setdefault(plain(item.name), item.name)
            cautious = self._rows.get(plain(item.assume or item.name))
            self._readings[plain(item.name)] = NameReading(cautious, item)

    def read(self, name: str) -> NameReading:
        """What a name is read as, with the question where it is ambiguous. An unknown name is never guessed."""
        return next((self._readings[form] for form in forms_of(name) if form in self._readings), _UNKNOWN)

    def find(self, name: str) -> DictionaryRow | None:
        """The row of this name, or of its cautious reading; ``None`` where there is none."""
        return self.read(name).row

    def row(self, ingredient: str) -> DictionaryRow:
        """The row of an ingredient that the content itself names."""
        return self._rows[plain(ingredient)]

    def _add(self, name: str, reading: NameReading) -> None:
        self._readings.setdefault(plain(name), reading)
        self.spelled.setdefault(plain(name), name)


def strength_in(name: str) -> str | None:
    """The strength that stands in a name (``aspirin 500 mg``)."""
    match = _STRENGTH.search(name)
    return None if match is None else match[0]


def plain(name: str) -> str:
    """A name as it is compared: without upper case and doubled spaces."""
    return " ".join(name.casefold().split())


def forms_of(name: str) -> Iterator[str]:
    """The name as written, then with less and less of strength, form and salt words; each form once."""
    whole = plain(name)
    yield whole
    bare = " ".join(_BARE_STRENGTH.sub(" ", _STRENGTH.sub(" ", whole).replace(",", " ")).split())
    without_form = _without(bare, _FORM_WORDS)
    for form in (bare, without_form, _without(without_form, _SALT_WORDS)):
        if form and form != whole:
            yield form


def _without(name: str, words: frozenset[str]) -> str:
    return " ".join(word for word in name.split() if word not in words)
