"""The clinician's record, read back from the printed page."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import pytest

from desktop_app.documents.blocks import Document, Fact, FactList, Heading, KeepTogether, Notice
from desktop_app.documents.care_plan_document import care_plan_document
from desktop_app.documents.pdf_renderer import ReportlabRenderer
from desktop_app.documents.text_runs import Severity
from desktop_app.domain.assessment_content import TriageClass
from desktop_app.domain.care_plan import (
    AnsweredGroup,
    AnsweredItem,
    Basis,
    CarePlan,
    PlanNote,
    PlanOverride,
    PlanReason,
)
from desktop_app.domain.signature import SignatureLevel
from tests.unit.documents.plans import EMERGENCY, MAXIMAL, OVERRIDE, PLANS, ROUTINE
from tests.unit.documents.reading import body_as_drawn, page_texts, squeezed

EACH_PLAN = pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
PAPERS = pytest.mark.parametrize("paper", ["a4", "letter"])
HOSTILE = "<b>bold</b> & <a href='file:///etc/passwd'>x</a> {name} %s \\ [x](y) ]( §"


def _pages(plan: CarePlan, folder: Path, paper: Literal["a4", "letter"] = "letter") -> list[str]:
    return page_texts(ReportlabRenderer().render(care_plan_document(plan, paper)).pdf, folder)


def _text(plan: CarePlan, folder: Path) -> str:
    return re.sub(r"\s+", " ", " ".join(_pages(plan, folder)))


def _drawn(plan: CarePlan, folder: Path) -> str:
    return body_as_drawn(care_plan_document(plan, "letter"), folder)


def _first_notice(document: Document) -> Notice:
    return next(block for block in document.blocks if isinstance(block, Notice))


@PAPERS
def test_routine_plan_fits_three_pages(paper: Literal["a4", "letter"], tmp_path: Path) -> None:
    assert len(_pages(ROUTINE, tmp_path, paper)) <= 3


@EACH_PLAN
def test_every_page_says_who_the_patient_is_and_which_plan_it_is(plan: CarePlan, tmp_path: Path) -> None:
    for page in _pages(plan, tmp_path):
        top = page.strip().splitlines()[0]
        assert plan.patient.family_name.upper() in top
        assert plan.patient.given_name in top
        assert f"ID {plan.patient.identifier}" in top
        assert plan.context.plan_id in top
        assert re.search(r"born 14-Mar-(1992|1978)", top)
        assert "Supports clinical judgement" in page


def test_patient_without_identifier_has_none_printed() -> None:
    patient = ROUTINE.patient.model_copy(update={"identifier": None})
    header = care_plan_document(ROUTINE.model_copy(update={"patient": patient}), "a4").running_header
    assert " · no ID · " in header
    assert "None" not in header


def test_emergency_advice_not_followed_stands_in_the_decision_with_what_the_clinician_typed(
    tmp_path: Path,
) -> None:
    reason = PlanOverride(reason="Patient declined, risks explained", text="Wants to see her own surgeon.")

    text = _text(EMERGENCY.model_copy(update={"emergency_override": reason}), tmp_path)

    said = "Patient declined, risks explained. Wants to see her own surgeon."
    assert f"OVERRIDE: emergency advice not followed. {said}" in text[: text.index("Kind of pain")]
    assert "The advice was: • TODAY, 20-Nov-2026: Call the spine team on duty" in text
    assert "not followed" not in _text(EMERGENCY, tmp_path)


@EACH_PLAN
def test_decision_comes_first_then_care_then_the_record_behind_it(plan: CarePlan) -> None:
    document = care_plan_document(plan, "a4")
    titles = [block.title if isinstance(block, Notice) else block.text for block in _titled(document)]
    order = [
        "Low back pain care plan", plan.triage.title, "Open questions", "Tests, referrals and next steps", "Medicines",
        "Care without medicines", "Follow-up", "What this rests on", "Asked and answered",
        "Sources and standing of the content", plan.content_notice,
    ]  # fmt: skip
    assert [title for title in titles if title in order] == [title for title in order if title in titles]
    assert titles[:2] == order[:2]
    assert len(set(order) & set(titles)) >= len(order) - 2


def _titled(document: Document) -> list[Heading | Notice]:
    flat = [
        inner
        for block in (*document.blocks, *document.signature.above)
        for inner in (block.blocks if isinstance(block, KeepTogether) else (block,))
    ]
    return [block for block in flat if isinstance(block, Heading | Notice)]


@pytest.mark.parametrize(
    ("triage_class", "severity"),
    [
        (TriageClass.EMERGENCY_TODAY, Severity.EMERGENCY),
        (TriageClass.URGENT_2W, Severity.CAUTION),
        (TriageClass.IMAGING_LABS, Severity.CAUTION),
        (TriageClass.INFLAMMATORY_REFERRAL, Severity.INFORMATION),
        (TriageClass.INVESTIGATE_NONURGENT, Severity.INFORMATION),
        (TriageClass.WATCH, Severity.INFORMATION),
        (TriageClass.NO_FLAG, Severity.PLAIN),
        (TriageClass.INCOMPLETE, Severity.NOT_ASSESSED),
    ],
)
def test_decision_is_framed_by_its_urgency(triage_class: TriageClass, severity: Severity) -> None:
    triage = ROUTINE.triage.model_copy(update={"triage_class": triage_class})
    document = care_plan_document(ROUTINE.model_copy(update={"triage": triage}), "a4")
    assert _first_notice(document).severity is severity


def test_routine_decision_names_the_whole_plan_on_page_one(tmp_path: Path) -> None:
    page = re.sub(r"\s+", " ", _pages(ROUTINE, tmp_path)[0])
    decision = page[: page.index("Tests, referrals and next steps")]
    for said in ("No red flag", "Nonspecific low back pain", "9 days", "ibuprofen, 400 mg", "by 18-Dec-2026"):
        assert said in decision
    for each in ROUTINE.therapies:
        assert each.name in decision


def test_emergency_says_what_to_do_today_and_why(tmp_path: Path) -> None:
    page = re.sub(r"\s+", " ", _pages(EMERGENCY, tmp_path)[0])
    assert "EMERGENCY: Emergency today" in page
    assert (
        "TR-01 Suspected cauda equina syndrome. Because: numbness or changed feeling in the saddle area"
        in page
    )
    assert "[GIRFT23, VADOD22; verified]" in page
    assert "TODAY, 20-Nov-2026: Call the spine team on duty" in page
    assert "On hold until a serious cause is excluded" in page


def test_closed_reason_says_that_the_work_up_closed_it(tmp_path: Path) -> None:
    reason = PlanReason(id="TR-12", text="History of cancer", closed=True, basis=EMERGENCY.reasons[0].basis)
    text = _text(ROUTINE.model_copy(update={"reasons": (reason,)}), tmp_path)
    assert "TR-12 closed by the finished work-up: History of cancer." in text


def test_declined_and_conditional_orders_are_not_taken_for_ordered_ones(tmp_path: Path) -> None:
    text = _text(EMERGENCY, tmp_path)
    decision = text[: text.index("Open questions")]
    assert "MRI of the lumbar spine (TODAY, 20-Nov-2026)" in decision
    assert "CT myelography" not in decision
    drawn = _drawn(EMERGENCY, tmp_path)
    assert "CTmyelographyOnlyif:MRIcannotbedone" in drawn
    assert "NOTordered" in drawn


def test_due_dates_count_from_signing_not_from_the_visit(tmp_path: Path) -> None:
    plan = EMERGENCY.model_copy(update={"visit_date": date(2026, 11, 18)})
    assert "TODAY, 20-Nov-2026" in _text(plan, tmp_path)


def test_open_mandatory_questions_are_named_with_the_reason(tmp_path: Path) -> None:
    text = _text(EMERGENCY, tmp_path)
    assert "NOT ASSESSED: Open questions" in text
    assert "Needed, and UNANSWERED: RF-C4 new leaking of urine." in text
    assert "all of “Signs of cancer”" in text
    assert "Reason given for signing an incomplete screen: Transfer has priority." in text


def test_findings_that_do_not_fit_together_are_printed_with_their_facts(tmp_path: Path) -> None:
    basis = Basis(rules=("CHK-1",), because=("residual 250 mL",), sources=("GIRFT23",))
    note = PlanNote(text="A full bladder, but no trouble in passing urine.", basis=basis)
    text = _text(ROUTINE.model_copy(update={"contradictions": (note,)}), tmp_path)
    assert "CAUTION: Findings that do not fit together" in text
    assert "A full bladder, but no trouble in passing urine." in text
    assert "residual 250 mL" in text
    assert "Findings that do not fit together" not in _text(ROUTINE, tmp_path)


def test_complete_screen_has_no_box_of_open_questions(tmp_path: Path) -> None:
    assert "Open questions" not in _text(ROUTINE, tmp_path)


def test_four_answer_states_print_as_four_words(tmp_path: Path) -> None:
    states: tuple[Literal["yes", "no", "not_assessed", "unanswered"], ...] = (
        "yes", "no", "not_assessed", "unanswered",
    )  # fmt: skip
    items = tuple(AnsweredItem(id=f"RF-{state}", finding=f"sign {state}", state=state) for state in states)
    plan = ROUTINE.model_copy(update={"answers": (AnsweredGroup(title="Signs", items=items),)})
    text = _text(plan, tmp_path)
    assert "YES Signs: RF-yes sign yes." in text
    assert "NOT ASSESSED Signs: RF-not_assessed sign not_assessed." in text
    assert "UNANSWERED Signs: RF-unanswered sign unanswered." in text
    assert "Asked, and the answer is no Signs: sign no." in text


def test_plain_noes_stand_after_all_other_answers_each_group_under_its_title(tmp_path: Path) -> None:
    text = _drawn(OVERRIDE, tmp_path)
    (start,) = (found.start() for found in re.finditer(squeezed("Asked, and the answer is no"), text))
    for group in OVERRIDE.answers:
        denied = [item.finding for item in group.items if item.state == "no"]
        assert text.index(squeezed(f"{group.title}: {'; '.join(denied)}.")) > start
    assert text.index(squeezed("RF-M6 strong clinical suspicion of cancer")) < start


@EACH_PLAN
def test_every_question_is_in_the_record_with_its_finding(plan: CarePlan, tmp_path: Path) -> None:
    text = _drawn(plan, tmp_path)
    for group in plan.answers:
        for item in group.items:
            asked = item.finding if item.state == "no" else f"{item.id} {item.finding}"
            assert squeezed(asked) in text


def test_override_of_a_limit_says_what_was_exceeded(tmp_path: Path) -> None:
    (celecoxib,) = OVERRIDE.medications
    reason = PlanOverride(
        reason="Other", text="As agreed.", exceeded=("400 mg is above the limit of 200 mg.",)
    )
    above = celecoxib.model_copy(update={"override": reason})
    unwarned = above.model_copy(update={"issues": ()})

    both = _text(OVERRIDE.model_copy(update={"medications": (above,)}), tmp_path)
    limit = _text(OVERRIDE.model_copy(update={"medications": (unwarned,)}), tmp_path)

    assert "Override: celecoxib against a warning and above a limit" in both
    assert "Override: celecoxib above a limit Above the limit: 400 mg is above the limit of 200 mg." in limit


def test_override_is_prominent_and_says_warning_and_reason(tmp_path: Path) -> None:
    text = _text(OVERRIDE, tmp_path)
    assert "CAUTION: Override: celecoxib against a warning Avoid: NSAIDs can bleed" in text
    assert "Reason of the clinician: Specialist advised. Gastroenterology, letter of 30 October 2026" in text
    decision = text[: text.index("Tests, referrals and next steps")]
    assert "celecoxib, 100 mg by mouth 2 times daily, stop on 27-Nov-2026" in decision
    assert "Overrides celecoxib, against a warning: Specialist advised" in decision


@pytest.mark.parametrize(
    ("keep", "said"),
    [
        (
            ("no_medication",),
            "No medicine: the emergency comes first. No care without medicines in this plan.",
        ),
        (("medications",), "No care without medicines in this plan."),
        (("therapies",), "No medicine in this plan."),
        ((), "No medicine and no other care in this plan."),
    ],
)
def test_what_is_not_in_the_plan_is_said(keep: tuple[str, ...], said: str, tmp_path: Path) -> None:
    full = {
        "no_medication": EMERGENCY.no_medication,
        "medications": ROUTINE.medications,
        "therapies": ROUTINE.therapies,
    }
    none = {"no_medication": None, "medications": (), "therapies": ()}
    plan = ROUTINE.model_copy(update={**none, **{name: full[name] for name in keep}})
    assert said in _text(plan, tmp_path)


def test_medicine_prints_dose_maximum_and_stop_date(tmp_path: Path) -> None:
    text = _drawn(ROUTINE, tmp_path)
    for said in (
        "400 mg by mouth 3 times daily",
        "1,200 mg a day",
        "7 days, stop on 27-Nov-2026",
        "Take with food.",
    ):
        assert squeezed(said) in text


def test_checks_stand_worst_first_with_a_word(tmp_path: Path) -> None:
    text = _text(_without_override(), tmp_path)
    checks = text[text.index("Check What it says and why") :]
    assert checks.index("Avoid celecoxib: NSAIDs can bleed") < checks.index("Caution celecoxib: Measure")
    assert "ulcer in the history; Zoloft (SSRI)" in checks


def _without_override() -> CarePlan:
    (celecoxib,) = OVERRIDE.medications
    return OVERRIDE.model_copy(update={"medications": (celecoxib.model_copy(update={"override": None}),)})


def test_overridden_warning_is_said_once_with_its_basis(tmp_path: Path) -> None:
    text = _text(OVERRIDE, tmp_path)
    assert text.count("NSAIDs can bleed") == 1
    assert (
        "Because: ulcer in the history; Zoloft (SSRI). [MX_NSAID_ULCER; FDA-IBU; mixed] Reason of the" in text
    )


def test_checks_of_one_severity_share_a_row_and_each_names_its_medicine(tmp_path: Path) -> None:
    plan = _without_override()
    other = plan.medications[0].model_copy(update={"name": "naproxen"})
    text = _text(plan.model_copy(update={"medications": (*plan.medications, other)}), tmp_path)
    checks = text[text.index("Check What it says and why") : text.index("Care without medicines")]
    assert checks.count("Avoid ") == 1
    assert [checks.count(f"{name}: NSAIDs can bleed") for name in ("celecoxib", "naproxen")] == [1, 1]


@pytest.mark.parametrize(
    ("listed", "printed"), [((), "NOT ASKED"), (("none, confirmed 20-Nov-2026",), "none, confirmed")]
)
def test_empty_list_reads_not_asked_never_none(listed: tuple[str, ...], printed: str, tmp_path: Path) -> None:
    plan = ROUTINE.model_copy(update={"current_medicines": listed, "allergies": listed})
    text = _text(plan, tmp_path)
    assert f"Current medicines: {printed}" in text
    assert f"Allergies: {printed}" in text


def test_examination_that_was_not_done_reads_not_assessed(tmp_path: Path) -> None:
    assert "Examination NOT ASSESSED" in _text(ROUTINE.model_copy(update={"examination": ()}), tmp_path)


def test_unchecked_medicines_are_a_caution(tmp_path: Path) -> None:
    said = "CAUTION: Current medicines not checked, check them by hand hierba de San Juan"
    assert said in _text(MAXIMAL, tmp_path)


def test_therapy_that_guidelines_differ_on_or_that_is_not_available_says_so(tmp_path: Path) -> None:
    there = [each.model_copy(update={"available": False}) for each in OVERRIDE.therapies]
    text = _drawn(OVERRIDE.model_copy(update={"therapies": tuple(there)}), tmp_path)
    assert squeezed("NOT AVAILABLE to this patient now.") in text
    assert squeezed("Guidelines differ. For: ACP 2017. Against: NICE 2020.") in text


@pytest.mark.parametrize(
    ("state", "days_after_review_due", "severity"),
    [
        ("approved", 0, Severity.INFORMATION),
        ("approved", 1, Severity.CAUTION),
        ("under_review", 0, Severity.CAUTION),
        ("submitted", 0, Severity.CAUTION),
    ],
)
def test_content_that_is_not_settled_is_a_caution(
    state: str, days_after_review_due: int, severity: Severity
) -> None:
    due = ROUTINE.context.created_at.date() - timedelta(days=days_after_review_due)
    stamp = ROUTINE.content.model_copy(update={"review_state": state, "review_due": due})
    document = care_plan_document(ROUTINE.model_copy(update={"content": stamp}), "a4")
    (notice,) = document.signature.above
    assert isinstance(notice, Notice)
    assert (notice.title, notice.severity) == (ROUTINE.content_notice, severity)


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (SignatureLevel.B_B, "PAdES B-B, no time stamp"),
        (SignatureLevel.B_T, "PAdES B-T, time stamp in the file"),
    ],
)
def test_signature_names_clinician_clock_level_plan_and_what_it_replaces(
    level: SignatureLevel, words: str
) -> None:
    context = MAXIMAL.context.model_copy(update={"signature_level": level})
    block = care_plan_document(MAXIMAL.model_copy(update={"context": context}), "a4").signature
    assert block.label == f"Signed electronically: {MAXIMAL.attestation}"
    assert block.lines == (
        "Dr R. Patel, MD · Riverside Family Clinic",
        f"20-Nov-2026 14:09 UTC-05:00 (workstation clock) · {words} · Plan 7F3A-91C2, replaces plan 11AA-22BB",
    )


def test_amendment_is_printed_with_its_reason() -> None:
    context = MAXIMAL.context.model_copy(update={"amendment_reason": "Wrong dose typed"})
    document = care_plan_document(MAXIMAL.model_copy(update={"context": context}), "a4")

    facts = [fact for block in document.blocks if isinstance(block, FactList) for fact in block.facts]

    assert Fact("Amends and replaces", "plan 11AA-22BB. Reason: Wrong dose typed") in facts


def test_hash_and_audit_head_anchor_the_record(tmp_path: Path) -> None:
    text = _text(ROUTINE, tmp_path)
    assert "Content hash 3f9c12ab77d0." in text
    assert "Audit trail up to 91c2e07d44aa." in text
    unrecorded = ROUTINE.context.model_copy(update={"audit_head": None})
    assert "No audit trail" in _text(ROUTINE.model_copy(update={"context": unrecorded}), tmp_path)


def test_longest_plan_loses_nothing(tmp_path: Path) -> None:
    text = _drawn(MAXIMAL, tmp_path)
    for number in range(14):
        assert f"Testnumber{number}" in text
    for number in range(6):
        assert f"medicine{number}longname" in text
    assert squeezed(MAXIMAL.notes or "") in text


def test_hostile_text_is_printed_as_it_was_typed(tmp_path: Path) -> None:
    plan = ROUTINE.model_copy(
        update={
            "notes": HOSTILE,
            "allergies": (HOSTILE,),
            "incomplete_reason": HOSTILE,
            "unchecked_medicines": (HOSTILE,),
        }
    )
    assert _drawn(plan, tmp_path).count(squeezed(HOSTILE)) == 4


@EACH_PLAN
def test_same_plan_gives_the_same_document(plan: CarePlan) -> None:
    again = CarePlan.model_validate_json(plan.model_dump_json())
    assert care_plan_document(plan, "a4") == care_plan_document(again, "a4")
