"""Where a piece of clinical knowledge comes from, and how far it may be trusted."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

Sentence = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class ContentModel(BaseModel):
    """Base of every piece of content: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Bilingual(ContentModel):
    """A text for the patient, in each language of the handout."""

    en: Sentence
    es: Sentence

    def in_language(self, language: str) -> str:
        return self.es if language == "es" else self.en


class Standing(StrEnum):
    """How far the text of the source was checked. ``mixed``: the core was read, a detail was not."""

    VERIFIED = "verified"
    FROM_KNOWLEDGE = "from_knowledge"
    MIXED = "mixed"
    LOCAL_CONVENTION = "local_convention"


class Source(ContentModel):
    """A guideline, label, trial or review that an entry leans on.

    ``same_as`` is the id under which the same publication is cited in a plan, where parts of the content were written
    with ids of their own.
    """

    id: str
    citation: Sentence
    year: int | None = None
    seen: Sentence
    standing: Standing
    same_as: str | None = None


class SeedStatement(ContentModel):
    """One statement of the two documents that the application started from (``S1-..``, ``S2-..``)."""

    id: str
    statement: Sentence
    part: str


def _ids(value: object) -> object:
    return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value


Ids = Annotated[tuple[str, ...], BeforeValidator(_ids)]


class Entry(ContentModel):
    """Base of every clinical entry: its stable id and its provenance.

    ``sources`` are source ids; ``seeds`` the seed statements it serves; ``evidence`` the figure that the source
    gives, where it gives one; ``note`` says where the content deviates from, or decides between, its sources.
    """

    id: str
    sources: Ids
    standing: Standing
    seeds: Ids = ()
    evidence: str | None = None
    note: str | None = None


class ContentStamp(ContentModel):
    """The identity of a content version, as printed on each plan."""

    version: str
    sha256: str
    published_on: date
    reviewed_on: date | None
    review_due: date
    review_state: str


class About(ContentModel):
    """The content's own imprint. ``review_state`` is ``submitted``, ``under_review`` or ``approved``.

    ``seeds`` are the statements about the content as a whole: who it is for, how far it is reviewed, what it rests on.
    """

    version: str
    title: Sentence
    published_on: date
    reviewed_on: date | None = None
    review_due: date
    expires_on: date
    review_state: str
    editorial_policy: Sentence
    disclaimer: Sentence
    support_statement: Sentence
    seeds: Ids = ()
