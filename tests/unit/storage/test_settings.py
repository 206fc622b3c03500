from __future__ import annotations

import pytest

from desktop_app.application.ports import ClinicSettings
from desktop_app.domain.records import StoredCredential
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


def test_each_change_of_a_setting_is_in_the_audit_trail(
    settings: ClinicSettings, records: EncryptedRecords
) -> None:
    settings.store_credential(b"\x30", "words")
    settings.save_profile("{}")

    verdict = records.verify_audit()
    assert verdict.intact
    assert verdict.entries == 2
