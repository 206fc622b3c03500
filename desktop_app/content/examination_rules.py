"""Checks the examination: every finding of the case format is described once, and groups and roots exist."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.content.names import Found, Known, Names
from desktop_app.domain.examination import MOVEMENTS, NORMAL_GRADE, Examination, Reflexes, Root
from desktop_app.domain.knowledge import KnowledgeBase

_NERVE_TESTS = ("straight_leg_raise", "crossed_straight_leg_raise", "femoral_stretch")


def examination_problems(knowledge: KnowledgeBase, names: Names) -> Found:
    """What is missing, what stands twice in another form, and what does not exist."""
    needed: dict[str, Iterable[str]] = {
        "movements": MOVEMENTS,
        "reflexes": tuple(Reflexes.model_fields),
        "nerve_tests": _NERVE_TESTS,
        "nerve_roots": tuple(root.value for root in Root),
    }
    for section, wanted in needed.items():
        yield from _exactly(knowledge, section, tuple(wanted), names)
    yield from _grades(knowledge)
    yield from _roots(knowledge)
    yield from _neuro(knowledge)


def _exactly(knowledge: KnowledgeBase, section: str, wanted: tuple[str, ...], names: Names) -> Found:
    """Each finding of the format once; only the table of roots may say more than the format records."""
    present = {entry.id for entry in getattr(knowledge, section)}
    for name in wanted:
        if name not in present and name not in names.refused:
            yield (section,), f"has no entry for {name}"
    if section != "nerve_roots":
        known = Known("a finding of the examination", frozenset(wanted))
        for index, entry in enumerate(getattr(knowledge, section)):
            for _, statement in known.unknown((), [entry.id]):
                yield (section, index, "id"), statement


def _grades(knowledge: KnowledgeBase) -> Found:
    grades = knowledge.strength_grades
    if sorted(entry.grade for entry in grades) != list(range(NORMAL_GRADE + 1)):
        yield ("strength_grades",), f"must have one entry for each grade from 0 to {NORMAL_GRADE}"
    for index, entry in enumerate(grades):
        if entry.major and not entry.deficit:
            yield ("strength_grades", index), "a severe weakness is a weakness too: deficit must be true"
    if not any(entry.major for entry in grades):
        yield ("strength_grades",), "must say which grades are a severe weakness"


def _roots(knowledge: KnowledgeBase) -> Found:
    known = Known("a nerve root", frozenset(entry.id for entry in knowledge.nerve_roots))
    for index, movement in enumerate(knowledge.movements):
        yield from known.unknown(("movements", index, "root"), [movement.root])
    for index, reflex in enumerate(knowledge.reflexes):
        yield from known.unknown(("reflexes", index, "root"), [reflex.root])


def _neuro(knowledge: KnowledgeBase) -> Found:
    movements = Known("a movement", frozenset(MOVEMENTS))
    for index, together in enumerate(knowledge.neuro_examination.one_level):
        yield from movements.unknown(("neuro_examination", "one_level", index), together)
    for index, field in enumerate(knowledge.neuro_examination.minimum_fields):
        group, _, below = field.partition(".")
        part = Examination.model_fields.get(group)
        inner = getattr(part.annotation, "model_fields", {}) if part is not None else {}
        if part is None or (below and below not in inner):
            yield ("neuro_examination", "minimum_fields", index), f"{field} is not a field of the examination"
