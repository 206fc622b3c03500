"""A clinician's signing key on a smart card or another PKCS#11 token: the key never leaves the card.

Needs the optional package python-pkcs11 and the module (a shared library) of the card's maker.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from desktop_app.domain.errors import CredentialError
from desktop_app.signing.certificate_rules import common_name, is_authority

if TYPE_CHECKING:
    from pkcs11 import Session, Token
    from pkcs11.types import SignMixin

_CHECK_CARD: Final = "Put the card into the reader, and check which module it needs."
_TAKEN_OUT: Final = frozenset({"DeviceRemoved", "TokenNotPresent", "SessionHandleInvalid", "SlotIDInvalid"})
_NO_PIN_YET: Final = frozenset({"PinExpired", "UserPinNotInitialized"})
_WRONG_PIN: Final = frozenset({"PinIncorrect", "PinInvalid", "PinLenRange"})


@dataclass(frozen=True, slots=True)
class CardChoice:
    """Which key to sign with: the maker's module, and labels where there are several cards or certificates."""

    module: Path
    token_label: str | None = None
    certificate_label: str | None = None


@dataclass(frozen=True, slots=True)
class CardCredential:
    """A signing key on a card, with the same face as one from a file. It keeps the PIN for one act of signing only."""

    signer: str
    not_before: datetime
    not_after: datetime
    fingerprint: str
    certificate: x509.Certificate = field(repr=False)
    chain: tuple[x509.Certificate, ...] = field(repr=False)
    _choice: CardChoice = field(repr=False)
    _key_id: bytes = field(repr=False)
    _pin: str = field(repr=False, compare=False)

    def sign(self, data: bytes) -> bytes:
        """Sign ``data`` with SHA-256, on the card. Raises ``CredentialError`` where the card is gone."""
        with _session(self._choice, self._pin) as session:
            return _signature(session, self._key_id, data, self._pin)


def open_card(choice: CardChoice, pin: str) -> CardCredential:
    """Find the one certificate on the card whose key is there too.

    Whether it may sign now is a separate question: see ``check_usable``.

    Raises:
        CredentialError: no module, no card, a wrong or blocked PIN, no usable certificate, or several to choose from.
    """
    with _session(choice, pin) as session:
        keys, found = _private_keys(session), tuple(_certificates(session))
    usable = [one for one in found if one.key_id in keys and not is_authority(one.certificate)]
    chosen = _one(usable, choice.certificate_label)
    certificate = chosen.certificate
    return CardCredential(
        signer=common_name(certificate.subject),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        certificate=certificate,
        chain=tuple(one.certificate for one in found if is_authority(one.certificate)),
        _choice=choice,
        _key_id=chosen.key_id,
        _pin=pin,
    )


@dataclass(frozen=True, slots=True)
class CardCertificate:
    """A certificate that was read from a card without a PIN, and where it is. Whether its key is there shows in use."""

    token_label: str
    certificate_label: str
    certificate: x509.Certificate = field(repr=False)
    chain: tuple[x509.Certificate, ...] = field(repr=False)


def certificates_on_cards(module: Path) -> tuple[CardCertificate, ...]:
    """What the cards behind a module hold for signers, to choose from.

    Raises ``CredentialError``: no module, no card, or a card without a certificate of a person.
    """
    with _explained_failures():
        found = tuple(one for token in _tokens(module) for one in _signers(token))
    if not found:
        raise CredentialError("The card shows no certificate of a person.", "Choose another card.")
    # The order of the readers is not stable.
    return tuple(sorted(found, key=lambda one: (one.token_label, one.certificate_label)))


def _signers(token: Token) -> Iterator[CardCertificate]:
    with token.open() as session:
        found = tuple(_certificates(session))
    chain = tuple(one.certificate for one in found if is_authority(one.certificate))
    for one in found:
        if not is_authority(one.certificate):
            yield CardCertificate(token.label, one.label, one.certificate, chain)


@dataclass(frozen=True, slots=True)
class _OnCard:
    label: str
    key_id: bytes
    certificate: x509.Certificate


@contextmanager
def _session(choice: CardChoice, pin: str) -> Iterator[Session]:
    with _explained_failures(choice), _token(choice).open(user_pin=pin) as session:
        yield session


@contextmanager
def _explained_failures(choice: CardChoice | None = None) -> Iterator[None]:
    """Whatever the module reports becomes a sentence; its own words may name the card's holder."""
    try:
        from pkcs11.exceptions import PKCS11Error
    except ImportError:
        raise CredentialError(
            "Smart cards are not set up on this computer.", "Install lumbar-pathway[smartcard]."
        ) from None
    try:
        yield
    except PKCS11Error as error:
        name = type(error).__name__
    else:
        return
    raise explained(name, _flags(choice) if choice is not None and name in _WRONG_PIN else 0)


