"""The facts of a visit that need no clinical content: who, how long, how bad, what was examined and answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.patient import PregnancyStatus, age_on
from desktop_app.engine import facts as k
from desktop_app.engine.change import change_since_baseline
from desktop_app.engine.examination import examination_statements
from desktop_app.engine.facts import Facts, TriedTreatment, Values
from desktop_app.engine.kidney import KidneyFunction, kidney_function
from desktop_app.engine.truth import Truth

SUBACUTE_FROM, CHRONIC_FROM = 28, 85
"""Days since onset: acute 0-27, subacute 28-84, chronic from 85 (assessment reference 4; VADOD22, ACP17)."""

MILD_PAIN = 3
_TRUTH: dict[Answer | None, Truth] = {Answer.YES: True, Answer.NO: False}


def visit_facts(consultation: Consultation) -> Facts:
    """Facts under their keys; what is not known is missing or ``None``."""
    values = Values()
    age = age_on(consultation.patient.birth_date, consultation.visit_date)
    values.update(_prefixed(k.number_key, _numbers(consultation, age)))
    values.update(_prefixed(k.category_key, _categories(consultation)))
    values.update(_prefixed(k.statement_key, _statements(consultation)))
    values.update(
        _prefixed(k.statement_key, examination_statements(consultation.exam, consultation.problem.onset_date))
    )
    for question, answer in consultation.answers.items():
        values[question] = _TRUTH.get(answer)
    values[k.TRIED] = tuple(TriedTreatment(t.treatment, t.weeks, t.result) for t in consultation.tried)
    return Facts(values)


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


def start_back_risk(consultation: Consultation) -> str | None:
    """low, medium or high by STarT Back totals (STARTB); ``None`` where it was not done or is incomplete."""
    score = consultation.measures.now.start_back
    if score.total is None:
        return None
    if score.total <= 3:
        return "low"
    if score.psych is None:
        return None
    return "high" if score.psych >= 4 else "medium"


def _prefixed(key: Callable[[str], str], values: Mapping[str, object]) -> dict[str, object]:
    return {key(name): value for name, value in values.items()}


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
        "phq4_total": None if now.phq4 is None else sum(now.phq4),
        "phq4_anxiety": None if now.phq4 is None else sum(now.phq4[:2]),
        "phq4_depression": None if now.phq4 is None else sum(now.phq4[2:]),
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


def _pregnancy_weeks(consultation: Consultation) -> float | None:
    """Completed weeks plus days as a fraction: 19 weeks 6 days is below 20."""
    pregnancy = consultation.patient.pregnancy
    return None if pregnancy.weeks is None else pregnancy.weeks + (pregnancy.days or 0) / 7


def _categories(consultation: Consultation) -> dict[str, object]:
    problem, labs = consultation.problem, consultation.labs
    change = change_since_baseline(consultation.measures, problem.patient_says)
    duration = duration_class(days_between(problem.onset_date, consultation))
    return {
        "sex": consultation.patient.sex.value,
        "duration_class": duration,
        "change": change,
        "patient_says": problem.patient_says.value if problem.patient_says is not None else "unknown",
        "candidate": problem.candidate_for_intervention.value
        if problem.candidate_for_intervention
        else "unanswered",
        "child_pugh": labs.child_pugh.value if labs.child_pugh is not None else "unknown",
        "risk": start_back_risk(consultation) or "unknown",
        "state": phase_state(duration, change),
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
    pregnant = status is PregnancyStatus.PREGNANT
    now = consultation.measures.now
    scores = [score for score in (now.nrs_back, now.nrs_leg) if score is not None]
    return {
        "female": patient.sex.value == "female",
        "male": patient.sex.value == "male",
        "pregnant": {PregnancyStatus.PREGNANT: True, PregnancyStatus.NOT_PREGNANT: False}.get(status)
        if status is not None
        else (False if patient.sex.value == "male" else None),
        "pregnancy_not_recorded": status is None or status is PregnancyStatus.UNKNOWN,
        "pregnancy_week_unknown": pregnant and patient.pregnancy.weeks is None,
        "lactation": _TRUTH.get(patient.breastfeeding),
        "first_visit": _TRUTH.get(problem.first_visit),
        "flare_of_chronic": _TRUTH.get(problem.flare_of_chronic),
        "works": _TRUTH.get(problem.works),
        "tasks_blocked": _TRUTH.get(problem.tasks_blocked),
        "already_imaged_same_picture": _TRUTH.get(problem.already_imaged_same_picture),
        "exam_performed": _TRUTH.get(consultation.exam.performed),
        "crp_raised": _TRUTH.get(labs.crp_raised),
        "crp_not_raised": None if _TRUTH.get(labs.crp_raised) is None else not _TRUTH[labs.crp_raised],
        "labs_kidney_unknown": labs.egfr is None
        and labs.crcl_ml_min is None
        and labs.creatinine_mg_dl is None,
        "any_treatment_failed": any(entry.result in ("no_change", "worse") for entry in consultation.tried),
        "pain_mild": now.nrs_back is not None and max(scores) <= MILD_PAIN if scores else None,
        "nrs_recorded": bool(scores),
    }
