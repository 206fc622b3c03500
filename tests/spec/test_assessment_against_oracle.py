"""Two implementations of one clinical reference, written apart, agree on thousands of generated consultations."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from desktop_app.domain.consultation_record import from_json_dict
from desktop_app.domain.evaluation import Evaluation
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.evaluate import evaluate
from tests.spec.assessment_oracle import Assessment, assess
from tests.spec.generated_consultations import Case, bordering, generated
from tests.spec.oracle_orders import Order

SHARES = 4
TOTAL = 20_000 if os.environ.get("LUMBAR_TEST_PROFILE") == "thorough" else 4_000
SHOWN = 5

Generator = Callable[[int, int], Iterator[Case]]


@pytest.mark.parametrize("generator", [generated, bordering])
@pytest.mark.parametrize("seed", range(SHARES // 2))
def test_evaluate_generated_consultations_agrees_with_second_implementation(
    generator: Generator, seed: int, compiled: CompiledKnowledge
) -> None:
    different = []
    for number, case in enumerate(generator(seed, TOTAL // SHARES)):
        consultation = from_json_dict(case)
        expected, evaluation = assess(consultation), evaluate(consultation, compiled)
        if evaluation.out_of_scope is not None:
            assert consultation.patient.birth_date.year > 2026 - 19
            continue
        different += [f"case {number}: {line}" for line in _differences(expected, _as_assessment(evaluation))]
    assert not different, f"{len(different)} differences:\n" + "\n".join(different[:SHOWN])


def test_generated_consultations_at_least_half_of_the_answers_are_unknown() -> None:
    from tests.spec.generated_consultations import QUESTIONS

    cases = list(generated(0, 500))
    known = sum(answer != "not_assessed" for case in cases for answer in case["answers"].values())
    assert known <= len(cases) * len(QUESTIONS) / 2


def _as_assessment(evaluation: Evaluation) -> Assessment:
    triage = evaluation.triage
    return Assessment(
        fired=frozenset(rule.id for rule in triage.rules),
        closed=frozenset(rule.id for rule in triage.closed),
        triage_class=triage.triage_class.value,
        unanswered=frozenset(triage.unanswered),
        classification=evaluation.classification.classification,
        sublevel=evaluation.classification.sublevel,
        duration_class=evaluation.computed.duration_class,
        change=evaluation.computed.change,
        hold=evaluation.hold,
        orders={order.what: Order(order.due_days, order.condition is not None) for order in evaluation.orders},
        imaging_order=evaluation.imaging_order,
        referrals=_earliest_referrals(evaluation),
        follow_up_due=evaluation.follow_up.due_days,
        pathway=frozenset(row.id for row in evaluation.pathway),
        worsening_open=evaluation.worsening_review.open,
    )


def _earliest_referrals(evaluation: Evaluation) -> dict[str, int | None]:
    """What the clinician may add is not compared: the second implementation computes what is due."""
    found: dict[str, int | None] = {}
    for referral in evaluation.referrals:
        if referral.optional:
            continue
        known = [due for due in (found.get(referral.to), referral.due_days) if due is not None]
        found[referral.to] = min(known) if known else None
    return found


def _differences(expected: Assessment, got: Assessment) -> Iterator[str]:
    for name, left, right in zip(Assessment._fields, expected, got, strict=True):
        if left != right:
            yield f"{name} should be {_plain(left)}, is {_plain(right)}"


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else value
