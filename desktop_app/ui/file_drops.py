"""What may be dropped on a window: PDF files, which are then verified."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData

REFUSAL: Final = "Only PDF files can be dropped here: they are verified. Nothing was opened."


def pdf_files(dropped: QMimeData) -> list[Path]:
    """The PDF files among what is dropped."""
    paths = [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.casefold() == ".pdf"]
