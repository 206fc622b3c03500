"""Each rule on medicines speaks at its border, for its medicines and at its level, and is silent just beside it."""

from __future__ import annotations

from desktop_app.domain.consultation_record import from_json_dict
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.evaluate import evaluate
from tests.spec.checks import Case, Check, each
from tests.spec.conftest import Evaluate
from tests.spec.medication_rules.checks import ASKED, FIRES, ROWS, SILENT
from tests.spec.medication_rules.patients import patient

ALWAYS = {"NS-67", "TP-05", "PP-03", "CA-01", "TC-16", "OP-01", "BZ-01", "SC-01", "GB-01"}
"""What is said of a patient about whom nothing is known; gabapentinoids have no place until leg pain is shown."""


@each(FIRES)
def test_rule_at_its_border_speaks_for_its_medicines_at_its_level(check: Check, evaluated: Evaluate) -> None:
    assert check.found(evaluated(check.case)) == check.expected


@each(SILENT)
def test_rule_beside_its_border_is_silent(check: Check, evaluated: Evaluate) -> None:
    assert check.found(evaluated(check.case)) == check.expected


@each(ASKED)
def test_unknown_fact_is_asked_for_exactly_where_it_matters(check: Check, evaluated: Evaluate) -> None:
    assert check.found(evaluated(check.case)) == check.expected


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


def _evaluated(case: Case, compiled: CompiledKnowledge) -> Evaluation:
    return evaluate(from_json_dict(case), compiled)
