"""Every therapy against every trigger that a rule on therapies names, through the same code as the medicines.

A variant that rules block alone (deep massage, electroacupuncture) has a column of its own. ``python -m
tests.spec.therapy_matrix`` writes the document.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from desktop_app.content.loader import load_folder
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.therapy_content import TherapyRule
from tests.spec import trigger_matrix
from tests.spec.trigger_matrix import Matrix, Restriction, Reviewed, Words, completed

ROOT: Final = Path(__file__).parents[2]
REVIEWED: Final = Path(__file__).with_suffix(".yaml")
DOCUMENT: Final = ROOT / "docs" / "therapy_matrix.md"
COMMAND: Final = "python -m tests.spec.therapy_matrix"
WITH_VARIANTS: Final = {"ACUPUNCTURE": "electro", "MASSAGE": "deep"}


def columns(knowledge: KnowledgeBase) -> dict[str, str]:
    """What has a cell for each trigger, with its words: the therapies, and the variants with rules of their own."""
    found = {}
    for therapy in knowledge.therapies:
        found[therapy.id] = therapy.label
        if variant := WITH_VARIANTS.get(therapy.id):
            found[f"{therapy.id}.{variant}"] = f"{therapy.label} ({variant})"
    return found


def reviewed(knowledge: KnowledgeBase) -> Reviewed:
    """A therapy of the list means its variants as well."""
    every = tuple(columns(knowledge))
    members = {name: (name,) for name in every}
    groups = {"ALL": every, **members}
    return Reviewed.read(REVIEWED, groups)


def rule_cells(knowledge: KnowledgeBase) -> Matrix:
    """The cells that rules fill."""
    every = tuple(columns(knowledge))
    rules = (
        Restriction(rule.id, rule.when, rule.severity, _touched(rule, every))
        for rule in knowledge.therapy_rules
    )
    return trigger_matrix.rule_cells(rules, knowledge.conditions)


def _touched(rule: TherapyRule, every: tuple[str, ...]) -> tuple[str, ...]:
    """A rule for a whole therapy touches its variants too; one for a variant touches that alone."""
    if rule.variant is not None:
        return tuple(f"{therapy}.{rule.variant}" for therapy in rule.therapies)
    named = [name for name in every if "ALL" in rule.therapies or name.partition(".")[0] in rule.therapies]
    return tuple(name for name in named if name.partition(".")[0] not in rule.except_therapies)


def matrix(knowledge: KnowledgeBase) -> Matrix:
    return completed(rule_cells(knowledge), reviewed(knowledge))


def current_document() -> str:
    """The matrix as the document shows it."""
    knowledge = load_folder(ROOT / "resources" / "content")
    words = Words.of(columns(knowledge), reviewed(knowledge))
    lines = [
        "# Therapies and triggers",
        "",
        f"Written by `{COMMAND}` from the rules on therapies and from the reviewed cells of",
        "`tests/spec/therapy_matrix.yaml`. A line names what can trigger a rule, alone or with other facts; in",
        "brackets the rules that say it. *No restriction* means that the clinical reference states none, not that",
        "there is none. Low-level laser asks everybody for eye shields, whatever the line says.",
        "",
        *words.rows(matrix(knowledge)),
    ]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    DOCUMENT.write_text(current_document(), "utf-8")
