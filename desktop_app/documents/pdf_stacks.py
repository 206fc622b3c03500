"""How parts stand on pages: stacks that split well, headings beside their text, the signature box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from reportlab.platypus import Flowable

from desktop_app.documents.pdf_canvas import TaggedCanvas
from desktop_app.documents.pdf_theme import Frame
from desktop_app.documents.structure import Element
from desktop_app.domain.signature import SignatureBox

_UNLIMITED = 1e6
_TOO_EMPTY = 0.6
"""The part of a page that is never left empty for the sake of keeping things together."""
_SIDE_GAP = 8.0
_INNER_LINE = 0.6
_INNER_GAP = 2.2


class Part(Flowable):
    """A layout element of ours, drawn on a canvas that marks its content."""

    canv: TaggedCanvas

    def relax(self) -> None:
        """Give up keeping things together; most parts have nothing to give up."""


class Keeping(IntEnum):
    """How much of a section stays together, from what reads best to what needs least paper."""

    WHOLE = 0
    ON_A_PAGE = 1
    NOTHING = 2


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
    ``whole_up_to`` is not split, unless that is not asked for or most of a page would stay empty. Its parts are no
    wider than ``measure``.
    """

    keeping = Keeping.WHOLE

    def __init__(
        self,
        parts: Sequence[Flowable],
        *,
        lead: int = 0,
        whole_up_to: float = 0.0,
        frame: Frame | None = None,
        padding: float = 0.0,
        measure: float = _UNLIMITED,
        space_after: float | None = None,
    ) -> None:
        super().__init__()
        self._parts = list(parts)
        self._lead = lead
        self._whole_up_to = whole_up_to
        self._frame = frame
        self._padding = padding
        self._measure = measure
        self._placed: list[Placed] = []
        self._set_width = -1.0
        self.spaceBefore = parts[0].getSpaceBefore() if frame is None else padding
        self.spaceAfter = parts[-1].getSpaceAfter() if space_after is None else space_after

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """Height over the full width; measured once."""
        if self._set_width != avail_width:
            self._placed, _ = fill(self._parts, self._inner(avail_width), _UNLIMITED)
            self._set_width = self.width = avail_width
            last = self._placed[-1]
            self.height = last.top + last.height + 2 * self._padding
        return self.width, self.height

    def split(self, avail_width: float, avail_height: float) -> list[Flowable]:
        """Two stacks, or nothing if this one had better begin on the next page."""
        self.wrap(avail_width, avail_height)
        stays_whole = self.height <= self._whole_up_to and avail_height < self._whole_up_to * _TOO_EMPTY
        if stays_whole and self.keeping is not Keeping.NOTHING:
            return []
        inner = avail_height - 2 * self._padding
        placed, rest = fill(self._parts, self._inner(avail_width), inner)
        if len(placed) <= self._lead or not rest:
            return []
        return [self._piece([each.part for each in placed], self._lead), self._piece(rest, 0)]

    def _inner(self, width: float) -> float:
        return min(width - 2 * self._padding, self._measure)

    def _piece(self, parts: Sequence[Flowable], lead: int) -> Stack:
        return Stack(
            parts, lead=lead, frame=self._frame, padding=self._padding, measure=self._measure,
            space_after=self.spaceAfter,
        )  # fmt: skip

    def relax(self) -> None:
        """Give up keeping things together, here and inside: what a page cannot hold whole must split."""
        self._whole_up_to, self._lead = 0.0, 0
        for part in self._parts:
            if isinstance(part, Part):
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


@dataclass(frozen=True, slots=True)
class SideHeading:
    """A heading beside its text: the text stands ``indent`` points from the left, its first line ``drop`` points lower.

    ``again`` is the same heading for the next page, where it is decoration.
    """

    first: Flowable
    again: Flowable
    indent: float
    drop: float


class SideHeaded(Part):
    """A stack with its heading beside it. A later piece repeats the heading where it is as tall as that."""

    def __init__(self, heading: SideHeading, body: Stack, *, later: bool = False) -> None:
        super().__init__()
        self._heading = heading
        self._body = body
        self._later = later
        self._shown = heading.again if later else heading.first
        self.spaceBefore = self._shown.getSpaceBefore()
        self.spaceAfter = body.getSpaceAfter()

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        _, self._tall = self._shown.wrap(self._heading.indent - _SIDE_GAP, avail_height)
        _, body = self._body.wrap(avail_width - self._heading.indent, avail_height)
        body += self._heading.drop
        self.width, self.height = avail_width, body if self._later else max(self._tall, body)
        return self.width, self.height

    def split(self, avail_width: float, avail_height: float) -> list[Flowable]:
        """Two parts, or nothing if the heading does not fit."""
        self.wrap(avail_width, avail_height)
        if self._tall > avail_height:
            return []
        bodies = self._body.split(avail_width - self._heading.indent, avail_height - self._heading.drop)
        return [
            SideHeaded(self._heading, body, later=self._later or number > 0)
            for number, body in enumerate(bodies)
            if isinstance(body, Stack)
        ]

    def relax(self) -> None:
        """Let the stack split."""
        self._body.relax()

    def draw(self) -> None:
        if self._tall <= self.height:
            self._shown.drawOn(self.canv, 0, self.height - self._tall)
        top = self.height - self._heading.drop
        self._body.drawOn(self.canv, self._heading.indent, top - self._body.height)


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
