"""Finished care plans of invented patients: a routine visit, an override, an emergency, and one of everything."""

from __future__ import annotations

from datetime import date, timedelta

from desktop_app.domain.assessment_content import TriageClass
from desktop_app.domain.care_plan import (
    Basis,
    CarePlan,
    Labelled,
    PlanAction,
    PlanFollowUp,
    PlanIssue,
    PlannedMedication,
    PlanNote,
    PlanOrder,
    PlanOverride,
    PlanPatient,
    PlanReason,
    PlanReferral,
    PlanTriage,
    SourceLine,
    TimetableRow,
)
from desktop_app.domain.provenance import ContentStamp
from tests.unit.documents.plan_parts import (
    ALWAYS_SNIPPETS,
    CHRONIC_SNIPPETS,
    ROUTINE_SNIPPETS,
    SAFETY_NET,
    VISIT,
    answers,
    context,
    handout,
    therapy,
)

_EXAMINATION = (
    Labelled(label="Leg symptoms", value="none"),
    Labelled(label="Strength", value="all key muscles 5 of 5 on both sides"),
    Labelled(label="Sensation", value="no loss on either side"),
    Labelled(label="Reflexes", value="patellar and Achilles normal on both sides"),
    Labelled(label="Straight leg raise", value="left negative, right negative; crossed negative"),
    Labelled(label="Femoral stretch", value="negative"),
)

_SOURCES = (
    SourceLine(id="ACP07", citation="ACP/APS joint guideline, Ann Intern Med 2007;147:478-491", standing="mixed"),
    SourceLine(id="ACP17", citation="ACP guideline, Ann Intern Med 2017;166:514-530", standing="verified"),
    SourceLine(id="NICE", citation="NICE NG59, Low back pain and sciatica, 2016, updated 2020", standing="mixed"),
    SourceLine(id="FDA-IBU", citation="FDA label, ibuprofen tablets", standing="mixed"),
    SourceLine(id="S1", citation="Seed document 1, last updated 29-Dec-2025", standing="verified"),
    SourceLine(id="LOCAL", citation="Convention of this content", standing="local_convention"),
)  # fmt: skip

_ATTESTATION = (
    "I reviewed this plan for this patient, whose name and date of birth I checked. I decided on each item; "
    "suggestions of the software supported my judgement and did not replace it. The patient received the handout."
)  # fmt: skip


def ibuprofen() -> PlannedMedication:
    return PlannedMedication(
        drug="ibuprofen",
        name="ibuprofen",
        dose="400 mg by mouth 3 times daily",
        times_per_day=3,
        days=7,
        stop_date=date(2026, 11, 27),
        maximum="1,200 mg a day",
        monitoring=(),
        counselling=("Take with food.", "Lowest dose for the shortest time.", "No second NSAID."),
        issues=(),
        override=None,
        guideline_note=None,
        basis=Basis(
            because=("acute pain", "no restriction found for the answers given"),
            sources=("S1", "ACP17", "FDA-IBU"),
            standing="mixed",
        ),
    )


