"""Two implementations of one clinical reference, written apart, agree on thousands of generated consultations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations_with_replacement

import pytest

from desktop_app.domain.consultation_record import from_json_dict
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.evaluate import evaluate
from tests.spec.assessment_oracle import Assessment, assess
from tests.spec.compared_assessment import as_assessment
from tests.spec.generated_consultations import QUESTIONS, Case, bordering, edited, generated, quiet
from tests.spec.oracle_triage import RANK, RULES
from tests.spec.visit_edits import FLAGS, IMAGED, PATIENTS, WOMAN, Edits, aged, answered, quiet_labs, since

EACH = 5_000
SEEDS = (1, 2)
SHOWN = 5
PATHWAY_ROWS = {"P0", "P0-E", "P0-U", "P1", "P2a", "P2b", "P3", "R1", "R2", "R2i", "R3", "R4", "ST", "AX"}

Generator = Callable[[int, int], Iterator[Case]]


@pytest.mark.parametrize("generator", [generated, bordering])
@pytest.mark.parametrize("seed", SEEDS)
def test_evaluate_generated_consultations_agrees_with_second_implementation(
    generator: Generator, seed: int, compiled: CompiledKnowledge
) -> None:
    different = []
    for number, case in enumerate(generator(seed, EACH)):
        consultation = from_json_dict(case)
        expected, evaluation = assess(consultation), evaluate(consultation, compiled)
        if evaluation.out_of_scope is not None:
            continue  # under 18: the reference leaves everything else free
        different += [f"case {number}: {line}" for line in _differences(expected, as_assessment(evaluation))]
    assert not different, f"{len(different)} differences:\n" + "\n".join(different[:SHOWN])


# Beside those whose findings add up: patients whose finished work-up closes rules.
FINISHED: Mapping[str, Edits] = {
    "woman of 72, 100 days, blood tests clear": WOMAN | aged(72) | since(100) | quiet_labs(20),
    "woman of 60, 100 days, imaged": WOMAN | aged(60) | since(100) | IMAGED,
}


@pytest.mark.parametrize("patient", [*PATIENTS, *FINISHED])
def test_evaluate_each_pair_of_flags_agrees_with_second_implementation(
    patient: str, compiled: CompiledKnowledge
) -> None:
    edits = {**PATIENTS, **FINISHED}[patient]
    different = []
    for pair in combinations_with_replacement(FLAGS, 2):
        consultation = from_json_dict(edited(quiet(), edits | answered(*pair)))
        expected, got = assess(consultation), as_assessment(evaluate(consultation, compiled))
        different += [f"{pair}: {line}" for line in _differences(expected, got)]
    assert not different, f"{len(different)} differences:\n" + "\n".join(different[:SHOWN])


def test_generated_consultations_reach_every_rule_class_and_row() -> None:
    cases = [*generated(SEEDS[0], 3000), *bordering(SEEDS[0], 3000)]
    found = [assess(from_json_dict(case)) for case in cases]
    assert {rule for assessment in found for rule in assessment.fired} == {rule.id for rule in RULES}
    assert {rule for assessment in found for rule in assessment.closed} >= {
        "TR-15",
        "TR-16",
        "TR-22b",
        "TR-35b",
    }
    assert {assessment.triage_class for assessment in found} == {*RANK, "INCOMPLETE"}
    assert {row for assessment in found for row in assessment.pathway} == PATHWAY_ROWS


def test_generated_consultations_at_least_half_of_the_answers_are_unknown() -> None:
    cases = list(generated(0, 500))
    known = sum(answer != "not_assessed" for case in cases for answer in case["answers"].values())
    assert known <= len(cases) * len(QUESTIONS) / 2


def _differences(expected: Assessment, got: Assessment) -> Iterator[str]:
    for name, left, right in zip(Assessment._fields, expected, got, strict=True):
        if left != right:
            yield f"{name} should be {_plain(left)}, is {_plain(right)}"


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else value
