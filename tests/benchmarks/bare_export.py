"""The floor of an export: the same texts set by reportlab's own paragraphs and tables, signed by pyHanko as it comes.

No structure, no checks, no verification after signing. Nothing of the application is imported here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat


@dataclass(frozen=True)
class Identity:
    """The clinician's certificate, key, and the certificates above."""

    certificate: x509.Certificate
    key: PrivateKeyTypes
    chain: tuple[x509.Certificate, ...]


def export(
    documents: Mapping[str, Mapping[str, Any]], fonts: Mapping[str, Path], identity: Identity, folder: Path
) -> None:
    """Set, sign and write each document, by file name."""
    _register(fonts)
    for name, document in documents.items():
        (folder / name).write_bytes(_signed(_pages(document), identity))


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


def _signed(pdf: bytes, identity: Identity) -> bytes:
    from asn1crypto import keys as asn1_keys
    from asn1crypto import x509 as asn1_x509
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
    from pyhanko.stamp import StaticStampStyle
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    def certificate(of: x509.Certificate) -> asn1_x509.Certificate:
        return asn1_x509.Certificate.load(of.public_bytes(Encoding.DER))

    registry = SimpleCertificateStore()
    registry.register_multiple([certificate(above) for above in identity.chain])
    key = identity.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = SimpleSigner(
        signing_cert=certificate(identity.certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(key),
        cert_registry=registry,
    )
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
