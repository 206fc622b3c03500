"""What an acceptance case can expect of an evaluation, and how each expectation is checked.

A check takes the evaluation as printed by ``evaluate --json`` and yields a sentence for each thing that is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any, Final

import yaml

from desktop_app.domain.medication_content import Severity

Check = Callable[[dict[str, Any], Any], Iterator[str]]
Entry = dict[str, Any]

_FILE: Final = re.compile(r"\Aid: .+\ntitle: .+\ncase:\n(?P<case>(?: .*\n)+)expect:\n", re.MULTILINE)
_KEYS: Final = {"id", "title", "case", "expect", "why"}
_SEVERITIES: Final = [severity.word for severity in Severity]
_SUGGESTED: Final = 3
"""The first suggestion and the two alternatives shown with it."""


@dataclass(frozen=True)
class AcceptanceCase:
    """A patient and what must follow; ``case`` is the case file as it stands, so that it is read as it was written."""

    id: str
    case: str
    expect: dict[str, Any]

    def failures(self, evaluation: Entry) -> list[str]:
        """Every expectation that the evaluation does not meet."""
        return [
            f"{self.id} {name}: {problem}"
            for name, expected in self.expect.items()
            for problem in CHECKS[name](evaluation, expected)
        ]


def read_acceptance_case(path: Path) -> AcceptanceCase:
    """Raises ``ValueError`` for a file that expects nothing, or something that no check knows."""
    text = path.read_text(encoding="utf-8")
    found, document = _FILE.match(text), yaml.safe_load(text)
    if found is None or document.keys() - _KEYS:
        raise ValueError(
            f"{path.name}: an acceptance case has id, title, case, expect and why, in this order"
        )
    expect = document["expect"]
    if not expect or (unknown := expect.keys() - CHECKS.keys()):
        raise ValueError(
            f"{path.name}: unknown expectations: {', '.join(sorted(unknown)) if expect else 'none'}"
        )
    return AcceptanceCase(document["id"], dedent(found["case"]), expect)


def _at(*path: str) -> Check:
    """The value at ``path`` of the evaluation is the expected one."""

    def check(evaluation: Entry, expected: Any) -> Iterator[str]:
        actual: Any = evaluation
        for key in path:
            actual = actual[key]
        if actual != expected:
            yield f"expected {expected}, got {actual}"

    return check


def _blocking(evaluation: Entry, expected: bool) -> Iterator[str]:
    if bool(evaluation["blocking"]) != expected:
        yield f"expected {'a reason' if expected else 'none'}, got {evaluation['blocking']}"


def _one_of(*path: str) -> Check:
    """The value at ``path`` is one of the expected ones."""

    def check(evaluation: Entry, expected: list[Any]) -> Iterator[str]:
        actual: Any = evaluation
        for key in path:
            actual = actual[key]
        if actual not in expected:
            yield f"expected one of {expected}, got {actual}"

    return check


def _has(names: Callable[[Entry], Iterable[str]], *, wanted: bool) -> Check:
    """Each expected name is (or is not) among ``names`` of the evaluation."""

    def check(evaluation: Entry, expected: list[str]) -> Iterator[str]:
        actual = list(names(evaluation))
        for name in expected:
            if (name in actual) != wanted:
                yield f"expected {'' if wanted else 'no '}{name}, got {actual}"

    return check


def _rules(evaluation: Entry) -> list[str]:
    return [rule["id"] for rule in evaluation["triage"]["rules"]]


def _rules_exactly(evaluation: Entry, expected: list[str]) -> Iterator[str]:
    if sorted(_rules(evaluation)) != sorted(expected):
        yield f"expected {expected}, got {_rules(evaluation)}"


def _snippets(evaluation: Entry) -> list[str]:
    return list(evaluation["handout"]["snippets"])


def _firm_orders(evaluation: Entry) -> list[Entry]:
    """Orders that wait for nothing."""
    return [order for order in evaluation["orders"] if not order["condition"]]


def _due(items: Callable[[Entry], list[Entry]], key: str) -> Check:
    """Each expected item is there, due in time; ``max_days`` null asks for no time."""

    def check(evaluation: Entry, expected: list[Entry]) -> Iterator[str]:
        for want in expected:
            due = [item["due_days"] for item in items(evaluation) if item[key] == want[key]]
            limit = want["max_days"]
            if not any(limit is None or (days is not None and days <= limit) for days in due):
                yield f"expected {want[key]} within {limit} days, got {due or 'none'}"

    return check


def _follow_up(evaluation: Entry, most: int) -> Iterator[str]:
    days = evaluation["follow_up"]["due_days"]
    if days is None or days > most:
        yield f"expected at most {most} days, got {days}"


def _entry(evaluation: Entry, section: str, key: str, name: str) -> Entry:
    return next(item for item in evaluation[section] if item[key] == name)


def _medications(evaluation: Entry, expected: list[Entry]) -> Iterator[str]:
    for want in expected:
        medicine = _entry(evaluation, "medications", "drug", want["drug"])
        issues = medicine["issues"]
        highest = max((issue["severity"] for issue in issues), key=_SEVERITIES.index, default="none")
        if medicine["severity"] not in want["accept"] or medicine["severity"] != highest:
            got = [f"{issue['rule']} {issue['severity']}" for issue in issues]
            yield f"{want['drug']}: expected {want['accept']}, got {medicine['severity']} {got}"
        rules = {issue["rule"] for issue in issues}
        causes = {name for issue in issues for name in issue["from"]}
        for missing in (set(want.get("rules", ())) - rules) | (set(want.get("from", ())) - causes):
            yield f"{want['drug']}: expected {missing}, got {sorted(rules)} from {sorted(causes)}"


def _no_medication_rule(evaluation: Entry, expected: list[str]) -> Iterator[str]:
    for medicine in evaluation["medications"]:
        for issue in medicine["issues"]:
            if issue["rule"] in expected:
                yield f"expected no {issue['rule']}, got it on {medicine['drug']}"


def _not_suggested(evaluation: Entry, expected: list[str]) -> Iterator[str]:
    for drug in expected:
        rank = _entry(evaluation, "medications", "drug", drug)["suggested_rank"]
        if evaluation["first_suggestion"] == drug or (rank is not None and rank <= _SUGGESTED):
            yield f"expected {drug} not suggested, got rank {rank}"


def _matched(evaluation: Entry, expected: list[Entry]) -> Iterator[str]:
    for want in expected:
        found = _entry(evaluation, "matched_medications", "name", want["name"])
        if sorted(found["classes"]) != sorted(want["classes"]):
            yield f"{want['name']}: expected {want['classes']}, got {found['classes']}"


def _computed(evaluation: Entry, expected: Entry) -> Iterator[str]:
    for key, value in expected.items():
        yield from _at("computed", key)(evaluation, value)


def _therapies(evaluation: Entry, expected: list[Entry]) -> Iterator[str]:
    for want in expected:
        status = _entry(evaluation, "therapies", "therapy", want["therapy"])["status"]
        if status not in want["status_in"]:
            yield f"{want['therapy']}: expected {want['status_in']}, got {status}"


def _offered(evaluation: Entry) -> list[str]:
    return [item["therapy"] for item in evaluation["therapies"] if item["status"] == "offered"]


def _therapy_order(evaluation: Entry, expected: list[str]) -> Iterator[str]:
    if [therapy for therapy in _offered(evaluation) if therapy in expected] != expected:
        yield f"expected {expected} in this order, got {_offered(evaluation)}"


def _therapy_issues(evaluation: Entry, expected: list[Entry]) -> Iterator[str]:
    for want in expected:
        issues = _entry(evaluation, "therapies", "therapy", want["therapy"])["issues"]
        found = [issue["severity"] for issue in issues if issue["rule"] == want["rule"]]
        least = _SEVERITIES.index(want["severity"])
        if not any(_SEVERITIES.index(severity) >= least for severity in found):
            yield f"{want['therapy']}: expected {want['rule']} at least {want['severity']}, got {issues}"


CHECKS: Final[dict[str, Check]] = {
    "triage_class": _at("triage", "class"),
    "rules_exactly": _rules_exactly,
    "unanswered_include": _has(lambda evaluation: evaluation["triage"]["unanswered"], wanted=True),
    "classification": _at("classification", "class"),
    "sublevel": _at("classification", "sublevel"),
    "duration_class": _at("computed", "duration_class"),
    "change": _at("computed", "change"),
    "computed": _computed,
    "pathway_include": _has(lambda evaluation: evaluation["pathway"], wanted=True),
    "pathway_exclude": _has(lambda evaluation: evaluation["pathway"], wanted=False),
    "hold": _at("hold"),
    "can_sign": _at("can_sign"),
    "blocking_nonempty": _blocking,
    "imaging_order": _at("imaging", "order"),
    "orders_include": _due(_firm_orders, "what"),
    "orders_exclude": _has(lambda evaluation: (o["what"] for o in _firm_orders(evaluation)), wanted=False),
    "referrals_include": _due(lambda evaluation: list(evaluation["referrals"]), "to"),
    "referrals_exclude": _has(lambda evaluation: (r["to"] for r in evaluation["referrals"]), wanted=False),
    "follow_up_max_days": _follow_up,
    "worsening_open": _at("worsening_review", "open"),
    "medications": _medications,
    "medication_rules_exclude": _no_medication_rule,
    "first_suggestion_any_of": _one_of("first_suggestion"),
    "must_not_suggest": _not_suggested,
    "matched_include": _matched,
    "therapies": _therapies,
    "therapy_order": _therapy_order,
    "therapy_issue_at_least": _therapy_issues,
    "prompts_include": _has(lambda evaluation: (p["id"] for p in evaluation["prompts"]), wanted=True),
    "handout_sections": _at("handout", "sections"),
    "handout_include": _has(_snippets, wanted=True),
    "handout_exclude": _has(_snippets, wanted=False),
}
