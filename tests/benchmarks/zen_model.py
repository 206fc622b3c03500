"""The rules of a section as a decision table of zen-engine, and the facts of a patient as its JSON.

The table has a row for each rule, in its own expression language; it collects every row that holds. A fact is named by
its number, and an unknown fact is left out. A criterion is written as two expressions, shown and refuted, because its
language has two values and a null.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from desktop_app.domain import criteria as c
from desktop_app.engine import facts as k
from desktop_app.engine.clauses import Clause
from desktop_app.engine.facts import Values
from desktop_app.engine.truth import fact_keys


class _Written(NamedTuple):
    shown: str
    refuted: str


@dataclass
class ZenModel:
    """A decision model, and the facts that it reads, each by its name in the model."""

    names: dict[str, str] = field(default_factory=dict)
    rows: list[dict[str, str]] = field(default_factory=list)

    def add(self, rule: str, clause: Clause) -> None:
        """A row for a rule. Raises ``KeyError`` where its criterion cannot be told in JSON."""
        shown = self._written(clause.criterion, clause.drug).shown
        self.rows.append({"_id": f"row{len(self.rows)}", "when": shown, "rule": json.dumps(rule)})

    def to_json(self) -> str:
        table = {
            "hitPolicy": "collect",
            "inputs": [{"id": "when", "name": "when"}],
            "outputs": [{"id": "rule", "name": "rule", "field": "rule"}],
            "rules": self.rows,
        }
        nodes = [
            {"id": "facts", "type": "inputNode", "name": "facts"},
            {"id": "rules", "type": "decisionTableNode", "name": "rules", "content": table},
            {"id": "found", "type": "outputNode", "name": "found"},
        ]
        ways = [("facts", "rules"), ("rules", "found")]
        edges = [{"id": a + b, "sourceId": a, "targetId": b, "type": "edge"} for a, b in ways]
        return json.dumps({"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges})

    def facts(self, values: Values) -> dict[str, Any]:
        """What is known of a patient, as the model reads it."""
        return {name: values[key] for key, name in self.names.items() if values[key] is not None}

    def name(self, key: str) -> str:
        return self.names.setdefault(key, f"f{len(self.names)}")

    def _written(self, criterion: c.Criterion, drug: str | None) -> _Written:
        keys = fact_keys(criterion, drug)
        if keys is not None:
            facts = [self.name(key) for key in keys]
            return _Written(_any(f"{f} == true" for f in facts), _all(f"{f} == false" for f in facts))
        parts = [self._written(part, drug) for part in criterion.children()]
        return _WRITERS[type(criterion)](criterion, parts, self)


def _any(parts: Iterable[str]) -> str:
    return f"({' or '.join(parts)})"


def _all(parts: Iterable[str]) -> str:
    return f"({' and '.join(parts)})"


def _at_least(criterion: c.AtLeast, parts: Sequence[_Written], _: ZenModel) -> _Written:
    def more_than(count: int, tests: Iterable[str]) -> str:
        return f"(sum([{', '.join(f'({test} ? 1 : 0)' for test in tests)}]) > {count})"

    spare = len(parts) - criterion.at_least
    shown, refuted = zip(*parts, strict=True)
    return _Written(more_than(criterion.at_least - 1, shown), more_than(spare, refuted))


def _answered_no(criterion: c.AnswerIs, _: Sequence[_Written], model: ZenModel) -> _Written:
    facts = [model.name(key) for key in criterion.answer]
    return _Written(_any(f"{f} == false" for f in facts), _all(f"{f} == true" for f in facts))


def _number(criterion: c.NumberTest, _: Sequence[_Written], model: ZenModel) -> _Written:
    fact = model.name(k.number_key(criterion.number))
    bounds = ((">", criterion.gt), (">=", criterion.ge), ("<", criterion.lt), ("<=", criterion.le))
    within = _all(f"{fact} {sign} {bound}" for sign, bound in bounds if bound is not None)
    return _Written(f"({fact} != null and {within})", f"({fact} != null and not({within}))")


def _category(criterion: c.CategoryIn, _: Sequence[_Written], model: ZenModel) -> _Written:
    fact = model.name(k.category_key(criterion.category))
    among = f"{fact} in {json.dumps(criterion.in_)}"
    return _Written(f"({among})", f"({fact} != null and not({among}))")


def _stopped(criterion: c.StoppedWithin, _: Sequence[_Written], model: ZenModel) -> _Written:
    fact, days = model.name(k.stopped_key(criterion.stopped_class)), criterion.days
    counted = f"{fact} != null and {fact} != false"
    return _Written(
        f"({counted} and {fact} <= {days})", f"({fact} == false or ({counted} and {fact} > {days}))"
    )


_WRITERS: dict[type, Callable[..., _Written]] = {
    c.All: lambda _, parts, _m: _Written(_all(p.shown for p in parts), _any(p.refuted for p in parts)),
    c.AnyOf: lambda _, parts, _m: _Written(_any(p.shown for p in parts), _all(p.refuted for p in parts)),
    c.AtLeast: _at_least,
    c.Not: lambda _, parts, _m: _Written(parts[0].refuted, parts[0].shown),
    c.NotShown: lambda _, parts, _m: _Written(f"(not({parts[0].shown}))", parts[0].shown),
    c.AnswerIs: _answered_no,
    c.NumberTest: _number,
    c.CategoryIn: _category,
    c.StoppedWithin: _stopped,
    c.Always: lambda *_: _Written("true", "false"),
}
"""Every kind but ``tried``, which is a test on a list of treatments."""
