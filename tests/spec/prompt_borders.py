"""What is asked for beside the plan, and without what it is not signed, at the border of each, as checks.

Read from the reference on therapies (section 3.3), on medicines (2.14, 4.4, 4.5) and of the assessment (8, 9).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from desktop_app.domain.evaluation import Evaluation
from tests.spec.checks import Case, Check
from tests.spec.generated_consultations import edited, quiet
from tests.spec.visit_edits import DERMATOMAL, WOMAN, Edits, aged, answered, since, treated


class Prompted(NamedTuple):
    """Edits of a quiet consultation on both sides of a border: of a prompt or a requirement, by its id."""

    name: str
    shown: Edits
    hidden: Edits


REQUIREMENTS: Final = {
    "ONE_ORAL_NSAID": "Two oral NSAIDs",
    "NSAID_BY_ONE_ROUTE": "An oral NSAID and diclofenac gel",
    "ONE_MUSCLE_RELAXANT": "Two muscle relaxants",
    "ONE_GABAPENTINOID": "Gabapentin and pregabalin",
    "ONE_SEROTONERGIC": "Two of duloxetine, a tricyclic and tramadol",
    "CYCLOBENZAPRINE_WITH_TRICYCLIC": "Cyclobenzaprine is itself a tricyclic",
    "ONE_OPIOID": "Two opioids",
    "OPIOID_WITH_SEDATIVE": "An opioid is chosen with diazepam or a muscle relaxant",
    "OPIOID_WITH_GABAPENTINOID": "An opioid and a gabapentinoid are chosen",
    "ONE_CORTICOSTEROID": "Two corticosteroids",
    "FEWER_THAN_3_CNS_ACTIVE": "Age 65 or older: with the chosen",
    "CHRONIC_NONPHARMACOLOGIC_FIRST": "Chronic pain: choose a first-line nonpharmacologic therapy",
    "FOUR_WEEKS_MORE_THAN_A_MEDICINE": "Four weeks without improvement: add a nonpharmacologic therapy",
}
"""How the reason begins for which the signature waits."""

_RISK: Final = "measures.now.start_back"


def _chosen(*drugs: str) -> Edits:
    choices = [{"drug": drug, "dose_mg": 1, "times_per_day": 1, "days": 3} for drug in drugs]
    return {"decisions.medications": choices}


def _takes(name: str, mg: float | None = None) -> Edits:
    entry: Case = {"name": name} if mg is None else {"name": name, "dose_mg": mg, "per_day": 1}
    return {"current_medications.list": [entry]}


def _therapies(*names: str) -> Edits:
    return {"decisions.therapies": list(names)}


def _tried(drug: str, weeks: float, result: str) -> Edits:
    return {"tried": [{"treatment": drug, "weeks": weeks, "result": result}]}


def _ordered(mg: float, times: int, drug: str) -> Edits:
    return {"decisions.medications": [{"drug": drug, "dose_mg": mg, "times_per_day": times, "days": 3}]}


_NSAID: Final = _chosen("ibuprofen")
_OPIOID: Final = _chosen("oxycodone")
_URGENT: Final = answered("RF-F5")
_HIGH: Final[Edits] = {_RISK: {"total": 5, "psych": 4}}
_MEDIUM: Final[Edits] = {_RISK: {"total": 4, "psych": 3}}
_DONE: Final = _therapies("EXERCISE_SUPERVISED")


_FIRST_SCORE: Final = 7
_SCORES: Final = {"improved": 4, "unchanged": 7, "worse": 9}
_RADICULAR: Final = {"exam.leg_symptoms": "left"} | DERMATOMAL


def course(change: str, days: int, **more: Any) -> Edits:
    """So many days of pain and of treatment, and how back pain changed since it was first scored."""
    clocks = since(days) | treated(days) | more
    if change == "unknown":
        return clocks | {"problem.patient_says": None}
    return clocks | {"measures.baseline.nrs_back": _FIRST_SCORE, "measures.now.nrs_back": _SCORES[change]}


_COURSE: Final = (
    Prompted("worse_treated_as_new", course("worse", 5), course("unchanged", 5)),
    Prompted(
        "worse_treated_as_new",
        course("unknown", 5) | {"problem.patient_says": "worse"},
        course("unknown", 5),
    ),
    Prompted("four_week_improved", course("improved", 28), course("improved", 27)),
    Prompted("four_week_improved", course("improved", 83), course("improved", 84)),
    Prompted("four_week_improved", course("improved", 28), course("unchanged", 28)),
    Prompted("four_week_amount_done", course("unchanged", 28), course("unchanged", 27)),
    Prompted("four_week_amount_done", course("worse", 28), course("improved", 28)),
    Prompted("four_week_amount_done", course("unchanged", 28), course("unknown", 28)),
    Prompted("four_week_amount_done", course("unchanged", 83), course("unchanged", 84)),
    Prompted("four_week_rule", course("unknown", 28), course("unknown", 27)),
    Prompted("four_week_rule", course("unchanged", 28), course("improved", 28)),
    Prompted("twelve_week_improved", course("improved", 84), course("improved", 83)),
    Prompted("twelve_week_improved", course("improved", 84), course("unknown", 84)),
    Prompted(
        "twelve_week_specialist", course("unchanged", 84) | _RADICULAR, course("unchanged", 83) | _RADICULAR
    ),
    Prompted("twelve_week_specialist", course("worse", 84) | _RADICULAR, course("improved", 84) | _RADICULAR),
)
"""Reference on therapies, section 6.3: at four weeks, at twelve weeks, and when it is worse."""

_THREE_NEW: Final = ("REMAIN_ACTIVE", "EDUCATION_SELFCARE", "HEAT", "WALKING", "SLEEP")


def _failing() -> Iterator[Prompted]:
    """Medicines reference 4.5: after how many weeks without change a medicine has failed."""
    other = _chosen("acetaminophen")
    for drug, weeks in (("ibuprofen", 2), ("methocarbamol", 1), ("duloxetine", 8), ("gabapentin", 4)):
        for result in ("no_change", "worse"):
            yield Prompted(
                "medicine_failed",
                other | _tried(drug, weeks, result),
                other | _tried(drug, weeks - 0.5, result),
            )
    yield Prompted("nsaid_failed", _tried("ibuprofen", 2, "no_change"), _tried("ibuprofen", 1.9, "no_change"))


def _protected() -> Iterator[Prompted]:
    """Medicines reference 2.14."""
    name = "gastroprotection"
    yield Prompted(name, _NSAID | aged(65), _NSAID | aged(64))
    yield Prompted(name, _NSAID | aged(65), _NSAID | aged(65) | _takes("omeprazole"))
    for condition in ("hx_peptic_ulcer", "hx_gi_bleed", "hx_nsaid_gi_event"):
        yield Prompted(name, _NSAID | {f"conditions.{condition}": "yes"}, _NSAID)
    for product in ("aspirin 81 mg", "clopidogrel", "warfarin", "apixaban", "prednisone", "sertraline"):
        yield Prompted(name, _NSAID | _takes(product), _NSAID | _takes("amlodipine"))
    for drug, times, limit in (
        ("ibuprofen", 3, 2400),
        ("naproxen", 2, 1000),
        ("diclofenac", 2, 100),
        ("meloxicam", 1, 15),
        ("celecoxib", 2, 200),
    ):
        above = _ordered((limit + 0.5) / times, times, drug)
        yield Prompted(name, above, _ordered(limit / times, times, drug))


def _together(rule: str, first: str, second: str) -> Iterator[Prompted]:
    """Neither stands against the plan alone."""
    yield Prompted(rule, _chosen(first, second), _chosen(first))
    yield Prompted(rule, _chosen(first, second), _chosen(second))


_OPIOID_AND_GABAPENTINOID: Final = _chosen("oxycodone", "gabapentin")
_TWO_ACTIVE: Final = _chosen("duloxetine", "gabapentin") | _takes("levetiracetam")
_ONE_ACTIVE: Final = _chosen("duloxetine") | _takes("levetiracetam")
# Medicines reference 4.3, 4.4: what is not started together.
COMBINATIONS: Final = (
    *_together("ONE_ORAL_NSAID", "ibuprofen", "naproxen"),
    *_together("ONE_ORAL_NSAID", "celecoxib", "ketorolac"),
    *_together("ONE_ORAL_NSAID", "diclofenac", "meloxicam"),
    *_together("NSAID_BY_ONE_ROUTE", "ibuprofen", "diclofenac_topical"),
    *_together("ONE_MUSCLE_RELAXANT", "cyclobenzaprine", "methocarbamol"),
    *_together("ONE_MUSCLE_RELAXANT", "tizanidine", "baclofen"),
    *_together("ONE_GABAPENTINOID", "gabapentin", "pregabalin"),
    *_together("ONE_SEROTONERGIC", "duloxetine", "amitriptyline"),
    *_together("ONE_SEROTONERGIC", "tramadol", "nortriptyline"),
    *_together("CYCLOBENZAPRINE_WITH_TRICYCLIC", "cyclobenzaprine", "nortriptyline"),
    *_together("ONE_OPIOID", "tramadol", "oxycodone"),
    *_together("ONE_OPIOID", "hydrocodone_acetaminophen", "morphine"),
    *_together("OPIOID_WITH_SEDATIVE", "oxycodone", "diazepam"),
    *_together("OPIOID_WITH_SEDATIVE", "oxycodone", "tizanidine"),
    Prompted(
        "OPIOID_WITH_GABAPENTINOID",
        _OPIOID_AND_GABAPENTINOID | aged(65),
        _OPIOID_AND_GABAPENTINOID | aged(64),
    ),
    Prompted(
        "OPIOID_WITH_GABAPENTINOID",
        _OPIOID_AND_GABAPENTINOID | _takes("morphine", 48.5),
        _OPIOID_AND_GABAPENTINOID | _takes("morphine", 48),
    ),
    *_together("ONE_CORTICOSTEROID", "prednisone", "methylprednisolone"),
    Prompted("FEWER_THAN_3_CNS_ACTIVE", _TWO_ACTIVE | aged(65), _TWO_ACTIVE | aged(64)),
    Prompted("FEWER_THAN_3_CNS_ACTIVE", _TWO_ACTIVE | aged(65), _ONE_ACTIVE | aged(65)),
)

PROMPTS: Final = (
    Prompted("test_date", _URGENT, {}),
    Prompted("scope_pregnancy", WOMAN | {"patient.pregnancy.status": "pregnant"}, WOMAN),
    Prompted("four_week_rule", since(28), since(27)),
    Prompted("four_week_rule", since(20) | treated(28), since(20) | treated(27)),
    Prompted("four_week_rule", since(28), since(28) | {"problem.patient_says": "better"}),
    Prompted("nonpharmacologic_first", since(85), since(84)),
    Prompted("mental_health_screen", _HIGH, _MEDIUM),
    Prompted("cardiac_clearance", {"conditions.cardiac_unstable": "yes"}, {}),
    Prompted("naloxone_offer", _takes("morphine", 50), _takes("morphine", 49)),
    Prompted("naloxone_offer", _OPIOID | {"conditions.copd": "yes"}, _OPIOID),
    Prompted("naloxone_offer", _OPIOID | _takes("lorazepam"), _OPIOID),
    Prompted("pdmp_check", _OPIOID, _NSAID),
    Prompted("pdmp_check", _takes("morphine", 10), {}),
    Prompted("combine_with_exercise", _therapies("SMT"), _therapies("SMT", "EXERCISE_SUPERVISED")),
    *_protected(),
    Prompted("nsaid_recheck", _NSAID | aged(65), _NSAID | aged(64)),
    Prompted("nsaid_recheck", _NSAID | {"labs.egfr": 59}, _NSAID | {"labs.egfr": 60}),
    Prompted("nsaid_recheck", _NSAID | {"conditions.hypertension": "yes"}, _NSAID),
    Prompted("nsaid_recheck", _NSAID | _takes("lisinopril"), _NSAID | _takes("amlodipine")),
    *_failing(),
    Prompted("opioid_agreement", _OPIOID, _NSAID),
    Prompted("nsaid_with_duloxetine", _chosen("ibuprofen", "duloxetine"), _NSAID),
    Prompted("opioid_with_gabapentinoid", _chosen("oxycodone", "gabapentin"), _OPIOID),
    Prompted("two_sedating_medicines", _chosen("cyclobenzaprine", "gabapentin"), _chosen("gabapentin")),
    Prompted("two_sedating_medicines", _chosen("nortriptyline", "diazepam"), _chosen("diazepam")),
    *_COURSE,
    Prompted("many_new_therapies", _therapies(*_THREE_NEW, "ERGONOMICS"), _therapies(*_THREE_NEW)),
    *COMBINATIONS,
    Prompted("CHRONIC_NONPHARMACOLOGIC_FIRST", _NSAID | since(85), _NSAID | since(84)),
    Prompted("CHRONIC_NONPHARMACOLOGIC_FIRST", _NSAID | since(85), _NSAID | since(85) | _DONE),
    Prompted(
        "FOUR_WEEKS_MORE_THAN_A_MEDICINE",
        _NSAID | since(28) | {"problem.patient_says": "same"},
        _NSAID | since(27) | {"problem.patient_says": "same"},
    ),
    Prompted("FOUR_WEEKS_MORE_THAN_A_MEDICINE", _NSAID | since(28), _NSAID | since(27)),
    Prompted("FOUR_WEEKS_MORE_THAN_A_MEDICINE", _NSAID | since(28), _NSAID | since(28) | _DONE),
    Prompted(
        "FOUR_WEEKS_MORE_THAN_A_MEDICINE", _NSAID | since(20) | treated(28), _NSAID | since(20) | treated(27)
    ),
)


def _is_shown(name: str) -> Callable[[Evaluation], object]:
    def found(evaluation: Evaluation) -> object:
        if name in REQUIREMENTS:
            return any(reason.startswith(REQUIREMENTS[name]) for reason in evaluation.blocking)
        return name in {prompt.id for prompt in evaluation.prompts}

    return found


SHOWN: Final = tuple(
    Check(item.name, edited(quiet(), item.shown), _is_shown(item.name), True) for item in PROMPTS
)
HIDDEN: Final = tuple(
    Check(item.name, edited(quiet(), item.hidden), _is_shown(item.name), False) for item in PROMPTS
)
