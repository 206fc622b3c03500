"""Evaluating the whole content: against a bare loop over the same criteria; loading it: against its YAML files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from functools import partial
from pathlib import Path

from desktop_app.application.vocabulary import vocabulary_of
from desktop_app.composition.clinical import Clinical, load_clinical
from desktop_app.content.loader import load_folder
from desktop_app.content.pack import load_pack, packed
from desktop_app.domain.consultation import Consultation
from desktop_app.engine.clauses import Clause
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.evaluate import evaluate
from desktop_app.engine.explain import Wording
from desktop_app.engine.facts import Facts, Values
from desktop_app.engine.sections import Deductions, Section
from desktop_app.engine.truth import Test
from desktop_app.interop.case_file import read_case
from desktop_app.resource_files import resource_root
from tests.benchmarks.report import Result
from tests.benchmarks.timing import in_loops, interleaved, seconds

_PATIENTS = Path(__file__).parent / "patients"
_LOOPS = 40
_MILLI, _MICRO = 1e3, 1e6


def measure(repeats: int) -> Iterator[Result]:
    """Three patients; then the loading of the content."""
    clinical = load_clinical()
    for name, consultation in _patients(clinical):
        yield from _evaluation(name, consultation, clinical, repeats)
    yield _content(clinical, repeats)


def _patients(clinical: Clinical) -> Iterator[tuple[str, Consultation]]:
    samples = Path(str(resource_root())) / "samples"
    vocabulary = vocabulary_of(clinical.compiled.knowledge)
    for name, path in {
        "routine": samples / "1-acute-routine.yaml",
        "many medicines": _PATIENTS / "many-medicines.yaml",
        "mostly unknown": _PATIENTS / "mostly-unknown.yaml",
    }.items():
        yield name, read_case(path, file_name=path.name, vocabulary=vocabulary)


def _evaluation(name: str, consultation: Consultation, clinical: Clinical, repeats: int) -> Iterator[Result]:
    compiled = clinical.compiled
    tests = _all_tests(compiled)
    values = _facts_of(consultation, compiled)
    ours, floor = interleaved(
        repeats,
        in_loops(partial(evaluate, consultation, compiled), _LOOPS),
        in_loops(partial(_bare, tests, values), _LOOPS),
    )
    of = "the bare criteria, no facts, evidence or results"
    yield Result(f"evaluate, {name}", ours * _MILLI, floor * _MILLI, "ms", of, "0.5 ms")
    each = _MICRO / len(tests)
    yield Result(f"  each of {len(tests)} criteria", ours * each, floor * each, "µs", of)


class _Witness(Clause):
    """A clause that keeps the facts which it is asked about: the stages of an evaluation fill one mapping."""

    values: Values

    def holds(self, facts: Facts) -> bool:
        self.values = facts.values
        return super().holds(facts)


def _facts_of(consultation: Consultation, compiled: CompiledKnowledge) -> Values:
    """The facts that an evaluation ends with."""
    witness = _Witness(compiled.review_opens.criterion, Wording.of(compiled.knowledge))
    evaluate(consultation, replace(compiled, review_opens=witness))
    return witness.values


def _clauses(part: object) -> Iterator[Clause]:
    """Every clause in a part of the compiled content."""
    if isinstance(part, Clause):
        yield part
    elif isinstance(part, tuple | Section | Deductions):
        for item in part:
            yield from _clauses(item)


def _all_tests(compiled: CompiledKnowledge) -> tuple[Test, ...]:
    """Every criterion of the content as the closure that the evaluation calls."""
    parts = (getattr(compiled, field.name) for field in fields(compiled))
    return tuple(clause.test for part in parts for clause in _clauses(part))


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
