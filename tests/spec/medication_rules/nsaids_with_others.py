"""Rules for oral NSAIDs together with other medicines (reference 2.4)."""

from __future__ import annotations

from typing import Final

from tests.spec.medication_rules.patients import patient, with_each_condition, with_each_medicine
from tests.spec.medication_rules.rows import NSAID, Row

ROWS: Final = (
    Row(
        "NS-27",
        NSAID,
        "avoid",
        with_each_medicine("warfarin, apixaban, enoxaparin, Xarelto"),
        with_each_medicine("clopidogrel, aspirin"),
    ),
    Row(
        "NS-28",
        NSAID,
        "contraindicated",
        [
            *with_each_condition(
                "hx_gi_bleed hx_peptic_ulcer hx_nsaid_gi_event bleeding_disorder", takes="warfarin"
            ),
            *with_each_medicine("apixaban, enoxaparin", yes="hx_gi_bleed"),
        ],
        [
            patient(takes="warfarin"),
            patient(yes="hx_gi_bleed"),
            patient(takes="warfarin", yes="cerebrovascular_bleed"),
            patient(takes="clopidogrel", yes="hx_gi_bleed"),
        ],
    ),
    Row(
        "NS-29",
        NSAID,
        "avoid",
        [
            patient(age=66, takes="warfarin"),
            *(patient(takes=("warfarin", other)) for other in ("prednisone", "spironolactone", "finerenone")),
            patient(age=66, takes="warfarin, famotidine"),
        ],
        [
            patient(age=65, takes="warfarin"),
            patient(age=66, takes="warfarin, omeprazole"),
            patient(age=66, takes="warfarin, misoprostol"),
            patient(age=66, takes="apixaban"),
        ],
    ),
    Row("NS-30", NSAID, "avoid", with_each_medicine("clopidogrel, dipyridamole"), [patient(takes="aspirin")]),
    Row(
        "NS-31",
        NSAID,
        "caution",
        [
            patient(age=64, takes="aspirin"),
            patient(takes=({"name": "aspirin", "dose_mg": 325, "per_day": 1},)),
        ],
        [
            patient(age=65, takes="aspirin"),
            patient(takes=({"name": "aspirin", "dose_mg": 325, "per_day": 2},)),
            patient(takes="clopidogrel"),
        ],
    ),
    Row(
        "NS-32",
        NSAID,
        "avoid",
        [patient(age=65, takes="aspirin")],
        [patient(age=64, takes="aspirin"), patient(age=65)],
    ),
    Row("NS-33", "ibuprofen naproxen", "caution", [patient(takes="aspirin")], [patient(takes="clopidogrel")]),
    Row(
        "NS-34",
        NSAID,
        "caution",
        with_each_medicine("sertraline, venlafaxine, vortioxetine"),
        with_each_medicine("imipramine, bupropion, trazodone"),
    ),
    Row(
        "NS-35",
        NSAID,
        "caution",
        [patient(age=64, takes="prednisone")],
        [patient(age=65, takes="prednisone"), patient(age=64, takes="fluticasone inhaled")],
    ),
    Row(
        "NS-36",
        NSAID,
        "avoid",
        [patient(age=65, takes="prednisone")],
        [patient(age=64, takes="prednisone"), patient(age=65, takes="hydrocortisone cream")],
    ),
    Row("NS-37", NSAID, "avoid", [patient(takes="lithium")], [patient(takes="valproate")]),
    Row(
        "NS-38",
        NSAID,
        "caution",
        [
            patient(takes="methotrexate", egfr=60),
            patient(takes="methotrexate", egfr=60, no="methotrexate_high_dose"),
        ],
        [
            patient(takes="methotrexate", egfr=59),
            patient(takes="methotrexate"),
            patient(egfr=60),
            patient(takes="methotrexate", egfr=60, yes="methotrexate_high_dose"),
        ],
    ),
    Row(
        "NS-39",
        NSAID,
        "avoid",
        [patient(takes="methotrexate", egfr=59), patient(takes="methotrexate")],
        [patient(takes="methotrexate", egfr=60), patient(egfr=59)],
    ),
    Row(
        "NS-40",
        NSAID,
        "contraindicated",
        [patient(takes="methotrexate", yes="methotrexate_high_dose")],
        [patient(takes="methotrexate"), patient(yes="methotrexate_high_dose")],
    ),
    Row(
        "NS-41",
        NSAID,
        "avoid",
        with_each_medicine("cyclosporine, tacrolimus, Prograf"),
        with_each_medicine("Protopic, azathioprine"),
    ),
    Row(
        "NS-42", NSAID, "caution", with_each_medicine("gentamicin, pemetrexed"), [patient(takes="cephalexin")]
    ),
    Row("NS-43", NSAID, "caution", [patient(takes="digoxin")], [patient(takes="amiodarone")]),
    Row(
        "NS-56",
        NSAID,
        "contraindicated",
        with_each_medicine("ibuprofen, Aleve, Advil PM, etodolac"),
        with_each_medicine("acetaminophen, diclofenac gel, aspirin"),
    ),
    Row(
        "NS-57",
        NSAID,
        "avoid",
        [
            *with_each_medicine("salsalate, Excedrin, Pepto-Bismol"),
            patient(takes=({"name": "aspirin", "dose_mg": 650, "per_day": 3},)),
        ],
        [patient(takes=({"name": "aspirin", "dose_mg": 81, "per_day": 1},)), patient(takes="aspirin")],
    ),
    Row("NS-66", NSAID, "caution", [patient(takes="diclofenac gel")], [patient(takes="lidocaine patch")]),
)
