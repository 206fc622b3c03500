from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.composition.window import DemoEntrance
from desktop_app.domain.signature import SignatureReport, Verdict
from desktop_app.ui.document_preview import PreviewDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.services import Services
from desktop_app.ui.sign_in_page import SignInPage
from desktop_app.ui.start_page import StartPage
from desktop_app.ui.verify_view import VerifyDialog
from desktop_app.ui.verify_words import HEADLINES, CheckedFile, findings, report_text
from desktop_app.ui.widgets.text import TextLabel
from tests.fakes.visits import FakeEntrance
from tests.gui.plan.conftest import PASSPHRASE, sample


@pytest.fixture(scope="session")
def signed(clinic: Services) -> bytes:
    assert clinic.plans is not None
    return clinic.plans.sign(sample(clinic, 0), PASSPHRASE, None).documents["handout"]


@pytest.fixture
def dialog(
    qtbot: QtBot, dressed: QApplication, clinic: Services, clinic_entrance: DemoEntrance
) -> VerifyDialog:
    shown = VerifyDialog(clinic_entrance)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def changed(pdf: bytes) -> bytes:
    place = len(pdf) // 3
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def verify(dialog: VerifyDialog, qtbot: QtBot, *files: Path) -> None:
    dialog.verify_files(files)
    qtbot.waitUntil(lambda: len(dialog.headlines) == len(files), timeout=20_000)


def headline(dialog: VerifyDialog, pdf: bytes, file: Path, qtbot: QtBot) -> str:
    file.write_bytes(pdf)
    verify(dialog, qtbot, file)
    return dialog.headlines[0]


def button(dialog: VerifyDialog, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def words(dialog: VerifyDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(TextLabel) if label.isVisible())


def test_signed_document_is_valid_and_says_why(
    dialog: VerifyDialog, signed: bytes, tmp_path: Path, qtbot: QtBot
) -> None:
    assert headline(dialog, signed, tmp_path / "plan.pdf", qtbot).startswith("VALID")

    shown = words(dialog)
    for part in ("vouched for by", "by the clock of the signer's workstation", "The whole file", "PAdES B-B"):
        assert part in shown


def test_changed_document_is_not(dialog: VerifyDialog, signed: bytes, tmp_path: Path, qtbot: QtBot) -> None:
    assert headline(dialog, changed(signed), tmp_path / "plan.pdf", qtbot) == "CHANGED AFTER SIGNING"
    assert "Do not use this file." in words(dialog)
    assert not button(dialog, "show_signed_version").isEnabled()


def test_unsigned_document_says_so(
    dialog: VerifyDialog, clinic: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    assert clinic.plans is not None
    unsigned = clinic.plans.preview(sample(clinic, 0))["handout"]

    assert headline(dialog, unsigned, tmp_path / "plan.pdf", qtbot) == "NOT SIGNED"


def test_missing_file_cannot_be_read(dialog: VerifyDialog, tmp_path: Path, qtbot: QtBot) -> None:
    verify(dialog, qtbot, tmp_path / "gone.pdf")

    assert dialog.headlines == ("CANNOT BE READ",)


def test_several_files_stand_in_a_table_with_the_worst_first(
    dialog: VerifyDialog, signed: bytes, tmp_path: Path, qtbot: QtBot
) -> None:
    files = {"good.pdf": signed, "none.pdf": b"%PDF", "bad.pdf": changed(signed)}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)

    verify(dialog, qtbot, *(tmp_path / name for name in files))

    table = dialog.findChild(QTableWidget)
    assert isinstance(table, QTableWidget)
    assert table.isVisible()
    model = table.model()
    assert [model.data(model.index(row, 1)) for row in range(3)] == ["bad.pdf", "none.pdf", "good.pdf"]
    assert "Do not use this file." in words(dialog)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert "this is what was signed" in words(dialog)
    assert button(dialog, "show_signed_version").isEnabled()


def test_signed_version_is_shown_page_by_page(
    dialog: VerifyDialog, signed: bytes, tmp_path: Path, qtbot: QtBot
) -> None:
    headline(dialog, signed, tmp_path / "plan.pdf", qtbot)

    button(dialog, "show_signed_version").click()

    preview = dialog.findChild(PreviewDialog)
    assert isinstance(preview, PreviewDialog)
    assert preview.preview.page_count >= 1


def test_what_was_signed_of_a_file_that_was_changed_later_is_shown_with_a_warning(
    dialog: VerifyDialog, signed: bytes, tmp_path: Path, qtbot: QtBot
) -> None:
    assert headline(dialog, signed + b"\n% more\n", tmp_path / "plan.pdf", qtbot) == "CHANGED AFTER SIGNING"

    button(dialog, "show_signed_version").click()

    preview = dialog.findChild(PreviewDialog)
    assert isinstance(preview, PreviewDialog)
    assert preview.preview.printable.pdf == signed
    assert "This is what was signed; the file you have is different." in {
        label.text() for label in preview.findChildren(TextLabel)
    }


def test_report_is_copied_as_text(dialog: VerifyDialog, signed: bytes, tmp_path: Path, qtbot: QtBot) -> None:
    headline(dialog, changed(signed), tmp_path / "plan.pdf", qtbot)

    button(dialog, "copy_report").click()

    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("CHANGED AFTER SIGNING\nFile: plan.pdf\nResult: ")
    assert "Next step: Do not use this file." in copied


def drop(target: QDialog | QMainWindow, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    where, left, nothing = QPointF(5, 5), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    target.dropEvent(QDropEvent(where, Qt.DropAction.CopyAction, data, left, nothing))


def test_dropped_pdf_is_verified(dialog: VerifyDialog, signed: bytes, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(signed)

    drop(dialog, file)

    qtbot.waitUntil(lambda: bool(dialog.headlines), timeout=20_000)
    assert dialog.headlines[0].startswith("VALID")


@pytest.mark.parametrize("first_page", [SignInPage, StartPage])
def test_pdf_dropped_on_the_window_is_verified_and_anything_else_refused_in_words(
    qtbot: QtBot,
    dressed: QApplication,
    clinic: Services,
    tmp_path: Path,
    first_page: type[QWidget],
) -> None:
    window = MainWindow(FakeEntrance(clinic, "" if first_page is StartPage else "words"))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), first_page))
    file = tmp_path / "plan.PDF"
    file.write_bytes(b"%PDF")

    drop(window, tmp_path / "letter.docx")
    assert window.findChild(VerifyDialog) is None
    assert window.statusBar().currentMessage().startswith("Only PDF files can be dropped here")
    drop(window, file)

    dialog = window.findChild(VerifyDialog)
    assert isinstance(dialog, VerifyDialog)
    qtbot.waitUntil(lambda: dialog.headlines == ("NOT SIGNED",), timeout=20_000)


