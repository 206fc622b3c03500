"""A visit, four weeks later its follow-up: both plans are signed, verify, and the second shows the course."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import timedelta
from pathlib import Path

from desktop_app.application.follow_up import follow_up_of
from desktop_app.application.history_record import history_of
from desktop_app.application.outputs import CARE_PLAN
from desktop_app.application.patients import visits_of
from desktop_app.composition.window import DemoEntrance
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_record import from_json_dict, to_json_dict
from desktop_app.domain.signature import Verdict
from desktop_app.engine.plain_dates import clinician_date
from tests.unit.documents.reading import page_texts

PASSPHRASE = "demo clinic"
MOST_PAGES = 4
"""Of the care plan of a follow-up: a long record, with the trend."""


def seen_again(begun: Consultation, earlier: Consultation) -> Consultation:
    """The follow-up with everything asked and examined again, as it was; the scores are better."""
    plain, before = to_json_dict(begun), to_json_dict(earlier)
    for group in ("answers", "labs", "conditions_reviewed", "decisions"):
        plain[group] = before[group]
    plain["exam"] = before["exam"] | plain["exam"]
    plain["patient"] = before["patient"]
    plain["measures"]["now"] = {"nrs_back": 4, "peg": [4, 4, 4], "rmdq": 8}
    for group in ("allergies", "current_medications"):
        plain.setdefault(group, {})["reviewed"] = "yes"
    return from_json_dict(plain)


def test_follow_up_of_a_signed_visit_is_signed_and_shows_the_trend(tmp_path: Path) -> None:
    entrance = DemoEntrance(tmp_path)
    entrance.prepare()
    clinic = entrance.unlock(PASSPHRASE)
    plans, today = clinic.plans, clinic.now().date()
    assert plans is not None
    case = to_json_dict(clinic.samples[1].consultation)
    case["visit_date"] = (today - timedelta(days=28)).isoformat()
    case["measures"] = {"now": {"nrs_back": 7, "peg": [7, 6, 7], "rmdq": 14}}
    case["problem"] |= {"onset_date": (today - timedelta(days=100)).isoformat()}
    case["problem"].pop("treatment_started", None)
    first = from_json_dict(case)
    signed_first = plans.sign(first, PASSPHRASE, None)

    (summary,) = clinic.records.signed_plans()
    history = history_of(clinic.records, summary)
    second = seen_again(follow_up_of(history, today), first)
    signed_second = plans.sign(second, PASSPHRASE, None, history)

    for signed in (signed_first, signed_second):
        assert {plans.verify(pdf).verdict for pdf in signed.documents.values()} == {Verdict.VALID}
    text = text_of(signed_second.documents[CARE_PLAN], tmp_path)
    assert re.search(r"Audit trail up to [0-9a-f]{12}\.", text)
    for said in (
        "Trend over the visits",
        "Back pain (0 to 10) 7 4 5 or less",
        "Overridden on",
        f"As at the visit of {clinician_date(first.visit_date)}: weight, height",
        "Change since baseline: improved",
    ):
        assert said in text
    assert "Trend over the visits" not in text_of(signed_first.documents[CARE_PLAN], tmp_path)
    assert len(page_texts(signed_second.documents[CARE_PLAN], tmp_path)) <= MOST_PAGES
    newest, _ = clinic.records.signed_plans()
    assert [visit.plan_id for visit in visits_of(newest.patient, clinic.records.signed_plans())] == [
        signed_first.context.plan_id,
        signed_second.context.plan_id,
    ]
    stored = json.loads(clinic.records.load_signed_plan(newest.plan_id).plan_json)
    assert [point["value"] for point in stored["trend"][0]["points"]] == [7, 4]
    entrance.close()


def text_of(pdf: bytes, folder: Path) -> str:
    """The words of a document, each line in one piece."""
    file = folder / "document.pdf"
    file.write_bytes(pdf)
    found = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True)
    return " ".join(found.stdout.split())
