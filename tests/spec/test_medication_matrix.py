"""The matrix of medicines and triggers has no empty cell, and nobody reviewed a cell away that a rule fills."""

from __future__ import annotations

from collections import Counter

from desktop_app.domain.knowledge import KnowledgeBase
from tests.spec.medication_matrix import (
    COMMAND,
    DOCUMENT,
    current_document,
    matrix,
    reviewed_cells,
    rule_cells,
)


def test_matrix_has_a_cell_for_every_medicine_and_every_trigger(knowledge: KnowledgeBase) -> None:
    formulary = {medicine.id for medicine in knowledge.medicines}
    cells = matrix(knowledge)

    empty = [(trigger, drug) for trigger, row in cells.items() for drug in formulary - row.keys()]

    assert cells
    assert empty == []


def test_reviewed_cell_is_about_a_trigger_of_the_rules_and_has_no_rule(knowledge: KnowledgeBase) -> None:
    by_rules = rule_cells(knowledge)
    reviewed = [(trigger, drug) for trigger, drug, _ in reviewed_cells(knowledge)]

    assert {trigger for trigger, _ in reviewed} <= by_rules.keys()
    assert [(trigger, drug) for trigger, drug in reviewed if drug in by_rules[trigger]] == []


def test_no_cell_is_reviewed_twice(knowledge: KnowledgeBase) -> None:
    counted = Counter((trigger, drug) for trigger, drug, _ in reviewed_cells(knowledge))

    assert [cell for cell, count in counted.items() if count > 1] == []


def test_document_of_the_matrix_is_current() -> None:
    written = DOCUMENT.read_text("utf-8") if DOCUMENT.exists() else ""

    assert written == current_document(), (
        f"docs/medication_matrix.md is out of date, write it again: {COMMAND}"
    )
