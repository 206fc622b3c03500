"""Find names of the dictionary while they are typed. What is found is only offered: a name is never taken by likeness.

Names that begin with what was typed come first, then those with such a word, then those that contain it. Where none
does, close spellings are kept apart. Names that look alike are shown side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.medication_content import AllergyKey, DrugClass, LookAlike
from desktop_app.engine.drug_names import DrugDictionary, forms_of, plain

SHORTEST_SEARCH: Final = 2
MOST_FOUND: Final = 8
_ONE_EDIT_FROM, _TWO_EDITS_FROM = 4, 7
_BETWEEN_WORDS: Final = re.compile(r"[\s/&-]+")
_FROM_A_NUMBER: Final = re.compile(r"\s+\d.*")


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name of the dictionary with what it stands for. ``asks``: it is ambiguous, and leads to a question."""

    name: str
    ingredient: str
    classes: tuple[str, ...] = ()
    asks: bool = False

    @property
    def words(self) -> str:
        """``ibuprofen (oral or injected NSAID), as Advil``."""
        words = f"{self.ingredient} ({', '.join(self.classes)})" if self.classes else self.ingredient
        if plain(self.name) != plain(self.ingredient):
            words += f", as {self.name}"
        return f"{words} - asks which one" if self.asks else words


@dataclass(frozen=True, slots=True)
class NameSearch:
    """What a typed text finds.

    ``is_exact``: the text itself, apart from strength and form, is the first of ``matching``. ``look_alikes`` are
    names that are mistaken for it. ``similar`` is spelled almost like it; only where nothing matches.
    """

    matching: tuple[FoundName, ...] = ()
    look_alikes: tuple[FoundName, ...] = ()
    similar: tuple[FoundName, ...] = ()
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class _Indexed:
    """A name prepared for the search: its words, and the set of its characters as bits."""

    found: FoundName
    key: str
    words: tuple[str, ...]
    characters: int

    @classmethod
    def of(cls, found: FoundName) -> _Indexed:
        key = plain(found.name)
        return cls(found, key, tuple(_BETWEEN_WORDS.split(key)), _characters(key))


class NameFinder:
    """Searches a fixed set of names."""

    def __init__(self, names: Iterable[FoundName], look_alikes: Iterable[LookAlike] = ()) -> None:
        self._names = {plain(found.name): _Indexed.of(found) for found in names}
        groups = [[plain(name) for name in item.names] for item in look_alikes]
        self._look_alikes = {
            name: [other for other in group if other != name] for group in groups for name in group
        }

    def search(self, typed: str) -> NameSearch:
        """Everything to offer for ``typed``, best first."""
        forms = [form for form in dict.fromkeys(_searched_forms(typed)) if len(form) >= SHORTEST_SEARCH]
        exact = next((self._names[form] for form in forms_of(typed) if form in self._names), None)
        matching = next((hits for form in forms if (hits := self._matching(form))), ())
        if exact is not None:
            shown = tuple(dict.fromkeys((exact.found, *matching)))[:MOST_FOUND]
            near = (found for found in self._near(exact.key) if _are_different_products(found, exact.found))
            return NameSearch(shown, self._beside((exact.found,), near), is_exact=True)
        if matching:
            return NameSearch(matching[:MOST_FOUND], self._beside(matching[:MOST_FOUND]))
        similar = next((hits for form in forms if (hits := self._near(form))), ())[:MOST_FOUND]
        return NameSearch(similar=tuple(dict.fromkeys((*similar, *self._beside(similar)))))

    def _matching(self, form: str) -> tuple[FoundName, ...]:
        ranked = [
            (_rank(item, form), len(item.key), item.key) for item in self._names.values() if form in item.key
        ]
        return tuple(self._names[key].found for _, _, key in sorted(ranked))

    def _near(self, form: str) -> tuple[FoundName, ...]:
        """Names a letter away, two where ``form`` is long; nothing is near to a text of few letters."""
        most = 0 if len(form) < _ONE_EDIT_FROM else 1 if len(form) < _TWO_EDITS_FROM else 2
        characters = _characters(form)
        near = [item for item in self._names.values() if _may_be_near(item, form, characters, most)]
        found = [(distance, item.key) for item in near if (distance := edits(form, item.key, most)) <= most]
        return tuple(self._names[key].found for _, key in sorted(found))

    def _beside(self, shown: Iterable[FoundName], near: Iterable[FoundName] = ()) -> tuple[FoundName, ...]:
        """The names that the content lists beside those shown, and ``near`` ones of other products."""
        keys = [plain(found.name) for found in shown]
        listed = (other for key in keys for other in self._look_alikes.get(key, ()) if other not in keys)
        return tuple(
            dict.fromkeys((*(self._names[key].found for key in listed if key in self._names), *near))
        )


def medicine_finder(
    dictionary: DrugDictionary, classes: Iterable[DrugClass], look_alikes: Iterable[LookAlike]
) -> NameFinder:
    """Finds what patients take: ingredients, brands, combinations and synonyms."""
    return NameFinder(_medicine_names(dictionary, classes), look_alikes)


def allergy_finder(
    dictionary: DrugDictionary,
    classes: Iterable[DrugClass],
    look_alikes: Iterable[LookAlike],
    keys: Iterable[AllergyKey],
) -> NameFinder:
    """Finds what patients are allergic to: products as above, and the words of each allergy that checks know."""
    words = [FoundName(word, f"{key.label} allergy") for key in keys for word in key.words]
    return NameFinder((*words, *_medicine_names(dictionary, classes)), look_alikes)


def _medicine_names(dictionary: DrugDictionary, classes: Iterable[DrugClass]) -> Iterator[FoundName]:
    labels = {item.key: item.label for item in classes}
    for name in dictionary.spelled.values():
        reading = dictionary.read(name)
        if reading.row is not None:
            meaning = tuple(labels.get(key, key) for key in reading.row.classes)
            yield FoundName(name, reading.row.ingredient, meaning, asks=reading.question is not None)
        elif reading.question is not None:
            yield FoundName(name, name, asks=True)


def edits(one: str, other: str, most: int) -> int:
    """Letters to change, add, leave out or swap with a neighbour (optimal string alignment); gives up above ``most``.

    Then the result is any number above ``most``.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, opposite in enumerate(other, start=1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != opposite))
            if before and column > 1 and letter == other[column - 2] and one[row - 2] == opposite:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return last[-1]


def _searched_forms(typed: str) -> Iterator[str]:
    """The text with less and less of strength and form; last without what begins with a number (``advil 2``)."""
    yield from forms_of(typed)
    yield _FROM_A_NUMBER.sub("", plain(typed))


def _rank(item: _Indexed, form: str) -> int:
    if item.key.startswith(form):
        return 0
    return 1 if any(word.startswith(form) for word in item.words) else 2


def _characters(text: str) -> int:
    """The set of characters as bits; two characters may share one, which can only let more names through."""
    bits = 0
    for character in text:
        bits |= 1 << (ord(character) % 64)
    return bits


def _may_be_near(item: _Indexed, text: str, characters: int, most: int) -> bool:
    """A cheap look before ``edits``: each edit changes the length by one and the set of characters by two at most."""
    return abs(len(item.key) - len(text)) <= most and (item.characters ^ characters).bit_count() <= 2 * most


def _are_different_products(one: FoundName, other: FoundName) -> bool:
    return set(one.ingredient.split("/")).isdisjoint(other.ingredient.split("/"))
