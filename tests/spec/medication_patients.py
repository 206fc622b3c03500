"""Patients for the rules on medicines, as plain case data: everything that is not named stays unanswered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

Case = dict[str, Any]

VISIT: Final = date(2026, 11, 20)
_LABS: Final = ("egfr", "crcl_ml_min", "bp_systolic", "bp_diastolic", "child_pugh")
_RADICULAR: Final = {
    "performed": "yes",
    "leg_symptoms": "left",
    "leg_pain_dermatomal": "yes",
    "straight_leg_raise": {"left": "positive", "right": "negative"},
}


def patient(
    *,
    age: int = 40,
    sex: str = "male",
    weight: float | None = None,
    pregnancy: str | None = None,
    weeks: tuple[int, int] | None = None,
    breastfeeding: str | None = None,
    days: int | None = None,
    radicular: bool = False,
    yes: str = "",
    no: str = "",
    answers: str = "",
    takes: str | tuple[Any, ...] = (),
    stopped: tuple[tuple[str, int], ...] = (),
    allergic: str = "",
    chosen: tuple[Case, ...] = (),
    **labs: float | str,
) -> Case:
    """A patient turned ``age`` today. ``yes``/``no`` are condition keys, ``answers`` question codes answered yes.

    ``takes``: names separated by commas, or entries with a dose; ``stopped``: names with days ago; ``days``: since onset.
    """
    assert labs.keys() <= set(_LABS), labs
    names = takes.split(", ") if isinstance(takes, str) else takes
    medicines = [each if isinstance(each, dict) else {"name": each} for each in names if each]
    medicines += [
        {"name": name, "stopped_on": (VISIT - timedelta(days=ago)).isoformat()} for name, ago in stopped
    ]
    person: Case = {
        "birth_date": VISIT.replace(year=VISIT.year - age).isoformat(),
        "sex": sex,
        "weight_kg": weight,
        "breastfeeding": breastfeeding,
        "pregnancy": _pregnancy(pregnancy, weeks),
    }
    return {
        "format": 1,
        "visit_date": VISIT.isoformat(),
        "patient": {key: value for key, value in person.items() if value is not None},
        "problem": {} if days is None else {"onset_date": (VISIT - timedelta(days=days)).isoformat()},
        "answers": dict.fromkeys(answers.split(), "yes"),
        "exam": _RADICULAR if radicular else {},
        "labs": labs,
        "conditions": {**dict.fromkeys(yes.split(), "yes"), **dict.fromkeys(no.split(), "no")},
        "allergies": {"list": [allergic] if allergic else []},
        "current_medications": {"list": medicines},
        "decisions": {"medications": list(chosen)},
    }


def with_each_condition(keys: str, **others: Any) -> list[Case]:
    """One patient for each condition."""
    return [patient(yes=key, **others) for key in keys.split()]


def with_each_medicine(names: str, **others: Any) -> list[Case]:
    """One patient for each current medicine."""
    return [patient(takes=(name,), **others) for name in names.split(", ")]


def _pregnancy(status: str | None, weeks: tuple[int, int] | None) -> Case:
    if weeks is not None:
        return {"status": "pregnant", "weeks": weeks[0], "days": weeks[1]}
    return {} if status is None else {"status": status}
