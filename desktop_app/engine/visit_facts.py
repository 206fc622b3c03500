"""The facts of a visit that need no vocabulary: who, how long, how bad, what was examined and answered."""

from __future__ import annotations

from datetime import date

from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import TreatmentResult
from desktop_app.domain.patient import PregnancyStatus, Scores, Sex, age_on
from desktop_app.engine import facts as k
from desktop_app.engine.examination import examination_causes, examination_statements
from desktop_app.engine.examination_rules import ExaminationRules
from desktop_app.engine.facts import Facts, TriedTreatment, Values
from desktop_app.engine.instruments import MeasuredCourse
from desktop_app.engine.kidney import KidneyFunction, kidney_function
from desktop_app.engine.truth import Truth, truth_of

SUBACUTE_FROM, CHRONIC_FROM = 28, 85
"""Days since onset: acute 0-27, subacute 28-84, chronic from 85 (assessment reference 4; VADOD22, ACP17)."""

MILD_PAIN = 3
_FAILED = (TreatmentResult.NO_CHANGE, TreatmentResult.WORSE)


def visit_facts(
    consultation: Consultation, unknown: Values, rules: ExaminationRules, course: MeasuredCourse
) -> Facts:
    """Facts under their keys, on a copy of ``unknown``; what is not known is missing or ``None``."""
    age = age_on(consultation.patient.birth_date, consultation.visit_date)
    exam, onset = consultation.exam, consultation.problem.onset_date
    values = Values(unknown)
    for numbers in (_numbers(consultation, age), _distress(course)):
        values.update({k.number_key(name): value for name, value in numbers.items()})
    for category, word in _categories(consultation, course).items():
        values[k.category_key(category)] = word
    examined = examination_statements(exam, onset, rules)
    for statements in (_statements(consultation), examined):
        values.update({k.statement_key(name): truth for name, truth in statements.items()})
    values.update({question: truth_of(answer) for question, answer in consultation.answers.items()})
    values[k.TRIED] = tuple(TriedTreatment(t.treatment, t.weeks, t.result) for t in consultation.tried)
    deficit = examined["motor_deficit"] or examined["sensory_loss"]
    causes = examination_causes(exam, rules) if deficit else {}
    return Facts(values, {k.statement_key(name): movements for name, movements in causes.items()})


def duration_class(days: int | None) -> str:
    """acute, subacute or chronic by days since onset; ``unknown`` where the onset is."""
    if days is None:
        return "unknown"
    return "acute" if days < SUBACUTE_FROM else "subacute" if days < CHRONIC_FROM else "chronic"


def kidney_of(consultation: Consultation) -> KidneyFunction:
    """Kidney function from the laboratory values on record."""
    age = age_on(consultation.patient.birth_date, consultation.visit_date)
    return kidney_function(consultation.labs, consultation.patient, age)


def days_between(earlier: date | None, consultation: Consultation) -> int | None:
    """Whole days from an earlier date of the case to the visit."""
    return None if earlier is None else (consultation.visit_date - earlier).days


def _numbers(consultation: Consultation, age: int) -> dict[str, object]:
    now, labs, problem = consultation.measures.now, consultation.labs, consultation.problem
    kidney = kidney_of(consultation)
    pains = [score for score in (now.nrs_back, now.nrs_leg) if score is not None]
    onset = problem.onset_date
    return {
        "age": age,
        "age_at_onset": None if onset is None else age_on(consultation.patient.birth_date, onset),
        "duration_days": days_between(onset, consultation),
        "treatment_days": days_between(problem.treatment_started, consultation),
        "off_work_days": problem.off_work_days,
        "nrs_back": now.nrs_back,
        "nrs_leg": now.nrs_leg,
        "nrs_max": max(pains) if pains else None,
        "egfr": kidney.egfr,
        "crcl": kidney.crcl,
        "esr": labs.esr_mm_h,
        "bp_systolic": labs.bp_systolic,
        "bp_diastolic": labs.bp_diastolic,
        "weight": consultation.patient.weight_kg,
        "pregnancy_weeks": _pregnancy_weeks(consultation),
        "post_void_residual": consultation.exam.post_void_residual_ml
        if consultation.exam.was_performed
        else None,
    }


