"""Where guidelines differ: which of their positions are about this patient, and whether these conflict.

They differ where one of them speaks for and another against. A condition ("only with exercise") is no conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Final

from desktop_app.domain.guideline_content import (
    DURATION_CLASSES,
    Guideline,
    GuidelineDecision,
    GuidelinePosition,
    PatientGroup,
)
from desktop_app.domain.knowledge import KnowledgeBase

_STRENGTHS: Final = {"FOR-S": 3, "AGN-S": 3, "FOR": 2, "AGN": 2, "FOR-W": 1, "AGN-W": 1}


GuidelineNotes = Mapping[PatientGroup, Mapping[str, str]]
"""For each group of patients, the medicines and therapies on which guidelines differ, with a line on who says what."""


def positions_for(
    decision: GuidelineDecision, guidelines: Mapping[str, Guideline], group: PatientGroup
) -> tuple[GuidelinePosition, ...]:
    """The positions that are, or may be, about such patients, in the order of the content."""
    possible = tuple(group.possible)
    return tuple(
        position
        for position in decision.positions
        if any(_is_about(position, guidelines[position.guideline], *each) for each in possible)
    )


def disagreement(
    decision: GuidelineDecision, guidelines: Mapping[str, Guideline], group: PatientGroup
) -> int:
    """How strongly guidelines differ for such patients: 0 not at all, 6 strongly for against strongly against.

    Where the group is not known, they differ only if they do for every group that the patient may belong to.
    """
    return min(_conflict(decision, guidelines, *each) for each in group.possible)


def guideline_notes(knowledge: KnowledgeBase) -> GuidelineNotes:
    """Everything that guidelines differ on, for every group of patients."""
    guidelines = {guideline.id: guideline for guideline in knowledge.guidelines}
    years = {source.id: source.year for source in knowledge.sources}
    groups = [PatientGroup(*each) for each in product((*DURATION_CLASSES, "unknown"), (True, False, None))]
    return {
        group: {
            treatment: _line(positions_for(decision, guidelines, group), guidelines, years)
            for decision in knowledge.guideline_decisions
            if disagreement(decision, guidelines, group)
            for treatment in treatments_of(decision, knowledge)
        }
        for group in groups
    }


def treatments_of(decision: GuidelineDecision, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """The medicines and therapies that a decision is about; a group stands for each of its medicines."""
    named = frozenset(decision.treatments)
    medicines = (item.id for item in knowledge.medicines if named.intersection((item.id, *item.groups)))
    return (*medicines, *(item.id for item in knowledge.therapies if item.id in named))


def _is_about(position: GuidelinePosition, guideline: Guideline, phase: str, nerve_root: bool) -> bool:
    in_phase = all(not phases or phase in phases for phases in (position.phases, guideline.phases))
    return in_phase and position.nerve_root in (None, nerve_root)


def _conflict(
    decision: GuidelineDecision, guidelines: Mapping[str, Guideline], phase: str, nerve_root: bool
) -> int:
    said = positions_for(decision, guidelines, PatientGroup(phase, nerve_root))
    strongest_for = max((_STRENGTHS[each.stance] for each in said if each.is_for), default=0)
    strongest_against = max((_STRENGTHS[each.stance] for each in said if each.is_against), default=0)
    return strongest_for + strongest_against if strongest_for and strongest_against else 0


def _line(
    positions: Iterable[GuidelinePosition],
    guidelines: Mapping[str, Guideline],
    years: Mapping[str, int | None],
) -> str:
    """``For: ACP 2017 (strong). Neutral: VA/DoD 2017 (under 7 days). Against: NICE 2020 (strong).``

    Of the neutral ones only those that say something of their own.
    """
    said = tuple(positions)
    sides = {
        "For": [each for each in said if each.is_for],
        "Neutral": [each for each in said if each.stance == "NEUTRAL" and each.in_short],
        "Against": [each for each in said if each.is_against],
    }
    return " ".join(
        f"{word}: {', '.join(dict.fromkeys(_named(each, guidelines[each.guideline], years) for each in side))}."
        for word, side in sides.items()
        if side
    )


def _named(position: GuidelinePosition, guideline: Guideline, years: Mapping[str, int | None]) -> str:
    year = years.get(position.source or guideline.sources[0])
    name = guideline.name if year is None else f"{guideline.name} {year}"
    words = ", ".join(filter(None, (position.strength, position.in_short)))
    return f"{name} ({words})" if words else name
