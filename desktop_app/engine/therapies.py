"""Match nonpharmacologic options to the patient: tier by phase, then risk, blocks, preference and order (reference 3.3)."""

from __future__ import annotations

from typing import NamedTuple

from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import Preference
from desktop_app.domain.evaluation import Issue, TherapyAssessment
from desktop_app.domain.medication_content import Severity
from desktop_app.domain.therapy_content import Therapy, TherapyRule
from desktop_app.engine import facts as k
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.facts import Facts

_NUMBERED = {"1": 1, "2": 2, "3": 3}
_OFFERED_TIERS = (1, 2)
_LAST = 9

NOT_FOR_YOU = ("not_yet", "not_recommended", "avoid", "contraindicated")
"""Statuses that a patient who asked for the therapy is told about."""


class _Option(NamedTuple):
    therapy: Therapy
    tier_code: str
    issues: tuple[Issue, ...]
    severity: Severity
    status: str
    preference: Preference | None

    @property
    def order(self) -> tuple[int, bool, bool, int, str]:
        """Tier, then what the patient wants, then what needs no care, then the rank of the content, then the id."""
        careful = any(issue.severity >= Severity.CAUTION and issue.variant is None for issue in self.issues)
        wanted = self.preference is Preference.WANT
        return (_NUMBERED.get(self.tier_code, _LAST), not wanted, careful, self.therapy.rank, self.therapy.id)


def match_therapies(
    facts: Facts, consultation: Consultation, compiled: CompiledKnowledge
) -> tuple[TherapyAssessment, ...]:
    """Every option listed for this patient, in the order in which it is shown."""
    issues = _issues(facts, compiled)
    options = [
        _option(therapy, issues[therapy.id], facts, consultation, compiled)
        for therapy in compiled.knowledge.therapies
        if compiled.holds(therapy.listed_when, facts)
    ]
    for option in options:
        facts.values[k.therapy_key(option.therapy.id, "offered")] = option.status == "offered"
    wanted = k.statement_key("wanted_therapy_not_for_you")
    facts.values[wanted] = any(_is_wanted_in_vain(option, consultation) for option in options)
    shown = sorted(options, key=lambda option: option.order)
    return tuple(
        _assessment(option, place, facts, consultation, compiled) for place, option in enumerate(shown, 1)
    )


def _is_wanted_in_vain(option: _Option, consultation: Consultation) -> bool:
    wanted = option.preference is Preference.WANT and option.status in NOT_FOR_YOU
    return wanted and option.therapy.id not in consultation.decisions.therapies


def _issues(facts: Facts, compiled: CompiledKnowledge) -> dict[str, tuple[Issue, ...]]:
    """Fire the rules in the order of the content: a later rule may build on an earlier one."""
    found: dict[str, list[Issue]] = {therapy.id: [] for therapy in compiled.knowledge.therapies}
    for rule in compiled.knowledge.therapy_rules:
        truth = compiled.truth(rule.when, facts)
        facts.values[k.fired_key(rule.id)] = truth
        if truth is not True:
            continue
        issue = _issue(rule, facts, compiled)
        targets = found if "ALL" in rule.therapies else rule.therapies
        for therapy in targets:
            if therapy in found and therapy not in rule.except_therapies:
                found[therapy].append(issue)
    return {therapy: tuple(sorted(issues, key=lambda i: -i.severity)) for therapy, issues in found.items()}


def _issue(rule: TherapyRule, facts: Facts, compiled: CompiledKnowledge) -> Issue:
    return Issue(
        rule=rule.id,
        severity=Severity[rule.severity.upper()],
        because=compiled.because(rule.when, facts),
        caused_by=compiled.explainer.caused_by(rule.when, facts),
        message=rule.message,
        instead=(),
        instead_text=None,
        sources=rule.sources,
        standing=rule.standing.value,
        variant=rule.variant,
    )


def _option(
    therapy: Therapy,
    issues: tuple[Issue, ...],
    facts: Facts,
    consultation: Consultation,
    compiled: CompiledKnowledge,
) -> _Option:
    tier = _tier(therapy, facts, compiled)
    severity = _severity(therapy, issues)
    preference = consultation.preferences.get(therapy.id)
    waits = therapy.not_yet_when is not None and compiled.holds(therapy.not_yet_when, facts)
    return _Option(therapy, tier, issues, severity, _status(tier, severity, preference, waits), preference)


def _tier(therapy: Therapy, facts: Facts, compiled: CompiledKnowledge) -> str:
    """The tier of the phase; a tier rule that holds may raise it (psychosocial risk, rehabilitation)."""
    state = str(facts.values[k.category_key("state")])
    tiers = [str(getattr(therapy.tiers, state))]
    tiers += [
        str(rule.tier)
        for rule in compiled.knowledge.tier_rules
        if rule.therapy == therapy.id and state in rule.states and compiled.holds(rule.when, facts)
    ]
    return min(tiers)


def _severity(therapy: Therapy, issues: tuple[Issue, ...]) -> Severity:
    """The worst issue; an issue of one variant counts only as far as every variant is touched."""
    whole = max((issue.severity for issue in issues if issue.variant is None), default=Severity.NONE)
    worst_of_variants = (
        max((issue.severity for issue in issues if issue.variant == variant), default=Severity.NONE)
        for variant in therapy.variants
    )
    return max(whole, min(worst_of_variants, default=Severity.NONE))


def _status(tier: str, severity: Severity, preference: Preference | None, waits: bool) -> str:
    """The first that applies: blocked, avoid, not recommended, not yet, declined, else by tier."""
    if severity >= Severity.AVOID:
        return severity.word
    if tier == "N":
        return "not_recommended"
    if tier == "H" or waits:
        return "not_yet"
    if preference is Preference.DECLINE:
        return "declined"
    return "offered" if _NUMBERED[tier] in _OFFERED_TIERS else "more_options"


def _assessment(
    option: _Option, place: int, facts: Facts, consultation: Consultation, compiled: CompiledKnowledge
) -> TherapyAssessment:
    therapy = option.therapy
    differ = therapy.guidelines_differ_when
    return TherapyAssessment(
        therapy=therapy.id,
        name=therapy.label,
        status=option.status,
        tier=_NUMBERED.get(option.tier_code),
        rank=place,
        reason=_reason(option),
        guidelines_differ=differ is not None and compiled.holds(differ, facts),
        issues=option.issues,
        available=consultation.access.get(therapy.id) is not Answer.NO,
        summary=therapy.summary,
        sources=therapy.sources,
    )


def _reason(option: _Option) -> str | None:
    """Why it is not offered: a code of the reference, or the rule that blocks it."""
    if option.status in ("contraindicated", "avoid"):
        return option.issues[0].rule
    return option.status if option.status in ("not_recommended", "not_yet", "declined") else None
