"""Printing from the preview, with printers that only remember what they were sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabBar, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop_app.application.printing import Printing, PrintQueue
from desktop_app.domain.records import PrintEvent
from desktop_app.ui.document_preview import PreviewDialog
from desktop_app.ui.print_panel import PrintPanel
from desktop_app.ui.services import Services
from desktop_app.ui.theme import LIGHT, TEXT_SIZES, apply_theme
from tests.fakes.print_queue import FakePrintQueue
from tests.fakes.visits import NOW, FakeRecords
from tests.gui.plan.conftest import sample

Queue = TypeVar("Queue", bound=PrintQueue)
ROOM, HALL = "HP-Room3", "Hall & Stairs"


class PrintDesk(Generic[Queue]):
    """The preview of a plan on a workstation with some printers, and what a user sees and does there."""

    def __init__(self, documents: dict[str, bytes], queue: Queue, records: FakeRecords, qtbot: QtBot) -> None:
        self.queue, self.records, self._qtbot = queue, records, qtbot
        self.printing = Printing(queue, records, lambda: NOW)
        self.told: list[str] = []
        self._documents = documents
        self.open()

    def open(self) -> None:
        panel = PrintPanel(self.printing, lambda kind: f"PLAN-1/{kind}")
        panel.sent.connect(self.told.append)
        panel.answered.connect(self.told.append)
        self.dialog = PreviewDialog("Signed documents", self._documents, "handout", panel=panel)
        self.dialog.open()
        self._qtbot.waitUntil(self.dialog.isActiveWindow)
        self.wait(lambda: self.button != "Looking for printers...")

    def wait(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=10_000)

    def find(self, name: str) -> Any:
        (found,) = self.dialog.findChildren(QWidget, name)
        return found

    @property
    def button(self) -> str:
        """What the button says that it will do."""
        return str(self.find("print_preview").text())

    def says(self, name: str) -> str:
        label = self.find(name)
        return label.text() if label.isVisible() else ""

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        self._qtbot.keyClick(focused, key, modifier)

    def send(self) -> None:
        """Press Enter, and wait for what comes of it."""
        self.press(Qt.Key.Key_Return)
        self.wait(lambda: bool(self.says("print_problem")) or self.says("print_state").endswith("?"))


Show = Callable[[FakePrintQueue], PrintDesk[FakePrintQueue]]


@pytest.fixture(scope="session")
def documents(clinic: Services) -> dict[str, bytes]:
    assert clinic.plans is not None
    return dict(clinic.plans.preview(sample(clinic, 0)))


@pytest.fixture
def show(qtbot: QtBot, dressed: QApplication, documents: dict[str, bytes]) -> Iterator[Show]:
    shown: list[PrintDesk[FakePrintQueue]] = []

    def show(queue: FakePrintQueue) -> PrintDesk[FakePrintQueue]:
        shown.append(PrintDesk(documents, queue, FakeRecords(), qtbot))
        return shown[-1]

    yield show
    for desk in shown:
        # Leaving to save has closed it already.
        if isValid(desk.dialog):
            desk.dialog.close()


def test_button_names_pages_printer_paper_and_sides(show: Show) -> None:
    desk = show(FakePrintQueue(ROOM, preferred=ROOM))
    pages = desk.dialog.preview.page_count

    assert desk.button == f"Print {pages} pages on HP-Room3 (Letter, two-sided)"
    desk.find("two_sided").setChecked(False)
    desk.find("copies").setValue(2)
    assert desk.button == f"Print 2 copies of {pages} pages on HP-Room3 (Letter)"
    desk.dialog.preview.show_kind("care-plan")
    assert desk.button == f"Print 2 copies of {desk.dialog.preview.page_count} pages on HP-Room3 (Letter)"


def test_enter_sends_the_very_bytes_on_show_and_asks_whether_paper_came_out(
    show: Show, documents: dict[str, bytes]
) -> None:
    desk = show(FakePrintQueue(ROOM, HALL, preferred=ROOM))

    desk.send()

    ((printer, job),) = desk.queue.jobs
    assert (printer, job.pdf, job.paper) == (ROOM, documents["handout"], "letter")
    assert (job.copies, job.two_sided) == (1, True)
    assert desk.says("print_state") == ("Handout for the patient. Sent to HP-Room3 at 14:02. Paper came out?")
    assert desk.told == ["Handout for the patient. Sent to HP-Room3 at 14:02."]
    assert desk.records.printing_noted == [("PLAN-1/handout", PrintEvent.SENT)]


def test_yes_by_keyboard_is_noted_and_prints_nothing_more(show: Show) -> None:
    desk = show(FakePrintQueue(ROOM))
    desk.send()

    desk.press(Qt.Key.Key_Return)

    desk.wait(lambda: len(desk.records.printing_noted) == 2)
    assert desk.records.printing_noted[-1] == ("PLAN-1/handout", PrintEvent.PAPER_SEEN)
    assert desk.says("print_state") == "Handout for the patient: printed on HP-Room3 at 14:02."
    assert len(desk.queue.jobs) == 1


def test_no_is_noted_and_leads_to_another_printer(show: Show) -> None:
    desk = show(FakePrintQueue(ROOM, HALL, preferred=ROOM))
    desk.send()

    desk.press(Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    desk.wait(lambda: len(desk.records.printing_noted) == 2)

    assert desk.records.printing_noted[-1] == ("PLAN-1/handout", PrintEvent.NO_PAPER)
    assert "choose another printer, or save the PDF" in desk.says("print_state")
    assert desk.told[-1] == desk.says("print_state")
    desk.press(Qt.Key.Key_Down)
    assert "on Hall && Stairs (" in desk.button
    desk.send()
    assert [printer for printer, _job in desk.queue.jobs] == [ROOM, HALL]


def test_printer_that_refuses_is_a_sentence_and_nothing_is_called_sent(show: Show) -> None:
    queue = FakePrintQueue(ROOM)
    queue.refusing.add(ROOM)
    desk = show(queue)

    desk.send()

    assert desk.says("print_problem") == "The printer HP-Room3 is stopped. Choose another printer."
    assert desk.says("print_state") == ""
    assert (desk.told, desk.records.printing_noted) == ([], [])
    assert desk.find("print_preview").isEnabled()


def test_audit_trail_that_cannot_be_written_is_told_beside_what_was_sent(show: Show) -> None:
    desk = show(FakePrintQueue(ROOM))
    desk.records.failing = True

    desk.send()

    assert desk.says("print_problem") == "The disk is full. Free some space."
    assert "Sent to HP-Room3" in desk.says("print_state")


def test_several_printers_without_a_default_wait_for_a_choice(show: Show) -> None:
    desk = show(FakePrintQueue(ROOM, HALL))

    assert desk.button == "Choose a printer"
    assert not desk.find("print_preview").isEnabled()
    desk.find("printer").setFocus()
    desk.press(Qt.Key.Key_Down)
    assert "on HP-Room3 (" in desk.button


def test_printer_used_last_is_offered_first_the_next_time(show: Show) -> None:
    desk = show(FakePrintQueue(ROOM, HALL, preferred=ROOM))
    desk.find("printer").setCurrentText(HALL)
    desk.send()

    desk.dialog.close()
    desk.open()

    assert "on Hall && Stairs (" in desk.button


@pytest.mark.parametrize(
    ("silent", "sentence"),
    [
        (False, "No printer is set up on this computer. Save the PDF instead."),
        (True, "The print system does not answer. Save the PDF."),
    ],
)
def test_computer_without_printers_says_so_and_offers_the_pdf(
    show: Show, qtbot: QtBot, silent: bool, sentence: str
) -> None:
    queue = FakePrintQueue()
    queue.silent = silent

    desk = show(queue)

    desk.wait(lambda: desk.says("print_problem") == sentence)
    assert not desk.find("print_preview").isEnabled()
    with qtbot.waitSignal(desk.dialog.save_requested):
        desk.find("save_preview").click()


def test_preview_with_its_printer_fits_a_small_screen_at_the_largest_text(
    show: Show, dressed: QApplication
) -> None:
    apply_theme(dressed, LIGHT, max(TEXT_SIZES))
    desk = show(FakePrintQueue(ROOM, HALL, preferred=ROOM))

    desk.send()

    assert desk.dialog.minimumSizeHint().width() <= 1280
    assert desk.dialog.minimumSizeHint().height() <= 720


def test_tab_leads_through_the_preview_as_it_reads(show: Show) -> None:
    desk = show(FakePrintQueue(ROOM, preferred=ROOM))
    (tabs,) = desk.dialog.findChildren(QTabBar)
    tabs.setFocus()
    reached = []
    for _ in range(9):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.append(focused.text() if isinstance(focused, QAbstractButton) else focused.accessibleName())
        desk.press(Qt.Key.Key_Tab)

    assert reached == [
        "Documents", "Next page", "Zoom", "Pages of the document", "Printer", "&Two-sided", "Copies", "Close",
        "Save PDF...",
    ]  # fmt: skip
