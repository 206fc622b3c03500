"""Rules for muscle relaxants, gabapentinoids, benzodiazepines and corticosteroids (reference 2.7, 2.10, 2.12)."""

from __future__ import annotations

from typing import Final, Unpack

from tests.spec.medication_rules.patients import (
    Case,
    Traits,
    maoi_within,
    on_morphine,
    patient,
    with_each_condition,
    with_each_medicine,
)
from tests.spec.medication_rules.rows import ALL, FEMALE, GABA, MALE, SMR, STEROID, TCA, Row

_BLOOD_PRESSURE: Final = (
    "lisinopril, losartan, aliskiren, hydrochlorothiazide, furosemide, amiloride, metoprolol, amlodipine, doxazosin, "
    "hydralazine"
)


def _mother(**state: Unpack[Traits]) -> Case:
    traits: Traits = {**state, "sex": FEMALE}
    return patient(**traits)


_MUSCLE_RELAXANTS: Final = (
    Row("MR-01", SMR, "avoid", [patient(radicular=True)], [patient()]),
    Row("MR-02", "cyclobenzaprine methocarbamol carisoprodol", "avoid", [patient(age=65)], [patient(age=64)]),
    Row("MR-03", "tizanidine baclofen", "caution", [patient(age=65)], [patient(age=64)]),
    Row("MR-04", SMR, "avoid", [patient(days=85)], [patient(days=84), patient()]),
    Row("MR-05", SMR, "avoid", with_each_medicine("Flexeril, metaxalone"), [patient(takes="lorazepam")]),
    Row("MR-06", SMR, "avoid", with_each_medicine("oxycodone, Norco"), [patient(takes="naltrexone")]),
    Row(
        "MR-07",
        SMR,
        "caution",
        with_each_medicine("lorazepam, zolpidem, pregabalin, risperidone, phenobarbital, hydroxyzine"),
        with_each_medicine("sertraline, cetirizine, oxycodone"),
    ),
    Row("MR-08", SMR, "caution", [_mother(weeks=(8, 0))], [_mother(pregnancy="unknown")]),
    Row("MR-09", SMR, "caution", [_mother(breastfeeding="yes")], [_mother(breastfeeding="no")]),
    Row("CY-01", "cyclobenzaprine", "contraindicated", *maoi_within()),
    Row(
        "CY-02",
        "cyclobenzaprine",
        "contraindicated",
        with_each_condition(
            "arrhythmia heart_block hf_asymptomatic hf_symptomatic hf_severe acute_mi_recovery"
        ),
        with_each_condition("recent_mi qt_prolongation hypertension"),
    ),
    Row(
        "CY-03",
        "cyclobenzaprine",
        "contraindicated",
        [patient(yes="hyperthyroidism")],
        [patient(takes="levothyroxine")],
    ),
    Row(
        "CY-04",
        "cyclobenzaprine",
        "caution",
        [patient(child_pugh="A"), patient(yes="chronic_liver_disease")],
        [patient(child_pugh="B"), patient(yes="cirrhosis")],
    ),
    Row(
        "CY-05",
        "cyclobenzaprine",
        "avoid",
        [
            patient(child_pugh="B"),
            patient(child_pugh="C"),
            patient(yes="cirrhosis"),
            patient(yes="ascites", no="cirrhosis"),
            patient(yes="ascites", child_pugh="A"),
        ],
        [
            patient(child_pugh="A"),
            patient(yes="cirrhosis", child_pugh="A"),
            patient(yes="chronic_liver_disease"),
        ],
    ),
    Row(
        "CY-06",
        "cyclobenzaprine",
        "caution",
        with_each_medicine(
            "sertraline, venlafaxine, sumatriptan, buspirone, lithium, bupropion, verapamil, tramadol"
        ),
        with_each_medicine("imipramine, diltiazem, oxycodone"),
    ),
    Row("CY-07", "cyclobenzaprine", "avoid", [patient(takes="imipramine")], [patient(takes="sertraline")]),
    Row(
        "CY-08",
        "cyclobenzaprine",
        "caution",
        with_each_condition("glaucoma_angle_closure urinary_retention_bph"),
        [patient(yes="glaucoma")],
    ),
    Row(
        "CY-09",
        "cyclobenzaprine",
        "avoid",
        [patient(age=65, sex=MALE, yes="urinary_retention_bph")],
        [
            patient(age=64, sex=MALE, yes="urinary_retention_bph"),
            patient(age=65, sex=MALE),
            _mother(age=65, yes="urinary_retention_bph"),
        ],
    ),
    Row(
        "CY-10",
        f"cyclobenzaprine {TCA}",
        "avoid",
        [patient(age=65, takes="oxybutynin")],
        [patient(age=64, takes="oxybutynin"), patient(age=65, takes="mirabegron")],
    ),
    Row(
        "CY-11",
        f"cyclobenzaprine {TCA}",
        "caution",
        [patient(age=64, takes="oxybutynin")],
        [patient(age=65, takes="oxybutynin"), patient(age=64, takes="mirabegron")],
    ),
    Row(
        "TZ-01",
        "tizanidine",
        "contraindicated",
        with_each_medicine("fluvoxamine, Cipro, viloxazine"),
        with_each_medicine("famotidine, fluoxetine"),
    ),
    Row(
        "TZ-02",
        "tizanidine",
        "avoid",
        with_each_medicine("famotidine, cimetidine, verapamil, amiodarone, acyclovir"),
        with_each_medicine("omeprazole, amlodipine, ciprofloxacin"),
    ),
    Row(
        "TZ-03",
        "tizanidine",
        "avoid",
        [
            *with_each_condition("cirrhosis chronic_liver_disease"),
            *(patient(child_pugh=each) for each in "ABC"),
        ],
        [patient(yes="ascites", no="cirrhosis"), patient(yes="alcohol_heavy")],
    ),
    Row(
        "TZ-04",
        "tizanidine",
        "caution",
        [patient(crcl_ml_min=24), patient(yes="dialysis")],
        [patient(crcl_ml_min=25), patient()],
    ),
    Row(
        "TZ-05",
        "tizanidine",
        "caution",
        with_each_medicine(_BLOOD_PRESSURE),
        with_each_medicine("finerenone, digoxin"),
    ),
    Row(
        "TZ-06",
        "tizanidine",
        "avoid",
        [patient(takes="clonidine"), patient(yes="hypotension")],
        [patient(yes="orthostatic_hypotension"), patient(takes="doxazosin")],
    ),
    Row(
        "BA-01",
        "baclofen",
        "avoid",
        [patient(egfr=29), patient(age=70, egfr=29), patient(yes="dialysis")],
        [patient(egfr=30)],
    ),
    Row(
        "BA-02",
        "baclofen",
        "avoid",
        [patient(age=65, egfr=30), patient(age=65, egfr=59)],
        [patient(age=64, egfr=59), patient(age=65, egfr=60), patient(age=65, egfr=29)],
    ),
    Row(
        "BA-03",
        "baclofen",
        "caution",
        [patient(age=64, egfr=30), patient(age=64, egfr=59)],
        [patient(age=65, egfr=59), patient(age=64, egfr=60), patient(age=64, egfr=29)],
    ),
    Row("BA-04", "baclofen", "caution", [patient(yes="seizure_disorder")], [patient(takes="levetiracetam")]),
    Row(
        "ME-01",
        "methocarbamol",
        "caution",
        [patient(yes="myasthenia_gravis")],
        [patient(no="myasthenia_gravis")],
    ),
    Row("CA-01", "carisoprodol", "avoid", [patient()], []),
    Row(
        "CA-02",
        "carisoprodol",
        "contraindicated",
        [
            patient(yes="porphyria_acute_intermittent"),
            patient(allergic="meprobamate"),
            patient(allergic="carisoprodol"),
        ],
        [patient(allergic="methocarbamol")],
    ),
)

