from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
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


def inked_areas(pdf: bytes, file: Path) -> list[float]:
    """The edges of what is dark on each page, in points from the left and the top."""
    file.write_bytes(pdf)
    document = QPdfDocument()
    document.load(str(file))
    return [edge for page in range(document.pageCount()) for edge in _inked_area(document, page)]


def _inked_area(document: QPdfDocument, page: int) -> tuple[int, int, int, int]:
    size = document.pagePointSize(page).toSize()
    drawn = QImage(size, QImage.Format.Format_RGB32)
    drawn.fill(Qt.GlobalColor.white)
    painter = QPainter(drawn)
    painter.drawImage(0, 0, document.render(page, size))
    painter.end()
    grey = drawn.convertToFormat(QImage.Format.Format_Grayscale8)
    dots = bytes(grey.constBits()).translate(bytes(200) + bytes([255] * 56))
    rows = [dots[start : start + size.width()] for start in range(0, len(dots), grey.bytesPerLine())]
    dark = {y: row for y, row in enumerate(rows) if 0 in row}
    left, right = min(row.find(0) for row in dark.values()), max(row.rfind(0) for row in dark.values())
    return left, min(dark), right, max(dark)


def test_print_pdf_puts_every_page_on_paper_of_the_right_size(
    qapp: QApplication, handout: bytes, tmp_path: Path
) -> None:
    printed = tmp_path / "printed.pdf"

    pages = print_pdf(handout, printer_to(printed))

    with pikepdf.open(printed) as paper:
        assert len(paper.pages) == pages >= 2
        width, height = (float(paper.pages[0].mediabox[index]) for index in (2, 3))
    assert (round(width), round(height)) == (612, 792)


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_each_printed_page_stands_where_the_document_has_it_down_to_its_last_line(
    qapp: QApplication, clinic: Services, tmp_path: Path, paper: Paper
) -> None:
    assert clinic.plans is not None
    handout = replace(clinic.plans, paper=paper).preview(sample(clinic, 0))["handout"]
    printed = tmp_path / "printed.pdf"

    print_pdf(handout, printer_to(printed, paper))

    original = inked_areas(handout, tmp_path / "original.pdf")
    assert inked_areas(printed.read_bytes(), tmp_path / "copy.pdf") == pytest.approx(original, abs=2)


PRINT_AND_MEASURE = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop_app.ui.printing import print_pdf
from tests.gui.plan.test_printing import printer_to
def megabytes(name):
    (line,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name)]
    return int(line.split()[1]) // 1024
application = QApplication(["test", "-platform", "offscreen"])
pdf, printer = sys.stdin.buffer.read(), printer_to(Path(sys.argv[1]))
printer.setResolution(1200)
before = megabytes("VmRSS")
print_pdf(pdf, printer)
print(printer.resolution(), megabytes("VmHWM") - before)
"""


def test_raster_of_600_dots_an_inch_is_drawn_in_little_memory(
    handout: bytes, tmp_path: Path, project_root: Path
) -> None:
    """A page at once would take 400 MB. A process of its own, whose largest moment is this."""
    measured = subprocess.run(
        [sys.executable, "-c", PRINT_AND_MEASURE, tmp_path / "printed.pdf"],
        input=handout,
        capture_output=True,
        cwd=project_root,
        check=False,
    )

    assert measured.stdout, measured.stderr.decode()
    dots, megabytes = map(int, measured.stdout.split())
    assert dots == 600
    assert megabytes < 150


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
