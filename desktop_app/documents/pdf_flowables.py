"""Parts of a page that reportlab lacks: marked text, headings with a bookmark, line drawings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from desktop_app.documents.pdf_canvas import TaggedCanvas
from desktop_app.documents.pdf_fonts import REGULAR
from desktop_app.documents.pdf_stacks import Part
from desktop_app.documents.pdf_text import TaggedParagraph
from desktop_app.documents.pdf_theme import INK
from desktop_app.documents.pictograms import draw_pictogram
from desktop_app.documents.structure import Element

_CAPITAL_MIDDLE = 0.36
_LINES_TOGETHER = 9
_INNER_PART = 0.75
"""How much of the side of a drawing the text beside it must make room for."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A small drawing that leads a text."""

    pictogram: str
    size: float
    ink: Color = INK

    @property
    def indent(self) -> float:
        """How far the text stands from where the drawing begins."""
        return self.size * 1.5

    def draw(self, canvas: TaggedCanvas, baseline: float, text_size: float) -> None:
        """Draw it in the middle of the capitals of a line."""
        middle = baseline + _CAPITAL_MIDDLE * text_size
        draw_pictogram(canvas, self.pictogram, 0, middle - self.size / 2, self.size, self.ink)


@dataclass(frozen=True, slots=True)
class Bullet:
    """A bullet or a number that leads a text."""

    text: str
    left: float
    indent: float

    def draw(self, canvas: TaggedCanvas, baseline: float, text_size: float) -> None:
        """Draw it on the line."""
        canvas.setFont(REGULAR, text_size)
        canvas.setFillColor(INK)
        canvas.drawString(self.left, baseline, self.text)


Leader: TypeAlias = Sign | Bullet


class Marked(Part):
    """A paragraph with a sign at its first line; all its lines keep the same indent.

    A few lines stay together: half a dose, or half a warning, must not end a page.
    ``label`` is the element that the sign is; without one the sign only repeats what the words say.
    """

    def __init__(
        self, text: TaggedParagraph, sign: Leader, label: Element | None = None, *, sign_drawn: bool = True
    ) -> None:
        super().__init__()
        self._text = text
        self._sign = sign
        self._label = label
        self._sign_drawn = sign_drawn
        self.spaceBefore, self.spaceAfter = text.getSpaceBefore(), text.getSpaceAfter()

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        _, self.height = self._text.wrap(avail_width - self._sign.indent, avail_height)
        self.width = avail_width
        return self.width, self.height

    def split(self, avail_width: float, avail_height: float) -> list[Flowable]:
        """The sign stays with the first piece."""
        if self._text.height <= _LINES_TOGETHER * self._text.style.leading:
            return []
        pieces = self._text.split(avail_width - self._sign.indent, avail_height)
        return [
            Marked(piece, self._sign, self._label, sign_drawn=number == 0)
            for number, piece in enumerate(pieces)
        ]

    def draw(self) -> None:
        if self._sign_drawn:
            size = self._text.style.fontSize
            with self.canv.artifact() if self._label is None else self.canv.content(self._label):
                self._sign.draw(self.canv, self.height - size, size)
        self._text.drawOn(self.canv, self._sign.indent, 0)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A line drawing and the element that it is."""

    pictogram: str
    element: Element


class Illustrated(Part):
    """A text with drawings at its right, each in the middle of the other's height. It stays whole.

    A drawing may reach into the space between the lines above and below, so that it keeps lists even.
    """

    def __init__(self, text: Flowable, drawings: Sequence[Drawing], size: float) -> None:
        super().__init__()
        self._text = text
        self._drawings = drawings
        self._size = size
        self._pitch = size * 1.2
        self.spaceBefore, self.spaceAfter = text.getSpaceBefore(), text.getSpaceAfter()

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        self._left = avail_width - self._pitch * len(self._drawings)
        _, self._text_height = self._text.wrap(self._left, avail_height)
        self.width, self.height = avail_width, max(self._text_height, self._size * _INNER_PART)
        return self.width, self.height

    def draw(self) -> None:
        self._text.drawOn(self.canv, 0, (self.height - self._text_height) / 2)
        bottom = (self.height - self._size) / 2
        for number, each in enumerate(self._drawings):
            left = self._left + number * self._pitch + self._pitch - self._size
            with self.canv.figure(each.element, left, bottom, self._size, self._size):
                draw_pictogram(self.canv, each.pictogram, left, bottom, self._size, INK)


class PicturedHeading(Part):
    """A heading with a ``pictogram`` after its words, or under them where no room is left on their line.

    The pictogram is decoration.
    """

    def __init__(self, text: TaggedParagraph, title: str, pictogram: str) -> None:
        super().__init__()
        self._pictogram = pictogram
        self._text = text
        self._title = title
        self.spaceBefore, self.spaceAfter = text.getSpaceBefore(), text.getSpaceAfter()

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        self.width, self._text_height = self._text.wrap(avail_width, avail_height)
        self.height = self._text_height
        if not self._beside:
            self.height += self._size * 1.3
        return self.width, self.height

    @property
    def _size(self) -> float:
        return self._text.style.leading * 1.2

    @property
    def _beside(self) -> float:
        """Where the pictogram stands on the only line of the words, or 0."""
        style = self._text.style
        left = stringWidth(self._title, style.fontName, style.fontSize) + self._size / 2
        return left if left + self._size < self.width else 0.0

    def draw(self) -> None:
        self._text.drawOn(self.canv, 0, self.height - self._text_height)
        bottom = (self._text_height - self._size) / 2 if self._beside else 0.0
        with self.canv.artifact():
            draw_pictogram(self.canv, self._pictogram, self._beside, bottom, self._size, INK)


class CenteredPictogram(Part):
    """A line drawing in the middle of its column; it is decoration."""

    def __init__(self, name: str, size: float) -> None:
        super().__init__()
        self._name = name
        self._size = size

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        self.width, self.height = avail_width, self._size
        return self.width, self.height

    def draw(self) -> None:
        with self.canv.artifact():
            draw_pictogram(self.canv, self._name, (self.width - self._size) / 2, 0, self._size, INK)


class Captioned(Part):
    """A caption with a line drawing beside it that only repeats it, each in the middle of the other's height."""

    def __init__(self, name: str, size: float, caption: TaggedParagraph) -> None:
        super().__init__()
        self._name = name
        self._size = size
        self._caption = caption

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        _, caption = self._caption.wrap(avail_width - 1.3 * self._size, avail_height)
        self.width, self.height = avail_width, max(caption, self._size)
        return self.width, self.height

    def draw(self) -> None:
        with self.canv.artifact():
            draw_pictogram(self.canv, self._name, 0, (self.height - self._size) / 2, self._size, INK)
        self._caption.drawOn(self.canv, 1.3 * self._size, (self.height - self._caption.height) / 2)


class NewPage(Part):
    """Takes what is left of a page; on a page that is still empty it takes nothing."""

    def __init__(self, page_height: float) -> None:
        super().__init__()
        self._page_height = page_height

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        begun = avail_height < self._page_height
        self.width, self.height = avail_width, max(avail_height, 0.0) if begun else 0.0
        return self.width, self.height

    def draw(self) -> None:
        """Nothing: it is room alone."""
