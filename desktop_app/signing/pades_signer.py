"""Signs a finished document, certified so that no later change is allowed.

PAdES baseline B-B (EN 319 142-1), or B-T with a time stamp from a server of the clinic.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import StaticStampStyle

from desktop_app.domain.errors import CredentialError, SigningError, TimeStampError
from desktop_app.domain.signature import SIGNATURE_FIELD, RenderedDocument, SignatureBox, Verdict
from desktop_app.signing.credentials import SigningCredential, check_usable
from desktop_app.signing.library_logs import signature_libraries_silenced
from desktop_app.signing.time_stamp_server import ServerTimeStamper, TimeStampServer
from desktop_app.signing.trust import Trust
from desktop_app.signing.verification import verify

_FIELD_LABEL = "Clinician's signature"
_DIGEST = "sha256"
_ATTRIBUTES = 768  # bytes: what is signed beside the digest, and the frame around all, take about 500
_LONGEST_CURVE_VALUE = 144  # bytes: for P-521
_TIME_STAMP = 16 * 1024  # bytes: with the server's certificates usually 3000 to 8000
_REPORT_IT = "Nothing was signed. Try again; if it happens again, report it."


class PadesSigner:
    """Puts one certifying signature on a document that has none."""

    def sign(
        self,
        document: RenderedDocument,
        credential: SigningCredential,
        *,
        at: datetime,
        reason: str,
        location: str | None = None,
        time_stamps: TimeStampServer | None = None,
    ) -> bytes:
        """Return the signed PDF, verified; the unsigned bytes are its unchanged beginning.

        The field over ``document.signature_box`` stays empty: the visible block is page content, drawn before.
        ``at`` (with time zone) is the claimed signing time. ``reason`` and ``location`` are readable by anyone who
        has the file. The empty field that our documents already hold, as part of their structure, is used as it is; a
        document without one gets it. With ``time_stamps`` the result has a valid time stamp (level
        B-T), or there is none.

        Raises:
            CredentialError: the certificate may not sign at ``at``, or its key cannot be reached.
            SigningError: the document is already signed or cannot be read, there is no valid time stamp, or the result
                does not verify.
        """
        check_usable(credential, at)
        metadata = PdfSignatureMetadata(
            field_name=SIGNATURE_FIELD,
            md_algorithm=_DIGEST,
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
            reason=reason,
            location=location,
        )
        with signature_libraries_silenced():
            try:
                signed = _signed(document, credential, metadata, at, time_stamps)
            except (CredentialError, SigningError):
                raise
            except Exception as error:  # pyHanko raises over a dozen types on PDFs it cannot take
                raise SigningError("The document could not be signed.", _REPORT_IT) from error
        _require_valid(signed, credential, time_stamps)
        return signed


class _CredentialSigner(Signer):
    """Lets pyHanko sign through the credential, so that the private key is neither copied nor parsed again."""

    def __init__(self, credential: SigningCredential) -> None:
        # A root inside the file convinces nobody, and could be altered without breaking the signature.
        super().__init__(signing_cert=_asn1(credential.certificate), embed_roots=False)
        self.cert_registry.register_multiple([_asn1(above) for above in credential.chain])
        self._credential = credential

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if digest_algorithm != _DIGEST:
            raise ValueError(f"credentials sign with {_DIGEST} only")
        return self._credential.sign(data)


class _PreservingWriter(IncrementalPdfFileWriter):
    """Adds the signature and nothing else.

    pyHanko's own writer rewrites the document's metadata too, which drops the PDF/A extension schema.
    """

    def _update_meta(self) -> None:
        pass


class _DatedSigner(PdfSigner):
    """Signs at a given time; pyHanko alone always takes this computer's clock."""

    def __init__(
        self,
        metadata: PdfSignatureMetadata,
        signer: Signer,
        box: SignatureBox,
        at: datetime,
        stamper: TimeStamper | None,
    ) -> None:
        field = SigFieldSpec(
            metadata.field_name or "",
            on_page=box.page,
            box=(round(box.left), round(box.bottom), round(box.right), round(box.top)),
            readable_field_name=_FIELD_LABEL,
        )
        # Without a style pyHanko would draw a stamp of its own, in a font that is not embedded.
        style = StaticStampStyle(border_width=0)
        super().__init__(metadata, signer, timestamper=stamper, stamp_style=style, new_field_spec=field)
        self._at = at

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._at
        return session

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:
        """PAdES in PDF 1.7: for an elliptic curve pyHanko would state PDF 2.0, which no PDF/A-3 conforms to."""
        pdf_out.register_extension(ESIC_EXTENSION_1)


def _signed(
    document: RenderedDocument,
    credential: SigningCredential,
    metadata: PdfSignatureMetadata,
    at: datetime,
    time_stamps: TimeStampServer | None,
) -> bytes:
    writer = _PreservingWriter(BytesIO(document.pdf))
    if writer.prev.embedded_signatures:
        raise SigningError("The document is already signed.", "Make the document anew to sign it again.")
    stamper = None if time_stamps is None else ServerTimeStamper(time_stamps)
    signer = _DatedSigner(metadata, _CredentialSigner(credential), document.signature_box, at, stamper)
    output = BytesIO()
    reserved = _hex_digits_to_reserve(credential) + (0 if stamper is None else 2 * _TIME_STAMP)
    signer.sign_pdf(writer, output=output, bytes_reserved=reserved)
    return output.getvalue()


def _hex_digits_to_reserve(credential: SigningCredential) -> int:
    """Room for the signature; pyHanko's own estimate signs once more, a third of the whole time."""
    signer = credential.certificate
    embedded = (signer, *(one for one in credential.chain if one.issuer != one.subject))
    key = signer.public_key()
    value = key.key_size // 8 if isinstance(key, rsa.RSAPublicKey) else _LONGEST_CURVE_VALUE
    names = 2 * len(
        signer.issuer.public_bytes()
    )  # the issuer tells which certificate it is, and is signed as well
    return 2 * (_ATTRIBUTES + value + names + sum(len(one.public_bytes(Encoding.DER)) for one in embedded))


def _require_valid(signed: bytes, credential: SigningCredential, time_stamps: TimeStampServer | None) -> None:
    """Verify with the signer's own certificate as the trusted one: the clinic may not be in the trust list yet."""
    signer = credential.certificate.public_bytes(Encoding.DER)
    authorities = () if time_stamps is None else tuple(time_stamps.trust)
    report = verify(signed, Trust(signers=(signer,), time_stamps=authorities))
    if report.verdict is not Verdict.VALID:
        # A trusted signer leaves only the time stamp to be at fault.
        failure = TimeStampError if report.trusted else SigningError
        raise failure(f"The signed document did not verify: {report.reason}", _REPORT_IT)
    if time_stamps is not None and report.time_stamped_at is None:
        raise TimeStampError("The time stamp is missing from the signature.", _REPORT_IT)


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
