"""The three-valued truth of every kind of criterion, against a naive interpreter; and what is said about it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from desktop_app.domain import criteria as c
from desktop_app.domain.fact_names import CATEGORY_LABELS, NUMBERS
from desktop_app.engine import facts as k
from desktop_app.engine.clauses import Clause
from desktop_app.engine.explain import Wording
from desktop_app.engine.facts import Facts, TriedTreatment, Values
from desktop_app.engine.truth import compile_truth, is_about_one_drug
from tests.unit.engine.criteria_oracle import (
    DRUG,
    KINDS_KNOWN,
    TRUTH_KEYS,
    WORDS,
    criteria,
    known_values,
    leaves,
    oracle,
)


@given(criteria, known_values)
def test_compiled_criterion_has_the_truth_of_the_oracle(criterion: Any, values: Values) -> None:
    assert compile_truth(criterion, DRUG)(values) is oracle(criterion, values)


@given(leaves, known_values)
def test_compiled_leaf_has_the_truth_of_the_oracle(leaf: Any, values: Values) -> None:
    assert compile_truth(leaf, DRUG)(values) is oracle(leaf, values)


@given(criteria)
def test_compiled_criterion_without_any_fact_is_as_undecided_as_the_oracle(criterion: Any) -> None:
    assert compile_truth(criterion, DRUG)(Values()) is oracle(criterion, Values())


@given(criteria, known_values)
def test_explanation_and_causes_of_any_criterion_are_texts_each_once(criterion: Any, values: Values) -> None:
    clause = Clause(criterion, WORDS, DRUG)
    facts = Facts(values, {key: (f"pill {key}",) for key in TRUTH_KEYS})

    for found in (clause.because(facts), clause.caused_by(facts), clause.open_facts(facts)):
        assert all(found)
        assert len(set(found)) == len(found)


@given(criteria, known_values)
def test_open_facts_are_named_only_while_the_criterion_is_undecided(criterion: Any, values: Values) -> None:
    clause = Clause(criterion, WORDS, DRUG)

    if oracle(criterion, values) is not None:
        assert clause.open_facts(Facts(values)) == ()


def test_oracle_knows_every_kind_of_criterion() -> None:
    assert set(c.KINDS.values()) == KINDS_KNOWN


def test_rule_about_this_medicine_needs_a_medicine() -> None:
    criterion = c.All(all=(c.SameIngredient(same_ingredient="current"),))

    assert is_about_one_drug(criterion)
    with pytest.raises(ValueError, match="medicine under test"):
        compile_truth(criterion)


@pytest.mark.parametrize(
    ("criterion", "values", "because"),
    [
        (c.AnswerIs(answer=("a", "b")), {"a": True, "b": False}, ("finding a",)),
        (c.AnswerIs(answer=("a",), is_="no"), {"a": False}, ("finding a: no",)),
        (c.HasCondition(condition=("b",)), {"condition:b": True}, ("condition b",)),
        (c.TakesDrugClass(drug_class=("a",)), {"class:a": True}, ("takes pill class:a (class a)",)),
        (c.TakesDrug(drug=("a",)), {"drug:a": True}, ("takes pill drug:a (a)",)),
        (
            c.StoppedWithin(stopped_class="a", days=14),
            {"stopped:a": 0},
            ("pill stopped:a (class a) stopped 0 days ago",),
        ),
        (c.HasAllergy(allergy=("a",)), {"allergy:a": True}, ("recorded allergy: pill allergy:a",)),
        (
            c.NumberTest(number="age", unit="years", ge=65, lt=75),
            {"number:age": 70},
            (f"{NUMBERS['age'].label} 70 (>= 65 and < 75)",),
        ),
        (
            c.CategoryIn(category="change", in_=("worse",)),
            {"category:change": "worse"},
            (f"{CATEGORY_LABELS['change']}: worse",),
        ),
        (c.Holds(holds=("a",)), {"holds:a": True}, ("statement a (pill holds:a)",)),
        (c.Holds(holds=("c",)), {"holds:c": True, "a": True}, ("finding a",)),
        (c.Fired(fired=("a", "b")), {"fired:b": True}, ("rule b",)),
        (c.SameIngredient(same_ingredient="current"), {}, ("already takes a current medicine",)),
        (c.SameIngredient(same_ingredient="allergy"), {}, ("recorded allergy: a current medicine",)),
        (
            c.AboutDrug(this_drug="cns_active_at_least_3"),
            {},
            ("with a current medicine: 3 or more CNS-active medicines",),
        ),
        (
            c.AboutDrug(this_drug="acetaminophen_over_maximum"),
            {"number:acetaminophen_total": 4500.0, "number:acetaminophen_max": 3000.0},
            ("acetaminophen from all products 4500 mg a day (> 3000)",),
        ),
        (c.Always(always=True), {}, ()),
        (c.NotShown(not_shown=c.AnswerIs(answer=("a",))), {}, ()),
    ],
)
def test_explanation_states_the_facts_of_the_patient(
    criterion: Any, values: dict[str, Any], because: tuple[str, ...]
) -> None:
    facts = Facts(Values(values), {key: (f"pill {key}",) for key in values if values[key] is not False})

    assert Clause(criterion, WORDS, DRUG).because(facts) == because


def test_explanation_of_tried_treatments_names_only_those_that_count() -> None:
    criterion = c.Tried(tried=("a", "b"), weeks=6)
    facts = Facts(Values({k.TRIED: (TriedTreatment("a", 6, None), TriedTreatment("b", 2, "worse"))}))

    assert Clause(criterion, WORDS).because(facts) == ("tried a: result not recorded",)


def test_explanation_leaves_out_the_branch_that_does_not_hold() -> None:
    both = c.All(all=(c.AnswerIs(answer=("a",)), c.AnswerIs(answer=("b",))))
    facts = Facts(Values({"a": True, "b": False, "condition:a": True}))

    assert Clause(c.AnyOf(any=(both, c.HasCondition(condition=("a",)))), WORDS).because(facts) == (
        "condition a",
    )


def test_cause_is_only_a_medicine_of_a_branch_that_holds() -> None:
    both = c.All(all=(c.TakesDrugClass(drug_class=("a",)), c.HasCondition(condition=("a",))))
    criterion = c.AnyOf(any=(both, c.TakesDrug(drug=("b",)), c.AnswerIs(answer=("a",))))
    facts = Facts(
        Values({"class:a": True, "condition:a": False, "drug:b": True, "a": True}),
        {"class:a": ("Zoloft",), "drug:b": ("Advil",)},
    )

    assert Clause(criterion, WORDS).caused_by(facts) == ("Advil",)


def test_medicine_stopped_today_is_a_cause() -> None:
    facts = Facts(Values({"stopped:a": 0}), {"stopped:a": ("phenelzine",)})

    assert Clause(c.StoppedWithin(stopped_class="a", days=14), WORDS).caused_by(facts) == ("phenelzine",)


def test_cause_behind_a_defined_statement_is_found() -> None:
    words = Wording({}, {}, {}, {}, {"bleeds": "bleeds"}, {"bleeds": c.TakesDrugClass(drug_class=("doac",))})
    facts = Facts(Values({"holds:bleeds": True, "class:doac": True}), {"class:doac": ("Eliquis",)})

    assert Clause(c.Holds(holds=("bleeds",)), words).caused_by(facts) == ("Eliquis",)


@pytest.mark.parametrize(
    ("criterion", "named"),
    [
        (c.AnswerIs(answer=("a", "b")), ("finding a", "finding b")),
        (c.HasCondition(condition=("a",)), ("condition a",)),
        (c.NumberTest(number="age", unit="years", ge=65), ("age",)),
        (c.CategoryIn(category="change", in_=("worse",)), ("change since baseline",)),
        (c.HasAllergy(allergy=("a",)), ("allergies",)),
        (c.SameIngredient(same_ingredient="allergy"), ("allergies",)),
        (c.SameIngredient(same_ingredient="current"), ("current medicines",)),
        (c.TakesDrug(drug=("a",)), ("current medicines",)),
        (c.Holds(holds=("a", "c")), ("statement a", "finding a")),
        (c.All(all=(c.Always(always=True), c.AnswerIs(answer=("a",)))), ("finding a",)),
        (c.NotShown(not_shown=c.AnswerIs(answer=("a",))), ()),
    ],
)
def test_open_facts_say_what_to_ask(criterion: Any, named: tuple[str, ...]) -> None:
    assert Clause(criterion, WORDS, DRUG).open_facts(Facts()) == named
