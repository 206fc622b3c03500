"""Whom this computer trusts: for the signatures of plans, and apart from that for time stamps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cryptography import x509


@dataclass(frozen=True, slots=True)
class Trust:
    """Certificates in PEM or DER, by the one purpose they are trusted for; neither list speaks for the other.

    Whoever may date documents must not thereby name clinicians, and a clinic must not vouch for its own time.
    """

    signers: tuple[bytes, ...] = ()
    """Clinics, or single signers."""
    time_stamps: tuple[bytes, ...] = ()
    """Authorities behind time stamp servers, or single servers."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """The same, read."""

    signers: tuple[x509.Certificate, ...]
    time_stamps: tuple[x509.Certificate, ...]


def read_trust(trust: Trust) -> Anchors:
    """Raises ``ValueError`` where a certificate is damaged."""
    return Anchors(_certificates(trust.signers), _certificates(trust.time_stamps))


def are_certificates(data: bytes) -> bool:
    """Whether a file can be trusted as it stands: certificates in PEM, or one in DER."""
    try:
        return bool(_certificates([data]))
    except ValueError:
        return False


def _certificates(files: Iterable[bytes]) -> tuple[x509.Certificate, ...]:
    """Every certificate; a PEM file may hold several."""
    found: list[x509.Certificate] = []
    for data in files:
        if b"-----BEGIN" in data:
            found.extend(x509.load_pem_x509_certificates(data))
        else:
            found.append(x509.load_der_x509_certificate(data))
    return tuple(found)
