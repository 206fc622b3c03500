"""The public half of a signing key as the settings keep it, and what this computer makes of it."""

from __future__ import annotations

from collections.abc import Sequence

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from desktop_app.domain.signing_settings import SignerCertificate
from desktop_app.signing.certificate_rules import common_name
from desktop_app.signing.trust import Trust, read_trust
from desktop_app.signing.verification import issued, vouched_for


def described(certificate: x509.Certificate, above: Sequence[x509.Certificate] = ()) -> SignerCertificate:
    """``above`` are the authorities that came with the key, in any order."""
    return SignerCertificate(
        signer=common_name(certificate.subject),
        issuer=common_name(certificate.issuer),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        chain=tuple(one.public_bytes(Encoding.DER) for one in (certificate, *above)),
    )


def certificates_of(described: SignerCertificate) -> tuple[x509.Certificate, ...]:
    """The certificate, then those above it."""
    return tuple(x509.load_der_x509_certificate(one) for one in described.chain)


def is_vouched_for(certificate: SignerCertificate, trust: Trust) -> bool:
    """Whether one of those who are trusted for signatures is it, or leads to it."""
    own, *above = certificates_of(certificate)
    return vouched_for(own, above, read_trust(trust).signers)


def anchor_of(certificate: SignerCertificate) -> SignerCertificate:
    """The authority that issued the certificate, where it came with the key; else the certificate itself.

    The nearest one: who trusts it trusts no more people than needed.
    """
    own, *above = certificates_of(certificate)
    issuer = next((one for one in above if issued(one, own)), own)
    return described(issuer)
