"""Blocks to reportlab flowables: one small method for each kind of block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import singledispatchmethod
from types import MappingProxyType
from typing import Literal

from reportlab.platypus import Flowable

from desktop_app.documents import blocks
from desktop_app.documents.blocks import Block, Cell, Mark, Marker, Pictured
from desktop_app.documents.pdf_columns import TwoColumns
from desktop_app.documents.pdf_flowables import (
    Bullet,
    Captioned,
    Drawing,
    Illustrated,
    Leader,
    Marked,
    NewPage,
    PicturedHeading,
    Sign,
)
from desktop_app.documents.pdf_pages import Kept
from desktop_app.documents.pdf_small_print import SmallPrintColumns
from desktop_app.documents.pdf_stacks import SideHeaded, SideHeading, SignatureStack, Stack
from desktop_app.documents.pdf_tables import (
    SIGN_IN_CELL,
    Cells,
    Command,
    column_shares,
    grid,
)
from desktop_app.documents.pdf_text import TaggedParagraph, Typesetter
from desktop_app.documents.pdf_theme import INK, RULE, SEVERITY_FRAMES, Frame, Theme, Words
from desktop_app.documents.pdf_timetable import TimetableLayout
from desktop_app.documents.pdf_trend import TrendFigure
from desktop_app.documents.structure import StructureBuilder
from desktop_app.documents.text_runs import Run, Severity, Text

_DRAWINGS_IN_ROW = 4
_SHORT = 5
"""Lists and tables up to this many lines are not split over pages."""
_NUMBERING: Mapping[Marker, Literal["Disc", "Square", "Decimal"]] = MappingProxyType(
    {"bullet": "Disc", "check": "Square", "box": "Square", "numbered": "Decimal"}
)
_BOX = "[ ]"
"""A box to tick within a line of text."""
_SHORT_LABEL = 40
"""Characters of a label that shares its line with the name of who signed; a longer one is a statement."""


class Layout:
    """Sets the blocks of one document on pages that hold a column of ``width`` and ``height`` points.

    ``structure`` grows with every block that is set, ``sections`` with every section.
    """

    def __init__(
        self, typesetter: Typesetter, theme: Theme, words: Words, width: float, height: float
    ) -> None:
        self._typesetter = typesetter
        self._theme = theme
        self._words = words
        self._width = width
        self._page_height = height
        self._short = theme.leading * _SHORT
        self.structure = StructureBuilder()
        self.sections: list[Kept] = []

    def document(
        self, body: Sequence[Block], signature: blocks.SignatureBlock
    ) -> tuple[list[Flowable], SignatureStack]:
        """Everything in order, and the visible signature that stands last."""
        story = self.flow(body)
        above = self.flow(signature.above)
        box = self._signature(signature)
        return [*story, Stack([*above, box], lead=len(above), whole_up_to=self._page_height)], box

    def flow(self, body: Sequence[Block]) -> list[Flowable]:
        """The blocks in order, each heading bound to what follows it."""
        story: list[Flowable] = []
        headings: list[Flowable] = []
        for block in body:
            flowable = self.flowable(block)
            if isinstance(block, blocks.Heading):
                headings.append(flowable)
                continue
            story.append(Stack([*headings, flowable], lead=len(headings)) if headings else flowable)
            headings = []
        return [*story, *headings]

    def _signature(self, block: blocks.SignatureBlock) -> SignatureStack:
        """The visible signature: a box on one page, reported after drawing. Its field is read after its words."""
        name, *more = block.lines
        parted = " " if len(block.label) <= _SHORT_LABEL else "\n"
        text = (Run(f"{block.label}{parted}"), Run(name, strong=True), *(Run(f"\n{line}") for line in more))
        with self.structure.inside("Sect"):
            words = Marked(self._paragraph(text, "cell"), Sign("pen", self._theme.body * 1.4))
            field = self.structure.add("Form")
        return SignatureStack([words], Frame(INK, 0.75), self._theme.padding, field)

    @singledispatchmethod
    def flowable(self, block: Block) -> Flowable:
        """One block as a flowable."""
        raise TypeError(type(block).__name__)

    @flowable.register
    def _heading(self, block: blocks.Heading) -> Flowable:
        return self._heading_text(block.level, block.text)

    def _heading_text(self, level: Literal[1, 2, 3], title: str, pictogram: str = "") -> Flowable:
        style = self._theme.styles[f"heading{level}"]
        text = self._typesetter.paragraph(title, style, self.structure.heading(level))
        return PicturedHeading(text, title, pictogram) if pictogram else text

    @flowable.register
    def _text(self, block: blocks.Paragraph) -> Flowable:
        paragraph = self._paragraph(block.text, "muted" if block.muted else "body")
        if _BOX in paragraph.words and paragraph.element is not None:
            said = self._words.alternatives["box"]
            paragraph.element.spoken = paragraph.words.replace(_BOX, f"({said})")
        return paragraph

    @flowable.register
    def _list(self, block: blocks.BulletList) -> Flowable:
        with self.structure.inside("L") as element:
            element.numbering = _NUMBERING[block.marker]
            items = [self._item(item, self._leader(block.marker, n)) for n, item in enumerate(block.items, 1)]
        measure = self._theme.measure + self._theme.drawing
        return Stack(items, whole_up_to=self._short, space_after=self._theme.space, measure=measure)

    @flowable.register
    def _small_print(self, block: blocks.SmallPrint) -> Flowable:
        style = self._theme.styles["fine"]
        items: list[Flowable] = []
        with self.structure.inside("L"):
            for text in block.items:
                with self.structure.inside("LI"):
                    items.append(self._typesetter.paragraph(text, style, self.structure.add("LBody")))
        return SmallPrintColumns(items, block.columns, self._theme.padding * 2, self._theme.space)

    def _leader(self, marker: Marker, number: int) -> Leader:
        body = self._theme.body
        if marker in {"check", "box"}:
            return Sign(marker, body * 0.95)
        if marker == "numbered":
            return Bullet(f"{number}.", 0, body * 1.45)
        return Bullet("•", body * 0.1, body * 0.8)

    def _item(self, item: Text | Pictured, leader: Leader) -> Flowable:
        text, pictograms = (item.text, item.pictograms) if isinstance(item, Pictured) else (item, ())
        structure = self.structure
        with structure.inside("LI"):
            label = structure.add("Lbl")
            if isinstance(leader, Sign):
                label.alternative = self._words.alternatives[leader.pictogram]
            with structure.inside("LBody") as body:
                element = structure.add("P") if pictograms else body
                drawings = [Drawing(each.name, structure.add("Figure", each.caption)) for each in pictograms]
        style = self._theme.styles["item" if isinstance(leader, Bullet) else "marked"]
        marked = Marked(self._typesetter.paragraph(text, style, element), leader, label)
        return Illustrated(marked, drawings, self._theme.drawing) if drawings else marked

    @flowable.register
    def _table(self, block: blocks.Table) -> Flowable:
        numbers = ["number" if column.align == "right" else "cell" for column in block.columns]
        with self.structure.inside("Table"):
            header = self._header_row(
                [
                    (column.header, f"header_{style}")
                    for column, style in zip(block.columns, numbers, strict=True)
                ]
            )
            named = len(block.rows) > 1 and len(block.columns) > 2
            rows = [self._row(row, numbers, named=named) for row in block.rows]
        lines: list[Command] = [
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, RULE),
        ]
        shares = column_shares(block, self._theme, self._width)
        table = grid(self._theme, [header, *rows], shares, lines, header_rows=1)
        return Stack([table], whole_up_to=self._short)

    def _header_row(self, captions: Sequence[tuple[str, str]]) -> Cells:
        """Captions with their styles; on the next page they are drawn again, but not heard again."""
        cells: Cells = []
        with self.structure.inside("TR", repeats=True):
            for caption, style in captions:
                with self.structure.inside("TH", scope="Column"):
                    cells.append([self._paragraph(caption, style)])
        return cells

    def _row(self, row: Sequence[Cell], styles: Sequence[str], *, named: bool) -> Cells:
        """The cells of a row; where there are several of several cells each, the first one is its name."""
        cells: Cells = []
        with self.structure.inside("TR"):
            for number, (cell, style) in enumerate(zip(row, styles, strict=True)):
                names = named and number == 0
                with self.structure.inside("TH" if names else "TD", scope="Row" if names else None):
                    cells.append([self._cell(cell, style)])
        return cells

    @flowable.register
    def _facts(self, block: blocks.FactList) -> Flowable:
        columns = block.columns if self._theme.two_fact_columns else 1
        cells: Cells = []
        with self.structure.inside("L"):
            for fact in block.facts:
                with self.structure.inside("LI"):
                    for text, style, element in (
                        (fact.label, "label", self.structure.add("Lbl")),
                        (fact.value, "cell", self.structure.add("LBody")),
                    ):
                        cells.append([self._typesetter.paragraph(text, self._theme.styles[style], element)])
        rows = _in_rows(cells, 2 * columns)
        shares = [1.0, 2.2] if columns == 2 or not self._theme.two_fact_columns else [1.0, 4.2]
        return grid(self._theme, rows, shares * columns, [])

    @flowable.register
    def _timetable(self, block: blocks.Timetable) -> Flowable:
        timetables = TimetableLayout(self._typesetter, self._theme, self._words, self.structure)
        return Stack([timetables.table(block)], whole_up_to=self._page_height)

    @flowable.register
    def _masthead(self, block: blocks.Masthead) -> Flowable:
        title = self._heading_text(1, block.title)
        row: Cells = [[title], *([self._pictogram(item)] for item in block.items)]
        shares = [2.0, *([1.0] * len(block.items))]
        look: list[Command] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("TOPPADDING", (0, 0), (-1, -1), 0)]
        return grid(self._theme, [row], shares, look)

    def _pictogram(self, item: blocks.Pictogram) -> Flowable:
        return Captioned(item.name, self._theme.leading * 1.9, self._paragraph(item.caption, "cell"))

    @flowable.register
    def _trends(self, block: blocks.TrendRow) -> Flowable:
        cells: Cells = [
            [TrendFigure(chart, self.structure.add("Figure", chart.trend.words))] for chart in block.charts
        ]
        columns = min(_DRAWINGS_IN_ROW, len(cells))
        return grid(self._theme, _in_rows(cells, columns), [1.0] * columns, [])

    @flowable.register
    def _notice(self, block: blocks.Notice) -> Flowable:
        theme, frame = self._theme, SEVERITY_FRAMES[block.severity]
        with self.structure.section():
            title = self._notice_title(block, frame)
            inner = self.flow(block.blocks)
        title.spaceAfter = theme.gap * 0.6 if inner else 0.0
        return Stack(
            [title, *inner],
            lead=1 if inner else 0,
            whole_up_to=self._page_height,
            frame=frame,
            padding=theme.padding + (3 if frame.double else 0),
            space_after=max(theme.space, theme.padding),
        )

    def _notice_title(self, block: blocks.Notice, frame: Frame) -> Flowable:
        """The signal word and the title, led by the shape of the severity, which the word repeats."""
        word = "" if block.severity is Severity.PLAIN else self._words.signals[block.severity]
        title = ": ".join(filter(None, (word, block.title)))
        element = self.structure.heading()
        text = self._typesetter.paragraph(title, self._theme.styles["notice"], element)
        if not word:
            return text
        return Marked(text, Sign(block.severity.value, self._theme.leading * 1.05, frame.ink))

    @flowable.register
    def _together(self, block: blocks.KeepTogether) -> Flowable:
        return Stack(self.flow(block.blocks), whole_up_to=self._page_height)

    @flowable.register
    def _section(self, block: blocks.Section) -> Flowable:
        theme = self._theme
        if not theme.side_heading:
            section = self._under_heading(block)
            self.sections.append(section)
            return section
        with self.structure.section():
            heading = self._heading_text(2, block.heading, block.pictogram)
            body = self._kept_section([], block)
        self.sections.append(body)
        style = theme.styles["heading2"]
        again = self._typesetter.paragraph(block.heading, style)
        beside = SideHeading(heading, again, theme.side_heading, style.fontSize - theme.body)
        return SideHeaded(beside, body)

    def _under_heading(self, block: blocks.Section) -> Stack:
        with self.structure.section():
            heading = self._heading_text(2, block.heading, block.pictogram)
            return self._kept_section([heading], block)

    def _kept_section(self, heading: Sequence[Flowable], block: blocks.Section) -> Stack:
        """``heading`` and what it heads; a line of text at its top stays with what follows."""
        parts = self.flow(block.blocks)
        lead = int(len(parts) > 1 and isinstance(block.blocks[0], blocks.Paragraph))
        return Stack(
            [*heading, *parts],
            lead=len(heading) + lead,
            whole_up_to=self._page_height,
            frame=SEVERITY_FRAMES[Severity.INFORMATION] if block.framed else None,
            padding=self._theme.padding if block.framed else 0.0,
            measure=self._theme.measure,
        )

    @flowable.register
    def _columns(self, block: blocks.Columns) -> Flowable:
        columns = TwoColumns([self._under_heading(section) for section in block.sections])
        self.sections.append(columns)
        return columns

    @flowable.register
    def _page_break(self, _: blocks.PageBreak) -> Flowable:
        return NewPage(self._page_height)

    def _cell(self, cell: Cell, style: str) -> Flowable:
        if not isinstance(cell, Mark):
            return self._paragraph(cell, style)
        sign = Sign(cell.severity.value, self._theme.body * SIGN_IN_CELL, SEVERITY_FRAMES[cell.severity].ink)
        return Marked(self._paragraph(cell.text, style), sign)

    def _paragraph(self, text: Text, style: str) -> TaggedParagraph:
        return self._typesetter.paragraph(text, self._theme.styles[style], self.structure.add("P"))


def _in_rows(cells: Cells, columns: int) -> list[Cells]:
    """Cells in rows of ``columns``, the last one filled up with empty cells."""
    full = cells + [[]] * (-len(cells) % columns)
    return [full[start : start + columns] for start in range(0, len(full), columns)]
