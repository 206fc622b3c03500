"""Match nonpharmacologic options to the patient: tier by phase, risk, blocks, preference and order (reference 3.3)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import Preference
from desktop_app.domain.guideline_content import PatientGroup
from desktop_app.domain.medication_content import Severity
from desktop_app.domain.therapy_content import Therapy
from desktop_app.domain.treatment_assessments import Issue, TherapyAssessment
from desktop_app.engine import facts as k
from desktop_app.engine.clauses import holding
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.compiled_entries import CompiledTherapy
from desktop_app.engine.facts import Facts
from desktop_app.engine.truth import truth_of

_NUMBERED = {"1": 1, "2": 2, "3": 3}
_OFFERED_TIERS = (1, 2)
_LAST = 9
_STATE = k.category_key("state")

# Bound once: to look a member up in its enumeration takes longer than to compare it.
_WANT, _DECLINE = Preference.WANT, Preference.DECLINE
_NO_SEVERITY, _CAUTION, _AVOID = Severity.NONE, Severity.CAUTION, Severity.AVOID

NOT_FOR_YOU = ("not_yet", "not_recommended", "avoid", "contraindicated")
"""Statuses that a patient who asked for the therapy is told about."""


class _Option(NamedTuple):
    item: CompiledTherapy
    tier_code: str
    tier_because: tuple[str, ...]
    issues: tuple[Issue, ...]
    status: str
    preference: Preference | None


def match_therapies(
    facts: Facts, consultation: Consultation, compiled: CompiledKnowledge, group: PatientGroup
) -> tuple[TherapyAssessment, ...]:
    """Every option listed for this patient, in the order in which it is shown."""
    issues = _issues(facts, compiled)
    preferences = consultation.preferences
    state = facts.values[_STATE]
    options = [
        _option(item, issues.get(item.id), state, facts, preferences.get(item.id))
        for item in compiled.therapies.holding(facts)
    ]
    for option in options:
        facts.values[option.item.offered] = option.status == "offered"
    wanted = k.statement_key("wanted_therapy_not_for_you")
    facts.values[wanted] = any(
        _is_wanted_in_vain(option, consultation) for option in options if option.preference is _WANT
    )
    options.sort(key=_order)
    notes, suggested = compiled.guideline_notes[group], _suggested(options, consultation, compiled)
    missing = _without_access(consultation)
    nearest = _nearest(options, missing) if missing else {}
    return tuple(
        [
            _assessment(option, place, notes.get(option.item.id), suggested, missing, nearest)
            for place, option in enumerate(options, 1)
        ]
    )


def _without_access(consultation: Consultation) -> frozenset[str]:
    return frozenset(key for key, answer in consultation.access.items() if truth_of(answer) is False)


def _suggested(
    options: Iterable[_Option], consultation: Consultation, compiled: CompiledKnowledge
) -> frozenset[str]:
    """The basics, and the first few others that are offered, within reach and not tried yet (step 13)."""
    selection = compiled.knowledge.care_selection
    tried = {item.treatment for item in consultation.tried}
    passed_over = tried | _without_access(consultation)
    offered = [option.item.id for option in options if option.status == "offered"]
    new = [key for key in offered if key not in selection.basics and key not in passed_over]
    return frozenset([*(key for key in offered if key in selection.basics), *new[: selection.most_new]])


def _nearest(options: Iterable[_Option], missing: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """What comes nearest to each missing therapy, without what is not for this patient either (step 11)."""
    in_reach = {
        option.item.id: option.item.label
        for option in options
        if option.status not in NOT_FOR_YOU and option.item.id not in missing
    }
    found = {}
    for option in options:
        near = option.item.therapy.without_access
        if near is not None and option.item.id in missing:
            besides = (near.besides,) if near.besides else ()
            found[option.item.id] = (*(in_reach[key] for key in near.therapies if key in in_reach), *besides)
    return found


def _is_wanted_in_vain(option: _Option, consultation: Consultation) -> bool:
    return option.status in NOT_FOR_YOU and option.item.id not in consultation.decisions.therapies


def _issues(facts: Facts, compiled: CompiledKnowledge) -> dict[str, list[Issue]]:
    """The rules that fire, by therapy: worst first, and what is for the whole therapy before what is for a variant."""
    values = facts.values
    found: dict[str, list[Issue]] = {}
    compiled.therapy_rules_fired.add_to(facts)
    for check in compiled.therapy_checks:
        if values[check.fired] is True:
            because, caused_by = check.when.because(facts), check.when.caused_by(facts)
            issue = Issue(check.id, check.severity, because, caused_by, *check.text)
            for therapy in check.therapies:
                found.setdefault(therapy, []).append(issue)
    return found


def _option(
    item: CompiledTherapy,
    found: list[Issue] | None,
    state: str,
    facts: Facts,
    preference: Preference | None,
) -> _Option:
    issues = tuple(found or ())
    severity = _severity(item.therapy, issues) if found else _NO_SEVERITY
    tier, because = _tier(item, state, facts) if item.tier_rules else (item.tier_of_state[state], ())
    waits = item.not_yet is not None and item.not_yet.holds(facts)
    return _Option(item, tier, because, issues, _status(tier, severity, preference, waits), preference)


def _tier(item: CompiledTherapy, state: str, facts: Facts) -> tuple[str, tuple[str, ...]]:
    """The tier of the phase, or the better one of a tier rule that holds, with the facts that raised it."""
    usual = item.tier_of_state[state]
    raised = [(rule.tier, when) for rule, when in holding(item.tier_rules, facts) if state in rule.states]
    best = min([usual, *(tier for tier, _ in raised)])
    because = [fact for tier, when in raised if tier == best != usual for fact in when.because(facts)]
    return best, tuple(dict.fromkeys(because))


def _order(option: _Option) -> tuple[int, bool, bool, int, str]:
    """Tier, then what the patient wants, then what needs no care, then the rank of the content, then the id."""
    item, tier_code, _, issues, _, preference = option
    careful = bool(issues) and any(issue.severity >= _CAUTION and issue.variant is None for issue in issues)
    return (_NUMBERED.get(tier_code, _LAST), preference is not _WANT, careful, item.therapy.rank, item.id)


def _severity(therapy: Therapy, issues: tuple[Issue, ...]) -> Severity:
    """The worst issue; an issue of one variant counts only as far as every variant is touched."""
    whole = _worst_for(None, issues)
    variants = therapy.variants
    return max(whole, min(_worst_for(variant, issues) for variant in variants)) if variants else whole


def _worst_for(variant: str | None, issues: tuple[Issue, ...]) -> Severity:
    """Of one variant, or of the whole therapy; the worst issue stands first."""
    for issue in issues:
        if issue.variant == variant:
            return issue.severity
    return _NO_SEVERITY


def _status(tier: str, severity: Severity, preference: Preference | None, waits: bool) -> str:
    """The first that applies: blocked, avoid, not recommended, not yet, declined, else by tier."""
    if severity >= _AVOID:
        return severity.word
    if tier == "N":
        return "not_recommended"
    if tier == "H" or waits:
        return "not_yet"
    if preference is _DECLINE:
        return "declined"
    return "offered" if _NUMBERED[tier] in _OFFERED_TIERS else "more_options"


def _assessment(
    option: _Option,
    place: int,
    guideline_note: str | None,
    suggested: frozenset[str],
    missing: frozenset[str],
    nearest: dict[str, tuple[str, ...]],
) -> TherapyAssessment:
    item, tier_code, tier_because, issues, status, _ = option
    # By position: 28 of them are made for each evaluation, and a call by name takes more than twice as long.
    return TherapyAssessment(
        item.id,
        item.label,
        status,
        _NUMBERED.get(tier_code),
        place,
        _reason(item.therapy, status, issues, tier_code),
        guideline_note,
        issues,
        item.id not in missing,
        item.summary,
        item.sources,
        tier_because,
        item.id in suggested,
        nearest.get(item.id, ()),
    )


def _reason(therapy: Therapy, status: str, issues: tuple[Issue, ...], tier_code: str) -> str | None:
    """Why it is not offered: a code of the reference, or the rule that blocks it."""
    if status in ("contraindicated", "avoid"):
        return issues[0].rule
    if status == "not_yet" and tier_code == "H" and therapy.waiting_reason is not None:
        return therapy.waiting_reason
    return status if status in ("not_recommended", "not_yet", "declined") else None
