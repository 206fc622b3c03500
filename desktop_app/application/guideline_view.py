"""Guidelines side by side, as the screen shows them: a row for each decision, a cell for each guideline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, NamedTuple

from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.guideline_content import (
    DURATION_CLASSES,
    Guideline,
    GuidelineDecision,
    GuidelinePosition,
    PatientGroup,
)
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.provenance import Source, Standing
from desktop_app.engine.guidelines import disagreement, positions_for, treatments_of

TOPICS: Final = {
    "imaging": "Imaging",
    "medicines": "Medicines and injections",
    "care": "Care without medicines",
    "organising": "How care is organised",
}
_ROOT_WORDS: Final = {
    True: "with nerve-root pain",
    False: "without nerve-root pain",
    None: "nerve-root pain not known",
}
_OTHERS_TITLE: Final = "Guidelines that speak to few of these decisions"
EVERYBODY: Final = PatientGroup("unknown", None)


class Stand(Enum):
    """On which side a guideline stands, in the word that the screen shows."""

    FOR = "For"
    MAY = "May"
    NEUTRAL = "Neutral"
    AGAINST = "Against"
    ADVICE = "Advice"
    NOT_COVERED = "Not covered"
    NOT_RECORDED = "Not recorded"


_STANDS: Final = {
    "FOR-S": Stand.FOR,
    "FOR": Stand.FOR,
    "FOR-W": Stand.MAY,
    "NEUTRAL": Stand.NEUTRAL,
    "AGN-W": Stand.AGAINST,
    "AGN": Stand.AGAINST,
    "AGN-S": Stand.AGAINST,
    "TEXT": Stand.ADVICE,
    "SILENT": Stand.NOT_COVERED,
    "n/a": Stand.NOT_COVERED,
}


@dataclass(frozen=True, slots=True)
class GuidelineHead:
    """A column: the guideline by its short name and the year of the edition that was read."""

    name: str
    title: str
    year: int | None
    note: str | None

    @property
    def named(self) -> str:
        return self.name if self.year is None else f"{self.name} {self.year}"


@dataclass(frozen=True, slots=True)
class PositionView:
    """One position in words. ``word`` is short enough for a cell, ``says`` a line; ``known`` is how we know it.

    ``who`` are the patients that it speaks of, where these are not all. ``edition`` is the year of an edition that is
    not the one of its column; in the column of the others it is the name of the guideline.
    """

    stand: Stand
    word: str
    strength: str | None
    detail: str
    who: str
    says: str
    known: str
    citation: str
    edition: str | None

    @property
    def is_weak(self) -> bool:
        """Whether its mark is only outlined."""
        return self.strength == "weak" or self.stand is Stand.MAY

    @property
    def in_words(self) -> str:
        """Everything that its cell shows, for a screen reader and for lists."""
        return ", ".join(filter(None, (self.word, self.edition, self.detail, self.who, self.known)))


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision with a cell for each column; ``disagreement`` is 0 where guidelines do not differ for the patients."""

    id: str
    title: str
    topic: str
    app_does: str
    disagreement: int
    cells: tuple[tuple[PositionView, ...], ...]


@dataclass(frozen=True, slots=True)
class GuidelineMatrix:
    """The rows for one group of patients under the columns that they need."""

    columns: tuple[GuidelineHead, ...]
    rows: tuple[DecisionRow, ...]


_OTHERS: Final = GuidelineHead("Others", _OTHERS_TITLE, None, None)


class PatientChoice(NamedTuple):
    """Patients that positions can be shown for: a label to choose by, and the same in full."""

    label: str
    in_full: str
    group: PatientGroup


