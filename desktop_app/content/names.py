"""Every name that entries of the content may use for one another, and a walk over all parts of the content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.value_types import Location, suggestion

Found = Iterator[tuple[Location, str]]
"""Problems: where in the joined sections, and what is wrong there (``RF-C99 is not a question``)."""

EVERYTHING = "ALL"
"""How a rule targets the whole formulary, or every therapy."""

_NAMING_FIELDS = ("id", "key", "code", "number", "ingredient", "name")


@dataclass(frozen=True, slots=True)
class Known:
    """All names of one kind. ``coded``: names that look alike differ in meaning, so that none is proposed."""

    kind: str
    names: frozenset[str]
    coded: bool = False

    def unknown(self, location: Location, names: Iterable[str]) -> Found:
        """A problem for each of ``names`` that does not exist."""
        for index, name in enumerate(names):
            if name not in self.names:
                hint = "" if self.coded else suggestion(name, self.names)
                yield (*location, index), f"{name} is not {self.kind}{hint}"


class Names:
    """The names of one content version. ``refused`` are names of entries that were set aside: they exist as well."""

    def __init__(self, knowledge: KnowledgeBase, refused: frozenset[str]) -> None:
        self.refused = refused
        self.sources = self._of("a source", knowledge.sources)
        self.seeds = self._of("a seed statement", knowledge.seed_statements, coded=True)
        self.groups = self._of("a question group", knowledge.question_groups)
        self.questions = self._of("a question", knowledge.questions, coded=True)
        self.conditions = self._of("a condition", knowledge.conditions)
        self.definitions = self._of("a statement", knowledge.definitions)
        self.consequences = self._of("a statement", knowledge.consequences)
        self.triage_rules = self._of("a triage rule", knowledge.triage_rules, coded=True)
        self.therapy_rules = self._of("a therapy rule", knowledge.therapy_rules, coded=True)
        self.orders = self._of("an order code", knowledge.order_codes)
        self.services = self._of("a referral target", knowledge.referral_targets)
        self.drug_classes = self._of("a drug class", knowledge.drug_classes)
        self.allergies = self._of("an allergy key", knowledge.allergy_keys)
        self.medicines = self._of("a medicine", knowledge.medicines)
        self.therapies = self._of("a therapy", knowledge.therapies)
        self.guidelines = self._of("a guideline", knowledge.guidelines)
        self.snippets = self._of("a snippet of the handout", knowledge.handout_snippets)
        self.sections = self._of("a section of the handout", knowledge.handout_sections)
        self.reasons = self._of("a reason phrase", knowledge.reason_phrases)
        groups = {group for medicine in knowledge.medicines for group in medicine.groups}
        self.medicines_and_groups = self._known("a medicine or a group", self.medicines.names | groups)
        self.treatments = self._known("a medicine or a therapy", self.medicines.names | self.therapies.names)
        rows = {entry.ingredient for entry in knowledge.drug_dictionary}
        self.rows = self._known("a row of the drug dictionary", rows)
        spelled = {name for entry in knowledge.drug_dictionary for name in entry.synonyms}
        self.drug_names = self._known("a name of the drug dictionary", rows | spelled)
        parts = {part for row in rows for part in row.split("/")}
        bases = {part.removesuffix(" topical") for part in parts}
        self.ingredients = self._known("an ingredient of the drug dictionary", rows | parts | bases)

    def _of(self, kind: str, entries: Iterable[BaseModel], *, coded: bool = False) -> Known:
        return self._known(kind, {name_of(entry) for entry in entries}, coded=coded)

    def _known(self, kind: str, names: Iterable[str], *, coded: bool = False) -> Known:
        return Known(kind, frozenset(names) | self.refused, coded)


def name_of(entry: BaseModel) -> str:
    """The id, key or code by which an entry is known."""
    field = next(name for name in _NAMING_FIELDS if name in type(entry).model_fields)
    return str(getattr(entry, field))


def parts_of(value: object, location: Location = ()) -> Iterator[tuple[Location, BaseModel]]:
    """Every model within ``value``, outermost first, with its location as an author writes it."""
    if isinstance(value, BaseModel):
        if location:
            yield location, value
        for name, field in type(value).model_fields.items():
            yield from parts_of(getattr(value, name), (*location, field.alias or name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from parts_of(item, (*location, index))
