"""What a screen reader hears of a document: its elements in reading order (ISO 32000-1, 14.7 and 14.8; PDF/UA-1)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

Role: TypeAlias = Literal[
    "Document", "Sect", "H1", "H2", "H3", "H4", "P", "L", "LI", "Lbl", "LBody",
    "Table", "TR", "TH", "TD", "Figure", "Form",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Content:
    """A marked stretch of a page: the page counted from 0, and the number of the mark on it."""

    page: int
    mark: int


@dataclass(eq=False, slots=True)
class Element:
    """One element of the structure with what it holds, in reading order.

    ``alternative`` is read in place of a drawing, which stands in ``box`` on its page (left, bottom, right, top in
    points), and ``spoken`` in place of characters that a screen reader passes over. ``scope`` and ``columns`` are for
    cells: what a header cell heads, and how many columns it spans. ``numbering`` is the kind of labels of a list.
    Content that ``repeats`` (a table header on the next page) is heard once.
    """

    role: Role
    alternative: str = ""
    spoken: str = ""
    box: tuple[float, float, float, float] | None = None
    scope: Literal["Column", "Row"] | None = None
    columns: int = 1
    numbering: Literal["Disc", "Square", "Decimal"] | None = None
    repeats: bool = False
    kids: list[Element | Content] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing in it was drawn."""
        return all(isinstance(kid, Element) and kid.is_empty for kid in self.kids)

    @property
    def level(self) -> int:
        """The level of a heading; 0 for everything else."""
        return int(self.role[1]) if self.role in _HEADINGS.values() else 0


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading as the viewer lists it: its level, and where it stands (``top`` in points from the bottom)."""

    level: int
    title: str
    page: int
    top: float


class StructureBuilder:
    """Grows the tree while the layout goes through the blocks, which is the order of reading."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self._open = [self.root]
        self._repeats = False
        self._heading = 0

    def add(self, role: Role, alternative: str = "") -> Element:
        """A new element within the one that is open."""
        element = Element(role, alternative, repeats=self._repeats)
        self._open[-1].kids.append(element)
        return element

    @contextmanager
    def inside(
        self,
        role: Role,
        *,
        scope: Literal["Column", "Row"] | None = None,
        columns: int = 1,
        repeats: bool = False,
    ) -> Iterator[Element]:
        """Open a new element: what is added meanwhile belongs to it."""
        element = self.add(role)
        element.scope, element.columns = scope, columns
        self._open.append(element)
        before, self._repeats = self._repeats, self._repeats or repeats
        yield element
        self._repeats = before
        self._open.pop()

    @contextmanager
    def section(self) -> Iterator[None]:
        """Open a section: its heading heads nothing that follows it."""
        before = self._heading
        with self.inside("Sect"):
            yield
        self._heading = before

    def heading(self, level: Literal[1, 2, 3] | None = None) -> Element:
        """A heading of the document, without ``level`` one level below the last one.

        Levels never skip one: a screen reader's user would look for what is missing.
        """
        self._heading = min(level or _DEEPEST, self._heading + 1)
        return self.add(_HEADINGS[self._heading])

    def running(self) -> Element:
        """A text that stands on every page and is heard once, here."""
        element = self.add("P")
        element.repeats = True
        return element


_HEADINGS: Final[dict[int, Role]] = {1: "H1", 2: "H2", 3: "H3", 4: "H4"}
_DEEPEST: Final = max(_HEADINGS)
