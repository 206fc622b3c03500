"""The day's doses as a table: four times with a drawing each, and the doses in words."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from desktop_app.documents.blocks import Dose, Timetable
from desktop_app.documents.pdf_flowables import CenteredPictogram
from desktop_app.documents.pdf_tables import Cells, Command, RowTable, grid
from desktop_app.documents.pdf_text import TaggedParagraph, Typesetter
from desktop_app.documents.pdf_theme import INK, Theme, Words
from desktop_app.documents.structure import StructureBuilder
from desktop_app.documents.text_runs import Run, Text

_NOTHING = "–"


class TimetableLayout:
    """Sets timetables with the fonts and measures of ``theme``; ``structure`` grows with each."""

    def __init__(
        self, typesetter: Typesetter, theme: Theme, words: Words, structure: StructureBuilder
    ) -> None:
        self._typesetter = typesetter
        self._theme = theme
        self._words = words
        self._structure = structure

    def table(self, block: Timetable) -> RowTable:
        """The name of each medicine across the table, its four doses in the row below.

        To a screen reader the two are one row, which the name heads: it says of each dose what is taken when.
        """
        rows: list[Cells] = []
        commands: list[Command] = []
        with self._structure.inside("Table"):
            with self._structure.inside("TR", repeats=True):
                self._structure.add("TD")  # The corner over the names.
                rows.append(self._times(block.time_headers))
            for dose in block.doses:
                commands.append(("NOSPLIT", (0, len(rows)), (-1, len(rows) + 1)))
                with self._structure.inside("TR"):
                    commands += self._across(rows, self._name(dose.medicine, dose.detail))
                    rows.append(self._doses(dose))
            for each in block.as_needed:
                with self._structure.inside("TR"):
                    name = self._name(each.medicine, "")
                    with self._structure.inside("TD", columns=4):
                        text = [self._paragraph(each.text, "cell")] if each.text else []
                    commands += self._across(rows, [*name, *text])
        look: list[Command] = [("GRID", (0, 0), (-1, -1), 0.75, INK), *commands]
        inset = self._theme.gap * 0.75
        return grid(self._theme, rows, self._shares(block), look, header_rows=1, inset=inset)

    def _shares(self, block: Timetable) -> list[float]:
        """Each column as wide as what it holds on one line: a broken caption or dose is hard to read."""
        amounts = zip(*(dose.amounts for dose in block.doses), strict=True) if block.doses else [()] * 4
        return [
            max([self._wide(caption, "time"), *(self._wide(amount or _NOTHING, "dose") for amount in column)])
            for caption, column in zip(block.time_headers, amounts, strict=True)
        ]

    def _wide(self, text: str, style: str) -> float:
        look = self._theme.styles[style]
        return stringWidth(text, look.fontName, look.fontSize)

    def _times(self, captions: Sequence[str]) -> Cells:
        """The header cells of the four times; their drawings only repeat the words."""
        cells: Cells = []
        for icon, caption in zip(("morning", "noon", "evening", "bedtime"), captions, strict=True):
            with self._structure.inside("TH", scope="Column"):
                text = self._paragraph(caption, "time")
            cells.append([CenteredPictogram(icon, self._theme.body * 1.5), text])
        return cells

    def _name(self, name: str, detail: Text) -> list[Flowable]:
        """A medicine, and what is to be said of it."""
        with self._structure.inside("TH", scope="Row"):
            cell: list[Flowable] = [self._paragraph((Run(name, strong=True),), "cell")]
            if detail:
                cell.append(self._paragraph(detail, "cell"))
        return cell

    def _across(self, rows: list[Cells], cell: list[Flowable]) -> list[Command]:
        """Add a row that is one cell."""
        row = len(rows)
        rows.append([cell, [], [], []])
        return [("SPAN", (0, row), (-1, row)), ("LEFTPADDING", (0, row), (0, row), self._theme.padding)]

    def _doses(self, dose: Dose) -> Cells:
        cells: Cells = []
        for amount in dose.amounts:
            with self._structure.inside("TD"):
                text = self._paragraph(amount or _NOTHING, "dose")
            if amount is None and text.element is not None:
                text.element.spoken = self._words.nothing
            cells.append([text])
        return cells

    def _paragraph(self, text: Text, style: str) -> TaggedParagraph:
        return self._typesetter.paragraph(text, self._theme.styles[style], self._structure.add("P"))
