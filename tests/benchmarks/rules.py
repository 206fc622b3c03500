"""The medication and therapy rules of the content: against zen-engine, a rule engine in Rust, on equal rules and facts.

Every rule that can be told in its language is translated. Both must give the same verdicts on every patient before
either is timed. Its time includes its reading of the facts, a Python dictionary made before; ours includes the same
reading. "With evidence" adds what zen-engine does not give: why each rule holds, and which medicines made it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from zen import ZenEngine

from desktop_app.composition.clinical import load_clinical
from desktop_app.engine.compiled_entries import RuleCheck, TherapyCheck
from desktop_app.engine.facts import Facts
from desktop_app.engine.sections import Section
from tests.benchmarks.consultations import various_consultations
from tests.benchmarks.report import Result
from tests.benchmarks.timing import interleaved, over_each
from tests.benchmarks.zen_model import ZenModel
from tests.final_facts import facts_of

_PATIENTS = Path(__file__).parent / "patients"
_GENERATED, _SEED = 40, 2026
_MICRO = 1e6

Check = RuleCheck | TherapyCheck
P = TypeVar("P")


def measure(repeats: int) -> Iterator[Result]:
    """Each rule for each of many patients, never the same patient twice in a row."""
    compiled = load_clinical().compiled
    model, section, left_out = _translated([*compiled.rule_checks, *compiled.therapy_checks])
    patients = [facts_of(consultation, compiled) for consultation in various_consultations(compiled)]
    decision = ZenEngine().create_decision(model.to_json())

    def ask_zen(context: dict[str, Any]) -> object:
        return decision.evaluate(context)["result"]

    told = [model.facts(facts.values) for facts in patients]
    for facts, context in zip(patients, told, strict=True):
        _must_agree(section, facts, ask_zen(context))
    for name, ours in (
        ("verdicts", section.holding),
        ("verdicts with evidence", partial(_evidence, section)),
    ):
        measured, zen = interleaved(repeats, over_each(ours, patients), over_each(ask_zen, told))
        count = len(model.rows)
        of = f"zen-engine on {count} equal rules, {left_out} left out"
        yield Result(f"rules, {name}, each", measured / count * _MICRO, zen / count * _MICRO, "µs", of, "1x")


def _translated(checks: Sequence[Check]) -> tuple[ZenModel, Section[Check], int]:
    """The model, the same rules as our section, and how many rules cannot be told in JSON."""
    model, same = ZenModel(), []
    for check in checks:
        try:
            model.add(_name(check), check.when)
        except KeyError:
            continue
        same.append(check)
    return model, Section(same), len(checks) - len(same)


def _name(check: Check) -> str:
    return f"{check.id} {check.when.drug or ''}"


def _must_agree(section: Section[Check], facts: Facts, found: object) -> None:
    """Raises ``ValueError`` where the verdicts differ: rules that are not equal cannot be compared."""
    rows = found if isinstance(found, list) else []
    if sorted(row["rule"] for row in rows) != sorted(map(_name, section.holding(facts))):
        raise ValueError("zen-engine and the application do not agree on a patient")


def _evidence(section: Section[Check], facts: Facts) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(check.when.because(facts), check.when.caused_by(facts)) for check in section.holding(facts)]
