"""Kidney function: the check values of the medication reference (5.1, 5.2) and the figure that the rules read (2.2)."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app.domain.consultation import Labs
from desktop_app.domain.patient import Patient, Sex
from desktop_app.engine.kidney import ckd_epi_2021, cockcroft_gault, kidney_function


def patient(sex: Sex = Sex.MALE, *, weight: float | None = None, height: float | None = None) -> Patient:
    return Patient(birth_date=date(1960, 1, 1), sex=sex, weight_kg=weight, height_cm=height)


@pytest.mark.parametrize(
    ("creatinine", "age", "sex", "egfr"),
    [
        (0.6, 50, Sex.FEMALE, 109.28),
        (1.0, 50, Sex.FEMALE, 68.63),
        (0.7, 30, Sex.FEMALE, 119.24),
        (1.0, 65, Sex.FEMALE, 62.52),
        (2.2, 72, Sex.FEMALE, 23.24),
        (0.8, 40, Sex.MALE, 114.74),
        (0.9, 30, Sex.MALE, 117.83),
        (1.2, 65, Sex.MALE, 67.11),
        (1.3, 70, Sex.MALE, 59.10),
        (2.5, 60, Sex.MALE, 28.69),
    ],
)
def test_ckd_epi_2021_gives_the_check_values(creatinine: float, age: int, sex: Sex, egfr: float) -> None:
    assert round(ckd_epi_2021(creatinine, age, sex), 2) == egfr


@pytest.mark.parametrize(
    ("creatinine", "age", "sex", "weight", "clearance"),
    [
        (1.0, 40, Sex.MALE, 72, 100.0),
        (1.0, 40, Sex.FEMALE, 60, 70.8),
        (1.5, 70, Sex.MALE, 80, 51.9),
        (2.0, 75, Sex.FEMALE, 55, 21.1),
    ],
)
def test_cockcroft_gault_gives_the_check_values(
    creatinine: float, age: int, sex: Sex, weight: float, clearance: float
) -> None:
    assert round(cockcroft_gault(creatinine, age, sex, weight, None), 1) == clearance


@pytest.mark.parametrize(
    ("sex", "weight", "height", "used"),
    [
        (Sex.MALE, 60, 180, 60),  # below ideal: the actual weight
        (Sex.MALE, 80, 180, 74.9921),  # 50 + 2.3 x 10.8661
        (Sex.MALE, 100, 180, 84.9953),  # from 1.2 x ideal on: ideal + 0.4 x excess
        (Sex.FEMALE, 50, 140, 45.5),  # a short patient: never below the base
        (Sex.MALE, 60, 140, 54.0),  # exactly 1.2 x ideal is adjusted already
    ],
)
def test_cockcroft_gault_uses_the_weight_that_the_height_asks_for(
    sex: Sex, weight: float, height: float, used: float
) -> None:
    actual = cockcroft_gault(1.0, 40, sex, weight, height)

    assert actual == pytest.approx(cockcroft_gault(1.0, 40, sex, used, None), rel=1e-4)


@pytest.mark.parametrize(
    ("labs", "weight", "read"),
    [
        (Labs(), None, (None, None)),
        (Labs(egfr=29.6), None, (29.6, 29.6)),  # as entered, and for both
        (Labs(crcl_ml_min=45), None, (45, 45)),
        (Labs(egfr=75, crcl_ml_min=65), None, (75, 65)),  # one band: each its own
        (Labs(egfr=60, crcl_ml_min=59.9), None, (59.9, 59.9)),  # two bands: the lower for both
        (Labs(egfr=29, crcl_ml_min=31), None, (29, 29)),
        (Labs(egfr=14.9, crcl_ml_min=15), None, (14.9, 14.9)),
        (Labs(creatinine_mg_dl=1.3), None, (59, 59)),  # computed and rounded half up
        (Labs(creatinine_mg_dl=1.3, egfr=75), None, (75, 75)),  # the laboratory's goes before
        (Labs(egfr=75, creatinine_mg_dl=1.5), 80, (51.9, 51.9)),  # clearance from creatinine and weight
    ],
)
def test_rules_read_the_known_figure_or_the_lower_band(
    labs: Labs, weight: float | None, read: tuple[float | None, float | None]
) -> None:
    found = kidney_function(labs, patient(weight=weight), 70)

    assert [found.egfr, found.crcl] == [pytest.approx(value, abs=0.05) for value in read]


def test_computed_egfr_is_rounded_half_up_and_stands_beside_the_entered_one() -> None:
    found = kidney_function(Labs(creatinine_mg_dl=1.0, egfr=40), patient(Sex.FEMALE), 65)

    assert (found.egfr, found.egfr_ckdepi_2021) == (40, 63)


def test_neither_figure_is_computed_for_a_minor() -> None:
    found = kidney_function(Labs(creatinine_mg_dl=1.0), patient(weight=60), 17)

    assert (found.egfr, found.crcl) == (None, None)
    assert (found.egfr_ckdepi_2021, found.crcl_cockcroft_gault) == (None, None)
