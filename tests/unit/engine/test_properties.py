"""Laws that hold for every visit, whatever is known: half of the generated facts are missing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.assessment_content import TriageClass
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_record import to_plain
from desktop_app.domain.criteria import Always, walk
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.medication_content import Severity
from desktop_app.domain.patient import age_on
from desktop_app.engine.evaluate import evaluate
from tests.strategies import SampleIds, consultations
from tests.unit.engine.shipped import compiled, knowledge, visit

CONTENT = knowledge()
QUESTIONS = [question.id for question in CONTENT.questions]
CONDITIONS = [condition.key for condition in CONTENT.conditions]
IDS = SampleIds(
    questions=QUESTIONS,
    conditions=CONDITIONS,
    medicines=CONTENT.formulary_keys,
    therapies=CONTENT.therapy_keys,
    worsening_actions=[item.question for item in CONTENT.worsening_review.items],
    medicine_names=[entry.ingredient for entry in CONTENT.drug_dictionary] + ["Zoloft 50 mg", "unheard of"],
)
visits = consultations(IDS)
few = settings(max_examples=40)


def judged(consultation: Consultation) -> Evaluation:
    return evaluate(consultation, compiled())


def changed(consultation: Consultation, **groups: Any) -> Consultation:
    return Consultation.model_validate(to_plain(consultation) | groups)


def with_answer(consultation: Consultation, group: str, key: str, answer: str | None) -> Consultation:
    """The visit with one answer set, or taken away."""
    answers = {name: str(given_) for name, given_ in getattr(consultation, group).items() if name != key}
    return changed(consultation, **{group: answers if answer is None else answers | {key: answer}})


def severities(found: Evaluation) -> dict[str, Severity]:
    return {item.drug: item.severity for item in found.medications}


def turned(group: Any) -> Any:
    """The same mapping or list in the opposite order."""
    return dict(reversed(group.items())) if isinstance(group, dict) else group[::-1]


@given(visits)
def test_evaluation_is_total_and_the_same_each_time(consultation: Consultation) -> None:
    assert judged(consultation) == judged(consultation)


@few
@given(visits)
def test_order_of_answers_conditions_and_preferences_is_irrelevant(consultation: Consultation) -> None:
    plain = to_plain(consultation)
    named = [name for name in ("answers", "conditions", "preferences", "access") if name in plain]
    groups = {name: turned(plain[name]) for name in named}

    assert judged(changed(consultation, **groups)) == judged(consultation)


@few
@given(visits)
def test_order_of_current_medicines_changes_no_verdict(consultation: Consultation) -> None:
    listed = to_plain(consultation).get("current_medications", {})
    reordered = changed(consultation, current_medications=listed | {"list": turned(listed.get("list", []))})
    one, other = judged(consultation), judged(reordered)

    assert severities(one) == severities(other)
    assert one.computed == other.computed
    assert (one.triage, one.first_suggestion, one.blocking) == (
        other.triage,
        other.first_suggestion,
        other.blocking,
    )


@few
@given(visits, st.sampled_from(QUESTIONS))
def test_not_assessed_has_the_effect_of_no_answer(consultation: Consultation, question: str) -> None:
    open_, said = (
        with_answer(consultation, "answers", question, answer) for answer in (None, "not_assessed")
    )

    assert judged(open_) == judged(said)


@few
@given(visits, st.sampled_from(CONDITIONS))
def test_condition_not_assessed_has_the_effect_of_no_answer(
    consultation: Consultation, condition: str
) -> None:
    open_, said = (
        with_answer(consultation, "conditions", condition, answer) for answer in (None, "not_assessed")
    )

    assert judged(open_) == judged(said)


@few
@given(visits, st.sampled_from(QUESTIONS))
def test_yes_to_an_open_question_never_lowers_the_urgency(consultation: Consultation, question: str) -> None:
    before = judged(with_answer(consultation, "answers", question, None)).triage
    after = judged(with_answer(consultation, "answers", question, "yes")).triage

    if before.triage_class is not TriageClass.INCOMPLETE and after.triage_class is not TriageClass.INCOMPLETE:
        assert after.triage_class.rank >= before.triage_class.rank
    if before.triage_class.rank >= TriageClass.IMAGING_LABS.rank:
        assert after.triage_class.rank >= before.triage_class.rank


@few
@given(visits)
def test_open_mandatory_item_is_named_and_never_reads_as_no_flag(consultation: Consultation) -> None:
    found = judged(consultation).triage

    if found.unanswered:
        assert found.triage_class not in (TriageClass.NO_FLAG, TriageClass.WATCH)
        prompt = (
            max((rule.triage_class.rank for rule in found.rules), default=0) >= TriageClass.IMAGING_LABS.rank
        )
        assert prompt or found.triage_class is TriageClass.INCOMPLETE


@few
@given(visits)
def test_class_is_the_highest_of_the_fired_rules_unless_incomplete(consultation: Consultation) -> None:
    found = judged(consultation).triage
    ranks = [rule.triage_class.rank for rule in found.rules]

    assert ranks == sorted(ranks, reverse=True)
    if found.triage_class is not TriageClass.INCOMPLETE:
        assert found.triage_class.rank == max(ranks, default=0)


@few
@given(visits)
def test_medicine_advised_against_is_never_suggested(consultation: Consultation) -> None:
    found = judged(consultation)
    ranked = [item for item in found.medications if item.suggested_rank is not None]

    assert all(item.severity < Severity.AVOID for item in ranked)
    assert sorted(item.suggested_rank or 0 for item in ranked) == list(range(1, len(ranked) + 1))
    first = {item.drug: item for item in found.medications}.get(found.first_suggestion)
    assert first is None or (first.severity < Severity.AVOID and first.suggested_rank == 1)
    assert first is not None or found.first_suggestion == "no_medication"


@few
@given(visits)
def test_severity_of_a_medicine_is_that_of_its_worst_issue(consultation: Consultation) -> None:
    for item in judged(consultation).medications:
        worst = [issue.severity for issue in item.issues]
        assert worst == sorted(worst, reverse=True)
        assert item.severity == max(worst, default=Severity.NONE)


PROTECTING_CLASSES = {"ppi", "misoprostol"}
"""With stomach protection the note to add it is settled: the one exception to the laws below (PP-01)."""

PRODUCTS = [entry for entry in CONTENT.drug_dictionary if PROTECTING_CLASSES.isdisjoint(entry.classes)]

BASES: dict[str, dict[str, Any]] = {
    "unknown man": {},
    "healthy man": {
        "conditions_reviewed": "yes",
        "allergies": {"reviewed": "yes"},
        "current_medications": {"reviewed": "yes"},
        "labs": {"egfr": 90, "bp_systolic": 120, "bp_diastolic": 75},
    },
    "older woman": {
        "patient": {"birth_date": "1950-01-01", "sex": "female"},
        "current_medications": {"reviewed": "yes", "list": ["Zoloft", "lisinopril"]},
        "labs": {"creatinine_mg_dl": 1.2},
    },
    "pregnant woman": {
        "patient": {
            "birth_date": "1995-01-01",
            "sex": "female",
            "pregnancy": {"status": "pregnant", "weeks": 12},
        }
    },
    "nerve pain": {"answers": {"RF-N3": "yes"}, "problem": {"onset_date": "2026-06-01"}},
}


@pytest.mark.parametrize("base", BASES.values(), ids=list(BASES))
def test_no_product_and_no_condition_of_the_content_makes_a_medicine_less_severe(
    base: dict[str, Any],
) -> None:
    plain = visit(**base)
    known = base.get("current_medications", {})
    before = severities(judged(plain))
    after = {
        entry.ingredient: changed(
            plain, current_medications=known | {"list": [*known.get("list", []), entry.ingredient]}
        )
        for entry in PRODUCTS
    } | {name: with_answer(plain, "conditions", name, "yes") for name in CONDITIONS}

    assert {name for name, visited in after.items() if _milder(before, severities(judged(visited)))} == set()


def _milder(before: dict[str, Severity], after: dict[str, Severity]) -> list[str]:
    """The medicines that became less severe."""
    return [drug for drug in before if after[drug] < before[drug]]


@pytest.mark.parametrize("base", BASES.values(), ids=list(BASES))
def test_no_yes_to_any_question_lowers_the_urgency(base: dict[str, Any]) -> None:
    plain = visit(**base)
    highest = _highest(judged(plain))

    for question in QUESTIONS:
        assert _highest(judged(with_answer(plain, "answers", question, "yes"))) >= highest, question


def _highest(found: Evaluation) -> int:
    return max((rule.triage_class.rank for rule in found.triage.rules), default=0)


@few
@given(visits, st.sampled_from(CONDITIONS))
def test_added_condition_never_makes_a_medicine_less_severe(
    consultation: Consultation, condition: str
) -> None:
    before = severities(judged(with_answer(consultation, "conditions", condition, None)))
    after = severities(judged(with_answer(consultation, "conditions", condition, "yes")))

    assert _milder(before, after) == []


@few
@given(
    visits, st.sampled_from(["aspirin", "sulfa", "lidocaine", "codeine", "Tylenol", "chili", "carisoprodol"])
)
def test_added_allergy_never_makes_a_medicine_less_severe(consultation: Consultation, allergy: str) -> None:
    known = to_plain(consultation).get("allergies", {})
    before = severities(judged(consultation))
    after = severities(
        judged(changed(consultation, allergies=known | {"list": [*known.get("list", []), allergy]}))
    )

    assert _milder(before, after) == []


@few
@given(visits, st.sampled_from(PRODUCTS))
def test_added_medicine_never_makes_a_medicine_less_severe(consultation: Consultation, entry: Any) -> None:
    known = to_plain(consultation).get("current_medications", {})
    before = severities(judged(consultation))
    listed = known | {"list": [*known.get("list", []), entry.ingredient]}
    after = severities(judged(changed(consultation, current_medications=listed)))

    assert _milder(before, after) == []


@few
@given(visits, st.sampled_from(["unheard of", "timolol", "\u0131buprofen", "Tylenol 3"]))
def test_name_that_is_not_checked_is_never_taken_for_harmless(consultation: Consultation, name: str) -> None:
    known = to_plain(consultation).get("current_medications", {})
    before = judged(consultation)
    after = judged(
        changed(consultation, current_medications=known | {"list": [*known.get("list", []), name]})
    )

    assert _milder(severities(before), severities(after)) == []
    assert after.unmatched_medications == (*before.unmatched_medications, name)
    assert after.computed.mme_total is None
    assert after.computed.acetaminophen_mg_per_day is None
    assert after.computed.acetaminophen_known_mg == before.computed.acetaminophen_known_mg


@few
@given(visits)
def test_everything_that_fired_explains_itself(consultation: Consultation) -> None:
    found = judged(consultation)
    triage = {item.rule.id: item.rule.when for item in compiled().triage_rules}
    checks = {check.id: check.when.criterion for check in compiled().rule_checks}
    checks |= {check.id: check.when.criterion for check in compiled().therapy_checks}

    for rule in found.triage.rules:
        assert rule.sources
        assert rule.because or _says_nothing(triage[rule.id])
    for rule in found.triage.closed:
        assert rule.closed_because
    issues = [issue for item in found.medications for issue in item.issues]
    for issue in issues + [issue for item in found.therapies for issue in item.issues]:
        assert issue.sources
        assert issue.message
        assert issue.because or _says_nothing(checks[issue.rule])
    for order in found.orders:
        assert order.sources
        assert order.rules


def _says_nothing(criterion: Any) -> bool:
    """A rule for everybody, or for those of whom something has not been shown, has no fact to name."""
    return any(
        isinstance(part, Always) or type(part).__name__ in ("NotShown", "Not") for part in walk(criterion)
    )


@few
@given(visits)
def test_hold_and_gate_follow_the_triage(consultation: Consultation) -> None:
    found = judged(consultation)

    emergency = found.triage.triage_class is TriageClass.EMERGENCY_TODAY
    assert (found.gate == "emergency") is emergency
    if found.gate == "ok":
        assert not found.hold


@few
@given(visits)
def test_total_is_unknown_or_at_least_zero(consultation: Consultation) -> None:
    computed = judged(consultation).computed

    assert computed.mme_total is None or computed.mme_total >= 0
    assert computed.acetaminophen_mg_per_day is None or computed.acetaminophen_mg_per_day >= 0
    assert 0 < computed.acetaminophen_max_mg <= 4000


@few
@given(visits)
def test_minor_is_never_offered_a_medicine(consultation: Consultation) -> None:
    age = age_on(consultation.patient.birth_date, consultation.visit_date)
    found = judged(consultation)

    assert (found.out_of_scope is not None) is (age < 18)
    if age < 18:
        assert not found.can_sign
        assert found.first_suggestion == "no_medication"
        assert {item.severity for item in found.medications} == {Severity.CONTRAINDICATED}
