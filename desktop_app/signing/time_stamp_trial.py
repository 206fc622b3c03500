"""Tries a time stamp server as a plan would use it."""

from __future__ import annotations

import secrets
from datetime import datetime

from desktop_app.domain.errors import TimeStampError
from desktop_app.domain.signature import RenderedDocument, SignatureBox
from desktop_app.signing.clinic_keys import ca_pem, create_clinic_authority, issue_clinician_credential
from desktop_app.signing.credentials import open_credential
from desktop_app.signing.pades_signer import PadesSigner
from desktop_app.signing.time_stamp_server import TimeStampServer
from desktop_app.signing.trust import Trust
from desktop_app.signing.verification import verify

_NAME = "Trial of a time stamp"
_PAGE_POINTS = 72


def ask_time_stamp(server: TimeStampServer, at: datetime) -> datetime:
    """Sign a blank page with a throw-away key and a time stamp, and say its time.

    Raises ``SigningError`` where no time stamp comes back that the authorities of ``server`` vouch for.
    """
    passphrase = secrets.token_urlsafe(24)
    clinic = create_clinic_authority(_NAME, at)
    key = issue_clinician_credential(clinic, _NAME, at, days=1, passphrase=passphrase)
    credential = open_credential(key, passphrase)
    signed = PadesSigner().sign(_blank_page(), credential, at=at, reason=_NAME, time_stamps=server)
    trust = Trust(signers=(ca_pem(clinic),), time_stamps=tuple(server.trust))
    stamped_at = verify(signed, trust).time_stamped_at
    if stamped_at is None:
        raise TimeStampError("The time stamp server sent no time stamp.")
    return stamped_at


def _blank_page() -> RenderedDocument:
    """The smallest PDF that can be signed (ISO 32000-1, 7.5)."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]>>" % (_PAGE_POINTS, _PAGE_POINTS),
    )
    pdf, places = b"%PDF-1.7\n", b""
    for number, content in enumerate(objects, 1):
        places += b"%010d 00000 n \n" % len(pdf)
        pdf += b"%d 0 obj%bendobj\n" % (number, content)
    table = b"xref\n0 4\n0000000000 65535 f \n%btrailer<</Size 4/Root 1 0 R>>\n" % places
    pdf += table + b"startxref\n%d\n%%%%EOF\n" % len(pdf)
    return RenderedDocument(pdf, 1, SignatureBox(0, 0, 0, _PAGE_POINTS, _PAGE_POINTS))
