"""Rules for opioids (reference 2.11)."""

from __future__ import annotations

from typing import Final

from tests.spec.medication_rules.patients import (
    Case,
    maoi_within,
    on_morphine,
    patient,
    with_each_condition,
    with_each_medicine,
)
from tests.spec.medication_rules.rows import FEMALE, OPIOID, Row

_PREGNANT: Final = patient(sex=FEMALE, weeks=(5, 0))
_MAYBE_PREGNANT: Final = patient(sex=FEMALE, pregnancy="unknown")
_BREASTFEEDING: Final = patient(sex=FEMALE, breastfeeding="yes")
_NOT_BREASTFEEDING: Final = patient(sex=FEMALE, breastfeeding="no")
_WITH_CYP3A4: Final = "oxycodone hydrocodone_acetaminophen tramadol"


def _liver_classes() -> list[Case]:
    return [patient(child_pugh=letter) for letter in "ABC"]


def _norco(mg: str, per_day: float) -> tuple[dict[str, object], ...]:
    return ({"name": "Norco", "strength": mg, "per_day": per_day},)


ROWS: Final = (
    Row("OP-01", OPIOID, "avoid", [patient()], []),
    Row("OP-02", OPIOID, "avoid", [patient(days=85)], [patient(days=84), patient()]),
    Row("OP-03", OPIOID, "avoid", [patient(takes="Xanax")], [patient(takes="zolpidem")]),
    Row(
        "OP-04",
        OPIOID,
        "avoid",
        with_each_medicine("gabapentin, zolpidem, baclofen, risperidone, phenobarbital, hydroxyzine"),
        with_each_medicine("lorazepam, sertraline, levetiracetam"),
    ),
    Row(
        "OP-05",
        OPIOID,
        "avoid",
        [patient(takes="alcohol"), patient(yes="alcohol_heavy")],
        [patient(no="alcohol_heavy")],
    ),
    Row(
        "OP-06",
        OPIOID,
        "contraindicated",
        with_each_condition("resp_insufficiency severe_asthma_acute gi_obstruction"),
        with_each_condition("asthma copd"),
    ),
    Row("OP-07", OPIOID, "avoid", with_each_condition("copd sleep_apnoea"), [patient(yes="asthma")]),
    Row("OP-08", "tramadol", "contraindicated", *maoi_within()),
    Row("OP-09", "oxycodone hydrocodone_acetaminophen", "avoid", *maoi_within()),
    Row("OP-25", "morphine", "contraindicated", *maoi_within()),
    Row(
        "OP-10",
        OPIOID,
        "avoid",
        with_each_condition("hx_sud hx_oud hx_overdose"),
        [patient(yes="suicide_risk")],
    ),
    Row("OP-11", OPIOID, "contraindicated", [patient(takes="naltrexone")], [patient(takes="naloxone")]),
    Row(
        "OP-12", OPIOID, "avoid", with_each_medicine("Suboxone, buprenorphine"), [patient(takes="methadone")]
    ),
    Row(
        "OP-13",
        OPIOID,
        "avoid",
        [
            on_morphine(25, 2),
            patient(takes=({"name": "fentanyl patch", "strength": "25 mcg/h"},)),
            patient(takes=({"name": "tramadol", "dose_mg": 62.5, "per_day": 4},)),
            patient(chosen=({"drug": "oxycodone", "dose_mg": 10, "times_per_day": 4, "days": 3},)),
        ],
        [
            on_morphine(24.5, 2),
            patient(takes=({"name": "tramadol", "dose_mg": 50, "per_day": 4},)),
            patient(takes=_norco("5 mg/325 mg", 4)),
        ],
    ),
    Row(
        "OP-14",
        OPIOID,
        "avoid",
        with_each_medicine("Percocet, codeine, Suboxone"),
        [patient(takes="naltrexone")],
    ),
    Row("OP-15", OPIOID, "avoid", [_PREGNANT], [_MAYBE_PREGNANT]),
    Row("OP-16", "tramadol", "avoid", [_BREASTFEEDING], [_NOT_BREASTFEEDING]),
    Row(
        "OP-17",
        "oxycodone hydrocodone_acetaminophen morphine",
        "avoid",
        [_BREASTFEEDING],
        [_NOT_BREASTFEEDING],
    ),
    Row("OP-18", OPIOID, "caution", [patient(age=65)], [patient(age=64)]),
    Row(
        "OP-19",
        "morphine",
        "avoid",
        [patient(crcl_ml_min=29), patient(yes="dialysis")],
        [patient(crcl_ml_min=30)],
    ),
    Row(
        "OP-20",
        "oxycodone hydrocodone_acetaminophen",
        "caution",
        [patient(crcl_ml_min=59), *with_each_condition("dialysis cirrhosis"), *_liver_classes()],
        [patient(crcl_ml_min=60), patient(yes="chronic_liver_disease")],
    ),
    Row(
        "OP-27",
        "morphine",
        "caution",
        [patient(crcl_ml_min=30), patient(crcl_ml_min=59), patient(yes="cirrhosis"), *_liver_classes()],
        [patient(crcl_ml_min=60), patient(crcl_ml_min=29), patient(yes="chronic_liver_disease")],
    ),
    Row(
        "OP-21",
        _WITH_CYP3A4,
        "caution",
        with_each_medicine("clarithromycin, itraconazole, diltiazem, fluconazole"),
        with_each_medicine("azithromycin, amlodipine"),
    ),
    Row(
        "OP-24",
        _WITH_CYP3A4,
        "info",
        with_each_medicine("carbamazepine, phenytoin"),
        [patient(takes="valproate")],
    ),
    Row(
        "OP-22",
        OPIOID,
        "avoid",
        [patient(yes="head_injury_raised_icp")],
        [patient(yes="cerebrovascular_bleed")],
    ),
    Row(
        "OP-23",
        "hydrocodone_acetaminophen",
        "contraindicated",
        [
            patient(takes=_norco("10 mg/325 mg", 13)),
            patient(yes="cirrhosis", takes=_norco("5 mg/325 mg", 7)),
        ],
        [patient(takes=_norco("10 mg/325 mg", 12)), patient(yes="cirrhosis", takes=_norco("5 mg/325 mg", 6))],
    ),
    Row(
        "OP-26",
        OPIOID,
        "avoid",
        [
            patient(allergic=name)
            for name in ("codeine", "morphine (anaphylaxis)", "tramadol (rash)", "oxymorphone")
        ],
        [
            patient(allergic=name)
            for name in (
                "codeine (nausea only)",
                "morphine (itching only)",
                "codeine (intolerance)",
                "naloxone",
            )
        ],
    ),
    Row("TR-01", "tramadol", "avoid", [patient(yes="seizure_disorder")], [patient(takes="levetiracetam")]),
    Row(
        "TR-02",
        "tramadol",
        "avoid",
        with_each_medicine("paroxetine, bupropion"),
        [patient(takes="mirabegron")],
    ),
    Row(
        "TR-03",
        "tramadol",
        "avoid",
        with_each_medicine("sertraline, venlafaxine, imipramine, sumatriptan, buspirone, lithium"),
        with_each_medicine("bupropion, levetiracetam"),
    ),
    Row(
        "TR-04",
        "tramadol",
        "avoid",
        with_each_medicine("bupropion, theophylline"),
        [patient(takes="sertraline")],
    ),
    Row(
        "TR-05",
        "tramadol",
        "caution",
        [patient(crcl_ml_min=29), patient(yes="dialysis")],
        [patient(crcl_ml_min=30)],
    ),
    Row(
        "TR-06",
        "tramadol",
        "caution",
        [patient(yes="cirrhosis"), *_liver_classes()],
        [patient(yes="chronic_liver_disease")],
    ),
    Row("TR-07", "tramadol", "caution", [patient(age=76)], [patient(age=75)]),
    Row("TR-08", "tramadol", "caution", [patient(takes="warfarin")], [patient(takes="apixaban")]),
    Row(
        "TR-09",
        "tramadol",
        "caution",
        [patient(yes="hyponatraemia"), *with_each_medicine("hydrochlorothiazide, furosemide", age=65)],
        [
            patient(age=64, takes="hydrochlorothiazide"),
            patient(age=65, takes="spironolactone"),
            patient(age=65),
        ],
    ),
    Row("TR-10", "tramadol", "avoid", [patient(takes="carbamazepine")], [patient(takes="phenytoin")]),
)
