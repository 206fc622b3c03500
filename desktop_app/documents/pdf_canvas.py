"""A canvas that says of everything it draws which element it belongs to, or that it is decoration (an artifact)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from reportlab.pdfgen.canvas import Canvas

from desktop_app.documents.structure import Bookmark, Content, Element


class TaggedCanvas(Canvas):
    """Marks content (ISO 32000-1, 14.6): PDF/UA allows nothing on a page that is neither content nor artifact."""

    _marked = (0, 0)
    """The page that was marked last, and how many marks it has."""

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """What is drawn meanwhile is content of ``element``; drawn a second time it is decoration, if it repeats."""
        if element.repeats and element.kids:
            with self.artifact():
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
    def artifact(self) -> Iterator[None]:
        """What is drawn meanwhile is not read aloud."""
        self.addLiteral("/Artifact BMC")
        yield
        self.addLiteral("EMC")

    def bookmark(self, level: int, title: str, height: float) -> Bookmark:
        """The bookmark of a heading that is drawn here and ``height`` points tall."""
        _, bottom = self.absolutePosition(0, 0)
        return Bookmark(level, title, self.getPageNumber() - 1, bottom + height)
