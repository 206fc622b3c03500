"""Prints finished PDF bytes as a raster in bands, on systems that take no PDF themselves.

The pages are drawn as they are: full page, no margins of ours, grey. A whole page at 600 dots an inch would take
400 MB; a band takes a few. Nothing is written to a disk by this module.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop_app.application.outputs import Paper
from desktop_app.application.printing import Printers, PrintJob
from desktop_app.domain.errors import PrintingError

_BAND_PIXELS: Final = 600
_MOST_DOTS_PER_INCH: Final = 600
_JOB_TITLE: Final = "Lumbar Pathway document"
_SIZES: Final = {"letter": QPageSize.PageSizeId.Letter, "a4": QPageSize.PageSizeId.A4}


class RasterPrintQueue:
    """The ``PrintQueue`` port by Qt."""

    def printers(self) -> Printers:
        return Printers(tuple(QPrinterInfo.availablePrinterNames()), QPrinterInfo.defaultPrinterName())

    def send(self, job: PrintJob, printer: str) -> None:
        """Raises ``PrintingError``."""
        info = QPrinterInfo.printerInfo(printer)
        if info.isNull():
            raise _failed()
        chosen = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        chosen.setDocName(_JOB_TITLE)
        chosen.setCopyCount(job.copies)
        set_sheet(chosen, job.paper, two_sided=job.two_sided)
        print_pdf(job.pdf, chosen)


def set_sheet(printer: QPrinter, paper: Paper, *, two_sided: bool) -> None:
    """The paper of the document and its sides, without margins of the printer's own."""
    printer.setPageSize(QPageSize(_SIZES[paper]))
    duplex = QPrinter.DuplexMode.DuplexLongSide if two_sided else QPrinter.DuplexMode.DuplexNone
    printer.setDuplex(duplex)
    _use_full_page(printer)


def print_pdf(pdf: bytes, printer: QPrinter) -> int:
    """Send every page, and return how many. May run in a worker. Raises ``PrintingError``."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    # A printer may offer more; 600 dots an inch are enough for text.
    printer.setResolution(min(printer.resolution(), _MOST_DOTS_PER_INCH))
    _use_full_page(printer)
    painter = QPainter()
    if document.pageCount() < 1 or not painter.begin(printer):
        raise _failed()
    try:
        for page in range(document.pageCount()):
            if page and not printer.newPage():
                raise _failed()
            _draw_page(document, page, printer, painter)
    finally:
        painter.end()
        document.close()
    if printer.printerState() is QPrinter.PrinterState.Error:
        raise _failed()
    return page + 1


def _use_full_page(printer: QPrinter) -> None:
    """Without this the page is shifted by the margins of the printer."""
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)


def _draw_page(document: QPdfDocument, page: int, printer: QPrinter, painter: QPainter) -> None:
    """Draw one page in bands, at its true size, in the middle of a sheet of another size."""
    points = document.pagePointSize(page)
    scale = printer.resolution() / 72
    whole = QSize(round(points.width() * scale), round(points.height() * scale))
    sheet = printer.pageLayout().fullRectPixels(printer.resolution())
    if whole.width() > sheet.width() or whole.height() > sheet.height():
        whole.scale(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    left, top = (sheet.width() - whole.width()) // 2, (sheet.height() - whole.height()) // 2
    for start in range(0, whole.height(), _BAND_PIXELS):
        height = min(_BAND_PIXELS, whole.height() - start)
        band = _band(document, page, whole, QRect(0, start, whole.width(), height))
        painter.drawImage(QPoint(left, top + start), band)


def _band(document: QPdfDocument, page: int, whole: QSize, clip: QRect) -> QImage:
    options = QPdfDocumentRenderOptions()
    options.setScaledSize(whole)
    options.setScaledClipRect(clip)
    rendered = document.render(page, clip.size(), options)
    white = QImage(clip.size(), QImage.Format.Format_RGB32)
    white.fill(QColor("white"))
    painter = QPainter(white)
    painter.drawImage(0, 0, rendered)
    painter.end()
    return white.convertToFormat(QImage.Format.Format_Grayscale8)


def _failed() -> PrintingError:
    return PrintingError(
        "The printer did not take the pages. Nothing is lost.",
        "Choose another printer, or save the PDF.",
    )
