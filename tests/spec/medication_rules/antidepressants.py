"""Rules for duloxetine and tricyclics (reference 2.8, 2.9)."""

from __future__ import annotations

from typing import Final

from tests.spec.medication_rules.patients import (
    Case,
    maoi_within,
    patient,
    with_each_condition,
    with_each_medicine,
)
from tests.spec.medication_rules.rows import FEMALE, TCA, Row

_PREGNANT: Final = patient(sex=FEMALE, weeks=(5, 0))
_MAYBE_PREGNANT: Final = patient(sex=FEMALE, pregnancy="unknown")
_BREASTFEEDING: Final = patient(sex=FEMALE, breastfeeding="yes")
_NOT_BREASTFEEDING: Final = patient(sex=FEMALE, breastfeeding="no")
_WITH_CYP3A4: Final = "oxycodone hydrocodone_acetaminophen tramadol"


def _liver_classes() -> list[Case]:
    return [patient(child_pugh=letter) for letter in "ABC"]


def _norco(mg: str, per_day: float) -> tuple[dict[str, object], ...]:
    return ({"name": "Norco", "strength": mg, "per_day": per_day},)


_DULOXETINE: Final = (
    Row("DU-01", "duloxetine", "contraindicated", *maoi_within("phenelzine, linezolid, methylene blue")),
    Row(
        "DU-02",
        "duloxetine",
        "contraindicated",
        [patient(yes="glaucoma_angle_closure")],
        [patient(yes="glaucoma")],
    ),
    Row(
        "DU-03",
        "duloxetine",
        "contraindicated",
        [*with_each_condition("cirrhosis chronic_liver_disease"), *_liver_classes()],
        [patient(yes="ascites", no="cirrhosis")],
    ),
    Row(
        "DU-04",
        "duloxetine",
        "contraindicated",
        [patient(crcl_ml_min=29), patient(egfr=29), patient(yes="dialysis")],
        [patient(crcl_ml_min=30), patient()],
    ),
    Row("DU-05", "duloxetine", "avoid", [patient(yes="alcohol_heavy")], [patient(takes="alcohol")]),
    Row(
        "DU-06",
        "duloxetine",
        "avoid",
        with_each_medicine("fluvoxamine, ciprofloxacin, viloxazine"),
        with_each_medicine("cimetidine, levofloxacin"),
    ),
    Row(
        "DU-07",
        "duloxetine",
        "avoid",
        with_each_medicine("Zoloft, venlafaxine"),
        [patient(takes="mirtazapine")],
    ),
    Row(
        "DU-08",
        "duloxetine",
        "caution",
        with_each_medicine("imipramine, sumatriptan, mirtazapine, lithium, cyclobenzaprine"),
        [patient(takes="sertraline")],
    ),
    Row(
        "DU-09",
        "duloxetine",
        "caution",
        with_each_medicine("warfarin, apixaban, enoxaparin, clopidogrel, aspirin, ibuprofen, salsalate"),
        with_each_medicine("acetaminophen, prednisone"),
    ),
    Row(
        "DU-10",
        "duloxetine",
        "caution",
        with_each_medicine("fluoxetine, bupropion, terbinafine"),
        [patient(takes="mirabegron")],
    ),
    Row(
        "DU-11",
        "duloxetine",
        "contraindicated",
        [patient(takes="thioridazine")],
        [patient(takes="chlorpromazine")],
    ),
    Row(
        "DU-12",
        "duloxetine",
        "caution",
        with_each_medicine("flecainide, tamoxifen"),
        [patient(takes="amiodarone")],
    ),
    Row(
        "DU-13",
        "duloxetine",
        "avoid",
        [patient(yes="hypertension_uncontrolled"), patient(bp_systolic=160), patient(bp_diastolic=100)],
        [patient(bp_systolic=159, bp_diastolic=99), patient(yes="hypertension")],
    ),
    Row(
        "DU-14",
        "duloxetine",
        "caution",
        with_each_condition("hypertension hypertension_uncontrolled"),
        [patient(yes="hypotension")],
    ),
    Row(
        "DU-15",
        "duloxetine",
        "caution",
        [patient(age=24), patient(yes="suicide_risk")],
        [patient(age=25)],
    ),
    Row(
        "DU-16",
        "duloxetine",
        "caution",
        with_each_condition("bipolar seizure_disorder"),
        [patient(yes="psychosis")],
    ),
    Row(
        "DU-17",
        "duloxetine",
        "caution",
        [
            patient(age=65),
            *with_each_medicine("hydrochlorothiazide, furosemide"),
            patient(yes="hyponatraemia"),
        ],
        [patient(age=64), patient(takes="spironolactone"), patient(yes="hyperkalaemia")],
    ),
    Row("DU-18", "duloxetine", "avoid", [_PREGNANT], [_MAYBE_PREGNANT]),
    Row("DU-19", "duloxetine", "info", [patient(days=27)], [patient(days=28), patient()]),
    Row(
        "DU-20",
        "duloxetine",
        "caution",
        with_each_condition("urinary_retention_bph orthostatic_hypotension"),
        [patient(yes="hypotension")],
    ),
    Row("DU-21", "duloxetine", "caution", [_BREASTFEEDING], [_NOT_BREASTFEEDING]),
    Row(
        "DU-22",
        "duloxetine",
        "contraindicated",
        [patient(takes="viloxazine")],
        [patient(takes="fluvoxamine")],
    ),
)