def _distress(course: MeasuredCourse) -> dict[str, object]:
    """The PHQ-4 of today and its two halves."""
    score = next((score.now for score in course.scores if score.measure == "phq4"), None)
    if score is None:
        return {"phq4_total": None, "phq4_anxiety": None, "phq4_depression": None}
    return {"phq4_total": score.value, **{f"phq4_{part.id}": part.value for part in score.parts}}


def _pregnancy_weeks(consultation: Consultation) -> float | None:
    """Completed weeks plus days as a fraction: 19 weeks 6 days is below 20."""
    pregnancy = consultation.patient.pregnancy
    return None if pregnancy.weeks is None else pregnancy.weeks + (pregnancy.days or 0) / 7


def _categories(consultation: Consultation, course: MeasuredCourse) -> dict[str, object]:
    problem, labs = consultation.problem, consultation.labs
    duration = duration_class(days_between(problem.onset_date, consultation))
    return {
        "sex": consultation.patient.sex.value,
        "duration_class": duration,
        "change": course.change,
        "patient_says": problem.patient_says.value if problem.patient_says is not None else "unknown",
        "candidate": problem.candidate_for_intervention.value
        if problem.candidate_for_intervention
        else "unanswered",
        "child_pugh": labs.child_pugh.value if labs.child_pugh is not None else "unknown",
        "risk": course.risk or "unknown",
        "state": phase_state(duration, course.change),
    }


def phase_state(duration: str, change: str) -> str:
    """A1/A2 acute, B1/B2 subacute (also of unknown duration), C chronic (therapy reference 3.2)."""
    if duration == "acute":
        return "A1" if change in ("unknown", "improved") else "A2"
    if duration == "chronic":
        return "C"
    return "B1" if change == "improved" else "B2"


def _statements(consultation: Consultation) -> dict[str, Truth]:
    patient, problem, labs = consultation.patient, consultation.problem, consultation.labs
    status = patient.pregnancy.status
    male = patient.sex is Sex.MALE
    raised = truth_of(labs.crp_raised)
    now = consultation.measures.now
    return {
        "female": not male,
        "male": male,
        "pregnant": _pregnant(status, male=male),
        "pregnancy_not_recorded": status is None or status is PregnancyStatus.UNKNOWN,
        "pregnancy_week_unknown": status is PregnancyStatus.PREGNANT and patient.pregnancy.weeks is None,
        "lactation": truth_of(patient.breastfeeding),
        "first_visit": truth_of(problem.first_visit),
        "flare_of_chronic": truth_of(problem.flare_of_chronic),
        "works": truth_of(problem.works),
        "tasks_blocked": truth_of(problem.tasks_blocked),
        "already_imaged_same_picture": truth_of(problem.already_imaged_same_picture),
        "exam_performed": truth_of(consultation.exam.performed),
        "crp_raised": raised,
        "crp_not_raised": None if raised is None else not raised,
        "labs_kidney_unknown": labs.egfr is labs.crcl_ml_min is labs.creatinine_mg_dl is None,
        "any_treatment_failed": any(entry.result in _FAILED for entry in consultation.tried),
        "pain_mild": _pain_mild(now),
        "nrs_recorded": now.nrs_back is not None or now.nrs_leg is not None,
    }


def _pregnant(status: PregnancyStatus | None, *, male: bool) -> Truth:
    if status is None:
        return False if male else None
    return None if status is PregnancyStatus.UNKNOWN else status is PregnancyStatus.PREGNANT


def _pain_mild(now: Scores) -> Truth:
    """Both scores at most 3, and that of the back known; a leg score above 3 is enough to say no."""
    if (now.nrs_leg or 0) > MILD_PAIN or (now.nrs_back or 0) > MILD_PAIN:
        return False
    return None if now.nrs_back is None else True