ROUTINE = CarePlan(
    consultation='{"format": 1, "visit_date": "2026-11-20"}',
    context=context(),
    content=ContentStamp(
        version="2026.11",
        sha256="3f9c12ab77d0" + "0" * 52,
        published_on=VISIT,
        reviewed_on=None,
        review_due=date(2027, 11, 20),
        review_state="under_review",
    ),
    content_notice="Content 2026.11, published 20-Nov-2026, under review, not yet approved: use with care.",
    disclaimer="For healthcare professionals only. Check each recommendation against its source and local practice.",
    visit_date=VISIT,
    patient=PlanPatient(
        given_name="Tom",
        family_name="Halloran",
        identifier="A-1001",
        birth_date=date(1992, 3, 14),
        age=34,
        sex="male",
    ),
    triage=PlanTriage(
        triage_class=TriageClass.NO_FLAG,
        title="No red flag",
        meaning="All mandatory questions are answered and no rule fired.",
        classification="Nonspecific low back pain",
        duration="acute, 9 days since 11-Nov-2026",
        hold=False,
    ),
    reasons=(),
    actions=(),
    unanswered=(),
    incomplete_reason=None,
    contradictions=(),
    facts=(
        Labelled(label="Onset", value="11-Nov-2026, 9 days ago"),
        Labelled(label="Course", value="first visit; no flare of older pain"),
        Labelled(label="Back pain now", value="6 of 10"),
        Labelled(label="Leg pain now", value="0 of 10"),
        Labelled(label="STarT Back", value="2 of 9, psychosocial 1 of 5: low risk"),
        Labelled(label="PEG", value="5.3 of 10"),
        Labelled(label="Roland-Morris", value="9 of 24"),
        Labelled(label="PHQ-4", value="0 of 12"),
        Labelled(label="Work", value="works; work tasks not blocked"),
        Labelled(label="Weight", value="78 kg"),
        Labelled(label="Blood pressure", value="124/78 mmHg"),
        Labelled(label="Conditions", value="reviewed, none"),
    ),
    answers=answers("no"),
    examination=_EXAMINATION,
    current_medicines=("None, confirmed with the patient on 20-Nov-2026",),
    unchecked_medicines=(),
    allergies=("None, confirmed with the patient on 20-Nov-2026",),
    orders=(),
    imaging=(PlanNote(
        text="No imaging today",
        basis=Basis(
            rules=("IMG-01",), because=("no red flag", "acute"), sources=("ACP07", "NICE"), standing="verified"
        ),
    ),),
    referrals=(),
    pathway=(
        PlanNote(
            text="Stay active, self-care and a short course of a simple medicine if wanted",
            basis=Basis(rules=("PW-01",), because=("acute nonspecific pain",), sources=("S1", "ACP17")),
        ),
    ),
    medications=(ibuprofen(),),
    no_medication=None,
    therapies=(
        therapy("REMAIN_ACTIVE", ("first line in every phase",)),
        therapy("EDUCATION_SELFCARE"),
        therapy("RETURN_TO_WORK", ("works",)),
        therapy("HEAT", ("acute pain",)),
    ),
    not_chosen=(),
    worsening_actions=(),
    prompts=(),
    safety_net=SAFETY_NET,
    follow_up=PlanFollowUp(
        due=date(2026, 12, 18),
        basis=Basis(rules=("FU-01",), because=("acute, no deficit, low risk",), sources=("S1", "ACP07")),
    ),
    notes="Started after moving furniture.",
    attestation=_ATTESTATION,
    sources=_SOURCES,
    handout=handout(
        "en",
        ROUTINE_SNIPPETS,
        therapies=("REMAIN_ACTIVE", "EDUCATION_SELFCARE", "RETURN_TO_WORK", "HEAT"),
        timetable=(
            TimetableRow(name="ibuprofen", dose="400 mg", morning=True, noon=True, evening=True, bedtime=False),
        ),
        med_name="Ibuprofen 400 mg",
        dose_text="1 pill",
        times="in the morning, at noon, and in the evening",
        reason_plain="pain",
        max_day="3 pills",
    ),
)  # fmt: skip


