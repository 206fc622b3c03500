"""The floor of an export: the same texts set by reportlab's own paragraphs and tables, signed by pyHanko as it comes.

No structure, no checks, no verification after signing. Nothing of the application is imported here.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape


def export(
    documents: Mapping[str, Mapping[str, Any]], fonts: Mapping[str, Path], open_key: bytes, folder: Path
) -> None:
    """Set, sign and write each document, by file name; ``open_key`` is a PKCS#12 file without a passphrase."""
    _register(fonts)
    for name, document in documents.items():
        (folder / name).write_bytes(_signed(_pages(document), open_key))


def _register(fonts: Mapping[str, Path]) -> None:
    from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in fonts.items():
        if name not in getRegisteredFontNames():
            registerFont(TTFont(name, file))


def _pages(document: Mapping[str, Any]) -> bytes:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    styles = {
        name: ParagraphStyle(name, fontName=font, fontSize=size, leading=leading, spaceAfter=after)
        for name, (font, size, leading, after) in document["styles"].items()
    }
    story: list[Any] = []
    for kind, style, content in document["parts"]:
        if kind == "p":
            story.append(Paragraph(escape(content), styles[style]))
        else:
            story.append(Table([[Paragraph(escape(cell), styles[style]) for cell in row] for row in content]))
    output = BytesIO()
    side, edge = document["side_margin"], document["edge_margin"]
    template = SimpleDocTemplate(
        output, pagesize=document["paper"], leftMargin=side, rightMargin=side, topMargin=2 * edge,
        bottomMargin=2 * edge,
    )  # fmt: skip

    def running(canvas: Any, _template: Any) -> None:
        canvas.setFont(*document["styles"]["footer"][:2])
        header, footer = document["running"]
        canvas.drawString(side, document["paper"][1] - edge, header)
        canvas.drawString(side, edge, f"{footer} {canvas.getPageNumber()}")

    template.build(story, onFirstPage=running, onLaterPages=running)
    return output.getvalue()


def _signed(pdf: bytes, open_key: bytes) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
    from pyhanko.stamp import StaticStampStyle

    signer = SimpleSigner.load_pkcs12_data(open_key, [], None)
    metadata = PdfSignatureMetadata(
        field_name="Signature",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    pdf_signer = PdfSigner(
        metadata,
        signer,
        stamp_style=StaticStampStyle(border_width=0),
        new_field_spec=SigFieldSpec("Signature", on_page=0, box=(72, 72, 300, 120)),
    )
    output = BytesIO()
    pdf_signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), output=output)
    return output.getvalue()
