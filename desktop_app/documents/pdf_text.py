"""The one way for text into a PDF: checked against the embedded fonts, never read as markup.

reportlab's markup parser drops characters, follows links and opens files named in the text it is given, so it is not
used: text is handed over as finished fragments. What the fonts cannot print truthfully is refused, not drawn as a box.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph
from reportlab.platypus.paraparser import ParaFrag

from desktop_app.documents.pdf_canvas import TaggedCanvas
from desktop_app.documents.pdf_fonts import BOLD, as_printed, unprintable
from desktop_app.documents.pdf_theme import MUTED
from desktop_app.documents.structure import Element
from desktop_app.documents.text_runs import Run, Text
from desktop_app.domain.errors import RenderError

MAX_TEXT = 60_000
"""Characters in one text: more than the longest list of a consultation. Setting one grows with its pages squared."""
MAX_DOCUMENT = 400_000
"""Characters in one document: more than a hundred dense pages."""


class TaggedParagraph(Paragraph):
    """A paragraph that knows which element it is; its pieces on several pages are the same element."""

    canv: TaggedCanvas
    element: Element | None = None
    words = ""
    """All that it says, on one line, as its bookmark does where it is a heading."""
    continues = False
    """Whether another piece of it stands on the next page."""
    _measured: tuple[float, float] | None = None

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """Height over the full width; the lines are broken once, however often the pages are tried."""
        if self._measured is None or self._measured[0] != avail_width or not hasattr(self, "blPara"):
            self._measured = super().wrap(avail_width, avail_height)
        return self._measured

    def split(self, avail_width: float, avail_height: float) -> list[Any]:
        lines = getattr(self, "blPara", None)
        pieces: list[Any] = super().split(avail_width, avail_height)
        if lines is not None:
            self.blPara = lines  # reportlab forgets the lines of a paragraph that it cannot split.
        for number, piece in enumerate(pieces, 1):
            piece.element, piece.words = self.element, self.words
            piece.continues = self.continues or number < len(pieces)
        return pieces

    def draw(self) -> None:
        lines = cast(Any, self).blPara.lines
        _part_lines(lines if self.continues else lines[:-1])
        if self.element is None:
            with self.canv.again():
                super().draw()
            return
        if self.element.level and not self.element.kids:
            self.canv.bookmark(self.element.level, self.words, self.height)
        with self.canv.content(self.element):
            super().draw()


def _part_lines(lines: Sequence[Any]) -> None:
    """End lines with a space, as they were before the line broke: else a reader joins two words into one.

    reportlab keeps a line as its unused width and its words, or, where the text changes its look, as fragments.
    """
    for line in lines:
        if isinstance(line, tuple):
            _, words = line
            if words and words[-1]:
                words.append("")
        elif line.words and not line.words[-1].text.endswith(" "):
            line.words[-1].text += " "


class Typesetter:
    """Turns plain text into paragraphs for one document, counting what it has set."""

    def __init__(self) -> None:
        self._left = MAX_DOCUMENT

    def clean(self, text: str) -> str:
        """``text`` as it will be printed. Raises ``RenderError``."""
        self._left -= len(text)
        if len(text) > MAX_TEXT or self._left < 0:
            raise RenderError(
                "A text is too long to be printed.", f"Keep each text under {MAX_TEXT:,} characters."
            )
        clean = as_printed(text)
        if character := unprintable(clean):
            raise RenderError(
                f"A text holds a character that cannot be printed: {character}.",
                "Write it in another way, then make the document again.",
            )
        return clean

    def line(self, text: str) -> str:
        """``text`` on one line, for file metadata."""
        return self.clean(text).replace("\n", " ").strip()

    def paragraph(self, text: Text, style: ParagraphStyle, element: Element | None = None) -> TaggedParagraph:
        """A paragraph of plain text; a line feed breaks the line. Without an ``element`` it is decoration."""
        runs = (Run(text),) if isinstance(text, str) else text
        frags = [frag for run in runs for frag in self._frags(run, style)]
        paragraph = TaggedParagraph("", style, frags=frags)
        paragraph.element = element
        paragraph.words = " ".join(frag.text for frag in frags if frag.text)
        return paragraph

    def _frags(self, run: Run, style: ParagraphStyle) -> list[ParaFrag]:
        font = BOLD if run.strong else style.fontName
        ink = MUTED if run.muted else style.textColor
        frags: list[ParaFrag] = []
        for number, line in enumerate(self.clean(run.text).split("\n")):
            if number:
                frags.append(_frag("", font, style.fontSize, ink, lineBreak=True))
            frags.append(_frag(line, font, style.fontSize, ink))
        return frags


def _frag(text: str, font: str, size: float, ink: Color, **extra: bool) -> ParaFrag:
    """A fragment as reportlab's own parser would have made it for unmarked text."""
    return ParaFrag(
        text=text, fontName=font, fontSize=size, textColor=ink, rise=0, greek=0, bold=0,
        italic=0, link=[], us_lines=[], **extra,
    )  # fmt: skip
