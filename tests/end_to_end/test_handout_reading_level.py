"""Each section of the sample patients' handouts is easy to read, measured as printed and by libraries of others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

import pytest
import readability
from legibilidad.legibilidad import szigriszt_pazos

from desktop_app.application.vocabulary import vocabulary_of
from desktop_app.domain.care_plan import HandoutPart
from desktop_app.engine.evaluate import evaluate
from desktop_app.engine.planning import compose_plan
from desktop_app.interop.case_file import read_case
from tests.spec.readability import sentences_of, words_of
from tests.unit.engine.plan_cases import ROOT, compiled, context, knowledge

Language = Literal["en", "es"]

HARDEST_GRADE: Final = 6.0
"""Flesch-Kincaid, English."""
LEAST_INFLESZ: Final = 65.0
"""Szigriszt-Pazos, Spanish: from here on "fairly easy"."""


def _grade(text: str) -> float:
    """The library wants one sentence in a line, and its words parted by spaces."""
    lines = "\n".join(f"{' '.join(words_of(sentence))} ." for sentence in sentences_of(text))
    grade: float = readability.getmeasures(lines, lang="en")["readability grades"]["Kincaid"]
    return grade


def _too_hard_in_english(text: str) -> bool:
    return _grade(text) > HARDEST_GRADE


def _too_hard_in_spanish(text: str) -> bool:
    return bool(szigriszt_pazos(text) < LEAST_INFLESZ)


TOO_HARD: Final[Mapping[Language, Callable[[str], bool]]] = MappingProxyType(
    {"en": _too_hard_in_english, "es": _too_hard_in_spanish}
)


def _text(part: HandoutPart) -> str:
    """The lines of a section; an item of a list is a sentence, and so is what leads it in."""
    lines = (line.text.replace(":", ".") for line in part.lines)
    return " ".join(line if line.endswith((".", "?", "!")) else f"{line}." for line in lines)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "sample", sorted((ROOT / "resources" / "samples").glob("*.yaml")), ids=lambda path: path.stem
)
def test_every_section_of_a_printed_handout_is_easy_to_read(sample: Path, language: Language) -> None:
    visit = read_case(sample, file_name=sample.name, vocabulary=vocabulary_of(knowledge()))
    plan = compose_plan(visit, evaluate(visit, compiled()), compiled(), context(language=language))
    sections = {part.number: _text(part) for part in plan.handout.parts}

    assert {number: text for number, text in sections.items() if TOO_HARD[language](text)} == {}
    assert not TOO_HARD[language](" ".join(sections.values()))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Radicular symptomatology necessitates multidisciplinary evaluation and conservative management.",
        ),
        (
            "es",
            "La sintomatología radicular requiere evaluación multidisciplinaria y tratamiento conservador.",
        ),
    ],
)
def test_clinicians_words_are_found_too_hard(language: Language, text: str) -> None:
    assert TOO_HARD[language](text)
