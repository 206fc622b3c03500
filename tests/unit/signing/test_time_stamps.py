"""Time stamps of a server on the clinic's own network: in the signature and valid, or nothing is signed."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper

from desktop_app.domain.errors import SigningError
from desktop_app.domain.signature import RenderedDocument, Verdict
from desktop_app.signing.credentials import Credential
from desktop_app.signing.pades_signer import PadesSigner
from desktop_app.signing.time_stamp_server import TimeStampServer
from desktop_app.signing.trust import Trust
from desktop_app.signing.verification import verify
from tests.unit.signing.pki import AUTHORITY, NOW, Identity, make_identity, time_stamper

Answer = Callable[[bytes], tuple[int, bytes]]
Serve = Callable[[Answer], str]


def stamping(stamper: TimeStamper) -> Answer:
    """The honest server."""

    def answer(question: bytes) -> tuple[int, bytes]:
        request = tsp.TimeStampReq.load(question)
        return 200, asyncio.run(stamper.async_request_tsa_response(request)).dump()

    return answer


@pytest.fixture
def serve(own_servers: set[tuple[str, int]]) -> Iterator[Serve]:
    """Start a time stamp server on this computer and give its address."""
    servers: list[tuple[HTTPServer, Thread]] = []

    def start(answer: Answer) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                assert self.headers["Content-Type"] == "application/timestamp-query"
                status, body = answer(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name of the base class
                """The test says what matters."""

        server = HTTPServer(("127.0.0.1", 0), Handler)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        servers.append((server, thread))
        own_servers.add(("127.0.0.1", server.server_port))
        return f"http://127.0.0.1:{server.server_port}/tsa?clinic=1"

    yield start
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()
        own_servers.discard(("127.0.0.1", server.server_port))


@pytest.fixture(scope="module")
def clock(clinic: Identity) -> TimeStamper:
    return time_stamper(clinic)


def test_time_stamped_signature_is_level_t_and_says_when(
    serve: Serve, clock: TimeStamper, plan: RenderedDocument, credential: Credential, clinic: Identity
) -> None:
    server = TimeStampServer(serve(stamping(clock)), [clinic.der])

    signed = PadesSigner().sign(plan, credential, at=NOW, reason="Care plan", time_stamps=server)

    report = verify(signed, Trust((clinic.der,), (clinic.der,)))
    assert (report.verdict, report.level, report.signed_at) == (Verdict.VALID, "PAdES B-T", NOW)
    assert report.time_stamped_at is not None
    assert abs(report.time_stamped_at - NOW) < timedelta(minutes=30)


def test_server_learns_nothing_but_one_digest(
    serve: Serve, clock: TimeStamper, plan: RenderedDocument, credential: Credential, clinic: Identity
) -> None:
    asked: list[bytes] = []

    def answer(question: bytes) -> tuple[int, bytes]:
        asked.append(question)
        return stamping(clock)(question)

    server = TimeStampServer(serve(answer), [clinic.der])
    PadesSigner().sign(plan, credential, at=NOW, reason="Care plan", time_stamps=server)

    [question] = asked
    assert len(question) < 100
    assert set(tsp.TimeStampReq.load(question).native) <= {
        "version", "message_imprint", "req_policy", "nonce", "cert_req", "extensions",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b""),
        (200, b""),
        (200, b"<html>"),
        (200, b"0" * 70_000),
        (302, b""),
        (200, b"0\x05\x30\x03\x02\x01\x02"),
    ],
    ids=["failure", "empty", "web-page", "too-large", "redirection", "refusal"],
)
def test_answer_that_is_no_time_stamp_signs_nothing(
    serve: Serve, plan: RenderedDocument, credential: Credential, clinic: Identity, status: int, body: bytes
) -> None:
    server = TimeStampServer(serve(lambda _: (status, body)), [clinic.der])

    with pytest.raises(SigningError, match="sent no time stamp"):
        PadesSigner().sign(plan, credential, at=NOW, reason="Care plan", time_stamps=server)


def test_time_stamp_for_another_signature_signs_nothing(
    serve: Serve, clock: TimeStamper, plan: RenderedDocument, credential: Credential, clinic: Identity
) -> None:
    """An honest stamp, but of other bytes."""

    def answer(question: bytes) -> tuple[int, bytes]:
        request = tsp.TimeStampReq.load(question)
        request["message_imprint"]["hashed_message"] = bytes(32)
        return stamping(clock)(request.dump(force=True))

    server = TimeStampServer(serve(answer), [clinic.der])

    with pytest.raises(SigningError, match="did not verify"):
        PadesSigner().sign(plan, credential, at=NOW, reason="Care plan", time_stamps=server)


def test_time_stamp_that_nobody_vouches_for_signs_nothing(
    serve: Serve, plan: RenderedDocument, credential: Credential, clinic: Identity
) -> None:
    stranger = time_stamper(make_identity(AUTHORITY))
    server = TimeStampServer(serve(stamping(stranger)), [clinic.der])

    with pytest.raises(SigningError, match="did not verify"):
        PadesSigner().sign(plan, credential, at=NOW, reason="Care plan", time_stamps=server)


def test_server_that_is_not_there_signs_nothing(
    own_servers: set[tuple[str, int]], plan: RenderedDocument, credential: Credential, clinic: Identity
) -> None:
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        port = unheard.getsockname()[1]
    own_servers.add(("127.0.0.1", port))
    server = TimeStampServer(f"http://127.0.0.1:{port}/", [clinic.der])

    with pytest.raises(SigningError, match="did not answer"):
        PadesSigner().sign(plan, credential, at=NOW, reason="Care plan", time_stamps=server)


@pytest.mark.parametrize(
    "url", ["", "tsa.example", "file:///etc/passwd", "http://", "ftp://a/", "http://a:b/"]
)
def test_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(SigningError, match="address of the time stamp server"):
        TimeStampServer(url, [])


def test_signing_time_after_the_time_stamp_is_never_valid(
    serve: Serve, clock: TimeStamper, plan: RenderedDocument, credential: Credential, clinic: Identity
) -> None:
    server = TimeStampServer(serve(stamping(clock)), [clinic.der])

    with pytest.raises(SigningError, match="after its own time stamp"):
        PadesSigner().sign(
            plan, credential, at=NOW + timedelta(days=2), reason="Care plan", time_stamps=server
        )


def test_signature_without_a_time_stamp_stays_level_b(
    plan: RenderedDocument, signed_plan: bytes, clinic: Identity
) -> None:
    report = verify(signed_plan, Trust((clinic.der,)))

    assert (report.level, report.time_stamped_at) == ("PAdES B-B", None)
