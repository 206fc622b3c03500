"""Each triage rule on its condition and just beside its border, as checks.

The class of a rule is that of the second implementation (`oracle_triage`), which was written from the reference.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from desktop_app.domain.evaluation import Evaluation
from tests.spec.checks import Check
from tests.spec.generated_consultations import edited, quiet
from tests.spec.oracle_triage import RULES
from tests.spec.visit_edits import (
    CANCER,
    DERMATOMAL,
    IMAGED,
    LONGSTANDING,
    WOMAN,
    Edits,
    aged,
    answered,
    examined_before,
    quiet_labs,
    since,
    treated,
    unasked,
    weak_left,
)


class Border(NamedTuple):
    """Edits of a quiet consultation (a man of 40, pain for 10 days) on both sides of a rule's border."""

    rule: str
    fires: Edits
    silent: Edits


def _severe_leg_pain(nrs: int) -> Edits:
    return DERMATOMAL | {"measures.now.nrs_leg": nrs, "problem.tasks_blocked": "yes"}


BORDERS: tuple[Border, ...] = (
    Border("TR-01", answered("RF-C3"), unasked("RF-C3")),
    Border("TR-02", {"exam.post_void_residual_ml": 200}, {"exam.post_void_residual_ml": 199}),
    Border("TR-03", answered("RF-N2"), unasked("RF-N2")),
    Border(
        "TR-04",
        weak_left(4, "great_toe_extension") | examined_before(10),
        weak_left(4, "great_toe_extension") | examined_before(11),
    ),
    Border("TR-05", weak_left(3, "great_toe_extension"), weak_left(4, "great_toe_extension")),
    Border(
        "TR-06",
        weak_left(3, "great_toe_extension") | LONGSTANDING,
        weak_left(4, "great_toe_extension") | LONGSTANDING,
    ),
    Border(
        "TR-07",
        weak_left(4, "ankle_dorsiflexion", "plantarflexion"),
        weak_left(4, "ankle_dorsiflexion", "knee_extension"),
    ),
    Border("TR-08", answered("RF-N3"), answered("RF-N3", "RF-C5")),
    Border("TR-09", weak_left(4, "hip_flexion"), weak_left(4, "hip_flexion") | answered("RF-N1")),
    Border("TR-10", _severe_leg_pain(7), _severe_leg_pain(6)),
    Border("TR-11", CANCER | answered("RF-N1"), CANCER | unasked("RF-N1")),
    Border(
        "TR-11",
        CANCER | {"exam.post_void_residual_ml": 200},
        CANCER | {"exam.post_void_residual_ml": 199},
    ),
    Border("TR-12", CANCER | answered("RF-M5"), answered("RF-M1", "RF-M5") | unasked("RF-M1b")),
    Border("TR-13", CANCER, answered("RF-M1") | unasked("RF-M1b")),
    Border("TR-13b", answered("RF-M1"), answered("RF-M1") | unasked("RF-M1b")),
    Border("TR-14", answered("RF-M2") | aged(60), answered("RF-M2") | aged(59, 364)),
    Border("TR-15", answered("RF-M2") | aged(51), answered("RF-M2") | aged(50, 364)),
    Border("TR-16", aged(60) | since(40) | treated(28), aged(60) | since(40) | treated(27)),
    Border("TR-17", answered("RF-M2") | aged(50), answered("RF-M2") | aged(51)),
    Border("TR-18", aged(51), aged(50, 364)),
    Border("TR-20", answered("RF-M4"), answered("RF-M4") | unasked("RF-I1")),
    Border("TR-21", answered("RF-M6"), unasked("RF-M6")),
    Border("TR-22", answered("RF-F1") | since(27), answered("RF-F1") | since(28)),
    Border("TR-22b", answered("RF-F1") | since(28), answered("RF-F1") | since(27)),
    Border("TR-23", WOMAN | answered("RF-F2") | aged(71), WOMAN | answered("RF-F2") | aged(70, 364)),
    Border("TR-24", answered("RF-F3") | since(27), answered("RF-F3") | since(28)),
    Border("TR-25", answered("RF-F4") | since(27), answered("RF-F4") | since(28)),
    Border("TR-26", answered("RF-F2") | aged(51), answered("RF-F2") | aged(50, 364)),
    Border("TR-27", answered("RF-F5"), answered("RF-F5") | IMAGED),
    Border("TR-28", aged(71), aged(70, 364)),
    Border("TR-28b", answered("RF-F7") | aged(71), answered("RF-F7") | aged(70, 364)),
    Border("TR-29", answered("RF-F8"), unasked("RF-F8")),
    Border("TR-30", answered("RF-I1", "RF-I8"), answered("RF-I1") | unasked("RF-I8")),
    Border("TR-31", answered("RF-I1"), answered("RF-I1", "RF-F6")),
    Border("TR-32", answered("RF-I5") | since(90), answered("RF-I5") | since(91)),
    Border("TR-33", answered("RF-I2") | quiet_labs(21), answered("RF-I2") | quiet_labs(20)),
    Border("TR-34", answered("RF-I3") | quiet_labs(21), answered("RF-I3") | quiet_labs(20)),
    Border("TR-35", answered("RF-I4", "RF-I8"), answered("RF-I4")),
    Border("TR-35b", answered("RF-I4"), answered("RF-I4", "RF-I6")),
    Border("TR-36", answered("RF-I2", "RF-F3"), answered("RF-I3", "RF-F3")),
    Border("TR-37", answered("RF-I9") | quiet_labs(21), answered("RF-I9") | quiet_labs(20)),
    Border(
        "TR-38",
        answered("RF-S1", "RF-S2", "RF-S3", "RF-S4") | since(85),
        answered("RF-S1", "RF-S2", "RF-S3", "RF-S4") | since(84),
    ),
    Border(
        "TR-39",
        answered("RF-S1", "RF-S2", "RF-S3") | since(85),
        answered("RF-S0", "RF-S1", "RF-S2") | since(85),
    ),
    Border(
        "TR-40",
        answered("RF-S1", "RF-S2") | since(85),
        answered("RF-S1", "RF-S2") | unasked("RF-S3") | since(85),
    ),
    Border("TR-42", answered("RF-V3"), unasked("RF-V3")),
    Border("TR-43", answered("RF-V4", "RF-V5") | aged(61), answered("RF-V4", "RF-V5") | aged(60, 364)),
    Border("TR-43b", answered("RF-V4"), answered("RF-V4", "RF-V1")),
    Border("TR-44", answered("RF-V7"), unasked("RF-V7")),
    Border("TR-45", answered("RF-O1"), unasked("RF-O1")),
)

