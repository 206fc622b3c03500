"""Rules for all medicines, acetaminophen, the skin and co-prescribing (reference 2.3, 2.5, 2.6, 2.13)."""

from __future__ import annotations

from typing import Final

from tests.spec.medication_rules.patients import patient, with_each_condition, with_each_medicine
from tests.spec.medication_rules.rows import ALL, CNS, FEMALE, NSAID, OPIOID, STEROID, TCA, TOPICAL, Row

_PREGNANCY_MATTERS: Final = f"{NSAID} diclofenac_topical {CNS}"
_FALLS: Final = "duloxetine nortriptyline amitriptyline gabapentin pregabalin diazepam " + OPIOID
_APAP: Final = "acetaminophen hydrocodone_acetaminophen"


def _acetaminophen(mg: float, per_day: float) -> tuple[dict[str, object], ...]:
    return ({"name": "Tylenol", "dose_mg": mg, "per_day": per_day},)


GENERAL: Final = (
    Row("GEN-01", ALL, "contraindicated", [patient(age=17)], [patient(age=18)]),
    Row("GEN-02", ALL, "contraindicated", [patient(answers="RF-C1")], [patient(answers="RF-M2")]),
    Row(
        "GEN-03",
        "ibuprofen",
        "contraindicated",
        [patient(allergic="Advil"), patient(allergic="ibuprofen (rash)")],
        [patient(allergic="penicillin"), patient(allergic="sulfite")],
    ),
    Row(
        "GEN-03",
        "diclofenac diclofenac_topical",
        "contraindicated",
        [patient(allergic="diclofenac")],
        [patient(allergic="aspirin")],
    ),
    Row(
        "GEN-03",
        _APAP,
        "contraindicated",
        [patient(allergic="acetaminophen")],
        [patient(allergic="benzocaine")],
    ),
    Row(
        "GEN-04",
        "ibuprofen",
        "contraindicated",
        with_each_medicine("ibuprofen, Advil PM"),
        with_each_medicine("acetaminophen, ketoprofen, lisinopril"),
    ),
    Row("GEN-04", "diclofenac_topical", "contraindicated", [patient(takes="diclofenac gel")], [patient()]),
    Row(
        "GEN-04", "diclofenac", "contraindicated", [patient(takes="diclofenac")], [patient(takes="etodolac")]
    ),
    Row(
        "GEN-04",
        "hydrocodone_acetaminophen",
        "contraindicated",
        [patient(takes="Vicodin")],
        [patient(takes="APAP")],
    ),
    Row("GEN-04", "oxycodone", "contraindicated", [patient(takes="Percocet")], [patient(takes="codeine")]),
    Row(
        "GEN-05",
        _PREGNANCY_MATTERS,
        "info",
        [
            patient(sex=FEMALE, age=12),
            patient(sex=FEMALE, age=18),
            patient(sex=FEMALE, age=55),
            patient(sex=FEMALE, pregnancy="unknown"),
            patient(sex=FEMALE, pregnancy="not_pregnant", answers="RF-O2"),
        ],
        [
            patient(sex=FEMALE, age=11),
            patient(sex=FEMALE, age=56),
            patient(sex=FEMALE, pregnancy="not_pregnant"),
            patient(sex=FEMALE, weeks=(12, 0)),
            patient(),
        ],
    ),
    Row(
        "GEN-06",
        CNS,
        "avoid",
        [
            patient(age=65, takes="sertraline, levetiracetam"),
            patient(age=65, takes="olanzapine/fluoxetine, zolpidem"),
        ],
        [
            patient(age=64, takes="sertraline, levetiracetam"),
            patient(age=65, takes="sertraline, lisinopril"),
            patient(age=65, takes="olanzapine/fluoxetine"),
            patient(age=65, takes="hydroxyzine, buspirone"),
        ],
    ),
    Row(
        "GEN-07",
        _FALLS,
        "avoid",
        [patient(age=65, yes="falls_or_fracture_history")],
        [patient(age=64, yes="falls_or_fracture_history"), patient(age=65, yes="osteoporosis")],
    ),
    Row(
        "GEN-08",
        f"cyclobenzaprine {TCA} diazepam {OPIOID} {STEROID}",
        "avoid",
        [patient(age=65, yes="delirium_risk"), patient(age=65, yes="dementia", no="delirium_risk")],
        [patient(age=64, yes="delirium_risk"), patient(age=65)],
    ),
    Row(
        "GEN-09",
        f"cyclobenzaprine {TCA} diazepam",
        "avoid",
        [patient(age=65, yes="dementia")],
        [patient(age=64, yes="dementia"), patient(age=65, yes="delirium_risk")],
    ),
    Row(
        "GEN-10",
        CNS,
        "caution",
        [patient(takes="alcohol"), patient(yes="alcohol_heavy")],
        [patient(no="alcohol_heavy"), patient(yes="hx_sud")],
    ),
)

