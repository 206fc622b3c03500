"""The triage rules of the reference (2.8), the class, the open questions and the hold, written a second time."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.spec.oracle_visit import CAUDA_EQUINA, Visit

EMERGENCY, URGENT, PROMPT = "EMERGENCY_TODAY", "URGENT_2W", "IMAGING_LABS"
RHEUMATOLOGY, TESTS, WATCH, NOTHING = "INFLAMMATORY_REFERRAL", "INVESTIGATE_NONURGENT", "WATCH", "NO_FLAG"
RANK = {EMERGENCY: 6, URGENT: 5, PROMPT: 4, RHEUMATOLOGY: 3, TESTS: 2, WATCH: 1, NOTHING: 0}

Condition = Callable[[Visit, set[str]], bool]
Closure = Callable[[Visit], bool]


def _cord_at_risk(v: Visit) -> bool:
    """TR-11."""
    signs = v.cauda_equina_item or v.exam.weak or v.exam.sensory_loss or v.radicular
    return signs or v.yes("RF-N1", "RF-N2", "RF-N3")


def _two_weak_cancer_flags(v: Visit) -> bool:
    """TR-15."""
    return (v.age > 50) + v.yes("RF-M2") + v.course.no_better_after_treatment >= 2


def _fracture_prediction(v: Visit) -> bool:
    """TR-23: at least 3 of 4."""
    trauma = v.yes("RF-F1") or (v.yes("RF-F2") and v.age > 50)
    female = v.consultation.patient.sex.value == "female"
    return female + (v.age > 70) + trauma + v.yes("RF-F3") >= 3


def _one_vertebra(v: Visit) -> bool:
    """TR-28b."""
    return (v.age > 70 and v.yes("RF-F6", "RF-F7")) or (v.age > 50 and v.yes("RF-F6") and v.yes("RF-F7"))


def _fever_and_risk(v: Visit) -> bool:
    """TR-30."""
    risks = [f"RF-I{number}" for number in range(2, 10)]
    named = v.yes(*risks, "RF-F3", "RF-F6", "RF-N2") or v.inflammation_and_risk
    return v.yes("RF-I1") and (named or v.exam.weak or v.cauda_equina_item)


def _bacteraemia(v: Visit) -> bool:
    """TR-32."""
    recent = v.course.days is not None and v.course.days <= 90
    return v.yes("RF-I5") and (v.course.new_or_worse or recent)


def infection_source_beyond_i9(v: Visit, fired: set[str]) -> bool:
    """TR-35 without RF-I9, by which alone the blood tests are less urgent."""
    late = v.yes("RF-I5") and "TR-32" not in fired
    local = v.yes("RF-I4") and v.yes("RF-M4", "RF-M5", "RF-F6", "RF-I8")
    return v.yes("RF-I6", "RF-I7") or late or local


def _spondyloarthritis_count(v: Visit) -> int:
    return v.answers.count_yes(*SPONDYLOARTHRITIS)


def _cannot_reach_three(v: Visit) -> bool:
    """TR-40: unanswered criteria count only if they could bring the count to 3."""
    return _spondyloarthritis_count(v) + sum(v.answers.open(item) for item in SPONDYLOARTHRITIS) <= 2


SPONDYLOARTHRITIS = [f"RF-S{number}" for number in range(1, 10)]
AGE_ALONE = ("RF-M1", "RF-M2", "RF-M4", "RF-M6")
FRACTURE_ITEMS = [f"RF-F{number}" for number in range(1, 9)]


class Rule(NamedTuple):
    id: str
    triage_class: str
    holds: Condition
    closed: Closure = lambda v: False


# In the order of 2.8; the second argument is what has fired so far. TR-35b stands after TR-36, which it reads.
RULES: tuple[Rule, ...] = (
    # 2.1, 2.2 cauda equina, cord and root
    Rule("TR-01", EMERGENCY, lambda v, f: v.yes(*CAUDA_EQUINA)),
    Rule("TR-02", EMERGENCY, lambda v, f: v.exam.residual_ml is not None and v.exam.residual_ml >= 200),
    Rule("TR-03", EMERGENCY, lambda v, f: v.yes("RF-N2")),
    Rule("TR-04", EMERGENCY, lambda v, f: v.exam.lower_than_before or (v.yes("RF-N1") and v.exam.weak)),
    Rule("TR-05", EMERGENCY, lambda v, f: v.exam.very_weak and not v.exam.longstanding),
    Rule(
        "TR-06",
        URGENT,
        lambda v, f: v.exam.longstanding and (v.exam.very_weak or v.exam.several_levels) and "TR-04" not in f,
    ),
    Rule("TR-07", EMERGENCY, lambda v, f: v.exam.several_levels and not v.exam.longstanding),
    Rule("TR-08", URGENT, lambda v, f: v.yes("RF-N3") and not v.cauda_equina_item),
    Rule(
        "TR-09",
        URGENT,
        lambda v, f: (
            v.exam.weak
            and not v.exam.very_weak
            and not v.exam.several_levels
            and "TR-04" not in f
            and not v.yes("RF-N3")
        ),
    ),
    Rule("TR-10", URGENT, lambda v, f: v.radicular and v.leg_nrs >= 7 and v.tasks_blocked),
    # 2.3 malignancy
    Rule("TR-11", EMERGENCY, lambda v, f: v.cancer_and_new_pain and _cord_at_risk(v)),
    Rule("TR-12", URGENT, lambda v, f: v.cancer_and_new_pain and v.yes("RF-M4", "RF-M5", "RF-F6")),
    Rule("TR-13", URGENT, lambda v, f: v.cancer_and_new_pain),
    Rule("TR-13b", WATCH, lambda v, f: v.yes("RF-M1") and v.answers.all_no("RF-M1b")),
    Rule("TR-14", URGENT, lambda v, f: v.yes("RF-M2") and v.age >= 60),
    Rule(
        "TR-15",
        PROMPT,
        lambda v, f: _two_weak_cancer_flags(v),
        # Only age and no improvement: weight loss must be denied, since closing may not hang on an unknown.
        lambda v: v.answers.all_no("RF-M2") and v.imaged and v.labs_clear,
    ),
    Rule(
        "TR-16",
        TESTS,
        lambda v, f: v.age >= 60 and v.course.no_better_after_treatment,
        lambda v: v.labs_clear,
    ),
    Rule("TR-17", TESTS, lambda v, f: v.yes("RF-M2") and not f & {"TR-14", "TR-15"}),
    Rule(
        "TR-18",
        WATCH,
        lambda v, f: v.age > 50 and v.answers.all_no(*AGE_ALONE) and not v.course.no_better_after_treatment,
    ),
    Rule("TR-20", WATCH, lambda v, f: v.yes("RF-M4") and v.answers.all_no("RF-M1", "RF-I1")),
    Rule("TR-21", URGENT, lambda v, f: v.yes("RF-M6")),
    # 2.4 fracture
    Rule("TR-22", EMERGENCY, lambda v, f: v.yes("RF-F1") and v.course.new_or_worse),
    Rule("TR-22b", PROMPT, lambda v, f: v.yes("RF-F1") and "TR-22" not in f, lambda v: v.imaged),
    Rule("TR-23", PROMPT, lambda v, f: _fracture_prediction(v), lambda v: v.imaged),
    Rule("TR-24", PROMPT, lambda v, f: v.yes("RF-F3") and v.course.new_or_worse),
    Rule("TR-25", PROMPT, lambda v, f: v.yes("RF-F4") and v.course.new_or_worse),
    Rule("TR-26", PROMPT, lambda v, f: v.yes("RF-F2") and v.age > 50, lambda v: v.imaged),
    Rule("TR-27", PROMPT, lambda v, f: v.yes("RF-F5"), lambda v: v.imaged),
    Rule("TR-28", WATCH, lambda v, f: v.age > 70 and v.answers.all_no(*FRACTURE_ITEMS)),
    Rule("TR-28b", PROMPT, lambda v, f: _one_vertebra(v), lambda v: v.imaged),
    Rule("TR-29", TESTS, lambda v, f: v.yes("RF-F8")),
    # 2.5 infection
    Rule("TR-30", EMERGENCY, lambda v, f: _fever_and_risk(v)),
    Rule("TR-31", PROMPT, lambda v, f: v.yes("RF-I1") and "TR-30" not in f),
    Rule("TR-32", EMERGENCY, lambda v, f: _bacteraemia(v)),
    Rule("TR-33", PROMPT, lambda v, f: v.yes("RF-I2") and not v.yes("RF-I1"), lambda v: v.labs_clear),
    Rule("TR-34", PROMPT, lambda v, f: v.immunosuppressed and not v.yes("RF-I1"), lambda v: v.labs_clear),
    Rule(
        "TR-35",
        PROMPT,
        lambda v, f: (v.yes("RF-I9") or infection_source_beyond_i9(v, f)) and not v.yes("RF-I1"),
        lambda v: v.labs_clear,
    ),
    Rule("TR-36", PROMPT, lambda v, f: v.infection_risks >= 2 and not v.yes("RF-I1")),
    Rule(
        "TR-35b",
        TESTS,
        lambda v, f: v.yes("RF-I4") and not v.yes("RF-I1") and not f & {"TR-35", "TR-36"},
        lambda v: v.labs_clear,
    ),
    Rule("TR-37", PROMPT, lambda v, f: v.inflammation_and_risk),
    # 2.6 axial spondyloarthritis
    Rule("TR-38", RHEUMATOLOGY, lambda v, f: v.axial_gate and _spondyloarthritis_count(v) >= 4),
    Rule("TR-39", TESTS, lambda v, f: v.axial_gate and _spondyloarthritis_count(v) == 3),
    Rule("TR-40", NOTHING, lambda v, f: v.axial_gate and _cannot_reach_three(v)),
    # 2.7 aorta, abdomen, other
    Rule("TR-42", EMERGENCY, lambda v, f: v.yes("RF-V1", "RF-V2", "RF-V3")),
    Rule("TR-43", EMERGENCY, lambda v, f: v.yes("RF-V4") and v.age > 60 and v.yes("RF-V5", "RF-V6")),
    Rule("TR-43b", EMERGENCY, lambda v, f: v.yes("RF-V4") and not f & {"TR-42", "TR-43"}),
    Rule("TR-44", PROMPT, lambda v, f: v.yes("RF-V7")),
    Rule("TR-45", EMERGENCY, lambda v, f: v.yes("RF-O1")),
)

# 2.1 to 2.7: the items marked with a star.
MANDATORY = (
    *CAUDA_EQUINA[:7],
    *("RF-N1", "RF-N2", "RF-N3", "RF-M1", "RF-M2", "RF-M4"),
    *("RF-F1", "RF-F2", "RF-F3", "RF-F4"),
    *(f"RF-I{number}" for number in range(1, 8)),
    *("RF-V1", "RF-V2", "RF-V3", "RF-V4", "RF-V7", "RF-O1"),
)

# 3.5 item 1; these hold treatment back too (2.10). TR-15 alone does neither.
SPECIFIC_CAUSE = {
    *("TR-01", "TR-02", "TR-03", "TR-07", "TR-11", "TR-12", "TR-13", "TR-14", "TR-21"),
    *("TR-22", "TR-22b", "TR-23", "TR-24", "TR-25", "TR-26", "TR-27", "TR-28b"),
    *("TR-30", "TR-31", "TR-32", "TR-33", "TR-34", "TR-35", "TR-36", "TR-37"),
    *("TR-42", "TR-43", "TR-43b", "TR-44", "TR-45"),
}


class TriageResult(NamedTuple):
    fired: frozenset[str]
    closed: frozenset[str]
    triage_class: str
    unanswered: frozenset[str]

    def any_of(self, *rules: str) -> bool:
        return not self.fired.isdisjoint(rules)


def triage(v: Visit) -> TriageResult:
    """Every rule is looked at; a closed one sets nothing (precedence 9)."""
    fired: set[str] = set()
    closed: set[str] = set()
    for rule in RULES:
        if rule.holds(v, fired):
            (closed if rule.closed(v) else fired).add(rule.id)
    unanswered = _unanswered(v)
    highest = max(
        (rule.triage_class for rule in RULES if rule.id in fired), key=RANK.__getitem__, default=NOTHING
    )
    incomplete = bool(unanswered) and RANK[highest] < 4
    return TriageResult(
        frozenset(fired), frozenset(closed), "INCOMPLETE" if incomplete else highest, frozenset(unanswered)
    )


def _unanswered(v: Visit) -> set[str]:
    """Section 0, 2.1 (RF-C8), 2.3 (RF-M1b, RF-M5), 3.5 (examination)."""
    needed = set(MANDATORY)
    if v.yes("RF-M1"):
        needed |= {"RF-M1b", "RF-M5"}
    if v.yes(*CAUDA_EQUINA[:7]):
        needed.add("RF-C8")
    missing = {item for item in needed if v.answers.open(item)}
    if v.leg_symptoms_reported and not v.legs_examined:
        missing.add("exam")
    return missing
