"""Which medicines are suggested in which order, and what the daily totals are, as checks.

Read from the reference on medicines: 4.1 to 4.3 (order), 4.4 (how many), 5.4 (morphine equivalents), 3 (aspirin).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from desktop_app.domain.evaluation import Evaluation
from tests.spec.checks import Case, Check
from tests.spec.generated_consultations import edited, quiet
from tests.spec.visit_edits import DERMATOMAL, Edits, aged, since

ABOUT: Final = "SELECTION"
_WALKED: Final[Edits] = {"tried": [{"treatment": "WALKING", "weeks": 4, "result": "no_change"}]}
_NOTHING_ELSE: Final[Edits] = {
    "measures.now.nrs_back": 6,
    "conditions_reviewed": "yes",
    "allergies.reviewed": "yes",
    "current_medications.reviewed": "yes",
    "labs": {"egfr": 90},
}
_ACUTE: Final = since(10)
_SUBACUTE: Final = since(28)
_CHRONIC: Final = since(85) | _WALKED
_LEG: Final = DERMATOMAL | {"exam.leg_symptoms": "left"}
_HEART: Final[Edits] = {"conditions.cv_risk_factors": "yes"}

_PRESSURE: Final[Edits] = {"conditions.hypertension": "yes"}
_ASTHMA: Final[Edits] = {"conditions.asthma": "yes"}

_TOPICALS: Final = ["diclofenac_topical", "lidocaine_topical", "capsaicin_topical"]
_OTHER_NSAIDS: Final = ["celecoxib", "meloxicam"]
_ACUTE_LIST: Final = ["ibuprofen", "naproxen", "acetaminophen", *_TOPICALS]
_RELAXANTS: Final = ["methocarbamol", "cyclobenzaprine"]
_CHRONIC_LIST: Final = [
    *("ibuprofen", "naproxen", "duloxetine", "diclofenac_topical", "capsaicin_topical"),
    *("lidocaine_topical", "acetaminophen"),
]
_CHRONIC_LEG_LIST: Final = ["ibuprofen", "naproxen", "duloxetine", *_TOPICALS, "acetaminophen"]

ORDERS: Final[tuple[tuple[Edits, list[str]], ...]] = (
    (_ACUTE, [*_ACUTE_LIST, *_RELAXANTS, *_OTHER_NSAIDS]),
    (since(27), [*_ACUTE_LIST, *_RELAXANTS, *_OTHER_NSAIDS]),
    (_SUBACUTE, [*_ACUTE_LIST, *_OTHER_NSAIDS]),
    ({"problem.onset_date": None}, [*_ACUTE_LIST, *_OTHER_NSAIDS]),
    (_ACUTE | _LEG, _ACUTE_LIST),
    (since(84) | _LEG, _ACUTE_LIST),
    (_CHRONIC, _CHRONIC_LIST),
    (_CHRONIC | _LEG, _CHRONIC_LEG_LIST),
    # 4.2: an oral NSAID with a caution goes behind acetaminophen and the topicals; naproxen first for the heart.
    (_SUBACUTE | _HEART, ["acetaminophen", *_TOPICALS, "naproxen", "ibuprofen", *_OTHER_NSAIDS]),
    (_SUBACUTE | _HEART | _LEG, ["acetaminophen", *_TOPICALS, "naproxen", "ibuprofen"]),
    (_CHRONIC | _HEART, [*_CHRONIC_LIST[2:], "naproxen", "ibuprofen"]),
    (_CHRONIC | _HEART | _LEG, [*_CHRONIC_LEG_LIST[2:], "naproxen", "ibuprofen"]),
    # Two cautions of any kind (NS-13, NS-45), of which none alone moves it.
    (_SUBACUTE | _PRESSURE, [*_ACUTE_LIST, *_OTHER_NSAIDS]),
    (_SUBACUTE | _ASTHMA, [*_ACUTE_LIST, *_OTHER_NSAIDS]),
    (_SUBACUTE | _PRESSURE | _ASTHMA, ["acetaminophen", *_TOPICALS, "ibuprofen", "naproxen", *_OTHER_NSAIDS]),
    (_SUBACUTE | aged(64), [*_ACUTE_LIST, *_OTHER_NSAIDS]),
    (_SUBACUTE | aged(65), ["acetaminophen", *_TOPICALS, "ibuprofen", "naproxen", *_OTHER_NSAIDS]),
)
"""A patient, and every suggested medicine from the first to the last."""


def _tried(*entries: tuple[str, float, str]) -> Edits:
    listed = [{"treatment": drug, "weeks": weeks, "result": result} for drug, weeks, result in entries]
    return {"tried": [*_WALKED["tried"], *listed]}


FAILED: Final[tuple[tuple[str, float, Edits], ...]] = (
    ("ibuprofen", 2, _ACUTE),
    ("methocarbamol", 1, _ACUTE),
    ("duloxetine", 8, _CHRONIC),
    ("acetaminophen", 2, _ACUTE),
    *((drug, 2, _ACUTE) for drug in _TOPICALS),
)
"""4.2, 4.5: a medicine, and after how many weeks without change it has failed."""

JUDGED: Final = (
    *((drug, weeks) for drug, weeks, _ in FAILED),
    *(("gabapentin", 4), ("pregabalin", 4)),
    *(("nortriptyline", 2), ("tramadol", 2), ("YOGA", 4)),
)
"""4.5 and the reference on therapies, 6.3: weeks after which a trial can be judged; the last line is our own."""

MORPHINE_EQUIVALENTS: Final[tuple[tuple[Case, float], ...]] = (
    ({"name": "codeine", "dose_mg": 100, "per_day": 1}, 15),
    ({"name": "fentanyl patch", "strength": "25 mcg/h"}, 60),
    ({"name": "hydrocodone/acetaminophen", "strength": "5/325 mg", "per_day": 4}, 20),
    ({"name": "hydromorphone", "dose_mg": 10, "per_day": 1}, 50),
    ({"name": "methadone", "dose_mg": 10, "per_day": 1}, 47),
    ({"name": "morphine", "dose_mg": 15, "per_day": 2}, 30),
    ({"name": "oxycodone", "dose_mg": 10, "per_day": 2}, 30),
    ({"name": "oxymorphone", "dose_mg": 10, "per_day": 1}, 30),
    ({"name": "tapentadol", "dose_mg": 50, "per_day": 2}, 40),
    ({"name": "tramadol", "dose_mg": 50, "per_day": 4}, 40),
)
"""5.4: a product, and its morphine equivalents in mg a day."""

ASPIRIN: Final[tuple[tuple[float, bool], ...]] = ((325, False), (325.5, True), (326, True))
"""3: mg of aspirin a day, and whether that is a dose for pain."""


def _order(evaluation: Evaluation) -> object:
    ranked = [item for item in evaluation.medications if item.suggested_rank is not None]
    return [item.drug for item in sorted(ranked, key=lambda item: item.suggested_rank or 0)]


def _suggests(drug: str) -> Callable[[Evaluation], object]:
    return lambda evaluation: (
        drug in {item.drug for item in evaluation.medications if item.suggested_rank is not None}
    )


def _case(*edits: Edits) -> Case:
    joined: Edits = dict(_NOTHING_ELSE)
    for each in edits:
        joined |= each
    return edited(quiet(), joined)


def _failing() -> Iterator[Check]:
    for drug, weeks, when in FAILED:
        for tried, suggested in ((weeks, False), (weeks - 0.5, True)):
            case = _case(when, _tried((drug, tried, "no_change")))
            yield Check(ABOUT, case, _suggests(drug), suggested)
    one = ("ibuprofen", 3, "no_change")
    yield Check(ABOUT, _case(_SUBACUTE, _tried(one)), _suggests("celecoxib"), True)
    two = _tried(one, ("naproxen", 3, "not_tolerated"))
    yield Check(ABOUT, _case(_SUBACUTE, two), _suggests("celecoxib"), False)


def _is_adequate(evaluation: Evaluation) -> object:
    [trial] = evaluation.trials
    return trial.adequate


def _judging() -> Iterator[Check]:
    for treatment, weeks in JUDGED:
        for tried, adequate in ((weeks, True), (weeks - 0.5, False)):
            entry = {"treatment": treatment, "weeks": tried, "result": "no_change"}
            yield Check(ABOUT, _case(_ACUTE, {"tried": [entry]}), _is_adequate, adequate)


_THREE: Final = ("acetaminophen", "ibuprofen", "methocarbamol")


def _starting(*drugs: str) -> Case:
    """4.4: at most two systemic medicines are started in one visit."""
    chosen = [{"drug": drug, "dose_mg": 1, "times_per_day": 1, "days": 3} for drug in drugs]
    return _case(_ACUTE, {"decisions.medications": chosen})


def _are_too_many(evaluation: Evaluation) -> object:
    return any(reason.startswith("More than") for reason in evaluation.blocking)


def _takes(entry: Any) -> Case:
    return _case(_ACUTE, {"current_medications.list": [entry]})


def _equivalents(evaluation: Evaluation) -> object:
    total = evaluation.computed.mme_total
    return None if total is None else round(total, 6)


def _is_aspirin_for_pain(evaluation: Evaluation) -> object:
    return "salicylate" in evaluation.current_medicines[0].classes


SUGGESTED: Final = (
    *(Check(ABOUT, _case(edits), _order, order) for edits, order in ORDERS),
    *_failing(),
    *_judging(),
    Check(ABOUT, _starting(*_THREE[:2]), _are_too_many, False),
    Check(ABOUT, _starting(*_THREE), _are_too_many, True),
)
TOTALS: Final = (
    *(Check(entry["name"], _takes(entry), _equivalents, mme) for entry, mme in MORPHINE_EQUIVALENTS),
    *(
        Check(
            "aspirin",
            _takes({"name": "aspirin", "dose_mg": mg, "per_day": 1}),
            _is_aspirin_for_pain,
            for_pain,
        )
        for mg, for_pain in ASPIRIN
    ),
)