_GABAPENTINOIDS: Final = (
    Row("GB-01", GABA, "avoid", [patient()], [patient(radicular=True)]),
    Row("GB-02", "gabapentin", "caution", [patient(radicular=True)], [patient()]),
    Row("GB-03", "pregabalin", "avoid", [patient(radicular=True)], [patient()]),
    Row(
        "GB-04",
        GABA,
        "caution",
        [patient(crcl_ml_min=15), patient(crcl_ml_min=59.9)],
        [patient(crcl_ml_min=14.9), patient(crcl_ml_min=60), patient()],
    ),
    Row(
        "GB-05",
        GABA,
        "avoid",
        [patient(crcl_ml_min=14.9), patient(yes="dialysis")],
        [patient(crcl_ml_min=15), patient(yes="aki")],
    ),
    Row(
        "GB-06",
        GABA,
        "avoid",
        [patient(age=65, takes="oxycodone")],
        [patient(age=64, takes="oxycodone"), patient(age=65, takes="naltrexone")],
    ),
    Row(
        "GB-07",
        GABA,
        "caution",
        [patient(age=64, takes="oxycodone")],
        [patient(age=65, takes="oxycodone"), patient()],
    ),
    Row(
        "GB-08",
        GABA,
        "avoid",
        [on_morphine(25, 2)],
        [on_morphine(24.5, 2), patient(takes="morphine")],
    ),
    Row(
        "GB-09",
        GABA,
        "caution",
        with_each_condition("copd sleep_apnoea resp_insufficiency"),
        [patient(yes="asthma")],
    ),
    Row(
        "GB-10",
        GABA,
        "caution",
        with_each_medicine("lorazepam, zolpidem, risperidone, baclofen, phenobarbital, hydroxyzine, alcohol"),
        [*with_each_medicine("oxycodone, sertraline, levetiracetam"), patient(yes="alcohol_heavy")],
    ),
    Row("GB-11", GABA, "caution", [patient(age=65)], [patient(age=64)]),
    Row(
        "GB-12",
        GABA,
        "contraindicated",
        with_each_medicine("Neurontin, Lyrica"),
        [patient(takes="levetiracetam")],
    ),
    Row(
        "GB-13",
        "pregabalin",
        "caution",
        [*with_each_condition("hf_symptomatic hf_severe"), patient(takes="pioglitazone")],
        [patient(yes="hf_asymptomatic"), patient(takes="metformin")],
    ),
    Row("GB-14", GABA, "caution", with_each_condition("hx_sud hx_oud"), [patient(yes="hx_overdose")]),
    Row("GB-15", GABA, "caution", [patient(yes="suicide_risk")], [patient(yes="bipolar")]),
    Row("GB-16", GABA, "avoid", [_mother(weeks=(20, 0))], [_mother(pregnancy="unknown")]),
    Row(
        "GB-17",
        "gabapentin",
        "info",
        [patient(takes="aluminum/magnesium antacid")],
        with_each_medicine("calcium carbonate, omeprazole"),
    ),
    Row("GB-18", GABA, "caution", [_mother(breastfeeding="yes")], [_mother(breastfeeding="no")]),
)

