"""The floor of an export: the same pages set by reportlab, signed and verified by pyHanko, written in the same way.

What it leaves out is what ours adds: tags, PDF/A and PDF/UA, the attached consultation, the checks of every text, and
the stricter verification. The rest is done as whoever knows the libraries would: the key is opened once, pyHanko is
told the room to reserve and need not sign twice to learn it, and the signature is of the same kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from desktop_app.atomic_file import write_all_or_nothing

_ROOM = 6144
"""Hexadecimal digits for the signature; ours reserves about as many."""

Sign = Callable[[bytes], bytes]


def exporter(fonts: Mapping[str, Path], open_key: bytes) -> Callable[[Mapping[str, Any], Path], None]:
    """What sets, signs, verifies and writes documents, by file name; ``open_key`` is PKCS#12 without a passphrase.

    The libraries are imported, and the fonts and the key read, when the first document is made.
    """
    sign: Sign | None = None

    def export(documents: Mapping[str, Any], folder: Path) -> None:
        from tests.benchmarks.bare_pages import pages, register

        nonlocal sign
        register(fonts)
        sign = sign or _signing(open_key)
        files = {name: sign(pages(document)) for name, document in documents.items()}
        write_all_or_nothing(folder, files)

    return export


def _signing(open_key: bytes) -> Sign:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.stamp import StaticStampStyle
    from pyhanko_certvalidator import ValidationContext

    signer = SimpleSigner.load_pkcs12_data(open_key, [], None)
    assert signer is not None
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

    def sign(pdf: bytes) -> bytes:
        output = BytesIO()
        pdf_signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), output=output, bytes_reserved=_ROOM)
        context = ValidationContext(trust_roots=[signer.signing_cert], allow_fetching=False)
        (signature,) = PdfFileReader(output).embedded_regular_signatures
        status = validate_pdf_signature(signature, context)
        assert status.bottom_line
        return output.getvalue()

    return sign
