"""Content made ready: its order, what a changed content does to the engine, and rules that a work-up has closed."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.domain import criteria as c
from desktop_app.domain.assessment_content import Definition
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.medication_content import ByNumber, DoseLimit
from desktop_app.domain.provenance import Standing
from desktop_app.engine.compiled import compile_knowledge
from desktop_app.engine.dose_ranges import limit_mg
from desktop_app.engine.evaluate import evaluate
from desktop_app.engine.facts import Facts, Values
from desktop_app.engine.ordering import dependency_order, names_held
from tests.unit.engine.shipped import evaluated, knowledge, medicine, therapy, visit


def definition(name: str, *needs: str) -> Definition:
    when: Any = c.Holds(holds=needs) if needs else c.Always(always=True)
    return Definition(
        id=name, sources=("LOCAL",), standing=Standing.LOCAL_CONVENTION, finding=name, when=when
    )


def under(**sections: Any) -> Evaluation:
    """The plain visit under the shipped content with some sections replaced."""
    return evaluate(visit(), compile_knowledge(knowledge().model_copy(update=sections)))


def test_entries_are_decided_after_those_that_they_name() -> None:
    entries = [definition("a", "c"), definition("b", "a", "unheard_of"), definition("c")]

    assert [entry.id for _, entry in dependency_order(entries, names_held)] == ["c", "a", "b"]
    assert [position for position, _ in dependency_order(entries, names_held)] == [2, 0, 1]


def test_entries_in_a_circle_are_refused() -> None:
    with pytest.raises(ValueError, match="a depends on itself"):
        dependency_order([definition("a", "b"), definition("b", "a")], names_held)


def test_order_of_definitions_in_the_files_changes_nothing() -> None:
    turned = under(
        definitions=knowledge().definitions[::-1],
        consequences=knowledge().consequences[::-1],
        triage_rules=knowledge().triage_rules[::-1],
    )

    assert turned.triage.triage_class == evaluated().triage.triage_class
    assert turned.classification == evaluated().classification
    assert turned.medications == evaluated().medications


def test_most_urgent_referral_to_a_service_stands_whatever_the_order_of_the_rules() -> None:
    distressed = visit(measures={"now": {"phq4": [3, 3, 3, 3]}})
    rules = knowledge().referral_rules
    routine = tuple(rule.model_copy(update={"due_days": None}) for rule in rules)

    for both in (rules + routine, routine + rules):
        found = evaluate(
            distressed, compile_knowledge(knowledge().model_copy(update={"referral_rules": both}))
        )
        assert [item.due_days for item in found.referrals if item.to == "mental_health"] == [14]


def test_content_without_acetaminophen_leaves_no_room_for_any() -> None:
    others = tuple(item for item in knowledge().medicines if item.id != "acetaminophen")

    assert under(medicines=others).computed.acetaminophen_max_mg == 0


def test_content_without_follow_up_rules_gives_no_date() -> None:
    assert under(follow_up_rules=()).follow_up.due_days is None


def test_follow_up_rule_without_a_time_sets_no_date() -> None:
    timeless = tuple(
        rule.model_copy(update={"due_days": None, "days_after_first_order": None})
        for rule in knowledge().follow_up_rules
    )

    assert under(follow_up_rules=timeless).follow_up.due_days is None


def test_content_without_a_list_of_suggestions_suggests_no_medicine() -> None:
    selection = knowledge().medication_selection.model_copy(update={"contexts": ()})
    found = under(medication_selection=selection)

    assert found.first_suggestion == "no_medication"
    assert all(item.suggested_rank is None for item in found.medications)


@pytest.mark.parametrize(("weight", "most"), [(40.0, 2400.0), (50.0, 3000.0), (None, 3000.0)])
def test_limit_by_weight_is_the_smaller_of_both_figures(weight: float | None, most: float) -> None:
    limit = DoseLimit(
        when=c.Always(always=True),
        max_mg_per_day=3000,
        by_number=ByNumber(number="weight", mg_per_day=60),
        reason="light",
        sources=("BNF",),
    )

    assert limit_mg(limit, Facts(Values({"number:weight": weight}))) == most


def test_finished_work_up_closes_its_rule_with_the_reason() -> None:
    strain = {"patient": {"birth_date": "1970-01-01"}, "answers": {"RF-F2": "yes"}}
    open_ = evaluated(**strain)
    closed = evaluated(**strain, problem={"already_imaged_same_picture": "yes"})

    assert "TR-26" in [rule.id for rule in open_.triage.rules]
    assert [rule.id for rule in closed.triage.closed] == ["TR-26"]
    assert closed.triage.closed[0].closed_because
    assert "TR-26" not in [rule.id for rule in closed.triage.rules]
    assert "lumbar_xray" not in {order.what for order in closed.orders}
    assert not closed.hold


def test_new_facts_open_a_closed_rule_again() -> None:
    strain = {"patient": {"birth_date": "1970-01-01"}, "answers": {"RF-F2": "yes"}}
    worse = evaluated(**strain, problem={"already_imaged_same_picture": "yes", "patient_says": "worse"})

    assert "TR-26" in [rule.id for rule in worse.triage.rules]


def test_emergency_blocks_every_medicine_and_every_therapy() -> None:
    found = evaluated(answers={"RF-C1": "yes"})

    assert "GEN-02" in [issue.rule for issue in medicine(found, "acetaminophen").issues]
    assert therapy(found, "WALKING").status == "contraindicated"
    assert {item.severity.word for item in found.medications} == {"contraindicated"}
