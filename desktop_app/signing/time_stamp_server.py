"""Asks a time stamp server of the clinic's own network for a time stamp (RFC 3161), where a clinic has set one up.

The only module that opens a connection, and only with an address that was given for it. What leaves the computer is one
digest of the signature: nothing about the patient can be told from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Final
from urllib.parse import SplitResult, urlsplit

from asn1crypto import cms, tsp
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from desktop_app.domain.errors import SigningError

_SECONDS: Final = 5.0
_LARGEST_ANSWER: Final = 64 * 1024
_REMEDY: Final = "Nothing was signed. Try again, or choose to sign without a time stamp."
_NO_TIME_STAMP: Final = "The time stamp server sent no time stamp."


@dataclass(frozen=True, slots=True)
class TimeStampServer:
    """Where time stamps come from, and the certificates (PEM or DER) of the authorities that vouch for them."""

    url: str
    trust: Sequence[bytes] = field(repr=False)

    def __post_init__(self) -> None:
        """Raises ``SigningError`` for an address that is none."""
        try:
            address = urlsplit(self.url)
            usable = address.scheme in {"http", "https"} and bool(address.hostname) and address.port != 0
        except ValueError:
            usable = False
        if not usable:
            raise SigningError(
                "The address of the time stamp server cannot be used.", "It begins with http:// or https://."
            )


class ServerTimeStamper(TimeStamper):
    """Lets pyHanko ask the server, without proxies or redirections and with little patience."""

    def __init__(self, server: TimeStampServer) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # untyped in pyHanko
        self._address = urlsplit(server.url)

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """Raises ``SigningError`` where the answer is no time stamp for this very digest and question."""
        try:
            return await super().async_timestamp(message_digest, md_algorithm)
        except (TimestampRequestError, ValueError, TypeError, KeyError):
            raise SigningError(_NO_TIME_STAMP, _REMEDY) from None

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        return tsp.TimeStampResp.load(_answer(self._address, req.dump()))


def _answer(address: SplitResult, question: bytes) -> bytes:
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    connection = kind(address.hostname or "", address.port, timeout=_SECONDS)
    path = (address.path or "/") + (f"?{address.query}" if address.query else "")
    try:
        connection.request("POST", path, question, {"Content-Type": "application/timestamp-query"})
        with connection.getresponse() as response:
            answer = response.read(_LARGEST_ANSWER + 1)
    except (OSError, HTTPException):
        raise SigningError("The time stamp server did not answer.", _REMEDY) from None
    finally:
        connection.close()
    if response.status != 200 or len(answer) > _LARGEST_ANSWER:
        raise SigningError(_NO_TIME_STAMP, _REMEDY)
    return answer
