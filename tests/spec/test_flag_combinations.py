"""Findings add up: two flags keep the urgency and the actions of both, and more findings never mean less."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from random import Random
from typing import Any

import pytest

from desktop_app.domain.evaluation import Evaluation
from tests.spec.assessment_oracle import Assessment
from tests.spec.compared_assessment import as_assessment
from tests.spec.generated_consultations import Case, bordering, edited, generated, quiet
from tests.spec.oracle_triage import MANDATORY, RANK
from tests.spec.visit_edits import FLAGS, PATIENTS, answered

Evaluate = Callable[[Mapping[str, Any]], Evaluation]


def _fired(evaluation: Evaluation) -> set[str]:
    return {rule.id for rule in evaluation.triage.rules}


# What the reference itself takes from one finding when the other stands beside it, by the finding that takes it.
DOCUMENTED_MERGES: Mapping[tuple[str, str], str] = {
    **{
        (f"RF-C{n}", "spine_specialist"): "TR-08: no RF-C item; the hospital sees the patient now"
        for n in range(1, 9)
    },
    ("RF-I1", "igra"): "TR-35: no RF-I1; the hospital (TR-30) decides",
    **{(f"RF-V{n}", "emergency_department"): "TR-43b: no TR-42; the ambulance comes" for n in (1, 2, 3)},
    ("RF-V5", "emergency_department"): "TR-43b: no TR-43; the ambulance comes",
    ("RF-V6", "emergency_department"): "TR-43b: no TR-43; the ambulance comes",
}


@pytest.mark.parametrize("patient", PATIENTS)
def test_each_pair_of_flags_keeps_the_urgency_and_the_actions_of_both(
    patient: str, evaluated: Evaluate
) -> None:
    def assessed(*flags: str) -> Assessment:
        return as_assessment(evaluated(edited(edited(quiet(), PATIENTS[patient]), answered(*flags))))

    alone = {flag: assessed(flag) for flag in FLAGS}
    lost = []
    for pair in combinations(FLAGS, 2):
        together = assessed(*pair)
        for flag, other in (pair, pair[::-1]):
            assert _rank(together) >= _rank(alone[flag]), pair
            lost += [f"{flag} and {other}: {what}" for what in _lost(alone[flag], together, other)]
    assert not lost


def _rank(assessment: Assessment) -> int:
    """An incomplete screen may hide anything, so it counts as no lower than anything."""
    return RANK.get(assessment.triage_class, RANK["EMERGENCY_TODAY"])


def _lost(alone: Assessment, together: Assessment, other: str) -> Iterator[str]:
    """Orders and referrals that are missing, later or newly conditional."""
    for code, order in alone.orders.items():
        now = together.orders.get(code)
        if _spared_xray(code, alone, together) or (now is None and (other, code) in DOCUMENTED_MERGES):
            continue
        # Case format 2: an order without a condition replaces one with it, whatever its date.
        if now is None or (now.conditional and not order.conditional):
            yield f"no {code}"
        elif now.conditional == order.conditional and _later(now.due, order.due):
            yield f"{code} is later"
    for to, due in alone.referrals.items():
        if to in together.referrals and not _later(together.referrals[to], due):
            continue
        if not _waits(to, alone, together) and (other, to) not in DOCUMENTED_MERGES:
            yield f"no {to} in time"


def _waits(to: str, alone: Assessment, together: Assessment) -> bool:
    """8: REF-03 (specialist by day 84) and REF-08 wait under an emergency and under the hold; REF-02 does not."""
    urgent = together.hold or together.triage_class == "EMERGENCY_TODAY"
    soon = alone.fired & {"TR-06", "TR-08", "TR-09", "TR-10"}
    return urgent and (to == "physiotherapy" or (to == "spine_specialist" and not soon))


def _spared_xray(code: str, alone: Assessment, together: Assessment) -> bool:
    """2.8, TR-15: its X-ray falls away where an MRI of the spine is ordered without a condition."""
    mris = [
        order for what, order in together.orders.items() if what.startswith("mri_") and not order.conditional
    ]
    return code == "lumbar_xray" and "TR-15" in alone.fired and bool(mris)


def _later(now: int | None, before: int | None) -> bool:
    return before is not None and (now is None or now > before)


EXCEPTIONS = {
    "TR-18": "AGE50 and RF-M1, M2, M3, M4, M6 all no",
    "TR-28": "AGE70 and RF-F1..RF-F8 all no",
}
"""Watching for age alone ends where there is more than age: the rules that may fall silent by an added yes."""


@pytest.mark.parametrize("source", [generated, bordering])
def test_added_yes_never_lowers_the_class(
    source: Callable[[int, int], Iterator[Case]], evaluated: Evaluate
) -> None:
    random = Random(5)
    for case in source(11, 1500):
        before = evaluated(case)
        question = random.choice(FLAGS)
        after = evaluated(edited(case, answered(question)))
        lowered = (
            _rank(as_assessment(after)) < _rank(as_assessment(before))
            and before.triage.triage_class.rank >= 0
        )
        watched = (
            before.triage.triage_class == "WATCH" and _fired(before) - _fired(after) <= EXCEPTIONS.keys()
        )
        assert not lowered or watched, (question, _fired(before), _fired(after))


def test_not_assessed_and_unanswered_have_the_same_effect(evaluated: Evaluate) -> None:
    for case in generated(12, 1000):
        assert as_assessment(evaluated(case)) == as_assessment(evaluated(_without_not_assessed(case)))


def _without_not_assessed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_not_assessed(item) for key, item in value.items() if item != "not_assessed"}
    return value


@pytest.mark.parametrize("question", MANDATORY)
@pytest.mark.parametrize("answer", [None, "not_assessed"])
def test_mandatory_question_without_an_answer_never_reads_as_no(
    question: str, answer: str | None, evaluated: Evaluate
) -> None:
    triage = evaluated(edited(quiet(), {f"answers.{question}": answer})).triage
    assert (triage.triage_class, triage.unanswered) == ("INCOMPLETE", (question,))


def test_order_of_answers_is_irrelevant(evaluated: Evaluate) -> None:
    for case in generated(13, 300):
        turned = {**case, "answers": dict(reversed(case["answers"].items()))}
        assert evaluated(turned) == evaluated(case)
