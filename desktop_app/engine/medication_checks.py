"""Check every medicine of the formulary: all issues are kept, the worst decides, none cancels another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from desktop_app.domain.evaluation import DoseRange, Issue
from desktop_app.domain.medication_content import DoseLimit, MedicationRule, Medicine, Severity
from desktop_app.engine import facts as k
from desktop_app.engine.compiled import CompiledKnowledge, RuleCheck
from desktop_app.engine.facts import Facts
from desktop_app.engine.open_facts import open_facts

_NO_ISSUE = Severity.NONE


class CheckedMedicine(NamedTuple):
    """A medicine with everything that speaks against it for this patient, worst first."""

    medicine: Medicine
    severity: Severity
    issues: tuple[Issue, ...]
    rules: tuple[MedicationRule, ...]
    needs_answer: tuple[str, ...]


def check_medicines(facts: Facts, compiled: CompiledKnowledge) -> dict[str, CheckedMedicine]:
    """Every medicine by key, in the order of the formulary."""
    fired: dict[str, list[tuple[MedicationRule, Issue]]] = {m.id: [] for m in compiled.knowledge.medicines}
    to_ask: dict[str, dict[str, None]] = {m.id: {} for m in compiled.knowledge.medicines}
    for check in compiled.rule_checks:
        truth = check.test(facts.values)
        if truth is True:
            issue = _issue(check, facts, compiled)
            for drug in check.drugs:
                fired[drug].append((check.rule, issue))
        elif truth is None and check.must_ask is not None and check.must_ask(facts.values) is True:
            named = open_facts(check.rule.when, facts, compiled.words, check.about)
            for drug in check.drugs:
                to_ask[drug].update(dict.fromkeys(named))
    return {
        medicine.id: _checked(medicine, fired[medicine.id], tuple(to_ask[medicine.id]))
        for medicine in compiled.knowledge.medicines
    }


def dose_range(medicine: Medicine, facts: Facts, compiled: CompiledKnowledge) -> DoseRange | None:
    """The patient's own limits. The lowest maximum counts; ``None`` for a medicine without a dose of its own."""
    dosing = medicine.dosing
    if dosing is None:
        return None
    applying = [limit for limit in dosing.limits if compiled.holds(limit.when, facts)]
    most = min([dosing.max_mg_per_day, *(limit_mg(limit, facts) for limit in applying)])
    lowest = min(applying, key=lambda limit: limit_mg(limit, facts), default=None)
    default = next(
        (item.dose for item in dosing.default_for if compiled.holds(item.when, facts)), dosing.default
    )
    single = min([dosing.max_single_mg, *(limit.max_single_mg for limit in applying if limit.max_single_mg)])
    dose = min(default.dose_mg, single, most)
    return DoseRange(
        min_mg_per_day=(lowest.min_mg_per_day if lowest is not None else None) or dosing.min_mg_per_day,
        max_mg_per_day=most,
        max_single_mg=single,
        doses_per_day=(lowest.doses_per_day if lowest is not None else None) or dosing.doses_per_day,
        max_days=dosing.max_days,
        default_dose_mg=dose,
        default_times_per_day=max(1, min(default.times_per_day, int(most // dose))),
        default_days=default.days,
        reasons=tuple(limit.reason for limit in applying if limit_mg(limit, facts) < dosing.max_mg_per_day),
    )


def limit_mg(limit: DoseLimit, facts: Facts) -> float:
    """The daily maximum of a limit in mg, by body weight where the limit says so and the weight is known."""
    weight = facts.values.get(k.number_key("weight"))
    if limit.max_mg_per_kg_per_day is None or not isinstance(weight, int | float):
        return limit.max_mg_per_day
    return min(limit.max_mg_per_day, limit.max_mg_per_kg_per_day * weight)


def _issue(check: RuleCheck, facts: Facts, compiled: CompiledKnowledge) -> Issue:
    rule = check.rule
    return Issue(
        rule=rule.id,
        severity=Severity[rule.severity.upper()],
        because=compiled.explainer.because(rule.when, facts, check.about),
        caused_by=compiled.explainer.caused_by(rule.when, facts, check.about),
        message=rule.message,
        instead=rule.instead,
        instead_text=rule.instead_text,
        sources=rule.sources,
        standing=rule.standing.value,
    )


def _checked(
    medicine: Medicine, fired: Iterable[tuple[MedicationRule, Issue]], needs_answer: tuple[str, ...]
) -> CheckedMedicine:
    worst_first = sorted(fired, key=lambda pair: -pair[1].severity)
    issues = tuple(issue for _, issue in worst_first)
    severity = issues[0].severity if issues else _NO_ISSUE
    return CheckedMedicine(medicine, severity, issues, tuple(rule for rule, _ in worst_first), needs_answer)
