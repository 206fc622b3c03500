"""Section 1D of the reference on therapies as a table: each rule, a patient it is for and a neighbour it leaves alone.

Nothing here is read from the content.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from tests.spec.therapy_patients import (
    BREASTFEEDING,
    CANCER_AFTER_PAIN,
    MINOR_FALL,
    NEW_SINCE_CANCER,
    NOBODY_ELSE,
    PLAIN_LEG_PAIN,
    PREGNANT,
    SCIATICA,
    Changes,
    aged,
    big_toe,
    chosen,
    has,
    pressure,
    since,
    takes,
    with_,
    yes,
)

ALL: Final = (
    *(
        "REMAIN_ACTIVE",
        "EDUCATION_SELFCARE",
        "EXERCISE_SUPERVISED",
        "WALKING",
        "RETURN_TO_WORK",
        "HEAT",
        "CBT",
    ),
    *("SMT", "YOGA", "MBSR", "ACUPUNCTURE", "MASSAGE", "TAI_CHI", "EXERCISE_MOTOR_CONTROL", "PILATES"),
    *("AQUATIC", "RELAXATION", "INTERDISC_REHAB", "ERGONOMICS", "SLEEP", "WEIGHT", "SMOKING", "LLLT"),
    *("TENS", "ICE", "TRACTION", "LUMBAR_SUPPORT", "BED_REST"),
)
HELD: Final = tuple(set(ALL) - {"EDUCATION_SELFCARE", "REMAIN_ACTIVE", "SLEEP", "SMOKING"})
TAUGHT: Final = ("EXERCISE_SUPERVISED", "EXERCISE_MOTOR_CONTROL", "AQUATIC", "YOGA", "TAI_CHI", "PILATES")
MOVING: Final = (*TAUGHT, "WALKING")
TRAINING: Final = (*MOVING, "INTERDISC_REHAB")
MINDS: Final = ("CBT", "MBSR", "RELAXATION", "INTERDISC_REHAB")


class Rule(NamedTuple):
    """One row of section 1D: whom it is for, and a neighbour it must leave alone."""

    id: str
    therapies: tuple[str, ...]
    severity: str
    fires: Changes
    silent: Changes
    variant: str | None = None


def _smt_rules() -> Iterator[Rule]:
    def smt(name: str, severity: str, fires: Changes, silent: Changes) -> Rule:
        return Rule(f"CX_SMT_{name}", ("SMT",), severity, fires, silent)

    stops, avoid, care = "contraindicated", "avoid", "caution"
    yield smt("FX", stops, with_(aged(51), MINOR_FALL), with_(aged(50), MINOR_FALL))
    yield smt("OPSEV", stops, has("osteoporosis_severe"), has("osteoporosis"))
    yield smt("OP", care, has("osteoporosis"), has("osteoporosis_severe"))
    yield smt("OP", care, yes("RF-F3"), yes("RF-I3"))
    yield smt("OP", care, yes("RF-F4"), yes("RF-F5"))
    yield smt("CA", stops, has("cancer_spine"), has("cancer_active"))
    yield smt("CA", stops, NEW_SINCE_CANCER, CANCER_AFTER_PAIN)
    yield smt("INF", stops, has("spinal_infection"), has("active_infection"))
    yield smt("INF", stops, yes("RF-I2"), yes("RF-I4"))
    yield smt("CES", stops, yes("RF-C1"), yes("RF-N2"))
    yield smt("NEUROPROG", stops, big_toe(4, before=5), big_toe(4, before=4))
    yield smt("NEUROPROG", stops, with_(big_toe(4), yes("RF-N1")), yes("RF-N1"))
    yield smt("NEUROSEV", avoid, big_toe(3, longstanding=True), big_toe(4, longstanding=True))
    yield smt("NEUROSEV", avoid, big_toe(3), big_toe(3, before=4))
    yield smt("MOTOR", avoid, big_toe(4), big_toe(5))
    yield smt("MOTOR", avoid, with_(big_toe(4), yes("RF-N3")), big_toe(4, before=5))
    yield smt("RADIC", care, SCIATICA, PLAIN_LEG_PAIN)
    yield smt("RADIC", care, big_toe(4), big_toe(3, longstanding=True))
    yield smt("INSTAB", stops, has("instability"), has("spinal_hardware"))
    yield smt("AAA", stops, has("aaa"), has("hypertension"))
    yield smt("INFLAM", stops, has("inflammatory_active"), has("inflammatory_quiescent"))
    yield smt("INFLAMQ", care, has("inflammatory_quiescent"), has("inflammatory_active"))
    yield smt("AC", care, takes("warfarin"), takes("clopidogrel"))
    yield smt("AC", care, takes("apixaban"), takes("aspirin 81 mg"))
    yield smt("AC", care, has("bleeding_disorder"), has("hx_gi_bleed"))
    yield smt("HW", avoid, has("spinal_hardware"), has("instability"))
    yield smt("HW", avoid, has("recent_spine_surgery"), yes("RF-I7"))
    yield smt("PREG", care, PREGNANT, BREASTFEEDING)


def _massage_rules() -> Iterator[Rule]:
    def massage(
        name: str, severity: str, fires: Changes, silent: Changes, variant: str | None = None
    ) -> Rule:
        return Rule(f"CX_MAS_{name}", ("MASSAGE",), severity, fires, silent, variant)

    yield massage("DVT", "contraindicated", has("dvt"), has("peripheral_artery_disease"))
    yield massage("FX", "avoid", with_(aged(51), MINOR_FALL), with_(aged(50), MINOR_FALL))
    yield massage("FX", "avoid", has("osteoporosis_severe"), with_(has("osteoporosis"), since(85)))
    yield massage("OP", "caution", has("osteoporosis"), has("osteoporosis_severe"))
    for name, severity, variant in (("AC", "caution", None), ("DEEP", "avoid", "deep")):
        yield massage(name, severity, takes("warfarin"), takes("clopidogrel"), variant)
        yield massage(name, severity, takes("enoxaparin"), takes("naproxen"), variant)
        yield massage(name, severity, has("bleeding_disorder"), has("hx_gi_bleed"), variant)
        yield massage(name, severity, has("platelets_low"), has("hypertension"), variant)
    yield massage("CA", "caution", has("cancer_active"), CANCER_AFTER_PAIN)
    yield massage("SKIN", "avoid", has("broken_skin_at_site"), has("photosensitive"))
    yield massage("PREG", "caution", PREGNANT, BREASTFEEDING)


def _acupuncture_rules() -> Iterator[Rule]:
    def needles(
        name: str, severity: str, fires: Changes, silent: Changes, variant: str | None = None
    ) -> Rule:
        return Rule(f"CX_ACU_{name}", ("ACUPUNCTURE",), severity, fires, silent, variant)

    yield needles("AC", "caution", takes("rivaroxaban"), has("bleeding_disorder"))
    yield needles("BLEED", "avoid", has("bleeding_disorder"), takes("warfarin"))
    yield needles("BLEED", "avoid", has("platelets_low"), takes("clopidogrel"))
    yield needles("IMM", "caution", yes("RF-I3"), yes("RF-I8"))
    yield needles("IMM", "caution", yes("RF-F3"), yes("RF-I4"))
    yield needles("VALVE", "caution", has("heart_valve_disease"), has("established_cvd"))
    yield needles("PREG", "caution", PREGNANT, BREASTFEEDING)
    yield needles("ELECTRO", "contraindicated", has("pacemaker_icd"), has("arrhythmia"), "electro")
    yield needles("ELECTRO_EP", "caution", has("seizure_disorder"), has("head_injury_raised_icp"), "electro")
    yield needles("SKIN", "avoid", has("broken_skin_at_site"), has("photosensitive"))
    yield needles("METAL", "caution", has("metal_allergy"), has("cold_urticaria"))


def _heat_cold_and_current_rules() -> Iterator[Rule]:
    def heat(name: str, severity: str, fires: Changes, silent: Changes) -> Rule:
        return Rule(f"CX_HEAT_{name}", ("HEAT",), severity, fires, silent)

    def tens(name: str, severity: str, fires: Changes, silent: Changes) -> Rule:
        return Rule(f"CX_TENS_{name}", ("TENS",), severity, fires, silent)

    def ice(name: str, severity: str, fires: Changes, silent: Changes) -> Rule:
        return Rule(f"CX_ICE_{name}", ("ICE",), severity, fires, silent)

    yield heat("SENS", "avoid", has("sensation_impaired"), has("diabetes"))
    yield heat("SENS", "avoid", has("cannot_report_heat"), has("dementia"))
    yield heat("SKIN", "avoid", has("broken_skin_at_site"), has("photosensitive"))
    yield heat("PATCH", "contraindicated", has("transdermal_patch"), has("pacemaker_icd"))
    yield heat("PATCH", "contraindicated", takes("fentanyl patch"), takes("oxycodone"))
    yield heat("PATCH", "contraindicated", takes("Butrans"), takes("morphine"))
    yield heat("RUB", "avoid", chosen("capsaicin_topical"), chosen("diclofenac_topical"))
    yield heat("RUB", "avoid", takes("capsaicin cream"), takes("diclofenac gel"))
    yield heat("ACUTE", "caution", has("blunt_injury_48h"), MINOR_FALL)
    yield heat("PREG", "caution", PREGNANT, BREASTFEEDING)
    yield heat("CA", "avoid", has("cancer_spine"), has("cancer_active"))
    yield heat("CA", "avoid", NEW_SINCE_CANCER, CANCER_AFTER_PAIN)
    yield ice("COLD", "contraindicated", has("cold_urticaria"), has("metal_allergy"))
    yield ice("COLD", "contraindicated", has("raynaud"), has("peripheral_artery_disease"))
    yield ice("COLD", "contraindicated", has("cryoglobulinaemia"), has("dvt"))
    yield ice("SENS", "avoid", has("sensation_impaired"), has("diabetes"))
    yield ice("SENS", "avoid", has("peripheral_artery_disease"), has("raynaud"))
    yield tens("PM", "contraindicated", has("pacemaker_icd"), has("arrhythmia"))
    yield tens("PREG", "avoid", PREGNANT, BREASTFEEDING)
    yield tens("EP", "avoid", has("seizure_disorder"), has("head_injury_raised_icp"))
    yield tens("SKIN", "avoid", has("broken_skin_at_site"), has("photosensitive"))
    yield tens("SKIN", "avoid", has("sensation_impaired"), has("diabetes"))
    yield tens("BLEED", "caution", has("bleeding_disorder"), takes("warfarin"))
    yield tens("CA", "avoid", NEW_SINCE_CANCER, CANCER_AFTER_PAIN)
    yield tens("PATCH", "caution", has("transdermal_patch"), has("pacemaker_icd"))


def _activity_rules() -> Iterator[Rule]:
    unstable, stable = has("cardiac_unstable"), has("established_cvd")
    high, controlled = pressure(160, 80), with_(has("hypertension"), pressure(159, 99))
    operated, implants = has("recent_spine_surgery"), has("spinal_hardware")
    yield Rule("CX_EX_CARD", TRAINING, "contraindicated", unstable, stable)
    yield Rule("CX_ACT_CARD", ("REMAIN_ACTIVE", "RETURN_TO_WORK"), "caution", unstable, stable)
    yield Rule("CX_EX_HTN", TRAINING, "caution", high, controlled)
    yield Rule("CX_EX_HTN", TRAINING, "caution", has("hypertension_uncontrolled"), has("hypertension"))
    yield Rule("CX_EX_NEURO", TRAINING, "contraindicated", big_toe(4, before=5), big_toe(4))
    yield Rule("CX_EX_NEURO", TRAINING, "contraindicated", yes("RF-C3"), yes("RF-N2"))
    yield Rule("CX_EX_OP", TRAINING, "caution", has("osteoporosis"), NOBODY_ELSE)
    yield Rule("CX_EX_OP", TRAINING, "caution", has("osteoporosis_severe"), yes("RF-F3"))
    yield Rule("CX_EX_FALLS", MOVING, "caution", has("falls_or_fracture_history"), aged(50))
    yield Rule("CX_EX_PREG", TRAINING, "caution", PREGNANT, BREASTFEEDING)
    yield Rule("CX_WALK_SURG", ("WALKING",), "caution", operated, implants)
    yield Rule("CX_EX_SURG", TAUGHT, "avoid", operated, implants)
    yield Rule("CX_AQ_SKIN", ("AQUATIC",), "avoid", has("broken_skin_at_site"), has("photosensitive"))
    yield Rule("CX_AQ_EP", ("AQUATIC",), "caution", has("seizure_disorder"), has("head_injury_raised_icp"))
    yield Rule("CX_YOGA_GLAU", ("YOGA",), "caution", has("glaucoma"), has("dementia"))
    yield Rule("CX_YOGA_GLAU", ("YOGA",), "caution", has("glaucoma_angle_closure"), has("raynaud"))
    yield Rule("CX_YOGA_GLAU", ("YOGA",), "caution", high, controlled)
    yield Rule("CX_YOGA_RAD", ("YOGA", "PILATES"), "caution", SCIATICA, PLAIN_LEG_PAIN)


def _mind_and_device_rules() -> Iterator[Rule]:
    yield Rule("CX_PSY_ACUTE", MINDS, "avoid", has("suicide_risk"), has("bipolar"))
    yield Rule("CX_PSY_ACUTE", MINDS, "avoid", has("psychosis"), has("dementia"))
    yield Rule("CX_PSY_ACUTE", MINDS, "avoid", has("active_mania"), has("ptsd_severe"))
    yield Rule("CX_MBSR_PTSD", ("MBSR", "RELAXATION"), "caution", has("ptsd_severe"), has("bipolar"))
    for limit in ("cardiac_unstable", "osteoporosis", "recent_spine_surgery", "glaucoma"):
        yield Rule("CX_MBSR_YOGA", ("MBSR",), "caution", has(limit), has("ptsd_severe"))
    for change in (SCIATICA, PREGNANT, pressure(160, 80), has("falls_or_fracture_history"), yes("RF-C1")):
        yield Rule("CX_MBSR_YOGA", ("MBSR",), "caution", change, PLAIN_LEG_PAIN)
    yield Rule("CX_LLLT_CA", ("LLLT",), "contraindicated", has("cancer_active"), CANCER_AFTER_PAIN)
    yield Rule("CX_LLLT_CA", ("LLLT",), "contraindicated", NEW_SINCE_CANCER, CANCER_AFTER_PAIN)
    yield Rule("CX_LLLT_PREG", ("LLLT",), "contraindicated", PREGNANT, BREASTFEEDING)
    yield Rule("CX_LLLT_PHOTO", ("LLLT",), "avoid", has("photosensitive"), has("broken_skin_at_site"))
    traction = ("TRACTION",)
    yield Rule("CX_TRAC_ABS", traction, "contraindicated", has("cancer_spine"), has("cancer_active"))
    yield Rule("CX_TRAC_ABS", traction, "contraindicated", has("spinal_infection"), yes("RF-I4"))
    yield Rule(
        "CX_TRAC_ABS", traction, "contraindicated", with_(aged(51), MINOR_FALL), with_(aged(50), MINOR_FALL)
    )
    yield Rule("CX_TRAC_OTH", traction, "contraindicated", has("osteoporosis_severe"), has("osteoporosis"))
    yield Rule("CX_TRAC_OTH", traction, "contraindicated", has("aaa"), has("hypertension"))
    yield Rule("CX_TRAC_OTH", traction, "contraindicated", PREGNANT, BREASTFEEDING)


def _red_flag_rules() -> Iterator[Rule]:
    work_up, emergency = NEW_SINCE_CANCER, yes("RF-C2")
    yield Rule("CX_ALL_EMERG", ALL, "contraindicated", emergency, work_up)
    yield Rule("CX_ALL_WORKUP", HELD, "contraindicated", work_up, emergency)
    yield Rule("CX_ALL_WORKUP", HELD, "contraindicated", yes("RF-I2"), yes("RF-I4"))
    yield Rule("CX_ACT_WORKUP", ("REMAIN_ACTIVE",), "caution", work_up, CANCER_AFTER_PAIN)


RULES: Final = (
    *_red_flag_rules(),
    *_smt_rules(),
    *_massage_rules(),
    *_acupuncture_rules(),
    *_heat_cold_and_current_rules(),
    *_activity_rules(),
    *_mind_and_device_rules(),
)
BLOCKING: Final = [
    rule for rule in RULES if rule.severity in ("avoid", "contraindicated") and rule.variant is None
]
WITHOUT_NEIGHBOUR: Final = {"CX_LLLT_EYE"}
"""Fires for everybody."""