def _override() -> CarePlan:
    warning = PlanIssue(
        severity="avoid",
        text="NSAIDs can bleed in a patient with an earlier ulcer",
        basis=Basis(
            rules=("MX_NSAID_ULCER",), because=("ulcer in the history", "Zoloft (SSRI)"), sources=("FDA-IBU",),
            standing="mixed",
        ),
    )  # fmt: skip
    caution = PlanIssue(
        severity="caution",
        text="Measure the blood pressure within 2 weeks",
        basis=Basis(rules=("MX_NSAID_BP",), because=("hypertension", "132/82 mmHg"), sources=("FDA-IBU",)),
    )
    celecoxib = ibuprofen().model_copy(
        update={
            "drug": "celecoxib",
            "name": "celecoxib",
            "dose": "100 mg by mouth 2 times daily",
            "times_per_day": 2,
            "maximum": "200 mg a day",
            "issues": (caution, warning),
            "monitoring": ("Blood pressure and kidney function within 2 weeks",),
            "override": PlanOverride(
                reason="Specialist advised",
                text="Gastroenterology, letter of 30 October 2026: agrees to one short course with pantoprazole.",
            ),
            "guideline_note": "NICE advises against long courses of NSAIDs",
        }
    )  # fmt: skip
    chosen = ("REMAIN_ACTIVE", "EDUCATION_SELFCARE", "EXERCISE_SUPERVISED", "YOGA", "CBT")
    yoga_caution = PlanIssue(
        severity="caution",
        text="Start with a beginner class",
        basis=Basis(rules=("CX_YOGA",), sources=("LOCAL",)),
    )
    return ROUTINE.model_copy(
        update={
            "context": context("es"),
            "patient": PlanPatient(
                given_name="Marisol",
                family_name="Quintana Peña",
                identifier="B-2044",
                birth_date=date(1978, 3, 14),
                age=48,
                sex="female",
            ),
            "triage": ROUTINE.triage.model_copy(update={"duration": "chronic, 150 days since 23-Jun-2026"}),
            "answers": answers("no", RF_V6="yes", YF_1="yes", YF_3="yes", RF_M6="not_assessed"),
            "current_medicines": ("Zoloft", "amlodipine", "pantoprazole"),
            "allergies": ("sulfites",),
            "medications": (celecoxib,),
            "therapies": (
                *(therapy(each, ("chronic pain",)) for each in chosen if each != "YOGA"),
                therapy("YOGA", ("the patient wants it",), yoga_caution, differ="For: ACP 2017. Against: NICE 2020."),
            ),
            "not_chosen": (
                PlanNote(text="Acupuncture", basis=Basis(because=("declined by the patient",), sources=("ACP17",))),
            ),
            "worsening_actions": (
                PlanNote(text="Ask what kept the treatment from being taken as planned", basis=Basis(rules=("WR-03",))),
            ),
            "notes": "Goal: to walk to the market and back, half an hour.",
            "handout": handout(
                "es",
                CHRONIC_SNIPPETS,
                therapies=chosen,
                timetable=(
                    TimetableRow(
                        name="celecoxib", dose="100 mg", morning=True, noon=False, evening=True, bedtime=False
                    ),
                ),
                med_name="Celecoxib 100 mg",
                dose_text="1 cápsula",
                times="en la mañana y en la tarde",
                reason_plain="el dolor",
                max_day="2 cápsulas",
            ),
        }
    )  # fmt: skip


OVERRIDE = _override()


