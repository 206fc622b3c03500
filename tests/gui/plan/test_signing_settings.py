"""Another key and time stamps, chosen in the window and used in the next visit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.composition.demo_sign_in import CLINICIAN
from desktop_app.domain.signature import Verdict
from desktop_app.domain.signing_settings import SigningSettings
from tests.gui.conftest import Desk
from tests.gui.plan.conftest import PASSPHRASE, RememberingEntrance
from tests.gui.plan.signing_desk import OWN_KEY, SettingsDesk, Signing
from tests.time_stamp_service import Answer, serving, stamping
from tests.unit.signing.pki import (
    AUTHORITY,
    NOW,
    Identity,
    Profile,
    make_identity,
    pem_bundle,
    time_stamper,
)
from tests.unit.signing.pki import PASSPHRASE as KEY_FILE_PASSPHRASE
from tests.unit.signing.soft_card import PIN, CardReader, connected_reader

Serve = Callable[[Answer], str]


@pytest.fixture(scope="module")
def issuer() -> Identity:
    return make_identity(replace(AUTHORITY, name="City Card Authority"))


@pytest.fixture(scope="module")
def clinician(issuer: Identity) -> Identity:
    return make_identity(Profile(name=CLINICIAN), issuer)


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CardReader]:
    with connected_reader(tmp_path, monkeypatch) as reader:
        yield reader


@pytest.fixture
def serve(own_servers: set[tuple[str, int]]) -> Iterator[Serve]:
    """Start a time stamp server on this computer and give its address."""
    with ExitStack() as running:

        def start(answer: Answer) -> str:
            address = "127.0.0.1", running.enter_context(serving(answer))
            own_servers.add(address)
            running.callback(own_servers.discard, address)
            return f"http://127.0.0.1:{address[1]}/tsa"

        yield start


@pytest.fixture
def settings(own_clinic: Desk, entrance: RememberingEntrance, qtbot: QtBot) -> SettingsDesk:
    return SettingsDesk(own_clinic, entrance, qtbot)


@pytest.fixture
def signing(own_clinic: Desk, entrance: RememberingEntrance, qtbot: QtBot) -> Callable[[], Signing]:
    return lambda: Signing(own_clinic, entrance, qtbot)


def test_card_chosen_in_the_settings_signs_the_next_visit(
    settings: SettingsDesk,
    signing: Callable[[], Signing],
    reader: CardReader,
    clinician: Identity,
    issuer: Identity,
) -> None:
    settings.choose_card()
    settings.wait(lambda: "no card in the reader" in settings.says("signing_key_problem"))
    assert not settings.desk.find("save_signing").isEnabled()
    reader.insert("Dr Demo", {"signature": clinician, "authority": issuer})
    settings.desk.click("look_for_cards")
    settings.wait(lambda: "does not vouch" in settings.says("signing_problem"))
    assert "City Card Authority, and with it everybody" in settings.words
    settings.tick("trust_issuer")
    entries = settings.audit_entries
    settings.save()
    assert settings.audit_entries == entries + 2  # the trust, and the settings
    settings.leave()

    visit = signing()
    assert f"Signing as {CLINICIAN}, certificate to " in visit.words
    assert "PIN of the card" in visit.words
    with reader.card_taken_out():
        assert visit.refused(PIN).startswith("There is no card in the reader. Put the card into the reader")
    assert visit.refused("000000").startswith("The PIN is wrong.")
    report = visit.sign(PIN)

    assert (report.verdict, report.signer, report.issuer) == (Verdict.VALID, CLINICIAN, "City Card Authority")
    assert PIN not in settings.saved.model_dump_json()


def test_time_stamps_are_tried_used_and_never_left_out_in_silence(
    settings: SettingsDesk, signing: Callable[[], Signing], serve: Serve, tmp_path: Path
) -> None:
    authority = make_identity(AUTHORITY)
    (tmp_path / "clock.pem").write_bytes(pem_bundle(authority))
    working = stamping(time_stamper(authority))
    reachable = [True]
    url = serve(lambda question: working(question) if reachable[0] else (503, b""))
    settings.choose_server(url, tmp_path / "clock.pem")

    settings.desk.click("try_time_stamp")
    settings.wait(lambda: "a trusted time stamp of" in settings.says("time_stamp_result"))
    assert "PAdES B-T" in settings.says("signing_level")
    settings.save()
    settings.leave()
    reachable[0] = False
    visit = signing()

    assert "PAdES B-T" in visit.words
    assert "answered with an error (HTTP 503). Nothing was signed." in visit.refused(PASSPHRASE)
    assert visit.sign(PASSPHRASE, "sign_without_time_stamp").level == "PAdES B-B"
    reachable[0] = True
    assert signing().sign(PASSPHRASE).level == "PAdES B-T"


def test_address_that_is_none_is_not_saved(settings: SettingsDesk, tmp_path: Path) -> None:
    (tmp_path / "clock.pem").write_bytes(pem_bundle(make_identity(AUTHORITY)))
    settings.choose_server("clock.clinic", tmp_path / "clock.pem")

    settings.confirm(PASSPHRASE)

    settings.wait(lambda: "begins with http:// or https://" in settings.says("signing_problem"))
    assert settings.saved == SigningSettings()


def test_certificate_of_another_file_than_the_one_in_the_field_is_never_saved(
    settings: SettingsDesk, serve: Serve, tmp_path: Path
) -> None:
    authority, desk = make_identity(AUTHORITY), settings.desk
    (tmp_path / "clock.pem").write_bytes(pem_bundle(authority))
    settings.choose_server(serve(stamping(time_stamper(authority))), tmp_path / "clock.pem")
    settings.wait(desk.find("save_signing").isEnabled)

    desk.find("time_stamp_authority").setFocus()
    desk.type(".old")
    desk.press(Qt.Key.Key_Tab)

    settings.wait(lambda: "Check the address and the certificate." in settings.says("time_stamp_result"))
    assert not desk.find("save_signing").isEnabled()

    desk.find("time_stamp_authority").setFocus()
    for _ in ".old":
        desk.press(Qt.Key.Key_Backspace)
    desk.press(Qt.Key.Key_Tab)

    settings.wait(desk.find("save_signing").isEnabled)


def test_answer_of_a_server_that_is_no_longer_named_is_not_shown(
    settings: SettingsDesk, serve: Serve, tmp_path: Path
) -> None:
    authority, desk = make_identity(AUTHORITY), settings.desk
    (tmp_path / "clock.pem").write_bytes(pem_bundle(authority))
    working, renamed, asked = stamping(time_stamper(authority)), Event(), Event()

    def slow(question: bytes) -> tuple[int, bytes]:
        asked.set()
        renamed.wait(timeout=20)
        return working(question)

    url = serve(slow)
    settings.choose_server(url, tmp_path / "clock.pem")
    desk.click("try_time_stamp")
    settings.wait(asked.is_set)
    desk.find("time_stamp_url").setText(f"{url}/other")
    renamed.set()
    shown = set()

    def asks_again() -> bool:
        """As soon as the first answer is there, and not before."""
        shown.add(settings.says("time_stamp_result"))
        desk.click("try_time_stamp")
        return settings.says("time_stamp_result") == "Asking the server..."

    settings.wait(asks_again)
    assert shown == {""}
    settings.wait(lambda: "a trusted time stamp of" in settings.says("time_stamp_result"))


def test_server_whose_stamps_nobody_vouches_for_is_told_in_the_trial(
    settings: SettingsDesk, serve: Serve, tmp_path: Path
) -> None:
    (tmp_path / "clock.pem").write_bytes(pem_bundle(make_identity(AUTHORITY)))
    stranger = time_stamper(make_identity(AUTHORITY))
    settings.choose_server(serve(stamping(stranger)), tmp_path / "clock.pem")

    settings.desk.click("try_time_stamp")

    settings.wait(lambda: "did not verify" in settings.says("time_stamp_result"))


def test_key_file_is_opened_examined_and_asked_for_its_passphrase_at_the_signature(
    settings: SettingsDesk, signing: Callable[[], Signing], issuer: Identity, tmp_path: Path
) -> None:
    file = tmp_path / "robin.p12"
    file.write_bytes(make_identity(Profile(name="Robin Demo, MD"), issuer).p12)

    settings.choose_key_file(file, "not its passphrase")
    settings.wait(lambda: "does not open the key file" in settings.says("signing_key_problem"))
    settings.choose_key_file(file)
    settings.tick("trust_issuer")
    settings.wait(lambda: settings.says("signing_problem").startswith("The certificate writes the name"))
    settings.tick("same_person")
    settings.save()
    settings.leave()
    settings.open()
    settings.wait(settings.desk.find("save_signing").isEnabled)
    settings.leave()
    visit = signing()

    assert "Passphrase of the key file" in visit.words
    assert "does not open the key file" in visit.refused(PASSPHRASE)
    report = visit.sign(KEY_FILE_PASSPHRASE)
    assert (report.verdict, report.signer) == (Verdict.VALID, "Robin Demo, MD")
    assert KEY_FILE_PASSPHRASE not in settings.saved.model_dump_json()


def test_expired_key_file_is_refused_with_its_day(
    settings: SettingsDesk, issuer: Identity, tmp_path: Path
) -> None:
    past = Profile(CLINICIAN, NOW - timedelta(days=400), NOW - timedelta(days=2))
    file = tmp_path / "old.p12"
    file.write_bytes(make_identity(past, issuer).p12)

    settings.choose_key_file(file)
    settings.tick("trust_issuer")

    settings.wait(lambda: f"expired on {past.end:%Y-%m-%d}" in settings.says("signing_problem"))
    assert not settings.desk.find("save_signing").isEnabled()


def test_wrong_passphrase_changes_nothing(settings: SettingsDesk, issuer: Identity, tmp_path: Path) -> None:
    file = tmp_path / "robin.p12"
    file.write_bytes(make_identity(Profile(name=CLINICIAN), issuer).p12)
    settings.choose_key_file(file)
    settings.tick("trust_issuer")

    settings.confirm("not the passphrase")

    settings.wait(lambda: "does not open the records" in settings.says("signing_problem"))
    assert settings.saved == SigningSettings()


def test_renewed_certificate_signs_and_what_the_old_one_signed_stays_valid(
    settings: SettingsDesk, signing: Callable[[], Signing], entrance: RememberingEntrance
) -> None:
    settings.leave()
    before = signing().sign(PASSPHRASE)
    records = entrance.opened.records
    (old,) = records.signed_plans()
    settings.open()
    settings.wait(lambda: settings.is_shown("renew_certificate"))
    settings.desk.find("settings_passphrase").setText(PASSPHRASE)
    settings.desk.click("renew_certificate")
    settings.wait(lambda: settings.says("signing_state").startswith("Renewed."))
    settings.leave()

    after = signing().sign(PASSPHRASE)

    assert after.verdict is Verdict.VALID
    assert after.certificate_ends is not None
    assert before.certificate_ends is not None
    assert after.certificate_ends - before.certificate_ends > timedelta(days=600)
    kept = records.load_signed_plan(old.plan_id).documents
    assert {entrance.verify(pdf).verdict for pdf in kept.values()} == {Verdict.VALID}
    assert records.verify_audit().intact


def test_settings_open_with_what_is_kept_and_lead_back_to_the_own_key(
    settings: SettingsDesk, reader: CardReader, clinician: Identity
) -> None:
    reader.insert("Dr Demo", {"other": make_identity(Profile(name="Dr Else")), "signature": clinician})
    settings.choose_card()
    settings.wait(lambda: "Dr Else" in settings.words)
    settings.desk.press(Qt.Key.Key_Down)
    settings.wait(lambda: "City Card Authority" in settings.words)
    settings.tick("trust_issuer")
    settings.save()
    settings.leave()

    settings.open()
    settings.wait(settings.desk.find("save_signing").isEnabled)
    assert settings.desk.find("card_certificate").currentText() == f"{CLINICIAN} (card Dr Demo, signature)"
    assert not settings.is_shown("trust_issuer")
    settings.choose("signing_key", OWN_KEY)
    settings.save()

    assert settings.saved == SigningSettings()
