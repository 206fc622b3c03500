"""A canvas that says of everything it draws which element it belongs to, or that it is decoration (an artifact)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from desktop_app.documents.structure import Bookmark, Content, Element

DECORATION: Final = "/Artifact <</Type /Layout>> BDC"
_AGAIN: Final = "/Artifact <</Type /Pagination>> BDC"
"""What stands on a page only because the document has pages: running texts, page numbers, what goes on overleaf."""


class TaggedCanvas(Canvas):
    """Marks content (ISO 32000-1, 14.6): PDF/UA allows nothing on a page that is neither content nor artifact.

    ``bookmarks`` grows with every heading that is drawn.
    """

    _marked = (0, 0)
    """The page that was marked last, and how many marks it has."""

    bookmarks: Sequence[Bookmark] = ()

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """What is drawn meanwhile is content of ``element``; drawn a second time it is decoration, if it repeats."""
        if element.repeats and element.kids:
            with self.again():
                yield
            return
        page = self.getPageNumber() - 1
        mark = self._marked[1] if self._marked[0] == page else 0
        self._marked = page, mark + 1
        element.kids.append(Content(page, mark))
        self.addLiteral(f"/{element.role} <</MCID {mark}>> BDC")
        yield
        self.addLiteral("EMC")

    @contextmanager
    def figure(
        self, element: Element, left: float, bottom: float, width: float, height: float
    ) -> Iterator[None]:
        """What is drawn meanwhile is the drawing that ``element`` is, and where it stands."""
        corners = self.absolutePosition(left, bottom), self.absolutePosition(left + width, bottom + height)
        element.box = (*corners[0], *corners[1])
        with self.content(element):
            yield

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn meanwhile is decoration: it is not read aloud."""
        self.addLiteral(DECORATION)
        yield
        self.addLiteral("EMC")

    @contextmanager
    def again(self) -> Iterator[None]:
        """What is drawn meanwhile belongs to the page, not to the text: it is not read aloud."""
        self.addLiteral(_AGAIN)
        yield
        self.addLiteral("EMC")

    def bookmark(self, level: int, title: str, height: float) -> None:
        """A heading is drawn here and is ``height`` points tall."""
        _, bottom = self.absolutePosition(0, 0)
        self.bookmarks = (*self.bookmarks, Bookmark(level, title, self.getPageNumber() - 1, bottom + height))
