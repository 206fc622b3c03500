"""Each rule on medicines speaks at its border, for its medicines and at its level, and is silent just beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop_app.domain.consultation_record import from_json_dict
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.evaluate import evaluate
from tests.spec.medication_rules import (
    antidepressants,
    general,
    nsaids,
    nsaids_with_others,
    opioids,
    sedatives,
)
from tests.spec.medication_rules.patients import Case, patient
from tests.spec.medication_rules.rows import Row

ROWS = (
    *general.ROWS,
    *nsaids.ROWS,
    *nsaids_with_others.ROWS,
    *antidepressants.ROWS,
    *sedatives.ROWS,
    *opioids.ROWS,
)
ALWAYS = {"NS-67", "TP-05", "PP-03", "CA-01", "TC-16", "OP-01", "BZ-01", "SC-01", "GB-01"}
"""What is said of a patient about whom nothing is known; gabapentinoids have no place until leg pain is shown."""


def _named(rows: Iterator[tuple[Row, Case]]) -> list[object]:
    return [pytest.param(row, case, id=f"{row.rule}-{number}") for number, (row, case) in enumerate(rows)]


@pytest.mark.parametrize(("row", "case"), _named((row, case) for row in ROWS for case in row.fires))
def test_rule_at_its_border_speaks_for_its_medicines_at_its_level(
    row: Row, case: Case, compiled: CompiledKnowledge
) -> None:
    found = _spoken(row.rule, case, compiled)
    assert found == dict.fromkeys(row.targets, row.severity)


@pytest.mark.parametrize(("row", "case"), _named((row, case) for row in ROWS for case in row.silent))
def test_rule_beside_its_border_is_silent(row: Row, case: Case, compiled: CompiledKnowledge) -> None:
    assert _spoken(row.rule, case, compiled) == {}


def test_tables_cover_exactly_the_shipped_rules(knowledge: KnowledgeBase) -> None:
    assert {row.rule for row in ROWS} == {rule.id for rule in knowledge.medication_rules}


def test_every_rule_but_those_for_everyone_has_a_silent_neighbour() -> None:
    assert {row.rule for row in ROWS if not row.silent} <= ALWAYS


def test_tables_name_only_medicines_that_the_dictionary_knows(compiled: CompiledKnowledge) -> None:
    cases = [case for row in ROWS for case in (*row.fires, *row.silent)]
    assert {name for case in cases for name in _evaluated(case, compiled).unmatched_medications} == set()


def test_patient_about_whom_nothing_is_known_meets_only_the_rules_for_everyone(
    compiled: CompiledKnowledge,
) -> None:
    evaluation = _evaluated(patient(), compiled)
    assert {issue.rule for medicine in evaluation.medications for issue in medicine.issues} == ALWAYS


def _spoken(rule: str, case: Case, compiled: CompiledKnowledge) -> dict[str, str]:
    """The medicines for which the rule speaks, with its level."""
    return {
        medicine.drug: issue.severity.word
        for medicine in _evaluated(case, compiled).medications
        for issue in medicine.issues
        if issue.rule == rule
    }


def _evaluated(case: Case, compiled: CompiledKnowledge) -> Evaluation:
    return evaluate(from_json_dict(case), compiled)
