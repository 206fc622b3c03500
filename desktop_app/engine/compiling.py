"""Turns the sections of the content into entries with clauses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from desktop_app.domain import criteria as c
from desktop_app.domain.assessment_content import RuleOrder
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.medication_content import MedicationRule, Medicine, Severity
from desktop_app.engine import facts as k
from desktop_app.engine.clauses import Clause, Conditional
from desktop_app.engine.compiled_entries import (
    CompiledImagingRule,
    CompiledMedicine,
    CompiledTherapy,
    CompiledTriageRule,
    RuleCheck,
    SuggestionList,
    TherapyCheck,
)
from desktop_app.engine.dose_ranges import unlimited_range
from desktop_app.engine.explain import Wording
from desktop_app.engine.ordering import dependency_order, names_fired
from desktop_app.engine.truth import is_about_one_drug

E = TypeVar("E")

_ALWAYS = c.Always(always=True)


class ClauseMaker:
    """Compiles criteria with the wording of one content version."""

    def __init__(self, words: Wording) -> None:
        self._words = words
        self._always = Clause(_ALWAYS, words)

    def clause(self, criterion: c.Criterion | None, drug: str | None = None) -> Clause:
        """The compiled criterion; no criterion means that nothing limits the entry."""
        return self._always if criterion is None else Clause(criterion, self._words, drug)

    def maybe(self, criterion: c.Criterion | None) -> Clause | None:
        """As ``clause``, but no criterion stays none: nothing makes the statement true."""
        return None if criterion is None else self.clause(criterion)

    def section(
        self, entries: Iterable[E], when: Callable[[E], c.Criterion | None]
    ) -> tuple[Conditional[E], ...]:
        """The entries of a section, each with its clause."""
        return tuple(Conditional(entry, self.clause(when(entry))) for entry in entries)


def compile_triage(knowledge: KnowledgeBase, make: ClauseMaker) -> tuple[CompiledTriageRule, ...]:
    """The triage rules, each after those that it names."""
    return tuple(
        CompiledTriageRule(
            position,
            rule,
            k.fired_key(rule.id),
            make.clause(rule.when),
            make.maybe(rule.closed_when),
            make.section(rule.orders, _order_when),
        )
        for position, rule in dependency_order(knowledge.triage_rules, names_fired)
    )


def compile_imaging(knowledge: KnowledgeBase, make: ClauseMaker) -> tuple[CompiledImagingRule, ...]:
    """The imaging decisions in the order of the content."""
    return tuple(
        CompiledImagingRule(
            rule,
            make.clause(rule.when),
            make.section(() if rule.order is None else (rule.order,), _order_when),
        )
        for rule in knowledge.imaging_rules
    )


def compile_medicines(knowledge: KnowledgeBase, make: ClauseMaker) -> tuple[CompiledMedicine, ...]:
    """The formulary in the order of the content."""
    return tuple(_compiled_medicine(medicine, make) for medicine in knowledge.medicines)


def compile_rule_checks(knowledge: KnowledgeBase, make: ClauseMaker) -> tuple[RuleCheck, ...]:
    """The medication rules, worst first; one about "this" medicine becomes a check for each that it names."""
    groups = _groups(knowledge)
    checks = []
    for rule in knowledge.medication_rules:
        drugs = tuple(dict.fromkeys(drug for name in rule.drugs for drug in groups.get(name, ())))
        must_ask = make.maybe(rule.must_ask_when)
        if is_about_one_drug(rule.when):
            checks += [_rule_check(rule, make.clause(rule.when, drug), must_ask, (drug,)) for drug in drugs]
        else:
            checks.append(_rule_check(rule, make.clause(rule.when), must_ask, drugs))
    return tuple(sorted(checks, key=lambda check: -check.severity))


def compile_suggestions(knowledge: KnowledgeBase, make: ClauseMaker) -> tuple[SuggestionList, ...]:
    """The orders of suggestion; the first whose clause holds is used."""
    return tuple(
        SuggestionList(
            context, make.clause(context.when), make.section(context.order, lambda entry: entry.when)
        )
        for context in knowledge.medication_selection.contexts
    )


def compile_therapies(knowledge: KnowledgeBase, make: ClauseMaker) -> tuple[CompiledTherapy, ...]:
    """The therapies in the order of the content."""
    return tuple(
        CompiledTherapy(
            therapy.id,
            therapy.label,
            therapy.summary,
            therapy.sources,
            therapy,
            therapy.tiers.model_dump(),
            k.therapy_key(therapy.id, "offered"),
            make.clause(therapy.listed_when),
            make.maybe(therapy.not_yet_when),
            make.section(
                [rule for rule in knowledge.tier_rules if rule.therapy == therapy.id], lambda rule: rule.when
            ),
        )
        for therapy in knowledge.therapies
    )


def compile_therapy_checks(knowledge: KnowledgeBase, make: ClauseMaker) -> tuple[TherapyCheck, ...]:
    """The therapy rules in the order of the content; ``ALL`` means every therapy."""
    every = tuple(therapy.id for therapy in knowledge.therapies)
    checks = []
    for rule in knowledge.therapy_rules:
        named = every if "ALL" in rule.therapies else rule.therapies
        about = tuple(therapy for therapy in named if therapy not in rule.except_therapies)
        text = (rule.message, (), None, rule.sources, rule.standing.value, rule.variant)
        severity, fired = Severity[rule.severity.upper()], k.fired_key(rule.id)
        checks.append(
            TherapyCheck(rule.id, severity, rule.variant, fired, make.clause(rule.when), about, text)
        )
    return tuple(checks)


def worst_first(checks: Iterable[TherapyCheck]) -> tuple[TherapyCheck, ...]:
    """The order in which issues are shown: of equal ones, first what is for the whole therapy, then for a variant."""
    return tuple(sorted(checks, key=lambda check: (-check.severity, check.variant is not None)))


def _compiled_medicine(medicine: Medicine, make: ClauseMaker) -> CompiledMedicine:
    dosing = medicine.dosing
    return CompiledMedicine(
        medicine.id,
        (medicine.id, medicine.name.en, medicine.drug_class, medicine.role),
        medicine,
        frozenset((medicine.id, *medicine.groups)),
        k.this_drug_key("acetaminophen_over_maximum", medicine.id),
        k.this_drug_key("cns_active_at_least_3", medicine.id),
        None if dosing is None else unlimited_range(medicine, dosing),
        make.section(() if dosing is None else dosing.limits, lambda limit: limit.when),
        make.section(() if dosing is None else dosing.default_for, lambda default: default.when),
    )


def _rule_check(
    rule: MedicationRule, when: Clause, must_ask: Clause | None, drugs: tuple[str, ...]
) -> RuleCheck:
    text = (rule.message, rule.instead, rule.instead_text, rule.sources, rule.standing.value, None)
    return RuleCheck(rule.id, Severity[rule.severity.upper()], when, must_ask, drugs, rule.placement, text)


def _order_when(order: RuleOrder) -> c.Criterion | None:
    return order.when


def _groups(knowledge: KnowledgeBase) -> dict[str, tuple[str, ...]]:
    """The medicines that a rule means by a key or a group; ``ALL`` is the whole formulary."""
    targets: dict[str, list[str]] = {"ALL": [medicine.id for medicine in knowledge.medicines]}
    for medicine in knowledge.medicines:
        for name in (medicine.id, *medicine.groups):
            targets.setdefault(name, []).append(medicine.id)
    return {name: tuple(drugs) for name, drugs in targets.items()}
