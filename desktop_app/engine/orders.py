"""Orders, imaging decision, referrals and follow-up: the earliest due time wins, and no action is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from desktop_app.domain.assessment_content import OrderCode, ReferralRule, RuleOrder
from desktop_app.domain.evaluation import FollowUp, Order, Reasoned, Referral
from desktop_app.engine import facts as k
from desktop_app.engine.clauses import Clause, holding
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.compiled_entries import CompiledImagingRule, CompiledTriageRule
from desktop_app.engine.facts import Facts


class _Request(NamedTuple):
    """An order as one rule asks for it, after the rule for pregnancy was applied."""

    rule: str
    code: OrderCode
    due_days: int | None
    condition: str | None
    unless_ordered: tuple[str, ...]
    because: tuple[str, ...]
    sources: tuple[str, ...]


def imaging_decisions(facts: Facts, compiled: CompiledKnowledge) -> tuple[Reasoned, ...]:
    """Every imaging row that applies, in the order of the content; "no imaging" only where nothing else does."""
    found = compiled.imaging_rules.holding(facts)
    shown = [item for item in found if not item.rule.default] or found
    return tuple(
        Reasoned(printed_id(item.rule.id), item.rule.decision, item.when.because(facts), item.rule.sources)
        for item in shown
    )


def orders(facts: Facts, compiled: CompiledKnowledge) -> tuple[Order, ...]:
    """One order for each code: the earliest of all rules; one without a condition replaces one with it."""
    requests = list(_requests(facts, compiled))
    firm = {request.code.code for request in requests if request.condition is None}
    requests = [request for request in requests if not firm & set(request.unless_ordered)]
    by_code: dict[str, list[_Request]] = {}
    for request in requests:
        by_code.setdefault(request.code.code, []).append(request)
    merged = map(_merged, by_code.values())
    return tuple(sorted(merged, key=lambda order: _urgency(order.due_days)))


def imaging_order(found: Iterable[Order]) -> str:
    """``ordered``, ``conditional`` or ``none``: whether an imaging order stands."""
    conditions = [order.condition for order in found if order.kind == "imaging"]
    if None in conditions:
        return "ordered"
    return "conditional" if conditions else "none"


def referrals(
    facts: Facts, compiled: CompiledKnowledge, accepted: frozenset[str]
) -> tuple[tuple[Referral, ...], tuple[Referral, ...]]:
    """What is due, one for each service with the earliest of all rules, and what the clinician may add by its id."""
    found: dict[str, Referral] = {}
    offered: dict[str, Referral] = {}
    for rule, when in compiled.referral_rules.holding(facts):
        referral = _referral(rule, when, facts, compiled)
        among = offered if rule.optional and referral.id not in accepted else found
        earlier = among.get(rule.to)
        if earlier is None or _urgency(referral.due_days) < _urgency(earlier.due_days):
            among[rule.to] = referral
    by_urgency = sorted(found.values(), key=lambda referral: _urgency(referral.due_days))
    return tuple(by_urgency), tuple(item for to, item in offered.items() if to not in found)


def _referral(rule: ReferralRule, when: Clause, facts: Facts, compiled: CompiledKnowledge) -> Referral:
    return Referral(
        printed_id(rule.id),
        rule.to,
        compiled.referral_labels[rule.to],
        rule.reason,
        rule.asks,
        _referral_due(rule, facts),
        when.because(facts),
        rule.sources,
        rule.optional,
        same_day=rule.due_days == 0,
    )


def follow_up(facts: Facts, compiled: CompiledKnowledge, found_orders: tuple[Order, ...]) -> FollowUp:
    """The earliest of all follow-up rules that hold, with the reasons of every rule of that date."""
    first_order = min((o.due_days for o in found_orders if o.due_days is not None), default=0)
    due: dict[int, list[tuple[str, tuple[str, ...]]]] = {}
    for rule, _ in compiled.follow_up_rules.holding(facts):
        after = rule.days_after_first_order
        days = first_order + after if after is not None else rule.due_days
        if days is not None:
            due.setdefault(days, []).append((rule.reason, rule.sources))
    if not due:
        return FollowUp(None, (), ())
    earliest = min(due)
    sources = dict.fromkeys(source for _, named in due[earliest] for source in named)
    return FollowUp(earliest, tuple(reason for reason, _ in due[earliest]), tuple(sources))


def printed_id(rule_id: str) -> str:
    """Variants of one rule of the reference (``REF-01-vascular``) are shown under its number."""
    return "-".join(rule_id.split("-")[:2])


def _requests(facts: Facts, compiled: CompiledKnowledge) -> Iterator[_Request]:
    fired: list[CompiledTriageRule | CompiledImagingRule] = [
        item for item in compiled.triage_orders if facts.values[item.fired] is True
    ]
    fired += compiled.imaging_rules.holding(facts)
    pregnant = _may_be_pregnant(facts)
    for item in fired:
        if item.orders:
            rule, because, sources = printed_id(item.rule.id), item.when.because(facts), item.rule.sources
            for order, _ in holding(item.orders, facts):
                code, condition = _what(order, compiled.order_codes, pregnant=pregnant)
                yield _Request(rule, code, order.due_days, condition, order.unless_ordered, because, sources)


def _what(
    order: RuleOrder, codes: Mapping[str, OrderCode], *, pregnant: bool
) -> tuple[OrderCode, str | None]:
    """The test and its condition; in pregnancy another test, or one more condition, where the content says so."""
    code, condition = codes[order.what], order.condition
    if pregnant and code.in_pregnancy_instead is not None:
        return codes[code.in_pregnancy_instead], condition
    if pregnant and code.in_pregnancy_condition is not None:
        joined = (condition, code.in_pregnancy_condition)
        return code, " and ".join(part for part in joined if part is not None)
    return code, condition


def _may_be_pregnant(facts: Facts) -> bool:
    """Known pregnancy, or the patient may be pregnant (the question was answered yes)."""
    return facts.values[k.statement_key("pregnant_or_possible")] is True


def _merged(requests: list[_Request]) -> Order:
    firm = [request for request in requests if request.condition is None] or requests
    first = min(firm, key=lambda request: _urgency(request.due_days))
    return Order(
        id=f"{first.rule}:{first.code.code}",
        kind=first.code.kind,
        what=first.code.code,
        label=first.code.label,
        due_days=first.due_days,
        condition=first.condition,
        rules=tuple(dict.fromkeys(request.rule for request in requests)),
        because=tuple(dict.fromkeys(reason for request in requests for reason in request.because)),
        sources=tuple(dict.fromkeys(source for request in requests for source in request.sources)),
    )


def _referral_due(rule: ReferralRule, facts: Facts) -> int | None:
    """``due_on_day`` counts from onset, from the start of treatment where the onset is unknown; never the past."""
    if rule.due_on_day is None:
        return rule.due_days
    elapsed = facts.values.get(k.number_key("duration_days"))
    if elapsed is None:
        elapsed = facts.values.get(k.number_key("treatment_days"))
    return rule.due_on_day if elapsed is None else max(0, rule.due_on_day - int(elapsed))


def _urgency(due_days: int | None) -> float:
    return float("inf") if due_days is None else due_days