_TRICYCLICS: Final = (
    Row("TC-01", TCA, "contraindicated", *maoi_within()),
    Row("TC-02", TCA, "contraindicated", [patient(yes="acute_mi_recovery")], [patient(yes="recent_mi")]),
    Row(
        "TC-03",
        TCA,
        "avoid",
        with_each_condition(
            "arrhythmia heart_block qt_prolongation brugada established_cvd hf_symptomatic hf_severe"
        ),
        with_each_condition("hf_asymptomatic hypertension"),
    ),
    Row("TC-04", TCA, "avoid", with_each_medicine("amiodarone, citalopram"), [patient(takes="sertraline")]),
    Row("TC-05", TCA, "avoid", [patient(age=65)], [patient(age=64)]),
    Row("TC-06", TCA, "avoid", [patient(yes="suicide_risk")], [patient(age=24)]),
    Row("TC-07", TCA, "avoid", with_each_medicine("fluoxetine, bupropion"), [patient(takes="duloxetine")]),
    Row("TC-17", TCA, "caution", with_each_medicine("duloxetine, mirabegron"), [patient(takes="fluoxetine")]),
    Row(
        "TC-08",
        TCA,
        "caution",
        with_each_medicine("sertraline, venlafaxine, sumatriptan, trazodone, lithium"),
        with_each_medicine("bupropion, levetiracetam"),
    ),
    Row(
        "TC-09",
        TCA,
        "avoid",
        with_each_condition("glaucoma_angle_closure urinary_retention_bph"),
        [patient(yes="glaucoma")],
    ),
    Row(
        "TC-10",
        TCA,
        "caution",
        [patient(yes="seizure_disorder"), *with_each_medicine("bupropion, theophylline, tramadol")],
        with_each_medicine("levetiracetam, oxycodone"),
    ),
    Row("TC-11", TCA, "avoid", with_each_medicine("Elavil, imipramine"), [patient(takes="cyclobenzaprine")]),
    Row("TC-12", TCA, "avoid", with_each_medicine("Ultram, Ultracet"), [patient(takes="oxycodone")]),
    Row(
        "TC-13",
        TCA,
        "info",
        [patient(yes="hyperthyroidism"), *with_each_medicine("levothyroxine, liothyronine")],
        [patient(takes="lisinopril")],
    ),
    Row("TC-14", TCA, "caution", [patient(takes="clonidine")], [patient(takes="doxazosin")]),
    Row(
        "TC-15",
        TCA,
        "caution",
        with_each_medicine(
            "oxycodone, lorazepam, zolpidem, gabapentin, risperidone, baclofen, phenobarbital, hydroxyzine"
        ),
        with_each_medicine("sertraline, cetirizine"),
    ),
    Row("TC-16", TCA, "info", [patient()], []),
    Row("TC-18", TCA, "caution", [_PREGNANT, _BREASTFEEDING], [_MAYBE_PREGNANT, _NOT_BREASTFEEDING]),
)

ROWS: Final = (*_DULOXETINE, *_TRICYCLICS)
