"""The pages of ``plain_pages`` set by reportlab alone, in its usual way: paragraphs, tables, frames, drawings.

No structure, no checks, no metadata beyond reportlab's own. Of the application only the paths of the drawings are used.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.colors import Color, HexColor, black
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    Indenter,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from desktop_app.documents.pictograms import draw_pictogram

_RULES = {"LINEBELOW", "GRID", "BOX"}
_SIDE_GAP = 8


def register(fonts: Mapping[str, Path]) -> None:
    """Make the fonts known, the second as the bold of the first."""
    regular, bold = fonts
    for name, file in fonts.items():
        if name not in getRegisteredFontNames():
            registerFont(TTFont(name, file))
    registerFontFamily(regular, normal=regular, bold=bold, italic=regular, boldItalic=bold)


def pages(document: Mapping[str, Any]) -> bytes:
    """The finished PDF."""
    story = _Story(document["styles"]).flow(document["parts"])
    output = BytesIO()
    side, edge, gap = document["side_margin"], document["edge_margin"], document["gap"]
    height = document["styles"]["running"]["leading"] + 2 * gap
    template = SimpleDocTemplate(
        output, pagesize=document["paper"], leftMargin=side - 6, rightMargin=side - 6,
        topMargin=edge + height - 6, bottomMargin=edge + height - 6,
    )  # fmt: skip
    template.build(story, canvasmaker=partial(_NumberedCanvas, document=document))
    return output.getvalue()


class _Drawing(Flowable):
    """A pictogram above the words, or before them where they are led by it."""

    def __init__(self, text: Paragraph, name: str, size: float, ink: Color, *, above: bool = False) -> None:
        super().__init__()
        self._text, self._name, self._size, self._ink, self._above = text, name, size, ink, above
        self.spaceBefore, self.spaceAfter = text.getSpaceBefore(), text.getSpaceAfter()

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        indent = 0 if self._above else self._size * 1.5
        _, height = self._text.wrap(avail_width - indent, avail_height)
        self.width = avail_width
        self.height = height + self._size if self._above else max(height, self._size)
        return self.width, self.height

    def draw(self) -> None:
        left = (self.width - self._size) / 2 if self._above else 0
        draw_pictogram(self.canv, self._name, left, self.height - self._size, self._size, self._ink)
        self._text.drawOn(self.canv, 0 if self._above else self._size * 1.5, 0)


class _Pictured(Flowable):
    """A text with drawings at its right."""

    def __init__(self, text: Flowable, names: list[str], size: float) -> None:
        super().__init__()
        self._text, self._names, self._size = text, names, size
        self.spaceBefore, self.spaceAfter = text.getSpaceBefore(), text.getSpaceAfter()

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        self._left = avail_width - 1.2 * self._size * len(self._names)
        _, height = self._text.wrap(self._left, avail_height)
        self.width, self.height = avail_width, max(height, 0.75 * self._size)
        return self.width, self.height

    def draw(self) -> None:
        self._text.drawOn(self.canv, 0, 0)
        for number, name in enumerate(self._names):
            draw_pictogram(self.canv, name, self._left + 1.2 * self._size * number, 0, self._size, black)


class _Beside(Flowable):
    """A heading that takes no height: what follows stands to the right of it."""

    def __init__(self, heading: Flowable, width: float) -> None:
        super().__init__()
        self._heading, self._room = heading, width

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        _, self._tall = self._heading.wrap(self._room, avail_height)
        return avail_width, 0

    def draw(self) -> None:
        self._heading.drawOn(self.canv, 0, -self._tall)


class _NumberedCanvas(Canvas):
    """Draws the running texts when the number of pages is known; a recipe of reportlab's user group."""

    def __init__(self, *arguments: Any, document: Mapping[str, Any], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._document = document
        self._drawn: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802  # reportlab's name
        self._drawn.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # missing in the stubs

    def save(self) -> None:
        for page in self._drawn:
            self.__dict__.update(page)
            self._running(len(self._drawn))
            super().showPage()
        super().save()

    def _running(self, count: int) -> None:
        document = self._document
        side, edge, (width, height) = document["side_margin"], document["edge_margin"], document["paper"]
        header, footer, number = document["running"]
        running, small = (document["styles"][name] for name in ("running", "footer"))
        self.setStrokeColor(HexColor(document["rule"]))
        self.setLineWidth(0.5)
        for y in (edge + 1.5 * running["leading"], height - edge - 1.5 * running["leading"]):
            self.line(side, y, width - side, y)
        self.setFont(running["fontName"], running["fontSize"])
        self.drawString(side, height - edge - running["fontSize"], header)
        self.setFont(small["fontName"], small["fontSize"])
        self.setFillColor(HexColor(small["textColor"]))
        self.drawString(side, edge, footer)
        self.drawRightString(width - side, edge, number.format(page=self.getPageNumber(), pages=count))


class _Story:
    """Turns parts into reportlab's flowables."""

    def __init__(self, styles: Mapping[str, Mapping[str, Any]]) -> None:
        self._styles = {
            name: ParagraphStyle(name, **{**style, "textColor": HexColor(style["textColor"])})
            for name, style in styles.items()
        }

    def flow(self, parts: list[list[Any]]) -> list[Flowable]:
        return [flowable for kind, *rest in parts for flowable in getattr(self, f"_{kind}")(*rest)]

    def _text(self, style: str, markup: str, bullet: str | None = None) -> list[Flowable]:
        return [Paragraph(markup, self._styles[style], bulletText=bullet)]

    def _space(self, height: float) -> list[Flowable]:
        return [Spacer(0, height)]

    def _led(self, style: str, markup: str, drawing: str, size: float, ink: str) -> list[Flowable]:
        return [_Drawing(Paragraph(markup, self._styles[style]), drawing, size, HexColor(ink))]

    def _under_drawing(self, style: str, markup: str, drawing: str, size: float) -> list[Flowable]:
        return [_Drawing(Paragraph(markup, self._styles[style]), drawing, size, black, above=True)]

    def _table(
        self, rows: list[list[Any]], widths: list[str], look: list[list[Any]], header_rows: int, after: float
    ) -> list[Flowable]:
        cells = [[self.flow([cell]) for cell in row] for row in rows]
        return [
            Table(cells, widths, style=_look(look), repeatRows=header_rows, hAlign="LEFT", spaceAfter=after)
        ]

    def _box(self, pen: list[Any], padding: float, parts: list[list[Any]]) -> list[Flowable]:
        sides = [[f"{side}PADDING", [0, 0], [-1, -1], padding] for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
        style = _look([["BOX", [0, 0], [-1, -1], *pen], *sides])
        return [Table([[self.flow(parts)]], ["100%"], style=style, spaceBefore=padding, spaceAfter=padding)]

    def _together(self, parts: list[list[Any]]) -> list[Flowable]:
        return [KeepTogether(self.flow(parts))]

    def _several(self, parts: list[list[Any]]) -> list[Flowable]:
        return self.flow(parts)

    def _pictured(self, item: list[Any], names: list[str], size: float) -> list[Flowable]:
        (text,) = self.flow([item])
        return [_Pictured(text, names, size)]

    def _beside(self, heading: list[Any], indent: float, parts: list[list[Any]]) -> list[Flowable]:
        (words,) = self.flow([heading])
        beside = _Beside(words, indent - _SIDE_GAP)
        return [KeepTogether([beside, Indenter(left=indent), *self.flow(parts), Indenter(left=-indent)])]


def _look(commands: list[list[Any]]) -> TableStyle:
    """A table style from JSON, where the colour of a rule, after its width, is a number in words."""
    style = TableStyle()
    for name, start, stop, *values in commands:
        if name in _RULES:
            values[1] = HexColor(values[1])
        style.add(name, start, stop, *values)
    return style
