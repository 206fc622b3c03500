"""Everything as long as the case format lets it be: it is printed whole, and nothing runs off a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from desktop_app.composition.plans import ReportlabDocuments, render_emergency_sheet
from desktop_app.domain.value_types import LIST_LENGTH, NAME_LENGTH, NOTE_LENGTH, PHRASE_LENGTH
from desktop_app.engine.emergency_sheet import compose_emergency_sheet
from desktop_app.engine.evaluate import evaluate
from tests.unit.documents.reading import run, text_as_drawn
from tests.unit.engine.plan_cases import CLINIC, compiled, context, plan, visit

NAME: Final = "W" * NAME_LENGTH
NOTE: Final = "m" * NOTE_LENGTH
CLEAR_OF_THE_EDGE: Final = 12
"""Points: more than office printers leave blank."""

EMERGENCY: Final[dict[str, Any]] = {
    "answers": {"RF-C4": "yes"},
    "decisions": {"medications": [], "therapies": [], "no_medication": "yes"},
}
REASON: Final = {"reason": "other", "text": NOTE}


def entries(letter: str, length: int) -> list[str]:
    """A full list: each entry begins with a number of its own and ends in one long word."""
    heads = (f"{letter}{number}: " for number in range(LIST_LENGTH))
    return [head + letter * (length - len(head)) for head in heads]


class Caps(NamedTuple):
    """What is filled to its cap, what must then be printed how often, and how many pages that may take."""

    visit: dict[str, Any]
    context: dict[str, Any]
    printed: Mapping[str, Mapping[str, int]]
    most_pages: Mapping[str, int]


CASES: Final = {
    "names": Caps(
        {"patient": {"given_name": NAME, "family_name": NAME, "identifier": NAME}},
        {"large_print": True},
        {kind: {NAME: 3} for kind in ("care-plan", "handout")},
        {"care-plan": 4, "handout": 5},
    ),
    "clinic": Caps(
        {},
        {
            "clinic": CLINIC.model_copy(
                update=dict.fromkeys(
                    ("name", "phone", "after_hours_phone", "emergency_number", "crisis_line"), NAME
                )
            ),
            "large_print": True,
        },
        {"care-plan": {NAME: 2}, "handout": {NAME: 5}},
        {"care-plan": 4, "handout": 6},
    ),
    "notes": Caps(
        {
            "answers": EMERGENCY["answers"],
            "decisions": {
                **EMERGENCY["decisions"],
                "notes": NOTE,
                "incomplete_reason": NOTE,
                "emergency_override": REASON,
            },
        },
        {"replaces": "11AA22BB", "amendment_reason": NOTE},
        {"care-plan": {NOTE: 4}, "referral": {NOTE: 2}},
        {"care-plan": 14, "handout": 2, "referral": 8},
    ),
    "lists": Caps(
        {
            **EMERGENCY,
            "allergies": {"reviewed": "yes", "list": entries("y", PHRASE_LENGTH)},
            "current_medications": {
                "reviewed": "yes",
                "list": [{"name": name, "strength": NAME} for name in entries("z", NAME_LENGTH)],
            },
            "other_conditions": entries("w", PHRASE_LENGTH),
        },
        {},
        {
            kind: {f"{letter}{number}:": 1 for letter in "yzw" for number in range(LIST_LENGTH)}
            for kind in ("care-plan", "referral")
        },
        {"care-plan": 45, "handout": 2, "referral": 45},
    ),
}


@cache
def documents(case: str) -> dict[str, tuple[bytes, int]]:
    """Each document, and its pages."""
    caps = CASES[case]
    known = {key: caps.context[key] for key in ("clinic",) if key in caps.context}
    signed = context(**known).model_copy(update=caps.context)
    rendered = dict(ReportlabDocuments().render(plan(caps.visit, signed), "letter"))
    if "answers" in caps.visit:
        consultation = visit(caps.visit)
        evaluation = evaluate(consultation, compiled())
        sheet = compose_emergency_sheet(consultation, evaluation, compiled(), signed)
        rendered["emergency-sheet"] = render_emergency_sheet(sheet, "letter")
    return {kind: (document.pdf, document.page_count) for kind, document in rendered.items()}


def over_the_edge(pdf: bytes, folder: Path) -> Iterator[str]:
    """Words that do not stand clear of the edge of their page."""
    boxes = run("pdftotext", "-bbox", "{pdf}", "-", pdf=pdf, folder=folder)
    for width, height, words in re.findall(
        r'<page width="(.*?)" height="(.*?)">(.*?)</page>', boxes, re.DOTALL
    ):
        for left, top, right, bottom, word in re.findall(
            r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<', words
        ):
            nearest = min(float(left), float(top), float(width) - float(right), float(height) - float(bottom))
            if nearest < CLEAR_OF_THE_EDGE:
                yield word


@pytest.mark.parametrize("case", CASES)
def test_texts_as_long_as_they_may_be_stay_on_the_page(case: str, tmp_path: Path) -> None:
    most = {**CASES[case].most_pages, "emergency-sheet": 1}

    for kind, (pdf, pages) in documents(case).items():
        assert list(over_the_edge(pdf, tmp_path)) == [], kind
        assert pages <= most[kind], kind


@pytest.mark.parametrize("case", CASES)
def test_texts_as_long_as_they_may_be_are_printed_whole(case: str, tmp_path: Path) -> None:
    for kind, wanted in CASES[case].printed.items():
        printed = text_as_drawn(documents(case)[kind][0], tmp_path)
        for text, times in wanted.items():
            whole = (
                printed.count(text[0]) // len(text) if text == text[0] * len(text) else printed.count(text)
            )
            assert whole >= times, (kind, text[:8])
