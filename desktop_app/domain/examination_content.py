"""Content of the neurological examination: roots, movements, reflexes, tests and what their findings mean."""

from __future__ import annotations

from typing import Literal

from desktop_app.domain.provenance import Entry, Sentence


class NerveRoot(Entry):
    """A nerve root with what it moves, feels and shows, and the disc that usually presses on it."""

    motor: Sentence
    test: Sentence
    sensory_point: Sentence
    reflex: Sentence
    tension_test: Sentence | None = None
    disc_level: Sentence | None = None


class MovementTest(Entry):
    """A movement that is graded. ``group`` joins neighbouring roots: weakness within one group counts as one level.

    ``key`` movements must be graded before the examination of a symptomatic leg is complete.
    """

    label: Sentence
    root: str
    test: Sentence
    group: Literal["upper", "middle", "lower"]
    key: bool = False


class ReflexTest(Entry):
    """A tendon reflex, the root that it tests, and what counts as a deficit."""

    label: Sentence
    root: str
    test: Sentence


class NerveTest(Entry):
    """A test of nerve tension; ``evidence`` is its accuracy."""

    label: Sentence
    test: Sentence
    positive_when: Sentence


class StrengthGrade(Entry):
    """One grade of strength. ``deficit`` grades are a weakness, ``major`` ones a severe one."""

    grade: int
    short: Sentence
    meaning: Sentence
    deficit: bool = False
    major: bool = False


class StenosisClue(Entry):
    """A finding for or against spinal stenosis, with its likelihood ratio as ``evidence``."""

    clue: Sentence
    speaks: Literal["for", "against"]


class NeuroExamination(Entry):
    """What a whole examination is.

    ``minimum_fields`` are the findings of each side that it needs beside the key movements; ``one_level`` are movements
    that count as one group where no other movement of that leg is weak.
    """

    minimum: Sentence
    minimum_fields: tuple[str, ...]
    one_level: tuple[tuple[str, ...], ...] = ()
