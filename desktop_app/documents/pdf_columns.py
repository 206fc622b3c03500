"""Sections in two columns on a page, read down the left one first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from reportlab.platypus import Flowable

from desktop_app.documents.pdf_stacks import Keeping, Part, Placed, Stack, fill
from desktop_app.documents.pdf_theme import RULE

Columns: TypeAlias = list[list[Placed]]

_GAP = 20.0
_CLOSE_ENOUGH = 4.0
_UNLIMITED = 1e6


class TwoColumns(Part):
    """Sections in two columns of about one height, for the whole of a page or for a part of it.

    What is kept whole goes on in the other column only where the page would not hold it otherwise.
    """

    def __init__(self, sections: Sequence[Flowable], keeping: Keeping = Keeping.WHOLE) -> None:
        super().__init__()
        self._sections = sections
        self._columns: Columns = []
        self.keeping = keeping
        for section in sections:
            if isinstance(section, Stack):
                section.keeping = Keeping.NOTHING
        self.spaceBefore = sections[0].getSpaceBefore()
        self.spaceAfter = sections[-1].getSpaceAfter()

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """The height at which two columns hold everything; more than there is where they cannot."""
        self._columns = self._set(self._sections, avail_width, avail_height)
        self.width, self.height = avail_width, tallest(self._columns)
        return self.width, self.height

    def split(self, avail_width: float, avail_height: float) -> list[Flowable]:
        """As many whole sections as two columns of this height hold, and the rest."""
        if self.keeping is Keeping.NOTHING:
            (left, right), rest = filled(self._sections, self._column(avail_width), avail_height)
            placed = [each.part for each in (*left, *right)]
            return [self._piece(placed), self._piece(rest)] if placed else []
        for count in range(len(self._sections) - 1, 0, -1):
            first, other = self._sections[:count], self._sections[count:]
            if tallest(self._set(first, avail_width, avail_height)) <= avail_height:
                return [self._piece(first), self._piece(other)]
        return []

    def _piece(self, sections: Sequence[Flowable]) -> TwoColumns:
        return TwoColumns(sections, self.keeping)

    def _column(self, width: float) -> float:
        return (width - _GAP) / 2

    def _set(self, sections: Sequence[Flowable], width: float, most: float) -> Columns:
        """Columns no taller than ``most``, or, where that cannot be, those with every section whole."""
        column = self._column(width)
        whole = _whole(sections, column)
        if self.keeping is Keeping.WHOLE and tallest(whole) <= most:
            return whole
        return _even(sections, column, min(most, tallest(whole))) or whole

    def relax(self) -> None:
        """Let every section split, over pages too."""
        self.keeping = Keeping.NOTHING
        for section in self._sections:
            if isinstance(section, Part):
                section.relax()

    def draw(self) -> None:
        with self.canv.artifact():
            self.canv.setStrokeColor(RULE)
            self.canv.setLineWidth(0.5)
            self.canv.line(self.width / 2, 0, self.width / 2, self.height)
        for number, column in enumerate(self._columns):
            left = number * (self._column(self.width) + _GAP)
            for each in column:
                each.part.drawOn(self.canv, left, self.height - each.top - each.height)


def _whole(sections: Sequence[Flowable], width: float) -> Columns:
    """The lowest columns that part two sections."""
    breaks = (
        [fill(sections[:count], width, _UNLIMITED)[0], fill(sections[count:], width, _UNLIMITED)[0]]
        for count in range(1, len(sections) + 1)
    )
    return min(breaks, key=tallest)


def _even(sections: Sequence[Flowable], width: float, most: float) -> Columns:
    """The lowest columns there can be; none where columns of ``most`` points do not hold everything."""
    found, rest = filled(sections, width, most)
    if rest:
        return []
    low, high = tallest([fill(sections, width, _UNLIMITED)[0]]) / 2, most
    while high - low > _CLOSE_ENOUGH:
        middle = (low + high) / 2
        columns, rest = filled(sections, width, middle)
        if rest:
            low = middle
        else:
            found, high = columns, middle
    return found


def filled(
    parts: Sequence[Flowable], width: float, height: float, count: int = 2
) -> tuple[Columns, list[Flowable]]:
    """Columns of this height, and what they do not hold."""
    columns, rest = [], list(parts)
    for _ in range(count):
        placed, rest = fill(rest, width, height)
        columns.append(placed)
    return columns, rest


def tallest(columns: Columns) -> float:
    """The height of what stands in them."""
    return max((column[-1].top + column[-1].height for column in columns if column), default=0.0)
