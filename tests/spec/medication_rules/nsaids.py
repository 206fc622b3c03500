"""Rules for oral NSAIDs and the gel, by condition, age, kidney, liver and pregnancy (reference 2.4)."""

from __future__ import annotations

from typing import Final

from tests.spec.medication_rules.patients import Case, patient, with_each_condition, with_each_medicine
from tests.spec.medication_rules.rows import FEMALE, NSAID, Row

_WITH_GEL: Final = f"{NSAID} diclofenac_topical"
_KIDNEY_DEPENDENT: Final = (
    "lisinopril, losartan, aliskiren, hydrochlorothiazide, furosemide, amiloride, finerenone, spironolactone"
)
_NO_KIDNEY_DEPENDENT: Final = "metoprolol, amlodipine, clonidine"


def _pregnant(weeks: int, days: int = 0) -> Case:
    return patient(sex=FEMALE, weeks=(weeks, days))


def _both(first: str, second: str) -> Case:
    return patient(takes=(first, second))


_STOMACH_AND_BLEEDING: Final = (
    Row(
        "NS-01",
        NSAID,
        "contraindicated",
        with_each_condition("active_gi_bleed active_peptic_ulcer"),
        with_each_condition("hx_gi_bleed hx_peptic_ulcer"),
    ),
    Row(
        "NS-02",
        NSAID,
        "avoid",
        with_each_condition("hx_gi_bleed hx_nsaid_gi_event active_gi_bleed"),
        [patient(yes="hx_peptic_ulcer")],
    ),
    Row(
        "NS-03",
        NSAID,
        "avoid",
        with_each_condition(
            "hx_peptic_ulcer hx_gi_bleed hx_nsaid_gi_event active_peptic_ulcer active_gi_bleed"
        ),
        with_each_condition("gastric_bypass ibd"),
    ),
    Row(
        "NS-04",
        "ketorolac",
        "contraindicated",
        with_each_condition("hx_peptic_ulcer hx_gi_bleed hx_nsaid_gi_event"),
        with_each_condition("ibd bleeding_disorder"),
    ),
    Row("NS-54", NSAID, "avoid", [patient(yes="ibd")], [patient(yes="gi_obstruction")]),
    Row("NS-55", NSAID, "avoid", [patient(yes="gastric_bypass")], [patient(no="gastric_bypass")]),
    Row(
        "NS-58",
        NSAID,
        "avoid",
        with_each_condition("bleeding_disorder cerebrovascular_bleed platelets_low"),
        [patient(yes="established_cvd")],
    ),
    Row(
        "NS-59",
        NSAID,
        "caution",
        [patient(yes="alcohol_heavy"), patient(takes=({"name": "alcohol", "per_day": 3},))],
        [patient(takes=({"name": "alcohol", "per_day": 2},)), patient(takes="alcohol")],
    ),
    Row("NS-60", NSAID, "caution", [patient(takes="alendronate")], [patient(takes="denosumab")]),
)

_HEART: Final = (
    Row("NS-05", NSAID, "contraindicated", [patient(yes="recent_cabg")], [patient(yes="established_cvd")]),
    Row(
        "NS-06",
        _WITH_GEL,
        "avoid",
        with_each_condition("recent_mi acute_mi_recovery"),
        [patient(yes="established_cvd")],
    ),
    Row(
        "NS-07",
        NSAID,
        "avoid",
        with_each_condition("established_cvd recent_mi acute_mi_recovery recent_cabg"),
        [patient(yes="cv_risk_factors")],
    ),
    Row(
        "NS-08",
        NSAID,
        "caution",
        [
            patient(yes="cv_risk_factors"),
            patient(yes="smoker diabetes"),
            patient(yes="diabetes hypertension"),
            patient(yes="cv_risk_factors", no="established_cvd recent_mi"),
        ],
        [
            patient(yes="cv_risk_factors established_cvd"),
            patient(yes="cv_risk_factors recent_mi"),
            patient(yes="smoker"),
        ],
    ),
    Row("NS-09", NSAID, "contraindicated", [patient(yes="hf_severe")], [patient(yes="hf_symptomatic")]),
    Row(
        "NS-10",
        NSAID,
        "avoid",
        with_each_condition("hf_symptomatic hf_severe"),
        [patient(yes="hf_asymptomatic")],
    ),
    Row("NS-11", NSAID, "caution", [patient(yes="hf_asymptomatic")], [patient(yes="hf_symptomatic")]),
    Row(
        "NS-12",
        NSAID,
        "avoid",
        [patient(yes="hypertension_uncontrolled"), patient(bp_systolic=160), patient(bp_diastolic=100)],
        [patient(bp_systolic=159, bp_diastolic=99), patient(yes="hypertension")],
    ),
    Row(
        "NS-13",
        NSAID,
        "caution",
        [patient(yes="hypertension"), patient(yes="hypertension", bp_systolic=159, bp_diastolic=99)],
        [patient(yes="hypertension_uncontrolled"), patient(yes="hypertension", bp_systolic=160), patient()],
    ),
)

