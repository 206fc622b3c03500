from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from desktop_app.application.outputs import Paper
from desktop_app.domain.errors import PrintingError
from desktop_app.ui.printing import print_pdf, set_sheet
from desktop_app.ui.services import Services
from tests.gui.plan.conftest import sample


@pytest.fixture(scope="session")
def handout(clinic: Services) -> bytes:
    assert clinic.plans is not None
    return clinic.plans.preview(sample(clinic, 0))["handout"]


def printer_to(file: Path, paper: Paper = "letter") -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_sheet(printer, paper, two_sided=True)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setResolution(150)
    return printer


def inked_area(pdf: bytes, file: Path) -> tuple[int, int, int, int]:
    """The edges of what is dark on the first page, in points."""
    file.write_bytes(pdf)
    document = QPdfDocument()
    document.load(str(file))
    size = document.pagePointSize(0).toSize()
    page = QImage(size, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    painter.drawImage(0, 0, document.render(0, size))
    painter.end()
    dark = [
        (x, y)
        for x in range(size.width())
        for y in range(size.height())
        if page.pixelColor(x, y).lightness() < 200
    ]
    return min(x for x, _ in dark), min(y for _, y in dark), max(x for x, _ in dark), max(y for _, y in dark)


def test_print_pdf_puts_every_page_on_paper_of_the_right_size(
    qapp: QApplication, handout: bytes, tmp_path: Path
) -> None:
    printed = tmp_path / "printed.pdf"

    pages = print_pdf(handout, printer_to(printed))

    with pikepdf.open(printed) as paper:
        assert len(paper.pages) == pages >= 2
        width, height = (float(paper.pages[0].mediabox[index]) for index in (2, 3))
    assert (round(width), round(height)) == (612, 792)


def test_printed_page_stands_where_the_document_has_it(
    qapp: QApplication, handout: bytes, tmp_path: Path
) -> None:
    printed = tmp_path / "printed.pdf"
    print_pdf(handout, printer_to(printed))

    original = inked_area(handout, tmp_path / "original.pdf")
    copy = inked_area(printed.read_bytes(), tmp_path / "copy.pdf")

    assert copy == pytest.approx(original, abs=2)


def test_letter_pages_on_a4_paper_keep_their_width(
    qapp: QApplication, handout: bytes, tmp_path: Path
) -> None:
    printed = tmp_path / "printed.pdf"

    print_pdf(handout, printer_to(printed, "a4"))

    with pikepdf.open(printed) as paper:
        width = float(paper.pages[0].mediabox[2])
    assert round(width) == 595


def test_print_pdf_of_no_pages_is_a_sentence(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(PrintingError, match="Nothing is lost"):
        print_pdf(b"no pages", printer_to(tmp_path / "printed.pdf"))