class Guidelines:
    """All guidelines and decisions of a content version."""

    def __init__(
        self,
        guidelines: Iterable[Guideline],
        decisions: Iterable[GuidelineDecision],
        sources: Iterable[Source],
        decision_of: Mapping[str, str],
    ) -> None:
        self._sources = {source.id: source for source in sources}
        self._guidelines = {guideline.id: guideline for guideline in guidelines}
        everyone = self._guidelines.values()
        self._columns = tuple((_head(each, self._sources), each) for each in everyone if not each.beside)
        self._others = tuple(each for each in everyone if each.beside)
        self._decisions = {decision.id: decision for decision in decisions}
        self._decision_of = decision_of

    @classmethod
    def of(cls, knowledge: KnowledgeBase) -> Guidelines:
        decision_of = {
            treatment: decision.id
            for decision in knowledge.guideline_decisions
            for treatment in treatments_of(decision, knowledge)
        }
        return cls(knowledge.guidelines, knowledge.guideline_decisions, knowledge.sources, decision_of)

    def decision_about(self, treatment: str) -> str | None:
        """The decision on a medicine or therapy; ``None`` where guidelines are not compared on it."""
        return self._decision_of.get(treatment)

    def matrix(self, group: PatientGroup, decisions: Iterable[str] | None = None) -> GuidelineMatrix:
        """Rows for such patients: those named, or all, the worst disagreement first."""
        wanted = self._decisions if decisions is None else {key: self._decisions[key] for key in decisions}
        rows = [self._row(decision, group) for decision in wanted.values()]
        heads = tuple(head for head, _ in self._columns)
        if any(row.cells[-1] for row in rows):
            heads = (*heads, _OTHERS)
        else:
            rows = [replace(row, cells=row.cells[:-1]) for row in rows]
        return GuidelineMatrix(heads, tuple(sorted(rows, key=lambda row: -row.disagreement)))

    def _row(self, decision: GuidelineDecision, group: PatientGroup) -> DecisionRow:
        """With a last cell for the guidelines that have no column."""
        applying = positions_for(decision, self._guidelines, group)
        others = tuple(
            self._view(position, guideline, group, f"{guideline.name} {self._year(position)}")
            for guideline in self._others
            for position in applying
            if position.guideline == guideline.id
        )
        return DecisionRow(
            decision.id,
            decision.title,
            TOPICS[decision.topic],
            decision.app_does,
            disagreement(decision, self._guidelines, group),
            (*(self._cell(decision, guideline, applying, group) for _, guideline in self._columns), others),
        )

    def _cell(
        self,
        decision: GuidelineDecision,
        guideline: Guideline,
        applying: tuple[GuidelinePosition, ...],
        group: PatientGroup,
    ) -> tuple[PositionView, ...]:
        mine = [position for position in decision.positions if position.guideline == guideline.id]
        if not mine:
            return (_without_position(Stand.NOT_RECORDED, "", "Not recorded in this content."),)
        shown = [position for position in mine if position in applying]
        if not shown:
            who = " or ".join(dict.fromkeys(self._who(position) for position in mine))
            return (_without_position(Stand.NOT_COVERED, f"{who} only", f"Speaks of {who} only."),)
        first_edition = self._sources[guideline.sources[0]].year
        years = [(position, self._year(position)) for position in shown]
        return tuple(
            self._view(each, guideline, group, str(year) if year and year != first_edition else None)
            for each, year in years
        )

    def _year(self, position: GuidelinePosition) -> int | None:
        return self._source(position).year

    def _source(self, position: GuidelinePosition) -> Source:
        return self._sources[position.source or self._guidelines[position.guideline].sources[0]]

    def _view(
        self, position: GuidelinePosition, guideline: Guideline, group: PatientGroup, edition: str | None
    ) -> PositionView:
        stand, source = _STANDS[position.stance], self._source(position)
        is_advice, outside = stand is Stand.ADVICE, position.stance == "n/a"
        certainty = position.certainty and f"{position.certainty.replace('_', ' ')} certainty"
        in_short = None if is_advice else position.in_short
        detail = ("outside its scope" if outside else None, position.strength, in_short, certainty)
        return PositionView(
            stand=stand,
            word=(position.in_short or "") if is_advice else stand.value,
            strength=position.strength,
            detail=", ".join(filter(None, detail)),
            who=self._who(position) if len(tuple(group.possible)) > 1 else "",
            says=position.says or ("Outside its scope." if outside else "Not in its recommendations."),
            known=_known(position.standing),
            citation=f"{source.id}: {source.citation}",
            edition=edition,
        )

    def _who(self, position: GuidelinePosition) -> str:
        """The patients that a position speaks of, within what its guideline covers."""
        covered = self._guidelines[position.guideline].phases
        phases = position.phases or covered
        root = {True: "nerve-root pain", False: "no nerve-root pain", None: ""}[position.nerve_root]
        return ", ".join(filter(None, (" and ".join(phases), root)))


def group_of(evaluation: Evaluation) -> PatientGroup:
    """The group of patients that this patient belongs to, as far as is known."""
    return PatientGroup(evaluation.computed.duration_class, evaluation.nerve_root)


def patient_choices(evaluation: Evaluation) -> tuple[PatientChoice, ...]:
    """The patients that positions can be shown for, this patient first, everybody last."""
    mine = group_of(evaluation)
    others = [PatientGroup(phase, root) for phase in DURATION_CLASSES for root in (False, True)]
    return (
        PatientChoice("This patient", f"This patient: {group_in_words(mine)}", mine),
        *(
            PatientChoice(
                f"{group.duration_class.capitalize()}, {_ROOT_WORDS[group.nerve_root]}",
                f"Patients with {group_in_words(group)}",
                group,
            )
            for group in others
        ),
        PatientChoice("All patients", "All patients", EVERYBODY),
    )


def group_in_words(group: PatientGroup) -> str:
    """``chronic pain, without nerve-root pain``"""
    pain = "pain of unknown duration" if group.duration_class == "unknown" else f"{group.duration_class} pain"
    return f"{pain}, {_ROOT_WORDS[group.nerve_root]}"


def _head(guideline: Guideline, sources: Mapping[str, Source]) -> GuidelineHead:
    year = sources[guideline.sources[0]].year
    return GuidelineHead(guideline.name, guideline.title, year, guideline.note)


def _without_position(stand: Stand, who: str, says: str) -> PositionView:
    return PositionView(stand, stand.value, None, "", who, says, "", "", None)


def _known(standing: Standing) -> str:
    """In a cell there is room for two words, and "partly read" must not pass for read."""
    words = {Standing.VERIFIED: "read", Standing.MIXED: "read in a report"}
    return words.get(standing, "from knowledge")
