"""Each figure that the clinical reference gives for a question, a test or a rule stands with its entry."""

from __future__ import annotations

import pytest

from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.provenance import Entry

# Sections 2.1 to 2.5, 2.8, 3.3, 3.4 and 5.2 of the reference, read off the tables.
FIGURES = {
    "RF-C1": "82 %",
    "RF-C2": "about 90 %",
    "RF-C8": "53 %",
    "TR-02": "sensitivity 82 %, specificity 65 %",
    "RF-N1": "within 48 h|MRC 4|within 3 days",
    "TR-04": "insufficient evidence",
    "RF-M1": "7 %|33 % (22-46)|14.7",
    "RF-M2": "2.7",
    "RF-M3": "3.0",
    "RF-M4": "not informative alone",
    "AGE50": "LR+ 2.7|1.2 %|0.7 %",
    "RF-F1": "11 % (8-16)|3-13",
    "RF-F2": "6.2 (2.8-13.5)|25 %",
    "RF-F3": "33 % (10-67)|4-48",
    "RF-F5": "62 % (49-74)",
    "RF-F7": "over age 55",
    "AGE70": "9 % (3-25)|4-9",
    "FEMALE": "0.83",
    "TR-23": "90 % (34-99)",
    "RF-I1": "55 %",
    "RF-I2": "9 %",
    "RF-I3": "common determinant",
    "RF-I4": "13.5 (3.6-50.7)",
    "RF-I8": "18 %",
    "RF-I9": "12 %",
    "CL-6": "0.9 % (11 of 1172|80.4 %",
    "straight_leg_raise": "0.92 (0.87-0.95)|0.28 (0.18-0.40)",
    "crossed_straight_leg_raise": "0.28 (0.22-0.35)|0.90 (0.85-0.94)",
    "femoral_stretch": "insufficient evidence",
    "NEURO": "grade A|insufficient evidence|supine",
    "SEATED": "7.4 (1.9-30)",
    "BENDING": "6.4 (4.1-9.9)",
    "BILATERAL": "6.3 (3.1-13)",
    "CLAUDICATION": "3.7 (2.9-4.8)|0.23 (0.17-0.31)",
    "WIDE-GAIT": "13 (1.9-95)",
    "ROMBERG": "4.2 (1.4-13)",
    "OVER-70": "2.0 (1.6-2.5)",
    "UNDER-60": "0.40 (0.29-0.57)",
    "YF-1": "0.39",
    "YF-3": "2.5 (2.2-2.8)",
    "YF-4": "2.2 (1.9-2.3)",
    "YF-5": "2.1 (1.2-2.7)",
    "YF-6": "1.8 (1.1-2.0)",
    "YF-7": "about 1.5",
}


@pytest.fixture(scope="session")
def entries(knowledge: KnowledgeBase) -> dict[str, Entry]:
    # A medication rule may share its number with a triage rule (TR-02 is tramadol too).
    names = [name for name in type(knowledge).model_fields if name != "medication_rules"]
    sections = (getattr(knowledge, name) for name in names)
    parts = (part if isinstance(part, tuple) else (part,) for part in sections)
    return {entry.id: entry for part in parts for entry in part if isinstance(entry, Entry)}


@pytest.mark.parametrize("name", FIGURES)
def test_entry_carries_the_figures_of_the_reference_with_their_source(
    name: str, entries: dict[str, Entry]
) -> None:
    evidence = entries[name].evidence or ""

    assert [figure for figure in FIGURES[name].split("|") if figure not in evidence] == []
    assert any(source in evidence for source in entries[name].sources), evidence
