"""Evaluating the whole content: against a bare loop over the same criteria; loading it: against its YAML files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from functools import partial

from desktop_app.application.vocabulary import vocabulary_of
from desktop_app.composition.clinical import Clinical, load_clinical
from desktop_app.content.loader import load_folder
from desktop_app.content.pack import load_pack, packed
from desktop_app.domain.consultation import Consultation
from desktop_app.engine.clauses import Clause
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.evaluate import evaluate
from desktop_app.engine.facts import Values
from desktop_app.engine.sections import Deductions, Section
from desktop_app.engine.truth import Test
from desktop_app.interop.case_file import read_case
from desktop_app.resource_files import resource_root
from tests.benchmarks.consultations import PATIENTS, SAMPLES, various_consultations
from tests.benchmarks.report import Result
from tests.benchmarks.timing import in_loops, interleaved, over_each, seconds
from tests.final_facts import facts_of

_LOOPS = 40
_MILLI, _MICRO = 1e3, 1e6


def measure(repeats: int) -> Iterator[Result]:
    """Three patients, then many different ones; then the loading of the content."""
    clinical = load_clinical()
    for name, consultation in _patients(clinical):
        yield from _evaluation(name, consultation, clinical, repeats)
    yield _many_patients(clinical, repeats)
    yield _content(clinical, repeats)


def _patients(clinical: Clinical) -> Iterator[tuple[str, Consultation]]:
    vocabulary = vocabulary_of(clinical.compiled.knowledge)
    for name, path in {
        "routine": SAMPLES / "1-acute-routine.yaml",
        "many medicines": PATIENTS / "many-medicines.yaml",
        "mostly unknown": PATIENTS / "mostly-unknown.yaml",
    }.items():
        yield name, read_case(path, file_name=path.name, vocabulary=vocabulary)


def _evaluation(name: str, consultation: Consultation, clinical: Clinical, repeats: int) -> Iterator[Result]:
    compiled = clinical.compiled
    tests = _all_tests(compiled)
    values = facts_of(consultation, compiled).values
    ours, floor = interleaved(
        repeats,
        in_loops(partial(evaluate, consultation, compiled), _LOOPS),
        in_loops(partial(_bare, tests, values), _LOOPS),
    )
    of = "the bare criteria, no facts, evidence or results"
    yield Result(f"evaluate, {name}", ours * _MILLI, floor * _MILLI, "ms", of, "0.5 ms")
    each = _MICRO / len(tests)
    yield Result(f"  each of {len(tests)} criteria", ours * each, floor * each, "µs", of)


def _clauses(part: object) -> Iterator[Clause]:
    """Every clause in a part of the compiled content."""
    if isinstance(part, Clause):
        yield part
    elif isinstance(part, tuple | Section | Deductions):
        for item in part:
            yield from _clauses(item)


def _many_patients(clinical: Clinical, repeats: int) -> Result:
    """Nothing is kept from one evaluation to the next, so an edit of one answer costs the same as a new patient."""
    compiled = clinical.compiled
    patients = tuple(various_consultations(compiled))
    tests, values = _all_tests(compiled), [facts_of(patient, compiled).values for patient in patients]
    ours, floor = interleaved(
        repeats,
        over_each(lambda patient: evaluate(patient, compiled), patients),
        over_each(partial(_bare, tests), values),
    )
    of = "the bare criteria, no facts, evidence or results"
    return Result(f"evaluate, {len(patients)} in turn", ours * _MILLI, floor * _MILLI, "ms", of, "0.5 ms")


def _all_tests(compiled: CompiledKnowledge) -> tuple[Test, ...]:
    """Every criterion of the content, once, as a closure of its own."""
    parts = (getattr(compiled, field.name) for field in fields(compiled))
    clauses = dict.fromkeys(clause for part in parts for clause in _clauses(part))
    return tuple(clause.test for clause in clauses)


def _bare(tests: tuple[Test, ...], values: Values) -> None:
    for test in tests:
        test(values)


def _content(clinical: Clinical, repeats: int) -> Result:
    pack = packed(clinical.compiled.knowledge, "")
    compiled, yaml = interleaved(
        max(2, repeats // 4),
        partial(seconds, partial(load_pack, pack)),
        partial(seconds, partial(load_folder, resource_root() / "content")),
    )
    return Result("content, compiled", compiled * _MILLI, yaml * _MILLI, "ms", "reading its YAML files")
