"""A tiny content and a stand-in for the engine, so that the walk and the screens are tested without clinical rules."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

from desktop_app.application.basis import Basis, SourceView
from desktop_app.application.emergency_sheets import EmergencySheets
from desktop_app.application.examination_form import ExaminationForm, FindingView, RootView
from desktop_app.application.guideline_view import Guidelines
from desktop_app.application.medicine_search import NameFinder
from desktop_app.application.outputs import Paper
from desktop_app.application.patient_view import SharedDecision
from desktop_app.application.printing import Printing
from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import InstrumentView, QuestionGroupView, QuestionView, VisitForm
from desktop_app.atomic_file import write_all_or_nothing
from desktop_app.domain.answers import Answer
from desktop_app.domain.assessment_content import TriageClass
from desktop_app.domain.care_plan import Clinician, ClinicProfile, PlanContext
from desktop_app.domain.clinic_details import ClinicDetails
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_record import from_json_dict
from desktop_app.domain.emergency_sheet import EmergencySheet, SheetFinding
from desktop_app.domain.errors import RenderError, StorageError, WrongPassphraseError
from desktop_app.domain.evaluation import (
    Classification,
    Computed,
    Contradiction,
    Evaluation,
    FiredRule,
    FollowUp,
    HandoutOutline,
    Triage,
    WorseningActions,
)
from desktop_app.domain.examination import MOVEMENTS
from desktop_app.domain.instrument_content import Instrument, Measure
from desktop_app.domain.patient import PatientReport, age_on
from desktop_app.domain.provenance import ContentStamp
from desktop_app.domain.records import DraftSummary, PatientLabel, PlanSummary, PrintEvent, StoredDraft
from desktop_app.domain.signature import RenderedDocument, SignatureReport, Verdict
from desktop_app.ui.services import Services, Welcome
from tests.fakes.print_queue import FakePrintQueue

VISIT_DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 14, 2, 11, tzinfo=UTC)
SOURCE = SourceView("ACP07", "A guideline of 2007", "verified")
STAMP = ContentStamp(
    version="2026.11",
    sha256="0" * 64,
    published_on=VISIT_DAY,
    reviewed_on=None,
    review_due=date(2027, 11, 20),
    review_state="under_review",
)
HIDDEN_UNLESS_CANCER = "RF-M9"


def question(key: str, ask: str, *, emergency: bool = False, action: str | None = None) -> QuestionView:
    basis = Basis(key, "verified", (SOURCE,), None, None)
    return QuestionView(key, ask, f"finding {key}", "It matters.", emergency, basis, action)


def pain_scale(measure: Measure, title: str) -> InstrumentView:
    content = Instrument.model_validate(
        {
            "id": measure,
            "measure": measure,
            "title": title,
            "short": title,
            "time_frame": "today",
            "items": [{"text": "How bad?"}],
            "highest": 10,
            "scoring": "One number.",
            "bands_validated": False,
            "items_may_be_shown": True,
            "licence": "free",
            "licence_sources": [],
            "sources": "ACP07",
            "standing": "verified",
        }
    )
    return InstrumentView(content, Basis(measure, "verified", (SOURCE,), None, None))


NERVES = QuestionGroupView(
    "cauda_equina",
    "Nerves to bladder, bowel and saddle",
    emergency=True,
    items=(
        question("RF-C1", "Numb where a saddle would touch?", emergency=True),
        question("RF-C2", "Unable to pass urine?", emergency=True),
    ),
)
CANCER = QuestionGroupView(
    "cancer_signs",
    "Signs of cancer",
    emergency=False,
    items=(
        question("RF-M1", "Cancer in the past?"),
        question("RF-M2", "Weight loss without a reason?"),
        question(HIDDEN_UNLESS_CANCER, "Which cancer: one that often spreads to bone?"),
    ),
)
MOOD = QuestionGroupView(
    "psychosocial", "Thoughts and mood", emergency=False, items=(question("YF-1", "Afraid to move?"),)
)


def finding(path: str, label: str) -> FindingView:
    return FindingView(
        f"exam.{path}", label, f"How to test {label}.", Basis(path, "verified", (SOURCE,), None, None)
    )


ROOTS = ("L2", "L3", "L4", "L5", "L5", "S1")
EXAMINATION = ExaminationForm(
    movements=tuple(
        finding(f"motor.{name}", f"{root} {name.replace('_', ' ')}")
        for name, root in zip(MOVEMENTS, ROOTS, strict=True)
    ),
    reflexes=(finding("reflexes.patellar", "Knee reflex"), finding("reflexes.achilles", "Ankle reflex")),
    straight_leg_raise=finding("straight_leg_raise", "Straight leg raise"),
    crossed_straight_leg_raise=finding("crossed_straight_leg_raise", "Crossed straight leg raise"),
    femoral_stretch=finding("femoral_stretch", "Femoral stretch test"),
    roots=(
        RootView("L5", "back of the foot", "L5 in words.", Basis("L5", "verified", (SOURCE,), None, None)),
    ),
    grades=("0 nothing", "5 normal"),
    grade_notes=("0: nothing moves.",),
    minimum="What a whole examination is.",
    minimum_basis=Basis("NEURO", "verified", (SOURCE,), None, None),
    minimum_fields=("reflexes.patellar", "sensory_loss"),
    stenosis_clues=("For: better on sitting",),
    stenosis_basis=Basis("stenosis", "verified", (SOURCE,), None, None),
)
FORM = VisitForm(
    title="Content for tests",
    disclaimer="For tests only.",
    stamp=STAMP,
    red_flag_groups=(NERVES, CANCER),
    coping_groups=(MOOD,),
    examination=EXAMINATION,
    worsening_items=(question("WR-01", "Does the picture no longer fit?", action="Think again."),),
    worsening_first_step="Ask and examine again first.",
    new_episode_question="A time without pain?",
    new_episode_note="A new pain starts afresh.",
    instruments=(pain_scale("nrs_back", "Back pain"), pain_scale("nrs_leg", "Leg pain")),
    conditions=(),
    medicines=(),
    therapies=(),
    guidelines=Guidelines((), (), (), {}),
    shared_decision=SharedDecision((), (), (), {}, {}),
    care_prompts=frozenset(),
    order_labels=MappingProxyType({}),
    referral_labels=MappingProxyType({}),
    override_reasons=(),
    drug_class_labels=MappingProxyType({}),
    medicine_names=NameFinder(()),
    allergy_names=NameFinder(()),
    emergency_override_reasons=(("already_assessed", "Already assessed"), ("other", "Other")),
    rule_paths=MappingProxyType({"TR-01": ("answers.RF-C1", "answers.RF-C2")}),
    sources=MappingProxyType({SOURCE.id: SOURCE}),
)
ALL_QUESTIONS = frozenset(FORM.question_labels)


def new_visit(**patient: Any) -> Consultation:
    """A visit with nothing answered; by default of a man, whom nobody asks about pregnancy."""
    known = {"birth_date": "1968-03-14", "sex": "male", **patient}
    return from_json_dict({"format": 1, "visit_date": VISIT_DAY.isoformat(), "patient": known})


def evaluate(consultation: Consultation) -> Evaluation:
    """An emergency for a *yes* among the nerves, incomplete while one of them is open, else no flag."""
    emergency = [item for item in NERVES.items if consultation.answers.get(item.id) is Answer.YES]
    known = {key for key, answer in consultation.answers.items() if answer is not Answer.NOT_ASSESSED}
    unanswered = tuple(item.id for item in NERVES.items if item.id not in known)
    rules = tuple(_rule(item) for item in emergency)
    found = TriageClass.EMERGENCY_TODAY if emergency else TriageClass.NO_FLAG
    if unanswered and not emergency:
        found = TriageClass.INCOMPLETE
    cancer = consultation.answers.get("RF-M1") is Answer.YES
    worse = consultation.problem.patient_says is PatientReport.WORSE
    return Evaluation(
        content=STAMP,
        out_of_scope=None,
        computed=_computed(consultation),
        scores=(),
        triage=Triage(found, f"Title of {found.value}", "What it means.", rules, (), unanswered),
        classification=Classification("nonspecific", "Nonspecific", (), (), None, None, ()),
        pathway=(),
        orders=(),
        imaging_order="none",
        imaging=(),
        referrals=(),
        optional_referrals=(),
        hold=bool(emergency),
        gate="emergency" if emergency else "ok",
        medications=(),
        first_suggestion="no_medication",
        first_suggestion_because=(),
        suggested_for="acute pain",
        current_medicines=(),
        repeated_ingredients=(),
        allergies=(),
        therapies=(),
        contradictions=_contradictions(consultation),
        prompts=(),
        handout=HandoutOutline((), ()),
        worsening_review=WorseningActions(worse, ("the patient says: worse",) if worse else (), ()),
        follow_up=FollowUp(28, ("Review",), ()),
        asked_now=ALL_QUESTIONS if cancer else ALL_QUESTIONS - {HIDDEN_UNLESS_CANCER},
        blocking=(),
    )


def _contradictions(consultation: Consultation) -> tuple[Contradiction, ...]:
    """A full bladder, although passing urine is answered with no trouble."""
    residual = consultation.exam.post_void_residual_ml
    if residual is None or residual < 200 or consultation.answers.get("RF-C2") is not Answer.NO:
        return ()
    text = "The bladder is full, but passing urine is answered no."
    return (
        Contradiction(
            "CHK-1", text, (f"residual {residual:g} mL",), "answers.RF-C2", ("ACP07",), "local_convention"
        ),
    )


def _rule(item: QuestionView) -> FiredRule:
    because = (item.finding,)
    return FiredRule(
        "TR-01", "Suspected cauda equina", TriageClass.EMERGENCY_TODAY, because, ("ACP07",), "verified", ()
    )


def _computed(consultation: Consultation) -> Computed:
    onset = consultation.problem.onset_date
    return Computed(
        age=age_on(consultation.patient.birth_date, consultation.visit_date),
        duration_days=None if onset is None else (consultation.visit_date - onset).days,
        treatment_days=None,
        duration_class="acute",
        change="unknown",
        egfr_ckdepi_2021=None,
        crcl_cockcroft_gault=None,
        mme_total=None,
        mme_known=0,
        acetaminophen_mg_per_day=None,
        acetaminophen_known_mg=0,
        acetaminophen_max_mg=4000,
        risk=None,
        state="A1",
    )


def visit(**patient: Any) -> Visit:
    return Visit(new_visit(**patient), evaluate, FORM)


class FakeRecords:
    """Keeps drafts in memory; ``failing`` makes every save fail, as a full disk would."""

    def __init__(self) -> None:
        self.kept: dict[str, StoredDraft] = {}
        self.failing = False
        self.sheets_noted: list[str] = []
        self.printing_noted: list[tuple[str, PrintEvent]] = []

    def save_draft(
        self, draft_id: str, case_json: str, position: str, saved_at: datetime, follows: str = ""
    ) -> None:
        if self.failing:
            raise StorageError("The disk is full.", "Free some space.")
        self.kept[draft_id] = StoredDraft(draft_id, case_json, position, saved_at, follows)

    def drafts(self) -> tuple[DraftSummary, ...]:
        label = PatientLabel("Ana", "Garcia", date(1968, 3, 14))
        return tuple(DraftSummary(key, label, draft.saved_at) for key, draft in self.kept.items())

    def load_draft(self, draft_id: str) -> StoredDraft:
        return self.kept[draft_id]

    def discard_draft(self, draft_id: str) -> None:
        self.kept.pop(draft_id, None)

    def signed_plans(self) -> tuple[PlanSummary, ...]:
        return ()

    def note_emergency_sheet(self, draft_id: str) -> None:
        self.sheets_noted.append(draft_id)

    def note_printing(self, record_id: str, event: PrintEvent) -> None:
        if self.failing:
            raise StorageError("The disk is full.", "Free some space.")
        self.printing_noted.append((record_id, event))


class FakeSheets:
    """Composes the little that the tiny content knows, and lays out nothing."""

    def compose_sheet(self, consultation: Consultation, evaluation: Evaluation) -> EmergencySheet:
        return EmergencySheet(
            context=PlanContext(
                plan_id="SHEET-1",
                clinic=ClinicProfile(name="Test Clinic", phone=None, after_hours_phone=None),
                clinician=Clinician(name="Dr R. Patel", credential=""),
                created_at=NOW,
                language="en",
                large_print=False,
            ),
            content=STAMP,
            disclaimer=FORM.disclaimer,
            visit_date=consultation.visit_date,
            patient=consultation.patient,
            age=evaluation.computed.age,
            meaning=evaluation.triage.meaning,
            targets=(),
            findings=tuple(
                SheetFinding(
                    id=rule.id,
                    title=rule.title,
                    facts=rule.because,
                    sources=rule.sources,
                    standing=rule.standing,
                )
                for rule in evaluation.triage.rules
            ),
            course=(),
            examination=(),
            actions=(),
            tests=(),
            hold=evaluation.hold,
            tell_patient=(),
            medicines=(),
            unchecked_medicines=(),
            allergies=("not asked",),
            key_facts=(),
            not_asked=(),
            override=None,
        )


def no_pages(_sheet: EmergencySheet, _paper: Paper) -> RenderedDocument:
    """For tests that print nothing."""
    raise RenderError("Nothing is laid out here.", "Use the demo clinic.")


def services(records: FakeRecords | None = None) -> Services:
    kept = records or FakeRecords()
    return Services(
        form=FORM,
        evaluate=evaluate,
        records=kept,  # type: ignore[arg-type]  # the screens use the drafts only
        now=lambda: NOW,
        clinician="Dr R. Patel",
        emergency=EmergencySheets(FakeSheets(), no_pages, kept, write_all_or_nothing, "letter"),
        printing=Printing(FakePrintQueue(), kept, lambda: NOW),
    )


class FakeEntrance:
    """Opens with one passphrase, or without any."""

    def __init__(self, opened: Services, passphrase: str = "") -> None:
        self._services = opened
        self._passphrase = passphrase

    def prepare(self) -> Welcome:
        return Welcome(bool(self._passphrase), "Dr R. Patel")

    def load(self) -> ContentStamp:
        return STAMP

    def set_up(self, details: ClinicDetails, passphrase: str) -> str:
        self._passphrase = passphrase
        return "ABCD-EFGH"

    def verify(self, _pdf: bytes) -> SignatureReport:
        return SignatureReport(Verdict.NOT_SIGNED, "No signature.")

    def signed_revision(self, _pdf: bytes) -> bytes | None:
        return None

    def unlock(self, passphrase: str) -> Services:
        if passphrase != self._passphrase:
            raise WrongPassphraseError("That passphrase did not match.", "Try again.")
        return self._services