ACETAMINOPHEN: Final = (
    Row(
        "AC-01",
        _APAP,
        "contraindicated",
        with_each_condition("acute_liver_failure severe_active_hepatitis"),
        [patient(yes="chronic_liver_disease")],
    ),
    Row(
        "AC-02",
        _APAP,
        "caution",
        [
            *with_each_condition("cirrhosis chronic_liver_disease ascites"),
            *(patient(child_pugh=letter) for letter in "ABC"),
        ],
        [patient(yes="ascites", no="cirrhosis"), patient(yes="severe_active_hepatitis")],
    ),
    Row(
        "AC-03",
        _APAP,
        "caution",
        [patient(yes="alcohol_heavy"), patient(takes=({"name": "alcohol", "per_day": 3},))],
        [patient(takes=({"name": "alcohol", "per_day": 2},)), patient(takes="alcohol")],
    ),
    Row(
        "AC-04", _APAP, "caution", with_each_medicine("Tylenol, NyQuil, Vicodin"), [patient(takes="Advil PM")]
    ),
    Row(
        "AC-05",
        "acetaminophen",
        "contraindicated",
        [
            patient(takes=_acetaminophen(1000, 4.5)),
            patient(age=65, takes=_acetaminophen(650, 5)),
            patient(weight=49, takes=_acetaminophen(500, 6)),
            patient(yes="chronic_liver_disease", takes=_acetaminophen(500, 5)),
            patient(yes="alcohol_heavy", takes=_acetaminophen(500, 5)),
            patient(yes="malnutrition", takes=_acetaminophen(500, 5)),
            patient(egfr=29, takes=_acetaminophen(650, 5)),
            patient(yes="dialysis", takes=_acetaminophen(650, 5)),
            patient(chosen=({"drug": "acetaminophen", "dose_mg": 1000, "times_per_day": 5, "days": 3},)),
        ],
        [
            patient(takes=_acetaminophen(1000, 4)),
            patient(age=64, takes=_acetaminophen(650, 5)),
            patient(age=65, takes=_acetaminophen(1000, 3)),
            patient(weight=50, takes=_acetaminophen(500, 6)),
            patient(weight=49, takes=_acetaminophen(490, 6)),
            patient(yes="chronic_liver_disease", takes=_acetaminophen(500, 4)),
            patient(egfr=30, takes=_acetaminophen(650, 5)),
            patient(
                takes="warfarin",
                chosen=({"drug": "acetaminophen", "dose_mg": 1000, "times_per_day": 4, "days": 3},),
            ),
        ],
    ),
    Row(
        "AC-06",
        "acetaminophen",
        "caution",
        [patient(weight=49.9), patient(yes="malnutrition")],
        [patient(weight=50), patient()],
    ),
    Row("AC-07", "acetaminophen", "caution", [patient(takes="warfarin")], [patient(takes="apixaban")]),
    Row("AC-08", "acetaminophen", "info", [patient(age=65)], [patient(age=64)]),
    Row("AC-09", "acetaminophen", "info", [patient(days=85)], [patient(days=84), patient()]),
    Row(
        "AC-10",
        "acetaminophen",
        "info",
        [patient(sex=FEMALE, weeks=(30, 0)), patient(sex=FEMALE, pregnancy="pregnant")],
        [patient(sex=FEMALE, pregnancy="unknown")],
    ),
    Row("AC-11", "acetaminophen", "info", [patient(yes="aerd")], [patient(yes="asthma")]),
)

