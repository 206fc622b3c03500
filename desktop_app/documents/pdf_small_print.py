"""Small print in columns, read down the first one first; what a page cannot hold goes on overleaf likewise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reportlab.platypus import Flowable

from desktop_app.documents.pdf_columns import Columns, filled, tallest
from desktop_app.documents.pdf_stacks import Part, fill

_STEP: Final = 2.0
"""How much taller the columns are tried, in points, until they hold everything."""
_LEAST: Final = 20.0
"""Columns are not begun in less room than about two lines."""
_UNLIMITED: Final = 1e6


class SmallPrintColumns(Part):
    """Texts in ``count`` columns of about one height, ``gap`` apart."""

    def __init__(self, texts: Sequence[Flowable], count: int, gap: float, space_after: float) -> None:
        super().__init__()
        self._texts = texts
        self._count = count
        self._gap = gap
        self._columns: Columns = []
        self._set_width = -1.0
        self.spaceAfter = space_after

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """The least height at which the columns hold everything; measured once."""
        if self._set_width != avail_width:
            self._set(self._even(self._column(avail_width)), avail_width)
        return self.width, self.height

    def split(self, avail_width: float, avail_height: float) -> list[Flowable]:
        """As much as fits in the columns, and the rest; nothing where there is room for a line only."""
        if avail_height < _LEAST:
            return []
        self._set_width = -1.0  # A paragraph forgets its lines when it is asked to split.
        columns, rest = filled(self._texts, self._column(avail_width), avail_height, self._count)
        if not rest or not columns[0]:
            return []
        first = self._piece(())
        first._set(columns, avail_width)
        return [first, self._piece(rest)]

    def _set(self, columns: Columns, width: float) -> None:
        self._columns, self._set_width = columns, width
        self.width, self.height = width, tallest(columns)

    def _piece(self, texts: Sequence[Flowable]) -> SmallPrintColumns:
        return SmallPrintColumns(texts, self._count, self._gap, self.spaceAfter)

    def _column(self, width: float) -> float:
        return (width - (self._count - 1) * self._gap) / self._count

    def _even(self, width: float) -> Columns:
        placed, _ = fill(self._texts, width, _UNLIMITED)
        height = tallest([placed]) / self._count
        while True:
            columns, rest = filled(self._texts, width, height, self._count)
            if not rest:
                return columns
            height += _STEP

    def draw(self) -> None:
        for number, column in enumerate(self._columns):
            left = number * (self._column(self.width) + self._gap)
            for each in column:
                each.part.drawOn(self.canv, left, self.height - each.top - each.height)
