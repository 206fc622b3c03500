"""Print or save the emergency sheet of a visit, at once and unsigned."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from desktop_app.application.outputs import FolderWriter, Paper
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.emergency_sheet import EmergencySheet
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.signature import RenderedDocument

EMERGENCY_SHEET: Final = "emergency-sheet"
"""The kind of the document."""


class SheetComposer(Protocol):
    """Makes the sheet of a consultation in an emergency."""

    def compose_sheet(self, consultation: Consultation, evaluation: Evaluation) -> EmergencySheet:
        """The sheet as it would be printed now."""


class SheetRenderer(Protocol):
    """Lays out a sheet."""

    def __call__(self, sheet: EmergencySheet, paper: Paper, /) -> RenderedDocument:
        """One page. Raises ``RenderError``."""


class SheetTrail(Protocol):
    """Keeps in mind that a sheet left the program."""

    def note_emergency_sheet(self, draft_id: str) -> None:
        """Add an entry to the audit trail. Raises ``StorageError``."""


@dataclass(frozen=True, slots=True)
class EmergencySheets:
    """The use cases of the emergency step, for one clinician."""

    composer: SheetComposer
    renderer: SheetRenderer
    trail: SheetTrail
    write: FolderWriter
    paper: Paper

    def compose(self, consultation: Consultation, evaluation: Evaluation) -> EmergencySheet:
        """The sheet as it stands, to be shown."""
        return self.composer.compose_sheet(consultation, evaluation)

    def pdf(self, sheet: EmergencySheet) -> bytes:
        """The one page. Raises ``RenderError``."""
        return self.renderer(sheet, self.paper).pdf

    def save(self, sheet: EmergencySheet, pdf: bytes, folder: Path) -> Path:
        """Write the page into ``folder``; its name says when, never who. Raises ``ExportError``."""
        name = f"{EMERGENCY_SHEET}-{sheet.context.created_at:%Y%m%d-%H%M%S}.pdf"
        self.write(folder, {name: pdf})
        return folder / name

    def note(self, draft_id: str | None) -> None:
        """Record in the audit trail that the sheet of this draft was printed or saved. Raises ``StorageError``."""
        if draft_id is not None:
            self.trail.note_emergency_sheet(draft_id)
