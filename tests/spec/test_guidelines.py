"""Guidelines side by side: every cell of the comparison, and on what they differ for which patients."""

from __future__ import annotations

import pytest

from desktop_app.domain.guideline_content import GuidelineDecision
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.provenance import Standing
from tests.spec.guideline_table import COLUMNS, DIFFERING, MATRIX, OTHER_THERAPIES, TREATMENTS
from tests.spec.therapy_patients import Changes, clinical, evaluated, since, with_, yes

DAYS = {"acute": 27, "subacute": 28, "chronic": 85}


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return clinical().compiled.knowledge


def as_in_the_table(decision: GuidelineDecision) -> str:
    """The stances and standing of each column, written as the table is."""
    cells = []
    for guideline in COLUMNS:
        mine = [each for each in decision.positions if each.guideline == guideline]
        known = all(each.standing is Standing.FROM_KNOWLEDGE for each in mine)
        cells.append(" ".join((*dict.fromkeys(each.stance for each in mine), "K" if known else "V")))
    return " | ".join(cells)


def unordered(cells: str) -> list[set[str]]:
    return [set(cell.split()) for cell in cells.split(" | ")]


@pytest.mark.parametrize(("decision", "cells"), (MATRIX | OTHER_THERAPIES).items())
def test_decision_has_every_position_of_the_comparison_with_how_it_is_known(
    decision: str, cells: str, knowledge: KnowledgeBase
) -> None:
    found = next(each for each in knowledge.guideline_decisions if each.id == decision)

    assert unordered(as_in_the_table(found)) == unordered(cells)


def test_decisions_are_about_their_medicines_and_therapies(knowledge: KnowledgeBase) -> None:
    about = {each.id: " ".join(each.treatments) for each in knowledge.guideline_decisions if each.treatments}

    assert about == TREATMENTS


def test_every_medicine_and_therapy_but_the_two_that_go_with_others_is_compared(
    knowledge: KnowledgeBase,
) -> None:
    compared = {name for decision in knowledge.guideline_decisions for name in decision.treatments}
    alone = [each.id for each in knowledge.therapies if each.id not in compared]
    alone += [each.id for each in knowledge.medicines if compared.isdisjoint((each.id, *each.groups))]

    assert alone == ["omeprazole", "naloxone"]


def test_guideline_that_covers_chronic_pain_only_says_nothing_to_others(knowledge: KnowledgeBase) -> None:
    covered = {each.id: each.phases for each in knowledge.guidelines if each.phases}

    assert covered == {"WHO": ("chronic",)}


def patient(duration: str, *, nerve_root: bool) -> Changes:
    pain = since(DAYS[duration])
    return with_(pain, yes("RF-N3")) if nerve_root else pain


@pytest.mark.parametrize("duration", DAYS)
@pytest.mark.parametrize("nerve_root", [False, True])
def test_guidelines_differ_only_where_one_is_for_and_another_against_for_this_patient(
    duration: str, nerve_root: bool
) -> None:
    found = evaluated(patient(duration, nerve_root=nerve_root))
    medicines = {each.drug for each in found.medications if each.guideline_note}
    therapies = {each.therapy for each in found.therapies if each.guideline_note}

    assert found.nerve_root is nerve_root
    assert medicines | therapies == DIFFERING[duration, nerve_root]


def test_unknown_duration_leaves_what_differs_in_every_phase() -> None:
    found = evaluated(since(None))

    assert {each.drug for each in found.medications if each.guideline_note} == {"acetaminophen"}
    assert {each.therapy for each in found.therapies if each.guideline_note} == {"ACUPUNCTURE", "TENS"}


def test_note_names_the_guidelines_on_each_side_with_year_and_strength() -> None:
    found = evaluated(patient("chronic", nerve_root=False))
    (acupuncture,) = [each for each in found.therapies if each.therapy == "ACUPUNCTURE"]

    assert acupuncture.guideline_note == (
        "For: App default 2025, ACP/APS 2007 (weak), ACP 2017 (strong), VA/DoD 2017 (weak), WHO 2023 (weak), "
        "APTA 2021 (weak, dry needling). Against: NICE 2020 (strong)."
    )
