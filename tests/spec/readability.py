"""How hard a patient text is to read, counted as the clinical reference on therapies says in section 4.4.

English: Flesch-Kincaid grade (Kincaid 1975). Spanish: Szigriszt-Pazos on the INFLESZ scale (Barrio-Cantalejo 2008).
A ``{field}`` and a number each count as one word of one syllable, and a text without a full stop as one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Final, NamedTuple

_FIELD: Final = re.compile(r"\{\w*\}")
_SENTENCE_END: Final = re.compile(r"[.!?]+(?:\s|$)")
_WORD: Final = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")

_ENGLISH_GROUPS: Final = re.compile(r"[aeiouy]+")
_ENGLISH_SILENT: Final = re.compile(
    r"(?<=[^aeiouy])es?$|(?<=[^aeiouytd])ed$|(?<=[aeiouy][^aeiouy])e(?=ful|ment|ly)"
)
_ENGLISH_SOUNDED: Final = re.compile(r"[^aeiouyl]les?$|(?:s|x|z|ch|sh|[cg])es$|[^aeiouytd]tled$")
_ENGLISH_BY_EAR: Final = {
    **dict.fromkeys(("aspirin", "being", "diet", "every", "someone", "something"), 2),
    **dict.fromkeys(("area", "easier", "lidocaine", "naproxen", "pilates", "serious", "usual"), 3),
    **dict.fromkeys(("acupuncture", "ibuprofen"), 4),
}
"""Words whose vowels are not heard as they are grouped in writing."""

_STRONG: Final = "aeoáéó"
_STRESSED_WEAK: Final = "íú"
_SPANISH_GROUPS: Final = re.compile(r"[aeiouáéíóúüy]+")


class Counts(NamedTuple):
    words: int
    sentences: int
    syllables: int

    @property
    def words_per_sentence(self) -> float:
        return self.words / self.sentences

    @property
    def syllables_per_word(self) -> float:
        return self.syllables / self.words


def flesch_kincaid(text: str) -> float:
    """The US school grade of an English text."""
    counts = counted(text, english_syllables)
    return 0.39 * counts.words_per_sentence + 11.8 * counts.syllables_per_word - 15.59


def inflesz(text: str) -> float:
    """The ease of a Spanish text: 65 and more is fairly easy, above 80 very easy."""
    counts = counted(text, spanish_syllables)
    return 206.835 - 62.3 * counts.syllables_per_word - counts.words_per_sentence


def counted(text: str, syllables: Callable[[str], int]) -> Counts:
    words = words_of(text)
    return Counts(len(words), len(sentences_of(text)), sum(1 if w.isdigit() else syllables(w) for w in words))


def words_of(text: str) -> list[str]:
    return _WORD.findall(_FIELD.sub("1", text).lower())


def sentences_of(text: str) -> list[str]:
    parts = _SENTENCE_END.split(_FIELD.sub("1", text))
    return [part for part in parts if _WORD.search(part)]


def english_syllables(word: str) -> int:
    if word in _ENGLISH_BY_EAR:
        return _ENGLISH_BY_EAR[word]
    heard = word if _ENGLISH_SOUNDED.search(word) else _ENGLISH_SILENT.sub("", word)
    return max(1, len(_ENGLISH_GROUPS.findall(heard)))


def spanish_syllables(word: str) -> int:
    """Vowel nuclei: two strong vowels, or a stressed weak one beside a strong one, part; all others stay together."""
    heard = re.sub(r"(?<=q)u|(?<=g)u(?=[eiéí])", "", word)
    heard = re.sub(r"y(?=[aeiouáéíóú])", "|", heard)
    groups = _SPANISH_GROUPS.findall(heard)
    return max(1, len(groups) + sum(_parts(one, two) for group in groups for one, two in pairwise(group)))


def _parts(one: str, two: str) -> bool:
    both_strong = one in _STRONG and two in _STRONG
    return both_strong or one in _STRESSED_WEAK or two in _STRESSED_WEAK