SKIN: Final = (
    Row(
        "TP-01",
        "diclofenac_topical",
        "contraindicated",
        [patient(yes="recent_cabg")],
        [patient(yes="established_cvd")],
    ),
    Row(
        "TP-02",
        "diclofenac_topical",
        "avoid",
        [
            *with_each_condition("active_gi_bleed active_peptic_ulcer dialysis aki hf_severe"),
            patient(egfr=29.6),
        ],
        [patient(egfr=30), *with_each_condition("hx_gi_bleed hf_symptomatic")],
    ),
    Row(
        "TP-03",
        "diclofenac_topical",
        "avoid",
        with_each_medicine("ibuprofen, Aleve"),
        with_each_medicine("acetaminophen, aspirin"),
    ),
    Row(
        "TP-04",
        "diclofenac_topical",
        "info",
        with_each_medicine("warfarin, apixaban, enoxaparin, clopidogrel, aspirin"),
        [patient(takes="prednisone")],
    ),
    Row("TP-05", "diclofenac_topical", "info", [patient()], []),
    Row("TP-06", TOPICAL, "avoid", [patient(yes="broken_skin_at_site")], [patient(yes="photosensitive")]),
    Row(
        "TP-07",
        "lidocaine_topical",
        "contraindicated",
        [patient(allergic="bupivacaine"), patient(allergic="lidocaine")],
        [patient(allergic="procaine"), patient(allergic="benzocaine")],
    ),
    Row(
        "TP-08",
        "lidocaine_topical",
        "caution",
        with_each_medicine("flecainide, mexiletine"),
        [patient(takes="amiodarone")],
    ),
    Row(
        "TP-09",
        "lidocaine_topical",
        "caution",
        [patient(child_pugh="C"), patient(yes="methaemoglobinaemia_risk")],
        [patient(child_pugh="B"), patient(yes="cirrhosis")],
    ),
    Row(
        "TP-10",
        "capsaicin_topical",
        "contraindicated",
        [patient(allergic="capsaicin"), patient(allergic="chili peppers")],
        [patient(allergic="bell pepper")],
    ),
    Row("TP-11", TOPICAL, "caution", [patient(yes="uses_heat_on_site")], [patient(yes="cannot_report_heat")]),
)

CO_PRESCRIBING: Final = (
    Row(
        "PP-01",
        NSAID,
        "info",
        [
            patient(age=65),
            *with_each_condition("hx_peptic_ulcer hx_gi_bleed hx_nsaid_gi_event"),
            *with_each_medicine(
                "aspirin, clopidogrel, warfarin, apixaban, enoxaparin, prednisone, sertraline, venlafaxine"
            ),
            patient(age=65, takes="famotidine"),
        ],
        [
            patient(age=64),
            patient(age=65, takes="omeprazole"),
            patient(takes="warfarin, misoprostol"),
            patient(takes="imipramine"),
        ],
    ),
    Row(
        "PP-02",
        "omeprazole",
        "avoid",
        [patient(takes="clopidogrel")],
        with_each_medicine("prasugrel, ticagrelor"),
    ),
    Row("PP-03", OPIOID, "info", [patient()], []),
)

ROWS: Final = (*GENERAL, *ACETAMINOPHEN, *SKIN, *CO_PRESCRIBING)
