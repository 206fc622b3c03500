"""Time stamp servers on this computer, honest ones and others, each in a thread of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread

from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper

Answer = Callable[[bytes], tuple[int, bytes]]
"""From a question to the status and the body of the answer."""


def stamping(stamper: TimeStamper) -> Answer:
    """The honest server."""

    def answer(question: bytes) -> tuple[int, bytes]:
        request = tsp.TimeStampReq.load(question)
        return 200, asyncio.run(stamper.async_request_tsa_response(request)).dump()

    return answer


def stamping_otherwise(stamper: TimeStamper, change: Callable[[tsp.TimeStampReq], None]) -> Answer:
    """A server that stamps another question than the one it was asked."""

    def answer(question: bytes) -> tuple[int, bytes]:
        request = tsp.TimeStampReq.load(question)
        change(request)
        return stamping(stamper)(request.dump(force=True))

    return answer


class _Handler(BaseHTTPRequestHandler):
    answer: Answer

    def do_POST(self) -> None:
        assert self.headers["Content-Type"] == "application/timestamp-query"
        status, body = type(self).answer(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name of the base class
        """The test says what matters."""


class _SilentHandler(_Handler):
    """Never answers."""

    released: Event

    def do_POST(self) -> None:
        self.released.wait()


class _DrippingHandler(_SilentHandler):
    """Always sends one more byte before a connection would call it silent."""

    def do_POST(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while not self.released.wait(0.01):
                self.wfile.write(b"0")
        except OSError:
            pass  # the other side hung up


class _ForeignHandler(_Handler):
    """Speaks another protocol."""

    def do_POST(self) -> None:
        self.wfile.write(b"220 mail.example ready\r\n")


@contextmanager
def serving(answer: Answer) -> Iterator[int]:
    """A server that answers like this, and the port it listens on."""
    with _running(type("Handler", (_Handler,), {"answer": staticmethod(answer)})) as port:
        yield port


@contextmanager
def misbehaving(how: str) -> Iterator[int]:
    """A server that is ``silent``, ``dripping`` or ``foreign`` until it is left."""
    handler = {"silent": _SilentHandler, "dripping": _DrippingHandler, "foreign": _ForeignHandler}[how]
    released = Event()
    with _running(type("Handler", (handler,), {"released": released})) as port:
        try:
            yield port
        finally:
            released.set()


@contextmanager
def _running(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()
