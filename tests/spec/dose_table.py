"""The tables on doses as checks: what is open to each patient, and what the signature refuses at the limits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from desktop_app.domain.evaluation import Evaluation
from tests.spec.checks import Case, Check
from tests.spec.dose_borders import BORDERS
from tests.spec.dose_figures import EVERYONE, LABELS, NO_DOSE, Figures, Label
from tests.spec.medication_rules.patients import patient

_OVERRIDE: Final = {"reason": "other", "text": "Discussed at length with the patient."}
_ABOVE: Final = re.compile("is above|is longer than|is more often than")
_MG_OF_ACETAMINOPHEN: Final = 65
"""For each mg of hydrocodone in the combination."""
_PARTS: Final = 8
"""A day's amount in so many parts is above no limit of one dose; how often may be decided otherwise."""


def figures_of(drug: str) -> Callable[[Evaluation], Figures | None]:
    """The doses of a medicine that are open to the patient."""

    def found(evaluation: Evaluation) -> Figures | None:
        [dose] = [item.dose for item in evaluation.medications if item.drug == drug]
        if dose is None or dose.default_times_per_day is None or dose.doses_per_day is None:
            return None
        return Figures(
            first=(dose.default_dose_mg, dose.default_times_per_day, dose.default_days),
            usual=dose.doses_per_day,
            often=dose.max_times_per_day,
            days=dose.max_days,
            single=dose.max_single_mg,
            daily=dose.max_mg_per_day,
            least=dose.min_mg_per_day,
        )

    return found


def _is_above_a_limit(evaluation: Evaluation) -> object:
    return any(_ABOVE.search(reason) for reason in evaluation.blocking)


def _choosing(drug: str, mg: float | None, times: int, days: int, **more: object) -> Case:
    """A man of 40 for whom this is chosen; ``mg`` is none where one dose is told in words."""
    choice: dict[str, Any] = {"drug": drug, "times_per_day": times, "days": days, **more}
    if drug == "hydrocodone_acetaminophen" and mg is not None:
        choice["strength"] = f"{mg:g} mg/{mg * _MG_OF_ACETAMINOPHEN:g} mg"
    elif mg is not None:
        choice["dose_mg"] = mg
    return patient(chosen=(choice,))


def _at_the_limits(drug: str, figures: Figures) -> Iterator[Check]:
    """Without a reason, every figure holds: signed at the limit, refused above it."""
    small = None if figures.single is None else min(1.0, figures.single)
    cases = [
        (_choosing(drug, small, figures.often, figures.days), False),
        (_choosing(drug, small, figures.often + 1, 1), True),
        (_choosing(drug, small, 1, figures.days + 1), True),
    ]
    if figures.single is not None and figures.daily is not None:
        cases += [
            (_choosing(drug, figures.single, 1, 1), False),
            (_choosing(drug, figures.single + 1, 1, 1), True),
            (_choosing(drug, figures.daily / figures.often, figures.often, 1), False),
            (_choosing(drug, figures.daily / figures.often + 1, figures.often, 1), True),
        ]
    for case, refused in cases:
        yield Check(drug, case, _is_above_a_limit, refused)


def _at_the_label(drug: str, label: Label) -> Iterator[Check]:
    """With a reason, the label's own maximum holds."""
    for mg, times, days, refused in _beside(drug, label):
        yield Check(drug, _choosing(drug, mg, times, days, override=_OVERRIDE), _is_above_a_limit, refused)


def _beside(drug: str, label: Label) -> Iterator[tuple[float, int, int, bool]]:
    ceiling = EVERYONE[drug].figures.daily if drug in EVERYONE else label.daily
    if label.single is not None and ceiling is not None:
        largest = min(label.single, ceiling)
        yield largest, 1, 1, False
        yield largest + 0.5, 1, 1, True
    if label.daily is not None and ceiling is not None:
        part = min(label.daily, ceiling) / _PARTS
        yield part, _PARTS, 1, False
        yield part + 0.5 / _PARTS, _PARTS, 1, True
    if label.days is not None:
        yield 1, 1, label.days, False
        yield 1, 1, label.days + 1, True


FOR_EVERYONE: Final = (
    *(Check(drug, patient(), figures_of(drug), row.figures) for drug, row in EVERYONE.items()),
    *(Check(drug, patient(), figures_of(drug), None) for drug in sorted(NO_DOSE)),
)
FOR_SOME: Final = tuple(
    Check(
        border.drug,
        patient(**border.traits),
        figures_of(border.drug),
        EVERYONE[border.drug].figures._replace(**border.changes),
    )
    for border in BORDERS
)


def _label_single(drug: str) -> Callable[[Evaluation], object]:
    """How far a recorded reason lifts a single dose, as the screen says it."""

    def found(evaluation: Evaluation) -> object:
        [dose] = [item.dose for item in evaluation.medications if item.drug == drug]
        return None if dose is None else dose.label_single_mg

    return found


LIFTED: Final = tuple(
    Check(drug, patient(), _label_single(drug), LABELS[drug].single if drug in LABELS else None)
    for drug in EVERYONE
)
SIGNED: Final = (
    *(check for drug, row in EVERYONE.items() for check in _at_the_limits(drug, row.figures)),
    *(check for drug, label in LABELS.items() for check in _at_the_label(drug, label)),
)
