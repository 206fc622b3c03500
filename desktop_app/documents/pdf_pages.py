"""Parts on pages: sections whole where that is possible, the fewest pages where it is not."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Protocol

from reportlab.platypus import Flowable

from desktop_app.documents.pdf_stacks import Keeping, Part, Placed, fill
from desktop_app.domain.errors import RenderError

_UNLIMITED = 1e6


class Kept(Protocol):
    """A part that keeps sections together as far as it is told."""

    keeping: Keeping


def paginate(
    story: Sequence[Flowable], sections: Sequence[Kept], width: float, height: float
) -> list[list[Placed]]:
    """Page after page. ``sections`` are kept together, unless splitting them saves a page.

    Raises ``RenderError`` where a part that cannot be split is too large for a page.
    """
    fewest = _fewest_pages(story, sections, width, height)
    counts: dict[Keeping, int] = {}
    for keeping in Keeping:
        _keep(sections, keeping)
        pages = _pages(story, width, height)
        if keeping is Keeping.WHOLE and (not sections or len(pages) <= fewest):
            return pages
        counts[keeping] = len(pages)
    best = min(
        counts, key=lambda keeping: counts[keeping]
    )  # The first of several is the one that keeps most.
    _keep(sections, best)
    _mend(story, sections, counts[best], width, height)
    return _pages(story, width, height)


def _mend(
    story: Sequence[Flowable], sections: Sequence[Kept], count: int, width: float, height: float
) -> None:
    """Put together again every section that costs no page more."""
    for section in sections:
        looser, section.keeping = section.keeping, Keeping.WHOLE
        if len(_pages(story, width, height)) > count:
            section.keeping = looser


def _keep(sections: Sequence[Kept], keeping: Keeping) -> None:
    for section in sections:
        section.keeping = keeping


def _fewest_pages(story: Sequence[Flowable], sections: Sequence[Kept], width: float, height: float) -> int:
    """How many pages the story would fill without a gap."""
    _keep(sections, Keeping.NOTHING)
    placed, _ = fill(story, width, _UNLIMITED)
    return ceil((placed[-1].top + placed[-1].height) / height)


def _pages(story: Sequence[Flowable], width: float, height: float) -> list[list[Placed]]:
    """What cannot be kept together on a whole page is allowed to split."""
    pages = []
    left = list(story)
    while left:
        placed, rest = fill(left, width, height)
        first = left[0]
        if not placed and isinstance(first, Part):
            first.relax()
            placed, rest = fill(left, width, height)
        if not placed:
            raise RenderError(
                "A part of the document is too large for a page.", "Shorten it, or use smaller print."
            )
        pages.append(placed)
        left = rest
    return pages
