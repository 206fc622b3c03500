"""What each fact of the patient changes in the dose of a medicine, at its border and just beside it.

Read from the clinical reference on medicines, sections 1.2 to 1.5; nothing here is read from the content. Of several
limits the lowest counts. What a patient's row does not name is as for everyone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from tests.spec.medication_rules.patients import Traits
from tests.spec.medication_rules.rows import FEMALE

Changes = dict[str, Any]


class Border(NamedTuple):
    """A medicine, a patient, and the figures that differ from those for everyone."""

    drug: str
    traits: Traits
    changes: Changes


CHRONIC: Final = 85
_LIVER: Final[tuple[Traits, ...]] = (
    {"yes": "cirrhosis"},
    {"yes": "chronic_liver_disease"},
    {"child_pugh": "A"},
    {"child_pugh": "B"},
    {"child_pugh": "C"},
)


def _each(drug: str, patients: tuple[Traits, ...], changes: Changes) -> Iterator[Border]:
    return (Border(drug, traits, changes) for traits in patients)


# 1.3, the table of daily maxima; 15 mg/kg in one dose below 50 kg, and without food for long.
_LOW: Final = (500, 3, 7)
_SPREAD: Final = (500, 4, 7)
_ACETAMINOPHEN: Final = (
    *_each("acetaminophen", ({"age": 64}, {"weight": 50}, {"egfr": 30}), {}),
    Border("acetaminophen", {"age": 65}, {"first": _SPREAD, "daily": 3000}),
    Border("acetaminophen", {"weight": 49.99}, {"first": _LOW, "daily": 2999.4, "single": 749.85}),
    Border("acetaminophen", {"weight": 40}, {"first": _LOW, "daily": 2400, "single": 600}),
    Border("acetaminophen", {"weight": 34}, {"first": _LOW, "daily": 2040, "single": 510}),
    Border("acetaminophen", {"weight": 33}, {"first": (325, 3, 7), "daily": 1980, "single": 495}),
    *_each(
        "acetaminophen",
        ({"egfr": 29}, {"yes": "dialysis"}),
        {"first": _SPREAD, "daily": 3000, "usual": 4},
    ),
    *_each(
        "acetaminophen",
        (*_LIVER, {"yes": "alcohol_heavy"}, {"yes": "malnutrition"}),
        {"first": _LOW, "daily": 2000},
    ),
    Border("acetaminophen", {"yes": "cirrhosis", "age": 80}, {"first": _LOW, "daily": 2000}),
    Border(
        "acetaminophen",
        {"yes": "malnutrition", "weight": 60},
        {"first": _LOW, "daily": 2000, "single": 900},
    ),
    Border("acetaminophen", {"yes": "aerd"}, {"first": _SPREAD, "single": 650}),
    *_each(
        "acetaminophen",
        ({"takes": "warfarin"}, {"sex": FEMALE, "pregnancy": "pregnant"}),
        {"first": _SPREAD},
    ),
)

# 1.2: every 4 weeks in chronic pain, but no prolonged course from 65 years or below eGFR 60. "A few days" with an
# eGFR of 30 to 59 are three, which is this application's own reading.
_FEW_DAYS: Final = {
    "ibuprofen": (200, 3, 3),
    "naproxen": (250, 2, 3),
    "diclofenac": (50, 2, 3),
    "meloxicam": (7.5, 1, 3),
    "celecoxib": (100, 2, 3),
}
_OLDER: Final[dict[str, Changes]] = {
    "ibuprofen": {"first": (200, 3, 7), "daily": 1200},
    "naproxen": {},
    "diclofenac": {"daily": 100, "often": 2},
    "meloxicam": {"daily": 7.5},
    "celecoxib": {},
}
_OF_CHRONIC_PAIN: Final[dict[str, Changes]] = {"ibuprofen": {"first": (200, 3, 7)}}


def _of_each_nsaid() -> Iterator[Border]:
    for drug, few_days in _FEW_DAYS.items():
        older, chronic = _OLDER[drug], _OF_CHRONIC_PAIN.get(drug, {})
        dialysis = {"daily": 7.5} if drug == "meloxicam" else {}
        yield from _each(drug, ({"age": 64}, {"egfr": 60}, {"days": CHRONIC - 1}), {})
        yield Border(drug, {"age": 65}, older)
        yield Border(drug, {"egfr": 59}, {"first": few_days})
        yield Border(drug, {"yes": "dialysis"}, {"first": few_days} | dialysis)
        yield Border(drug, {"days": CHRONIC, "age": 64, "egfr": 60}, {"days": 28} | chronic)
        yield Border(drug, {"days": CHRONIC, "age": 65}, older | chronic)
        yield Border(drug, {"days": CHRONIC, "egfr": 59}, {"first": few_days})


_SLOW: Final = "cyp2c9_poor_metaboliser"
_NSAIDS: Final = (
    *_of_each_nsaid(),
    *_each(
        "ibuprofen",
        ({"yes": "cv_risk_factors"}, {"sex": FEMALE, "pregnancy": "pregnant"}),
        {"first": (200, 3, 7)},
    ),
    Border("diclofenac", {"takes": "fluconazole"}, {"daily": 100}),
    *_each("meloxicam", ({"yes": _SLOW}, {"takes": "fluconazole"}), {"daily": 7.5}),
    *_each("celecoxib", ({"weight": 50}, {"child_pugh": "A"}), {}),
    *_each(
        "celecoxib",
        ({"weight": 49}, {"child_pugh": "B"}, {"child_pugh": "C"}, {"takes": "fluconazole"}),
        {"daily": 200},
    ),
    Border("celecoxib", {"yes": _SLOW, "egfr": 60}, {"first": (50, 2, 7), "daily": 100}),
    *_each(
        "celecoxib",
        ({"yes": _SLOW, "egfr": 59}, {"yes": f"{_SLOW} dialysis"}),
        {"first": (50, 2, 3), "daily": 100},
    ),
)

# 1.4; with an NSAID up to 7 days (4.4).
_CHOSEN_NSAID: Final[Traits] = {
    "chosen": ({"drug": "naproxen", "dose_mg": 250, "times_per_day": 2, "days": 7},)
}
_SMALLER: Final = {"cyclobenzaprine": (5, 1, 7), "methocarbamol": (500, 3, 7), "baclofen": (5, 1, 7)}
_RELAXANTS: Final = (
    *(
        border
        for drug in (*_SMALLER, "tizanidine")
        for border in _each(drug, ({"takes": "naproxen"}, _CHOSEN_NSAID), {"days": 7})
    ),
    *(Border(drug, {"age": 64}, {}) for drug in _SMALLER),
    *(Border(drug, {"age": 65}, {"first": first}) for drug, first in _SMALLER.items()),
    *_each("cyclobenzaprine", _LIVER, {"first": (5, 1, 7)}),
    *_each("tizanidine", ({"age": 65}, {"crcl_ml_min": 25}), {}),
    *_each("tizanidine", ({"crcl_ml_min": 24}, {"yes": "dialysis"}), {"single": 2}),
    Border("baclofen", {"egfr": 60}, {}),
    *_each("baclofen", ({"egfr": 59}, {"yes": "dialysis"}), {"first": (5, 1, 7)}),
)
_ANTIDEPRESSANTS: Final = (
    *_each("duloxetine", ({"age": 65}, {"crcl_ml_min": 30}), {}),
    Border("duloxetine", {"takes": "bupropion"}, {"single": 30, "daily": 30}),
)

# 1.4, the table of kidney bands: start at the lowest total of the row, below 15 in proportion.
_GABAPENTIN_59: Final = {"least": 400, "daily": 1400, "usual": 2, "often": 2}
_GABAPENTIN_30: Final = {"first": (200, 1, 28), "least": 200, "daily": 700, "usual": 1, "often": 1}
_GABAPENTIN_15: Final = {"first": (100, 1, 28), "least": 100, "daily": 300, "usual": 1, "often": 1}
_PREGABALIN_59: Final = {"first": (25, 3, 28), "least": 75, "daily": 150, "usual": 3}
_PREGABALIN_29: Final = {"first": (25, 1, 28), "least": 25, "daily": 75, "usual": 1, "often": 2}
_GABAPENTINOIDS: Final = (
    *_each("gabapentin", ({"age": 64}, {"crcl_ml_min": 60}), {}),
    Border("gabapentin", {"age": 65}, {"first": (100, 1, 28)}),
    Border("gabapentin", {"age": 65, "crcl_ml_min": 59}, _GABAPENTIN_59 | {"first": (100, 1, 28)}),
    *_each(
        "gabapentin", ({"crcl_ml_min": 59}, {"crcl_ml_min": 31}), _GABAPENTIN_59 | {"first": (200, 2, 28)}
    ),
    *_each("gabapentin", ({"crcl_ml_min": 30}, {"crcl_ml_min": 16}, {"crcl_ml_min": 15.5}), _GABAPENTIN_30),
    *_each("gabapentin", ({"crcl_ml_min": 15}, {"yes": "dialysis"}), _GABAPENTIN_15),
    Border("gabapentin", {"crcl_ml_min": 14.96}, _GABAPENTIN_15 | {"daily": 20 * 14.96, "least": None}),
    Border("gabapentin", {"crcl_ml_min": 10}, _GABAPENTIN_15 | {"daily": 200, "least": None}),
    Border(
        "gabapentin",
        {"crcl_ml_min": 4},
        _GABAPENTIN_15 | {"first": (80, 1, 28), "daily": 80, "least": None},
    ),
    *_each("pregabalin", ({"age": 64}, {"crcl_ml_min": 60}), {}),
    Border("pregabalin", {"age": 65}, {"first": (25, 1, 28)}),
    *_each("pregabalin", ({"crcl_ml_min": 59}, {"crcl_ml_min": 30}), _PREGABALIN_59),
    *_each("pregabalin", ({"crcl_ml_min": 29}, {"crcl_ml_min": 15}), _PREGABALIN_29),
    *_each("pregabalin", ({"crcl_ml_min": 14}, {"yes": "dialysis"}), _PREGABALIN_29 | {"often": 1}),
)

# 1.5; one half of the start dose where the reference says one third to one half.
_HALF: Final = {
    "oxycodone": (2.5, 4, 3),
    "hydrocodone_acetaminophen": (2.5, 4, 3),
    "morphine": (3.75, 4, 3),
}
_REDUCED: Final[tuple[Traits, ...]] = ({"age": 65}, {"crcl_ml_min": 59}, {"yes": "dialysis"}, *_LIVER)
_CIRRHOSIS: Final[tuple[Traits, ...]] = ({"yes": "cirrhosis"}, {"child_pugh": "A"})
_OPIOIDS: Final = (
    *_each("tramadol", ({"age": 75}, {"crcl_ml_min": 30}), {}),
    Border("tramadol", {"age": 76}, {"daily": 300}),
    *_each(
        "tramadol",
        ({"crcl_ml_min": 29}, {"yes": "dialysis"}, {"crcl_ml_min": 29, "age": 76}),
        {"daily": 200, "usual": 2, "often": 2},
    ),
    *_each("tramadol", _CIRRHOSIS, {"single": 50, "daily": 100, "usual": 2, "often": 2}),
    *(
        border
        for drug, half in _HALF.items()
        for border in (
            *_each(drug, ({"age": 64}, {"crcl_ml_min": 60}), {}),
            *_each(drug, _REDUCED, {"first": half}),
        )
    ),
)

BORDERS: Final = (
    *_ACETAMINOPHEN,
    *_NSAIDS,
    *_RELAXANTS,
    *_ANTIDEPRESSANTS,
    *_GABAPENTINOIDS,
    *_OPIOIDS,
)
