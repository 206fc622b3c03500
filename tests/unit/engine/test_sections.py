"""Sections decided as one function each, against the naive interpreter; and what such a function is made of."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain import criteria as c
from desktop_app.domain.consultation import Consultation
from desktop_app.engine import facts as k
from desktop_app.engine.clauses import Clause, Conditional
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.facts import Facts, Values
from desktop_app.engine.section_code import SectionFunction
from desktop_app.engine.sections import Deductions, Section
from tests.final_facts import facts_of
from tests.strategies import SampleIds, consultations
from tests.unit.engine.criteria_oracle import DRUG, NAMES, WORDS, criteria, known_values, oracle
from tests.unit.engine.shipped import compiled, knowledge

CONTENT = knowledge()
visits = consultations(
    SampleIds(
        questions=[question.id for question in CONTENT.questions],
        conditions=[condition.key for condition in CONTENT.conditions],
        medicines=CONTENT.formulary_keys,
        therapies=CONTENT.therapy_keys,
        worsening_actions=[item.question for item in CONTENT.worsening_review.items],
        medicine_names=[entry.ingredient for entry in CONTENT.drug_dictionary] + ["unheard of"],
    )
)


def section_of(wanted: list[c.Criterion]) -> Section[Conditional[int]]:
    return Section(
        Conditional(place, Clause(criterion, WORDS, DRUG)) for place, criterion in enumerate(wanted)
    )


def places(found: list[Conditional[int]]) -> list[int]:
    return [item.entry for item in found]


@given(st.lists(criteria, max_size=5), known_values)
def test_section_finds_what_the_naive_interpreter_finds(wanted: list[c.Criterion], values: Values) -> None:
    truths = [oracle(criterion, values) for criterion in wanted]
    section = section_of(wanted)

    shown = [place for place, truth in enumerate(truths) if truth is True]
    unknown = [place for place, truth in enumerate(truths) if truth is None]
    assert places(section.holding(Facts(values))) == shown
    assert places(section.undecided(Facts(values))) == unknown


@given(st.lists(criteria, min_size=len(NAMES), max_size=len(NAMES)), known_values)
def test_deduction_builds_on_the_deductions_before_it(wanted: list[c.Criterion], values: Values) -> None:
    keys = [k.statement_key(name) for name in NAMES]
    facts = Facts(Values(values))

    Deductions((key, Clause(item, WORDS, DRUG)) for key, item in zip(keys, wanted, strict=True)).add_to(facts)

    for key, criterion in zip(keys, wanted, strict=True):
        values[key] = oracle(criterion, values)
    assert facts.values == values


def test_section_without_entries_and_criterion_without_parts_are_decided() -> None:
    empty: list[c.Criterion] = [c.All(all=()), c.AnyOf(any=()), c.Always(always=True)]
    facts = Facts()

    Deductions(()).add_to(facts)

    assert facts.values == {}
    assert section_of([]).holding(facts) == []
    assert places(section_of(empty).holding(facts)) == [0, 2]
    assert section_of(empty).undecided(facts) == []


def parts_of(content: CompiledKnowledge, kind: type[Any]) -> Iterator[Any]:
    parts = [getattr(content, field.name) for field in fields(content)]
    return (part for part in [*parts, content.conditions.rules] if isinstance(part, kind))


@settings(max_examples=40)
@given(visits)
def test_every_section_of_the_content_finds_what_the_naive_interpreter_finds(visit: Consultation) -> None:
    facts = facts_of(visit, compiled())

    for section in parts_of(compiled(), Section):
        truths = [(item, oracle(item.when.criterion, facts.values, item.when.drug)) for item in section]
        assert section.holding(facts) == [item for item, truth in truths if truth is True]
        assert section.undecided(facts) == [item for item, truth in truths if truth is None]


@settings(max_examples=40)
@given(visits)
def test_every_deduction_of_the_content_is_that_of_the_naive_interpreter(visit: Consultation) -> None:
    values = facts_of(visit, compiled()).values

    for deductions in parts_of(compiled(), Deductions):
        for key, clause in deductions:
            assert values[key] is oracle(clause.criterion, values, clause.drug), key


OWN_NAMES = re.compile(r"section|values|items|found|read|[fwt]\d+")


def assert_is_made_of_own_names_and_numbers(function: SectionFunction) -> None:
    for node in ast.walk(ast.parse(function.source)):
        if isinstance(node, ast.Name):
            assert OWN_NAMES.fullmatch(node.id)
        assert not isinstance(node, ast.Attribute | ast.Import | ast.ImportFrom)
        if isinstance(node, ast.Constant):
            assert node.value is None or isinstance(node.value, bool | int | float)


hostile = st.text(max_size=8) | st.sampled_from(
    ["f0", "') or __import__('os')", "\n    raise", "{0}", "#", "\\"]
)


@given(hostile, st.floats(allow_nan=False, allow_infinity=False), st.integers())
def test_no_text_of_the_content_stands_in_the_source(text: str, bound: float, days: int) -> None:
    wanted: list[c.Criterion] = [
        c.AnswerIs(answer=(text, "another")),
        c.AnswerIs(answer=(text,), is_="no"),
        c.NumberTest(number=text, unit=text, gt=bound, le=bound),
        c.CategoryIn(category=text, in_=(text,)),
        c.StoppedWithin(stopped_class=text, days=days),
        c.Tried(tried=(text,), weeks=bound, result=(text,)),
    ]
    section = section_of([*wanted, c.AtLeast(at_least=2, of=tuple(wanted))])

    assert_is_made_of_own_names_and_numbers(section.shown)
    assert_is_made_of_own_names_and_numbers(section.unknown)
    deductions = Deductions((text, Clause(criterion, WORDS)) for criterion in wanted)
    assert_is_made_of_own_names_and_numbers(deductions.truths)


def test_sections_of_the_content_are_made_of_own_names_and_numbers() -> None:
    for section in parts_of(compiled(), Section):
        assert_is_made_of_own_names_and_numbers(section.shown)
        assert_is_made_of_own_names_and_numbers(section.unknown)
    for deductions in parts_of(compiled(), Deductions):
        assert_is_made_of_own_names_and_numbers(deductions.truths)