def test_something_else_is_refused_in_words(dialog: VerifyDialog, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "letter.docx"))])
    where, nothing = QPointF(5, 5), Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(where, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, nothing)
    event.ignore()

    dialog.dragEnterEvent(event)

    assert not event.isAccepted()
    assert dialog.state.startswith("Only PDF files can be dropped here")


def test_file_is_verified_before_anybody_signs_in(
    qtbot: QtBot, dressed: QApplication, signed: bytes, tmp_path: Path
) -> None:
    window = MainWindow(DemoEntrance(tmp_path / "clinic"))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), SignInPage))
    file = tmp_path / "plan.pdf"
    file.write_bytes(signed)

    page = window.centralWidget()
    assert isinstance(page, SignInPage)
    verify_button = page.findChild(QPushButton, "verify")
    assert isinstance(verify_button, QPushButton)
    verify_button.click()
    dialog = window.findChild(VerifyDialog)
    assert isinstance(dialog, VerifyDialog)
    verify(dialog, qtbot, file)

    assert dialog.headlines == ("SIGNER NOT KNOWN",)  # signed in another clinic


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_a_headline_an_answer_to_each_question_and_a_next_step(verdict: Verdict) -> None:
    report = SignatureReport(verdict, "Because.")

    answers = dict(findings(report))

    assert tuple(answers) == (
        "Result", "Next step", "Document", "Signed by", "Signed on", "Covers", "Certificate", "Level",
        "Matches the record here",
    )  # fmt: skip
    assert all(answers.values())
    assert HEADLINES[verdict][1] in report_text(CheckedFile("plan.pdf", report, 0))


def test_unknown_signer_is_never_named(signed: bytes) -> None:
    report = SignatureReport(Verdict.SIGNER_NOT_KNOWN, "Nobody vouches.", intact=True, covers_whole_file=True)

    text = report_text(CheckedFile("plan.pdf", report, len(signed), signed))

    assert "Signed by: Not known." in text
    assert "can call itself anything" in text
