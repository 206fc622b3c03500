"""Signing with a key that never leaves its card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from pkcs11 import Attribute, CertificateType, ObjectClass, TokenFlag

from desktop_app.domain.errors import CredentialError
from desktop_app.domain.signature import RenderedDocument, Verdict
from desktop_app.signing.credentials import check_usable
from desktop_app.signing.pades_signer import PadesSigner
from desktop_app.signing.smart_cards import CardChoice, certificates_on_cards, explained, open_card
from desktop_app.signing.trust import Trust
from desktop_app.signing.verification import verify
from tests.unit.signing.pki import CLINICIAN, EXPIRED, NOW, Identity, Profile, make_identity
from tests.unit.signing.soft_card import MODULE, PIN, CardReader, connected_reader


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CardReader]:
    with connected_reader(tmp_path, monkeypatch) as reader:
        yield reader


@pytest.mark.parametrize("each", [False, True], ids=["pin-once", "pin-for-each-signature"])
@pytest.mark.parametrize("kind", ["p-256", "rsa-3072"])
def test_card_signs_a_plan_that_the_clinics_trust_list_confirms(
    reader: CardReader, plan: RenderedDocument, clinic: Identity, kind: str, each: bool
) -> None:
    key = None if kind == "p-256" else rsa.generate_private_key(public_exponent=65537, key_size=3072)
    identity = make_identity(replace(Profile(), key=key), clinic)
    reader.insert("Dr Ruiz", {"signature": identity}, pin_for_each_signature=each)

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


def test_damaged_certificate_on_the_card_is_passed_over(reader: CardReader, clinician: Identity) -> None:
    reader.insert("Dr Ruiz", {"signature": clinician})
    damaged = {
        Attribute.CLASS: ObjectClass.CERTIFICATE,
        Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
        Attribute.SUBJECT: b"",
        Attribute.VALUE: clinician.der[:-1],
        Attribute.TOKEN: True,
    }
    with pkcs11.lib(str(MODULE)).get_token(token_label="Dr Ruiz").open(rw=True, user_pin=PIN) as session:
        session.create_object(damaged)

    assert open_card(CardChoice(MODULE), PIN).signer == CLINICIAN


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


@pytest.mark.parametrize(
    ("name", "flag", "words"),
    [
        ("PinIncorrect", 0, "The PIN is wrong. Type it again."),
        ("PinIncorrect", TokenFlag.USER_PIN_COUNT_LOW, "Too many wrong PINs block the card."),
        ("PinIncorrect", TokenFlag.USER_PIN_FINAL_TRY, "The next wrong PIN blocks the card."),
        ("PinIncorrect", TokenFlag.USER_PIN_LOCKED, "The card is blocked"),
        ("PinLocked", 0, "The card is blocked"),
        ("PinExpired", 0, "The PIN of the card has to be set first."),
        ("UserPinNotInitialized", 0, "The PIN of the card has to be set first."),
        ("DeviceRemoved", 0, "The card was taken out of the reader. Put it back and sign again."),
        ("TokenNotPresent", 0, "The card was taken out of the reader."),
        ("SessionHandleInvalid", 0, "The card was taken out of the reader."),
        ("DeviceMemory", 0, "The card did not answer as it should (DeviceMemory)."),
    ],
)
def test_failure_of_a_card_says_what_happened_and_how_dangerous_the_next_pin_is(
    name: str, flag: int, words: str
) -> None:
    # SoftHSM never blocks and stays in its reader: what a real card would say is given by name and flags.
    assert words in str(explained(name, flag))


def test_certificates_of_people_are_listed_without_a_pin(
    reader: CardReader, clinic: Identity, clinician: Identity
) -> None:
    reader.insert("One", {"signature": clinician, "clinic": clinic})
    reader.insert("Two", {"signature": clinician})

    found = certificates_on_cards(MODULE)

    assert [(one.token_label, one.certificate_label) for one in found] == [
        ("One", "signature"),
        ("Two", "signature"),
    ]
    assert {one.certificate for one in found} == {clinician.certificate}
    assert [one.chain for one in found] == [(clinic.certificate,), ()]


def test_card_with_authorities_alone_offers_nothing(reader: CardReader, clinic: Identity) -> None:
    reader.insert("One", {"clinic": clinic})

    with pytest.raises(CredentialError, match="no certificate of a person"):
        certificates_on_cards(MODULE)