def _flags(choice: CardChoice) -> int:
    """What the card says of itself now; nothing where it is gone already."""
    from pkcs11.exceptions import PKCS11Error

    try:
        return int(_token(choice).flags)
    except PKCS11Error:
        return 0


def explained(name: str, flags: int) -> CredentialError:
    """A failure of a module by its name; after a wrong PIN the ``flags`` of the card say how dangerous the next is."""
    from pkcs11 import TokenFlag

    if name == "PinLocked" or flags & TokenFlag.USER_PIN_LOCKED:
        return CredentialError(
            "The card is blocked: too many wrong PINs.", "Ask for the card to be unblocked."
        )
    if name in _WRONG_PIN and flags & TokenFlag.USER_PIN_FINAL_TRY:
        return CredentialError(
            "The PIN is wrong. The next wrong PIN blocks the card.", "Type it only if you are sure of it."
        )
    if name in _WRONG_PIN:
        return CredentialError("The PIN is wrong.", "Type it again. Too many wrong PINs block the card.")
    if name in _TAKEN_OUT:
        return CredentialError("The card was taken out of the reader.", "Put it back and sign again.")
    if name in _NO_PIN_YET:
        return CredentialError(
            "The PIN of the card has to be set first.", "Use the program of the card's maker for it."
        )
    return CredentialError(f"The card did not answer as it should ({name}).", _CHECK_CARD)


def _tokens(module: Path) -> list[Token]:
    import pkcs11

    if not module.is_file():
        raise CredentialError("The smart card module cannot be found.", "Name the file of the card's maker.")
    try:
        library = pkcs11.lib(str(module))
    except (RuntimeError, OSError):
        raise CredentialError("The smart card module cannot be loaded.", _CHECK_CARD) from None
    ready = [token for token in library.get_tokens() if pkcs11.TokenFlag.TOKEN_INITIALIZED in token.flags]
    if not ready:
        raise CredentialError("There is no card in the reader.", _CHECK_CARD)
    return ready


def _token(choice: CardChoice) -> Token:
    ready = _tokens(choice.module)
    found = [token for token in ready if choice.token_label in {None, token.label}]
    if len(found) == 1:
        return found[0]
    if found:
        labels = ", ".join(sorted(token.label for token in found))
        raise CredentialError(f"There are several cards: {labels}.", "Choose one by its label.")
    raise CredentialError("No card has this label.", "Check the label of the card.")


def _private_keys(session: Session) -> dict[bytes, SignMixin]:
    """By their identifiers; what cannot sign is left out."""
    from pkcs11 import Attribute, ObjectClass
    from pkcs11.types import SignMixin

    keys = session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})
    return {key[Attribute.ID]: key for key in keys if isinstance(key, SignMixin)}


def _certificates(session: Session) -> Iterator[_OnCard]:
    from pkcs11 import Attribute, ObjectClass

    for one in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        try:
            certificate = x509.load_der_x509_certificate(one[Attribute.VALUE])
        except ValueError:
            continue
        yield _OnCard(one[Attribute.LABEL], one[Attribute.ID], certificate)


def _one(usable: list[_OnCard], label: str | None) -> _OnCard:
    chosen = [one for one in usable if label in {None, one.label}]
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        labels = ", ".join(sorted(one.label for one in chosen))
        raise CredentialError(f"The card holds several certificates: {labels}.", "Choose one by its label.")
    raise CredentialError(
        "The card holds no such certificate together with its key.", "Choose another card or certificate."
    )


def _signature(session: Session, key_id: bytes, data: bytes, pin: str) -> bytes:
    """For elliptic curves by the raw mechanism, which every card has; SoftHSM 2.6 has no other."""
    from pkcs11 import Attribute, KeyType, Mechanism

    key = _private_keys(session)[key_id]
    # Keys for legal signatures may ask for the PIN again for each one.
    again = pin if key[Attribute.ALWAYS_AUTHENTICATE] else None
    if key.key_type is KeyType.RSA:
        return key.sign(data, mechanism=Mechanism.SHA256_RSA_PKCS, pin=again)
    raw = key.sign(hashlib.sha256(data).digest(), mechanism=Mechanism.ECDSA, pin=again)
    half = len(raw) // 2
    return encode_dss_signature(int.from_bytes(raw[:half], "big"), int.from_bytes(raw[half:], "big"))
