"""Scores of the measuring instruments at each border: bands, parts, and how much of a change counts, as checks.

Read from the reference of the assessment, sections 5.2 and 5.3. Items are scored as they are recorded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.scores import InstrumentScore
from tests.spec.checks import Check
from tests.spec.generated_consultations import edited, quiet
from tests.spec.visit_edits import Edits

LOWER, MIDDLE, UPPER = (f"{part} range, display only" for part in ("lower", "middle", "upper"))

BANDS: Final[tuple[tuple[str, Any, str, str | None], ...]] = (
    *((pain, 6, "6 of 10", None) for pain in ("nrs_back", "nrs_leg")),
    *((pain, 7, "7 of 10", "severe") for pain in ("nrs_back", "nrs_leg")),
    *((pain, 10, "10 of 10", "severe") for pain in ("nrs_back", "nrs_leg")),
    ("peg", [1, 1, 1], "1 of 10", LOWER),
    ("peg", [4, 4, 3], "3.7 of 10", LOWER),
    ("peg", [4, 4, 4], "4 of 10", MIDDLE),
    ("peg", [7, 7, 6], "6.7 of 10", MIDDLE),
    ("peg", [7, 7, 7], "7 of 10", UPPER),
    ("peg", [10, 10, 10], "10 of 10", UPPER),
    ("rmdq", 24, "24 of 24", None),
    ("phq4", [0, 0, 1, 1], "2 of 12", "none"),
    ("phq4", [1, 1, 1, 0], "3 of 12", "mild"),
    ("phq4", [2, 1, 1, 1], "5 of 12", "mild"),
    ("phq4", [2, 2, 1, 1], "6 of 12", "moderate"),
    ("phq4", [2, 2, 2, 2], "8 of 12", "moderate"),
    ("phq4", [3, 2, 2, 2], "9 of 12", "severe"),
    ("phq4", [3, 3, 3, 3], "12 of 12", "severe"),
    ("start_back", {"total": 3}, "3 of 9", "low risk"),
    ("start_back", {"total": 4, "psych": 3}, "4 of 9", "medium risk"),
    ("start_back", {"total": 4, "psych": 4}, "4 of 9", "high risk"),
    ("odi", 20, "20 %", "minimal"),
    ("odi", 20.5, "20.5 %", "moderate"),
    ("odi", 40, "40 %", "moderate"),
    ("odi", 40.5, "40.5 %", "severe"),
    ("odi", 60, "60 %", "severe"),
    ("odi", 60.5, "60.5 %", "61 to 80 %"),
    ("odi", 80, "80 %", "61 to 80 %"),
    ("odi", 80.5, "80.5 %", "81 to 100 %"),
    ("odi", 100, "100 %", "81 to 100 %"),
)
"""A measure, what is recorded now, how it is shown, and its band."""

PARTS: Final[tuple[tuple[str, Any, tuple[str, ...]], ...]] = (
    ("phq4", [1, 1, 1, 1], ("anxiety 2 of 6", "depression 2 of 6")),
    ("phq4", [2, 1, 0, 0], ("anxiety 3 of 6 positive", "depression 0 of 6")),
    ("phq4", [0, 0, 1, 2], ("anxiety 0 of 6", "depression 3 of 6 positive")),
    ("start_back", {"total": 4, "psych": 3}, ("psychosocial part 3 of 5",)),
)

CHANGES: Final[tuple[tuple[str, Any, Any, str], ...]] = (
    *(
        (pain, before, now, verdict)
        for pain in ("nrs_back", "nrs_leg")
        for before, now, verdict in (
            (5, 7, "worse"),
            (5, 6, "unchanged"),
            (8, 7, "unchanged"),
            (8, 6, "improved"),
            (10, 8, "improved"),
            (3, 2, "improved"),
            (4, 3, "unchanged"),
        )
    ),
    ("peg", [5, 5, 5], [6, 7, 7], "worse"),
    ("peg", [5, 5, 5], [6, 6, 7], "unchanged"),
    ("peg", [2, 2, 2], [3, 3, 3], "worse"),
    ("peg", [2, 2, 2], [2, 3, 3], "unchanged"),
    ("peg", [10, 10, 0], [6, 6, 2], "improved"),
    ("peg", [10, 10, 0], [6, 6, 3], "unchanged"),
    ("peg", [8, 8, 8], [6, 6, 5], "unchanged"),
    ("peg", [7, 7, 6], [9, 9, 8], "worse"),
    ("peg", [6, 6, 5], [8, 7, 7], "unchanged"),
    ("rmdq", 12, 17, "worse"),
    ("rmdq", 12, 16, "unchanged"),
    ("rmdq", 20, 15, "improved"),
    ("rmdq", 20, 16, "unchanged"),
    ("rmdq", 10, 7, "improved"),
    ("rmdq", 10, 8, "unchanged"),
    ("rmdq", 4, 2, "improved"),
    ("rmdq", 3, 0, "unchanged"),
    ("odi", 40, 50, "worse"),
    ("odi", 40, 49.5, "unchanged"),
    ("odi", 40, 30, "improved"),
    ("odi", 40, 30.5, "unchanged"),
    ("odi", 30, 21, "improved"),
    ("odi", 30, 21.5, "unchanged"),
    ("odi", 32, 22.5, "unchanged"),
)
"""A measure at the start of the episode and now, and the verdict: better by either limit, worse by all."""

_IDS: Final = {
    "nrs_back": "NRS-BACK",
    "nrs_leg": "NRS-LEG",
    "peg": "PEG",
    "rmdq": "RMDQ-24",
    "phq4": "PHQ-4",
    "start_back": "START-BACK",
    "odi": "ODI",
}

_UNRELIABLE: Final = "worsening is not reliable"
RELIABLE: Final = ((20, True), (21, False))
"""RMDQ at the start of the episode, and whether a worsening would show."""


def _score(evaluation: Evaluation, measure: str) -> InstrumentScore:
    [score] = [item for item in evaluation.scores if item.measure == measure]
    return score


def _band(measure: str) -> Callable[[Evaluation], object]:
    def found(evaluation: Evaluation) -> object:
        now = _score(evaluation, measure).now
        return None if now is None else (now.shown, now.band)

    return found


def _parts(measure: str) -> Callable[[Evaluation], object]:
    def found(evaluation: Evaluation) -> object:
        now = _score(evaluation, measure).now
        return None if now is None else tuple(part.words for part in now.parts)

    return found


def _change(measure: str) -> Callable[[Evaluation], object]:
    return lambda evaluation: _score(evaluation, measure).change


def _is_reliable(evaluation: Evaluation) -> object:
    return _UNRELIABLE not in _score(evaluation, "rmdq").change_text


def _measured(measure: str, now: Any, before: Any = None) -> Edits:
    then = {} if before is None else {measure: before}
    return {"measures": {"baseline": then, "now": {measure: now}}}


SCORES: Final = (
    *(
        Check(_IDS[measure], edited(quiet(), _measured(measure, value)), _band(measure), (shown, band))
        for measure, value, shown, band in BANDS
    ),
    *(
        Check(_IDS[measure], edited(quiet(), _measured(measure, value)), _parts(measure), parts)
        for measure, value, parts in PARTS
    ),
    *(
        Check(_IDS[measure], edited(quiet(), _measured(measure, now, before)), _change(measure), verdict)
        for measure, before, now, verdict in CHANGES
    ),
    *(
        Check(_IDS["rmdq"], edited(quiet(), _measured("rmdq", before, before)), _is_reliable, reliable)
        for before, reliable in RELIABLE
    ),
)
