from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from desktop_app.application.ports import ClinicSettings
from desktop_app.domain.records import StoredCredential
from desktop_app.domain.signing_settings import (
    CardKey,
    KeyFile,
    SignerCertificate,
    SigningSettings,
    TimeStampSource,
)
from desktop_app.storage.database import EncryptedDatabase
from desktop_app.storage.database_key import DatabaseKey
from desktop_app.storage.records import EncryptedRecords
from desktop_app.storage.settings import EncryptedSettings
from tests.unit.storage.examples import audit_log


@pytest.fixture
def settings(database: EncryptedDatabase, key: DatabaseKey) -> ClinicSettings:
    return EncryptedSettings(database, audit_log(key))


def test_settings_of_a_new_clinic_are_empty(settings: ClinicSettings) -> None:
    assert settings.credential() is None
    assert settings.profile() is None


def test_store_credential_again_replaces_it(settings: ClinicSettings) -> None:
    settings.store_credential(b"\x30\x82\x00old", "old words")
    settings.store_credential(b"\x30\x82\x00\xffnew", "new wörds")

    assert settings.credential() == StoredCredential(b"\x30\x82\x00\xffnew", "new wörds")
    assert "wörds" not in repr(settings.credential())


def test_save_profile_again_replaces_it_and_leaves_the_credential(settings: ClinicSettings) -> None:
    settings.store_credential(b"\x30", "words")
    settings.save_profile('{"clinic": "Old"}')
    settings.save_profile('{"clinic": "Nuevo León"}')

    assert settings.profile() == '{"clinic": "Nuevo León"}'
    assert settings.credential() == StoredCredential(b"\x30", "words")


CERTIFICATE = SignerCertificate(
    signer="Dr Ana Ruiz",
    issuer="Nuevo León",
    valid_from=datetime(2026, 1, 1, tzinfo=UTC),
    valid_until=datetime(2027, 6, 30, tzinfo=UTC),
    fingerprint="ab" * 32,
    chain=(b"\x30\x82\xff",),
)


@pytest.mark.parametrize(
    "chosen",
    [
        SigningSettings(),
        SigningSettings(key=KeyFile(pkcs12=b"\x30\x00\xfe", certificate=CERTIFICATE)),
        SigningSettings(
            key=CardKey(module="/m.so", token_label="Dr Ruiz", certificate_label="", certificate=CERTIFICATE),
            time_stamps=TimeStampSource(url="http://clock.clinic/tsa", authority=b"\x30\xff"),
        ),
    ],
)
def test_what_is_signed_with_is_kept_as_it_was_chosen(
    settings: ClinicSettings, chosen: SigningSettings
) -> None:
    assert settings.signing() == SigningSettings()

    settings.save_signing(chosen)

    assert settings.signing() == chosen


@pytest.mark.parametrize(
    "kept", ['{"key": null, "time_stamps": null, "later": 1}', '{"key": {"kind": "remote"}}', "{}"]
)
def test_settings_of_a_newer_version_stay_readable(
    settings: ClinicSettings, database: EncryptedDatabase, kept: str
) -> None:
    settings.save_signing(SigningSettings())
    with database.writing() as connection:
        connection.execute(text("UPDATE settings SET value = :kept WHERE name = 'signing'"), {"kept": kept})

    assert settings.signing() == SigningSettings()


def test_each_change_of_a_setting_is_in_the_audit_trail(
    settings: ClinicSettings, records: EncryptedRecords
) -> None:
    settings.store_credential(b"\x30", "words")
    settings.save_profile("{}")
    settings.save_signing(SigningSettings())
    settings.note_trust("ab" * 32)

    verdict = records.verify_audit()
    assert verdict.intact
    assert verdict.entries == 4


def test_saved_profile_leaves_what_changed_in_the_audit_trail_but_not_to_what(
    settings: ClinicSettings, database: EncryptedDatabase
) -> None:
    settings.save_profile('{"clinic": "Mill Lane"}', ["clinic.phone", "paper"])

    with database.reading() as connection:
        entry = connection.execute(text("SELECT action, record_id FROM audit_entries")).one()
    assert tuple(entry) == ("profile_saved", "clinic.phone paper")
