"""A clinic's own certificate authority, and the signing keys it gives its clinicians.

Two levels, no outside party: the authority's certificate goes into the trust list of every workstation of the
clinic, each clinician gets a PKCS#12 file. Also makes the throw-away clinic of the demonstration.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    KeySerializationEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from desktop_app.domain.errors import CredentialError
from desktop_app.signing.certificate_rules import DOCUMENT_SIGNING, MINIMUM_RSA_BITS

_AUTHORITY_LIFETIME = timedelta(days=3652)
# OWASP's figure for PBKDF2 with SHA-256 (2023); about 0.15 s to open the file.
_KDF_ROUNDS = 600_000
_LONGEST_NAME = 64  # bytes: X.520 upper bound of a common name, as the library counts

_PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class KeyKind(StrEnum):
    """The kinds of key this application makes."""

    P256 = "p-256"
    RSA_3072 = "rsa-3072"


@dataclass(frozen=True, slots=True)
class ClinicAuthority:
    """The clinic's certificate authority, private key included: whoever holds it can name clinicians."""

    name: str
    certificate: x509.Certificate = field(repr=False)
    key: _PrivateKey = field(repr=False, compare=False)


def create_clinic_authority(name: str, at: datetime, *, key_kind: KeyKind = KeyKind.P256) -> ClinicAuthority:
    """Make an authority valid for ten years from ``at`` (with time zone).

    Raises:
        CredentialError: the name is empty or longer than a certificate can hold.
    """
    key = _new_key(key_kind)
    subject = _distinguished_name(clinic=name, person=name)
    certificate = (
        _builder(subject, subject, key, at, at + _AUTHORITY_LIFETIME)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(for_authority=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return ClinicAuthority(name, certificate, key)


def issue_clinician_credential(
    authority: ClinicAuthority,
    name: str,
    at: datetime,
    days: int,
    passphrase: str,
    *,
    key_kind: KeyKind = KeyKind.P256,
) -> bytes:
    """Make a clinician's signing key: a PKCS#12 file, AES-256 under ``passphrase``, valid ``days`` from ``at``.

    It never outlives the authority.

    Raises:
        CredentialError: the name does not fit a certificate, or the passphrase is empty.
    """
    if not passphrase:
        raise CredentialError("A signing key needs a passphrase.", "Type a passphrase.")
    key = _new_key(key_kind)
    subject = _distinguished_name(clinic=authority.name, person=name)
    until = min(at + timedelta(days=days), authority.certificate.not_valid_after_utc)
    authority_key_id = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    # documentSigning alone is unknown to NSS and so to pdfsig; emailProtection is what viewers look for.
    purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION, DOCUMENT_SIGNING])
    certificate = (
        _builder(subject, authority.certificate.subject, key, at, until)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(for_authority=False), critical=True)
        .add_extension(purposes, critical=False)
        .add_extension(authority_key_id, critical=False)
        .sign(authority.key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        name.encode(), key, certificate, [authority.certificate], _encryption(passphrase)
    )


def name_problem(name: str) -> str:
    """Why a name cannot stand in a certificate; empty where it can."""
    if 1 <= len(name.encode()) <= _LONGEST_NAME:
        return ""
    return (
        f"A name in a certificate must have 1 to {_LONGEST_NAME} characters (an accented one counts twice)."
    )


def ca_pem(authority: ClinicAuthority) -> bytes:
    """The authority's certificate (not its key) for a trust list."""
    return authority.certificate.public_bytes(Encoding.PEM)


def _new_key(kind: KeyKind) -> _PrivateKey:
    if kind is KeyKind.RSA_3072:
        return rsa.generate_private_key(public_exponent=65537, key_size=MINIMUM_RSA_BITS)
    return ec.generate_private_key(ec.SECP256R1())


def _distinguished_name(*, clinic: str, person: str) -> x509.Name:
    for text in (clinic, person):
        if problem := name_problem(text):
            raise CredentialError(problem, "Shorten the name.")
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, clinic),
            x509.NameAttribute(NameOID.COMMON_NAME, person),
        ]
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: _PrivateKey, begin: datetime, end: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _key_usage(*, for_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not for_authority,
        content_commitment=not for_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=for_authority,
        crl_sign=for_authority,
        encipher_only=False,
        decipher_only=False,
    )


def _encryption(passphrase: str) -> KeySerializationEncryption:
    return (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(_KDF_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(passphrase.encode())
    )
