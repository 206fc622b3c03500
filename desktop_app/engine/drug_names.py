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
_FORM_WORDS = frozenset(
    [
        "tablet",
        "tablets",
        "tab",
        "tabs",
        "capsule",
        "capsules",
        "cap",
        "caps",
        "caplet",
        "caplets",
        "pill",
        "pills",
        "oral",
        "solution",
        "liquid",
        "syrup",
        "er",
        "xr",
        "sr",
        "ir",
        "cr",
        "la",
        "xl",
        "dr",
        "ec",
        "od",
        "extended-release",
        "immediate-release",
        "delayed-release",
        "sustained-release",
        "extended",
        "immediate",
        "delayed",
        "sustained",
        "release",
        "enteric",
        "coated",
        "enteric-coated",
        "chewable",
    ]
)
_SALT_WORDS = frozenset(
    [
        "sodium",
        "hydrochloride",
        "hcl",
        "hydrobromide",
        "hbr",
        "sulfate",
        "sulphate",
        "phosphate",
        "tartrate",
        "succinate",
        "maleate",
        "mesylate",
        "besylate",
        "calcium",
        "acetate",
        "citrate",
        "fumarate",
        "bromide",
    ]
)


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


class DrugDictionary:
    """Looks names up among ingredients and synonyms, ignoring case and spacing."""

    def __init__(self, entries: Iterable[DictionaryEntry], ambiguous: Iterable[AmbiguousName] = ()) -> None:
        self._rows: dict[str, DictionaryRow] = {}
        for entry in entries:
            row = DictionaryRow.of(entry)
            self._rows[_plain(entry.ingredient)] = row
            for synonym in entry.synonyms:
                self._rows.setdefault(_plain(synonym), row)
        self._ambiguous = {_plain(item.name): item for item in ambiguous}

    def find(self, name: str) -> DictionaryRow | None:
        """The row of this name, or ``None``: an unknown name is never guessed."""
        return next((self._rows[form] for form in _forms(name) if form in self._rows), None)

    def row(self, ingredient: str) -> DictionaryRow:
        """The row of an ingredient that the content itself names."""
        return self._rows[_plain(ingredient)]

    def question_about(self, name: str) -> str | None:
        """What to ask before a bare name may be relied on (``Voltaren``: tablets or gel?)."""
        ambiguous = next((self._ambiguous[form] for form in _forms(name) if form in self._ambiguous), None)
        return ambiguous.ask if ambiguous is not None else None


def strength_in(name: str) -> str | None:
    """The strength that stands in a name (``aspirin 500 mg``)."""
    match = _STRENGTH.search(name)
    return None if match is None else match[0]


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _forms(name: str) -> Iterator[str]:
    """The name as written, then with less and less of strength, form and salt words; each form once."""
    whole = _plain(name)
    yield whole
    bare = " ".join(_BARE_STRENGTH.sub(" ", _STRENGTH.sub(" ", whole).replace(",", " ")).split())
    without_form = _without(bare, _FORM_WORDS)
    for form in (bare, without_form, _without(without_form, _SALT_WORDS)):
        if form and form != whole:
            yield form


def _without(name: str, words: frozenset[str]) -> str:
    return " ".join(word for word in name.split() if word not in words)
