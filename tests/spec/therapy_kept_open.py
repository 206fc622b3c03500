"""What is no reason to withhold a therapy: patients, the therapies that stay open to them, and what says so.

Reviewed by hand against section 1D of the reference on therapies; nothing here is read from the content.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from tests.spec.therapy_patients import (
    BREASTFEEDING,
    CANCER_AFTER_PAIN,
    PREGNANT,
    SCIATICA,
    Changes,
    aged,
    has,
    pressure,
    takes,
    with_,
)
from tests.spec.therapy_rule_table import ALL, MINDS, MOVING, TRAINING


class Kept(NamedTuple):
    """``source`` says why. ``quiet``: not even a caution stands on these therapies."""

    about: str
    patient: Changes
    therapies: tuple[str, ...]
    source: str
    quiet: bool = False


_LIST: Final = "1D, not contraindications (frequent errors)"
_CONTROLLED: Final = with_(has("hypertension"), pressure(159, 99))

KEPT_OPEN: Final = (
    Kept("age alone", aged(80), ALL, _LIST, quiet=True),
    Kept("controlled hypertension", _CONTROLLED, ALL, _LIST, quiet=True),
    Kept("diabetes with sensation", has("diabetes"), ALL, _LIST, quiet=True),
    Kept(
        "pacemaker",
        has("pacemaker_icd"),
        ("ACUPUNCTURE", "MASSAGE", "HEAT", "SMT", *TRAINING),
        _LIST,
        quiet=True,
    ),
    Kept("anticoagulant and exercise", takes("warfarin"), (*TRAINING, "HEAT", "TENS"), _LIST, quiet=True),
    Kept(
        "anticoagulant and light hands",
        takes("apixaban"),
        ("MASSAGE", "ACUPUNCTURE", "SMT"),
        "CX_MAS_AC, CX_ACU_AC, CX_SMT_AC: caution",
    ),
    Kept("antiplatelet", takes("clopidogrel"), ALL, "1D: anticoagulant, not antiplatelet", quiet=True),
    Kept("osteoporosis and adapted exercise", has("osteoporosis"), TRAINING, _LIST),
    Kept(
        "severe osteoporosis and adapted exercise",
        has("osteoporosis_severe"),
        TRAINING,
        "CX_EX_OP: never a reason to drop exercise",
    ),
    Kept(
        "osteoporosis and gentle hands",
        has("osteoporosis"),
        ("SMT", "MASSAGE"),
        "CX_SMT_OP, CX_MAS_OP: caution",
    ),
    Kept("pregnancy and adapted activity", PREGNANT, (*TRAINING, "REMAIN_ACTIVE"), _LIST),
    Kept(
        "pregnancy and low heat, hands, needles",
        PREGNANT,
        ("HEAT", "MASSAGE", "ACUPUNCTURE", "SMT"),
        "CX_*_PREG: caution",
    ),
    Kept("breastfeeding", BREASTFEEDING, ALL, "1D: pregnancy only", quiet=True),
    Kept("active spondyloarthritis and exercise", has("inflammatory_active"), TRAINING, _LIST, quiet=True),
    Kept(
        "quiescent spondyloarthritis",
        has("inflammatory_quiescent"),
        ("SMT", *TRAINING),
        "CX_SMT_INFLAMQ: caution",
    ),
    Kept(
        "cancer long cured, the pain is older",
        CANCER_AFTER_PAIN,
        ALL,
        "CX_MAS_CA, CX_LLLT_CA: active cancer only",
        quiet=True,
    ),
    Kept(
        "active cancer and light massage",
        has("cancer_active"),
        ("MASSAGE",),
        "CX_MAS_CA: caution, not over the tumour",
    ),
    Kept(
        "bleeding disorder and light massage",
        has("bleeding_disorder"),
        ("MASSAGE", *TRAINING),
        "CX_MAS_AC: caution; CX_MAS_DEEP for the deep variant only",
    ),
    Kept(
        "nerve pain",
        SCIATICA,
        (*TRAINING, "SMT"),
        "3.3 step 7: exercise and walking keep their tier; SMT, yoga, Pilates with caution",
    ),
    Kept(
        "walking after spine surgery",
        has("recent_spine_surgery"),
        ("WALKING", "REMAIN_ACTIVE"),
        "CX_WALK_SURG: part of recovery",
    ),
    Kept(
        "old spinal implants and exercise",
        has("spinal_hardware"),
        (*TRAINING, "MASSAGE", "ACUPUNCTURE", "HEAT"),
        "CX_SMT_HW: manipulation only",
        quiet=True,
    ),
    Kept(
        "unstable heart and gentle activity",
        has("cardiac_unstable"),
        ("REMAIN_ACTIVE", "RETURN_TO_WORK"),
        "CX_ACT_CARD: caution",
    ),
    Kept(
        "unstable heart and what is no exercise",
        has("cardiac_unstable"),
        ("HEAT", "MASSAGE", "CBT", "ACUPUNCTURE"),
        "CX_EX_CARD: exercise only",
        quiet=True,
    ),
    Kept("stable heart disease", has("established_cvd"), ALL, "CX_EX_CARD: unstable only", quiet=True),
    Kept(
        "heart valve disease and metal allergy",
        has("heart_valve_disease", "metal_allergy"),
        ("ACUPUNCTURE",),
        "CX_ACU_VALVE, CX_ACU_METAL: caution",
    ),
    Kept(
        "seizures and water, manual needles",
        has("seizure_disorder"),
        ("AQUATIC", "ACUPUNCTURE"),
        "CX_AQ_EP: caution; CX_ACU_ELECTRO_EP: electro only",
    ),
    Kept(
        "glaucoma and yoga", has("glaucoma"), ("YOGA", *MOVING), "CX_YOGA_GLAU: caution, no head-down poses"
    ),
    Kept(
        "falls and exercise",
        has("falls_or_fracture_history"),
        MOVING,
        "CX_EX_FALLS: tai chi stays suitable with support",
    ),
    Kept(
        "bipolar disorder without mania", has("bipolar"), MINDS, "CX_PSY_ACUTE: acute states only", quiet=True
    ),
    Kept("severe trauma disorder", has("ptsd_severe"), MINDS, "CX_MBSR_PTSD: caution"),
    Kept("Raynaud and heat", has("raynaud"), ("HEAT",), "CX_ICE_COLD: cold only", quiet=True),
    Kept(
        "medicine patch and TENS beside it",
        has("transdermal_patch"),
        ("TENS",),
        "CX_TENS_PATCH: caution, away from the patch",
    ),
)
