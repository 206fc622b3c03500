"""Whose signatures this workstation trusts, and the verdict on a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop_app.composition.clock import now
from desktop_app.domain.errors import CredentialError
from desktop_app.domain.signature import SignatureReport, Verdict

_LARGEST_PDF = 25 * 1024 * 1024


def trusted_authorities(workstation: Path | None = None) -> list[bytes]:
    """The authorities that this workstation trusts: certificate files in the ``trust`` folder beside its records."""
    folder = (workstation or data_folder()) / "trust"
    return [path.read_bytes() for path in sorted(folder.glob("*.pem"))] if folder.is_dir() else []


def read_authority(path: Path) -> bytes:
    """The certificates in a file that the user names. Raises ``CredentialError`` where there are none."""
    from desktop_app.signing.verification import are_certificates

    try:
        data = path.read_bytes()
    except OSError:
        data = b""
    if not are_certificates(data):
        raise CredentialError(
            f"{path} holds no certificate that can be trusted.", "Name a certificate file (PEM)."
        )
    return data


def verify_file(path: Path, trust: Sequence[bytes]) -> SignatureReport:
    """The verdict on one PDF file; a file that cannot be read is never valid."""
    from desktop_app.signing.verification import verify

    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_PDF + 1)
    except OSError:
        return SignatureReport(Verdict.CANNOT_BE_READ, "This file cannot be opened. Check its name.")
    return verify(data, trust)


def verify_here(workstation: Path, pdf: bytes) -> SignatureReport:
    """The verdict of this workstation on the bytes of a PDF. The certificates it needs are no secret: no sign-in."""
    from desktop_app.signing.verification import verify

    return verify(pdf, trusted_authorities(workstation), at=now())


def data_folder() -> Path:
    """Where this user's records, keys and trusted authorities are kept."""
    from platformdirs import user_data_path

    return user_data_path("lumbar-pathway", appauthor=False)
