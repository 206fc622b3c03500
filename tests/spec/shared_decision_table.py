"""The figures that a patient may be shown (reference on therapies, section 5.3), and words that never stand there.

Nothing here is read from the content.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Figure(NamedTuple):
    """The numbers of one row of 5.3: those of the bars, all others of its words, and its certainty."""

    bars: tuple[int, ...]
    others: frozenset[int]
    certainty: str | None
    states: str
    source: str


FIGURES: Final = {
    ("REMAIN_ACTIVE", "A1"): Figure((), frozenset({1, 3}), None, "A1 A2", "ACP07"),
    ("EXERCISE_SUPERVISED", "C"): Figure((15, 7), frozenset({12, 18, 5, 8, 3}), "moderate", "C", "COCH-EX21"),
    ("HEAT", "A1"): Figure((), frozenset(), "moderate", "A1 A2 B1 B2", "COCH-HEAT06"),
    ("SMT", "A1"): Figure((10,), frozenset({4, 16, 6}), "moderate", "A1 A2", "SMT17"),
    ("SMT", "C"): Figure((), frozenset(), "moderate", "C", "SMT19"),
    ("ACUPUNCTURE", "C"): Figure((20, 9), frozenset({5, 14}), "low", "C", "COCH-ACU20"),
    ("MBSR", "C"): Figure((61, 44), frozenset({39, 56, 26, 100}), "moderate", "C", "MBSR16"),
    ("CBT", "C"): Figure((58, 44), frozenset({42, 56, 26, 100}), "moderate", "C", "MBSR16"),
    ("SD-NSAID", "A1"): Figure(
        (51, 37), frozenset({49, 63, 7, 4, 11, 3, 100}), "low", "A1 A2", "COCH-NSAID20"
    ),
    ("SD-NSAID", "C"): Figure((7,), frozenset({3, 11}), "low", "C", "COCH-NSAID16"),
    ("YOGA", "C"): Figure((5,), frozenset({3}), "low", "C", "COCH-YOGA22"),
}
"""By option and first state of care; 39, 42, 56, 49 and 63 are the other frame of 61, 58, 44, 51 and 37."""

SURE: Final = {
    "high": "We are sure.",
    "moderate": "We are fairly sure.",
    "low": "We are not sure.",
    "very_low": "We do not know.",
}
"""Certainty in words (5.2)."""

RED_FLAG_WORDS: Final = (
    *(
        "emergency",
        "cancer",
        "tumor",
        "tumour",
        "fracture",
        "broken",
        "infection",
        "fever",
        "cauda",
        "saddle",
    ),
    *(
        "bladder",
        "bowel",
        "incontinence",
        "numb",
        "weakness",
        "paralysis",
        "aneurysm",
        "spinal cord",
        "red flag",
    ),
    *(r"suicid\w*", "steroid", "trauma", "weight loss", "night sweats"),
    *("emergencia", "urgencias", "cáncer", "fractura", "hueso roto", "infección", "fiebre", "vejiga"),
    *("intestino", "dormida", "debilidad", "parálisis", "aneurisma", "médula", "alarma"),
)
"""What belongs to the clinician's screen or to the talk, never on a screen that is turned to the patient."""
