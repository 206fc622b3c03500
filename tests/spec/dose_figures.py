"""The dose of each medicine for an adult of whom nothing lowers it, and the maximum of its label.

Read from the formulary of the clinical reference on medicines, sections 1.2 to 1.5; nothing here is read from the
content. Where the reference gives no figure, the one that this application chose stands under ``own``.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Figures(NamedTuple):
    """``first``: mg (none where one dose is told in words), times a day, days. ``single``, ``daily``, ``least``: mg.

    ``usual``: doses a day. ``often``: times a day at most. ``days``: until a review.
    """

    first: tuple[float | None, int, int]
    usual: int
    often: int
    days: int
    single: float | None = None
    daily: float | None = None
    least: float | None = None


class Row(NamedTuple):
    """The figures of a medicine, the section that gives them, and those that are this application's own."""

    section: str
    figures: Figures
    own: tuple[str, ...] = ()


class Label(NamedTuple):
    """What no recorded reason lifts: mg in one dose, mg in a day, days."""

    single: float | None = None
    daily: float | None = None
    days: int | None = None


_NSAID: Final = "1.2, 1.3"
_TRICYCLIC: Final = Row("1.4", Figures((10, 1, 28), 1, 1, 28, 75, 75), own=("days",))
_STRONG_OPIOID: Final = Row("1.5", Figures((5, 4, 3), 4, 6, 7, 5, 30), own=("usual", "single", "daily"))

EVERYONE: Final[dict[str, Row]] = {
    "acetaminophen": Row("1.3", Figures((1000, 3, 7), 3, 4, 14, 1000, 4000), own=("first days", "usual")),
    "ibuprofen": Row(_NSAID, Figures((400, 3, 7), 3, 6, 14, 800, 2400), own=("usual",)),
    "naproxen": Row(_NSAID, Figures((250, 2, 7), 2, 4, 14, 500, 1000)),
    "diclofenac": Row(_NSAID, Figures((50, 2, 7), 2, 3, 14, 50, 150), own=("usual",)),
    "meloxicam": Row(_NSAID, Figures((7.5, 1, 7), 1, 1, 14, 15, 15)),
    "celecoxib": Row(_NSAID, Figures((100, 2, 7), 2, 2, 14, 200, 400)),
    "diclofenac_topical": Row("1.3", Figures((None, 4, 14), 4, 4, 21), own=("first days",)),
    "lidocaine_topical": Row("1.3", Figures((None, 1, 14), 1, 1, 28), own=("first days", "days")),
    "capsaicin_topical": Row("1.3", Figures((None, 3, 28), 3, 4, 28), own=("days",)),
    "cyclobenzaprine": Row("1.4", Figures((5, 3, 7), 3, 3, 14, 10, 30), own=("days",)),
    "methocarbamol": Row("1.4", Figures((750, 3, 7), 3, 4, 14, 1500, 4000)),
    "tizanidine": Row("1.4", Figures((2, 1, 7), 3, 3, 14, 4, 12), own=("single", "days")),
    "baclofen": Row("1.4", Figures((5, 3, 7), 3, 3, 14, 10, 30), own=("single", "days")),
    "duloxetine": Row("1.4", Figures((30, 1, 28), 1, 1, 84, 60, 60)),
    "nortriptyline": _TRICYCLIC,
    "amitriptyline": _TRICYCLIC,
    "gabapentin": Row("1.4", Figures((300, 3, 28), 3, 3, 56, 1200, 3600, 900), own=("single",)),
    "pregabalin": Row("1.4", Figures((75, 2, 28), 2, 3, 56, 150, 300, 150), own=("single", "days")),
    "tramadol": Row("1.5", Figures((25, 1, 3), 4, 4, 7, 100, 400)),
    "oxycodone": _STRONG_OPIOID,
    "hydrocodone_acetaminophen": _STRONG_OPIOID,
    "morphine": Row("1.5", Figures((7.5, 4, 3), 4, 6, 7, 15, 45), own=("usual", "daily")),
    "omeprazole": Row("1.5", Figures((20, 1, 7), 1, 1, 28, 20, 20), own=("days",)),
}

LABELS: Final[dict[str, Label]] = {
    "acetaminophen": Label(1000, 4000),
    "ibuprofen": Label(800, 3200),
    "naproxen": Label(daily=1500),
    "diclofenac": Label(daily=150),
    "meloxicam": Label(daily=15),
    "celecoxib": Label(400, 600),
    "ketorolac": Label(daily=40, days=5),
    "cyclobenzaprine": Label(10, 30, 21),
    "methocarbamol": Label(daily=8000),
    "tizanidine": Label(16, 36),
    "baclofen": Label(daily=80),
    "carisoprodol": Label(350, 1400, 21),
    "duloxetine": Label(60, 60),
    "gabapentin": Label(daily=3600),
    "pregabalin": Label(daily=600),
    "tramadol": Label(100, 400),
    "diazepam": Label(10, 40),
}

NO_DOSE: Final = {
    "ketorolac",
    "carisoprodol",
    "diazepam",
    "prednisone",
    "methylprednisolone",
    "naloxone",
}
"""Never proposed (1.3 to 1.5), or told in words: no dose is shown."""
