"""A naive interpreter of criteria, written from the docstrings of the language, and criteria and facts to try it on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from desktop_app.domain import criteria as c
from desktop_app.engine import facts as k
from desktop_app.engine.explain import Wording
from desktop_app.engine.facts import TriedTreatment, Values
from desktop_app.engine.truth import Truth

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


def oracle(criterion: Any, values: Values, drug: str | None = DRUG) -> Truth:
    """The truth by the letter of each docstring; ``drug`` is the medicine under test."""
    if type(criterion) in _ABOUT_DRUG:
        return _any_holds([values[_ABOUT_DRUG[type(criterion)](criterion, drug)]])
    parts = [oracle(part, values, drug) for part in criterion.children()]
    if parts:
        return _JOINED[type(criterion)](criterion, parts)
    return _ORACLE.get(type(criterion), _any_key)(criterion, values)


def _at_least(criterion: c.AtLeast, parts: list[Truth]) -> Truth:
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
_JOINED: dict[type, Callable[[Any, list[Truth]], Truth]] = {
    c.All: lambda _, parts: _all_hold(parts),
    c.AnyOf: lambda _, parts: _any_holds(parts),
    c.AtLeast: _at_least,
    c.Not: lambda _, parts: _NEGATION[parts[0]],
    c.NotShown: lambda _, parts: parts[0] is not True,
}
_ORACLE: dict[type, Callable[[Any, Values], Truth]] = {
    c.Always: lambda _part, _values: True,
    c.AnswerIs: _answer,
    c.StoppedWithin: _stopped,
    c.NumberTest: lambda part, values: _known(
        values[f"number:{part.number}"], lambda number: _within(part, number)
    ),
    c.CategoryIn: lambda part, values: _known(
        values[f"category:{part.category}"], lambda word: word in part.in_
    ),
    c.Tried: lambda part, values: any(_is_tried(entry, part) for entry in values[k.TRIED] or ()),
}
_ABOUT_DRUG: dict[type, Callable[[Any, str | None], str]] = {
    c.SameIngredient: lambda leaf, drug: f"same_ingredient:{leaf.same_ingredient}:{drug}",
    c.AboutDrug: lambda leaf, drug: f"this_drug:{leaf.this_drug}:{drug}",
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
}


KINDS_KNOWN = frozenset({*_JOINED, *_ORACLE, *_ABOUT_DRUG, *_KEYS})


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
TRUTH_KEYS = [prefix + name for prefix in _PREFIXES for name in NAMES] + [
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
    {key: st.sampled_from(TRUTHS) for key in TRUTH_KEYS},
    optional={
        k.number_key("age"): st.none() | st.integers(0, 4),
        k.category_key("change"): st.none() | st.sampled_from(NAMES),
        k.TRIED: st.lists(tried, max_size=3).map(tuple),
        **{k.stopped_key(name): st.none() | st.just(False) | st.integers(0, 5) for name in NAMES},
    },
).map(Values)
