"""What the examination page shows besides the findings: how each is tested, what it means, and where that is from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from desktop_app.application.basis import Basis, SourceView, basis_of
from desktop_app.domain.examination_content import MovementTest, NerveRoot, NerveTest, ReflexTest
from desktop_app.domain.knowledge import KnowledgeBase


@dataclass(frozen=True, slots=True)
class FindingView:
    """A movement, a reflex or a test. ``how`` is how it is tested, and what counts where that is not obvious."""

    path: str
    label: str
    how: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class RootView:
    """A nerve root in words: where it feels, and everything that tests it."""

    id: str
    sensory_point: str
    summary: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class ExaminationForm:
    """The texts of the examination. ``grades`` are the grades of strength from 0 to 5 in a few words each.

    ``minimum_fields`` are the findings of each side that a whole examination of leg complaints needs.
    """

    movements: tuple[FindingView, ...]
    reflexes: tuple[FindingView, ...]
    straight_leg_raise: FindingView
    crossed_straight_leg_raise: FindingView
    femoral_stretch: FindingView
    roots: tuple[RootView, ...]
    grades: tuple[str, ...]
    grade_notes: tuple[str, ...]
    minimum: str
    minimum_basis: Basis
    minimum_fields: tuple[str, ...]
    stenosis_clues: tuple[str, ...]
    stenosis_basis: Basis


def examination_form(knowledge: KnowledgeBase, sources: Mapping[str, SourceView]) -> ExaminationForm:
    """The texts of one content version."""
    tests = {entry.id: _nerve_test(entry, sources) for entry in knowledge.nerve_tests}
    neuro = knowledge.neuro_examination
    roots = {root.id: root for root in knowledge.nerve_roots}
    grades = sorted(knowledge.strength_grades, key=lambda entry: entry.grade)
    stenosis = next(entry for entry in knowledge.definitions if entry.id == "stenosis")
    return ExaminationForm(
        movements=tuple(_movement(entry, roots[entry.root], sources) for entry in knowledge.movements),
        reflexes=tuple(_reflex(entry, roots[entry.root], sources) for entry in knowledge.reflexes),
        straight_leg_raise=tests["straight_leg_raise"],
        crossed_straight_leg_raise=tests["crossed_straight_leg_raise"],
        femoral_stretch=tests["femoral_stretch"],
        roots=tuple(_root(entry, sources) for entry in knowledge.nerve_roots),
        grades=tuple(f"{entry.grade} {entry.short}" for entry in grades),
        grade_notes=tuple(f"{entry.grade}: {entry.meaning} {entry.note or ''}".strip() for entry in grades),
        minimum=neuro.minimum,
        minimum_basis=basis_of(neuro, sources),
        minimum_fields=neuro.minimum_fields,
        stenosis_clues=tuple(
            f"{entry.speaks.capitalize()}: {entry.clue}{f', {entry.evidence}' if entry.evidence else ''}"
            for entry in knowledge.stenosis_clues
        ),
        stenosis_basis=replace(basis_of(stenosis, sources), evidence=None),
    )


def _movement(entry: MovementTest, root: NerveRoot, sources: Mapping[str, SourceView]) -> FindingView:
    disc = f" Usually disc {root.disc_level}." if root.disc_level else ""
    how = f"{entry.test} Root {root.id}: {root.motor}.{disc}"
    return FindingView(f"exam.motor.{entry.id}", f"{root.id} {entry.label}", how, basis_of(entry, sources))


def _reflex(entry: ReflexTest, root: NerveRoot, sources: Mapping[str, SourceView]) -> FindingView:
    label = f"{entry.label} ({root.id})"
    return FindingView(f"exam.reflexes.{entry.id}", label, entry.test, basis_of(entry, sources))


def _nerve_test(entry: NerveTest, sources: Mapping[str, SourceView]) -> FindingView:
    how = f"{entry.test} Positive when: {entry.positive_when[:1].lower()}{entry.positive_when[1:]}"
    return FindingView(f"exam.{entry.id}", entry.label, how, basis_of(entry, sources))


def _root(entry: NerveRoot, sources: Mapping[str, SourceView]) -> RootView:
    parts = {
        "Strength": entry.motor,
        "test": entry.test.rstrip("."),
        "feeling": entry.sensory_point,
        "reflex": entry.reflex,
        "tension test": entry.tension_test,
        "usual disc": entry.disc_level,
    }
    summary = "; ".join(f"{name}: {text}" for name, text in parts.items() if text)
    return RootView(entry.id, entry.sensory_point, f"{entry.id}. {summary}.", basis_of(entry, sources))
