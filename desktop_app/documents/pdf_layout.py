"""Blocks to reportlab flowables: one small method for each kind of block."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatchmethod

from reportlab.platypus import Flowable

from desktop_app.documents import blocks
from desktop_app.documents.blocks import Block, Cell, Mark, Marker, Run, Severity, Text
from desktop_app.documents.pdf_flowables import (
    Bullet,
    CenteredPictogram,
    HeadingText,
    Leader,
    Marked,
    NewPage,
    Sign,
    SignatureStack,
    Stack,
)
from desktop_app.documents.pdf_tables import (
    SIGN_IN_CELL,
    Cells,
    Command,
    column_shares,
    grid,
)
from desktop_app.documents.pdf_text import TaggedParagraph, Typesetter
from desktop_app.documents.pdf_theme import INK, RULE, SEVERITY_FRAMES, Frame, Theme, Words
from desktop_app.documents.structure import Bookmark, StructureBuilder

_PICTOGRAMS_IN_ROW = 4
_NOTHING = "–"
_SHORT = 5
"""Lists and tables up to this many lines are not split over pages."""


class Layout:
    """Sets the blocks of one document on pages that hold a column of ``width`` and ``height`` points.

    ``structure`` grows with every block that is set; ``bookmarks`` are known once the pages are drawn.
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
        self.bookmarks: list[Bookmark] = []

    def document(
        self, body: Sequence[Block], signature: blocks.SignatureBlock
    ) -> tuple[list[Flowable], SignatureStack]:
        """Everything in order, and the visible signature that stands last."""
        story, headings = self._flow(body)
        last = self._signature(signature)
        return [*story, Stack([*headings, last], lead=len(headings)) if headings else last], last

    def flow(self, body: Sequence[Block]) -> list[Flowable]:
        """The blocks in order, each heading bound to what follows it."""
        story, headings = self._flow(body)
        return [*story, *headings]

    def _flow(self, body: Sequence[Block]) -> tuple[list[Flowable], list[Flowable]]:
        """The blocks, and the headings that nothing follows."""
        story: list[Flowable] = []
        headings: list[Flowable] = []
        for block in body:
            flowable = self.flowable(block)
            if isinstance(block, blocks.Heading):
                headings.append(flowable)
                continue
            story.append(Stack([*headings, flowable], lead=len(headings)) if headings else flowable)
            headings = []
        return story, headings

    def _signature(self, block: blocks.SignatureBlock) -> SignatureStack:
        """The visible signature: a box on one page, reported after drawing. Its field is read after its words."""
        lines = "\n".join(block.lines[1:])
        with self.structure.inside("Sect"):
            label = Marked(self._paragraph(block.label, "label"), Sign("pen", self._theme.body * 1.4))
            label.spaceAfter = self._theme.gap * 0.6
            name = self._paragraph((Run(block.lines[0], strong=True),), "cell")
            more = [self._paragraph(lines, "cell")] if lines else []
            field = self.structure.add("Form")
        return SignatureStack([label, name, *more], Frame(INK, 0.75), self._theme.gap * 1.4, field)

    @singledispatchmethod
    def flowable(self, block: Block) -> Flowable:
        """One block as a flowable."""
        raise TypeError(type(block).__name__)

    @flowable.register
    def _heading(self, block: blocks.Heading) -> Flowable:
        element = self.structure.heading(block.level)
        text = self._typesetter.paragraph(block.text, self._theme.styles[f"heading{block.level}"], element)
        return HeadingText(text, block.level, block.text, self.bookmarks)

    @flowable.register
    def _text(self, block: blocks.Paragraph) -> Flowable:
        return self._paragraph(block.text, "muted" if block.muted else "body")

    @flowable.register
    def _list(self, block: blocks.BulletList) -> Flowable:
        with self.structure.inside("L"):
            items = [self._item(item, self._leader(block.marker, n)) for n, item in enumerate(block.items, 1)]
        return Stack(items, whole_up_to=self._short, space_after=self._theme.leading / 2)

    def _leader(self, marker: Marker, number: int) -> Leader:
        body = self._theme.body
        if marker in {"check", "box"}:
            return Sign(marker, body * 0.95)
        if marker == "numbered":
            return Bullet(f"{number}.", 0, body * 1.45)
        return Bullet("•", body * 0.35, body * 1.45)

    def _item(self, text: Text, leader: Leader) -> Flowable:
        with self.structure.inside("LI"):
            label = self.structure.add("Lbl")
            if isinstance(leader, Sign):
                label.alternative = self._words.alternatives[leader.pictogram]
            element = self.structure.add("LBody")
        style = self._theme.styles["item" if isinstance(leader, Bullet) else "marked"]
        return Marked(self._typesetter.paragraph(text, style, element), leader, label)

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
            rows = [self._row(row, numbers) for row in block.rows]
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

    def _row(self, row: Sequence[Cell], styles: Sequence[str]) -> Cells:
        cells: Cells = []
        with self.structure.inside("TR"):
            for cell, style in zip(row, styles, strict=True):
                with self.structure.inside("TD"):
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
        with self.structure.inside("Table"):
            if self._theme.doses_under_medicine:
                table = self._timetable_of_pairs(block)
            else:
                table = self._timetable_of_rows(block)
        return Stack([table], whole_up_to=self._page_height)

    def _times(self, captions: Sequence[str]) -> Cells:
        """The header cells of the four times; their drawings only repeat the words."""
        cells: Cells = []
        for icon, caption in zip(("morning", "noon", "evening", "bedtime"), captions, strict=True):
            with self.structure.inside("TH", scope="Column"):
                cells.append(
                    [CenteredPictogram(icon, self._theme.body * 2), self._paragraph(caption, "time")]
                )
        return cells

    def _timetable_of_rows(self, block: blocks.Timetable) -> Flowable:
        """One row for each medicine."""
        with self.structure.inside("TR", repeats=True):
            with self.structure.inside("TH", scope="Column"):
                medicine: list[Flowable] = [self._paragraph(block.medicine_header, "header_cell")]
            rows: list[Cells] = [[medicine, *self._times(block.time_headers)]]
        for dose in block.doses:
            with self.structure.inside("TR"):
                rows.append([self._medicine(dose.medicine, dose.detail), *self._doses(dose)])
        first = len(rows)
        for each in block.as_needed:
            with self.structure.inside("TR"):
                name = self._medicine(each.medicine, "")
                with self.structure.inside("TD", columns=4):
                    rows.append([name, [self._paragraph(each.text, "cell")], [], [], []])
        spans: list[Command] = [("SPAN", (1, row), (-1, row)) for row in range(first, len(rows))]
        lines: list[Command] = [
            ("GRID", (0, 0), (-1, -1), 0.75, INK),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            *spans,
        ]
        return grid(self._theme, rows, [2.3, 1, 1, 1, 1], lines, header_rows=1, inset=self._theme.gap * 0.75)

    def _timetable_of_pairs(self, block: blocks.Timetable) -> Flowable:
        """Large print: the medicine across the table, its four doses in the row below."""
        with self.structure.inside("TR", repeats=True):
            rows: list[Cells] = [self._times(block.time_headers)]
        commands: list[Command] = []
        for dose in block.doses:
            commands += [
                ("SPAN", (0, len(rows)), (-1, len(rows))),
                ("NOSPLIT", (0, len(rows)), (-1, len(rows) + 1)),
            ]
            with self.structure.inside("TR"):
                rows.append([self._medicine(dose.medicine, dose.detail, columns=4), [], [], []])
            with self.structure.inside("TR"):
                rows.append(self._doses(dose))
        for each in block.as_needed:
            commands.append(("SPAN", (0, len(rows)), (-1, len(rows))))
            with self.structure.inside("TR"):
                rows.append([self._medicine(each.medicine, each.text, columns=4), [], [], []])
        lines: list[Command] = [("GRID", (0, 0), (-1, -1), 0.75, INK), *commands]
        return grid(self._theme, rows, [1, 1, 1, 1], lines, header_rows=1, inset=self._theme.gap * 0.75)

    def _medicine(self, name: str, detail: Text, columns: int = 1) -> list[Flowable]:
        with self.structure.inside("TH", scope="Row", columns=columns):
            parts: list[Flowable] = [self._paragraph((Run(name, strong=True),), "cell")]
            return [*parts, self._paragraph(detail, "cell")] if detail else parts

    def _doses(self, dose: blocks.Dose) -> Cells:
        cells: Cells = []
        for amount in dose.amounts:
            with self.structure.inside("TD"):
                cells.append([self._paragraph(amount or _NOTHING, "dose")])
        return cells

    @flowable.register
    def _pictograms(self, block: blocks.PictogramRow) -> Flowable:
        size = self._theme.body * 4.2
        cells: Cells = [
            [
                CenteredPictogram(item.name, size, self.structure.add("Figure", item.caption)),
                self._paragraph(item.caption, "caption"),
            ]
            for item in block.items
        ]
        columns = min(_PICTOGRAMS_IN_ROW, len(cells))
        return grid(self._theme, _in_rows(cells, columns), [1.0] * columns, [], inset=self._theme.gap / 2)

    @flowable.register
    def _notice(self, block: blocks.Notice) -> Flowable:
        theme, frame = self._theme, SEVERITY_FRAMES[block.severity]
        with self.structure.inside("Sect"):
            title = self._notice_title(block, frame)
            inner = self.flow(block.blocks)
        title.spaceAfter = theme.gap * 0.8 if inner else 0.0
        return Stack(
            [title, *inner],
            lead=1 if inner else 0,
            whole_up_to=self._page_height,
            frame=frame,
            padding=theme.gap * 1.4 + (3 if frame.double else 0),
            space_after=theme.leading * 0.6,
        )

    def _notice_title(self, block: blocks.Notice, frame: Frame) -> Flowable:
        """The signal word and the title, led by the shape of the severity, which the word repeats."""
        word = "" if block.severity is Severity.PLAIN else self._words.signals[block.severity]
        title = ": ".join(filter(None, (word, block.title)))
        element = self.structure.notice_heading()
        text = self._typesetter.paragraph(title, self._theme.styles["notice"], element)
        if not word:
            return text
        return Marked(text, Sign(block.severity.value, self._theme.leading * 1.05, frame.ink))

    @flowable.register
    def _together(self, block: blocks.KeepTogether) -> Flowable:
        return Stack(self.flow(block.blocks), whole_up_to=self._page_height)

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
