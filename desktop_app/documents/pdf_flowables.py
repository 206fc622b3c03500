"""The few layout elements that reportlab lacks: stacks that split well, marked text, the signature box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

from desktop_app.documents.pdf_canvas import TaggedCanvas
from desktop_app.documents.pdf_text import TaggedParagraph
from desktop_app.documents.pdf_theme import INK, REGULAR, Frame
from desktop_app.documents.pictograms import draw_pictogram
from desktop_app.documents.structure import Bookmark, Element
from desktop_app.domain.signature import SignatureBox

_UNLIMITED = 1e6
_INNER_LINE = 0.6
_INNER_GAP = 2.2
_CAPITAL_MIDDLE = 0.36


class Part(Flowable):
    """A layout element of ours, drawn on a canvas that marks its content."""

    canv: TaggedCanvas


@dataclass(frozen=True, slots=True)
class Placed:
    """A part at its place: ``top`` is the distance from the top of the column to the top of the part."""

    part: Flowable
    top: float
    height: float


def fill(parts: Sequence[Flowable], width: float, height: float) -> tuple[list[Placed], list[Flowable]]:
    """Set ``parts`` one under another until ``height`` is full: what was placed, and what is left.

    The space between two parts is the larger of what either asks for. A part that splits is placed as far as it fits.
    """
    placed: list[Placed] = []
    y = after = 0.0
    for number, part in enumerate(parts):
        top = y + max(after, part.getSpaceBefore()) if placed else 0.0
        _, part_height = part.wrap(width, height - top)
        if top + part_height > height + 0.01:
            pieces = part.split(width, height - top) if height > top else []
            if pieces:
                placed.append(Placed(pieces[0], top, pieces[0].wrap(width, height - top)[1]))
            return placed, [*pieces[1:], *(parts[number + 1 :] if pieces else parts[number:])]
        placed.append(Placed(part, top, part_height))
        y, after = top + part_height, part.getSpaceAfter()
    return placed, []


class Stack(Part):
    """Parts set one under another, framed or not, that splits over pages.

    The first ``lead`` parts (headings) stay with at least a piece of the next one. A stack no taller than
    ``whole_up_to`` is not split at all.
    """

    def __init__(
        self,
        parts: Sequence[Flowable],
        *,
        lead: int = 0,
        whole_up_to: float = 0.0,
        frame: Frame | None = None,
        padding: float = 0.0,
        space_after: float | None = None,
    ) -> None:
        super().__init__()
        self._parts = list(parts)
        self._lead = lead
        self._whole_up_to = whole_up_to
        self._frame = frame
        self._padding = padding
        self._placed: list[Placed] = []
        self._set_width = -1.0
        self.spaceBefore = parts[0].getSpaceBefore() if frame is None else padding
        self.spaceAfter = parts[-1].getSpaceAfter() if space_after is None else space_after

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """Height over the full width; measured once."""
        if self._set_width != avail_width:
            self._placed, _ = fill(self._parts, avail_width - 2 * self._padding, _UNLIMITED)
            self._set_width = self.width = avail_width
            last = self._placed[-1]
            self.height = last.top + last.height + 2 * self._padding
        return self.width, self.height

    def split(self, avail_width: float, avail_height: float) -> list[Flowable]:
        """Two stacks, or nothing if this one had better begin on the next page."""
        self.wrap(avail_width, avail_height)
        if self.height <= self._whole_up_to:
            return []
        self._set_width = -1.0  # A paragraph forgets its lines when it is asked to split and cannot.
        inner = avail_height - 2 * self._padding
        placed, rest = fill(self._parts, avail_width - 2 * self._padding, inner)
        if len(placed) <= self._lead or not rest:
            return []
        return [self._piece([each.part for each in placed], self._lead), self._piece(rest, 0)]

    def _piece(self, parts: Sequence[Flowable], lead: int) -> Stack:
        return Stack(
            parts, lead=lead, frame=self._frame, padding=self._padding,
            space_after=self.spaceAfter,
        )  # fmt: skip

    def relax(self) -> None:
        """Give up keeping things together, here and inside: what a page cannot hold whole must split."""
        self._whole_up_to, self._lead = 0.0, 0
        for part in self._parts:
            if isinstance(part, Stack):
                part.relax()

    def draw(self) -> None:
        if self._frame is not None:
            with self.canv.artifact():
                self._draw_frame(self._frame)
        for each in self._placed:
            each.part.drawOn(self.canv, self._padding, self.height - self._padding - each.top - each.height)

    def _draw_frame(self, frame: Frame) -> None:
        canvas = self.canv
        canvas.setStrokeColor(frame.ink)
        canvas.setLineWidth(frame.width)
        canvas.setDash([5, 3] if frame.dashed else [])
        inset = frame.width / 2
        canvas.rect(inset, inset, self.width - 2 * inset, self.height - 2 * inset)
        if frame.double:
            inset += frame.width / 2 + _INNER_GAP
            canvas.setLineWidth(_INNER_LINE)
            canvas.rect(inset, inset, self.width - 2 * inset, self.height - 2 * inset)


class SignatureStack(Stack):
    """The framed signature block, never split. ``drawn`` tells where; ``field`` is the element of its form field."""

    def __init__(self, parts: Sequence[Flowable], frame: Frame, padding: float, field: Element) -> None:
        super().__init__(parts, frame=frame, padding=padding)
        self.field = field
        self.drawn: list[SignatureBox] = []

    def split(self, avail_width: float, avail_height: float) -> list[Flowable]:
        """Nothing: a signature stands on one page."""
        return []

    def draw(self) -> None:
        super().draw()
        left, bottom = self.canv.absolutePosition(0, 0)
        page = self.canv.getPageNumber() - 1
        self.drawn.append(SignatureBox(page, left, bottom, left + self.width, bottom + self.height))


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


class HeadingText(Part):
    """A heading, and the bookmark that leads to it, added to ``bookmarks`` when it is drawn."""

    def __init__(self, text: TaggedParagraph, level: int, title: str, bookmarks: list[Bookmark]) -> None:
        super().__init__()
        self._text = text
        self._level = level
        self._title = title
        self._bookmarks = bookmarks
        self.spaceBefore, self.spaceAfter = text.getSpaceBefore(), text.getSpaceAfter()

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        self.width, self.height = self._text.wrap(avail_width, avail_height)
        return self.width, self.height

    def draw(self) -> None:
        self._bookmarks.append(self.canv.bookmark(self._level, self._title, self.height))
        self._text.drawOn(self.canv, 0, 0)


class CenteredPictogram(Part):
    """A line drawing in the middle of its column: a figure with an alternative text, or decoration."""

    def __init__(self, name: str, size: float, figure: Element | None = None) -> None:
        super().__init__()
        self._name = name
        self._size = size
        self._figure = figure

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        self.width, self.height = avail_width, self._size
        return self.width, self.height

    def draw(self) -> None:
        with self.canv.artifact() if self._figure is None else self.canv.content(self._figure):
            draw_pictogram(self.canv, self._name, (self.width - self._size) / 2, 0, self._size, INK)


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
