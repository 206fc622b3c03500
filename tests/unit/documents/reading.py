"""Read a rendered PDF with independent tools."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Final, NamedTuple
from unicodedata import normalize

from desktop_app.documents.blocks import Block, Document
from desktop_app.documents.pdf_renderer import ReportlabRenderer
from desktop_app.domain.signature import RenderedDocument
from tests.unit.documents.demo_documents import RECORD


def render(*blocks: Block, base: Document = RECORD) -> RenderedDocument:
    """A document like ``base`` with these blocks."""
    return ReportlabRenderer().render(replace(base, blocks=blocks))


def run(*command: str, pdf: bytes, folder: Path) -> str:
    """The output of a command line tool on ``pdf``; ``{pdf}`` in the command stands for its path."""
    path = folder / "document.pdf"
    path.write_bytes(pdf)
    words = [word.format(pdf=path) for word in command]
    return subprocess.run(words, check=True, capture_output=True, encoding="utf-8", errors="replace").stdout


def page_texts(pdf: bytes, folder: Path) -> list[str]:
    """The text of every page as a reader would copy it."""
    return run("pdftotext", "-layout", "{pdf}", "-", pdf=pdf, folder=folder).split("\f")[:-1]


_ZOOM: Final = 3
MEASURED_TO: Final = 1 / _ZOOM
"""Points to which the place of a line is known."""
_RUNNING: Final = 36
"""Points at the top and at the bottom of a page that the running header and footer may take."""


class Line(NamedTuple):
    """A printed line without its bullet, its size, and the distance to the line above it that begins as far left."""

    text: str
    size: float
    leading: float


def body_lines(pdf: bytes, folder: Path) -> list[Line]:
    """Every line between the running headers and footers, with its measures in points."""
    xml = run("pdftohtml", "-xml", "-i", "-zoom", str(_ZOOM), "-stdout", "{pdf}", pdf=pdf, folder=folder)
    sizes = {
        font: float(size) / _ZOOM for font, size in re.findall(r'<fontspec id="(\d+)" size="(\d+)"', xml)
    }
    return [
        line for page in re.findall(r"<page .*?</page>", xml, re.DOTALL) for line in _lines_of(page, sizes)
    ]


def _lines_of(page: str, sizes: dict[str, float]) -> Iterator[Line]:
    height = float(re.findall(r'height="(\d+)"', page)[0]) / _ZOOM
    above: dict[str, float] = {}
    for place, left, font, text in re.findall(
        r'<text top="(\d+)" left="(\d+)" .*? font="(\d+)">(.*?)</text>', page
    ):
        top = float(place) / _ZOOM
        words = unescape(re.sub(r"<.*?>", "", text)).removeprefix("• ").strip()
        if words and _RUNNING < top < height - _RUNNING:
            yield Line(words, sizes[font], top - above.get(left, -height))
            above[left] = top


def text_as_drawn(pdf: bytes, folder: Path) -> str:
    """All text in the order it was drawn, without white space: each text in one piece however it was wrapped."""
    return squeezed(run("pdftotext", "-raw", "{pdf}", "-", pdf=pdf, folder=folder))


def body_as_drawn(document: Document, folder: Path) -> str:
    """The same without what stands on every page, which would part a sentence that goes on overleaf."""
    return body_and_header(ReportlabRenderer().render(document).pdf, document, folder)[0]


def body_and_header(pdf: bytes, document: Document, folder: Path) -> tuple[str, str]:
    """The text of ``pdf``, drawn from ``document``, without what stands on every page; and the header, if it does."""
    raw = run("pdftotext", "-raw", "{pdf}", "-", pdf=pdf, folder=folder)
    drawn = squeezed(re.sub(r"(Page|Página) \d+ (of|de) \d+$", "", raw, flags=re.MULTILINE))
    header, footer = (
        normalize("NFC", squeezed(each)) for each in (document.running_header, document.running_footer)
    )
    return drawn.replace(header, "").replace(footer, ""), header if header in drawn else ""


def squeezed(text: str) -> str:
    """Text without any white space, since line breaks are the layout's business."""
    return re.sub(r"\s+", "", text)