def _emergency() -> CarePlan:
    fired = PlanReason(
        id="TR-01",
        text="Suspected cauda equina syndrome",
        closed=False,
        basis=Basis(
            because=("numbness or changed feeling in the saddle area", "post-void residual 320 mL"),
            sources=("GIRFT23", "VADOD22"),
            standing="verified",
        ),
    )
    order = PlanOrder(
        label="MRI of the lumbar spine",
        due=VISIT,
        condition=None,
        accepted=True,
        basis=Basis(rules=("TR-01",), because=("suspected cauda equina syndrome",), sources=("GIRFT23",)),
    )
    waits = order.model_copy(
        update={
            "label": "CT myelography",
            "condition": "MRI cannot be done",
            "accepted": False,
        }
    )
    return ROUTINE.model_copy(
        update={
            "triage": PlanTriage(
                triage_class=TriageClass.EMERGENCY_TODAY,
                title="Emergency today",
                meaning="Same-day emergency department or team on duty; the routine pathway stops.",
                classification="Specific cause suspected",
                duration="acute, 9 days since 11-Nov-2026",
                hold=True,
            ),
            "reasons": (fired,),
            "actions": (
                PlanAction(text="Call the spine team on duty before sending the patient", due=VISIT),
                PlanAction(text="Give the patient this record and a letter", due=VISIT),
            ),
            "answers": answers("unanswered", RF_C1="yes", RF_C3="yes", RF_C2="no", RF_N1="not_assessed"),
            "unanswered": ("new leaking of urine (RF-C4): unanswered",),
            "incomplete_reason": "Transfer has priority.",
            "current_medicines": (),
            "allergies": (),
            "orders": (order, waits),
            "imaging": (),
            "referrals": (
                PlanReferral(
                    to="emergency department with spine surgery",
                    reason="Suspected cauda equina syndrome.",
                    asks="Assess today and image the spine.",
                    due=VISIT,
                    accepted=True,
                    basis=Basis(sources=("GIRFT23",), standing="verified"),
                ),
            ),
            "pathway": (),
            "medications": (),
            "no_medication": PlanNote(text="No medicine: the emergency comes first", basis=Basis()),
            "therapies": (),
            "follow_up": PlanFollowUp(due=None, basis=Basis()),
            "notes": None,
            "handout": handout("en", (*ALWAYS_SNIPPETS, "H_MAIN_URGENT", "H_FOUND_EMERG")),
        }
    )


EMERGENCY = _emergency()

_LONG = "A long sentence that goes on about what was found, what was said and what was agreed on that day. "


def _maximal() -> CarePlan:
    note = PlanNote(
        text=_LONG * 2,
        basis=Basis(rules=("TR-22b", "TR-28b"), because=(_LONG, _LONG), sources=("VADOD22",), standing="mixed"),
    )  # fmt: skip
    issues = tuple(
        PlanIssue(severity=severity, text=_LONG, basis=note.basis)
        for severity in ("info", "avoid", "caution")
    )
    medicine = OVERRIDE.medications[0]
    return OVERRIDE.model_copy(
        update={
            "context": context("es", large_print=True, replaces="11AA-22BB"),
            "triage": OVERRIDE.triage.model_copy(
                update={"triage_class": TriageClass.URGENT_2W, "title": "Urgent", "hold": True}
            ),
            "reasons": tuple(
                PlanReason(id=f"TR-{number}", text=_LONG, closed=number % 3 == 0, basis=note.basis)
                for number in range(11, 17)
            ),
            "actions": tuple(PlanAction(text=_LONG, due=VISIT + timedelta(days=n)) for n in range(4)),
            "orders": tuple(
                PlanOrder(label=f"Test number {n}", due=None, condition=_LONG, accepted=bool(n % 2), basis=note.basis)
                for n in range(14)
            ),
            "medications": tuple(
                medicine.model_copy(update={"name": f"medicine{n} long name", "issues": issues}) for n in range(6)
            ),
            "not_chosen": (note,) * 6,
            "prompts": (note,) * 4,
            "pathway": (note,) * 3,
            "worsening_actions": (note,) * 5,
            "unchecked_medicines": ("hierba de San Juan", "unknown tablet " * 12),
            "incomplete_reason": _LONG * 8,
            "unanswered": ("cannot pass urine (RF-C2): not assessed", "eGFR: not recorded, and celecoxib is chosen"),
            "notes": _LONG * 12,
            "handout": OVERRIDE.handout.model_copy(
                update={
                    "large_print": True,
                    "timetable": (
                        *OVERRIDE.handout.timetable,
                        TimetableRow(
                            name="diclofenaco gel", dose="4 g", morning=False, noon=False, evening=False, bedtime=False
                        ),
                        TimetableRow(name="x" * 40, dose="y" * 60, morning=True, noon=True, evening=True, bedtime=True),
                    ),
                }
            ),
        }
    )  # fmt: skip


MAXIMAL = _maximal()
PLANS = {"routine": ROUTINE, "override": OVERRIDE, "emergency": EMERGENCY, "maximal": MAXIMAL}
