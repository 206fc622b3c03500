"""Judges a signed PDF against this computer's own lists of whom it trusts. Terms follow ETSI EN 319 102-1.

``valid`` is earned by every check holding; whatever is unexpected ends as ``cannot_be_read``. No network, no system
roots, no revocation lists: what a clinic no longer trusts, it takes off its list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature, PdfSignatureStatus, validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.policy_decl import DisallowWeakAlgorithmsPolicy

from desktop_app.domain.signature import SignatureLevel, SignatureReport, Verdict
from desktop_app.signing.certificate_rules import (
    MINIMUM_RSA_BITS,
    certificate_problem,
    common_name,
    is_authority,
    time_stamp_certificate_problem,
)
from desktop_app.signing.library_logs import signature_libraries_silenced
from desktop_app.signing.signature_form import (
    certifies_no_changes,
    covers_whole_file,
    holds_what_was_signed,
    is_plain,
)
from desktop_app.signing.trust import Anchors, Trust, read_trust

LARGEST_FILE = 25 * 1024 * 1024
_CLOCK_TOLERANCE = timedelta(minutes=5)
_LONGEST_CHAIN = 5


def verify(pdf: bytes, trust: Trust, *, at: datetime | None = None) -> SignatureReport:
    """Judge the one signature of ``pdf``; never raises.

    The signer's certificate is judged at the time of signing. ``at`` is now: where it is given, a signature from the
    future is refused, and a certificate that has expired since is mentioned.
    """
    if len(pdf) > LARGEST_FILE:
        return _unreadable(f"The file is larger than {LARGEST_FILE // 1024**2} MB; no plan is.")
    try:
        anchors = read_trust(trust)
    except ValueError:
        return _unreadable("The certificates that this computer trusts are damaged.")
    with signature_libraries_silenced():
        try:
            return _judge(pdf, anchors, at)
        except Exception:  # noqa: BLE001
            # Deliberately broad: on damaged files the libraries raise over nine unrelated types, RecursionError and
            # AssertionError among them. A file that surprises us is not valid, and that is all there is to say.
            return _unreadable("The file is damaged, or is not a PDF that this program can check.")


def _judge(pdf: bytes, anchors: Anchors, at: datetime | None) -> SignatureReport:
    reader = PdfFileReader(BytesIO(pdf))
    if reader.encrypted:
        return _unreadable("The file is encrypted; a signed plan never is.")
    signatures: list[EmbeddedPdfSignature] = reader.embedded_signatures
    if len(signatures) > 1:
        return _changed(f"The file holds {len(signatures)} signatures; a plan carries exactly one.")
    if signatures:
        return _judge_signature(signatures[0], pdf, anchors, at)
    if b"/ByteRange" in pdf:
        return _unreadable("The file holds a signature that no longer belongs to any part of it.")
    return SignatureReport(Verdict.NOT_SIGNED, "The file carries no signature.")


def _judge_signature(
    signature: EmbeddedPdfSignature, pdf: bytes, anchors: Anchors, at: datetime | None
) -> SignatureReport:
    """Judge whether the file is what was signed; only then, who signed it."""
    if not covers_whole_file(signature, pdf):
        return _changed("The file was changed or added to after it was signed.", covers_whole_file=False)
    if not holds_what_was_signed(signature):
        return _changed("The file was changed after it was signed.", intact=False, covers_whole_file=True)
    signed_at = signature.self_reported_timestamp
    if signed_at is None or signed_at.tzinfo is None:
        return _unreadable("The signature does not say when it was made.")
    status = _validated(signature, anchors, signed_at)
    if not (status.intact and status.valid):
        return _changed("The file was changed after it was signed.", intact=False, covers_whole_file=True)
    if not (is_plain(signature) and certifies_no_changes(signature)):
        return _unreadable(
            "The signature is not of the kind that plans carry (PAdES, certified, no changes allowed)."
        )
    return _judge_signer(signature, status, anchors, signed_at, at)


def _judge_signer(
    signature: EmbeddedPdfSignature,
    status: PdfSignatureStatus,
    anchors: Anchors,
    signed_at: datetime,
    at: datetime | None,
) -> SignatureReport:
    """Judge the signer of an unchanged file. No name is reported before a trusted certificate vouches for it."""
    report = _signer_not_known(signed_at)
    embedded = (signature.signer_cert, *signature.other_embedded_certs)
    certificate, *others = [x509.load_der_x509_certificate(one.dump()) for one in embedded]
    if not vouched_for(certificate, others, anchors.signers):
        return report
    report = replace(
        report,
        signer=common_name(certificate.subject),
        issuer=common_name(certificate.issuer),
        document=_title(signature.reader),
        certificate_ends=certificate.not_valid_after_utc,
    )
    problem = certificate_problem(certificate, signed_at)
    if problem is None and not status.trusted:
        problem = "The algorithm of the signature or a certificate of the clinic breaks the rules."
    if problem is not None:
        reason = f"Unchanged since it was signed, but the signer's certificate was not in order. {problem}"
        return replace(report, verdict=Verdict.CERTIFICATE_PROBLEM, reason=reason)
    if at is not None and signed_at - at > _CLOCK_TOLERANCE:
        return _unreadable("The signature claims a time in the future. Check this computer's clock.")
    return _judge_time_stamp(replace(report, level=SignatureLevel.B_B, trusted=True), status, certificate, at)


def _judge_time_stamp(
    report: SignatureReport, status: PdfSignatureStatus, certificate: x509.Certificate, at: datetime | None
) -> SignatureReport:
    """The last step of an otherwise valid signature. A time stamp need not be there, but it must not be false."""
    stamp = status.timestamp_validity
    problem = None if stamp is None else _stamp_problem(stamp, certificate, report.signed_at)
    if problem is not None:
        reason = f"Unchanged since it was signed, but its time stamp is not in order. {problem}"
        return replace(report, verdict=Verdict.CERTIFICATE_PROBLEM, reason=reason)
    if not status.bottom_line:
        return _unreadable("The signature carries conditions that this program cannot check.")
    if stamp is not None:
        report = replace(report, level=SignatureLevel.B_T, time_stamped_at=stamp.timestamp)
    return replace(report, verdict=Verdict.VALID, reason=_valid_reason(certificate, at))


def _stamp_problem(
    stamp: TimestampSignatureStatus, certificate: x509.Certificate, signed_at: datetime | None
) -> str | None:
    """The first reason why ``stamp`` proves nothing about a signature by ``certificate`` that claims ``signed_at``."""
    if not (stamp.intact and stamp.valid):
        return "It is damaged, or belongs to another signature."
    authority = x509.load_der_x509_certificate(stamp.signing_cert.dump())
    if problem := time_stamp_certificate_problem(authority, stamp.timestamp):
        return f"The time stamp server may not make it. {problem}"
    if not stamp.trusted:
        return "No time stamp authority that this computer trusts vouches for it."
    if signed_at is None or signed_at - stamp.timestamp > _CLOCK_TOLERANCE:
        return "The signature claims to be made after its own time stamp."
    return certificate_problem(certificate, stamp.timestamp)


def _title(reader: PdfFileReader) -> str | None:
    if "/Info" not in reader.trailer:
        return None
    title = reader.trailer["/Info"].get("/Title")
    return None if title is None else str(title)


def _validated(signature: EmbeddedPdfSignature, anchors: Anchors, signed_at: datetime) -> PdfSignatureStatus:
    usage = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})
    return validate_pdf_signature(
        signature,
        _validation_context(anchors.signers, signed_at),
        # Never left out: pyHanko would let the clinics vouch for time stamps, too.
        ts_validation_context=_validation_context(anchors.time_stamps, signed_at),
        key_usage_settings=usage,
    )


def _validation_context(anchors: Sequence[x509.Certificate], moment: datetime) -> ValidationContext:
    return ValidationContext(
        # Never None: that would mean the operating system's roots.
        trust_roots=[asn1_x509.Certificate.load(one.public_bytes(Encoding.DER)) for one in anchors],
        moment=moment,
        allow_fetching=False,
        algorithm_usage_policy=DisallowWeakAlgorithmsPolicy(  # type: ignore[no-untyped-call]  # untyped in pyHanko
            rsa_key_size_threshold=MINIMUM_RSA_BITS
        ),
    )


def vouched_for(
    certificate: x509.Certificate, others: Sequence[x509.Certificate], anchors: Sequence[x509.Certificate]
) -> bool:
    """Whether true signatures of authorities lead from the certificate to a trusted one, whatever their dates.

    Apart from pyHanko's validation because a wrong date must not hide that the name is false: a made-up, expired
    certificate is "signer not known", not "certificate problem".
    """
    authorities = [one for one in (*anchors, *others) if is_authority(one)]
    for _ in range(_LONGEST_CHAIN):
        if certificate in anchors:
            return True
        issuer = next((one for one in authorities if issued(one, certificate)), None)
        if issuer is None:
            return False
        certificate = issuer
    return False


def issued(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    """Whether ``issuer`` truly signed ``certificate``, whatever the dates of both."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _valid_reason(certificate: x509.Certificate, at: datetime | None) -> str:
    reason = f"Unchanged since {common_name(certificate.subject)} signed it."
    if at is not None and at > certificate.not_valid_after_utc:
        reason += (
            f" The certificate was valid then; it expired on {certificate.not_valid_after_utc:%Y-%m-%d}."
        )
    return reason


def _signer_not_known(signed_at: datetime) -> SignatureReport:
    return SignatureReport(
        Verdict.SIGNER_NOT_KNOWN,
        "Unchanged since it was signed, but no clinic that this computer trusts vouches for the signer. "
        "Any name in the file may be made up.",
        signed_at=signed_at,
        intact=True,
        covers_whole_file=True,
        trusted=False,
    )


def _changed(
    reason: str, *, intact: bool | None = None, covers_whole_file: bool | None = None
) -> SignatureReport:
    return SignatureReport(
        Verdict.CHANGED_AFTER_SIGNING, reason, intact=intact, covers_whole_file=covers_whole_file
    )


def _unreadable(reason: str) -> SignatureReport:
    return SignatureReport(Verdict.CANNOT_BE_READ, reason)
