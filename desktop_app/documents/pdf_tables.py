"""Tables: columns that never break a word, rows that stay whole, and the cells of the pill timetable."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Table

from desktop_app.documents.blocks import Cell, Mark
from desktop_app.documents.blocks import Table as TableBlock
from desktop_app.documents.pdf_theme import BOLD, INK, REGULAR, Theme
from desktop_app.documents.pictograms import draw_pictogram

Cells: TypeAlias = list[list[Flowable]]
Command: TypeAlias = tuple[str, tuple[int, int], tuple[int, int], *tuple[Any, ...]]

SIGN_IN_CELL = 1.05
"""Size of a severity sign in a cell, in units of the body size."""
_SPLIT_ROWS_ABOVE = 300.0


class DoseCell(Flowable):
    """A tall numeral over as many pills; a dash where no pill is taken."""

    def __init__(self, amount: Decimal | None, body: float) -> None:
        super().__init__()
        self._amount = amount
        self._numeral = body * 1.7
        self._pill = body * 1.25

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        per_row = max(1, int(avail_width // (self._pill * 1.15)))
        self._rows = [
            self._pills()[start : start + per_row] for start in range(0, len(self._pills()), per_row)
        ]
        self.width = avail_width
        self.height = self._numeral + max(1, len(self._rows)) * self._pill
        return self.width, self.height

    def _pills(self) -> list[str]:
        if self._amount is None:
            return []
        return ["pill"] * int(self._amount) + ["half_pill"] * int(self._amount % 1 > 0)

    def draw(self) -> None:
        text = amount_text(self._amount)
        x = (self.width - stringWidth(text, BOLD, self._numeral)) / 2
        self.canv.setFont(BOLD, self._numeral)
        self.canv.setFillColor(INK)
        self.canv.drawString(x, self.height - self._numeral * 0.86, text)
        for row, pills in enumerate(self._rows):
            left = (self.width - len(pills) * self._pill * 1.15) / 2
            bottom = self.height - self._numeral - (row + 1) * self._pill
            for column, pill in enumerate(pills):
                draw_pictogram(self.canv, pill, left + column * self._pill * 1.15, bottom, self._pill, INK)


def amount_text(amount: Decimal | None) -> str:
    """1, ½ or 1½; a dash for none."""
    if amount is None:
        return "–"
    whole, half = int(amount), "½" if amount % 1 else ""
    return f"{whole}{half}" if whole else half


class RowTable(Table):
    """A table whose rows stay whole, unless a row alone is taller than what a fresh page offers."""

    def split(self, avail_width: float, avail_height: float) -> list[Flowable]:
        self.splitInRow = int(avail_height > _SPLIT_ROWS_ABOVE)
        pieces: list[Flowable] = super().split(avail_width, avail_height)
        return pieces


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
        spaceAfter=theme.leading / 2,
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
