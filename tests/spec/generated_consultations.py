"""Seeded consultations around the borders of the rules, as plain case data: fast enough for tens of thousands.

At least half of the answers are unknown on average; the rest leans towards `no`, so that single findings stand out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from desktop_app.domain.examination import MOVEMENTS

Case = dict[str, Any]

VISIT = date(2026, 11, 20)

QUESTIONS: tuple[str, ...] = (
    *(f"RF-C{number}" for number in range(1, 9)),
    *("RF-N1", "RF-N2", "RF-N3", "RF-M1", "RF-M1b", "RF-M2", "RF-M4", "RF-M5", "RF-M6"),
    *(f"RF-F{number}" for number in range(1, 9)),
    *(f"RF-I{number}" for number in range(1, 10)),
    *(f"RF-S{number}" for number in range(10)),
    *(f"RF-V{number}" for number in range(1, 8)),
    *("RF-O1", "RF-O2", "WR-01", "WR-05", "WR-14", "WR-15"),
)
CONDITIONS = (
    "osteoporosis",
    "diabetes",
    "hypertension",
    "suicide_risk",
    "spinal_hardware",
    "recent_spine_surgery",
)
AGES = (17, 18, 24, 29, 30, 34, 35, 44, 45, 46, 49, 50, 51, 59, 60, 61, 69, 70, 71, 84)
DAYS = (0, 1, 26, 27, 28, 29, 41, 42, 43, 83, 84, 85, 89, 90, 91, 200, 900)
ROOTS = ("L2", "L3", "L4", "L5", "S1")
START_BACK: tuple[Case, ...] = (
    {},
    {},
    {"total": 3},
    {"total": 3, "psych": 3},
    {"total": 4, "psych": 3},
    {"total": 5, "psych": 4},
    {"psych": 4},
)
TREATMENTS = (
    *("EXERCISE_SUPERVISED", "EXERCISE_MOTOR_CONTROL", "INTERDISC_REHAB", "YOGA", "HEAT", "SMT"),
    *("REMAIN_ACTIVE", "EDUCATION_SELFCARE", "BED_REST", "naproxen", "acetaminophen"),
)


def generated(seed: int, count: int) -> Iterator[Case]:
    """Consultations of every kind."""
    random = Random(seed)
    for _ in range(count):
        yield _case(random)


def bordering(seed: int, count: int) -> Iterator[Case]:
    """A complete and quiet consultation with a few findings on either side of a border."""
    random = Random(seed)
    for _ in range(count):
        chosen = [random.choice(BORDERS) for _ in range(random.choice((1, 2, 3, 4, 6)))]
        start = _since_youth(random) if random.random() < 0.1 else {}
        yield edited(quiet(), start | {path: random.choice(values) for path, values in chosen})


def _since_youth(random: Random) -> Case:
    """Around the gate and the counts of axial spondyloarthritis."""
    criteria = {f"answers.RF-S{number}": random.choice(("yes", "no", None)) for number in range(1, 10)}
    onset = {"problem.onset_date": _days_ago(random.choice((84, 85, 200)))}
    return {"patient.birth_date": born(random.choice((30, 44, 45)), VISIT).isoformat(), **onset, **criteria}


def quiet() -> Case:
    """A man of 40 with ten days of plain back pain: everything was asked and examined, nothing was found."""
    return {
        "format": 1,
        "visit_date": VISIT.isoformat(),
        "patient": {"sex": "male", "birth_date": "1986-05-05"},
        "problem": {"onset_date": _days_ago(10), "tasks_blocked": "no", "candidate_for_intervention": "no"},
        "measures": {"now": {"nrs_back": 4, "nrs_leg": 0}},
        "answers": dict.fromkeys(QUESTIONS, "no"),
        "exam": {
            "performed": "yes",
            "leg_symptoms": "none",
            "leg_pain_dermatomal": "no",
            "claudication": "no",
            "motor": {"all_normal": "yes"},
            "motor_longstanding": "no",
            "sensory_loss": {"left": [], "right": []},
            "reflexes": {
                reflex: {"left": "normal", "right": "normal"} for reflex in ("patellar", "achilles")
            },
            "straight_leg_raise": {"left": "negative", "right": "negative"},
            "crossed_straight_leg_raise": "negative",
            "femoral_stretch": "negative",
        },
    }


def edited(case: Case, edits: Mapping[str, Any]) -> Case:
    """``case`` with each value set at its dotted path, in place; ``None`` is unanswered."""
    for path, value in edits.items():
        *groups, key = path.split(".")
        place = case
        for group in groups:
            place = place.setdefault(group, {})
        place[key] = value
    return case


def born(age: int, day: date, days_after_birthday: int = 0) -> date:
    """The birth date of someone who turned ``age`` that many days before ``day``."""
    return (day - timedelta(days=days_after_birthday)).replace(year=day.year - age)


def _case(random: Random) -> Case:
    full = random.random() < 0.3
    known = 0.97 if full else random.choice((0.15, 0.3, 0.4))
    yes = random.choice((0.02, 0.05, 0.1, 0.25))
    case: Case = {"format": 1, "visit_date": VISIT.isoformat(), "patient": _patient(random)}
    case["problem"] = _problem(random, known)
    case["measures"] = {"baseline": _scores(random, 0.5), "now": _scores(random, 0.6, every=True)}
    case["answers"] = _answers(random, QUESTIONS, known, yes)
    case["conditions"] = _answers(random, CONDITIONS, 0.3, 0.15)
    case["conditions_reviewed"] = random.choice(("yes", None))
    case["exam"] = _exam(random, full=full)
    case["labs"] = {
        "esr_mm_h": random.choice((None, None, 5, 20, 21, 60)),
        "crp_raised": random.choice((None, None, "no", "no", "yes", "not_assessed")),
    }
    chosen = random.sample(TREATMENTS, random.choice((0, 0, 1, 3, 4)))
    case["tried"] = [{"treatment": t, "weeks": random.choice((None, 2, 5, 6, 8))} for t in chosen]
    return case


def _answers(random: Random, questions: tuple[str, ...], known: float, yes: float) -> dict[str, str]:
    given = {}
    for question in questions:
        if random.random() < known:
            given[question] = "yes" if random.random() < yes else "no"
        elif random.random() < 0.5:
            given[question] = "not_assessed"
    return given


def _patient(random: Random) -> Case:
    sex = random.choice(("female", "male"))
    patient: Case = {
        "sex": sex,
        "birth_date": born(random.choice(AGES), VISIT, random.choice((0, 1, 364))).isoformat(),
    }
    if sex == "female" and random.random() < 0.4:
        status = random.choice(("not_pregnant", "not_pregnant", "pregnant", "unknown"))
        patient["pregnancy"] = {
            "status": status,
            **({"weeks": random.choice((8, 20))} if status == "pregnant" else {}),
        }
    return patient


def _problem(random: Random, known: float) -> Case:
    duration, treated = random.choice((*DAYS, None)), random.choice((*DAYS[:12], None, None))
    return {
        "onset_date": _days_ago(duration),
        "treatment_started": _days_ago(treated),
        "patient_says": random.choice((None, "better", "same", "same", "worse")),
        "flare_of_chronic": random.choice((None, "no", "yes")),
        "off_work_days": random.choice((None, 0, 28, 29)),
        "tasks_blocked": random.choice((None, "no", "yes", "not_assessed")),
        "candidate_for_intervention": random.choice((None, "not_discussed", "yes", "no")),
        "already_imaged_same_picture": random.choice(("yes", "no")) if random.random() < known else None,
    }


def _days_ago(days: int | None) -> str | None:
    return None if days is None else (VISIT - timedelta(days=days)).isoformat()


def _scores(random: Random, share: float, *, every: bool = False) -> Case:
    def maybe(value: object) -> object:
        return value if random.random() < share else None

    scores: Case = {
        "nrs_back": maybe(random.choice((0, 1, 3, 4, 5, 6, 7, 8))),
        "nrs_leg": maybe(random.choice((0, 0, 0, 3, 5, 6, 7, 9))),
        "peg": maybe([random.randint(0, 10) for _ in range(3)]) if random.random() < 0.5 else None,
        "rmdq": maybe(random.choice((0, 2, 3, 4, 5, 9, 10, 14, 15))) if random.random() < 0.5 else None,
        "odi": maybe(random.choice((0, 10, 20, 30, 40))) if random.random() < 0.4 else None,
    }
    if every:
        scores["phq4"] = maybe([random.choice((0, 0, 1, 2)) for _ in range(4)])
        scores["start_back"] = random.choice(START_BACK)
    return scores


def _exam(random: Random, *, full: bool) -> Case:
    exam: Case = {
        "performed": random.choice(("yes", "yes", "yes", "no", "not_assessed", None)),
        "leg_symptoms": random.choice((None, "none", "none", "left", "right", "both")),
        "leg_pain_dermatomal": random.choice((None, "no", "yes", "not_assessed")),
        "claudication": random.choice((None, "no", "no", "yes", "not_assessed")),
        "motor": _motor(random, full=full),
        "motor_longstanding": random.choice((None, "no", "yes")),
        "straight_leg_raise": _sides(random, (None, "negative", "negative", "positive")),
        "crossed_straight_leg_raise": random.choice((None, "negative", "negative", "negative", "positive")),
        "femoral_stretch": random.choice((None, "negative", "negative", "negative", "positive")),
        "post_void_residual_ml": random.choice((None, None, None, None, None, 0, 90, 199, 199.5, 200, 201)),
    }
    if random.random() < 0.3:
        exam["motor_previous"] = {
            **_motor(random, full=full),
            "date": _days_ago(random.choice((*DAYS, None))),
        }
    if random.random() < 0.5:
        exam["sensory_loss"] = _sides(random, (None, [], [], [], [random.choice(ROOTS)]))
    if random.random() < 0.5:
        levels = ("normal",) * 6 + ("reduced", "absent", "brisk", None)
        exam["reflexes"] = {"patellar": _sides(random, levels), "achilles": _sides(random, levels)}
    return exam


def _sides(random: Random, choices: tuple[Any, ...]) -> Case:
    return {"left": random.choice(choices), "right": random.choice(choices)}


def _motor(random: Random, *, full: bool) -> Case:
    motor: Case = {"all_normal": "yes" if full or random.random() < 0.6 else None}
    for movement in random.sample(MOVEMENTS, random.choice((0, 0, 0, 1, 1, 2, 3, 6))):
        motor[movement] = _sides(random, (None, 3, 4, 4, 5, 5))
    return motor


BORDERS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    *((f"answers.{question}", ("yes", "yes", "no", "not_assessed", None)) for question in QUESTIONS),
    *(("patient.birth_date", tuple(born(age, VISIT, days).isoformat() for age in AGES for days in (0, 364))),)
    * 8,
    *(("patient.sex", ("female",)),) * 3,
    ("patient.pregnancy", ({"status": "pregnant"}, {"status": "unknown"})),
    *(("problem.onset_date", tuple(_days_ago(days) for days in (*DAYS, None))),) * 10,
    *(("problem.treatment_started", tuple(_days_ago(days) for days in (*DAYS, None))),) * 8,
    *(("problem.patient_says", ("better", "same", "same", "worse")),) * 8,
    *(("problem.tasks_blocked", ("yes", "no", None)),) * 3,
    *(("problem.candidate_for_intervention", ("yes", "no", "not_discussed", None)),) * 4,
    *(("problem.already_imaged_same_picture", ("yes", "yes", "no", None)),) * 6,
    ("problem.off_work_days", (28, 29)),
    *(
        (
            "labs",
            tuple(
                {"esr_mm_h": esr, "crp_raised": crp} for esr in (20, 20.5, 21) for crp in ("no", "yes", None)
            ),
        ),
    )
    * 6,
    *(
        (
            "measures.baseline",
            tuple({"nrs_back": back, "nrs_leg": leg} for back in (0, 4, 6) for leg in (0, 4, 7)),
        ),
    )
    * 3,
    *(
        (
            "measures.now",
            tuple({"nrs_back": back, "nrs_leg": leg} for back in (0, 3, 6, 7) for leg in (0, 6, 7)),
        ),
    )
    * 4,
    *(("measures.now.start_back", START_BACK),) * 2,
    *(("exam.leg_symptoms", ("left", "right", "both")),) * 3,
    *(("exam.leg_pain_dermatomal", ("yes", None)),) * 3,
    *(("exam.claudication", ("yes", None)),) * 3,
    *(
        (f"exam.motor.{movement}", ({"left": 4}, {"right": 4}, {"left": 3}, {"left": 5}))
        for movement in MOVEMENTS
    ),
    ("exam.motor.all_normal", (None, "no")),
    ("exam.motor_longstanding", ("yes",)),
    (
        "exam.motor_previous",
        ({"all_normal": "yes", "date": _days_ago(10)}, {"all_normal": "yes", "date": _days_ago(11)}),
    ),
    *(("exam.straight_leg_raise.left", ("positive", None)),) * 3,
    ("exam.crossed_straight_leg_raise", ("positive",)),
    ("exam.femoral_stretch", ("positive",)),
    ("exam.sensory_loss.left", (["L5"], None)),
    ("exam.reflexes.achilles.left", ("reduced", "absent", "brisk", None)),
    ("exam.post_void_residual_ml", (199, 199.5, 200, 201)),
    ("exam.performed", ("no", "not_assessed", None)),
    *((f"conditions.{condition}", ("yes", "no", "not_assessed")) for condition in CONDITIONS),
    *(
        (
            "tried",
            tuple(
                [
                    {"treatment": "EXERCISE_SUPERVISED", "weeks": weeks},
                    {"treatment": other},
                    {"treatment": "naproxen"},
                ]
                for weeks in (5, 6)
                for other in ("YOGA", "HEAT", "BED_REST", "EXERCISE_MOTOR_CONTROL")
            ),
        ),
    )
    * 3,
)
