"""Inks that everybody can see on white paper (WCAG 2.1, 1.4.6 and 1.4.11), and print that is never tiny."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from reportlab.lib.colors import Color

from desktop_app.documents.pdf_theme import MUTED, RULE, SEVERITY_FRAMES, theme_for
from desktop_app.documents.text_runs import TextSize

TEXT, RULES_AND_SIGNS = 7.0, 3.0
SMALLEST = 7.0


def _contrast_with_paper(ink: Color) -> float:
    red, green, blue = (_linear(part) for part in (ink.red, ink.green, ink.blue))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)


def _inks_of_text() -> Iterator[Color]:
    yield MUTED
    for size in TextSize:
        yield from (style.textColor for style in theme_for(size).styles.values())


def test_every_ink_of_text_stands_out_from_the_paper() -> None:
    assert min(map(_contrast_with_paper, _inks_of_text())) >= TEXT


def test_every_rule_frame_and_sign_stands_out_from_the_paper() -> None:
    inks = [RULE, *(frame.ink for frame in SEVERITY_FRAMES.values())]
    assert min(map(_contrast_with_paper, inks)) >= RULES_AND_SIGNS


@pytest.mark.parametrize("size", TextSize)
def test_no_style_prints_smaller_than_the_smallest_size(size: TextSize) -> None:
    assert min(style.fontSize for style in theme_for(size).styles.values()) >= SMALLEST
