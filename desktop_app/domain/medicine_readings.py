"""What the current medicines and the allergies were read as, by the names that they were given."""

from __future__ import annotations

from typing import NamedTuple


class NameQuestion(NamedTuple):
    """What to ask about an ambiguous name; each choice is its label and the name that it puts into the list.

    ``taken_as`` is the label of the cautious reading (``tablets``); empty where no choice is that reading alone.
    """

    ask: str
    taken_as: str
    choices: tuple[tuple[str, str], ...]


class NamedMedicine(NamedTuple):
    """What a current medicine was read as, by the name that it was given; not checked without an ``ingredient``.

    ``question``: its bare name is ambiguous, and the reading is only the cautious one until that is answered.
    ``dose_missing``: its daily amount is added up, and not known. ``counted_in``: by what else than doses in mg.
    """

    name: str
    ingredient: str | None
    classes: tuple[str, ...]
    question: NameQuestion | None = None
    dose_missing: bool = False
    stopped: bool = False
    counted_in: str | None = None

    @property
    def ask(self) -> str | None:
        return None if self.question is None else self.question.ask

    @property
    def until_answered(self) -> str | None:
        """How it is read while its question is open (``taken as tablets until answered``); ``None`` where none is."""
        if self.question is None:
            return None
        if self.ingredient is None:
            return "not checked until answered"
        taken_as = self.question.taken_as or self.ingredient
        if taken_as.casefold() == self.name.casefold():
            return "not settled until answered"
        return f"taken as {taken_as} until answered"


class ReadAllergy(NamedTuple):
    """What a recorded allergy counts as: labels of allergies that checks know, and medicines with that ingredient.

    Without any, it is an ``intolerance`` (no check counts it), a known product that no check asks about
    (``known``), or a name that nothing could be read from.
    """

    text: str
    counts_as: tuple[str, ...]
    intolerance: bool
    known: bool

    @property
    def is_checked(self) -> bool:
        """Whether a check or the dictionary knows it."""
        return self.known or bool(self.counts_as)
