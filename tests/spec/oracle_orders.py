"""Orders, referrals and the next visit of the reference (2.8, 7, 8), written a second time.

An order is ``(due in days or None, waits for a condition)`` by its code.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tests.spec.oracle_triage import SPECIFIC_CAUSE, TriageResult, infection_source_beyond_i9
from tests.spec.oracle_visit import Visit


class Order(NamedTuple):
    due: int | None
    conditional: bool


Wish = tuple[str, int | None, bool]
"""Code, due, waits for a condition."""

NOW, ROUTINE = 0, None
DEFINITE, CONDITIONAL = False, True

CANCER_BLOODS: tuple[Wish, ...] = tuple((code, 7, DEFINITE) for code in ("esr", "crp", "cbc", "calcium"))
MRI_NOW: tuple[Wish, ...] = (("mri_lumbar", NOW, DEFINITE),)
SPINAL_INFECTION_NOW: tuple[Wish, ...] = tuple(
    (code, NOW, DEFINITE) for code in ("mri_lumbar_contrast", "esr", "crp", "cbc", "blood_cultures")
)
# "If inconclusive: CT or MRI" is a choice between two tests that the X-ray decides, so no order.
XRAY_IN_A_WEEK: tuple[Wish, ...] = (("lumbar_xray", 7, DEFINITE),)
XRAY_TOMORROW: tuple[Wish, ...] = (("lumbar_xray", 1, DEFINITE),)
AORTA: tuple[Wish, ...] = (("aortic_ultrasound", NOW, DEFINITE),)

# 2.8, the rules whose orders are the same for everybody. Without a due time of its own, an order has that of its class.
FIXED: dict[str, tuple[Wish, ...]] = {
    "TR-01": MRI_NOW,
    "TR-02": MRI_NOW,
    "TR-03": (("mri_whole_spine", NOW, DEFINITE),),
    "TR-04": MRI_NOW,
    "TR-05": MRI_NOW,
    "TR-07": MRI_NOW,
    "TR-08": (("mri_lumbar", 14, DEFINITE),),
    "TR-11": (("mri_whole_spine", 1, DEFINITE),),
    "TR-12": (("mri_whole_spine", 7, DEFINITE), *CANCER_BLOODS),
    "TR-13": (("mri_lumbar_contrast", 14, DEFINITE), *CANCER_BLOODS),
    "TR-14": (("ct_abdomen", 14, DEFINITE), *CANCER_BLOODS),
    "TR-15": CANCER_BLOODS,
    "TR-17": tuple((code, 14, DEFINITE) for code in ("esr", "crp", "cbc", "calcium")),
    "TR-21": (("mri_lumbar_contrast", 14, DEFINITE), *CANCER_BLOODS),
    "TR-22": (("trauma_imaging", NOW, DEFINITE),),
    "TR-22b": (("lumbar_xray", 7, DEFINITE),),
    "TR-23": XRAY_TOMORROW,
    "TR-24": XRAY_IN_A_WEEK,
    "TR-25": XRAY_IN_A_WEEK,
    "TR-26": XRAY_IN_A_WEEK,
    "TR-27": XRAY_TOMORROW,
    "TR-28b": XRAY_IN_A_WEEK,
    "TR-29": (("lumbar_xray", 28, DEFINITE), ("mri_lumbar", 28, CONDITIONAL)),
    "TR-30": SPINAL_INFECTION_NOW,
    "TR-31": (
        *((code, 1, DEFINITE) for code in ("esr", "crp", "cbc", "blood_cultures")),
        ("mri_lumbar_contrast", 7, CONDITIONAL),
    ),
    "TR-32": SPINAL_INFECTION_NOW,
    "TR-35b": tuple((code, 7, DEFINITE) for code in ("esr", "crp", "cbc")),
    "TR-36": (
        ("mri_lumbar_contrast", 7, DEFINITE),
        *((code, 1, DEFINITE) for code in ("esr", "crp", "cbc")),
    ),
    "TR-37": (("mri_lumbar_contrast", 7, DEFINITE),),
    "TR-39": (("hla_b27", 28, DEFINITE),),
    "TR-42": AORTA,
    "TR-43": AORTA,
    "TR-45": MRI_NOW,
}

IMAGING_CODES = {"trauma_imaging", "aortic_ultrasound", "lumbar_xray", "ct_lumbar", "ct_abdomen"} | {
    f"mri_{part}" for part in ("lumbar", "lumbar_contrast", "whole_spine", "sacroiliac")
}
SPINE_MRI = ("mri_lumbar", "mri_lumbar_contrast", "mri_whole_spine")
EXERCISE = ("EXERCISE_SUPERVISED", "EXERCISE_MOTOR_CONTROL")
NOT_A_THERAPY_OF_ITS_OWN = ("REMAIN_ACTIVE", "EDUCATION_SELFCARE", "BED_REST")


def orders(v: Visit, found: TriageResult, classification: str) -> dict[str, Order]:
    pregnant = _pregnant(v)
    merged: dict[str, Order] = {}
    for code, due, conditional in _wishes(v, found, classification):
        _keep(merged, *_in_pregnancy(code, due, conditional, pregnant=pregnant))
    # 2.8, TR-15: an X-ray and, if it is abnormal, an MRI; none beside a lumbar or whole-spine MRI, none if imaged.
    if "TR-15" in found.fired and not v.imaged:
        if not any(code in merged and not merged[code].conditional for code in SPINE_MRI):
            _keep(merged, *_in_pregnancy("lumbar_xray", 7, DEFINITE, pregnant=pregnant))
        _keep(merged, *_in_pregnancy("mri_lumbar_contrast", 7, CONDITIONAL, pregnant=pregnant))
    return merged


def _wishes(v: Visit, found: TriageResult, classification: str) -> Iterator[Wish]:
    for rule in found.fired:
        yield from FIXED.get(rule, ())
    yield from _by_the_patient(v, found)
    yield from _infection_bloods(v, found)
    yield from _for_candidates(v, found, classification)


def _by_the_patient(v: Visit, found: TriageResult) -> Iterator[Wish]:
    if found.any_of("TR-01", "TR-02", "TR-07") and v.exam.residual_ml is None:
        yield "bladder_scan", NOW, CONDITIONAL
    if "TR-06" in found.fired and not v.imaged:
        yield "mri_lumbar", 14, DEFINITE
    if "TR-44" in found.fired:
        yield "urinalysis", NOW, DEFINITE
        if v.consultation.patient.sex.value == "female" and not _known_pregnant(v):
            yield "pregnancy_test", NOW, CONDITIONAL


def _infection_bloods(v: Visit, found: TriageResult) -> Iterator[Wish]:
    """2.8, TR-33 to TR-35."""
    if not found.any_of("TR-33", "TR-34", "TR-35"):
        return
    hurried = found.any_of("TR-33", "TR-34") or infection_source_beyond_i9(v, set(found.fired))
    for code in ("esr", "crp", "cbc"):
        yield code, 2 if hurried else 7, DEFINITE
    if v.yes("RF-M4", "RF-F6"):
        yield "mri_lumbar_contrast", 7, DEFINITE
    else:
        yield "mri_lumbar_contrast", 7, CONDITIONAL
    if "TR-35" in found.fired and v.yes("RF-I9"):
        yield "igra", 7, DEFINITE


def _for_candidates(v: Visit, found: TriageResult, classification: str) -> Iterator[Wish]:
    """IM-04, IM-05, IM-06, IM-12."""
    if v.imaged:
        return
    candidate = v.consultation.problem.candidate_for_intervention
    wanted = candidate.value if candidate is not None else "not_discussed"
    if found.any_of("TR-09", "TR-10") and wanted != "no":
        yield "mri_lumbar", 14, wanted == "not_discussed"
    treated = v.course.treatment_days is not None and v.course.treatment_days >= 42
    if classification in ("radicular", "stenosis") and treated and v.course.not_improved and wanted == "yes":
        yield "mri_lumbar", ROUTINE, DEFINITE


def _known_pregnant(v: Visit) -> bool:
    status = v.consultation.patient.pregnancy.status
    return status is not None and status.value == "pregnant"


def _pregnant(v: Visit) -> bool:
    """7: pregnant, or could be (RF-O2)."""
    return _known_pregnant(v) or v.yes("RF-O2")


def _in_pregnancy(
    code: str, due: int | None, conditional: bool, *, pregnant: bool
) -> tuple[str, int | None, bool]:
    """7: no contrast; X-ray and CT only after radiology advice."""
    if pregnant and code == "mri_lumbar_contrast":
        return "mri_lumbar", due, conditional
    if pregnant and code in ("lumbar_xray", "ct_lumbar", "ct_abdomen"):
        return code, due, CONDITIONAL
    return code, due, conditional


def _keep(merged: dict[str, Order], code: str, due: int | None, conditional: bool) -> None:
    """Case format 2: one order for each code, the earliest; one without a condition replaces one with it."""
    new, old = Order(due, conditional), merged.get(code)
    if old is None or (old.conditional and not conditional):
        merged[code] = new
    elif old.conditional == conditional:
        merged[code] = Order(_earlier(old.due, due), conditional)


def _earlier(one: int | None, other: int | None) -> int | None:
    known = [due for due in (one, other) if due is not None]
    return min(known) if known else None


def imaging_order(found: dict[str, Order]) -> str:
    imaging = [order.conditional for code, order in found.items() if code in IMAGING_CODES]
    return "none" if not imaging else "conditional" if all(imaging) else "ordered"


def referrals(v: Visit, found: TriageResult, classification: str, *, hold: bool) -> dict[str, int | None]:
    merged: dict[str, int | None] = {}
    for to, due in _referral_wishes(v, found, classification, hold=hold):
        merged[to] = _earlier(merged[to], due) if to in merged else due
    return merged


def _referral_wishes(
    v: Visit, found: TriageResult, classification: str, *, hold: bool
) -> Iterator[tuple[str, int | None]]:
    emergencies = {rule for rule in found.fired if rule in EMERGENCY_RULES}
    if emergencies - {"TR-11", "TR-42", "TR-43"}:  # REF-01
        yield "emergency_department", NOW
    if "TR-11" in emergencies:
        yield "oncology_mscc", NOW
    if emergencies & {"TR-42", "TR-43"}:
        yield "ambulance_vascular", NOW
    if found.any_of("TR-06", "TR-08", "TR-09", "TR-10"):  # REF-02
        yield "spine_specialist", 14
    yield from _mental_health(v)
    if found.any_of("TR-12", "TR-13", "TR-14", "TR-21"):  # REF-09
        yield "cancer_pathway", 1 if "TR-12" in found.fired else 14
    if "TR-38" in found.fired:  # REF-10
        yield "rheumatology", ROUTINE
    if not emergencies and not hold:
        yield from _waiting(v, found, classification)


EMERGENCY_RULES = {
    *("TR-01", "TR-02", "TR-03", "TR-04", "TR-05", "TR-07", "TR-11", "TR-22", "TR-30", "TR-32"),
    *("TR-42", "TR-43", "TR-43b", "TR-45"),
}


def _waiting(v: Visit, found: TriageResult, classification: str) -> Iterator[tuple[str, int | None]]:
    """REF-03, 05, 06 and 08: not under an emergency or the hold."""
    treated = v.course.treatment_days
    refused = found.any_of("TR-06", "TR-08", "TR-09", "TR-10")
    if classification == "radicular" and not refused and v.course.not_improved and (treated or 0) >= 42:
        clock = v.course.days if v.course.days is not None else treated
        yield "spine_specialist", max(0, 84 - (clock or 0))
    if classification == "nonspecific" and (_comprehensive_care_failed(v) or _lasting_severe(v, found)):
        yield "pain_or_msk_service", ROUTINE
    if classification == "stenosis" and v.tasks_blocked and (treated or 0) >= 84:
        yield "spine_surgery", ROUTINE
    if _physiotherapy(v):
        yield "physiotherapy", 14


def _comprehensive_care_failed(v: Visit) -> bool:
    """REF-05."""
    if v.course.days is None or v.course.days <= 84 or not v.course.not_improved:
        return False
    tried = v.consultation.tried
    exercise = [t for t in tried if t.treatment in EXERCISE and (t.weeks or 0) >= 6]
    therapies = {t.treatment for t in tried if t.treatment.isupper()} - set(NOT_A_THERAPY_OF_ITS_OWN)
    medicine = any(not t.treatment.isupper() for t in tried)
    return bool(exercise) and len(therapies) >= 2 and medicine


def _lasting_severe(v: Visit, found: TriageResult) -> bool:
    """IM-08, which leads to REF-05."""
    severe = v.worst_nrs >= 7 and v.course.not_improved
    treated = v.course.treatment_days is not None and v.course.treatment_days >= 42
    return (severe or v.course.getting_worse) and treated and not _flag_of_rank_two(found)


def _flag_of_rank_two(found: TriageResult) -> bool:
    return any(rule not in ("TR-13b", "TR-18", "TR-20", "TR-28", "TR-40") for rule in found.fired)


def _physiotherapy(v: Visit) -> bool:
    """REF-08."""
    if start_back_risk(v) == "high" or (v.consultation.problem.off_work_days or 0) > 28:
        return True
    tried = {t.treatment for t in v.consultation.tried}
    lasting = v.course.days is not None and v.course.days >= 28
    return v.course.not_improved and lasting and tried.isdisjoint({*EXERCISE, "INTERDISC_REHAB"})


def start_back_risk(v: Visit) -> str | None:
    """5.1."""
    score = v.consultation.measures.now.start_back
    if score.psych is not None and score.psych >= 4:
        return "high"
    if score.total is None:
        return None
    if score.total <= 3:
        return "low"
    return "medium" if score.psych is not None else None


def _mental_health(v: Visit) -> Iterator[tuple[str, int | None]]:
    """REF-07."""
    items = v.consultation.measures.now.phq4
    positive = items is not None and (items[0] + items[1] >= 3 or items[2] + items[3] >= 3 or sum(items) >= 6)
    if positive or (worsening_open(v) and v.yes("WR-14", "WR-15")):
        yield "mental_health", 14
    if v.answers.has("suicide_risk"):
        yield "mental_health", NOW


def worsening_open(v: Visit) -> bool:
    """6, precedence 6 and 11."""
    lasting = v.course.days is not None and v.course.days >= 28 and v.course.not_improved
    return v.course.getting_worse or v.yes("WR-01") or lasting


def follow_up_due(v: Visit, found: TriageResult, placed: dict[str, Order]) -> int:
    """8, follow-up: the earliest of all that apply."""
    dates = [28]
    if found.fired & EMERGENCY_RULES:
        dates.append(0)
    if found.triage_class == "URGENT_2W" or v.exam.weak or v.yes("RF-N1"):
        dates.append(7)
    if found.fired & SPECIFIC_CAUSE:
        due = [order.due for order in placed.values() if order.due is not None]
        dates.extend([7 + min(due)] if due else [])
    if v.radicular or v.worst_nrs >= 7 or start_back_risk(v) in ("medium", "high"):
        dates.append(14)
    return min(dates)
