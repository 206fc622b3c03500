"""Keeps the draft of the visit within a second of the last change, and says when it did."""

from __future__ import annotations

import json
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.application.history_record import follows_json
from desktop_app.application.visit import Visit
from desktop_app.domain.errors import StorageError
from desktop_app.ui.dates import shown_time
from desktop_app.ui.services import Services

DELAY_MS: Final = 800
RETRY_MS: Final = 5000


class Autosave(QObject):
    """Saves in the GUI thread: a save takes a few milliseconds, and nothing can then overtake it."""

    reported = Signal(str, bool)
    """What to say in the status bar, and whether the draft is safe."""

    def __init__(
        self, visit: Visit, services: Services, draft_id: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._visit = visit
        self._services = services
        self._draft_id = draft_id
        self._pending = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.save)
        self._unsubscribe = visit.subscribe(self._on_visit_changed)

    def schedule(self) -> None:
        """Save soon: there is something that the store does not have yet."""
        self._on_visit_changed()

    def _on_visit_changed(self) -> None:
        self._pending = True
        if self._visit.is_sealed:
            # Signing drops the draft: nothing may bring it back. A failed signature unseals the visit and comes here.
            self._timer.stop()
        else:
            self._timer.start(DELAY_MS)

    def save(self) -> None:
        """Save now, where there is something to save. A failure is shown and tried again."""
        if not self._pending or self._visit.is_sealed:
            return
        self._timer.stop()
        draft = self._visit.draft()
        now = self._services.now()
        try:
            self._services.records.save_draft(
                self._draft_id,
                json.dumps(draft.case, ensure_ascii=False),
                draft.step.value,
                now,
                follows_json(draft.history),
            )
        except StorageError as error:
            self.reported.emit(f"NOT SAVED: {error.sentence} Trying again.", False)
            self._timer.start(RETRY_MS)
        else:
            self._pending = False
            self.reported.emit(f"Saved {shown_time(now)}", True)

    def close(self) -> None:
        """Save what is left and stop listening."""
        self.save()
        self._timer.stop()
        self._unsubscribe()
