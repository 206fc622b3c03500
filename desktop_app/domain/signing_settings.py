"""What a clinician signs with, and where time stamps come from, as the encrypted records keep it. Never a PIN.

A setting that is not there has its default, and one that this version does not know is left alone: the settings of an
older or newer version stay readable.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field


class _Setting(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        ser_json_bytes="base64",
        val_json_bytes="base64",
        hide_input_in_errors=True,
    )


class SignerCertificate(_Setting):
    """The public half of a signing key, as it was read when the key was chosen."""

    signer: str
    issuer: str
    valid_from: AwareDatetime
    valid_until: AwareDatetime
    fingerprint: str
    """SHA-256 of the certificate, in hexadecimal."""
    chain: tuple[bytes, ...] = Field(min_length=1, repr=False)
    """The certificate itself (DER), then those of the authorities above it, as far as they came with the key."""


class KeyFile(_Setting):
    """A key file that was taken into the records, still locked by its own passphrase, which is kept nowhere."""

    kind: Literal["key_file"] = "key_file"
    pkcs12: bytes = Field(repr=False)
    certificate: SignerCertificate


class CardKey(_Setting):
    """A key on a smart card: the maker's module, the labels that lead to the key, and its certificate."""

    kind: Literal["card"] = "card"
    module: str
    token_label: str
    certificate_label: str
    certificate: SignerCertificate


ChosenKey = Annotated[KeyFile | CardKey, Field(discriminator="kind")]


class TimeStampSource(_Setting):
    """The clinic's own time stamp server, and the certificates (PEM or DER) of the authority that vouches for it."""

    url: str
    authority: bytes = Field(repr=False)


class SigningSettings(_Setting):
    """Without a chosen ``key`` the one that was made for these records signs."""

    key: ChosenKey | None = None
    time_stamps: TimeStampSource | None = None
