"""What a document says, in order, without a word on how it is drawn.

A builder turns a care plan into these blocks; the renderer alone knows fonts, points and pages. Text is plain text,
never markup: a run of spaces counts as one, a line feed breaks the line. The blocks carry the structure (levels, lists,
header rows, severity) that a tagged PDF will need.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from desktop_app.documents.text_runs import Severity, Text, TextSize
from desktop_app.domain.trend import Trend

Marker: TypeAlias = Literal["bullet", "check", "box", "numbered"]


def _require(parts: tuple[object, ...], what: str) -> None:
    if not parts:
        raise ValueError(f"{what} cannot be empty")


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is the title of the document, 2 a section, 3 a part of a section. It never stands last on a page."""

    level: Literal[1, 2, 3]
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``muted`` is for sources, versions and other small print."""

    text: Text
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Pictogram:
    """A line drawing from ``pictograms.PICTOGRAMS`` and its caption."""

    name: str
    caption: str


@dataclass(frozen=True, slots=True)
class Pictured:
    """An item of a list with drawings beside it. The words are printed; the captions are read aloud."""

    text: Text
    pictograms: tuple[Pictogram, ...]


@dataclass(frozen=True, slots=True)
class BulletList:
    """``check`` ticks what is done or agreed, ``box`` is an empty box to tick by hand, ``numbered`` counts from 1."""

    items: tuple[Text | Pictured, ...]
    marker: Marker = "bullet"

    def __post_init__(self) -> None:
        _require(self.items, "a list")


@dataclass(frozen=True, slots=True)
class SmallPrint:
    """Short texts in columns of small print, each column read down before the next: what is looked up, not read."""

    items: tuple[Text, ...]
    columns: Literal[2, 3] = 2

    def __post_init__(self) -> None:
        _require(self.items, "small print")


@dataclass(frozen=True, slots=True)
class Mark:
    """A table cell that leads with the shape of a severity, for example before "Do not use"."""

    severity: Severity
    text: Text


Cell: TypeAlias = Text | Mark


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` is relative to the other columns. Numbers align ``right``."""

    header: str
    width: float = 1.0
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header row that is repeated on every page; every row has one cell for each column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        if not self.columns or any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row of a table has one cell for each column")


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled value."""

    label: str
    value: Text


@dataclass(frozen=True, slots=True)
class FactList:
    """Labelled values, read row by row, in ``columns`` pairs side by side (large print always uses one)."""

    facts: tuple[Fact, ...]
    columns: Literal[1, 2] = 2

    def __post_init__(self) -> None:
        _require(self.facts, "a list of facts")


@dataclass(frozen=True, slots=True)
class Dose:
    """One row of the timetable: what is taken at each of the four times, in words; ``None`` prints as a dash.

    The words are the dose itself (``400 mg``): a bare number could be read as a number of pills. ``detail`` says more
    about the medicine or its dose.
    """

    medicine: str
    detail: Text
    morning: str | None = None
    noon: str | None = None
    evening: str | None = None
    bedtime: str | None = None

    @property
    def amounts(self) -> tuple[str | None, ...]:
        """The four amounts in the order of the day."""
        return (self.morning, self.noon, self.evening, self.bedtime)


@dataclass(frozen=True, slots=True)
class AsNeeded:
    """A medicine without fixed times; ``text`` says when, how far apart, and the most in a day."""

    medicine: str
    text: Text


@dataclass(frozen=True, slots=True)
class Timetable:
    """The day's doses under four captions with a drawing each (morning, noon, evening, bedtime)."""

    time_headers: tuple[str, str, str, str]
    doses: tuple[Dose, ...]
    as_needed: tuple[AsNeeded, ...] = ()

    def __post_init__(self) -> None:
        _require(self.doses + self.as_needed, "a timetable")


@dataclass(frozen=True, slots=True)
class Masthead:
    """The title of the document, a heading of level 1, with pictograms beside it, each with its caption."""

    title: str
    items: tuple[Pictogram, ...]

    def __post_init__(self) -> None:
        _require(self.items, "a masthead")


@dataclass(frozen=True, slots=True)
class TrendChart:
    """One score over the visits; ``marker`` chooses the shape of its points. Its words stand in for the drawing."""

    trend: Trend
    marker: int


@dataclass(frozen=True, slots=True)
class TrendRow:
    """Drawings of scores side by side; up to four stand in one row."""

    charts: tuple[TrendChart, ...]

    def __post_init__(self) -> None:
        _require(self.charts, "a row of trends")


@dataclass(frozen=True, slots=True)
class Notice:
    """A framed box. The renderer adds the shape and the signal word of ``severity`` before ``title``."""

    severity: Severity
    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class KeepTogether:
    """Blocks that stay on one page if one page can hold them."""

    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        _require(self.blocks, "a group of blocks")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of level 2 with what it heads, on one page unless that would cost a page more.

    Clear print sets the heading beside its blocks, which saves its lines and keeps the text narrow. ``pictogram``
    only repeats what the heading says. ``framed`` sets it apart from the sections around it.
    """

    heading: str
    blocks: tuple[Block, ...]
    pictogram: str = ""
    framed: bool = False

    def __post_init__(self) -> None:
        _require(self.blocks, "a section")


@dataclass(frozen=True, slots=True)
class Columns:
    """Sections in two columns: short lines that are easy to follow, and less paper. The left one is read first."""

    sections: tuple[Section, ...]

    def __post_init__(self) -> None:
        _require(self.sections, "columns")


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page. It stands between the blocks of a document, never inside one."""


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """The visible signature, drawn as page content at the end; the signature field is laid over it.

    ``lines`` say name, credential, time and plan id, the first line printed strong. What stands in ``above`` is on the
    same page.
    """

    label: str
    lines: tuple[str, ...]
    above: tuple[Block, ...] = ()

    def __post_init__(self) -> None:
        _require(self.lines, "a signature")


Block: TypeAlias = (
    Heading
    | Paragraph
    | BulletList
    | SmallPrint
    | Table
    | FactList
    | Timetable
    | Masthead
    | TrendRow
    | Notice
    | KeepTogether
    | Section
    | Columns
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the document; ``description`` says what it is."""

    name: str
    description: str
    mime_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Document:
    """One printable document. ``title``, ``subject``, ``author`` are file metadata; the printed title is a ``Heading``.

    ``running_header`` (who the patient is) and ``running_footer`` (plan id, content version) stand on every page;
    "page x of y" is added in the document's language. ``created_at`` needs a time zone: it dates the file.
    """

    title: str
    subject: str
    author: str
    language: Literal["en-US", "es-419"]
    paper: Literal["a4", "letter"]
    text_size: TextSize
    running_header: str
    running_footer: str
    created_at: datetime
    blocks: tuple[Block, ...]
    signature: SignatureBlock
    attachment: Attachment | None = None

    def __post_init__(self) -> None:
        if self.created_at.tzinfo is None:
            raise ValueError("created_at needs a time zone")
