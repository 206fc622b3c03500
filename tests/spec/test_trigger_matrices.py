"""The matrices of treatments and triggers have no empty cell, and nobody reviewed a cell away that a rule fills."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from desktop_app.domain.knowledge import KnowledgeBase
from tests.spec import medication_matrix, therapy_matrix
from tests.spec.trigger_matrix import Matrix, Reviewed


class Kind(NamedTuple):
    """A matrix: its columns, what rules and reviews fill, and where it is written."""

    columns: Callable[[KnowledgeBase], set[str]]
    rule_cells: Callable[[KnowledgeBase], Matrix]
    matrix: Callable[[KnowledgeBase], Matrix]
    reviewed: Callable[[KnowledgeBase], Reviewed]
    current_document: Callable[[], str]
    document: Path
    command: str


KINDS: Final = {
    "medicines": Kind(
        lambda knowledge: {medicine.id for medicine in knowledge.medicines},
        medication_matrix.rule_cells,
        medication_matrix.matrix,
        medication_matrix.reviewed,
        medication_matrix.current_document,
        medication_matrix.DOCUMENT,
        medication_matrix.COMMAND,
    ),
    "therapies": Kind(
        lambda knowledge: set(therapy_matrix.columns(knowledge)),
        therapy_matrix.rule_cells,
        therapy_matrix.matrix,
        therapy_matrix.reviewed,
        therapy_matrix.current_document,
        therapy_matrix.DOCUMENT,
        therapy_matrix.COMMAND,
    ),
}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    return KINDS[str(request.param)]


def test_matrix_has_a_cell_for_every_treatment_and_every_trigger(
    kind: Kind, knowledge: KnowledgeBase
) -> None:
    cells = kind.matrix(knowledge)

    empty = [
        (trigger, name) for trigger, row in cells.items() for name in kind.columns(knowledge) - row.keys()
    ]

    assert cells
    assert empty == []


def test_reviewed_cell_is_about_a_trigger_of_the_rules_and_has_no_rule(
    kind: Kind, knowledge: KnowledgeBase
) -> None:
    by_rules = kind.rule_cells(knowledge)
    reviewed = [(trigger, name) for trigger, name, _ in kind.reviewed(knowledge).cells()]

    assert {trigger for trigger, _ in reviewed} <= by_rules.keys()
    assert [(trigger, name) for trigger, name in reviewed if name in by_rules[trigger]] == []


def test_no_cell_is_reviewed_twice(kind: Kind, knowledge: KnowledgeBase) -> None:
    counted = Counter((trigger, name) for trigger, name, _ in kind.reviewed(knowledge).cells())

    assert [cell for cell, count in counted.items() if count > 1] == []


def test_document_of_the_matrix_is_current(kind: Kind) -> None:
    written = kind.document.read_text("utf-8") if kind.document.exists() else ""

    assert written == kind.current_document(), (
        f"{kind.document.name} is out of date, write it again: {kind.command}"
    )


def test_every_variant_of_the_content_with_rules_of_its_own_has_a_column(knowledge: KnowledgeBase) -> None:
    own = {
        (name, rule.variant) for rule in knowledge.therapy_rules if rule.variant for name in rule.therapies
    }

    assert own == set(therapy_matrix.WITH_VARIANTS.items())
