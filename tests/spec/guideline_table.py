"""The comparison of guidelines (section 2 of the reference on therapies; section 1.1 of that on medicines), as a table.

Nothing here is read from the content.
"""

from __future__ import annotations

from typing import Final

COLUMNS: Final = ("DEFAULT", "ACP_2007", "ACP_2017", "NICE", "VA_DOD", "WHO", "APTA")

MATRIX: Final = {
    "imaging_nonspecific": "AGN V | AGN-S V | n/a V | AGN V | AGN-S NEUTRAL V | n/a V | n/a V",
    "imaging_red_flag": "FOR V | FOR-S V | n/a V | n/a V | FOR-S V | TEXT V | n/a V",
    "mri_radiculopathy": "FOR V | FOR-S V | n/a V | TEXT V | SILENT V | n/a V | n/a V",
    "bed_rest": "AGN V | AGN V | AGN V | AGN V | AGN V | AGN K | AGN V",
    "acetaminophen": "FOR NEUTRAL V | FOR V | NEUTRAL V | AGN-S V | NEUTRAL AGN-S AGN-W V | NEUTRAL K | n/a V",
    "nsaid": "FOR V | FOR V | FOR-S FOR-W V | FOR-W V | FOR-S FOR-W V | FOR V | n/a V",
    "muscle_relaxant": "AGN SILENT V | FOR-W K | FOR-S V | SILENT V | FOR-W NEUTRAL AGN-W AGN V | AGN-W K | n/a V",
    "opioid": "FOR-W V | FOR-W K | FOR-W V | FOR-W AGN-S V | NEUTRAL AGN-S V | AGN V | n/a V",
    "gabapentinoid": "FOR-W SILENT V | FOR-W SILENT K | SILENT V | AGN-S V | NEUTRAL V | AGN-W K | n/a V",
    "duloxetine": "SILENT V | SILENT K | FOR-W V | AGN-S SILENT V | FOR-W V | AGN-W K | n/a V",
    "tricyclic": "SILENT V | FOR-W K | NEUTRAL V | AGN-S V | SILENT NEUTRAL V | AGN-W K | n/a V",
    "benzodiazepine": "AGN V | NEUTRAL K | SILENT V | AGN-S V | AGN-S V | NEUTRAL K | n/a V",
    "systemic_steroid": "AGN V | AGN K | AGN V | AGN-S V | AGN-S AGN-W V | AGN-W K | n/a V",
    "epidural_injection": "FOR-W SILENT V | SILENT V | n/a V | FOR-W AGN-S V | FOR-W AGN-S V | n/a V | n/a V",
    "exercise": "FOR V | FOR-W V | FOR-S V | FOR-W V | FOR-W NEUTRAL V | FOR-W V | FOR-W FOR-S V",
    "manipulation": "FOR V | FOR-W V | FOR-S V | FOR-W V | FOR-W V | FOR-W V | FOR-S V",
    "acupuncture": "FOR V | FOR-W V | FOR-S V | AGN-S V | FOR-W NEUTRAL V | FOR-W V | FOR-W V",
    "massage": "FOR V | FOR-W V | FOR-S SILENT V | FOR-W V | SILENT V | FOR-W V | FOR-W V",
    "yoga": "FOR V | FOR-W V | FOR-S V | FOR-W V | FOR-W V | FOR-W V | SILENT K",
    "cbt": "FOR V | FOR-W V | FOR-S V | FOR-W V | FOR-S V | FOR V | SILENT K",
    "mbsr": "FOR V | SILENT K | FOR-S V | SILENT V | FOR-W V | NEUTRAL K | SILENT K",
    "rehabilitation": "FOR V | FOR-W V | FOR-S V | FOR-W V | FOR-W V | FOR-W K | n/a K",
    "tens": "FOR V | NEUTRAL K | NEUTRAL V | AGN-S V | NEUTRAL V | AGN-W V | SILENT K",
    "traction": "SILENT V | NEUTRAL K | SILENT V | AGN-S V | NEUTRAL V | AGN-W V | AGN K",
    "supports": "SILENT V | NEUTRAL K | SILENT V | AGN-S V | NEUTRAL V | AGN-W V | SILENT K",
    "return_to_work": "FOR V | SILENT K | SILENT V | FOR-S V | SILENT V | SILENT K | n/a K",
    "timing": "TEXT V | TEXT V | TEXT V | TEXT V | TEXT V | TEXT V | TEXT V",
    "risk": "FOR V | FOR-S V | SILENT V | FOR-W V | FOR-W V | TEXT V | FOR-W V",
    "referral": "TEXT V | SILENT K | n/a V | TEXT V | SILENT V | TEXT V | n/a V",
}
"""Every decision of the matrix: the stances of each guideline, and V where its text was read, K where it was not."""