_KIDNEY: Final = (
    Row(
        "NS-14",
        NSAID,
        "contraindicated",
        [
            patient(egfr=29),
            patient(egfr=29.6),
            patient(crcl_ml_min=29),
            patient(egfr=30, crcl_ml_min=29),
            patient(yes="dialysis"),
        ],
        [patient(egfr=30), patient()],
    ),
    Row(
        "NS-15",
        NSAID,
        "caution",
        [patient(egfr=30), patient(egfr=59), patient(egfr=59.9), patient(egfr=75, crcl_ml_min=59)],
        [patient(egfr=29), patient(egfr=60), patient()],
    ),
    Row(
        "NS-16",
        NSAID,
        "avoid",
        [
            *with_each_medicine(_KIDNEY_DEPENDENT, egfr=59),
            *with_each_medicine("losartan, furosemide", egfr=30),
        ],
        [
            patient(takes="lisinopril", egfr=60),
            patient(takes="lisinopril", egfr=29),
            patient(takes="lisinopril"),
            *with_each_medicine(_NO_KIDNEY_DEPENDENT, egfr=59),
        ],
    ),
    Row("NS-17", NSAID, "contraindicated", [patient(yes="aki")], [patient(yes="dehydration")]),
    Row("NS-18", NSAID, "avoid", [patient(yes="dehydration")], [patient(yes="aki")]),
    Row(
        "NS-19",
        NSAID,
        "avoid",
        with_each_condition("kidney_transplant solitary_kidney"),
        [patient(yes="dialysis")],
    ),
    Row(
        "NS-20",
        NSAID,
        "info",
        [patient(age=65)],
        [patient(age=64), patient(age=65, egfr=90), patient(age=65, crcl_ml_min=90)],
    ),
    Row(
        "NS-21",
        NSAID,
        "avoid",
        [
            *(_both(blocker, "furosemide") for blocker in ("lisinopril", "losartan", "aliskiren")),
            *(
                _both("lisinopril", diuretic)
                for diuretic in ("hydrochlorothiazide", "amiloride", "finerenone")
            ),
            patient(takes="lisinopril/hydrochlorothiazide"),
        ],
        [
            _both("lisinopril", "losartan"),
            _both("furosemide", "spironolactone"),
            _both("lisinopril", "metoprolol"),
        ],
    ),
    Row(
        "NS-22",
        NSAID,
        "caution",
        with_each_medicine(_KIDNEY_DEPENDENT),
        with_each_medicine(_NO_KIDNEY_DEPENDENT),
    ),
    Row("NS-23", NSAID, "info", [patient(takes="metoprolol")], [patient(takes="amlodipine")]),
    Row(
        "NS-24",
        NSAID,
        "caution",
        [patient(yes="hyperkalaemia"), *with_each_medicine("potassium chloride, trimethoprim")],
        [patient(takes="spironolactone"), patient(yes="hyponatraemia")],
    ),
    Row("NS-61", NSAID, "info", [patient(takes="empagliflozin")], [patient(takes="sitagliptin")]),
)

