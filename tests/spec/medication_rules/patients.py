"""Patients for the rules on medicines, as plain case data: everything that is not named stays unanswered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final, TypedDict, Unpack

Case = dict[str, Any]

VISIT: Final = date(2026, 11, 20)
_LABS: Final = ("egfr", "crcl_ml_min", "bp_systolic", "bp_diastolic", "child_pugh")
_STOPPED_WITHIN: Final = (("phenelzine", 14), ("selegiline", 0))
_STOPPED_BEFORE: Final = (("phenelzine", 15), ("linezolid", 3))
_RADICULAR: Final = {
    "performed": "yes",
    "leg_symptoms": "left",
    "leg_pain_dermatomal": "yes",
    "straight_leg_raise": {"left": "positive", "right": "negative"},
}


class Traits(TypedDict, total=False):
    """What is known of a patient. ``yes``/``no`` are condition keys, ``answers`` question codes answered yes.

    ``takes``: names separated by commas, or entries with a dose; ``stopped``: names with days ago; ``days``: since
    onset; ``weeks``: of pregnancy, with days.
    """

    age: int
    sex: str
    weight: float
    pregnancy: str
    weeks: tuple[int, int]
    breastfeeding: str
    days: int
    radicular: bool
    yes: str
    no: str
    answers: str
    takes: str | tuple[Any, ...]
    stopped: tuple[tuple[str, int], ...]
    allergic: str
    chosen: tuple[Case, ...]
    egfr: float
    crcl_ml_min: float
    bp_systolic: int
    bp_diastolic: int
    child_pugh: str


def patient(**traits: Unpack[Traits]) -> Case:
    """A man of 40 years but for his ``traits``; whoever has an age turns that age today."""
    days = traits.get("days")
    allergy = traits.get("allergic")
    return {
        "format": 1,
        "visit_date": VISIT.isoformat(),
        "patient": _person(traits),
        "problem": {} if days is None else {"onset_date": _days_ago(days)},
        "answers": dict.fromkeys(traits.get("answers", "").split(), "yes"),
        "exam": _RADICULAR if traits.get("radicular") else {},
        "labs": {key: value for key, value in traits.items() if key in _LABS},
        "conditions": {
            **dict.fromkeys(traits.get("yes", "").split(), "yes"),
            **dict.fromkeys(traits.get("no", "").split(), "no"),
        },
        "allergies": {"list": [] if allergy is None else [allergy]},
        "current_medications": {"list": _medicines(traits)},
        "decisions": {"medications": list(traits.get("chosen", ()))},
    }


def with_each_condition(keys: str, **others: Unpack[Traits]) -> list[Case]:
    """One patient for each condition."""
    return [_with(others, {"yes": key}) for key in keys.split()]


def with_each_medicine(names: str, **others: Unpack[Traits]) -> list[Case]:
    """One patient for each current medicine."""
    return [_with(others, {"takes": (name,)}) for name in names.split(", ")]


def maoi_within(now: str = "phenelzine, linezolid") -> tuple[list[Case], list[Case]]:
    """At and beside the border of the rules on MAOIs: taken now, or stopped 14 days ago."""
    fires = [*with_each_medicine(now), *(patient(stopped=((name, ago),)) for name, ago in _STOPPED_WITHIN)]
    return fires, [patient(stopped=((name, ago),)) for name, ago in _STOPPED_BEFORE] + [
        patient(takes="lithium")
    ]


def on_morphine(mg: float, per_day: float) -> Case:
    return patient(takes=({"name": "morphine", "dose_mg": mg, "per_day": per_day},))


def _with(traits: Traits, more: Traits) -> Case:
    joined: Traits = {**traits, **more}
    return patient(**joined)


def _person(traits: Traits) -> Case:
    weeks, status = traits.get("weeks"), traits.get("pregnancy")
    pregnancy: Case = {} if status is None else {"status": status}
    if weeks is not None:
        pregnancy = {"status": "pregnant", "weeks": weeks[0], "days": weeks[1]}
    return {
        "birth_date": VISIT.replace(year=VISIT.year - traits.get("age", 40)).isoformat(),
        "sex": traits.get("sex", "male"),
        "pregnancy": pregnancy,
        **({"weight_kg": traits["weight"]} if "weight" in traits else {}),
        **({"breastfeeding": traits["breastfeeding"]} if "breastfeeding" in traits else {}),
    }


def _medicines(traits: Traits) -> list[Case]:
    takes = traits.get("takes", ())
    listed = takes.split(", ") if isinstance(takes, str) else takes
    current = [each if isinstance(each, dict) else {"name": each} for each in listed]
    return [
        *current,
        *({"name": name, "stopped_on": _days_ago(ago)} for name, ago in traits.get("stopped", ())),
    ]


def _days_ago(days: int) -> str:
    return (VISIT - timedelta(days=days)).isoformat()
