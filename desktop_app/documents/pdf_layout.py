"""Blocks to reportlab flowables: one small method for each kind of block."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatchmethod

from reportlab.platypus import Flowable, Paragraph

from desktop_app.documents import blocks
from desktop_app.documents.blocks import Block, Cell, Mark, Run, Severity, Text
from desktop_app.documents.pdf_flowables import (
    CenteredPictogram,
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
from desktop_app.documents.pdf_text import Typesetter
from desktop_app.documents.pdf_theme import INK, RULE, SEVERITY_FRAMES, Frame, Theme, Words

_PICTOGRAMS_IN_ROW = 4
_NOTHING = "–"
_SHORT = 5
"""Lists and tables up to this many lines are not split over pages."""


class Layout:
    """Sets the blocks of one document on pages that hold a column of ``width`` and ``height`` points."""

    def __init__(
        self, typesetter: Typesetter, theme: Theme, words: Words, width: float, height: float
    ) -> None:
        self._typesetter = typesetter
        self._theme = theme
        self._words = words
        self._width = width
        self._page_height = height
        self._short = theme.leading * _SHORT

    def flow(self, body: Sequence[Block], last: Flowable | None = None) -> list[Flowable]:
        """The blocks in order, each heading bound to what follows it; ``last`` is added at the end."""
        story: list[Flowable] = []
        headings: list[Flowable] = []
        for block in body:
            flowable = self.flowable(block)
            if isinstance(block, blocks.Heading):
                headings.append(flowable)
                continue
            story.append(self._led(headings, flowable))
            headings = []
        if last is not None:
            story.append(self._led(headings, last))
        else:
            story.extend(headings)
        return story

    def _led(self, headings: list[Flowable], flowable: Flowable) -> Flowable:
        return Stack([*headings, flowable], lead=len(headings)) if headings else flowable

    def signature(self, block: blocks.SignatureBlock) -> SignatureStack:
        """The visible signature: a box on one page, reported after drawing."""
        lines = "\n".join(block.lines[1:])
        label = Marked(self._paragraph(block.label, "label"), Sign("pen", self._theme.body * 1.4))
        label.spaceAfter = self._theme.gap * 0.6
        name = self._paragraph((Run(block.lines[0], strong=True),), "cell")
        more = [self._paragraph(lines, "cell")] if lines else []
        return SignatureStack([label, name, *more], Frame(INK, 0.75), self._theme.gap * 1.4)

    @singledispatchmethod
    def flowable(self, block: Block) -> Flowable:
        """One block as a flowable."""
        raise TypeError(type(block).__name__)

    @flowable.register
    def _heading(self, block: blocks.Heading) -> Flowable:
        return self._paragraph(block.text, f"heading{block.level}")

    @flowable.register
    def _text(self, block: blocks.Paragraph) -> Flowable:
        return self._paragraph(block.text, "muted" if block.muted else "body")

    @flowable.register
    def _list(self, block: blocks.BulletList) -> Flowable:
        if block.marker in {"check", "box"}:
            sign = Sign(block.marker, self._theme.body * 0.95)
            items: list[Flowable] = [Marked(self._paragraph(item, "marked"), sign) for item in block.items]
        elif block.marker == "numbered":
            items = [
                self._paragraph(item, "numbered", f"{number}.") for number, item in enumerate(block.items, 1)
            ]
        else:
            items = [self._paragraph(item, "item", "•") for item in block.items]
        return Stack(items, whole_up_to=self._short, space_after=self._theme.leading / 2)

    @flowable.register
    def _table(self, block: blocks.Table) -> Flowable:
        numbers = ["number" if column.align == "right" else "cell" for column in block.columns]
        header: Cells = [
            [self._paragraph(column.header, f"header_{style}")]
            for column, style in zip(block.columns, numbers, strict=True)
        ]
        rows = [
            [[self._cell(cell, style)] for cell, style in zip(row, numbers, strict=True)]
            for row in block.rows
        ]
        lines: list[Command] = [
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, RULE),
        ]
        shares = column_shares(block, self._theme, self._width)
        table = grid(self._theme, [header, *rows], shares, lines, header_rows=1)
        return Stack([table], whole_up_to=self._short)

    @flowable.register
    def _facts(self, block: blocks.FactList) -> Flowable:
        columns = block.columns if self._theme.two_fact_columns else 1
        cells: Cells = []
        for fact in block.facts:
            cells += [[self._paragraph(fact.label, "label")], [self._paragraph(fact.value, "cell")]]
        rows = _in_rows(cells, 2 * columns)
        shares = [1.0, 2.2] if columns == 2 or not self._theme.two_fact_columns else [1.0, 4.2]
        return grid(self._theme, rows, shares * columns, [])

    @flowable.register
    def _timetable(self, block: blocks.Timetable) -> Flowable:
        icons: Cells = [
            [CenteredPictogram(icon, self._theme.body * 2), self._paragraph(caption, "time")]
            for icon, caption in zip(
                ("morning", "noon", "evening", "bedtime"), block.time_headers, strict=True
            )
        ]
        if self._theme.doses_under_medicine:
            table = self._timetable_of_pairs(block, icons)
        else:
            table = self._timetable_of_rows(block, icons)
        return Stack([table], whole_up_to=self._page_height)

    def _timetable_of_rows(self, block: blocks.Timetable, icons: Cells) -> Flowable:
        """One row for each medicine."""
        medicine: list[Flowable] = [self._paragraph(block.medicine_header, "header_cell")]
        rows: list[Cells] = [[medicine, *icons]]
        rows += [[self._medicine(dose.medicine, dose.detail), *self._doses(dose)] for dose in block.doses]
        first = len(rows)
        rows += [
            [self._medicine(each.medicine, ""), [self._paragraph(each.text, "cell")], [], [], []]
            for each in block.as_needed
        ]
        spans: list[Command] = [("SPAN", (1, row), (-1, row)) for row in range(first, len(rows))]
        lines: list[Command] = [
            ("GRID", (0, 0), (-1, -1), 0.75, INK),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            *spans,
        ]
        return grid(self._theme, rows, [2.3, 1, 1, 1, 1], lines, header_rows=1, inset=self._theme.gap * 0.75)

    def _timetable_of_pairs(self, block: blocks.Timetable, icons: Cells) -> Flowable:
        """Large print: the medicine across the table, its four doses in the row below."""
        rows: list[Cells] = [icons]
        commands: list[Command] = []
        for dose in block.doses:
            commands += [
                ("SPAN", (0, len(rows)), (-1, len(rows))),
                ("NOSPLIT", (0, len(rows)), (-1, len(rows) + 1)),
            ]
            rows += [[self._medicine(dose.medicine, dose.detail), [], [], []], self._doses(dose)]
        for each in block.as_needed:
            commands.append(("SPAN", (0, len(rows)), (-1, len(rows))))
            rows.append([self._medicine(each.medicine, each.text), [], [], []])
        lines: list[Command] = [("GRID", (0, 0), (-1, -1), 0.75, INK), *commands]
        return grid(self._theme, rows, [1, 1, 1, 1], lines, header_rows=1, inset=self._theme.gap * 0.75)

    def _medicine(self, name: str, detail: Text) -> list[Flowable]:
        parts: list[Flowable] = [self._paragraph((Run(name, strong=True),), "cell")]
        return [*parts, self._paragraph(detail, "cell")] if detail else parts

    def _doses(self, dose: blocks.Dose) -> list[list[Flowable]]:
        return [[self._paragraph(amount or _NOTHING, "dose")] for amount in dose.amounts]

    @flowable.register
    def _pictograms(self, block: blocks.PictogramRow) -> Flowable:
        size = self._theme.body * 4.2
        cells: Cells = [
            [CenteredPictogram(item.name, size), self._paragraph(item.caption, "caption")]
            for item in block.items
        ]
        columns = min(_PICTOGRAMS_IN_ROW, len(cells))
        return grid(self._theme, _in_rows(cells, columns), [1.0] * columns, [], inset=self._theme.gap / 2)

    @flowable.register
    def _notice(self, block: blocks.Notice) -> Flowable:
        theme, frame = self._theme, SEVERITY_FRAMES[block.severity]
        title: Flowable
        if block.severity is Severity.PLAIN:
            title = self._paragraph(block.title, "notice")
        else:
            word = self._words.signals[block.severity]
            text = self._paragraph(f"{word}: {block.title}" if block.title else word, "notice")
            title = Marked(text, Sign(block.severity.value, theme.leading * 1.05, frame.ink))
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

    def _paragraph(self, text: Text, style: str, bullet: str | None = None) -> Paragraph:
        return self._typesetter.paragraph(text, self._theme.styles[style], bullet)


def _in_rows(cells: Cells, columns: int) -> list[Cells]:
    """Cells in rows of ``columns``, the last one filled up with empty cells."""
    full = cells + [[]] * (-len(cells) % columns)
    return [full[start : start + columns] for start in range(0, len(full), columns)]
