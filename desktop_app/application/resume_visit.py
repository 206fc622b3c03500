"""A drafted visit as it was left: its case, its step, and the signed visits that it follows."""

from __future__ import annotations

import json

from desktop_app.application.history_record import followed_history
from desktop_app.application.ports import Records
from desktop_app.application.steps import Step
from desktop_app.application.visit import Evaluate, Visit, VisitDraft
from desktop_app.application.visit_form import VisitForm


def resumed_visit(records: Records, draft_id: str, evaluate: Evaluate, form: VisitForm) -> Visit:
    """Raises ``StorageError`` where the draft is no longer there, ``CaseFileError`` where it cannot be read."""
    stored = records.load_draft(draft_id)
    step = Step(stored.position) if stored.position in set(Step) else Step.PATIENT
    history = followed_history(records, stored.follows)
    draft = VisitDraft(json.loads(stored.case_json), step, history)
    return Visit.restore(draft, evaluate, form, draft_id)
