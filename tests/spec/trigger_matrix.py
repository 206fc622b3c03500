"""Every treatment against every trigger that a rule on treatments names: what each pair says, and who reviewed silence.

A cell is the strongest rule that the trigger can bring for the treatment, alone or with other facts. A pair without a
rule must stand in a list as reviewed: an empty cell fails a test, and so does a reviewed cell for which there is a rule
by now. Medicines and therapies go through the same code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from desktop_app.domain import criteria as c
from desktop_app.domain.medication_content import Condition, Severity

REVIEWED_SECTIONS: Final = {
    "no restriction": "no_restriction",
    "open question": "open_questions",
    "not applicable": "not_applicable",
}
COLUMNS: Final = ("contraindicated", "avoid", "caution", "info", *REVIEWED_SECTIONS)


class Restriction(NamedTuple):
    """A rule and the treatments that it speaks about."""

    id: str
    when: c.Criterion
    severity: str
    treatments: tuple[str, ...]


class Cell(NamedTuple):
    """What a trigger says to a treatment, and the ids of the rules that say it; none where the cell was reviewed."""

    word: str
    rules: tuple[str, ...] = ()


Matrix = dict[str, dict[str, Cell]]
"""Trigger -> treatment -> cell. A pair about which nobody has said anything is missing."""


class Reviewed(NamedTuple):
    """A list of reviewed cells; ``members`` are the treatments that a name of the list means."""

    data: Mapping[str, Any]
    members: Mapping[str, tuple[str, ...]]

    @classmethod
    def read(cls, file: Path, members: Mapping[str, tuple[str, ...]]) -> Reviewed:
        data = yaml.safe_load(file.read_text("utf-8"))
        groups = {name: tuple(listed.split()) for name, listed in data["groups"].items()}
        return cls(data, {**members, **groups})

    def cells(self) -> Iterator[tuple[str, str, str]]:
        """Trigger, treatment and word of each cell that was reviewed."""
        for word, section in REVIEWED_SECTIONS.items():
            for entry in self.data.get(section, ()):
                for trigger in entry["triggers"]:
                    for name in entry["treatments"].split():
                        for treatment in self.members[name]:
                            yield trigger, treatment, word


def rule_cells(rules: Iterable[Restriction], conditions: Iterable[Condition]) -> Matrix:
    """The cells that rules fill. A condition also brings what the conditions that it implies bring."""
    listed = tuple(rules)
    criteria = {rule.id: rule.when for rule in listed}
    found: dict[str, dict[str, list[Restriction]]] = {}
    for rule in listed:
        for trigger in _triggers(rule.when, criteria):
            row = found.setdefault(trigger, {})
            for treatment in dict.fromkeys(rule.treatments):
                row.setdefault(treatment, []).append(rule)
    for trigger, implied in _implications(conditions):
        for treatment, bringing in found.get(implied, {}).items():
            found.setdefault(trigger, {}).setdefault(treatment, []).extend(bringing)
    return {
        trigger: {treatment: _strongest(bringing) for treatment, bringing in row.items()}
        for trigger, row in found.items()
    }


def completed(cells: Matrix, reviewed: Reviewed) -> Matrix:
    """The rules' cells, completed by the reviewed ones where no rule speaks."""
    for trigger, treatment, word in reviewed.cells():
        cells.setdefault(trigger, {}).setdefault(treatment, Cell(word))
    return cells


def _triggers(criterion: c.Criterion, criteria: Mapping[str, c.Criterion]) -> Iterator[str]:
    """The facts that can make the criterion hold, one by one; what must be absent is no trigger.

    A rule that hangs on another rule is triggered by what triggers that one.
    """
    if isinstance(criterion, c.NotShown | c.Not):
        return
    for part in criterion.children():
        yield from _triggers(part, criteria)
    if isinstance(criterion, c.Fired):
        for name in criterion.fired:
            yield from _triggers(criteria[name], criteria)
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
        case c.MedicineChosen():
            yield from (f"chosen {name}" for name in leaf.medicine_chosen)
        case c.HasAllergy():
            yield from (f"allergy {name}" for name in leaf.allergy)
        case c.AnswerIs():
            yield from (f"{name} {leaf.is_}" for name in leaf.answer)
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


def _strongest(rules: list[Restriction]) -> Cell:
    worst = max(Severity[rule.severity.upper()] for rule in rules)
    return Cell(worst.word, tuple(dict.fromkeys(rule.id for rule in rules if rule.severity == worst.word)))


class Words(NamedTuple):
    """The treatments by name, and the groups whose name stands for all of them, the largest first."""

    names: Mapping[str, str]
    groups: tuple[tuple[str, frozenset[str]], ...]

    @classmethod
    def of(cls, names: Mapping[str, str], reviewed: Reviewed) -> Words:
        named = reviewed.data["groups_in_words"]
        groups = ((title, frozenset(reviewed.members[group])) for group, title in named.items())
        return cls(names, tuple(sorted(groups, key=lambda group: -len(group[1]))))

    def rows(self, matrix: Matrix) -> Iterator[str]:
        """The lines of a table: each trigger, its treatments under what it says to them."""
        yield f"| Trigger | {' | '.join(word.capitalize() for word in COLUMNS)} |"
        yield f"|{'---|' * (len(COLUMNS) + 1)}"
        for trigger, row in sorted(matrix.items()):
            yield f"| {trigger} | {' | '.join(self._treatments(word, row) for word in COLUMNS)} |"

    def _treatments(self, word: str, row: dict[str, Cell]) -> str:
        """The treatments with this word, those with the same rules together."""
        by_rules: dict[tuple[str, ...], list[str]] = {}
        for treatment in self.names:
            if treatment in row and row[treatment].word == word:
                by_rules.setdefault(row[treatment].rules, []).append(treatment)
        return "; ".join(
            f"{self._listed(some)} ({', '.join(rules)})" if rules else self._listed(some)
            for rules, some in by_rules.items()
        )

    def _listed(self, treatments: list[str]) -> str:
        left, words = list(treatments), []
        for title, members in self.groups:
            if members.issubset(left):
                words.append(title)
                left = [treatment for treatment in left if treatment not in members]
        return ", ".join([*words, *(self.names[treatment] for treatment in left)])
