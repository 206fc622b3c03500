"""Every medicine against every trigger that a rule on medicines names: what each pair says, and who reviewed silence.

A cell is the strongest rule that the trigger can bring for the medicine, alone or with other facts. A pair without a
rule must stand in ``medication_matrix.yaml`` as reviewed: an empty cell fails a test, and so does a reviewed cell for
which there is a rule by now. ``python -m tests.spec.medication_matrix`` writes the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import yaml

from desktop_app.content.loader import load_folder
from desktop_app.domain import criteria as c
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.medication_content import Condition, MedicationRule, Severity

ROOT: Final = Path(__file__).parents[2]
REVIEWED: Final = Path(__file__).with_suffix(".yaml")
DOCUMENT: Final = ROOT / "docs" / "medication_matrix.md"
COMMAND: Final = "python -m tests.spec.medication_matrix"

_REVIEWED_SECTIONS: Final = {
    "no restriction": "no_restriction",
    "open question": "open_questions",
    "not applicable": "not_applicable",
}
_COLUMNS: Final = ("contraindicated", "avoid", "caution", "info", *_REVIEWED_SECTIONS)


class Cell(NamedTuple):
    """What a trigger says to a medicine, and the ids of the rules that say it; none where the cell was reviewed."""

    word: str
    rules: tuple[str, ...] = ()


Matrix = dict[str, dict[str, Cell]]
"""Trigger -> medicine -> cell. A pair about which nobody has said anything is missing."""


def rule_cells(knowledge: KnowledgeBase) -> Matrix:
    """The cells that rules fill. A condition also brings what the conditions that it implies bring."""
    targets = _targets(knowledge)
    found: dict[str, dict[str, list[MedicationRule]]] = {}
    for rule in knowledge.medication_rules:
        for trigger in _triggers(rule.when):
            row = found.setdefault(trigger, {})
            for drug in dict.fromkeys(drug for name in rule.drugs for drug in targets[name]):
                row.setdefault(drug, []).append(rule)
    for trigger, implied in _implications(knowledge.conditions):
        for drug, rules in found.get(implied, {}).items():
            found.setdefault(trigger, {}).setdefault(drug, []).extend(rules)
    return {
        trigger: {drug: _strongest(rules) for drug, rules in row.items()} for trigger, row in found.items()
    }


def matrix(knowledge: KnowledgeBase) -> Matrix:
    """The rules' cells, completed by the reviewed ones where no rule speaks."""
    cells = rule_cells(knowledge)
    for trigger, drug, word in reviewed_cells(knowledge):
        cells.setdefault(trigger, {}).setdefault(drug, Cell(word))
    return cells


def reviewed_cells(knowledge: KnowledgeBase) -> Iterator[tuple[str, str, str]]:
    """Trigger, medicine and word of each cell that was reviewed."""
    data = yaml.safe_load(REVIEWED.read_text("utf-8"))
    targets = members(knowledge)
    for word, section in _REVIEWED_SECTIONS.items():
        for entry in data[section]:
            for trigger in entry["triggers"]:
                for name in entry["medicines"].split():
                    for drug in targets[name]:
                        yield trigger, drug, word


def _triggers(criterion: c.Criterion) -> Iterator[str]:
    """The facts that can make the criterion hold, one by one; what must be absent is no trigger."""
    if isinstance(criterion, c.NotShown | c.Not):
        return
    for part in criterion.children():
        yield from _triggers(part)
    yield from _named(criterion)


def _named(leaf: c.Criterion) -> Iterator[str]:
    match leaf:
        case c.StoppedWithin():
            yield f"stopped class {leaf.stopped_class} within {leaf.days} days"
        case c.SameIngredient():
            yield f"same ingredient ({leaf.same_ingredient})"
        case c.AboutDrug():
            yield leaf.this_drug.replace("_", " ")
        case c.NumberTest():
            yield f"{leaf.number} {_bounds(leaf)}"
        case _:
            yield from _any_of(leaf)


def _any_of(leaf: c.Criterion) -> Iterator[str]:
    match leaf:
        case c.HasCondition():
            yield from (f"condition {name}" for name in leaf.condition)
        case c.TakesDrugClass():
            yield from (f"takes class {name}" for name in leaf.drug_class)
        case c.TakesDrug():
            yield from (f"takes {name}" for name in leaf.drug)
        case c.HasAllergy():
            yield from (f"allergy {name}" for name in leaf.allergy)
        case c.CategoryIn():
            yield from (f"{leaf.category} {value}" for value in leaf.in_)
        case c.Holds():
            yield from (name.replace("_", " ") for name in leaf.holds)


