"""Shows finished PDF bytes, page by page. The bytes never touch a disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QPointF, QSize, Qt, Signal
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QTabBar, QVBoxLayout, QWidget

from desktop_app.application.emergency_sheets import EMERGENCY_SHEET
from desktop_app.application.outputs import CARE_PLAN, HANDOUT, REFERRAL, Paper
from desktop_app.ui.focus_ring import FocusRing
from desktop_app.ui.print_panel import PrintPanel
from desktop_app.ui.print_words import Printable
from desktop_app.ui.theme import Level
from desktop_app.ui.widgets.badge import SeverityBadge
from desktop_app.ui.widgets.drop_down import DropDown
from desktop_app.ui.widgets.text import TextLabel, show_tint

TITLES: Final = {
    CARE_PLAN: "Care plan",
    HANDOUT: "Handout for the patient",
    REFERRAL: "Referral letter",
    EMERGENCY_SHEET: "Emergency sheet",
}
_BETWEEN_A4_AND_LETTER: Final = 603
"""Points: A4 is 595 wide, Letter 612."""
_ZOOMS: Final = (("Fit width", None), ("75 %", 0.75), ("100 %", 1.0), ("150 %", 1.5), ("200 %", 2.0))


class OpenDocument:
    """A PDF in memory, opened for drawing; the buffer lives as long as the document."""

    def __init__(self, pdf: bytes, parent: QObject) -> None:
        self._buffer = QBuffer(parent)
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument(parent)
        self.document.load(self._buffer)

    def close(self) -> None:
        self.document.close()
        self._buffer.close()


class DocumentPreview(QWidget):
    """Tabs for the documents, pages to turn, and a zoom."""

    document_shown = Signal()

    def __init__(self, documents: Mapping[str, bytes], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._documents = dict(documents)
        self._kinds = tuple(documents)
        self._open = {kind: OpenDocument(pdf, self) for kind, pdf in documents.items()}
        self._tabs = QTabBar()
        self._tabs.setAccessibleName("Documents")
        self._tabs.setExpanding(False)
        for kind in self._kinds:
            self._tabs.addTab(TITLES.get(kind, kind))
        self._view = QPdfView(self)
        self._view.setAccessibleName("Pages of the document")
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._page = TextLabel()
        self._page.setWordWrap(False)
        self._previous = _button("Previous page", lambda: self.turn(-1))
        self._next = _button("Next page", lambda: self.turn(1))
        self._zoom = DropDown()
        self._zoom.setAccessibleName("Zoom")
        for label, factor in _ZOOMS:
            self._zoom.addItem(label, factor)
        self._zoom.currentIndexChanged.connect(lambda _index: self._show_zoom())
        self._view.pageNavigator().currentPageChanged.connect(lambda _page: self._show_page())
        self._tabs.currentChanged.connect(lambda _index: self._show_document())
        self._lay_out()
        self._show_document()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self._previous)
        bar.addWidget(self._page)
        bar.addWidget(self._next)
        bar.addStretch(1)
        bar.addWidget(self._zoom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._tabs)
        layout.addLayout(bar)
        layout.addWidget(self._view, 1)
        in_order = (self._tabs, self._previous, self._next, self._zoom, self._view)
        for before, after in pairwise(in_order):
            self.setTabOrder(before, after)

    @property
    def kind(self) -> str:
        """The document on show."""
        return self._kinds[self._tabs.currentIndex()]

    @property
    def page_count(self) -> int:
        return self._open[self.kind].document.pageCount()

    @property
    def printable(self) -> Printable:
        """The very bytes on show, and the sheet they were laid out for."""
        width = self._open[self.kind].document.pagePointSize(0).width()
        paper: Paper = "letter" if width > _BETWEEN_A4_AND_LETTER else "a4"
        title = TITLES.get(self.kind, self.kind)
        return Printable(self.kind, title, self._documents[self.kind], self.page_count, paper)

    @property
    def page_words(self) -> str:
        """``Page 1 of 3``."""
        return self._page.text()

    def show_kind(self, kind: str) -> None:
        self._tabs.setCurrentIndex(self._kinds.index(kind))

    def turn(self, pages: int) -> None:
        """Go on by a number of pages, no further than the ends."""
        navigator = self._view.pageNavigator()
        page = max(0, min(self.page_count - 1, navigator.currentPage() + pages))
        navigator.jump(page, QPointF())

    def _show_document(self) -> None:
        self._view.setDocument(self._open[self.kind].document)
        self._view.pageNavigator().jump(0, QPointF())
        self._show_page()
        self.document_shown.emit()

    def _show_page(self) -> None:
        page = self._view.pageNavigator().currentPage()
        self._page.setText(f"Page {page + 1} of {self.page_count}")
        self._previous.setEnabled(page > 0)
        self._next.setEnabled(page < self.page_count - 1)

    def _show_zoom(self) -> None:
        factor = self._zoom.currentData()
        if factor is None:
            self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        else:
            self._view.setZoomMode(QPdfView.ZoomMode.Custom)
            self._view.setZoomFactor(factor)


class PreviewDialog(QDialog):
    """The preview as a window of its own; Esc and Close leave it.

    With a ``panel`` Enter prints what is on show, and a button leaves for saving it: ``save_requested``. A ``warning``
    stands above the pages all the time.
    """

    save_requested = Signal()

    def __init__(
        self,
        title: str,
        documents: Mapping[str, bytes],
        kind: str = CARE_PLAN,
        parent: QWidget | None = None,
        *,
        panel: PrintPanel | None = None,
        warning: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        em = self.fontMetrics().height()
        # At 200 % that is more than a small screen has.
        self.resize(QSize(em * 46, em * 30).boundedTo(self.screen().availableSize()))
        self.preview = DocumentPreview(documents)
        self.preview.show_kind(kind)
        layout = QVBoxLayout(self)
        if warning:
            layout.addWidget(_warning_card(warning))
        layout.addWidget(self.preview, 1)
        bottom = QHBoxLayout()
        # What prints needs the whole width for its button; the title then stands on the window alone.
        bottom.addWidget(TextLabel("" if panel is not None else title, "caption"), 1)
        bottom.addWidget(_button("Close", self.accept))
        if panel is not None:
            layout.addWidget(panel)
            save = _button("Save PDF...", self._leave_to_save)
            save.setObjectName("save_preview")
            bottom.addWidget(save)
            bottom.addWidget(panel.button)
            panel.button.setFocus()
            self.preview.document_shown.connect(lambda: panel.show_document(self.preview.printable))
            panel.show_document(self.preview.printable)
        layout.addLayout(bottom)
        FocusRing(self)

    def _leave_to_save(self) -> None:
        self.accept()
        self.save_requested.emit()


def _warning_card(words: str) -> QFrame:
    card = QFrame()
    show_tint(card, Level.CAUTION)
    layout = QVBoxLayout(card)
    layout.addWidget(SeverityBadge(Level.CAUTION))
    layout.addWidget(TextLabel(words, "h3"))
    return card


def _button(word: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(word)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _checked=False: act())
    return button
