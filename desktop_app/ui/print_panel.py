"""Prints the document on show: on which printer, how, and whether paper came out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop_app.application.printing import Printers, Printing, PrintJob, SentPages
from desktop_app.domain.errors import LumbarPathwayError
from desktop_app.ui.background import run_in_background
from desktop_app.ui.print_words import PAPERS, Printable, button_words, sent_words
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.drop_down import Counter, DropDown
from desktop_app.ui.widgets.text import TextLabel
from desktop_app.ui.widgets.tick_box import TickBox

_MOST_COPIES: Final = 20


class PrintPanel(QWidget):
    """Printer, sides and copies; the paper is the document's own. ``button`` prints, and says what it will do.

    ``sent`` says in a sentence that pages are on their way, ``answered`` what the user then saw: both for the page
    behind. ``records`` names each kind of document in the audit trail.
    """

    sent = Signal(str)
    answered = Signal(str)

    def __init__(
        self, printing: Printing, records: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._printing = printing
        self._records = records
        self._document: Printable | None = None
        self._asked: tuple[Printable, SentPages] | None = None
        self._sending = False
        self._choices()
        self.button = push_button("Print", "print_preview", self._send)
        self.button.setProperty("kind", "primary")
        self.button.setDefault(True)
        self._state = TextLabel()
        self._state.setObjectName("print_state")
        # Wrapped beside the answers, rather than wider than a small screen at 200 %.
        self._state.setMinimumWidth(self.fontMetrics().height() * 8)
        self._problem = TextLabel("", "problem")
        self._problem.setObjectName("print_problem")
        self._yes = push_button("&Yes", "paper_came_out", lambda: self._answer(came_out=True))
        no = "&No - try another printer or save the PDF"
        self._no = push_button(no, "no_paper", lambda: self._answer(came_out=False))
        self._lay_out()
        self._ask(None)
        self._show_problem("")
        self._show_button()
        run_in_background(printing.printers, self._show_printers, self._on_unknown_printers, self)

    def _choices(self) -> None:
        self._printer = DropDown()
        self._printer.setObjectName("printer")
        self._printer.setPlaceholderText("Looking for printers...")
        self._printer.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        # More would be wider than a small screen at 200 %.
        self._printer.setMinimumContentsLength(14)
        self._printer.currentIndexChanged.connect(lambda _index: self._show_button())
        self._paper = QLabel()
        self._paper.setObjectName("print_paper")
        self._two_sided = TickBox("&Two-sided")
        self._two_sided.setObjectName("two_sided")
        self._two_sided.setChecked(True)
        self._two_sided.toggled.connect(lambda _on: self._show_button())
        self._copies = Counter()
        self._copies.setObjectName("copies")
        self._copies.setRange(1, _MOST_COPIES)
        self._copies.valueChanged.connect(lambda _copies: self._show_button())

    def _lay_out(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(8)
        choices.addWidget(_label("P&rinter", self._printer))
        choices.addWidget(self._printer, 1)
        choices.addWidget(self._paper)
        choices.addWidget(self._two_sided)
        choices.addWidget(_label("&Copies", self._copies))
        choices.addWidget(self._copies)
        answers = QHBoxLayout()
        answers.setSpacing(8)
        answers.addWidget(self._state, 1)
        answers.addWidget(self._yes)
        answers.addWidget(self._no)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(choices)
        layout.addWidget(self._problem)
        layout.addLayout(answers)

    def show_document(self, document: Printable) -> None:
        """What the button prints from now on."""
        self._document = document
        self._paper.setText(f"Paper: {PAPERS[document.paper]}")
        self._two_sided.setEnabled(document.pages > 1)
        self._show_button()

    def _show_printers(self, printers: Printers) -> None:
        self._printer.addItems(printers.names)
        self._printer.setPlaceholderText("Choose a printer" if printers.names else "No printer")
        self._printer.setCurrentIndex(self._printer.findText(printers.preferred))
        if not printers.names:
            self._show_problem("No printer is set up on this computer. Save the PDF instead.")
        self._show_button()

    def _on_unknown_printers(self, error: LumbarPathwayError) -> None:
        self._printer.setPlaceholderText("No printer")
        self._on_failed(error)

    def _job(self, document: Printable) -> PrintJob:
        two_sided = self._two_sided.isChecked() and document.pages > 1
        return PrintJob(document.pdf, document.paper, self._copies.value(), two_sided)

    def _show_button(self) -> None:
        printer, document = self._printer.currentText(), self._document
        self.button.setEnabled(bool(printer) and document is not None and not self._sending)
        words = self._printer.placeholderText()
        if printer and document is not None:
            words = button_words(document.pages, self._job(document), printer)
        self.button.setText(words.replace("&", "&&"))
        self.button.setToolTip(printer)

    def _send(self) -> None:
        document, printer = self._document, self._printer.currentText()
        if document is None:
            return
        job, record = self._job(document), self._records(document.kind)
        self._show_problem("")
        self._ask(None, f"Sending to {printer}...")
        self._set_sending(True)
        run_in_background(
            lambda: self._printing.send(job, printer, record),
            lambda pages: self._on_sent(document, pages),
            self._on_failed,
            self,
        )

    def _on_sent(self, document: Printable, pages: SentPages) -> None:
        self._set_sending(False)
        self._show_problem(pages.problem)
        words = sent_words(document.title, pages)
        self._ask((document, pages), f"{words} Paper came out?")
        # Enter once too often must not print again.
        self._yes.setFocus()
        self.sent.emit(words)

    def _on_failed(self, error: LumbarPathwayError) -> None:
        self._set_sending(False)
        self._ask(None)
        self._show_problem(str(error))

    def _answer(self, *, came_out: bool) -> None:
        if self._asked is None:
            return
        document, pages = self._asked
        where = f"{document.title}: printed on" if came_out else f"{document.title}: no paper from"
        later = (
            " The pages may still come out there. Nothing is lost: choose another printer, or save the PDF."
        )
        advice = "" if came_out else later
        self._printer.setFocus()
        self._ask(None, f"{where} {pages.printer} at {pages.at:%H:%M}.{advice}")
        self.answered.emit(self._state.text())
        record = self._records(document.kind)
        run_in_background(
            lambda: self._printing.note_answer(record, came_out=came_out),
            lambda _done: None,
            lambda error: self._show_problem(str(error)),
            self,
        )

    def _ask(self, asked: tuple[Printable, SentPages] | None, words: str = "") -> None:
        """Show a sentence, with the two answers where it asks for one."""
        self._asked = asked
        self._state.setText(words)
        for part, needed in ((self._state, words), (self._yes, asked), (self._no, asked)):
            part.setVisible(bool(needed))

    def _set_sending(self, sending: bool) -> None:
        self._sending = sending
        self._show_button()

    def _show_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))


def _label(word: str, buddy: QWidget) -> QLabel:
    label = QLabel(word)
    label.setBuddy(buddy)
    buddy.setAccessibleName(word.replace("&", ""))
    return label
