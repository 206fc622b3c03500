"""Everything the patient reads is easy to read in both languages, and says the same fields (reference, section 4.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest

from desktop_app.domain.provenance import Bilingual
from tests.spec.readability import (
    counted,
    english_syllables,
    flesch_kincaid,
    inflesz,
    sentences_of,
    spanish_syllables,
    words_of,
)
from tests.spec.therapy_patients import clinical

HARDEST_GRADE: Final = 6.0
LEAST_INFLESZ: Final = 65.0
MOST_WORDS_IN_A_SENTENCE: Final = 15
MOST_WORDS_ON_A_THERAPY: Final = 40

_FIELD: Final = re.compile(r"\{\w*\}")


def _patient_texts() -> Iterator[tuple[str, Bilingual]]:
    """Whole sentences; texts that are nothing but a field are measured where their content stands."""
    content = clinical().compiled.knowledge
    for snippet in content.handout_snippets:
        if words_of(_FIELD.sub("", snippet.text.en)):
            yield snippet.id, snippet.text
    for therapy in content.therapies:
        yield therapy.id, therapy.patient_text
    yield from _decision_texts()


def _decision_texts() -> Iterator[tuple[str, Bilingual]]:
    """The sentences of the view that is shown to the patient; headings and buttons are labels."""
    content = clinical().compiled.knowledge
    for option in content.decision_options:
        for part in ("doing", "harms", "time", "cost"):
            yield f"{option.id} {part}", getattr(option, part)
        yield from ((figure.id, figure.text) for figure in option.figures)
    for text in content.decision_texts:
        if text.text.en.endswith("."):
            yield f"decision {text.key}", text.text


TEXTS: Final = tuple(_patient_texts())
each_text = pytest.mark.parametrize(
    "text", [text for _, text in TEXTS], ids=[identifier for identifier, _ in TEXTS]
)


def _labels() -> Iterator[tuple[str, Bilingual]]:
    content = clinical().compiled.knowledge
    yield from ((snippet.id, snippet.text) for snippet in content.handout_snippets)
    yield from ((phrase.key, phrase.text) for phrase in content.reason_phrases)
    yield from ((label.key, label.text) for label in content.handout_texts)
    yield from ((therapy.id, therapy.name) for therapy in content.therapies)
    yield from ((text.key, text.text) for text in (*content.decision_texts, *content.decision_values))
    yield from (
        (bar.label.en, bar.label) for o in content.decision_options for f in o.figures for bar in f.bars
    )
    for section in content.handout_sections:
        if section.heading is not None:
            yield f"section {section.number}", section.heading


@each_text
def test_english_text_is_at_most_grade_six(text: Bilingual) -> None:
    assert flesch_kincaid(text.en) <= HARDEST_GRADE


@each_text
def test_spanish_text_is_at_least_fairly_easy(text: Bilingual) -> None:
    assert inflesz(text.es) >= LEAST_INFLESZ


@each_text
def test_no_sentence_is_long_in_either_language(text: Bilingual) -> None:
    sentences = [*sentences_of(text.en), *sentences_of(text.es)]

    assert [s for s in sentences if len(words_of(s)) > MOST_WORDS_IN_A_SENTENCE] == []


def test_whole_handout_is_easy_to_read_in_both_languages() -> None:
    english, spanish = (" ".join(words) for words in zip(*((t.en, t.es) for _, t in TEXTS), strict=True))

    assert flesch_kincaid(english) <= HARDEST_GRADE
    assert inflesz(spanish) >= LEAST_INFLESZ


def test_both_languages_carry_the_same_fields() -> None:
    different = {
        key: (text.en, text.es)
        for key, text in _labels()
        if sorted(_FIELD.findall(text.en)) != sorted(_FIELD.findall(text.es))
    }

    assert different == {}


def test_therapy_texts_are_short_and_leave_no_field_open() -> None:
    """They stand in the handout as they are: a field in them would be printed with its braces."""
    texts = {item.id: item.patient_text for item in clinical().compiled.knowledge.therapies}

    assert {key: t for key, t in texts.items() if _FIELD.search(t.en + t.es)} == {}
    assert {key: t for key, t in texts.items() if len(words_of(t.en)) > MOST_WORDS_ON_A_THERAPY} == {}


def test_spanish_says_usted_and_never_tells_the_patient_as_a_man_or_a_woman() -> None:
    """No familiar forms, and no adjective or pronoun that would have to change with the reader."""
    familiar = {"tú", "tu", "tus", "ti", "contigo", "vos", "puedes", "tienes", "debes"}
    gendered = {"sentado", "sentada", "acostado", "acostada", "cansado", "seguro", "listo"}
    said = {key: set(words_of(text.es)) for key, text in (*TEXTS, *_labels())}

    assert {
        key: words & (familiar | gendered) for key, words in said.items() if words & (familiar | gendered)
    } == {}


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("pain", 1), ("moved", 1), ("needed", 2), ("table", 2), ("doses", 2), ("medicine", 3), ("serious", 3)],
)
def test_english_syllables_are_counted_as_heard(word: str, syllables: int) -> None:
    assert english_syllables(word) == syllables


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("pie", 1),
        ("día", 2),
        ("ahora", 3),
        ("guía", 2),
        ("quede", 2),
        ("cuidado", 3),
        ("vaya", 2),
        ("almohada", 4),
    ],
)
def test_spanish_syllables_follow_diphthong_and_hiatus(word: str, syllables: int) -> None:
    assert spanish_syllables(word) == syllables


def test_fields_and_numbers_count_as_one_short_word() -> None:
    assert counted("Call {clinic_phone} in 2 days. Ask.", english_syllables) == (6, 2, 6)


def test_measures_give_the_values_computed_by_hand() -> None:
    # 11 words in 2 sentences, 14 syllables
    assert flesch_kincaid("Your back can get better. Keep moving and follow this plan.") == pytest.approx(
        0.39 * 5.5 + 11.8 * 14 / 11 - 15.59
    )
    # 11 words in 2 sentences, 22 syllables
    assert inflesz("Su espalda puede mejorar. Siga en movimiento y siga este plan.") == pytest.approx(
        206.835 - 62.3 * 22 / 11 - 5.5
    )
