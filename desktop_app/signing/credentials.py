"""A clinician's signing key, opened from a PKCS#12 file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from asn1crypto import pkcs12 as pkcs12_structure
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from desktop_app.domain.errors import CredentialError
from desktop_app.signing.certificate_rules import certificate_problem, common_name

_ANOTHER_FILE = "Choose another key file, or ask for a new one."


class SigningCredential(Protocol):
    """A private key with its certificate, wherever the key is kept: what a signature is made with."""

    @property
    def signer(self) -> str:
        """The certificate's common name, to be shown."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, in hexadecimal."""

    @property
    def certificate(self) -> x509.Certificate: ...

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """The certificates of the authorities above the signer, as far as they are at hand."""

    def sign(self, data: bytes) -> bytes:
        """Sign ``data`` with SHA-256: ECDSA, or RSA with PKCS#1 v1.5 padding. Raises ``CredentialError``."""


@dataclass(frozen=True, slots=True)
class Credential:
    """An opened signing key with its certificate. The private key never leaves this object."""

    signer: str
    """The certificate's common name, to be shown."""
    not_before: datetime
    not_after: datetime
    fingerprint: str
    """SHA-256 of the certificate, in hexadecimal."""
    certificate: x509.Certificate = field(repr=False)
    chain: tuple[x509.Certificate, ...] = field(repr=False)
    """The certificates of the authorities above the signer, as far as the file holds them."""
    _key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey = field(repr=False, compare=False)

    def sign(self, data: bytes) -> bytes:
        """Sign ``data`` with SHA-256: ECDSA, or RSA with PKCS#1 v1.5 padding."""
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return self._key.sign(data, ec.ECDSA(hashes.SHA256()))


def open_credential(p12: bytes, passphrase: str) -> Credential:
    """Open a PKCS#12 file.

    Whether its certificate may sign now is a separate question: see :func:`check_usable`.

    Raises:
        CredentialError: damaged file, wrong passphrase, or no usable key with its own certificate.
    """
    if not _is_pkcs12(p12):
        raise CredentialError("The key file is damaged or is not a PKCS#12 file (.p12, .pfx).", _ANOTHER_FILE)
    try:
        content = pkcs12.load_pkcs12(p12, passphrase.encode())
    except ValueError:
        # The cause is dropped: a wrong passphrase and damage inside the encrypted part look the same.
        raise CredentialError(
            "The passphrase does not open the key file.",
            "Type it again. If it is right, the file is damaged.",
        ) from None
    return _credential(content)


def check_usable(credential: SigningCredential, at: datetime) -> None:
    """Raise :class:`CredentialError` unless the certificate may sign a document at ``at`` (with time zone).

    pyHanko itself signs with any certificate, an expired one included.
    """
    problem = certificate_problem(credential.certificate, at)
    if problem is not None:
        raise CredentialError(problem, "Ask for a new signing certificate, and check this computer's date.")


def _is_pkcs12(data: bytes) -> bool:
    """Whether the outer structure is whole; needs no passphrase."""
    try:
        container = pkcs12_structure.Pfx.load(data, strict=True)
        return container["version"].native == "v3" and len(container.authenticated_safe) > 0
    except (ValueError, TypeError, KeyError):
        return False


def _credential(content: pkcs12.PKCS12KeyAndCertificates) -> Credential:
    key = content.key
    # A certificate that does not belong to the key counts as none: the library pairs the two by the key itself.
    if key is None or content.cert is None:
        raise CredentialError("The key file holds no private key with its certificate.", _ANOTHER_FILE)
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise CredentialError(
            "The key file holds a kind of key that cannot sign documents here.", _ANOTHER_FILE
        )
    certificate = content.cert.certificate
    return Credential(
        signer=common_name(certificate.subject),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        certificate=certificate,
        chain=tuple(extra.certificate for extra in content.additional_certs),
        _key=key,
    )