OTHER_THERAPIES: Final = {
    "staying_active": "FOR V | FOR-S V | FOR V | FOR-S V | FOR-S V | FOR-W V | FOR-W V",
    "education": "FOR V | FOR-S V | FOR V | FOR-S V | FOR-S V | FOR-W V | FOR-W FOR-S V",
    "walking": "FOR V | FOR-S V | SILENT V | FOR-W V | FOR-W V | FOR-W V | FOR-S V",
    "heat": "FOR V | FOR K | FOR-S V | SILENT V | SILENT V | SILENT K | SILENT K",
    "tai_chi": "SILENT V | SILENT K | FOR-S V | FOR-W V | FOR-W V | FOR-W K | SILENT K",
    "motor_control": "SILENT V | SILENT K | FOR-S V | FOR-W V | FOR-W V | FOR-W V | FOR-W FOR-S V",
    "pilates": "SILENT V | SILENT K | SILENT V | FOR-W V | FOR-W V | FOR-W V | SILENT K",
    "aquatic": "FOR V | SILENT K | SILENT V | FOR-W V | FOR-W V | FOR-W V | FOR-S V",
    "relaxation": "FOR V | FOR-W V | FOR-S V | SILENT V | SILENT V | NEUTRAL K | SILENT K",
    "ergonomics": "FOR V | SILENT K | SILENT V | SILENT V | SILENT V | SILENT K | SILENT K",
    "sleep": "SILENT V | FOR K | SILENT V | SILENT V | SILENT V | SILENT K | SILENT K",
    "weight": "SILENT V | SILENT K | SILENT V | SILENT V | SILENT V | NEUTRAL K | SILENT K",
    "smoking": "SILENT V | SILENT K | SILENT V | SILENT V | SILENT V | SILENT K | SILENT K",
    "laser": "SILENT V | SILENT K | FOR-S V | SILENT V | SILENT V | SILENT K | SILENT K",
    "cold": "FOR V | NEUTRAL K | SILENT V | SILENT V | SILENT V | SILENT K | SILENT K",
}
"""Therapies that have no line of their own in the matrix (section 1B)."""

TREATMENTS: Final = {
    "bed_rest": "BED_REST",
    "acetaminophen": "acetaminophen",
    "nsaid": "G_NSAID",
    "muscle_relaxant": "G_SMR",
    "opioid": "G_OPIOID",
    "gabapentinoid": "G_GABA",
    "duloxetine": "duloxetine",
    "tricyclic": "G_TCA",
    "benzodiazepine": "diazepam",
    "systemic_steroid": "G_STEROID",
    "topical": "diclofenac_topical lidocaine_topical capsaicin_topical",
    "exercise": "EXERCISE_SUPERVISED",
    "manipulation": "SMT",
    "acupuncture": "ACUPUNCTURE",
    "massage": "MASSAGE",
    "yoga": "YOGA",
    "cbt": "CBT",
    "mbsr": "MBSR",
    "rehabilitation": "INTERDISC_REHAB",
    "tens": "TENS",
    "traction": "TRACTION",
    "supports": "LUMBAR_SUPPORT",
    "return_to_work": "RETURN_TO_WORK",
    "staying_active": "REMAIN_ACTIVE",
    "education": "EDUCATION_SELFCARE",
    "walking": "WALKING",
    "heat": "HEAT",
    "tai_chi": "TAI_CHI",
    "motor_control": "EXERCISE_MOTOR_CONTROL",
    "pilates": "PILATES",
    "aquatic": "AQUATIC",
    "relaxation": "RELAXATION",
    "ergonomics": "ERGONOMICS",
    "sleep": "SLEEP",
    "weight": "WEIGHT",
    "smoking": "SMOKING",
    "laser": "LLLT",
    "cold": "ICE",
}
"""The medicines, groups and therapies that each decision is about; the others are about none."""

RELAXANTS: Final = frozenset({"cyclobenzaprine", "methocarbamol", "tizanidine", "baclofen", "carisoprodol"})
GABAPENTINOIDS: Final = frozenset({"gabapentin", "pregabalin"})
CHRONIC_ONLY: Final = frozenset(
    {
        *("tramadol", "oxycodone", "hydrocodone_acetaminophen", "morphine"),
        *("duloxetine", "nortriptyline", "amitriptyline", "LLLT"),
    }
)
ALWAYS: Final = frozenset({"acetaminophen", "ACUPUNCTURE", "TENS"})

DIFFERING: Final = {
    ("acute", False): ALWAYS,
    ("acute", True): ALWAYS | RELAXANTS | GABAPENTINOIDS,
    ("subacute", False): ALWAYS,
    ("subacute", True): ALWAYS | RELAXANTS | GABAPENTINOIDS,
    ("chronic", False): ALWAYS | CHRONIC_ONLY,
    ("chronic", True): ALWAYS | CHRONIC_ONLY | GABAPENTINOIDS,
}
"""On what guidelines differ, by duration class and nerve-root pain: one is for it and another against it."""