def _bounds(leaf: c.NumberTest) -> str:
    bounds = ((">", leaf.gt), (">=", leaf.ge), ("<", leaf.lt), ("<=", leaf.le))
    return " and ".join(f"{sign} {value:g}" for sign, value in bounds if value is not None)


def _implications(conditions: Iterable[Condition]) -> Iterator[tuple[str, str]]:
    implies = {item.key: item.implies for item in conditions}
    for key, direct in implies.items():
        reached = list(direct)
        for name in reached:
            reached.extend(other for other in implies[name] if other not in reached)
        yield from ((f"condition {key}", f"condition {name}") for name in reached)


def _strongest(rules: list[MedicationRule]) -> Cell:
    worst = max(Severity[rule.severity.upper()] for rule in rules)
    return Cell(worst.word, tuple(dict.fromkeys(rule.id for rule in rules if rule.severity == worst.word)))


def members(knowledge: KnowledgeBase) -> dict[str, tuple[str, ...]]:
    """The medicines that a key, a group of the content or a group of the reviewed list means."""
    groups = yaml.safe_load(REVIEWED.read_text("utf-8"))["groups"]
    return _targets(knowledge) | {name: tuple(drugs.split()) for name, drugs in groups.items()}


def _targets(knowledge: KnowledgeBase) -> dict[str, tuple[str, ...]]:
    """The medicines that a key or a group means."""
    targets: dict[str, tuple[str, ...]] = {"ALL": tuple(item.id for item in knowledge.medicines)}
    for item in knowledge.medicines:
        for name in (item.id, *item.groups):
            targets[name] = (*targets.get(name, ()), item.id)
    return targets


def current_document() -> str:
    """The matrix as the document shows it: a line for each trigger, its medicines under what it says to them."""
    knowledge = load_folder(ROOT / "resources" / "content")
    words = _Words.of(knowledge)
    lines = [
        "# Medicines and triggers",
        "",
        f"Written by `{COMMAND}` from the rules on medicines and from the reviewed cells",
        "of `tests/spec/medication_matrix.yaml`. A line names what can trigger a rule, alone or with other facts; in",
        "brackets the rules that say it. *No restriction* means that the clinical reference states none, not that",
        "there is none.",
        "",
        f"| Trigger | {' | '.join(word.capitalize() for word in _COLUMNS)} |",
        f"|{'---|' * (len(_COLUMNS) + 1)}",
    ]
    for trigger, row in sorted(matrix(knowledge).items()):
        cells = (words.medicines(word, row) for word in _COLUMNS)
        lines.append(f"| {trigger} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


class _Words(NamedTuple):
    """The medicines by name, and the groups whose name stands for all of them, the largest first."""

    names: dict[str, str]
    groups: tuple[tuple[str, frozenset[str]], ...]

    @classmethod
    def of(cls, knowledge: KnowledgeBase) -> _Words:
        named = yaml.safe_load(REVIEWED.read_text("utf-8"))["groups_in_words"]
        groups = ((title, frozenset(members(knowledge)[group])) for group, title in named.items())
        names = {item.id: item.name.en for item in knowledge.medicines}
        return cls(names, tuple(sorted(groups, key=lambda group: -len(group[1]))))

    def medicines(self, word: str, row: dict[str, Cell]) -> str:
        """The medicines with this word, those with the same rules together."""
        by_rules: dict[tuple[str, ...], list[str]] = {}
        for drug in self.names:
            if drug in row and row[drug].word == word:
                by_rules.setdefault(row[drug].rules, []).append(drug)
        return "; ".join(
            f"{self._listed(drugs)} ({', '.join(rules)})" if rules else self._listed(drugs)
            for rules, drugs in by_rules.items()
        )

    def _listed(self, drugs: list[str]) -> str:
        left, words = list(drugs), []
        for title, members in self.groups:
            if members.issubset(left):
                words.append(title)
                left = [drug for drug in left if drug not in members]
        return ", ".join([*words, *(self.names[drug] for drug in left)])


if __name__ == "__main__":
    DOCUMENT.write_text(current_document(), "utf-8")
