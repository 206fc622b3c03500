"""Kidney function: CKD-EPI 2021 (creatinine), Cockcroft-Gault, and which figure the rules read.

Sources: Inker LA. N Engl J Med 2021;385:1737; Cockcroft DW, Gault MH. Nephron 1976;16:31; ideal weight by Devine.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from desktop_app.domain.consultation import Labs
from desktop_app.domain.patient import Patient, Sex

ADULT = 18
_BAND_LIMITS = (15, 30, 60)


@dataclass(frozen=True, slots=True)
class KidneyFunction:
    """``egfr`` in mL/min/1.73 m2 and ``crcl`` in mL/min as the rules read them; the computed figures beside them."""

    egfr: float | None
    crcl: float | None
    egfr_ckdepi_2021: int | None
    crcl_cockcroft_gault: float | None


def kidney_function(labs: Labs, patient: Patient, age: int) -> KidneyFunction:
    """A laboratory value goes before a computed one; a missing one is taken from the other.

    Where both are known and lie in different bands, the lower one stands for both (medication reference 2.2).
    """
    creatinine = labs.creatinine_mg_dl if age >= ADULT else None
    computed = None if creatinine is None else floor(ckd_epi_2021(creatinine, age, patient.sex) + 0.5)
    cleared = None
    if creatinine is not None and patient.weight_kg is not None:
        cleared = cockcroft_gault(creatinine, age, patient.sex, patient.weight_kg, patient.height_cm)
    egfr = labs.egfr if labs.egfr is not None else computed
    crcl = labs.crcl_ml_min if labs.crcl_ml_min is not None else cleared
    if egfr is None or crcl is None:
        egfr = crcl = crcl if egfr is None else egfr
    elif _band(egfr) != _band(crcl):
        egfr = crcl = min(egfr, crcl)
    return KidneyFunction(egfr, crcl, computed, cleared)


def ckd_epi_2021(creatinine_mg_dl: float, age: int, sex: Sex) -> float:
    """Estimated GFR before rounding, in mL/min/1.73 m2."""
    k, a, factor = (0.7, -0.241, 1.012) if sex is Sex.FEMALE else (0.9, -0.302, 1.0)
    ratio = creatinine_mg_dl / k
    return float(142 * min(ratio, 1) ** a * max(ratio, 1) ** -1.2 * 0.9938**age * factor)


def cockcroft_gault(
    creatinine_mg_dl: float, age: int, sex: Sex, weight_kg: float, height_cm: float | None
) -> float:
    """Creatinine clearance in mL/min; without a height the actual weight is used."""
    weight = _weight_used(sex, weight_kg, height_cm)
    clearance = (140 - age) * weight / (72 * creatinine_mg_dl)
    return clearance * 0.85 if sex is Sex.FEMALE else clearance


def _weight_used(sex: Sex, actual: float, height_cm: float | None) -> float:
    if height_cm is None:
        return actual
    base = 45.5 if sex is Sex.FEMALE else 50.0
    ideal = max(base, base + 2.3 * (height_cm / 2.54 - 60))
    if actual < ideal:
        return actual
    return ideal + 0.4 * (actual - ideal) if actual >= 1.2 * ideal else ideal


def _band(value: float) -> int:
    return sum(value >= limit for limit in _BAND_LIMITS)
