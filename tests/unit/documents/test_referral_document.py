"""The referral letter, read back from the printed page."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from desktop_app.documents.blocks import Notice
from desktop_app.documents.pdf_renderer import ReportlabRenderer
from desktop_app.documents.referral_document import accepted_referrals, referral_document
from desktop_app.documents.text_runs import Severity
from desktop_app.domain.assessment_content import TriageClass
from desktop_app.domain.care_plan import CarePlan, PlanOverride, PlanReferral
from tests.unit.documents.plans import EMERGENCY, MAXIMAL, OVERRIDE
from tests.unit.documents.reading import page_texts

ROUTINE_REFERRAL = PlanReferral(
    to="Physiotherapy",
    reason="Not improved.",
    asks="Supervise exercise.",
    due=None,
    accepted=True,
    basis=EMERGENCY.referrals[0].basis,
)
SOON = ROUTINE_REFERRAL.model_copy(update={"due": date(2026, 12, 4)})


def _with(plan: CarePlan, *referrals: PlanReferral) -> CarePlan:
    return plan.model_copy(update={"referrals": referrals})


def _pages(plan: CarePlan, folder: Path) -> list[str]:
    pages = page_texts(ReportlabRenderer().render(referral_document(plan, "letter")).pdf, folder)
    return [re.sub(r"\s+", " ", page) for page in pages]


def _request(plan: CarePlan) -> Notice:
    return next(block for block in referral_document(plan, "a4").blocks if isinstance(block, Notice))


def test_emergency_letter_is_one_page_with_what_the_service_needs(tmp_path: Path) -> None:
    (page,) = _pages(EMERGENCY, tmp_path)
    for said in (
        "Referral: emergency department with spine surgery",
        "EMERGENCY: Please see TODAY, 20-Nov-2026 Assess today and image the spine.",
        "TR-01 Suspected cauda equina syndrome. Because: numbness or changed feeling in the saddle area; post-void "
        "residual 320 mL [GIRFT23, VADOD22; verified]".replace(" [", ". ["),
        "MRI of the lumbar spine (TODAY, 20-Nov-2026).",
        "Current medicines: NOT ASKED. Allergies: NOT ASKED.",
        "On hold until a serious cause is excluded",
        "Call back 555-0142, after hours 555-0199",
        "Dr R. Patel, MD",
        "Signed electronically: I saw this patient and ask for the care",
    ):
        assert said in page


def test_letter_says_that_the_emergency_advice_is_not_followed_and_why(tmp_path: Path) -> None:
    reason = PlanOverride(reason="Patient declined, risks explained", text="Wants to see her own surgeon.")

    (page,) = _pages(EMERGENCY.model_copy(update={"emergency_override": reason}), tmp_path)

    assert "not followed. Patient declined, risks explained. Wants to see her own surgeon." in page


def test_letter_names_red_flags_by_state_and_a_group_of_one_state_by_its_title(tmp_path: Path) -> None:
    (page,) = _pages(EMERGENCY, tmp_path)
    flags = page[page.index("Findings") : page.index("Examination:")]
    states = [flags.index(word) for word in (" YES: ", " NOT ASSESSED: ", " UNANSWERED: ", " No: ")]
    assert states == sorted(states)
    assert " No: cannot pass urine." in flags
    whole = [
        group.title for group in EMERGENCY.answers if {item.state for item in group.items} == {"unanswered"}
    ]
    assert whole
    assert all(f"all of “{title}”" in flags for title in whole)


def test_letter_names_many_noes_of_a_group_as_all_others_of_it(tmp_path: Path) -> None:
    (page,) = _pages(_with(OVERRIDE, SOON), tmp_path)
    assert "YES: high blood pressure; fear that movement does harm; passive coping." in page
    assert "NOT ASSESSED: strong clinical suspicion of cancer." in page
    assert "all of “Nerves to bladder, bowel and saddle”" in page
    assert "all others of “Thoughts, mood, work and home”" in page


def test_letter_is_due_for_accepted_referrals_alone() -> None:
    declined = ROUTINE_REFERRAL.model_copy(update={"accepted": False})
    assert accepted_referrals(_with(OVERRIDE, declined, SOON)) == (SOON,)
    assert accepted_referrals(_with(OVERRIDE, declined)) == ()


def test_each_service_has_a_page_of_its_own_with_patient_and_signer(tmp_path: Path) -> None:
    pages = _pages(_with(EMERGENCY, *EMERGENCY.referrals, ROUTINE_REFERRAL), tmp_path)
    assert len(pages) == 2
    assert ["Physiotherapy" in page for page in pages] == [False, True]
    assert "The electronic signature on the last page covers this page too." in pages[0]
    for page in pages:
        assert page.startswith("HALLORAN, Tom · born 14-Mar-1992 · ID A-1001 · plan 7F3A-91C2")
        assert "From Dr R. Patel, MD" in page
        assert "TR-01" in page


@pytest.mark.parametrize(
    ("referral", "triage_class", "severity", "title"),
    [
        (SOON, TriageClass.URGENT_2W, Severity.CAUTION, "Urgent. Please see by 04-Dec-2026"),
        (SOON, TriageClass.NO_FLAG, Severity.PLAIN, "Please see by 04-Dec-2026"),
        (
            ROUTINE_REFERRAL,
            TriageClass.URGENT_2W,
            Severity.PLAIN,
            "Routine: please see when you have a place",
        ),
    ],
)
def test_request_says_how_soon(
    referral: PlanReferral, triage_class: TriageClass, severity: Severity, title: str
) -> None:
    triage = OVERRIDE.triage.model_copy(update={"triage_class": triage_class})
    request = _request(_with(OVERRIDE, referral).model_copy(update={"triage": triage}))
    assert (request.severity, request.title) == (severity, title)


def test_letter_says_new_medicines_with_their_override_and_what_was_not_checked(tmp_path: Path) -> None:
    text = " ".join(_pages(_with(OVERRIDE, SOON), tmp_path))
    assert "celecoxib (OVERRIDE of a warning), 100 mg by mouth 2 times daily, stop on 27-Nov-2026" in text
    assert "Current medicines: Zoloft; amlodipine; pantoprazole. Allergies: sulfites." in text
    assert "also on the handout, in Spanish." in text
    assert "Check by hand: hierba de San Juan" in " ".join(_pages(_with(MAXIMAL, SOON), tmp_path))


def test_tests_of_the_letter_are_those_that_were_ordered(tmp_path: Path) -> None:
    (page,) = _pages(EMERGENCY, tmp_path)
    assert "CT myelography" not in page
    conditional = EMERGENCY.orders[1].model_copy(update={"accepted": True})
    (page,) = _pages(EMERGENCY.model_copy(update={"orders": (conditional,)}), tmp_path)
    assert "CT myelography (TODAY, 20-Nov-2026, only if MRI cannot be done)" in page


def test_closed_reasons_are_no_reason_for_a_referral(tmp_path: Path) -> None:
    closed = EMERGENCY.reasons[0].model_copy(update={"id": "TR-12", "closed": True})
    plan = EMERGENCY.model_copy(update={"reasons": (*EMERGENCY.reasons, closed)})
    assert "TR-12" not in " ".join(_pages(plan, tmp_path))
