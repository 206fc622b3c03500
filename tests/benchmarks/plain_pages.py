"""A document of ours as plain texts and tables, so that bare reportlab can set the same pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatch
from typing import Any

from desktop_app.documents import blocks
from desktop_app.documents.pdf_theme import PAPER, theme_for

Part = list[Any]
"""``["p", style, text]`` or ``["table", style, rows]``."""


def plain(document: blocks.Document) -> dict[str, Any]:
    """JSON values: what the pages say, and the measures of each style as (font, size, leading)."""
    theme = theme_for(document.text_size)
    return {
        "paper": list(PAPER[document.paper]),
        "side_margin": theme.side_margin,
        "edge_margin": theme.edge_margin,
        "running": [document.running_header, document.running_footer],
        "styles": {
            name: [style.fontName, style.fontSize, style.leading, style.spaceAfter]
            for name, style in theme.styles.items()
        },
        "parts": [*_parts_of(document.blocks), *_signature(document.signature)],
    }


def _parts_of(body: Iterable[blocks.Block]) -> Iterator[Part]:
    for block in body:
        yield from _parts(block)


def _text(text: blocks.Cell) -> str:
    if isinstance(text, blocks.Mark):
        return _text(text.text)
    return text if isinstance(text, str) else "".join(run.text for run in text)


def _signature(block: blocks.SignatureBlock) -> Iterator[Part]:
    yield from _parts_of(block.above)
    for line in (block.label, *block.lines):
        yield ["p", "cell", line]


@singledispatch
def _parts(block: object) -> Iterator[Part]:
    raise TypeError(type(block).__name__)


@_parts.register
def _(block: blocks.Heading) -> Iterator[Part]:
    yield ["p", f"heading{block.level}", block.text]


@_parts.register
def _(block: blocks.Paragraph) -> Iterator[Part]:
    yield ["p", "muted" if block.muted else "body", _text(block.text)]


@_parts.register
def _(block: blocks.BulletList) -> Iterator[Part]:
    for item in block.items:
        yield ["p", "item", f"• {_text(item)}"]


@_parts.register
def _(block: blocks.Table) -> Iterator[Part]:
    header = [column.header for column in block.columns]
    yield ["table", "cell", [header, *([_text(cell) for cell in row] for row in block.rows)]]


@_parts.register
def _(block: blocks.FactList) -> Iterator[Part]:
    cells = [text for fact in block.facts for text in (fact.label, _text(fact.value))]
    yield ["table", "cell", list(_in_rows(cells, 2 * block.columns))]


@_parts.register
def _(block: blocks.Timetable) -> Iterator[Part]:
    rows = [[block.medicine_header, *block.time_headers]]
    rows += [
        [f"{d.medicine} {_text(d.detail)}", *(amount or "–" for amount in d.amounts)] for d in block.doses
    ]
    yield ["table", "cell", rows]
    for each in block.as_needed:
        yield ["p", "body", f"{each.medicine}: {_text(each.text)}"]


@_parts.register
def _(block: blocks.Masthead) -> Iterator[Part]:
    yield ["table", "cell", [[block.title, *(item.caption for item in block.items)]]]


@_parts.register
def _(block: blocks.Notice) -> Iterator[Part]:
    yield ["p", "notice", f"{block.severity.value}: {block.title}"]
    yield from _parts_of(block.blocks)


@_parts.register
def _(block: blocks.Section) -> Iterator[Part]:
    yield ["p", "heading2", block.heading]
    yield from _parts_of(block.blocks)


@_parts.register
def _(block: blocks.KeepTogether) -> Iterator[Part]:
    yield from _parts_of(block.blocks)


def _in_rows(cells: list[str], columns: int) -> Iterator[list[str]]:
    full = cells + [""] * (-len(cells) % columns)
    for start in range(0, len(full), columns):
        yield full[start : start + columns]
