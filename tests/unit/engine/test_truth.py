"""The three-valued truth of every kind of criterion, against an oracle written from the docstrings of the language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain import criteria as c
from desktop_app.domain.fact_names import CATEGORY_LABELS, NUMBERS
from desktop_app.engine import facts as k
from desktop_app.engine.clauses import Clause
from desktop_app.engine.explain import Wording
from desktop_app.engine.facts import Facts, TriedTreatment, Values
from desktop_app.engine.truth import Truth, compile_truth, is_about_one_drug

DRUG = "ibuprofen"
TRUTHS = (True, False, None)
NAMES = ("a", "b", "c")
WORDS = Wording(
    findings={name: f"finding {name}" for name in NAMES},
    conditions={name: f"condition {name}" for name in NAMES},
    classes={name: f"class {name}" for name in NAMES},
    allergies={name: f"allergy {name}" for name in NAMES},
    statements={name: f"statement {name}" for name in NAMES},
    definitions={"c": c.AnswerIs(answer=("a",))},
)


def oracle(criterion: Any, values: Values) -> Truth:
    """The truth by the letter of each docstring."""
    return _ORACLE.get(type(criterion), _any_key)(criterion, values)


def _at_least(criterion: c.AtLeast, values: Values) -> Truth:
    parts = [oracle(part, values) for part in criterion.of]
    if parts.count(True) >= criterion.at_least:
        return True
    return None if len(parts) - parts.count(False) >= criterion.at_least else False


def _answer(criterion: c.AnswerIs, values: Values) -> Truth:
    answers = [values[question] for question in criterion.answer]
    return _any_holds([None if answer is None else answer is (criterion.is_ == "yes") for answer in answers])


def _stopped(criterion: c.StoppedWithin, values: Values) -> Truth:
    days = values[k.stopped_key(criterion.stopped_class)]
    return days if days is None or days is False else days <= criterion.days


def _any_key(criterion: Any, values: Values) -> Truth:
    return _any_holds([values[key] for key in _KEYS[type(criterion)](criterion)])


_NEGATION: dict[Truth, Truth] = {True: False, False: True, None: None}
_ORACLE: dict[type, Callable[[Any, Values], Truth]] = {
    c.All: lambda part, values: _all_hold([oracle(inner, values) for inner in part.all]),
    c.AnyOf: lambda part, values: _any_holds([oracle(inner, values) for inner in part.any]),
    c.AtLeast: _at_least,
    c.Not: lambda part, values: _NEGATION[oracle(part.not_, values)],
    c.NotShown: lambda part, values: oracle(part.not_shown, values) is not True,
    c.Always: lambda _part, _values: True,
    c.AnswerIs: _answer,
    c.StoppedWithin: _stopped,
    c.NumberTest: lambda part, values: _known(values["number:age"], lambda number: _within(part, number)),
    c.CategoryIn: lambda part, values: _known(values["category:change"], lambda word: word in part.in_),
    c.Tried: lambda part, values: any(_is_tried(entry, part) for entry in values[k.TRIED] or ()),
}
_KEYS: dict[type, Callable[[Any], list[str]]] = {
    c.HasCondition: lambda leaf: [f"condition:{name}" for name in leaf.condition],
    c.TakesDrugClass: lambda leaf: [f"class:{name}" for name in leaf.drug_class],
    c.TakesDrug: lambda leaf: [f"drug:{name}" for name in leaf.drug],
    c.HasAllergy: lambda leaf: [f"allergy:{name}" for name in leaf.allergy],
    c.Holds: lambda leaf: [f"holds:{name}" for name in leaf.holds],
    c.Fired: lambda leaf: [f"fired:{name}" for name in leaf.fired],
    c.MedicineChosen: lambda leaf: [f"chosen:{name}" for name in leaf.medicine_chosen],
    c.TherapyIs: lambda leaf: [f"therapy:{name}:{leaf.status}" for name in leaf.therapy],
    c.SameIngredient: lambda leaf: [f"same_ingredient:{leaf.same_ingredient}:{DRUG}"],
    c.AboutDrug: lambda leaf: [f"this_drug:{leaf.this_drug}:{DRUG}"],
}


def _known(value: Any, test: Callable[[Any], bool]) -> Truth:
    return None if value is None else test(value)


def _all_hold(parts: list[Truth]) -> Truth:
    return False if False in parts else None if None in parts else True


def _any_holds(parts: list[Truth]) -> Truth:
    return True if True in parts else None if None in parts else False


def _within(test: c.NumberTest, number: float) -> bool:
    return (
        (test.gt is None or number > test.gt)
        and (test.ge is None or number >= test.ge)
        and (test.lt is None or number < test.lt)
        and (test.le is None or number <= test.le)
    )


def _is_tried(entry: TriedTreatment, criterion: c.Tried) -> bool:
    long_enough = criterion.weeks == 0 or (entry.weeks is not None and entry.weeks >= criterion.weeks)
    result = not criterion.result or entry.result in criterion.result
    return entry.treatment in criterion.tried and long_enough and result


names = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True).map(tuple)
bounds = st.none() | st.integers(0, 4)
number_tests = st.fixed_dictionaries(
    {"gt": bounds, "ge": bounds, "lt": bounds, "le": bounds}, optional={}
).filter(lambda found: any(value is not None for value in found.values()))
leaves = st.one_of(
    st.builds(c.AnswerIs, answer=names, is_=st.sampled_from(["yes", "no"])),
    st.builds(c.HasCondition, condition=names),
    st.builds(c.TakesDrugClass, drug_class=names),
    st.builds(c.TakesDrug, drug=names),
    st.builds(c.StoppedWithin, stopped_class=st.sampled_from(NAMES), days=st.integers(0, 3)),
    st.builds(c.HasAllergy, allergy=names),
    st.builds(c.SameIngredient, same_ingredient=st.sampled_from(["current", "allergy"])),
    st.builds(
        c.AboutDrug, this_drug=st.sampled_from(["acetaminophen_over_maximum", "cns_active_at_least_3"])
    ),
    number_tests.map(lambda found: c.NumberTest(number="age", unit="years", **found)),
    st.builds(c.CategoryIn, category=st.just("change"), in_=names),
    st.builds(c.Holds, holds=names),
    st.builds(c.Fired, fired=names),
    st.builds(c.MedicineChosen, medicine_chosen=names),
    st.builds(c.TherapyIs, therapy=names, status=st.sampled_from(["offered", "chosen"])),
    st.builds(c.Tried, tried=names, weeks=st.sampled_from([0, 2]), result=st.sampled_from([(), ("worse",)])),
    st.just(c.Always(always=True)),
)


def _branches(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        some.map(lambda found: c.All(all=found)),
        some.map(lambda found: c.AnyOf(any=found)),
        some.flatmap(lambda found: st.integers(1, len(found)).map(lambda n: c.AtLeast(at_least=n, of=found))),
        parts.map(lambda part: c.Not(not_=part)),
        parts.map(lambda part: c.NotShown(not_shown=part)),
    )


criteria = st.recursive(leaves, _branches, max_leaves=12)
_PREFIXES = ("", "condition:", "class:", "drug:", "allergy:", "holds:", "fired:", "chosen:")
_TRUTH_KEYS = [prefix + name for prefix in _PREFIXES for name in NAMES] + [
    *(f"therapy:{name}:{status}" for name in NAMES for status in ("offered", "chosen")),
    *(f"same_ingredient:{kind}:{DRUG}" for kind in ("current", "allergy")),
    *(f"this_drug:{fact}:{DRUG}" for fact in ("acetaminophen_over_maximum", "cns_active_at_least_3")),
]
tried = st.builds(
    TriedTreatment,
    st.sampled_from(NAMES),
    st.none() | st.integers(0, 3),
    st.none() | st.sampled_from(["worse", "helped"]),
)
known_values = st.fixed_dictionaries(
    {key: st.sampled_from(TRUTHS) for key in _TRUTH_KEYS},
    optional={
        k.number_key("age"): st.none() | st.integers(0, 4),
        k.category_key("change"): st.none() | st.sampled_from(NAMES),
        k.TRIED: st.lists(tried, max_size=3).map(tuple),
        **{k.stopped_key(name): st.none() | st.just(False) | st.integers(0, 5) for name in NAMES},
    },
).map(Values)


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
    facts = Facts(values, {key: (f"pill {key}",) for key in _TRUTH_KEYS})

    for found in (clause.because(facts), clause.caused_by(facts), clause.open_facts(facts)):
        assert all(found)
        assert len(set(found)) == len(found)


@given(criteria, known_values)
def test_open_facts_are_named_only_while_the_criterion_is_undecided(criterion: Any, values: Values) -> None:
    clause = Clause(criterion, WORDS, DRUG)

    if oracle(criterion, values) is not None:
        assert clause.open_facts(Facts(values)) == ()


def test_oracle_knows_every_kind_of_criterion() -> None:
    assert {*_ORACLE, *_KEYS} == set(c.KINDS.values())


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
        (c.Holds(holds=("a",)), {"holds:a": True}, ("statement a",)),
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
