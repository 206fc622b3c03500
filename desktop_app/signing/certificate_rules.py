"""What a clinician's signing certificate must be. Signing and verifying judge by these same rules.

Key lengths and algorithms follow NIST SP 800-57 part 1 (128-bit strength); key usage follows RFC 5280 4.2.1.3 and
the document-signing purpose of RFC 9336.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

MINIMUM_RSA_BITS = 3072

DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
_SIGNING_PURPOSES = frozenset(
    {
        DOCUMENT_SIGNING,
        ExtendedKeyUsageOID.EMAIL_PROTECTION,
        ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
        x509.ObjectIdentifier("1.2.840.113583.1.1.5"),  # Adobe authentic documents
        x509.ObjectIdentifier("1.3.6.1.4.1.311.10.3.12"),  # Microsoft document signing
    }
)
_STRONG_HASHES = frozenset({"sha256", "sha384", "sha512"})
_CURVES = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)

_Extension = TypeVar("_Extension", bound=x509.ExtensionType)


def certificate_problem(certificate: x509.Certificate, at: datetime) -> str | None:
    """The first reason, as a sentence, why this certificate must not sign a document at ``at`` (with time zone).

    ``None`` means it may. Who issued it is not judged here.
    """
    return _wrong_use(certificate) or _weak_algorithm(certificate) or _outside_validity(certificate, at)


def time_stamp_certificate_problem(certificate: x509.Certificate, at: datetime) -> str | None:
    """The same for a certificate that makes time stamps (RFC 3161, 2.3)."""
    purposes = _extension(certificate, x509.ExtendedKeyUsage)
    if purposes is None or set(purposes) != {ExtendedKeyUsageOID.TIME_STAMPING}:
        return "Its certificate is not meant for time stamps alone."
    return _weak_algorithm(certificate) or _outside_validity(certificate, at)


def common_name(name: x509.Name) -> str:
    """The name to show for a certificate's subject or issuer."""
    values = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(values[0].value) if values else name.rfc4514_string()


def is_authority(certificate: x509.Certificate) -> bool:
    """Whether the certificate may issue other certificates."""
    constraints = _extension(certificate, x509.BasicConstraints)
    return constraints is not None and constraints.ca


def _wrong_use(certificate: x509.Certificate) -> str | None:
    if is_authority(certificate):
        return "The certificate belongs to a certificate authority, not to a person who signs."
    usage = _extension(certificate, x509.KeyUsage)
    if usage is None or not (usage.digital_signature or usage.content_commitment):
        return "The certificate is not meant for signatures (key usage digitalSignature or nonRepudiation is missing)."
    purposes = _extension(certificate, x509.ExtendedKeyUsage)
    if purposes is not None and _SIGNING_PURPOSES.isdisjoint(purposes):
        return "The certificate is not meant for signing documents (extended key usage names other purposes only)."
    return None


def _weak_algorithm(certificate: x509.Certificate) -> str | None:
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        if key.key_size < MINIMUM_RSA_BITS:
            return (
                f"The key is too weak: RSA with {key.key_size} bits, at least {MINIMUM_RSA_BITS} are needed."
            )
    elif not isinstance(key, ec.EllipticCurvePublicKey):
        return "The kind of key is not supported: only elliptic curve (P-256, P-384, P-521) and RSA keys are."
    elif not isinstance(key.curve, _CURVES):
        return f"The key's elliptic curve {key.curve.name} is not accepted: only P-256, P-384 and P-521 are."
    if not _strongly_signed(certificate):
        return "The certificate itself was signed with an outdated algorithm such as SHA-1 or MD5."
    return None


def _strongly_signed(certificate: x509.Certificate) -> bool:
    try:
        algorithm = certificate.signature_hash_algorithm
    except UnsupportedAlgorithm:
        return False
    # EdDSA names no separate hash algorithm, and is strong.
    return algorithm is None or algorithm.name in _STRONG_HASHES


def _outside_validity(certificate: x509.Certificate, at: datetime) -> str | None:
    begin, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if at < begin:
        return f"The certificate is not valid until {begin:%Y-%m-%d}."
    if at > end:
        return f"The certificate expired on {end:%Y-%m-%d}."
    return None


def _extension(certificate: x509.Certificate, kind: type[_Extension]) -> _Extension | None:
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None
