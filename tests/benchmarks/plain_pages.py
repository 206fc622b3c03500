"""What the pages of a document of ours show, as JSON values: all that bare reportlab needs to set them, without tags.

The texts with what is bold in them, the columns and rules of the tables, the frames of the boxes, the drawings, the
headings beside their sections, what stays together, and the running texts with the rules under them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatchmethod
from typing import Any
from xml.sax.saxutils import escape

from desktop_app.documents import blocks
from desktop_app.documents.pdf_tables import column_shares
from desktop_app.documents.pdf_theme import (
    INK,
    MUTED,
    PAPER,
    RULE,
    SEVERITY_FRAMES,
    WORDS,
    Frame,
    Theme,
    theme_for,
)
from desktop_app.documents.text_runs import Run, Severity, Text

Part = list[Any]
"""Its kind and what ``bare_pages`` needs to set it."""

_TIMES = ("morning", "noon", "evening", "bedtime")


def plain(document: blocks.Document) -> dict[str, Any]:
    """The pages as parts, with the paper and the measures of each style."""
    theme = theme_for(document.text_size)
    pages = _Pages(document)
    return {
        "paper": PAPER[document.paper],
        "side_margin": theme.side_margin,
        "edge_margin": theme.edge_margin,
        "gap": theme.gap,
        "running": [document.running_header, document.running_footer, WORDS[document.language].page],
        "rule": RULE.hexval(),
        "styles": _styles(theme),
        "parts": [*pages.parts(document.blocks), *pages.signature(document.signature)],
    }


def _styles(theme: Theme) -> dict[str, dict[str, Any]]:
    names = (
        "fontName",
        "fontSize",
        "leading",
        "spaceBefore",
        "spaceAfter",
        "alignment",
        "leftIndent",
        "firstLineIndent",
    )
    styles = {
        name: {each: getattr(style, each) for each in names} | {"textColor": style.textColor.hexval()}
        for name, style in theme.styles.items()
    }
    bullet = {"bulletFontName": styles["item"]["fontName"], "bulletFontSize": theme.body}
    styles["numbered"] = styles["item"] | bullet | {"leftIndent": theme.body * 1.45}
    styles["item"] |= bullet | {"leftIndent": theme.body * 0.8, "bulletIndent": theme.body * 0.1}
    for level in (1, 2, 3):
        styles[f"heading{level}"]["keepWithNext"] = 1
    return styles


class _Pages:
    """Turns blocks into parts: the look is that of ``pdf_layout``, as far as reportlab has it."""

    def __init__(self, document: blocks.Document) -> None:
        self._theme = theme_for(document.text_size)
        self._words = WORDS[document.language]
        self._width = PAPER[document.paper][0] - 2 * self._theme.side_margin

    def parts(self, body: Iterable[blocks.Block]) -> list[Part]:
        return [part for block in body for part in self._parts(block)]

    def signature(self, block: blocks.SignatureBlock) -> list[Part]:
        name, *more = block.lines
        text = (
            Run(f"{block.label} "),
            Run(name, strong=True),
            Run("\n".join(["", *more])),
        )
        words = self._led("cell", text, "pen", self._theme.body * 1.4)
        return [*self.parts(block.above), self._box(Frame(INK, 0.75), self._theme.padding, [words])]

    @singledispatchmethod
    def _parts(self, block: object) -> Iterator[Part]:
        raise TypeError(type(block).__name__)

    @_parts.register
    def _heading(self, block: blocks.Heading) -> Iterator[Part]:
        yield ["text", f"heading{block.level}", escape(block.text)]

    @_parts.register
    def _text(self, block: blocks.Paragraph) -> Iterator[Part]:
        yield ["text", "muted" if block.muted else "body", _markup(block.text)]

    @_parts.register
    def _list(self, block: blocks.BulletList) -> Iterator[Part]:
        for number, item in enumerate(block.items, 1):
            if isinstance(item, blocks.Pictured):
                drawings = [each.name for each in item.pictograms]
                yield ["pictured", self._item(item.text, block.marker, number), drawings, self._theme.drawing]
            else:
                yield self._item(item, block.marker, number)
        yield ["space", self._theme.space]

    def _item(self, text: Text, marker: blocks.Marker, number: int) -> Part:
        if marker in {"check", "box"}:
            return self._led("marked", text, marker, self._theme.body * 0.95)
        if marker == "numbered":
            return ["text", "numbered", _markup(text), f"{number}."]
        return ["text", "item", _markup(text), "•"]

    @_parts.register
    def _small_print(self, block: blocks.SmallPrint) -> Iterator[Part]:
        columns: list[list[Part]] = [[] for _ in range(block.columns)]
        texts = [_markup(item) for item in block.items]
        room, used = sum(map(len, texts)) / block.columns, 0
        for text in texts:
            columns[min(int(used / room), block.columns - 1)].append(["text", "fine", text])
            used += len(text)
        yield self._grid([[["several", column] for column in columns]], [1] * block.columns, [])

    @_parts.register
    def _table(self, block: blocks.Table) -> Iterator[Part]:
        styles = ["number" if column.align == "right" else "cell" for column in block.columns]
        header = [
            ["text", f"header_{style}", escape(column.header)]
            for column, style in zip(block.columns, styles, strict=True)
        ]
        rows = [
            [self._cell(cell, style) for cell, style in zip(row, styles, strict=True)] for row in block.rows
        ]
        rules = [
            ["LINEBELOW", [0, 0], [-1, 0], 0.9, INK.hexval()],
            ["LINEBELOW", [0, 1], [-1, -1], 0.4, RULE.hexval()],
        ]
        yield self._grid(
            [header, *rows], column_shares(block, self._theme, self._width), rules, header_rows=1
        )

    @_parts.register
    def _facts(self, block: blocks.FactList) -> Iterator[Part]:
        cells: list[Part] = []
        for fact in block.facts:
            cells += [["text", "label", escape(fact.label)], ["text", "cell", _markup(fact.value)]]
        columns = block.columns if self._theme.two_fact_columns else 1
        shares = [1.0, 2.2] if columns == 2 or not self._theme.two_fact_columns else [1.0, 4.2]
        cells += [["text", "cell", ""]] * (-len(cells) % (2 * columns))
        rows = [cells[start : start + 2 * columns] for start in range(0, len(cells), 2 * columns)]
        yield self._grid(rows, shares * columns, [])

    @_parts.register
    def _timetable(self, block: blocks.Timetable) -> Iterator[Part]:
        size = self._theme.body * 1.5
        captions = zip(_TIMES, block.time_headers, strict=True)
        rows: list[list[Part]] = [
            [["under_drawing", "time", escape(caption), drawing, size] for drawing, caption in captions]
        ]
        look: list[list[Any]] = [["GRID", [0, 0], [-1, -1], 0.75, INK.hexval()]]
        for dose in block.doses:
            self._across(rows, look, dose.medicine, dose.detail)
            rows.append([["text", "dose", escape(amount or "–")] for amount in dose.amounts])
        for each in block.as_needed:
            self._across(rows, look, each.medicine, each.text)
        yield self._grid(rows, [1, 1, 1, 1], look, header_rows=1, inset=self._theme.gap * 0.75)

    @_parts.register
    def _masthead(self, block: blocks.Masthead) -> Iterator[Part]:
        row: list[Part] = [["text", "heading1", escape(block.title)]]
        row += [self._led("cell", item.caption, item.name, self._theme.leading * 1.9) for item in block.items]
        shares = [2.0, *([1.0] * len(block.items))]
        yield self._grid([row], shares, [["VALIGN", [0, 0], [-1, -1], "MIDDLE"]])

    @_parts.register
    def _notice(self, block: blocks.Notice) -> Iterator[Part]:
        theme, frame = self._theme, SEVERITY_FRAMES[block.severity]
        word = "" if block.severity is Severity.PLAIN else self._words.signals[block.severity]
        words = ": ".join(filter(None, (word, block.title)))
        title: Part = ["text", "notice", escape(words)]
        if word:
            ink = frame.ink.hexval()
            title = self._led("notice", words, block.severity.value, theme.leading * 1.05, ink)
        yield self._box(frame, theme.padding, [title, *self.parts(block.blocks)])

    @_parts.register
    def _section(self, block: blocks.Section) -> Iterator[Part]:
        if self._theme.side_heading:
            heading, *body = self._headed(block)
            yield ["beside", heading, self._theme.side_heading, body]
        else:
            yield ["together", self._headed(block)]

    @_parts.register
    def _columns(self, block: blocks.Columns) -> Iterator[Part]:
        sections: list[Part] = [["several", self._headed(section)] for section in block.sections]
        sections += [["several", []]] * (len(sections) % 2)
        rows = [sections[start : start + 2] for start in range(0, len(sections), 2)]
        yield self._grid(rows, [1, 1], [])

    def _headed(self, block: blocks.Section) -> list[Part]:
        heading: Part = ["text", "heading2", escape(block.heading)]
        if block.pictogram:
            size = self._theme.styles["heading2"].leading * 1.2
            heading = self._led("heading2", block.heading, block.pictogram, size)
        return [heading, *self.parts(block.blocks)]

    @_parts.register
    def _together(self, block: blocks.KeepTogether) -> Iterator[Part]:
        yield ["together", self.parts(block.blocks)]

    def _cell(self, cell: blocks.Cell, style: str) -> Part:
        if not isinstance(cell, blocks.Mark):
            return ["text", style, _markup(cell)]
        ink = SEVERITY_FRAMES[cell.severity].ink.hexval()
        return self._led(style, cell.text, cell.severity.value, self._theme.body * 1.05, ink)

    def _across(self, rows: list[list[Part]], look: list[list[Any]], name: str, detail: Text) -> None:
        look.append(["SPAN", [0, len(rows)], [-1, len(rows)]])
        lines = f"<b>{escape(name)}</b>" + (f"<br/>{_markup(detail)}" if detail else "")
        rows.append([["text", "cell", lines], *[["text", "cell", ""]] * 3])

    def _led(self, style: str, text: Text, drawing: str, size: float, ink: str = INK.hexval()) -> Part:
        return ["led", style, _markup(text), drawing, size, ink]

    def _box(self, frame: Frame, padding: float, parts: list[Part]) -> Part:
        pen = [
            frame.width,
            frame.ink.hexval(),
            0,
            [5, 3] if frame.dashed else None,
            0,
            2 if frame.double else 1,
        ]
        return ["box", pen, padding, parts]

    def _grid(
        self,
        rows: list[list[Part]],
        shares: Sequence[float],
        look: list[list[Any]],
        *,
        header_rows: int = 0,
        inset: float = 0.0,
    ) -> Part:
        theme = self._theme
        style = [
            ["VALIGN", [0, 0], [-1, -1], "TOP"],
            ["LEFTPADDING", [0, 0], [-1, -1], inset],
            ["RIGHTPADDING", [0, 0], [-2, -1], inset or theme.gap * 1.4],
            ["RIGHTPADDING", [-1, 0], [-1, -1], inset],
            ["TOPPADDING", [0, 0], [-1, -1], theme.gap * 0.4],
            ["BOTTOMPADDING", [0, 0], [-1, -1], theme.gap * 0.5],
            *look,
        ]
        widths = [f"{100 * share / sum(shares)}%" for share in shares]
        return ["table", rows, widths, style, header_rows, theme.space]


def _markup(text: Text) -> str:
    """Text as reportlab's own paragraphs take it."""
    runs = (Run(text),) if isinstance(text, str) else text
    return "".join(map(_marked, runs)).replace("\n", "<br/>")


def _marked(run: Run) -> str:
    words = f"<b>{escape(run.text)}</b>" if run.strong else escape(run.text)
    return f'<font color="#{MUTED.hexval()[2:]}">{words}</font>' if run.muted else words
