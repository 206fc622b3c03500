"""A second, naive implementation of the whole assessment, written from the clinical reference alone.

It shares no code with the engine and reads no content: it exists to disagree with them. Each part names the section
of the reference that it follows.
"""

from __future__ import annotations

from typing import NamedTuple

from desktop_app.domain.consultation import Consultation
from tests.spec import oracle_orders
from tests.spec.oracle_orders import EMERGENCY_RULES, Order
from tests.spec.oracle_triage import SPECIFIC_CAUSE, TriageResult, triage
from tests.spec.oracle_visit import Visit


class Assessment(NamedTuple):
    """What both implementations must agree on."""

    fired: frozenset[str]
    closed: frozenset[str]
    triage_class: str
    unanswered: frozenset[str]
    classification: str
    sublevel: str | None
    duration_class: str
    change: str
    hold: bool
    orders: dict[str, Order]
    imaging_order: str
    referrals: dict[str, int | None]
    follow_up_due: int | None
    pathway: frozenset[str]
    worsening_open: bool


def assess(consultation: Consultation) -> Assessment:
    v = Visit(consultation)
    found = triage(v)
    classification = _classification(v, found)
    hold = bool(found.fired & SPECIFIC_CAUSE)
    placed = oracle_orders.orders(v, found, classification)
    return Assessment(
        fired=found.fired,
        closed=found.closed,
        triage_class=found.triage_class,
        unanswered=found.unanswered,
        classification=classification,
        sublevel=_sublevel(v, found) if classification == "radicular" else None,
        duration_class=v.course.duration_class(),
        change=v.course.change,
        hold=hold,
        orders=placed,
        imaging_order=oracle_orders.imaging_order(placed),
        referrals=oracle_orders.referrals(v, found, classification, hold=hold),
        follow_up_due=oracle_orders.follow_up_due(v, found, placed),
        pathway=frozenset(_pathway(v, found, classification)),
        worsening_open=oracle_orders.worsening_open(v),
    )


def _classification(v: Visit, found: TriageResult) -> str:
    """3.5, first match wins; `indeterminate` stands in place of 2 to 5."""
    if found.fired & SPECIFIC_CAUSE:
        return "specific_cause_suspected"
    if v.leg_symptoms_reported and not v.legs_examined:
        return "indeterminate"
    if v.radicular:
        return "radicular"
    if v.exam.claudication:
        return "stenosis"
    return "axspa_suspected" if "TR-38" in found.fired else "nonspecific"


def _sublevel(v: Visit, found: TriageResult) -> str:
    """3.4."""
    if v.exam.very_weak or "TR-04" in found.fired or v.exam.several_levels:
        return "radiculopathy_major"
    if v.exam.sensory_or_reflex_deficit or v.exam.weak or v.yes("RF-N3"):
        return "radiculopathy"
    return "radicular_pain"


def _pathway(v: Visit, found: TriageResult, classification: str) -> set[str]:
    """9: every row whose condition holds; under an emergency only P0 and P0-E or R4."""
    emergencies = found.fired & EMERGENCY_RULES
    if emergencies:
        return {"P0", "R4" if emergencies <= {"TR-04", "TR-05"} else "P0-E"}
    rows = {"P0"}
    if found.any_of("TR-06", "TR-08", "TR-09", "TR-10"):
        rows.add("R3")
    if classification == "specific_cause_suspected":
        rows.add("P0-U")
    if classification == "nonspecific":
        rows.add(_row_by_duration(v))
    if classification == "radicular" and "R3" not in rows:
        rows.add(_radicular_row(v))
    if classification == "stenosis":
        rows.add("ST")
    if classification == "axspa_suspected":
        rows.add("AX")
    return rows


def _row_by_duration(v: Visit) -> str:
    """9, and 4: an unknown onset takes the subacute actions. An unknown change counts as not improved here."""
    if v.course.duration_class() == "acute":
        return "P1"
    if v.course.duration_class() == "chronic":
        return "P3"
    return "P2a" if v.course.change == "improved" else "P2b"


def _radicular_row(v: Visit) -> str:
    if v.course.change == "improved":
        return "R2i"
    treated = v.course.treatment_days
    return "R2" if treated is not None and treated >= 42 and v.course.not_improved else "R1"
