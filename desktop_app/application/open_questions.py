"""What an open mandatory question means for this visit: it blocks signing, or it does not and others must know."""

from __future__ import annotations

from desktop_app.application.visit import Visit
from desktop_app.domain.assessment_content import TriageClass


def open_question_note(visit: Visit) -> str:
    """Said beside each open mandatory question."""
    if _is_emergency(visit):
        return "not asked; tell the receiving team"
    return "left open, with your reason" if _has_reason(visit) else "needed before signing"


def open_heading(visit: Visit) -> str:
    """Said above the list of open mandatory questions."""
    if _is_emergency(visit):
        return "Not asked - tell the receiving team"
    return "Left open, with your reason" if _has_reason(visit) else "Still to answer before signing"


def open_questions_need_a_reason(visit: Visit) -> bool:
    """Whether a reason is what still stands between the open questions and the signature."""
    return bool(visit.evaluation.triage.unanswered) and not _is_emergency(visit)


def _is_emergency(visit: Visit) -> bool:
    """An emergency is signed with questions open: nothing may delay it."""
    return visit.evaluation.triage.triage_class is TriageClass.EMERGENCY_TODAY


def _has_reason(visit: Visit) -> bool:
    return bool(visit.consultation.decisions.incomplete_reason)
