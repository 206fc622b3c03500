"""Asks a time stamp server of the clinic's own network for a time stamp (RFC 3161), where a clinic has set one up.

The only module that opens a connection, and only with an address that was given for it. What leaves the computer is one
digest of the signature: nothing about the patient can be told from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Thread
from typing import Final
from urllib.parse import SplitResult, urlsplit

from asn1crypto import cms, core, tsp
from pyhanko.sign.timestamps import TimeStamper

from desktop_app.domain.errors import TimeStampError

_LARGEST_ANSWER: Final = 64 * 1024
_GRANTED: Final = (0, 1)  # with or without modifications: RFC 3161, 2.4.2
_REMEDY: Final = "Nothing was signed. Try again, or choose to sign without a time stamp."
_NO_TIME_STAMP: Final = "The time stamp server sent no time stamp."


@dataclass(frozen=True, slots=True)
class TimeStampServer:
    """Where time stamps come from, and the certificates (PEM or DER) of the authorities that vouch for them.

    ``patience`` is how many seconds the whole answer may take.
    """

    url: str
    trust: Sequence[bytes] = field(repr=False)
    patience: float = 5.0

    def __post_init__(self) -> None:
        """Raises ``TimeStampError`` for an address that is none."""
        try:
            address = urlsplit(self.url)
            usable = address.scheme in {"http", "https"} and bool(address.hostname) and address.port != 0
        except ValueError:
            usable = False
        if not usable:
            raise TimeStampError(
                "The address of the time stamp server cannot be used.", "It begins with http:// or https://."
            )


class ServerTimeStamper(TimeStamper):
    """Lets pyHanko ask the server, without proxies or redirections and with little patience."""

    def __init__(self, server: TimeStampServer) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # untyped in pyHanko
        self._server = server

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """Raises ``TimeStampError`` where the answer is no time stamp for this very digest and question.

        Whether the time stamp itself can be trusted shows when the signed document is verified.
        """
        _, question = self.request_cms(message_digest, md_algorithm)  # type: ignore[no-untyped-call]  # in pyHanko
        answer = _answer(self._server, question.dump())
        try:
            return _token(answer, question)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):  # asn1crypto's, for other data
            raise TimeStampError(_NO_TIME_STAMP, _REMEDY) from None


def _token(answer: bytes, question: tsp.TimeStampReq) -> cms.ContentInfo:
    # Read apart, because asn1crypto does not know that a refusal carries no token.
    status = core.Sequence.load(answer)[0][0].native
    if status not in _GRANTED:
        raise TimeStampError("The time stamp server refused to give a time stamp.", _REMEDY)
    token = tsp.TimeStampResp.load(answer)["time_stamp_token"]
    stamp = token["content"]["encap_content_info"]["content"].parsed
    if any(stamp[part].native != question[part].native for part in ("message_imprint", "nonce")):
        raise TimeStampError("The time stamp server sent the time stamp of something else.", _REMEDY)
    return token


def _answer(server: TimeStampServer, question: bytes) -> bytes:
    """What the server answers, in time: the timeout of a connection alone begins anew with every byte."""
    answer: Future[bytes] = Future()
    Thread(target=_ask, args=(server, question, answer), daemon=True).start()
    try:
        return answer.result(server.patience)
    except TimeoutError:
        raise TimeStampError(
            f"The time stamp server took longer than {server.patience:g} seconds.", _REMEDY
        ) from None
    except OSError:
        raise TimeStampError("The time stamp server did not answer.", _REMEDY) from None
    except (HTTPException, ValueError):
        raise TimeStampError(_NO_TIME_STAMP, _REMEDY) from None


def _ask(server: TimeStampServer, question: bytes, answer: Future[bytes]) -> None:
    try:
        answer.set_result(_exchange(urlsplit(server.url), question, server.patience))
    except (OSError, HTTPException, ValueError, TimeStampError) as error:
        answer.set_exception(error)


def _exchange(address: SplitResult, question: bytes, patience: float) -> bytes:
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    connection = kind(address.hostname or "", address.port, timeout=patience)
    path = (address.path or "/") + (f"?{address.query}" if address.query else "")
    try:
        connection.request("POST", path, question, {"Content-Type": "application/timestamp-query"})
        with connection.getresponse() as response:
            answer = response.read(_LARGEST_ANSWER + 1)
    finally:
        connection.close()
    if response.status != 200:
        raise TimeStampError(
            f"The time stamp server answered with an error (HTTP {response.status}).", _REMEDY
        )
    if len(answer) > _LARGEST_ANSWER:
        raise TimeStampError(_NO_TIME_STAMP, _REMEDY)
    return answer
