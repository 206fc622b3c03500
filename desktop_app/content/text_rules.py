"""Checks how texts are written: what can be misread as a dose or as an all-clear, and what a translation lacks."""

from __future__ import annotations

import re

from pydantic import BaseModel

from desktop_app.content.names import Found, parts_of
from desktop_app.domain.criteria import KINDS
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.provenance import Bilingual
from desktop_app.domain.value_types import Location

_UNIT = r"\s?(?:mg|mcg|g|kg|mL|mmol|units?|tablets?|capsules?)\b"
_MISREAD = (
    (re.compile(rf"\d\.0+{_UNIT}"), "a trailing zero, which is read as ten times the dose"),
    (re.compile(rf"(?<!\d)\.\d+{_UNIT}"), "a decimal point without a zero before it"),
    (re.compile(r"\d\s?(?:µg|μg|IU|U)\b"), "a unit that is misread: write mcg or units"),
)
_VERDICT = re.compile(r"\b(?:OK|okay|safe|safely)\b", re.IGNORECASE)
_FIELD = re.compile(r"{\w*}")
_NOT_OUR_WORDS = frozenset({"citation", "evidence", "gates", "note", "statement", "words", "medicine_words"})
"""Fields that quote (titles of publications, figures of sources, what patients say) or hold codes."""


def text_problems(knowledge: KnowledgeBase) -> Found:
    """Every text that could be misread."""
    for location, part in parts_of(knowledge):
        if isinstance(part, tuple(KINDS.values())):
            continue
        if isinstance(part, Bilingual):
            yield from _translation_problems(location, part)
        for name in type(part).model_fields:
            if name not in _NOT_OUR_WORDS:
                yield from _text_problems((*location, name), getattr(part, name), part)


def _text_problems(location: Location, value: object, part: BaseModel) -> Found:
    texts = value if isinstance(value, tuple) else (value,)
    for text in texts:
        if isinstance(text, str):
            yield from _misread(location, text)
            # A patient's text speaks of safety in its own way; a clinician would read it as a verdict of this program.
            if not isinstance(part, Bilingual) and (verdict := _VERDICT.search(text)):
                yield location, f"says {verdict[0]}: no option is ever free of risk"


def _misread(location: Location, text: str) -> Found:
    for pattern, what in _MISREAD:
        if found := pattern.search(text):
            yield location, f"has {what}: {found[0].strip()}"


def _translation_problems(location: Location, text: Bilingual) -> Found:
    english, spanish = set(_FIELD.findall(text.en)), set(_FIELD.findall(text.es))
    if different := sorted(english ^ spanish):
        yield location, f"has {', '.join(different)} in one language only"
