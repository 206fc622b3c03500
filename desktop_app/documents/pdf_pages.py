"""Parts on pages: sections whole where that is possible, the fewest pages where it is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, combinations, product
from typing import Protocol

from reportlab.platypus import Flowable

from desktop_app.documents.pdf_stacks import Keeping, Part, Placed, fill
from desktop_app.domain.errors import RenderError

_MOST_PAGES = 500
"""Far more than the longest record has. A table whose row can neither stand nor split would go on for ever."""


class Kept(Protocol):
    """A part that keeps sections together as far as it is told."""

    keeping: Keeping


def paginate(
    story: Sequence[Flowable], sections: Sequence[Kept], width: float, height: float
) -> list[list[Placed]]:
    """Page after page: as few pages as there can be, then as few parted ``sections`` as those pages allow.

    Raises ``RenderError`` where a part that cannot be split is too large for a page.
    """
    _keep(sections, Keeping.NOTHING)
    pages = _pages(story, width, height)
    if not sections:
        return pages
    fewest = len(pages)
    for loose, keeping in product(_few_of(sections), (Keeping.ON_A_PAGE, Keeping.NOTHING)):
        _keep(sections, Keeping.WHOLE)
        _keep(loose, keeping)
        pages = _pages(story, width, height)
        if len(pages) <= fewest:
            return pages
    _keep(sections, Keeping.NOTHING)
    return _pages(story, width, height)


def _few_of(sections: Sequence[Kept]) -> Iterator[Sequence[Kept]]:
    """None of them, each alone, each two; trying more would take too long."""
    return chain.from_iterable(combinations(sections, number) for number in range(min(len(sections), 2) + 1))


def _keep(sections: Sequence[Kept], keeping: Keeping) -> None:
    for section in sections:
        section.keeping = keeping


def _pages(story: Sequence[Flowable], width: float, height: float) -> list[list[Placed]]:
    """What cannot be kept together on a whole page is allowed to split."""
    pages: list[list[Placed]] = []
    left = list(story)
    while left:
        placed, rest = fill(left, width, height)
        first = left[0]
        if not placed and isinstance(first, Part):
            first.relax()
            placed, rest = fill(left, width, height)
        if not placed or len(pages) == _MOST_PAGES:
            raise RenderError(
                "A part of the document is too large for a page.", "Shorten it, or use smaller print."
            )
        pages.append(placed)
        left = rest
    return pages
