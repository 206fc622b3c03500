"""What a user sees and does in the settings of signing and at the signature of a visit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.application.steps import Step
from desktop_app.domain.signature import SignatureReport
from desktop_app.domain.signing_settings import SigningSettings
from desktop_app.ui.signing_dialog import SigningDialog
from desktop_app.ui.steps.signing_form import SigningForm
from desktop_app.ui.widgets.text import TextLabel
from tests.gui.conftest import Desk
from tests.gui.plan.conftest import PASSPHRASE, RememberingEntrance, page, sign
from tests.unit.signing.pki import PASSPHRASE as KEY_FILE_PASSPHRASE
from tests.unit.signing.soft_card import MODULE

OWN_KEY, KEY_FILE, CARD = Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3
SERVER = Qt.Key.Key_2


class SettingsDesk:
    """The settings of signing over the window of a clinic, and what a user sees and does there."""

    def __init__(self, desk: Desk, entrance: RememberingEntrance, qtbot: QtBot) -> None:
        self.desk, self._entrance, self._qtbot = desk, entrance, qtbot
        self.open()

    def open(self) -> None:
        (action,) = (
            each for each in self.desk.window.findChildren(QAction) if each.text() == "&Signing settings..."
        )
        action.trigger()
        dialog = self.desk.window.findChild(SigningDialog)
        assert isinstance(dialog, SigningDialog)
        self.dialog = dialog
        self.desk.enter(dialog)

    def choose(self, row: str, key: Qt.Key) -> None:
        self.desk.find(row).setFocus()
        self.desk.press(key)

    def choose_card(self) -> None:
        self.choose("signing_key", CARD)
        self.desk.find("card_module").setText(str(MODULE))
        self.desk.click("look_for_cards")

    def choose_key_file(self, file: Path, passphrase: str = KEY_FILE_PASSPHRASE) -> None:
        self.choose("signing_key", KEY_FILE)
        self.desk.find("key_file").setText(str(file))
        self.desk.find("key_file_passphrase").setText(passphrase)
        self.desk.click("open_key_file")

    def choose_server(self, url: str, authority: Path) -> None:
        self.choose("time_stamps", SERVER)
        self.desk.find("time_stamp_url").setText(url)
        self.desk.find("time_stamp_authority").setText(str(authority))
        self.desk.find("time_stamp_authority").setFocus()
        self.desk.press(Qt.Key.Key_Return)
        self.wait(lambda: not self.says("signing_problem").startswith("Type the address"))

    def tick(self, name: str) -> None:
        self.wait(lambda: self.is_shown(name))
        self.desk.find(name).setChecked(True)

    def confirm(self, passphrase: str) -> None:
        """Type the passphrase and press Enter."""
        self.wait(self.desk.find("save_signing").isEnabled)
        self.desk.find("settings_passphrase").setFocus()
        self.desk.type(passphrase)
        self.desk.press(Qt.Key.Key_Return)

    def save(self) -> None:
        self.confirm(PASSPHRASE)
        self.wait(lambda: self.says("signing_state") == "Saved.")

    def leave(self) -> None:
        self.desk.leave(self.dialog)

    def wait(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=20_000)

    def is_shown(self, name: str) -> bool:
        return any(each.isVisible() for each in self.dialog.findChildren(QWidget, name))

    def says(self, name: str) -> str:
        return "".join(
            label.text() for label in self.dialog.findChildren(TextLabel, name) if label.isVisible()
        )

    @property
    def words(self) -> str:
        labels = self.dialog.findChildren(TextLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    @property
    def audit_entries(self) -> int:
        verdict = self._entrance.opened.records.verify_audit()
        assert verdict.intact
        return verdict.entries

    @property
    def saved(self) -> SigningSettings:
        signing = self._entrance.opened.signing
        assert signing is not None
        return signing.current()


class Signing:
    """A sample visit at the signature."""

    def __init__(self, desk: Desk, entrance: RememberingEntrance, qtbot: QtBot) -> None:
        self.desk, self._entrance, self._qtbot = desk, entrance, qtbot
        desk.window.begin(entrance.opened.samples[0].consultation)
        desk.screen.go_to(Step.REVIEW)

    @property
    def form(self) -> SigningForm:
        found = page(self.desk).signing
        assert found is not None
        return found

    @property
    def words(self) -> str:
        return "\n".join(label.text() for label in self.form.findChildren(TextLabel) if label.isVisible())

    def refused(self, secret: str) -> str:
        """Sign with a secret that is no good, and say what stands beside the field then."""
        sign(self.desk, secret)
        self._qtbot.waitUntil(lambda: bool(self.form.problem), timeout=20_000)
        assert not self.desk.visit.is_sealed
        assert self._entrance.opened.records.signed_plans() == ()
        return self.form.problem

    def sign(self, secret: str, button: str = "sign") -> SignatureReport:
        """Sign, and give the verdict of this computer on the care plan as it was kept."""
        self.desk.find("attestation").setChecked(True)
        self.desk.find("signing_secret").setText(secret)
        self.desk.click(button)
        self._qtbot.waitUntil(lambda: page(self.desk).signed_panel is not None, timeout=30_000)
        records = self._entrance.opened.records
        plan = records.load_signed_plan(records.signed_plans()[0].plan_id)
        return self._entrance.verify(plan.documents["care-plan"])
