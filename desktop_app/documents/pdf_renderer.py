"""Documents to PDF with reportlab: the same document always gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from desktop_app.documents.blocks import Document
from desktop_app.documents.pdf_archive import Drawn, archived
from desktop_app.documents.pdf_canvas import TaggedCanvas
from desktop_app.documents.pdf_fonts import REGULAR
from desktop_app.documents.pdf_layout import Layout
from desktop_app.documents.pdf_metadata import PRODUCER
from desktop_app.documents.pdf_pages import paginate
from desktop_app.documents.pdf_stacks import Placed
from desktop_app.documents.pdf_text import TaggedParagraph, Typesetter
from desktop_app.documents.pdf_theme import PAPER, RULE, WORDS, Theme, theme_for
from desktop_app.domain.signature import RenderedDocument

_UNLIMITED = 1e6


class ReportlabRenderer:
    """Renders documents as PDF with embedded fonts; never reads anything that a document's text names."""

    def render(self, document: Document) -> RenderedDocument:
        """Raises ``RenderError`` where a text cannot be printed truthfully."""
        return _Rendering(document).finish()


class _Rendering:
    """One document on its way to pages: first all pages are composed, then drawn, so each knows the page count."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._theme: Theme = theme_for(document.text_size)
        self._words = WORDS[document.language]
        self._typesetter = Typesetter()
        line = self._typesetter.line
        self._title, self._subject, self._author = (
            line(document.title),
            line(document.subject),
            line(document.author),
        )
        self._paper = PAPER[document.paper]
        self._width = self._paper[0] - 2 * self._theme.side_margin
        self._header = self._running(document.running_header, "running", self._width)
        self._footer = self._running(document.running_footer, "footer", self._width * 0.8)
        self._top = self._paper[1] - self._theme.edge_margin - self._header.height - 2.5 * self._theme.gap
        self._bottom = self._theme.edge_margin + self._footer.height + 2 * self._theme.gap

    def finish(self) -> RenderedDocument:
        """Compose, draw, and say where the signature stands."""
        height = self._top - self._bottom
        layout = Layout(self._typesetter, self._theme, self._words, self._width, height)
        self._header.element = layout.structure.running()
        story, signature = layout.document(self._document.blocks, self._document.signature)
        self._footer.element = layout.structure.running()
        pages = paginate(story, layout.sections, self._width, height)
        target = BytesIO()
        canvas = self._canvas(target)
        for number, page in enumerate(pages, 1):
            self._draw_page(canvas, page, number, len(pages))
        canvas.save()
        (box,) = signature.drawn
        drawn = Drawn(
            target.getvalue(),
            layout.structure.root,
            canvas.bookmarks,
            box,
            signature.field,
            self._words.signature_field,
        )
        pdf = archived(drawn, self._document, self._title, self._subject, self._author)
        return RenderedDocument(pdf, len(pages), box)

    def _running(self, text: str, style: str, width: float) -> TaggedParagraph:
        paragraph = self._typesetter.paragraph(text, self._theme.styles[style])
        paragraph.wrap(width, _UNLIMITED)
        return paragraph

    def _canvas(self, target: BytesIO) -> TaggedCanvas:
        document = self._document
        font: Any = REGULAR  # reportlab's type stubs call this name a number.
        # Not compressed: the archive would have to undo that, and compresses at the end.
        canvas = TaggedCanvas(
            target, pagesize=self._paper, invariant=1, initialFontName=font, lang=document.language,
            pdfVersion=(1, 7), pageCompression=0,
        )  # fmt: skip
        canvas.setTitle(self._title)
        canvas.setSubject(self._subject)
        canvas.setAuthor(self._author)
        canvas.setCreator(PRODUCER)
        canvas.setProducer(PRODUCER)
        offset = document.created_at.strftime("%z")
        created = f"D:{document.created_at:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"
        canvas.setDateFormatter(lambda *_: created)
        return canvas

    def _draw_page(self, canvas: TaggedCanvas, page: Sequence[Placed], number: int, count: int) -> None:
        left = self._theme.side_margin
        self._header.drawOn(canvas, left, self._paper[1] - self._theme.edge_margin - self._header.height)
        self._footer.drawOn(canvas, left, self._theme.edge_margin)
        with canvas.again():
            self._draw_edges(canvas, number, count)
        for each in page:
            each.part.drawOn(canvas, left, self._top - each.top - each.height)
        canvas.showPage()

    def _draw_edges(self, canvas: TaggedCanvas, number: int, count: int) -> None:
        """The rules between the running texts and the page, and the page number."""
        left, right = self._theme.side_margin, self._theme.side_margin + self._width
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        for y in (self._top + self._theme.gap * 1.5, self._bottom - self._theme.gap):
            canvas.line(left, y, right, y)
        style = self._theme.styles["footer"]
        canvas.setFont(style.fontName, style.fontSize)
        canvas.setFillColor(style.textColor)
        baseline = self._theme.edge_margin + self._footer.height - style.fontSize
        canvas.drawRightString(right, baseline, self._words.page.format(page=number, pages=count))