_CLASSES: Final = {rule.id: rule.triage_class for rule in RULES}


def _fired_as(rule: str) -> Callable[[Evaluation], object]:
    """The class under which the rule fired, or ``None``."""
    return lambda evaluation: {fired.id: fired.triage_class for fired in evaluation.triage.rules}.get(rule)


FIRES: Final = tuple(
    Check(item.rule, edited(quiet(), item.fires), _fired_as(item.rule), _CLASSES[item.rule])
    for item in BORDERS
)
SILENT: Final = tuple(
    Check(item.rule, edited(quiet(), item.silent), _fired_as(item.rule), None) for item in BORDERS
)


class Due(NamedTuple):
    """What a rule asks for in how many days (2.8): tests by code, and the days of its timed actions."""

    rule: str
    orders: dict[str, int]
    actions: tuple[int, ...] = ()
    more: Edits | None = None


def _within(days: int, *tests: str) -> dict[str, int]:
    return dict.fromkeys(tests, days)


_COUNTS: Final = ("esr", "crp", "cbc")
_BLOOD: Final = (*_COUNTS, "calcium")
DUE: Final = (
    Due("TR-06", {}, (14,)),
    Due("TR-08", _within(14, "mri_lumbar"), (14, 7)),
    Due("TR-09", {}, (14, 7)),
    Due("TR-10", {}, (14, 7)),
    Due("TR-10", _within(14, "mri_lumbar"), (14, 7), {"problem.candidate_for_intervention": "yes"}),
    Due("TR-10", _within(14, "mri_lumbar"), (14, 7), {"problem.candidate_for_intervention": "not_discussed"}),
    Due("TR-11", _within(1, "mri_whole_spine")),
    Due("TR-12", _within(7, "mri_whole_spine", *_BLOOD), (1,)),
    Due("TR-13", _within(14, "mri_lumbar_contrast") | _within(7, *_BLOOD)),
    Due("TR-13b", {}, (28,)),
    Due("TR-14", _within(14, "ct_abdomen") | _within(7, *_BLOOD), (14,)),
    Due("TR-15", _within(7, "lumbar_xray", *_BLOOD)),
    Due("TR-16", {}, (28,)),
    Due("TR-17", _within(14, *_BLOOD), (28,)),
    Due("TR-18", {}, (28,)),
    Due("TR-20", {}, (28,)),
    Due("TR-21", _within(14, "mri_lumbar_contrast") | _within(7, *_BLOOD)),
    Due("TR-22b", _within(7, "lumbar_xray")),
    Due("TR-24", _within(7, "lumbar_xray")),
    Due("TR-25", _within(7, "lumbar_xray")),
    Due("TR-26", _within(7, "lumbar_xray")),
    Due("TR-27", _within(1, "lumbar_xray"), (1,)),
    Due("TR-28", {}, (28,)),
    Due("TR-28b", _within(7, "lumbar_xray")),
    Due("TR-31", _within(1, *_COUNTS, "blood_cultures")),
    Due("TR-33", _within(2, *_COUNTS)),
    Due("TR-35b", _within(7, *_COUNTS)),
    Due("TR-36", _within(7, "mri_lumbar_contrast") | _within(1, *_COUNTS), (7,)),
    Due("TR-37", _within(7, "mri_lumbar_contrast")),
)


def _due(due: Due) -> Callable[[Evaluation], object]:
    def found(evaluation: Evaluation) -> object:
        days = {order.what: order.due_days for order in evaluation.orders if order.what in due.orders}
        actions = [rule.actions for rule in evaluation.triage.rules if rule.id == due.rule]
        return days, tuple(day for texts in actions for _, day in texts if day)

    return found


IN_TIME: Final = tuple(
    Check(due.rule, edited(quiet(), border.fires | (due.more or {})), _due(due), (due.orders, due.actions))
    for due in DUE
    for border in BORDERS
    if border.rule == due.rule
)
