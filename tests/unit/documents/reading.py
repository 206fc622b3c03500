"""Read a rendered PDF with independent tools."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

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


def text_as_drawn(pdf: bytes, folder: Path) -> str:
    """All text in the order it was drawn, without white space: each text in one piece however it was wrapped."""
    return squeezed(run("pdftotext", "-raw", "{pdf}", "-", pdf=pdf, folder=folder))


def body_as_drawn(document: Document, folder: Path) -> str:
    """The same without what stands on every page, which would part a sentence that goes on overleaf."""
    text = text_as_drawn(ReportlabRenderer().render(document).pdf, folder)
    for running in (document.running_header, document.running_footer):
        text = text.replace(squeezed(running), "")
    return re.sub(r"(Page|Página)\d+(of|de)\d+", "", text)


def squeezed(text: str) -> str:
    """Text without any white space, since line breaks are the layout's business."""
    return re.sub(r"\s+", "", text)
