"""Whom this workstation trusts, and its verdict on a file."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop_app.application.record_match import DocumentDigests, compared_with_records
from desktop_app.atomic_file import write_atomically
from desktop_app.composition.clock import now
from desktop_app.domain.errors import CredentialError, StorageError
from desktop_app.domain.signature import SignatureReport, Verdict

if TYPE_CHECKING:
    from desktop_app.signing.trust import Trust

SIGNERS: Final = "trust"
"""The folder, beside the records, with a certificate file for each clinic whose signatures are trusted."""
TIME_STAMPS: Final = "trust/time-stamps"
"""The same for the authorities whose time stamps are trusted."""

_LARGEST_PDF: Final = 25 * 1024 * 1024


def workstation_trust(
    workstation: Path, *, signers: Iterable[Path] = (), time_stamps: Iterable[Path] = ()
) -> Trust:
    """The certificates in the two folders of a workstation, and in these files.

    Raises ``CredentialError`` for a file that holds none.
    """
    from desktop_app.signing.trust import Trust

    return Trust(
        (*_certificate_files(workstation / SIGNERS), *map(read_authority, signers)),
        (*_certificate_files(workstation / TIME_STAMPS), *map(read_authority, time_stamps)),
    )


def _certificate_files(folder: Path) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted(folder.glob("*.pem")))


def trust_signers(workstation: Path, certificates: bytes) -> None:
    """From now on believe these certificates (PEM or DER) who signed a plan. Raises ``StorageError``."""
    _add(workstation / SIGNERS, certificates)


def trust_time_stamps(workstation: Path, certificates: bytes) -> None:
    """From now on believe these certificates (PEM or DER) when a plan was signed. Raises ``StorageError``."""
    _add(workstation / TIME_STAMPS, certificates)


def _add(folder: Path, certificates: bytes) -> None:
    """Under a name that follows from the content: the same certificates are never there twice."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(
            folder / f"{sha256(certificates).hexdigest()[:16]}.pem", certificates, overwrite=True
        )
    except OSError as error:
        raise StorageError(
            "The certificate could not be kept.", "Check the space and the rights of the records folder."
        ) from error


def read_authority(path: Path) -> bytes:
    """The certificates in a file that the user names. Raises ``CredentialError`` where there are none."""
    from desktop_app.signing.trust import are_certificates

    try:
        data = path.read_bytes()
    except OSError:
        data = b""
    if not are_certificates(data):
        raise CredentialError(
            f"{path} holds no certificate that can be trusted.", "Name a certificate file (PEM)."
        )
    return data


def verify_file(path: Path, trust: Trust, records: DocumentDigests | None = None) -> SignatureReport:
    """The verdict on one PDF file; a file that cannot be read is never valid. See ``verify_here``."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_PDF + 1)
    except OSError:
        return SignatureReport(Verdict.CANNOT_BE_READ, "This file cannot be opened. Check its name.")
    return _verdict(data, trust, records)


def verify_here(workstation: Path, pdf: bytes, records: DocumentDigests | None = None) -> SignatureReport:
    """The verdict of this workstation on the bytes of a PDF. The certificates it needs are no secret: no sign-in.

    Where its ``records`` are open, they are asked too. Raises ``StorageError`` where they do not answer.
    """
    return _verdict(pdf, workstation_trust(workstation), records)


def _verdict(pdf: bytes, trust: Trust, records: DocumentDigests | None) -> SignatureReport:
    from desktop_app.signing.verification import verify

    report = verify(pdf, trust, at=now())
    return report if records is None else compared_with_records(report, pdf, records)


def signed_revision_here(workstation: Path, pdf: bytes) -> bytes | None:
    """The part of a PDF that was signed and is valid on this workstation; ``None`` where there is none."""
    from desktop_app.signing.signed_revision import signed_revision

    return signed_revision(pdf, workstation_trust(workstation), at=now())


def data_folder() -> Path:
    """Where this user's records, keys and trusted authorities are kept."""
    from platformdirs import user_data_path

    return user_data_path("lumbar-pathway", appauthor=False)
