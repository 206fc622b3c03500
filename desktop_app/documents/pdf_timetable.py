"""The day's doses as a table: four times with a drawing each, and the doses in words."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from desktop_app.documents.blocks import Dose, Run, Text, Timetable
from desktop_app.documents.pdf_flowables import CenteredPictogram
from desktop_app.documents.pdf_tables import Cells, Command, RowTable, grid
from desktop_app.documents.pdf_text import TaggedParagraph, Typesetter
from desktop_app.documents.pdf_theme import INK, Theme
from desktop_app.documents.structure import StructureBuilder

_NOTHING = "–"


class TimetableLayout:
    """Sets timetables with the fonts and measures of ``theme``; ``structure`` grows with each."""

    def __init__(self, typesetter: Typesetter, theme: Theme, structure: StructureBuilder) -> None:
        self._typesetter = typesetter
        self._theme = theme
        self._structure = structure

    def table(self, block: Timetable) -> RowTable:
        """One row for each medicine, or, in large print, its name across the table with its doses below."""
        with self._structure.inside("Table"):
            return self._in_pairs(block) if self._theme.doses_under_medicine else self._in_rows(block)

    def _times(self, captions: Sequence[str]) -> Cells:
        """The header cells of the four times; their drawings only repeat the words."""
        cells: Cells = []
        for icon, caption in zip(("morning", "noon", "evening", "bedtime"), captions, strict=True):
            with self._structure.inside("TH", scope="Column"):
                text = self._paragraph(caption, "time")
            cells.append([CenteredPictogram(icon, self._theme.body * 1.5), text])
        return cells

    def _in_rows(self, block: Timetable) -> RowTable:
        """One row for each medicine."""
        with self._structure.inside("TR", repeats=True):
            with self._structure.inside("TH", scope="Column"):
                medicine: list[Flowable] = [self._paragraph(block.medicine_header, "header_cell")]
            rows: list[Cells] = [[medicine, *self._times(block.time_headers)]]
        for dose in block.doses:
            with self._structure.inside("TR"):
                rows.append([self._medicine(dose.medicine, dose.detail), *self._doses(dose)])
        first = len(rows)
        for each in block.as_needed:
            with self._structure.inside("TR"):
                name = self._medicine(each.medicine, "")
                with self._structure.inside("TD", columns=4):
                    rows.append([name, [self._paragraph(each.text, "cell")], [], [], []])
        spans: list[Command] = [("SPAN", (1, row), (-1, row)) for row in range(first, len(rows))]
        lines: list[Command] = [
            ("GRID", (0, 0), (-1, -1), 0.75, INK),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            *spans,
        ]
        return grid(self._theme, rows, [1.5, 1, 1, 1, 1], lines, header_rows=1, inset=self._theme.gap * 0.75)

    def _in_pairs(self, block: Timetable) -> RowTable:
        """Large print: the medicine across the table, its four doses in the row below."""
        with self._structure.inside("TR", repeats=True):
            rows: list[Cells] = [self._times(block.time_headers)]
        commands: list[Command] = []
        for dose in block.doses:
            commands += [
                ("SPAN", (0, len(rows)), (-1, len(rows))),
                ("NOSPLIT", (0, len(rows)), (-1, len(rows) + 1)),
            ]
            with self._structure.inside("TR"):
                rows.append([self._medicine(dose.medicine, dose.detail, columns=4), [], [], []])
            with self._structure.inside("TR"):
                rows.append(self._doses(dose))
        for each in block.as_needed:
            commands.append(("SPAN", (0, len(rows)), (-1, len(rows))))
            with self._structure.inside("TR"):
                rows.append([self._medicine(each.medicine, each.text, columns=4), [], [], []])
        lines: list[Command] = [("GRID", (0, 0), (-1, -1), 0.75, INK), *commands]
        return grid(self._theme, rows, [1, 1, 1, 1], lines, header_rows=1, inset=self._theme.gap * 0.75)

    def _medicine(self, name: str, detail: Text, columns: int = 1) -> list[Flowable]:
        with self._structure.inside("TH", scope="Row", columns=columns):
            parts: list[Flowable] = [self._paragraph((Run(name, strong=True),), "cell")]
            return [*parts, self._paragraph(detail, "cell")] if detail else parts

    def _doses(self, dose: Dose) -> Cells:
        cells: Cells = []
        for amount in dose.amounts:
            with self._structure.inside("TD"):
                cells.append([self._paragraph(amount or _NOTHING, "dose")])
        return cells

    def _paragraph(self, text: Text, style: str) -> TaggedParagraph:
        return self._typesetter.paragraph(text, self._theme.styles[style], self._structure.add("P"))
