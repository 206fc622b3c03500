"""Every kind of certificate, what signing says to it, and what verifying says to a signature made with it elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import count

import pytest
from asn1crypto.pkcs12 import Pfx
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

from desktop_app.domain.errors import CredentialError
from desktop_app.domain.signature import RenderedDocument, Verdict
from desktop_app.signing.credentials import open_credential
from desktop_app.signing.pades_signer import PadesSigner
from desktop_app.signing.trust import Trust
from desktop_app.signing.verification import verify
from tests.unit.signing.pki import (
    AUTHORITY,
    CLINICIAN,
    EXPIRED,
    NOT_YET_VALID,
    NOW,
    PASSPHRASE,
    WEB_SERVER,
    WRONG_KEY_USAGE,
    Identity,
    Profile,
    make_identity,
    sign_with_pyhanko,
    signed_with_sha1,
)

SIGNS = ""
VALID = f"Unchanged since {CLINICIAN} signed it."
NOBODY = (
    "Unchanged since it was signed, but no clinic that this computer trusts vouches for the signer. "
    "Any name in the file may be made up."
)
NOT_IN_ORDER = "Unchanged since it was signed, but the signer's certificate was not in order. "


@dataclass(frozen=True)
class Row:
    """``make`` gives the signer, from the trusted clinic. ``refusal`` is what signing says, if it refuses."""

    name: str
    make: Callable[[Identity], Identity]
    refusal: str
    verdict: Verdict
    reason: str


def flawed(name: str, profile: Profile, sentence: str) -> Row:
    """Signing and verifying give the same reason."""
    make = partial(make_identity, profile)
    return Row(name, make, sentence, Verdict.CERTIFICATE_PROBLEM, NOT_IN_ORDER + sentence)


def rsa_key(bits: int) -> Profile:
    return Profile(key=rsa.generate_private_key(public_exponent=65537, key_size=bits))


def curve(kind: ec.EllipticCurve) -> Profile:
    return Profile(key=ec.generate_private_key(kind))


def of_a_clinic_that_is_off_the_list(_: Identity) -> Identity:
    """As after a clinic's certificate was taken off: there are no revocation lists."""
    return make_identity(Profile(), make_identity(AUTHORITY))


def with_sha1(clinic: Identity) -> Identity:
    return signed_with_sha1(make_identity(Profile(), clinic), clinic)


def with_the_key_of_another(clinic: Identity) -> Identity:
    own = make_identity(Profile(), clinic)
    others = (make_identity(Profile(), clinic) for _ in count())
    # Of the same length, so that one can stand in the place of the other.
    other = next(one for one in others if len(one.der) == len(own.der))
    return Mismatched(own.certificate, other.key, (other.certificate,))


class Mismatched(Identity):
    """A certificate with the key of the one that ``chain`` holds."""

    @property
    def p12(self) -> bytes:
        """As no library would write it: the certificate exchanged, and the proof against that left out."""
        [of_the_key] = self.chain
        genuine = serialize_key_and_certificates(None, self.key, of_the_key, None, NoEncryption())
        container = Pfx.load(genuine.replace(of_the_key.public_bytes(Encoding.DER), self.der))
        del container["mac_data"]
        return bytes(container.dump(force=True))


USE = "The certificate is not meant for "
MATRIX = (
    Row("P-256", partial(make_identity, Profile()), SIGNS, Verdict.VALID, VALID),
    Row("RSA-3072", partial(make_identity, rsa_key(3072)), SIGNS, Verdict.VALID, VALID),
    flawed("expired", EXPIRED, f"The certificate expired on {EXPIRED.end:%Y-%m-%d}."),
    flawed("not yet valid", NOT_YET_VALID, f"The certificate is not valid until {NOT_YET_VALID.begin:%Y-%m-%d}."),
    flawed(
        "wrong key usage",
        WRONG_KEY_USAGE,
        f"{USE}signatures (key usage digitalSignature or nonRepudiation is missing).",
    ),
    flawed(
        "no key usage",
        Profile(usages=None),
        f"{USE}signatures (key usage digitalSignature or nonRepudiation is missing).",
    ),
    flawed("wrong purpose", WEB_SERVER, f"{USE}signing documents (extended key usage names other purposes only)."),
    flawed(
        "authority",
        replace(AUTHORITY, usages=Profile().usages),
        "The certificate belongs to a certificate authority, not to a person who signs.",
    ),
    flawed("RSA-2048", rsa_key(2048), "The key is too weak: RSA with 2048 bits, at least 3072 are needed."),
    flawed(
        "odd curve",
        curve(ec.SECP256K1()),
        "The key's elliptic curve secp256k1 is not accepted: only P-256, P-384 and P-521 are.",
    ),
    Row(
        "Ed25519",
        partial(make_identity, Profile(key=ed25519.Ed25519PrivateKey.generate())),
        "The key file holds a kind of key that cannot sign documents here.",
        Verdict.CERTIFICATE_PROBLEM,
        f"{NOT_IN_ORDER}The kind of key is not supported: only elliptic curve (P-256, P-384, P-521) and RSA keys are.",
    ),
    Row(
        "issued with SHA-1",
        with_sha1,
        "The certificate itself was signed with an outdated algorithm such as SHA-1 or MD5.",
        Verdict.SIGNER_NOT_KNOWN,
        NOBODY,
    ),
    Row("clinic off the list", of_a_clinic_that_is_off_the_list, SIGNS, Verdict.SIGNER_NOT_KNOWN, NOBODY),
    Row(
        "key of another",
        with_the_key_of_another,
        "The key file holds no private key with its certificate.",
        Verdict.CHANGED_AFTER_SIGNING,
        "The file was changed after it was signed.",
    ),
)  # fmt: skip


@pytest.fixture(scope="module", params=MATRIX, ids=lambda row: row.name)
def row(request: pytest.FixtureRequest) -> Row:
    found = request.param
    assert isinstance(found, Row)
    return found


def test_signing_takes_the_certificate_or_refuses_it_by_name(
    row: Row, plan: RenderedDocument, clinic: Identity
) -> None:
    signer = row.make(clinic)

    def sign() -> bytes:
        credential = open_credential(signer.p12, PASSPHRASE)
        return PadesSigner().sign(plan, credential, at=NOW, reason="Care plan")

    if row.refusal == SIGNS:
        assert verify(sign(), Trust((clinic.der,))).verdict is row.verdict
    else:
        with pytest.raises(CredentialError) as refusal:
            sign()
        assert refusal.value.sentence == row.refusal


def test_verifying_judges_the_certificate_by_name(row: Row, plan: RenderedDocument, clinic: Identity) -> None:
    signed = sign_with_pyhanko(plan.pdf, row.make(clinic))

    report = verify(signed, Trust((clinic.der,)))

    assert (report.verdict, report.reason) == (row.verdict, row.reason)
    assert report.trusted is {Verdict.VALID: True, Verdict.CHANGED_AFTER_SIGNING: None}.get(
        row.verdict, False
    )
