"""How our documents look: two embedded fonts, a few inks, three sizes. Severity never rests on colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, TypeAlias

from reportlab.lib.colors import Color, HexColor, black
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle

from desktop_app.documents.pdf_fonts import BOLD, REGULAR, printable_characters
from desktop_app.documents.text_runs import Severity, TextSize

Headings: TypeAlias = tuple[tuple[float, float], ...]
"""Size and leading of the three levels."""
Changes: TypeAlias = dict[str, Any]
"""How a style differs from that of the body: names and values of ``ParagraphStyle``."""

INK: Color = black
MUTED: Color = HexColor("#47545F")
RULE: Color = HexColor("#8A96A0")

PAPER: Mapping[str, tuple[float, float]] = MappingProxyType({"a4": A4, "letter": LETTER})


@dataclass(frozen=True, slots=True)
class Frame:
    """The outline of a box: its pen, and whether a second, finer line runs inside it.

    Only frames and signs are coloured. Words stay black: a monochrome printer breaks coloured letters into dots.
    """

    ink: Color
    width: float
    dashed: bool = False
    double: bool = False


SEVERITY_FRAMES: Mapping[Severity, Frame] = MappingProxyType(
    {
        Severity.EMERGENCY: Frame(HexColor("#A20A16"), 1.5, double=True),
        Severity.DO_NOT_USE: Frame(HexColor("#7D0A12"), 1.5),
        Severity.CAUTION: Frame(HexColor("#6B4300"), 1.5),
        Severity.INFORMATION: Frame(HexColor("#1153BD"), 0.75),
        Severity.NOT_ASSESSED: Frame(MUTED, 1.5, dashed=True),
        Severity.PLAIN: Frame(INK, 0.75),
    }
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words that the layout itself adds. ``signals`` has none for ``PLAIN``.

    ``alternatives`` are read aloud in place of a drawn list marker, ``nothing`` in place of a dash; ``signature_field``
    names the form field.
    """

    page: str
    signature_field: str
    nothing: str
    alternatives: Mapping[str, str]
    signals: Mapping[Severity, str]


def _words(page: str, signature_field: str, nothing: str, check: str, box: str, *signals: str) -> Words:
    return Words(
        page,
        signature_field,
        nothing,
        MappingProxyType({"check": check, "box": box}),
        MappingProxyType(dict(zip(Severity, signals, strict=False))),
    )


WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "en-US": _words(
            "Page {page} of {pages}",
            "Clinician's signature",
            "nothing",
            "done",
            "to tick",
            "EMERGENCY",
            "DO NOT USE",
            "CAUTION",
            "INFORMATION",
            "NOT ASSESSED",
        ),
        "es-419": _words(
            "Página {page} de {pages}",
            "Firma del profesional de salud",
            "nada",
            "hecho",
            "para marcar",
            "EMERGENCIA",
            "NO USAR",
            "PRECAUCIÓN",
            "INFORMACIÓN",
            "NO EVALUADO",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Theme:
    """The measures of one text size, in points, and the paragraph styles made from them.

    ``space`` parts blocks, ``gap`` is for what belongs together. ``side_heading`` is the room for the heading of a
    section beside its text, 0 sets it above; ``measure`` is the greatest width of lines in sections and boxes.
    """

    body: float
    leading: float
    side_margin: float
    edge_margin: float
    gap: float
    space: float
    two_fact_columns: bool
    side_heading: float
    measure: float
    styles: Mapping[str, ParagraphStyle]

    @property
    def drawing(self) -> float:
        """The side of a drawing beside a text, which it mostly makes no taller."""
        return self.leading * 1.45

    @property
    def padding(self) -> float:
        """Between a frame and what it holds."""
        return self.gap * 1.4


@cache
def theme_for(size: TextSize) -> Theme:
    """Sizes after the layout conventions for clinical records, clear print and large print (UKAAF)."""
    printable_characters()  # Styles and text measure with the registered fonts.
    if size is TextSize.RECORD:
        headings: Headings = ((16, 19), (11, 13.2), (9, 10.9))
        return Theme(9, 10.9, 36, 18, 4.2, 5, True, 0, 900, _styles(9, 10.9, 7, 5, headings))
    if size is TextSize.SHEET:
        headings = ((18, 21), (13, 15.5), (11, 13.6))
        return Theme(11, 13.6, 42, 24, 4, 6.8, True, 0, 900, _styles(11, 13.6, 8, 6.8, headings))
    if size is TextSize.COMPACT:
        headings = ((14, 17), (10, 12), (8.4, 10.3))
        return Theme(8.4, 10.3, 42, 24, 3, 5.1, True, 0, 900, _styles(8.4, 10.3, 7, 5.1, headings))
    if size is TextSize.HANDOUT:
        headings = ((20, 24), (16, 17.5), (13, 16))
        return Theme(12, 14.4, 36, 18, 3, 3.5, True, 104, 426, _styles(12, 14.4, 11, 3.5, headings))
    headings = ((26, 29), (21, 23), (19, 22))
    return Theme(18, 21.6, 26, 18, 3, 3.5, False, 0, 900, _styles(18, 21.6, 16, 3.5, headings))


def _styles(
    body: float, leading: float, small: float, space: float, headings: Headings
) -> Mapping[str, ParagraphStyle]:
    base = {
        "fontName": REGULAR, "bulletFontName": REGULAR, "fontSize": body, "bulletFontSize": body,
        "leading": leading, "textColor": INK, "spaceBefore": 0, "spaceAfter": space, "allowWidows": 0,
        "allowOrphans": 0, "spaceShrinkage": 0,
    }  # fmt: skip
    notice = {"fontName": BOLD, "fontSize": (body + headings[2][0]) / 2, "spaceAfter": 0}
    changes = {
        "body": {},
        **_heading_styles(space, headings),
        "item": {"spaceAfter": leading * 0.08},
        "marked": {"spaceAfter": leading * 0.25},
        "notice": notice,
        **_cell_styles(body, leading),
        **_fine_styles(body, small),
    }
    return MappingProxyType({name: ParagraphStyle(name, **{**base, **own}) for name, own in changes.items()})


def _heading_styles(space: float, headings: Headings) -> dict[str, Changes]:
    (h1, l1), (h2, l2), (h3, l3) = headings
    before = space * 1.4
    return {
        "heading1": {"fontName": BOLD, "fontSize": h1, "leading": l1},
        "heading2": {
            "fontName": BOLD, "fontSize": h2, "leading": l2, "spaceBefore": before, "spaceAfter": space * 0.6,
        },
        "heading3": {
            "fontName": BOLD, "fontSize": h3, "leading": l3, "spaceBefore": before, "spaceAfter": space * 0.4,
        },
    }  # fmt: skip


def _cell_styles(body: float, leading: float) -> dict[str, Changes]:
    dose = {"fontName": BOLD, "fontSize": body * 1.1, "leading": leading * 1.1}
    return {
        "cell": {"spaceAfter": 0},
        "number": {"alignment": TA_RIGHT, "spaceAfter": 0},
        "label": {"textColor": MUTED, "spaceAfter": 0},
        "dose": {**dose, "alignment": TA_CENTER, "spaceAfter": 0},
    }


def _fine_styles(body: float, small: float) -> dict[str, Changes]:
    """What is printed smaller than the body: table headers, remarks, and the running texts."""
    fine = {"fontSize": small, "leading": small * 1.3}
    header = {"fontName": BOLD, **fine, "spaceAfter": 0}
    running = {"fontSize": max(8, body * 0.7), "leading": max(10.4, body * 0.85), "spaceAfter": 0}
    footer = {"fontSize": max(7.5, body * 0.65), "leading": max(9.8, body * 0.8), "spaceAfter": 0}
    return {
        "muted": {**fine, "textColor": MUTED},
        "fine": {
            "fontSize": small, "leading": small * 1.2, "spaceAfter": small * 0.1, "leftIndent": small * 0.8,
            "firstLineIndent": -small * 0.8,
        },
        "header_cell": header,
        "header_number": {**header, "alignment": TA_RIGHT},
        "time": {"alignment": TA_CENTER, "spaceAfter": 0},
        "running": {"fontName": BOLD, **running},
        "footer": {**footer, "textColor": MUTED},
    }  # fmt: skip
