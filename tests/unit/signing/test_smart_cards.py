"""Signing with a key that never leaves its card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from desktop_app.domain.errors import CredentialError
from desktop_app.domain.signature import RenderedDocument, Verdict
from desktop_app.signing.credentials import check_usable
from desktop_app.signing.pades_signer import PadesSigner
from desktop_app.signing.smart_cards import CardChoice, open_card
from desktop_app.signing.trust import Trust
from desktop_app.signing.verification import verify
from tests.unit.signing.pki import CLINICIAN, EXPIRED, NOW, Identity, Profile, make_identity
from tests.unit.signing.soft_card import MODULE, PIN, CardReader, new_reader


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CardReader]:
    import pkcs11

    reader = new_reader(tmp_path)
    for name, value in reader.environment.items():
        monkeypatch.setenv(name, value)
    pkcs11.lib(str(MODULE)).reinitialize()
    yield reader
    pkcs11.lib(str(MODULE)).finalize()


@pytest.mark.parametrize("kind", ["p-256", "rsa-3072"])
def test_card_signs_a_plan_that_the_clinics_trust_list_confirms(
    reader: CardReader, plan: RenderedDocument, clinic: Identity, kind: str
) -> None:
    key = None if kind == "p-256" else rsa.generate_private_key(public_exponent=65537, key_size=3072)
    reader.insert("Dr Ruiz", {"signature": make_identity(replace(Profile(), key=key), clinic)})

    credential = open_card(CardChoice(MODULE), PIN)
    signed = PadesSigner().sign(plan, credential, at=NOW, reason="Care plan")

    report = verify(signed, Trust((clinic.der,)))
    assert (report.verdict, report.signer) == (Verdict.VALID, CLINICIAN)
    assert PIN not in repr(credential)


def test_card_with_a_flawed_certificate_is_refused_before_signing(
    reader: CardReader, clinic: Identity
) -> None:
    reader.insert("Dr Ruiz", {"signature": make_identity(EXPIRED, clinic)})

    with pytest.raises(CredentialError, match="The certificate expired on"):
        check_usable(open_card(CardChoice(MODULE), PIN), NOW)


def test_several_certificates_are_chosen_by_label(reader: CardReader, clinic: Identity) -> None:
    other = make_identity(replace(Profile(), name="Dr Bo Lind"), clinic)
    reader.insert("Shared", {"first": make_identity(Profile(), clinic), "second": other})

    assert open_card(CardChoice(MODULE, certificate_label="second"), PIN).signer == "Dr Bo Lind"
    with pytest.raises(CredentialError, match=r"several certificates: first, second\."):
        open_card(CardChoice(MODULE), PIN)
    with pytest.raises(CredentialError, match="no such certificate"):
        open_card(CardChoice(MODULE, certificate_label="third"), PIN)


def test_several_cards_are_chosen_by_label(reader: CardReader, clinician: Identity) -> None:
    reader.insert("One", {"signature": clinician})
    reader.insert("Two", {"signature": clinician})

    assert open_card(CardChoice(MODULE, token_label="Two"), PIN).signer == CLINICIAN
    with pytest.raises(CredentialError, match=r"several cards: One, Two\."):
        open_card(CardChoice(MODULE), PIN)
    with pytest.raises(CredentialError, match="No card has this label"):
        open_card(CardChoice(MODULE, token_label="Three"), PIN)


@pytest.mark.parametrize("pin", ["000000", "", "1" * 300], ids=["wrong", "empty", "too-long"])
def test_wrong_pin_is_named(reader: CardReader, clinician: Identity, pin: str) -> None:
    reader.insert("Dr Ruiz", {"signature": clinician})

    with pytest.raises(CredentialError, match="The PIN is wrong"):
        open_card(CardChoice(MODULE), pin)


def test_empty_reader_is_named(reader: CardReader) -> None:
    with pytest.raises(CredentialError, match="no card in the reader"):
        open_card(CardChoice(MODULE), PIN)


def test_card_pulled_before_signing_signs_nothing(
    reader: CardReader, plan: RenderedDocument, clinician: Identity
) -> None:
    import pkcs11

    reader.insert("Dr Ruiz", {"signature": clinician})
    credential = open_card(CardChoice(MODULE), PIN)
    (reader.folder / "tokens").rename(reader.folder / "elsewhere")
    (reader.folder / "tokens").mkdir()
    pkcs11.lib(str(MODULE)).reinitialize()

    with pytest.raises(CredentialError, match="no card in the reader"):
        PadesSigner().sign(plan, credential, at=NOW, reason="Care plan")


@pytest.mark.parametrize(
    ("content", "words"), [(None, "cannot be found"), (b"no library", "cannot be loaded")]
)
def test_module_that_is_none_is_named(tmp_path: Path, content: bytes | None, words: str) -> None:
    module = tmp_path / "module.so"
    if content is not None:
        module.write_bytes(content)

    with pytest.raises(CredentialError, match=words):
        open_card(CardChoice(module), PIN)
