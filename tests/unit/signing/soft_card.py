"""A smart card in software: SoftHSM2 behind its PKCS#11 module, with keys put on it as a card's maker would."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pkcs11
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11 import Attribute, CertificateType, MechanismFlag, ObjectClass
from pkcs11.util.ec import decode_ec_private_key
from pkcs11.util.rsa import decode_rsa_private_key

from tests.unit.signing.pki import Identity

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")  # where Debian puts it
PIN = "582946"


@dataclass(frozen=True)
class CardReader:
    """A folder that holds the cards; ``environment`` leads the module there."""

    folder: Path

    @property
    def environment(self) -> Mapping[str, str]:
        return {"SOFTHSM2_CONF": str(self.folder / "softhsm2.conf")}

    def insert(
        self, label: str, identities: Mapping[str, Identity], *, pin_for_each_signature: bool = False
    ) -> None:
        """A new card with keys and certificates, each pair under its own label."""
        self._run("--init-token", "--free", "--label", label, "--so-pin", "11112222", "--pin", PIN)
        library = pkcs11.lib(str(MODULE))
        # A new card: the module looks for cards only when it starts, and reads its configuration then.
        library.reinitialize()
        with library.get_token(token_label=label).open(rw=True, user_pin=PIN) as session:
            for number, (name, identity) in enumerate(identities.items(), 1):
                place = {Attribute.TOKEN: True, Attribute.LABEL: name, Attribute.ID: bytes([number])}
                asking = {Attribute.PRIVATE: True, Attribute.ALWAYS_AUTHENTICATE: pin_for_each_signature}
                session.create_object({**_key(identity), **asking, **place})
                session.create_object({**_certificate(identity), **place})

    @contextmanager
    def card_taken_out(self) -> Iterator[None]:
        """The reader is empty meanwhile."""
        tokens, elsewhere = self.folder / "tokens", self.folder / "elsewhere"
        tokens.rename(elsewhere)
        tokens.mkdir()
        pkcs11.lib(str(MODULE)).reinitialize()
        yield
        tokens.rmdir()
        elsewhere.rename(tokens)
        pkcs11.lib(str(MODULE)).reinitialize()

    def _run(self, *arguments: str) -> None:
        environment = {**os.environ, **self.environment}
        subprocess.run(["softhsm2-util", *arguments], env=environment, check=True, capture_output=True)


def _key(identity: Identity) -> dict[Attribute, Any]:
    der = identity.key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    if isinstance(identity.key, rsa.RSAPrivateKey):
        return decode_rsa_private_key(der, MechanismFlag.SIGN)
    return {**decode_ec_private_key(der), Attribute.SIGN: True}


def _certificate(identity: Identity) -> dict[Attribute, Any]:
    return {
        Attribute.CLASS: ObjectClass.CERTIFICATE,
        Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
        Attribute.SUBJECT: identity.certificate.subject.public_bytes(),
        Attribute.VALUE: identity.der,
    }


@contextmanager
def connected_reader(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CardReader]:
    """A reader without any card, which the module finds in this process and in those that it starts."""
    reader = new_reader(folder)
    for name, value in reader.environment.items():
        monkeypatch.setenv(name, value)
    pkcs11.lib(str(MODULE)).reinitialize()
    yield reader
    pkcs11.lib(str(MODULE)).finalize()


def new_reader(folder: Path) -> CardReader:
    """A reader without any card."""
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(
        f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n"
    )
    return CardReader(folder)
