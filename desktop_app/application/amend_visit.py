"""An amendment: a signed plan is never changed; a new one that names it, and says why, takes its place."""

from __future__ import annotations

import json
from dataclasses import replace

from desktop_app.application.history_record import history_of
from desktop_app.application.patients import superseded_by
from desktop_app.application.ports import Records
from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_record import from_json_dict
from desktop_app.domain.errors import SigningError
from desktop_app.domain.history import Amendment, History


def amended_visit(records: Records, plan_id: str, reason: str) -> tuple[Consultation, History]:
    """The signed consultation, to be corrected, and the history that it had, with what it amends and why.

    Raises ``SigningError`` without a reason and for a plan that was amended already, ``StorageError`` for an unknown
    one, ``CaseFileError`` where its consultation cannot be read.
    """
    written = " ".join(reason.split())
    if not written:
        raise SigningError("An amendment needs a reason.", "Write why the plan is amended.")
    plans = records.signed_plans()
    later = superseded_by(plans).get(plan_id)
    if later is not None:
        raise SigningError(f"Plan {plan_id} was amended already.", f"Amend plan {later} instead.")
    stored = records.load_signed_plan(plan_id)
    consultation = from_json_dict(json.loads(stored.case_json))
    summary = next(plan for plan in plans if plan.plan_id == plan_id)
    known = history_of(records, summary)
    signed_before = {plan.plan_id for plan in plans if plan.signed_at < summary.signed_at}
    earlier = tuple(visit for visit in known.visits if visit.plan_id in signed_before)
    # What begins an episode is a first visit: so it was signed, and so it is amended.
    new_episode = consultation.problem.first_visit is Answer.YES
    return consultation, replace(
        known, visits=earlier, new_episode=new_episode, amends=Amendment(plan_id, written)
    )