_NEVER_OFFERED: Final = (
    Row("BZ-01", "diazepam", "avoid", [patient()], []),
    Row(
        "BZ-02",
        "diazepam",
        "contraindicated",
        with_each_medicine("oxycodone, Suboxone"),
        [patient(takes="naltrexone")],
    ),
    Row("BZ-03", "diazepam", "avoid", [patient(age=65)], [patient(age=64)]),
    Row(
        "BZ-04",
        "diazepam",
        "contraindicated",
        [
            *with_each_condition("myasthenia_gravis resp_insufficiency sleep_apnoea glaucoma_angle_closure"),
            patient(child_pugh="C"),
        ],
        [*with_each_condition("copd glaucoma"), patient(child_pugh="B")],
    ),
    Row(
        "BZ-05",
        "diazepam",
        "avoid",
        [
            *with_each_condition("hx_sud hx_oud alcohol_heavy copd"),
            *with_each_medicine(
                "alcohol, lorazepam, zolpidem, gabapentin, risperidone, phenobarbital, hydroxyzine, baclofen"
            ),
        ],
        [*with_each_medicine("sertraline, cetirizine"), patient(yes="asthma")],
    ),
    Row(
        "BZ-06",
        "diazepam",
        "avoid",
        [_mother(weeks=(5, 0)), _mother(breastfeeding="yes")],
        [_mother(breastfeeding="no"), _mother(pregnancy="unknown")],
    ),
    Row("SC-01", STEROID, "avoid", [patient()], []),
    Row(
        "SC-02",
        STEROID,
        "avoid",
        [
            *with_each_condition(
                "diabetes active_infection active_peptic_ulcer osteoporosis hypertension_uncontrolled psychosis"
            ),
            *with_each_medicine("ibuprofen, dexamethasone"),
        ],
        [*with_each_condition("hx_peptic_ulcer hypertension bipolar"), patient(takes="fluticasone inhaled")],
    ),
    Row(
        "SC-03",
        ALL,
        "info",
        with_each_medicine("prednisone, Medrol"),
        with_each_medicine("hydrocortisone cream, fluticasone inhaled"),
    ),
)

ROWS: Final = (*_MUSCLE_RELAXANTS, *_GABAPENTINOIDS, *_NEVER_OFFERED)
