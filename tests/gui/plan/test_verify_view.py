from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.ui.services import Services
from desktop_app.ui.verify_view import VerifyDialog
from tests.gui.plan.conftest import PASSPHRASE, sample


@pytest.fixture(scope="session")
def signed(clinic: Services) -> bytes:
    assert clinic.plans is not None
    return clinic.plans.sign(sample(clinic, 0), PASSPHRASE, None).documents["handout"]


@pytest.fixture
def dialog(qtbot: QtBot, dressed: QApplication, clinic: Services) -> VerifyDialog:
    shown = VerifyDialog(clinic.verify)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def headline(dialog: VerifyDialog, pdf: bytes, file: Path, qtbot: QtBot) -> str:
    file.write_bytes(pdf)
    dialog.verify_files([file])
    qtbot.waitUntil(lambda: bool(dialog.headlines), timeout=20_000)
    return dialog.headlines[0]


def test_signed_document_is_valid(dialog: VerifyDialog, signed: bytes, tmp_path: Path, qtbot: QtBot) -> None:
    assert headline(dialog, signed, tmp_path / "plan.pdf", qtbot).startswith("VALID")


def test_changed_document_is_not(dialog: VerifyDialog, signed: bytes, tmp_path: Path, qtbot: QtBot) -> None:
    place = len(signed) // 3
    changed = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]

    assert headline(dialog, changed, tmp_path / "plan.pdf", qtbot) == "CHANGED AFTER SIGNING"


def test_unsigned_document_says_so(
    dialog: VerifyDialog, clinic: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    assert clinic.plans is not None
    unsigned = clinic.plans.preview(sample(clinic, 0))["handout"]

    assert headline(dialog, unsigned, tmp_path / "plan.pdf", qtbot) == "NOT SIGNED"


def test_missing_file_cannot_be_read(dialog: VerifyDialog, tmp_path: Path, qtbot: QtBot) -> None:
    dialog.verify_files([tmp_path / "gone.pdf"])
    qtbot.waitUntil(lambda: bool(dialog.headlines), timeout=20_000)

    assert dialog.headlines == ("CANNOT BE READ",)


def test_dropped_pdf_is_verified(dialog: VerifyDialog, signed: bytes, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(signed)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    nothing = Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, nothing)

    dialog.dropEvent(event)

    qtbot.waitUntil(lambda: bool(dialog.headlines), timeout=20_000)
    assert dialog.headlines[0].startswith("VALID")


def test_something_else_is_refused_in_words(dialog: VerifyDialog, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "letter.docx"))])
    where, nothing = QPointF(5, 5), Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(where, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, nothing)
    event.ignore()

    dialog.dragEnterEvent(event)

    assert not event.isAccepted()
    assert dialog.state == "Only PDF files can be verified here."
