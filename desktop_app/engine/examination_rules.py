"""What the content says on reading an examination: grades that are weak, movements that belong together, roots."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.domain.examination_content import MovementTest
from desktop_app.domain.knowledge import KnowledgeBase


@dataclass(frozen=True, slots=True)
class ExaminationRules:
    """Built once for each content version.

    Grades up to ``weak`` are a deficit, up to ``major`` a severe one. ``groups`` are movements of one level each;
    ``one_level`` are sets of movements that are one level where nothing else of that leg is weak.
    """

    weak: int
    major: int
    key_movements: frozenset[str]
    groups: tuple[frozenset[str], ...]
    one_level: tuple[frozenset[str], ...]
    movement_labels: dict[str, str]
    root_of_movement: dict[str, str]
    root_of_reflex: dict[str, str]

    @classmethod
    def of(cls, knowledge: KnowledgeBase) -> ExaminationRules:
        movements = knowledge.movements
        return cls(
            weak=max(entry.grade for entry in knowledge.strength_grades if entry.deficit),
            major=max(entry.grade for entry in knowledge.strength_grades if entry.major),
            key_movements=frozenset(entry.id for entry in movements if entry.key),
            groups=_groups(movements),
            one_level=tuple(map(frozenset, knowledge.neuro_examination.one_level)),
            movement_labels={entry.id: entry.label for entry in movements},
            root_of_movement={entry.id: entry.root for entry in movements},
            root_of_reflex={entry.id: entry.root for entry in knowledge.reflexes},
        )

    def level_count(self, weak: frozenset[str]) -> int:
        """In how many groups the weak movements of one leg lie."""
        return 1 if weak in self.one_level else sum(bool(group & weak) for group in self.groups)


def _groups(movements: Iterable[MovementTest]) -> tuple[frozenset[str], ...]:
    found: dict[str, set[str]] = {}
    for entry in movements:
        found.setdefault(entry.group, set()).add(entry.id)
    return tuple(map(frozenset, found.values()))
