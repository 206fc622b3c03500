from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from io import BytesIO

import pikepdf
import pytest

from desktop_app.domain.errors import SigningError
from desktop_app.domain.signature import RenderedDocument, SignatureBox, Verdict
from desktop_app.signing.credentials import Credential, open_credential
from desktop_app.signing.pades_signer import PadesSigner
from desktop_app.signing.trust import Trust
from desktop_app.signing.verification import verify
from tests.unit.signing.pki import NOW, PASSPHRASE, Identity, Profile, make_identity


def test_sign_adds_to_the_unsigned_document_and_changes_none_of_it(
    plan: RenderedDocument, signed_plan: bytes
) -> None:
    assert signed_plan.startswith(plan.pdf)


def test_sign_puts_a_labelled_empty_field_over_the_box(signed_plan: bytes) -> None:
    with pikepdf.open(BytesIO(signed_plan)) as pdf:
        assert "/Annots" not in pdf.pages[0]
        [widget] = pdf.pages[1].Annots
        assert [int(edge) for edge in widget.Rect] == [72, 600, 300, 660]
        assert str(widget.T) == "Signature"
        assert str(widget.TU) == "Clinician's signature"
        assert int(widget.F) == 132  # printed and locked
        appearance = pikepdf.parse_content_stream(widget.AP.N)
        assert {str(instruction.operator) for instruction in appearance} <= {"q", "Q"}


def test_sign_writes_what_the_signature_dictionary_must_say(
    plan: RenderedDocument, credential: Credential, clinic: Identity
) -> None:
    at = datetime(2026, 12, 1, 14, 5, 9, tzinfo=timezone(-timedelta(hours=5)))

    signed = PadesSigner().sign(plan, credential, at=at, reason="Care plan", location="Room 4")

    with pikepdf.open(BytesIO(signed)) as pdf:
        signature = pdf.Root.Perms.DocMDP
        assert str(signature.SubFilter) == "/ETSI.CAdES.detached"
        assert (str(signature.Reason), str(signature.Location)) == ("Care plan", "Room 4")
        assert str(signature.M) == "D:20261201140509-05'00'"
        assert int(signature.Reference[0].TransformParams.P) == 1
    assert verify(signed, Trust((clinic.der,))).signed_at == at


def test_sign_keeps_document_metadata_as_it_is(plan: RenderedDocument, credential: Credential) -> None:
    output = BytesIO()
    with pikepdf.open(BytesIO(plan.pdf)) as pdf:
        with pdf.open_metadata() as metadata:
            metadata["dc:title"] = "Care plan"
        pdf.save(output)
    document = replace(plan, pdf=output.getvalue())

    signed = PadesSigner().sign(document, credential, at=NOW, reason="Care plan")

    with pikepdf.open(output) as before, pikepdf.open(BytesIO(signed)) as after:
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert dict(after.docinfo) == dict(before.docinfo)


def test_sign_keeps_the_file_at_the_version_that_its_archive_format_is_made_of(signed_plan: bytes) -> None:
    """PDF/A-3 and PDF/UA-1 stand on PDF 1.7; PAdES is an extension of it."""
    with pikepdf.open(BytesIO(signed_plan)) as pdf:
        assert pdf.pdf_version <= "1.7"
        assert "/Version" not in pdf.Root or str(pdf.Root.Version) <= "/1.7"
        assert [str(name) for name in pdf.Root.Extensions] == ["/ESIC"]


def test_sign_uses_an_empty_field_that_the_document_already_holds(
    plan: RenderedDocument, credential: Credential, clinic: Identity
) -> None:
    output = BytesIO()
    with pikepdf.open(BytesIO(plan.pdf)) as pdf:
        widget = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Sig,
                T="Signature",
                TU="Prepared field",
                F=132,
                Rect=[10, 20, 110, 60],
                P=pdf.pages[0].obj,
            )
        )
        pdf.pages[0].Annots = pikepdf.Array([widget])
        pdf.Root.AcroForm = pdf.make_indirect(pikepdf.Dictionary(Fields=[widget], SigFlags=3))
        pdf.save(output)

    signed = PadesSigner().sign(replace(plan, pdf=output.getvalue()), credential, at=NOW, reason="Care plan")

    assert verify(signed, Trust((clinic.der,))).verdict is Verdict.VALID
    with pikepdf.open(BytesIO(signed)) as pdf:
        [field] = pdf.Root.AcroForm.Fields
        assert str(field.TU) == "Prepared field"
        assert "/V" in field


def test_sign_already_signed_document_is_refused(
    plan: RenderedDocument, signed_plan: bytes, credential: Credential
) -> None:
    with pytest.raises(SigningError, match="already signed"):
        PadesSigner().sign(replace(plan, pdf=signed_plan), credential, at=NOW, reason="Again")


@pytest.mark.parametrize(
    "pdf", [b"", b"not a PDF", b"%PDF-1.7\n%%EOF\n"], ids=["empty", "text", "header-only"]
)
def test_sign_what_is_not_a_pdf_is_refused(
    plan: RenderedDocument, credential: Credential, pdf: bytes
) -> None:
    with pytest.raises(SigningError, match="could not be signed"):
        PadesSigner().sign(replace(plan, pdf=pdf), credential, at=NOW, reason="Care plan")


def test_sign_box_on_a_page_that_is_not_there_is_refused(
    plan: RenderedDocument, credential: Credential
) -> None:
    document = replace(plan, signature_box=SignatureBox(7, 72, 600, 300, 660))

    with pytest.raises(SigningError, match="could not be signed"):
        PadesSigner().sign(document, credential, at=NOW, reason="Care plan")


def test_sign_with_a_key_that_does_not_fit_its_certificate_is_never_handed_out(
    plan: RenderedDocument, clinic: Identity, credential: Credential
) -> None:
    other = open_credential(make_identity(Profile(), clinic).p12, PASSPHRASE)
    mismatched = replace(other, certificate=credential.certificate)

    with pytest.raises(SigningError, match="did not verify"):
        PadesSigner().sign(plan, mismatched, at=NOW, reason="Care plan")
