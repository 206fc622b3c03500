"""The history of a visit in the records: read from the signed plans, and kept in a draft as their ids."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from desktop_app.application.outputs import SignedDocuments
from desktop_app.application.patients import history_plans
from desktop_app.application.ports import Records
from desktop_app.domain.care_plan import PlanContext
from desktop_app.domain.consultation_record import from_json_dict
from desktop_app.domain.history import NO_HISTORY, Amendment, EarlierVisit, History
from desktop_app.domain.records import PlanSummary


def history_of(records: Records, plan: PlanSummary) -> History:
    """Every signed visit of the patient of ``plan``. Raises ``StorageError`` or ``CaseFileError``."""
    plans = history_plans(plan, records.signed_plans())
    return History(_visits(records, (each.plan_id for each in plans)))


def follows_json(history: History) -> str:
    """What a draft keeps of its history: signed plans never change, so their ids are enough."""
    if history == NO_HISTORY:
        return ""
    kept: dict[str, Any] = {
        "plans": [visit.plan_id for visit in history.visits],
        "new_episode": history.new_episode,
    }
    if history.amends is not None:
        kept["amends"] = asdict(history.amends)
    return json.dumps(kept)


def followed_history(records: Records, follows: str) -> History:
    """The history that a draft was begun with. Raises ``StorageError`` or ``CaseFileError``."""
    if not follows:
        return NO_HISTORY
    kept = json.loads(follows)
    amends = Amendment(**kept["amends"]) if "amends" in kept else None
    return History(_visits(records, kept["plans"]), bool(kept["new_episode"]), amends)


def signed_documents(records: Records, plan_id: str) -> SignedDocuments:
    """The documents of a plan that was signed before, byte for byte. Raises ``StorageError``."""
    plan = records.load_signed_plan(plan_id)
    context = PlanContext.model_validate(json.loads(plan.plan_json)["context"])
    return SignedDocuments(context, plan.documents)


def _visits(records: Records, plan_ids: Iterable[str]) -> tuple[EarlierVisit, ...]:
    return tuple(_visit(records, plan_id) for plan_id in plan_ids)


def _visit(records: Records, plan_id: str) -> EarlierVisit:
    plan = records.load_signed_plan(plan_id)
    ordered = tuple(_ordered(json.loads(plan.plan_json)))
    return EarlierVisit(plan_id, from_json_dict(json.loads(plan.case_json)), ordered)


def _ordered(plan: dict[str, Any]) -> Iterator[str]:
    for order in plan.get("orders", ()):
        if order["accepted"]:
            yield order["label"]
    for referral in plan.get("referrals", ()):
        if referral["accepted"]:
            yield f"referral to {referral['to']}"
