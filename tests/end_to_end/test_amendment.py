"""A follow-up visit that is corrected after it was signed: the new plan knows what the old one knew."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.application.history_record import followed_history, follows_json, history_of
from desktop_app.composition.window import DemoEntrance
from desktop_app.domain.consultation_edit import with_value
from desktop_app.domain.errors import SigningError
from desktop_app.domain.signature import Verdict

PASSPHRASE = "demo clinic"


def test_amended_follow_up_keeps_its_history_and_takes_the_place_of_the_old_plan(tmp_path: Path) -> None:
    entrance = DemoEntrance(tmp_path)
    clinic = entrance.unlock(PASSPHRASE)
    plans, records = clinic.plans, clinic.records
    assert plans is not None
    visit = clinic.samples[0].consultation
    earlier = with_value(visit, "visit_date", (visit.visit_date - timedelta(days=5)).isoformat())
    first = plans.sign(earlier, PASSPHRASE, None).context.plan_id
    history = history_of(records, records.signed_plans()[0])
    second = plans.sign(visit, PASSPHRASE, None, history).context.plan_id

    consultation, amending = plans.amend(second, " Wrong  dose typed ")
    amended = plans.sign(consultation, PASSPHRASE, None, followed_history(records, follows_json(amending)))

    assert consultation == visit
    assert [each.plan_id for each in amending.visits] == [first]
    assert (amended.context.replaces, amended.context.amendment_reason) == (second, "Wrong dose typed")
    assert {plans.verify(pdf).verdict for pdf in amended.documents.values()} == {Verdict.VALID}
    newest, *kept = records.signed_plans()
    assert [plan.plan_id for plan in kept] == [second, first]
    assert [each.plan_id for each in history_of(records, newest).visits] == [first, newest.plan_id]
    with pytest.raises(SigningError, match=f"Plan {second} was amended already"):
        plans.amend(second, "Again")
    entrance.close()
