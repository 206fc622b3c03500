"""Content of the guidelines side by side: what each of them says to each decision."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final, Literal, NamedTuple, Self

from pydantic import model_validator

from desktop_app.domain.provenance import ContentModel, Entry, Ids, Sentence, Standing

Stance = Literal["FOR-S", "FOR", "FOR-W", "NEUTRAL", "AGN-W", "AGN", "AGN-S", "TEXT", "SILENT", "n/a"]
"""For or against, -S strong, -W weak or conditional, neither: the source gives no strength. NEUTRAL looked at without a
recommendation, TEXT advice on when or how, SILENT not in its recommendations, n/a outside its scope."""

Certainty = Literal["very_low", "low", "moderate", "high"]

DURATION_CLASSES: Final = ("acute", "subacute", "chronic")


class PatientGroup(NamedTuple):
    """What guidelines distinguish patients by. An unknown duration class or nerve-root pain is never taken for one."""

    duration_class: str
    nerve_root: bool | None

    @property
    def possible(self) -> Iterator[tuple[str, bool]]:
        """Every known group that the patient may belong to."""
        phases = (self.duration_class,) if self.duration_class in DURATION_CLASSES else DURATION_CLASSES
        return product(phases, (True, False) if self.nerve_root is None else (self.nerve_root,))


class Guideline(Entry):
    """A guideline with a column of its own; ``sources`` are its editions, the one that was read first.

    ``phases``: the only duration classes that it covers; empty means every one. ``beside``: it has no column but where
    it speaks. ``title`` is the name of its publisher.
    """

    name: Sentence
    title: Sentence
    phases: Ids = ()
    beside: bool = False


class GuidelinePosition(ContentModel):
    """What one guideline says to a decision, for some patients or for all.

    ``phases``: the duration classes that it speaks of; empty means every one. ``nerve_root``: whether it speaks of
    nerve-root pain, or of pain without it; ``None`` of both. ``in_short`` is the condition or aim in a few words (of a
    ``TEXT`` the whole advice), ``says`` the statement in a line. ``source`` where it is not the first of the guideline.
    """

    guideline: str
    stance: Stance
    phases: Ids = ()
    nerve_root: bool | None = None
    in_short: Sentence | None = None
    certainty: Certainty | None = None
    says: Sentence | None = None
    source: str | None = None
    standing: Standing

    @property
    def is_for(self) -> bool:
        return self.stance.startswith("FOR")

    @property
    def is_against(self) -> bool:
        return self.stance.startswith("AGN")

    @property
    def strength(self) -> Literal["strong", "weak"] | None:
        """How strong the source calls it; ``None`` where it does not say, or speaks neither for nor against."""
        if self.stance.endswith("-S"):
            return "strong"
        return "weak" if self.stance.endswith("-W") else None

    @model_validator(mode="after")
    def _speaks(self) -> Self:
        if self.stance not in ("SILENT", "n/a") and self.says is None:
            raise ValueError("a position must say something")
        if self.stance == "TEXT" and self.in_short is None:
            raise ValueError("advice that is neither for nor against needs its words in short")
        return self


class GuidelineDecision(Entry):
    """A decision that guidelines speak to. ``treatments`` are the medicines, groups and therapies that it is about.

    ``app_does``: what this content does and why; the entry's own sources are what it follows there.
    """

    title: Sentence
    topic: Literal["imaging", "medicines", "care", "organising"]
    treatments: Ids = ()
    app_does: Sentence
    positions: tuple[GuidelinePosition, ...]
