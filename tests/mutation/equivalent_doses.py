"""Mutants of the doses that change nothing for any patient, each with the reason. Reviewed by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_SINGLE: Final = "a dose above the largest single dose is proposed as that dose"
_OFTEN: Final = "no more doses are proposed than may be taken in a day"
_DAYS: Final = "no more days are proposed than pass until the review"
_CEILING: Final = "the daily ceiling for every patient lies below the label's maximum"
_SAME: Final = "the daily ceiling for every patient is the label's maximum, and is compared first"
_BAND: Final = (
    "at this border the band below applies too; its lower limits count and its first dose comes first"
)
_GROWS: Final = "below this border the amount by weight or clearance is always lower than the fixed one"

_SINGLE_DOSES: Final = (
    "acetaminophen: dosing.default.dose_mg 1000 -> 1001",
    "diclofenac: dosing.default.dose_mg 50 -> 51",
    "diclofenac: dosing.default_for[0].dose.dose_mg 50 -> 51",
    "oxycodone: dosing.default.dose_mg 5 -> 6",
    "hydrocodone_acetaminophen: dosing.default.dose_mg 5 -> 6",
    "omeprazole: dosing.default.dose_mg 20 -> 21",
)
_TIMES: Final = (
    "acetaminophen: dosing.default_for[2].dose.times_per_day 4 -> 5",
    "acetaminophen: dosing.limits[4].max_times_per_day 4 -> 5",
    "meloxicam: dosing.default_for[0].dose.times_per_day 1 -> 2",
    *(f"celecoxib: dosing.default_for[{place}].dose.times_per_day 2 -> 3" for place in range(3)),
    *(
        f"{drug}: dosing.default.times_per_day {often} -> {often + 1}"
        for drug, often in (
            ("meloxicam", 1),
            ("celecoxib", 2),
            ("diclofenac_topical", 4),
            ("lidocaine_topical", 1),
            ("cyclobenzaprine", 3),
            ("baclofen", 3),
            ("duloxetine", 1),
            ("nortriptyline", 1),
            ("amitriptyline", 1),
            ("gabapentin", 3),
            ("omeprazole", 1),
        )
    ),
    "gabapentin: dosing.default_for[1].dose.times_per_day 1 -> 2",
    "gabapentin: dosing.default_for[2].dose.times_per_day 2 -> 3",
    "pregabalin: dosing.default_for[1].dose.times_per_day 3 -> 4",
)
_LONG: Final = tuple(
    f"{drug}: dosing.default.days 28 -> 29"
    for drug in ("capsaicin_topical", "nortriptyline", "amitriptyline")
)
_ABOVE: Final = tuple(
    f"{drug}: label_maximum.max_mg_per_day {most} -> {moved}"
    for drug, most in (
        ("ibuprofen", 3200),
        ("naproxen", 1500),
        ("celecoxib", 600),
        ("methocarbamol", 8000),
        ("tizanidine", 36),
        ("baclofen", 80),
        ("pregabalin", 600),
    )
    for moved in (most - 1, most + 1)
)
_EQUAL: Final = tuple(
    f"{drug}: label_maximum.max_mg_per_day {most} -> {most + 1}"
    for drug, most in (
        ("acetaminophen", 4000),
        ("diclofenac", 150),
        ("meloxicam", 15),
        ("cyclobenzaprine", 30),
        ("duloxetine", 60),
        ("gabapentin", 3600),
        ("tramadol", 400),
    )
)
_BANDS: Final = (
    *(
        f"gabapentin: dosing.{place}.when.crcl gt {border} -> {moved}"
        for place, border in (
            ("default_for[1]", 15),
            ("default_for[2]", 30),
            ("limits[0]", 30),
            ("limits[1]", 15),
        )
        for moved in (f"ge {border}", border - 1)
    ),
    "gabapentin: dosing.limits[3].max_times_per_day 1 -> 2",
    *(f"pregabalin: dosing.{place}.when.crcl ge 30 -> 29" for place in ("default_for[1]", "limits[0]")),
    "pregabalin: dosing.limits[1].when.crcl ge 15 -> 14",
)
_GROWING: Final = (
    "acetaminophen: dosing.limits[1].max_mg_per_day 3000 -> 3001",
    "gabapentin: dosing.limits[3].when.crcl lt 15 -> le 15",
    "gabapentin: dosing.limits[3].max_mg_per_day 300 -> 301",
)


def _reasons() -> Iterator[tuple[str, str]]:
    for changes, reason in (
        (_SINGLE_DOSES, _SINGLE),
        (_TIMES, _OFTEN),
        (_LONG, _DAYS),
        (_ABOVE, _CEILING),
        (_EQUAL, _SAME),
        (_BANDS, _BAND),
        (_GROWING, _GROWS),
    ):
        for change in changes:
            yield f"medicines {change}", reason


EQUIVALENT_DOSES: Final[dict[str, str]] = dict(_reasons())
