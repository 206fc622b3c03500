"""Time stamps of a server on the clinic's own network: in the signature and valid, or nothing is signed."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from asn1crypto import tsp
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.sign.timestamps import TimeStamper

from desktop_app.domain.errors import TimeStampError
from desktop_app.domain.signature import RenderedDocument, Verdict
from desktop_app.signing.credentials import Credential, open_credential
from desktop_app.signing.pades_signer import PadesSigner
from desktop_app.signing.time_stamp_server import TimeStampServer
from desktop_app.signing.trust import Trust
from desktop_app.signing.verification import verify
from tests.time_stamp_service import misbehaving, serving, stamping, stamping_otherwise
from tests.unit.signing.pki import (
    AUTHORITY,
    CLOCK,
    NOW,
    PASSPHRASE,
    Identity,
    Profile,
    make_identity,
    time_stamper,
)
from tests.unit.signing.value_attacks import signature_value, with_signature_value

Serve = Callable[[AbstractContextManager[int]], str]
Sign = Callable[[str], bytes]


@pytest.fixture
def serve(own_servers: set[tuple[str, int]]) -> Iterator[Serve]:
    """Start a time stamp server on this computer and give its address."""
    with ExitStack() as running:

        def start(server: AbstractContextManager[int]) -> str:
            port = running.enter_context(server)
            running.enter_context(_permitted(own_servers, port))
            return f"http://127.0.0.1:{port}/tsa?clinic=1"

        yield start


@contextmanager
def _permitted(own_servers: set[tuple[str, int]], port: int) -> Iterator[None]:
    own_servers.add(("127.0.0.1", port))
    yield
    own_servers.discard(("127.0.0.1", port))


@pytest.fixture(scope="module")
def authority() -> Identity:
    """Vouches for the time stamp server, and is no clinic."""
    return make_identity(replace(AUTHORITY, name="Clocks of the Harbour"))


@pytest.fixture(scope="module")
def clock(authority: Identity) -> TimeStamper:
    return time_stamper(authority)


@pytest.fixture
def sign(plan: RenderedDocument, credential: Credential, authority: Identity) -> Sign:
    """Sign the plan with a time stamp of the server at this address."""

    def signed(url: str) -> bytes:
        server = TimeStampServer(url, [authority.der], patience=20)
        return PadesSigner().sign(plan, credential, at=NOW, reason="Care plan", time_stamps=server)

    return signed


def test_time_stamped_signature_is_level_t_and_says_when(
    serve: Serve, clock: TimeStamper, sign: Sign, clinic: Identity, authority: Identity
) -> None:
    signed = sign(serve(serving(stamping(clock))))

    report = verify(signed, Trust((clinic.der,), (authority.der,)))
    assert (report.verdict, report.level, report.signed_at) == (Verdict.VALID, "PAdES B-T", NOW)
    assert report.time_stamped_at is not None
    assert abs(report.time_stamped_at - NOW) < timedelta(minutes=30)


def test_signature_without_a_time_stamp_is_level_b(signed_plan: bytes, clinic: Identity) -> None:
    report = verify(signed_plan, Trust((clinic.der,)))

    assert (report.level, report.time_stamped_at) == ("PAdES B-B", None)


def test_server_learns_nothing_but_one_digest(serve: Serve, clock: TimeStamper, sign: Sign) -> None:
    asked: list[bytes] = []

    def answer(question: bytes) -> tuple[int, bytes]:
        asked.append(question)
        return stamping(clock)(question)

    sign(serve(serving(answer)))

    [question] = asked
    assert len(question) < 100
    assert set(tsp.TimeStampReq.load(question).native) <= {
        "version", "message_imprint", "req_policy", "nonce", "cert_req", "extensions",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("status", "body", "sentence"),
    [
        (500, b"", r"answered with an error \(HTTP 500\)\."),
        (404, b"<html>", r"answered with an error \(HTTP 404\)\."),
        (302, b"", r"answered with an error \(HTTP 302\)\."),
        (200, b"", "sent no time stamp"),
        (200, b"<html>", "sent no time stamp"),
        (200, b"0" * 70_000, "sent no time stamp"),
        (200, bytes.fromhex("30053003020100"), "sent no time stamp"),
        (200, bytes.fromhex("30053003020102"), "refused to give a time stamp"),
    ],
    ids=[
        "failure",
        "not-found",
        "redirection",
        "empty",
        "web-page",
        "too-large",
        "granted-nothing",
        "refusal",
    ],
)
def test_answer_that_is_no_time_stamp_is_named_and_signs_nothing(
    serve: Serve, sign: Sign, status: int, body: bytes, sentence: str
) -> None:
    with pytest.raises(TimeStampError, match=sentence) as failure:
        sign(serve(serving(lambda _: (status, body))))

    assert failure.value.remedy == "Nothing was signed. Try again, or choose to sign without a time stamp."


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("silent", r"took longer than 0\.3 seconds"),
        ("dripping", r"took longer than 0\.3 seconds"),
        ("foreign", "sent no time stamp"),
    ],
)
def test_server_that_misbehaves_is_named_and_signs_nothing(
    serve: Serve, plan: RenderedDocument, credential: Credential, how: str, sentence: str
) -> None:
    patience = 20 if how == "foreign" else 0.3
    server = TimeStampServer(serve(misbehaving(how)), [], patience)

    with pytest.raises(TimeStampError, match=sentence):
        PadesSigner().sign(plan, credential, at=NOW, reason="Care plan", time_stamps=server)


def test_server_that_is_not_there_is_named_and_signs_nothing(
    own_servers: set[tuple[str, int]], sign: Sign
) -> None:
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        port = unheard.getsockname()[1]

    with _permitted(own_servers, port), pytest.raises(TimeStampError, match="did not answer"):
        sign(f"http://127.0.0.1:{port}/")


def _of_other_bytes(request: tsp.TimeStampReq) -> None:
    request["message_imprint"]["hashed_message"] = bytes(32)


def _with_another_nonce(request: tsp.TimeStampReq) -> None:
    request["nonce"] = request["nonce"].native + 1


def _without_a_nonce(request: tsp.TimeStampReq) -> None:
    del request["nonce"]


@pytest.mark.parametrize("change", [_of_other_bytes, _with_another_nonce, _without_a_nonce])
def test_honest_stamp_of_another_question_is_named_and_signs_nothing(
    serve: Serve, clock: TimeStamper, sign: Sign, change: Callable[[tsp.TimeStampReq], None]
) -> None:
    with pytest.raises(TimeStampError, match="sent the time stamp of something else"):
        sign(serve(serving(stamping_otherwise(clock, change))))


LAST_WEEK = NOW - timedelta(days=7)


@pytest.mark.parametrize(
    ("flaw", "sentence"),
    [
        (replace(CLOCK, end=LAST_WEEK), f"The certificate expired on {LAST_WEEK:%Y-%m-%d}"),
        (replace(CLOCK, begin=NOW + timedelta(days=7)), "The certificate is not valid until"),
        (replace(CLOCK, purposes=(ExtendedKeyUsageOID.EMAIL_PROTECTION,)), "not meant for time stamps alone"),
        (replace(CLOCK, purposes=()), "not meant for time stamps alone"),
    ],
    ids=["expired", "not-yet-valid", "for-signatures", "without-a-purpose"],
)
def test_time_stamp_by_a_flawed_certificate_is_named_and_signs_nothing(
    serve: Serve, sign: Sign, authority: Identity, flaw: Profile, sentence: str
) -> None:
    flawed = time_stamper(authority, flaw)

    with pytest.raises(TimeStampError, match=f"its time stamp is not in order.*{sentence}"):
        sign(serve(serving(stamping(flawed))))


def test_time_stamp_that_nobody_vouches_for_is_named_and_signs_nothing(
    serve: Serve, sign: Sign, clinic: Identity
) -> None:
    """The clinic itself does not vouch for time either."""
    with pytest.raises(TimeStampError, match="No time stamp authority that this computer trusts"):
        sign(serve(serving(stamping(time_stamper(clinic)))))


def test_signing_time_after_the_time_stamp_is_named_and_signs_nothing(
    serve: Serve, clock: TimeStamper, plan: RenderedDocument, credential: Credential, authority: Identity
) -> None:
    server = TimeStampServer(serve(serving(stamping(clock))), [authority.der])

    with pytest.raises(TimeStampError, match="after its own time stamp"):
        PadesSigner().sign(
            plan, credential, at=NOW + timedelta(days=2), reason="Care plan", time_stamps=server
        )


def test_signature_dated_back_into_the_life_of_its_certificate_is_named_and_signs_nothing(
    serve: Serve, clock: TimeStamper, plan: RenderedDocument, clinic: Identity, authority: Identity
) -> None:
    """The clock of the workstation says two days ago; the time stamp knows better."""
    ended = make_identity(Profile(end=NOW - timedelta(days=1)), clinic)
    credential = open_credential(ended.p12, PASSPHRASE)
    server = TimeStampServer(serve(serving(stamping(clock))), [authority.der])

    with pytest.raises(TimeStampError, match=r"not in order\. The certificate expired on"):
        PadesSigner().sign(
            plan, credential, at=NOW - timedelta(days=2), reason="Care plan", time_stamps=server
        )


def test_time_stamp_of_another_signature_is_a_certificate_problem(
    serve: Serve, clock: TimeStamper, sign: Sign, clinic: Identity, authority: Identity
) -> None:
    url = serve(serving(stamping(clock)))
    signed, other = sign(url), sign(url)
    own = signature_value(signed)
    own["content"]["signer_infos"][0]["unsigned_attrs"] = signature_value(other)["content"]["signer_infos"][
        0
    ]["unsigned_attrs"]

    report = verify(with_signature_value(signed, own), Trust((clinic.der,), (authority.der,)))

    assert (report.verdict, report.level, report.time_stamped_at) == (
        Verdict.CERTIFICATE_PROBLEM,
        "PAdES B-B",
        None,
    )
    assert "belongs to another signature" in report.reason


def test_time_stamp_that_was_taken_off_leaves_a_signature_without_one(
    serve: Serve, clock: TimeStamper, sign: Sign, clinic: Identity, authority: Identity
) -> None:
    """Nothing protects a time stamp from that (EN 319 122-1): what is left is stated as what it is."""
    signed = sign(serve(serving(stamping(clock))))
    content = signature_value(signed)
    del content["content"]["signer_infos"][0]["unsigned_attrs"]

    report = verify(with_signature_value(signed, content), Trust((clinic.der,), (authority.der,)))

    assert (report.verdict, report.level, report.time_stamped_at) == (Verdict.VALID, "PAdES B-B", None)


@pytest.mark.parametrize(
    "url", ["", "tsa.example", "file:///etc/passwd", "http://", "ftp://a/", "http://a:b/"]
)
def test_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(TimeStampError, match="address of the time stamp server"):
        TimeStampServer(url, [])
