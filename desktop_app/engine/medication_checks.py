"""Check every medicine of the formulary: all issues are kept, the worst decides, none cancels another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from desktop_app.domain.medication_content import Severity
from desktop_app.domain.treatment_assessments import Issue
from desktop_app.engine import facts as k
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.compiled_entries import CompiledMedicine, RuleCheck
from desktop_app.engine.facts import Facts

# Bound once: to look a member up in its enumeration takes longer than to compare it.
_NO_SEVERITY, _AVOID, _CONTRAINDICATED = Severity.NONE, Severity.AVOID, Severity.CONTRAINDICATED

_Fired = tuple[RuleCheck, Issue]


class CheckedMedicine(NamedTuple):
    """A medicine with everything that speaks against it for this patient, worst first."""

    compiled: CompiledMedicine
    severity: Severity
    issues: tuple[Issue, ...]
    fired: Sequence[_Fired]
    needs_answer: tuple[str, ...]


def check_medicines(facts: Facts, compiled: CompiledKnowledge) -> dict[str, CheckedMedicine]:
    """Every medicine by key, in the order of the formulary. Rules come worst first, and so do its issues."""
    values = facts.values
    fired: dict[str, list[_Fired]] = {item.id: [] for item in compiled.medicines}
    to_ask: dict[str, list[tuple[str, ...]]] = {item.id: [] for item in compiled.medicines}
    for check in compiled.rule_checks.holding(facts):
        because, caused_by = check.when.because(facts), check.when.caused_by(facts)
        found = (check, Issue(check.id, check.severity, because, caused_by, *check.text))
        for drug in check.drugs:
            fired[drug].append(found)
    for check in compiled.asking_checks.undecided(facts):
        if check.must_ask is not None and check.must_ask.holds(facts):
            named = check.when.open_facts(facts)
            for drug in check.drugs:
                to_ask[drug].append(named)
    checked = {item.id: _checked(item, fired[item.id], to_ask[item.id]) for item in compiled.medicines}
    group = compiled.medicine_content.totals.oral_nsaids
    oral_nsaids = [item for item in checked.values() if group in item.compiled.names]
    values[k.statement_key("oral_nsaids_blocked")] = all(
        item.severity is _CONTRAINDICATED for item in oral_nsaids
    )
    return checked


def _checked(item: CompiledMedicine, fired: list[_Fired], to_ask: list[tuple[str, ...]]) -> CheckedMedicine:
    """A question is only worth asking while its answer could still decide."""
    worst = fired[0][0].severity if fired else _NO_SEVERITY
    issues = tuple([issue for _, issue in fired])
    asks = bool(to_ask) and worst < _AVOID
    needs_answer = tuple(dict.fromkeys(chain.from_iterable(to_ask))) if asks else ()
    return CheckedMedicine(item, worst, issues, fired, needs_answer)
