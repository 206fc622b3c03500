"""Every medicine against every trigger that a rule on medicines names.

``python -m tests.spec.medication_matrix`` writes the document.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from desktop_app.content.loader import load_folder
from desktop_app.domain.knowledge import KnowledgeBase
from tests.spec import trigger_matrix
from tests.spec.trigger_matrix import Matrix, Restriction, Reviewed, Words, completed

ROOT: Final = Path(__file__).parents[2]
REVIEWED: Final = Path(__file__).with_suffix(".yaml")
DOCUMENT: Final = ROOT / "docs" / "medication_matrix.md"
COMMAND: Final = "python -m tests.spec.medication_matrix"


def reviewed(knowledge: KnowledgeBase) -> Reviewed:
    return Reviewed.read(REVIEWED, _targets(knowledge))


def members(knowledge: KnowledgeBase) -> dict[str, tuple[str, ...]]:
    """The medicines that a key, a group of the content or a group of the reviewed list means."""
    return dict(reviewed(knowledge).members)


def rule_cells(knowledge: KnowledgeBase) -> Matrix:
    """The cells that rules fill."""
    targets = _targets(knowledge)
    rules = (
        Restriction(
            rule.id, rule.when, rule.severity, tuple(drug for name in rule.drugs for drug in targets[name])
        )
        for rule in knowledge.medication_rules
    )
    return trigger_matrix.rule_cells(rules, knowledge.conditions)


def matrix(knowledge: KnowledgeBase) -> Matrix:
    return completed(rule_cells(knowledge), reviewed(knowledge))


def _targets(knowledge: KnowledgeBase) -> dict[str, tuple[str, ...]]:
    """The medicines that a key or a group means."""
    targets: dict[str, tuple[str, ...]] = {"ALL": tuple(item.id for item in knowledge.medicines)}
    for item in knowledge.medicines:
        for name in (item.id, *item.groups):
            targets[name] = (*targets.get(name, ()), item.id)
    return targets


def current_document() -> str:
    """The matrix as the document shows it."""
    knowledge = load_folder(ROOT / "resources" / "content")
    words = Words.of({item.id: item.name.en for item in knowledge.medicines}, reviewed(knowledge))
    lines = [
        "# Medicines and triggers",
        "",
        f"Written by `{COMMAND}` from the rules on medicines and from the reviewed cells",
        "of `tests/spec/medication_matrix.yaml`. A line names what can trigger a rule, alone or with other facts; in",
        "brackets the rules that say it. *No restriction* means that the clinical reference states none, not that",
        "there is none.",
        "",
        *words.rows(matrix(knowledge)),
    ]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    DOCUMENT.write_text(current_document(), "utf-8")