_LIVER: Final = (
    Row(
        "NS-25",
        NSAID,
        "contraindicated",
        [patient(child_pugh="B"), patient(child_pugh="C"), patient(yes="ascites", no="cirrhosis")],
        [patient(child_pugh="A"), patient(yes="cirrhosis")],
    ),
    Row(
        "NS-26",
        NSAID,
        "avoid",
        [
            patient(yes="cirrhosis"),
            patient(child_pugh="A"),
            patient(yes="ascites"),
            patient(child_pugh="A", no="cirrhosis"),
        ],
        [patient(yes="chronic_liver_disease"), patient(yes="ascites", no="cirrhosis")],
    ),
    Row(
        "NS-65",
        "celecoxib",
        "caution",
        [patient(child_pugh="B")],
        [patient(child_pugh="A"), patient(child_pugh="C")],
    ),
)

_REACTIONS_AND_PREGNANCY: Final = (
    Row(
        "NS-44",
        _WITH_GEL,
        "contraindicated",
        [
            patient(yes="aerd"),
            *(
                patient(allergic=name)
                for name in ("aspirin", "ASA", "Motrin", "anti-inflammatory", "celecoxib")
            ),
        ],
        [patient(yes="asthma"), patient(allergic="sulfa"), patient(allergic="acetaminophen")],
    ),
    Row("NS-45", NSAID, "caution", [patient(yes="asthma")], [patient(yes="aerd"), patient(yes="copd")]),
    Row("NS-46", _WITH_GEL, "contraindicated", [_pregnant(30)], [_pregnant(29, 6)]),
    Row("NS-47", _WITH_GEL, "avoid", [_pregnant(20), _pregnant(29, 6)], [_pregnant(19, 6), _pregnant(30)]),
    Row(
        "NS-48", _WITH_GEL, "caution", [_pregnant(0), _pregnant(19, 6)], [_pregnant(20), patient(sex=FEMALE)]
    ),
    Row("NS-49", NSAID, "info", [patient(yes="trying_to_conceive")], [patient(sex=FEMALE)]),
    Row(
        "NS-50",
        "ketorolac",
        "contraindicated",
        [patient(sex=FEMALE, breastfeeding="yes")],
        [patient(sex=FEMALE, breastfeeding="no"), patient(sex=FEMALE)],
    ),
    Row(
        "NS-51",
        "naproxen",
        "info",
        [patient(sex=FEMALE, breastfeeding="yes")],
        [patient(sex=FEMALE, breastfeeding="no")],
    ),
    Row(
        "NS-62",
        "celecoxib",
        "contraindicated",
        [patient(allergic=name) for name in ("sulfa", "Bactrim", "sulfasalazine", "sulfadiazine (hives)")],
        [patient(allergic=name) for name in ("sulfite", "sulfate", "penicillin")],
    ),
    Row(
        "NS-69",
        _WITH_GEL,
        "avoid",
        [patient(sex=FEMALE, pregnancy="pregnant")],
        [_pregnant(10), patient(sex=FEMALE, pregnancy="unknown"), patient(sex=FEMALE)],
    ),
)

_AGE_AND_SINGLE_NSAIDS: Final = (
    Row("NS-52", NSAID, "caution", [patient(age=65), patient(age=74)], [patient(age=64), patient(age=75)]),
    Row("NS-53", NSAID, "avoid", [patient(age=75)], [patient(age=74)]),
    Row(
        "NS-63",
        "celecoxib meloxicam",
        "caution",
        [patient(yes="cyp2c9_poor_metaboliser")],
        [patient(no="cyp2c9_poor_metaboliser")],
    ),
    Row(
        "NS-64",
        "celecoxib meloxicam diclofenac",
        "caution",
        with_each_medicine("fluconazole, amiodarone, voriconazole"),
        [patient(takes="fluoxetine")],
    ),
    Row("NS-67", "ketorolac", "avoid", [patient()], []),
    Row(
        "NS-68",
        "ketorolac",
        "contraindicated",
        [
            *with_each_medicine(
                "aspirin, salsalate, ibuprofen, clopidogrel, warfarin, apixaban, enoxaparin, probenecid, pentoxifylline"
            ),
            *with_each_condition("dehydration bleeding_disorder cerebrovascular_bleed"),
        ],
        [patient(takes="prednisone"), patient(takes="sertraline"), patient(yes="aki")],
    ),
)

ROWS: Final = (
    *_STOMACH_AND_BLEEDING,
    *_HEART,
    *_KIDNEY,
    *_LIVER,
    *_REACTIONS_AND_PREGNANCY,
    *_AGE_AND_SINGLE_NSAIDS,
)
