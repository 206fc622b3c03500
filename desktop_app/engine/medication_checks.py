"""Check every medicine of the formulary: all issues are kept, the worst decides, none cancels another."""

from __future__ import annotations

from typing import NamedTuple

from desktop_app.domain.evaluation import Issue
from desktop_app.domain.medication_content import MedicationRule, Medicine, Severity
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.compiled_entries import CompiledMedicine, RuleCheck
from desktop_app.engine.facts import Facts

_Fired = tuple[RuleCheck, Issue]


class CheckedMedicine(NamedTuple):
    """A medicine with everything that speaks against it for this patient, worst first."""

    compiled: CompiledMedicine
    severity: Severity
    issues: tuple[Issue, ...]
    rules: tuple[MedicationRule, ...]
    needs_answer: tuple[str, ...]

    @property
    def medicine(self) -> Medicine:
        return self.compiled.medicine


def check_medicines(facts: Facts, compiled: CompiledKnowledge) -> dict[str, CheckedMedicine]:
    """Every medicine by key, in the order of the formulary."""
    values = facts.values
    fired: dict[str, list[_Fired]] = {}
    to_ask: dict[str, dict[str, None]] = {}
    for check in compiled.rule_checks:
        truth = check.when.test(values)
        if truth is False:
            continue
        if truth is True:
            issue = _issue(check, facts)
            for drug in check.drugs:
                fired.setdefault(drug, []).append((check, issue))
        elif check.must_ask is not None and check.must_ask.holds(facts):
            named = dict.fromkeys(check.when.open_facts(facts))
            for drug in check.drugs:
                to_ask.setdefault(drug, {}).update(named)
    return {
        item.medicine.id: _checked(item, fired.get(item.medicine.id), to_ask.get(item.medicine.id, {}))
        for item in compiled.medicines
    }


def _issue(check: RuleCheck, facts: Facts) -> Issue:
    rule = check.rule
    return Issue(
        rule=rule.id,
        severity=check.severity,
        because=check.when.because(facts),
        caused_by=check.when.caused_by(facts),
        message=rule.message,
        instead=rule.instead,
        instead_text=rule.instead_text,
        sources=rule.sources,
        standing=rule.standing.value,
    )


def _checked(
    item: CompiledMedicine, fired: list[_Fired] | None, needs_answer: dict[str, None]
) -> CheckedMedicine:
    """A question is only worth asking while its answer could still decide."""
    if fired is None:
        return CheckedMedicine(item, Severity.NONE, (), (), tuple(needs_answer))
    fired.sort(key=lambda pair: -pair[0].severity)
    worst = fired[0][0].severity
    return CheckedMedicine(
        item,
        worst,
        tuple(issue for _, issue in fired),
        tuple(check.rule for check, _ in fired),
        tuple(needs_answer) if worst < Severity.AVOID else (),
    )
