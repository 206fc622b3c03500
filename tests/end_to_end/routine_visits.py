"""Seeded routine visits: one to three medicines, one to five therapies, whatever else makes a handout long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any, NamedTuple

from desktop_app.domain.consultation import Consultation
from desktop_app.domain.errors import PlanRefusedError
from desktop_app.engine.evaluate import evaluate
from desktop_app.engine.planning import compose_plan
from tests.unit.engine.plan_cases import SIGNED_AT, compiled, context, visit

_MEDICINES: tuple[dict[str, Any], ...] = (
    {"drug": "acetaminophen", "dose_mg": 650, "times_per_day": 3},
    {"drug": "ibuprofen", "dose_mg": 400, "times_per_day": 3},
    {"drug": "naproxen", "dose_mg": 250, "times_per_day": 2},
    {"drug": "celecoxib", "dose_mg": 100, "times_per_day": 2},
    {"drug": "duloxetine", "dose_mg": 30, "times_per_day": 1},
    {"drug": "cyclobenzaprine", "dose_mg": 5, "times_per_day": 3},
    {"drug": "gabapentin", "dose_mg": 100, "times_per_day": 3},
    {"drug": "diclofenac_topical", "times_per_day": 4},
    {"drug": "lidocaine_topical", "times_per_day": 1},
)
_THERAPIES = (
    *("REMAIN_ACTIVE", "EDUCATION_SELFCARE", "WALKING", "HEAT", "EXERCISE_SUPERVISED", "YOGA", "TAI_CHI"),
    *("PILATES", "CBT", "MBSR", "RELAXATION", "SMT", "ACUPUNCTURE", "MASSAGE", "SLEEP", "ERGONOMICS"),
)
_CONDITIONS = ("smoker", "sleep_problem", "sitting_job", "osteoporosis", "hypertension")
_RISKS = ({"total": 2, "psych": 1}, {"total": 5, "psych": 2}, {"total": 6, "psych": 4})


class RoutineVisit(NamedTuple):
    """A visit whose plan can be signed."""

    visit: Consultation
    medicines: int


def routine_visits(seed: int, count: int) -> Iterator[RoutineVisit]:
    """``count`` of them; what the checks refuse is left out."""
    random = Random(seed)
    while count:
        medicines = random.sample(_MEDICINES, random.choice((1, 1, 2, 2, 3)))
        therapies = random.sample(_THERAPIES, random.randint(1, 5))
        drawn = visit(_changes(random, [{**each, "days": 7} for each in medicines], therapies))
        if _can_be_signed(drawn):
            yield RoutineVisit(drawn, len(medicines))
            count -= 1


def _changes(random: Random, medicines: list[dict[str, Any]], therapies: list[str]) -> dict[str, Any]:
    onset = SIGNED_AT.date() - timedelta(days=random.choice((5, 20, 40, 60, 120, 400)))
    nerve_root = {
        "leg_symptoms": "left",
        "leg_pain_dermatomal": "yes",
        "straight_leg_raise": {"left": "positive"},
    }
    return {
        "patient": {"birth_date": f"{random.randint(1945, 2003)}-05-02"},
        "problem": {"onset_date": onset.isoformat(), "works": random.choice(("yes", "no"))},
        "measures": {"now": {"start_back": random.choice(_RISKS)}},
        "conditions": {name: "yes" for name in _CONDITIONS if random.random() < 0.15},
        "exam": nerve_root if random.random() < 0.25 else {},
        "decisions": {"medications": medicines, "therapies": therapies},
    }


def _can_be_signed(drawn: Consultation) -> bool:
    try:
        compose_plan(drawn, evaluate(drawn, compiled()), compiled(), context())
    except PlanRefusedError:
        return False
    return True
