"""The facts of the visit as the plan prints them: a label and a value with its unit and its date."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.domain.answers import Answer
from desktop_app.domain.care_plan import Labelled
from desktop_app.domain.consultation import Consultation, Labs
from desktop_app.domain.decisions import Preference
from desktop_app.domain.evaluation import Computed, Evaluation
from desktop_app.domain.patient import Patient
from desktop_app.domain.scores import InstrumentScore, ScoreAt
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.plain_dates import clinician_date
from desktop_app.engine.plan_record import answer_word, conditions
from desktop_app.engine.strengths import milligrams

NOT_RECORDED = "not recorded"
_CHANGE_WORDS = {"unknown": "not known"}


def plan_facts(
    consultation: Consultation, evaluation: Evaluation, compiled: CompiledKnowledge
) -> tuple[Labelled, ...]:
    """Course, scores, the person, laboratory values, conditions and wishes."""
    facts = (
        *_course(consultation, evaluation.computed),
        *_scores(consultation, evaluation.scores),
        *_person(consultation.patient),
        *_laboratory(consultation.labs, evaluation.computed),
        ("Conditions", "; ".join(conditions(consultation, compiled))),
        *daily_totals(evaluation.computed),
        *_wishes(consultation, compiled),
    )
    return tuple(Labelled(label=label, value=value) for label, value in facts)


def duration_text(computed: Computed) -> str:
    """``9 days (acute)``."""
    if computed.duration_days is None:
        return NOT_RECORDED
    days = "1 day" if computed.duration_days == 1 else f"{computed.duration_days} days"
    return f"{days} ({computed.duration_class})"


def _course(consultation: Consultation, computed: Computed) -> Iterator[tuple[str, str]]:
    problem = consultation.problem
    if problem.onset_date is not None:
        yield "Onset", clinician_date(problem.onset_date)
    yield "Duration", duration_text(computed)
    if problem.treatment_started is not None:
        yield (
            "Treatment started",
            f"{clinician_date(problem.treatment_started)} ({computed.treatment_days} days)",
        )
    yield "Change since baseline", _CHANGE_WORDS.get(computed.change, computed.change)
    if problem.patient_says is not None:
        yield "The patient says", problem.patient_says.value
    yield "First visit for this episode", answer_word(problem.first_visit)
    yield "Flare of long-standing pain", answer_word(problem.flare_of_chronic)
    yield "Works", answer_word(problem.works)
    if problem.off_work_days is not None:
        yield "Days off work", f"{problem.off_work_days}"
    yield "Pain stops everyday tasks or sleep", answer_word(problem.tasks_blocked)
    if problem.candidate_for_intervention is not None:
        candidacy = problem.candidate_for_intervention.value.replace("_", " ")
        yield "Would have an injection or operation", candidacy
    yield "Already imaged with the same picture", answer_word(problem.already_imaged_same_picture)


def _scores(consultation: Consultation, scores: tuple[InstrumentScore, ...]) -> Iterator[tuple[str, str]]:
    """Today's scores with what changed, then those of the baseline; a missing pain score of today is named."""
    now, baseline = consultation.measures.now, consultation.measures.baseline
    pain = (("Back pain", now.nrs_back), ("Leg pain", now.nrs_leg))
    missing = [f"{label} {NOT_RECORDED}" for label, score in pain if score is None]
    today = [_score_today(score, score.now) for score in scores if score.now is not None]
    yield f"Scores on {clinician_date(consultation.visit_date)}", "; ".join(missing + today)
    earlier = [f"{score.title} {score.before.shown}" for score in scores if score.before is not None]
    if earlier:
        day = NOT_RECORDED if baseline.date is None else clinician_date(baseline.date)
        yield f"Scores at baseline ({'date ' if baseline.date is None else ''}{day})", "; ".join(earlier)


def _score_today(score: InstrumentScore, now: ScoreAt) -> str:
    """``Back pain 7 of 10 (severe), worse by 2 (2 or more counts)``."""
    text = f"{score.title} {_score_text(now)}"
    return f"{text}, {score.change_text}" if score.change_text else text


def _score_text(score: ScoreAt) -> str:
    """``4 of 12 (mild, anxiety 3 of 6 positive, depression 1 of 6)``."""
    details = ", ".join(filter(None, (score.band, *(part.words for part in score.parts))))
    return f"{score.shown} ({details})" if details else score.shown


