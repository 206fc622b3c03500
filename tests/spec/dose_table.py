"""Daily limits at their borders and first doses, from the reference on medicines.

Nothing here is read from the content.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from desktop_app.domain.evaluation import DoseRange, Evaluation
from tests.spec.checks import Check
from tests.spec.medication_rules.patients import Traits, patient

LIMITS: Final[tuple[tuple[str, Traits, float], ...]] = (
    ("acetaminophen", {}, 4000),
    ("acetaminophen", {"age": 64}, 4000),
    ("acetaminophen", {"age": 65}, 3000),
    ("acetaminophen", {"weight": 50}, 4000),
    ("acetaminophen", {"weight": 49}, 2940),
    ("acetaminophen", {"weight": 40}, 2400),
    ("acetaminophen", {"egfr": 30}, 4000),
    ("acetaminophen", {"egfr": 29}, 3000),
    ("acetaminophen", {"yes": "dialysis"}, 3000),
    ("acetaminophen", {"child_pugh": "A"}, 2000),
    ("acetaminophen", {"yes": "chronic_liver_disease", "age": 80}, 2000),
    ("acetaminophen", {"yes": "alcohol_heavy"}, 2000),
    ("acetaminophen", {"yes": "malnutrition"}, 2000),
    ("acetaminophen", {"takes": "warfarin"}, 4000),
    ("ibuprofen", {"age": 64}, 2400),
    ("ibuprofen", {"age": 65}, 1200),
    ("naproxen", {}, 1000),
    ("diclofenac", {"age": 64}, 150),
    ("diclofenac", {"age": 65}, 100),
    ("meloxicam", {"age": 64}, 15),
    ("meloxicam", {"age": 65}, 7.5),
    ("celecoxib", {"weight": 50}, 400),
    ("celecoxib", {"weight": 49}, 200),
    ("celecoxib", {"child_pugh": "B"}, 200),
    ("celecoxib", {"yes": "cyp2c9_poor_metaboliser"}, 100),
    ("cyclobenzaprine", {}, 30),
    ("methocarbamol", {}, 4000),
    ("tizanidine", {}, 12),
    ("baclofen", {}, 30),
    ("duloxetine", {}, 60),
    ("duloxetine", {"takes": "bupropion"}, 30),
    ("gabapentin", {}, 3600),
    ("gabapentin", {"crcl_ml_min": 60}, 3600),
    ("gabapentin", {"crcl_ml_min": 59}, 1400),
    ("gabapentin", {"crcl_ml_min": 31}, 1400),
    ("gabapentin", {"crcl_ml_min": 30}, 700),
    ("gabapentin", {"crcl_ml_min": 16}, 700),
    ("gabapentin", {"crcl_ml_min": 15}, 300),
    ("gabapentin", {"yes": "dialysis"}, 300),
    ("pregabalin", {"crcl_ml_min": 60}, 300),
    ("pregabalin", {"crcl_ml_min": 59}, 150),
    ("pregabalin", {"crcl_ml_min": 30}, 150),
    ("pregabalin", {"crcl_ml_min": 29}, 75),
    ("pregabalin", {"crcl_ml_min": 15}, 75),
    ("tramadol", {"age": 75}, 400),
    ("tramadol", {"age": 76}, 300),
    ("tramadol", {"crcl_ml_min": 30}, 400),
    ("tramadol", {"crcl_ml_min": 29, "age": 76}, 200),
    ("tramadol", {"yes": "cirrhosis"}, 100),
)
FIRST_DOSES: Final[tuple[tuple[str, Traits, tuple[float, int]], ...]] = (
    ("acetaminophen", {"yes": "aerd"}, (500, 4)),
    ("acetaminophen", {"weight": 34}, (500, 3)),
    ("acetaminophen", {"weight": 33}, (325, 3)),
    ("ibuprofen", {}, (400, 3)),
    ("ibuprofen", {"age": 65}, (200, 3)),
    ("naproxen", {"age": 65}, (250, 2)),
    ("cyclobenzaprine", {}, (5, 3)),
    ("tizanidine", {"age": 65}, (2, 1)),
    ("baclofen", {}, (5, 3)),
    ("baclofen", {"egfr": 59}, (5, 1)),
    ("duloxetine", {}, (30, 1)),
    ("gabapentin", {"age": 64}, (300, 3)),
    ("gabapentin", {"age": 65}, (100, 1)),
    ("gabapentin", {"crcl_ml_min": 59}, (200, 2)),
    ("gabapentin", {"crcl_ml_min": 30}, (200, 1)),
    ("pregabalin", {}, (75, 2)),
    ("pregabalin", {"age": 65}, (25, 1)),
    ("pregabalin", {"crcl_ml_min": 59}, (25, 3)),
    ("oxycodone", {"age": 64}, (5, 4)),
    ("oxycodone", {"age": 65}, (2.5, 4)),
    ("morphine", {"crcl_ml_min": 59}, (3.75, 4)),
    ("tramadol", {}, (25, 1)),
)


def dose_of(drug: str) -> Callable[[Evaluation], DoseRange]:
    """The doses of a medicine that are open to the patient."""

    def found(evaluation: Evaluation) -> DoseRange:
        [dose] = [item.dose for item in evaluation.medications if item.drug == drug]
        assert dose is not None
        return dose

    return found


def _most(drug: str) -> Callable[[Evaluation], object]:
    return lambda evaluation: dose_of(drug)(evaluation).max_mg_per_day


def _first(drug: str) -> Callable[[Evaluation], object]:
    def found(evaluation: Evaluation) -> object:
        dose = dose_of(drug)(evaluation)
        return dose.default_dose_mg, dose.default_times_per_day

    return found


DAILY_MAXIMA: Final = tuple(
    Check(drug, patient(**traits), _most(drug), most) for drug, traits, most in LIMITS
)
FIRST: Final = tuple(Check(drug, patient(**traits), _first(drug), dose) for drug, traits, dose in FIRST_DOSES)
