"""Tables: columns that never break a word, rows that stay whole, and a plain grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Table

from desktop_app.documents.blocks import Cell, Mark
from desktop_app.documents.blocks import Table as TableBlock
from desktop_app.documents.pdf_canvas import DECORATION
from desktop_app.documents.pdf_fonts import BOLD, REGULAR
from desktop_app.documents.pdf_theme import Theme

Cells: TypeAlias = list[list[Flowable]]
Command: TypeAlias = tuple[str, tuple[int, int], tuple[int, int], *tuple[Any, ...]]

SIGN_IN_CELL = 1.05
"""Size of a severity sign in a cell, in units of the body size."""
_SPLIT_ROWS_ABOVE = 300.0


class RowTable(Table):
    """A table whose rows stay whole, unless a row alone is taller than what a fresh page offers.

    Only its cells are content: its lines and backgrounds are decoration.
    """

    def split(self, avail_width: float, avail_height: float) -> list[Flowable]:
        self.splitInRow = int(avail_height > _SPLIT_ROWS_ABOVE)
        pieces: list[Flowable] = super().split(avail_width, avail_height)
        return pieces


def _lines_are_artifacts(table: Table, step: str, *_: object) -> None:
    """What reportlab calls between the parts of a table that it draws."""
    if step in {"startBG", "startLines"}:
        table.canv.addLiteral(DECORATION)
    elif step in {"endBG", "endLines"}:
        table.canv.addLiteral("EMC")


def grid(
    theme: Theme,
    rows: Sequence[Cells],
    shares: Sequence[float],
    commands: Sequence[Command],
    *,
    header_rows: int = 0,
    inset: float = 0.0,
) -> RowTable:
    """A table without look of its own: ``inset`` 0 aligns its edges with the text around it."""
    # reportlab takes any callable, whatever its type stubs demand.
    between_parts: Any = _lines_are_artifacts
    style: list[Command] = [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), inset),
        ("RIGHTPADDING", (0, 0), (-2, -1), inset or _column_gap(theme)),
        ("RIGHTPADDING", (-1, 0), (-1, -1), inset),
        ("TOPPADDING", (0, 0), (-1, -1), theme.gap * 0.4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), theme.gap * 0.5),
        *commands,
    ]
    return RowTable(
        rows,
        colWidths=[f"{100 * share / sum(shares)}%" for share in shares],
        repeatRows=header_rows,
        style=style,
        hAlign="LEFT",
        spaceAfter=theme.space,
        renderCB=between_parts,
    )


def column_shares(block: TableBlock, theme: Theme, width: float) -> list[float]:
    """The relative widths asked for, but none too narrow for its longest word where the table has room for that.

    A drug name or a rule id broken inside the word reads, and is copied, as two words.
    """
    total = sum(column.width for column in block.columns)
    shares = [column.width / total for column in block.columns]
    floors = [
        max(_longest_word(cell, theme) for cell in (column.header, *(row[number] for row in block.rows)))
        for number, column in enumerate(block.columns)
    ]
    floors = [(floor + _column_gap(theme)) / width for floor in floors]
    missing = sum(max(floor - share, 0) for floor, share in zip(floors, shares, strict=True))
    spare = sum(max(share - floor, 0) for floor, share in zip(floors, shares, strict=True))
    if missing >= spare:
        return shares
    return [
        floor if share <= floor else share - (share - floor) * missing / spare
        for floor, share in zip(floors, shares, strict=True)
    ]


def _longest_word(cell: Cell, theme: Theme) -> float:
    text = cell.text if isinstance(cell, Mark) else cell
    plain = text if isinstance(text, str) else "".join(run.text for run in text)
    sign = SIGN_IN_CELL * 1.5 * theme.body if isinstance(cell, Mark) else 0.0
    return sign + max((stringWidth(word, BOLD, theme.body) for word in plain.split()), default=0.0)


def _column_gap(theme: Theme) -> float:
    return theme.gap * 1.4