def _person(patient: Patient) -> Iterator[tuple[str, str]]:
    yield "Weight", NOT_RECORDED if patient.weight_kg is None else f"{patient.weight_kg:g} kg"
    if patient.height_cm is not None:
        yield "Height", f"{patient.height_cm:g} cm"
    if patient.sex.value == "female" or patient.pregnancy.status is not None:
        yield "Pregnancy", pregnancy_text(patient)
    if patient.sex.value == "female" or patient.breastfeeding is not None:
        yield "Breastfeeding", answer_word(patient.breastfeeding)


def pregnancy_text(patient: Patient) -> str:
    """``pregnant, 21 weeks 0 days``; ``not asked`` where nobody said."""
    pregnancy = patient.pregnancy
    if pregnancy.status is None:
        return "not asked"
    if pregnancy.weeks is None:
        known = pregnancy.status.value.replace("_", " ")
        return f"{known}, week not recorded" if known == "pregnant" else known
    return f"pregnant, {pregnancy.weeks} weeks {pregnancy.days or 0} days"


def _laboratory(labs: Labs, computed: Computed) -> Iterator[tuple[str, str]]:
    high, low = labs.bp_systolic, labs.bp_diastolic
    if high is None and low is None:
        yield "Blood pressure", NOT_RECORDED
    else:
        yield "Blood pressure", f"{_figure(high)}/{_figure(low)} mmHg"
    yield from kidney_facts(labs, computed)
    if labs.esr_mm_h is not None:
        yield "ESR", f"{labs.esr_mm_h:g} mm/h"
    if labs.crp_raised is not None:
        yield "CRP raised", answer_word(labs.crp_raised)
    if labs.child_pugh is not None:
        yield "Child-Pugh class", labs.child_pugh.value


def kidney_facts(labs: Labs, computed: Computed) -> Iterator[tuple[str, str]]:
    """Each value as measured, then what is calculated from it; one line says where there is none."""
    if labs.creatinine_mg_dl is not None:
        yield "Creatinine", f"{labs.creatinine_mg_dl:g} mg/dL"
    if labs.egfr is not None:
        yield "eGFR", f"{labs.egfr:g} mL/min/1.73 m2"
    if computed.egfr_ckdepi_2021 is not None:
        yield "eGFR from creatinine (CKD-EPI 2021)", f"{computed.egfr_ckdepi_2021} mL/min/1.73 m2"
    if labs.crcl_ml_min is not None:
        yield "Creatinine clearance", f"{labs.crcl_ml_min:g} mL/min"
    if computed.crcl_cockcroft_gault is not None:
        yield "Creatinine clearance (Cockcroft-Gault)", f"{computed.crcl_cockcroft_gault:.0f} mL/min"
    if labs.egfr is labs.creatinine_mg_dl is labs.crcl_ml_min is None:
        yield "Kidney function", NOT_RECORDED


def daily_totals(computed: Computed) -> Iterator[tuple[str, str]]:
    """Daily totals over all products, current and chosen.

    An unknown dose, or a product that is not known, leaves only the least that the total can be: never zero.
    """
    if computed.mme_total != 0:
        opioids = f"{computed.mme_known:g} MME a day" if computed.mme_known else ""
        yield "Opioids in morphine equivalents", _at_least(opioids, complete=computed.mme_total is not None)
    if computed.acetaminophen_mg_per_day != 0:
        known = computed.acetaminophen_known_mg
        amount = f"{milligrams(known)} a day" if known else ""
        total = _at_least(amount, complete=computed.acetaminophen_mg_per_day is not None)
        most = milligrams(computed.acetaminophen_max_mg)
        yield "Acetaminophen from all products", f"{total}; maximum {most}"


def _at_least(amount: str, *, complete: bool) -> str:
    if complete:
        return amount
    return f"at least {amount}: not every product or dose is known" if amount else "not known"


def _wishes(consultation: Consultation, compiled: CompiledKnowledge) -> Iterator[tuple[str, str]]:
    names = {therapy.id: therapy.label for therapy in compiled.knowledge.therapies}
    for therapy, preference in consultation.preferences.items():
        wish = "wanted" if preference is Preference.WANT else "declined"
        yield "Wish of the patient", f"{names.get(therapy, therapy)}: {wish}"
    for therapy, available in consultation.access.items():
        if available is not Answer.YES:
            word = "not available" if available is Answer.NO else "availability not assessed"
            yield "Access", f"{names.get(therapy, therapy)}: {word}"


def _figure(value: float | None) -> str:
    return "not recorded" if value is None else f"{value:g}"
