"""What a file was when it was signed, where something was added to it afterwards."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import islice
from typing import Final

from desktop_app.domain.signature import Verdict
from desktop_app.signing.trust import Trust
from desktop_app.signing.verification import verify

_BYTE_RANGE: Final = re.compile(rb"/ByteRange\s*\[\s*0\s+\d{1,9}\s+(\d{1,9})\s+(\d{1,9})\s*\]")
_MOST_SIGNATURES: Final = 8
"""More are not tried: a hostile file must not keep us busy."""


def signed_revision(pdf: bytes, trust: Trust, *, at: datetime | None = None) -> bytes | None:
    """The beginning of ``pdf`` that a signature covers and that is valid by itself; the file itself where that is it.

    ``None`` where no part of it is. Later additions only add: a PDF editor leaves the signed bytes in front. The ranges
    are taken from the bare bytes because additions may hide the signature from a reader; whatever they say, only
    ``verify`` decides.
    """
    for found in islice(_BYTE_RANGE.finditer(pdf), _MOST_SIGNATURES):
        end = int(found[1]) + int(found[2])
        if end <= len(pdf) and verify(pdf[:end], trust, at=at).verdict is Verdict.VALID:
            return pdf[:end]
    return None
