"""The closed list of facts that the engine computes from a consultation, and that criteria may name.

Answers, conditions, drug classes and the like take their names from the content; everything computed in Python
is listed here, with its unit and its wording, so that the loader can refuse any other name or unit.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NumberFact:
    """A number with the one unit it is kept in, and how an explanation calls it."""

    unit: str
    label: str


NUMBERS: dict[str, NumberFact] = {
    "age": NumberFact("years", "age"),
    "age_at_onset": NumberFact("years", "age at onset"),
    "duration_days": NumberFact("days", "days since onset"),
    "treatment_days": NumberFact("days", "days of treatment"),
    "off_work_days": NumberFact("days", "days off work"),
    "nrs_back": NumberFact("points", "back pain now (0-10)"),
    "nrs_leg": NumberFact("points", "leg pain now (0-10)"),
    "nrs_max": NumberFact("points", "worse of back and leg pain now (0-10)"),
    "phq4_total": NumberFact("points", "PHQ-4 total"),
    "phq4_anxiety": NumberFact("points", "PHQ-4 anxiety items"),
    "phq4_depression": NumberFact("points", "PHQ-4 depression items"),
    "egfr": NumberFact("mL/min/1.73m2", "eGFR"),
    "crcl": NumberFact("mL/min", "creatinine clearance"),
    "esr": NumberFact("mm/h", "ESR"),
    "bp_systolic": NumberFact("mmHg", "systolic blood pressure"),
    "bp_diastolic": NumberFact("mmHg", "diastolic blood pressure"),
    "weight": NumberFact("kg", "weight"),
    "pregnancy_weeks": NumberFact("weeks", "weeks of pregnancy"),
    "post_void_residual": NumberFact("mL", "post-void residual"),
    "alcohol_per_day": NumberFact("drinks/day", "alcoholic drinks per day"),
    "mme_total": NumberFact("MME/day", "opioids in morphine equivalents per day"),
    "acetaminophen_total": NumberFact("mg/day", "acetaminophen from all products"),
    "acetaminophen_current": NumberFact("mg/day", "acetaminophen from current products"),
    "acetaminophen_max": NumberFact("mg/day", "acetaminophen maximum for this patient"),
}

CATEGORIES: dict[str, tuple[str, ...]] = {
    "sex": ("female", "male"),
    "duration_class": ("acute", "subacute", "chronic", "unknown"),
    "change": ("improved", "unchanged", "worse", "unknown"),
    "patient_says": ("better", "same", "worse", "unknown"),
    "candidate": ("yes", "no", "not_discussed", "unanswered"),
    "child_pugh": ("A", "B", "C", "unknown"),
    "risk": ("low", "medium", "high", "unknown"),
    "triage_class": (
        "EMERGENCY_TODAY",
        "URGENT_2W",
        "IMAGING_LABS",
        "INFLAMMATORY_REFERRAL",
        "INVESTIGATE_NONURGENT",
        "WATCH",
        "NO_FLAG",
        "INCOMPLETE",
    ),
    "classification": (
        "specific_cause_suspected",
        "indeterminate",
        "radicular",
        "stenosis",
        "axspa_suspected",
        "nonspecific",
    ),
    "gate": ("ok", "urgent_workup", "emergency"),
    "state": ("A1", "A2", "B1", "B2", "C"),
    "imaging": ("none", "conditional", "ordered"),
}
"""Categories and their values. ``unknown`` is a value of its own: it is never another value by default."""

CATEGORY_LABELS: dict[str, str] = {
    "sex": "sex",
    "duration_class": "duration",
    "change": "change since baseline",
    "patient_says": "the patient says",
    "candidate": "candidate for an intervention",
    "child_pugh": "Child-Pugh class",
    "risk": "STarT Back risk",
    "triage_class": "triage class",
    "classification": "classification",
    "gate": "red-flag gate",
    "state": "phase of care",
    "imaging": "imaging",
}

STATEMENTS: dict[str, str] = {
    "pregnant": "pregnant",
    "pregnancy_not_recorded": "pregnancy status not recorded",
    "pregnancy_week_unknown": "pregnant, week not recorded",
    "lactation": "breastfeeding",
    "first_visit": "first visit",
    "flare_of_chronic": "flare of long-standing pain",
    "works": "works",
    "tasks_blocked": "pain stops everyday tasks or sleep",
    "already_imaged_same_picture": "already imaged with the same picture",
    "exam_performed": "examination performed",
    "leg_symptoms_found": "leg symptoms recorded in the examination",
    "leg_symptoms_both": "complaints in both legs",
    "key_movements_graded": "the key movements of the affected side were graded",
    "key_movements_graded_both_sides": "the key movements of both sides were graded",
    "leg_pain_dermatomal": "leg pain in a nerve-root pattern",
    "claudication": "neurogenic claudication",
    "tension_test_positive": "positive nerve tension test",
    "motor_deficit": "a key muscle is weak, MRC 4 or less",
    "motor_severe": "a key muscle is MRC 3 or less",
    "motor_several_groups": "weakness in two or more muscle groups of one leg, or in both legs",
    "motor_longstanding": "weakness documented for 42 days or more and not worse since",
    "motor_worse": "weaker than at an earlier examination of this episode",
    "sensory_loss": "dermatomal sensory loss",
    "reflex_deficit": "a knee or ankle reflex is weaker than on the other side",
    "deficit_both_legs": "weakness or loss of feeling in both legs",
    "reflex_brisk_one_side": "a reflex is brisk on one side only",
    "crp_raised": "CRP raised",
    "crp_not_raised": "CRP not raised",
    "labs_kidney_unknown": "kidney function not recorded",
    "any_treatment_failed": "an earlier treatment brought no change",
    "medicines_not_checked": "a current medicine is not in the dictionary",
    "gastroprotection_needed": "stomach protection is needed with an oral NSAID",
    "no_medicine_chosen": "no medicine chosen",
    "any_medicine_chosen": "a medicine chosen",
    "no_medicine_wanted": "no medicine is wanted",
    "any_therapy_chosen": "a therapy chosen",
    "any_active_therapy_chosen": "an active therapy chosen",
    "more_new_therapies_than_suggested": "more new therapies chosen than are suggested at once",
    "pain_mild": "back pain is recorded and no pain score is above 3",
    "any_order": "tests are ordered",
    "any_referral": "a referral is due",
    "oral_nsaids_blocked": "every oral NSAID is contraindicated",
    "nrs_recorded": "a pain score of today is recorded",
    "wanted_therapy_not_for_you": "a therapy that the patient asked for is not for them now",
}
"""Computed statements with their wording. ``chosen``/``any_order`` statements exist only after the choices are read."""
