"""What is typed of a clinic and its clinician, by its place in the profile of the workstation; not checked yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from desktop_app.domain.errors import Problem

ClinicDetails = Mapping[str, str]
"""What is typed, by its place: a key of ``DETAIL_NAMES``, or ``PAPER``."""

# The public numbers of the United States.
EMERGENCY_NUMBER: Final = "911"
CRISIS_LINE: Final = "988"
QUIT_LINE: Final = "1-800-QUIT-NOW"

CLINICIAN: Final = "clinician.name"
PAPER: Final = "paper"
DETAIL_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "clinic.name": "The name of the clinic",
        "clinic.phone": "The phone of the clinic",
        "clinic.after_hours_phone": "The phone out of hours",
        "clinic.emergency_number": "The emergency number",
        "clinic.crisis_line": "The number of the crisis line",
        "clinic.quit_line": "The number of the line for quitting tobacco",
        CLINICIAN: "The name of the clinician",
        "clinician.credential": "The credential of the clinician",
    }
)
"""Every text, in words that begin a sentence."""

_MAY_BE_EMPTY: Final = frozenset({"clinic.phone", "clinic.after_hours_phone", "clinician.credential"})


def missing_details(details: ClinicDetails) -> Iterator[Problem]:
    """Each of ``details`` that is empty and may not be."""
    for path, text in details.items():
        if path == PAPER and not text:
            yield Problem("Choose the paper.", path)
        elif not text and path not in _MAY_BE_EMPTY:
            yield Problem(f"{DETAIL_NAMES[path]} is needed.", path)
