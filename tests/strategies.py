"""Hypothesis strategies: whole consultations of every kind, with at least half of the draws leaving things unknown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import ChildPugh, Consultation
from desktop_app.domain.decisions import (
    EmergencyOverrideReason,
    OverrideReason,
    Preference,
    TreatmentResult,
)
from desktop_app.domain.examination import MOVEMENTS, LegSymptoms, Reflex, Root, TestResult
from desktop_app.domain.patient import Candidacy, Language, PatientReport, PregnancyStatus, Sex

Group = SearchStrategy[dict[str, Any]]


class SampleIds(NamedTuple):
    """The ids that generated consultations name; give those of the real content to test against it."""

    questions: Sequence[str] = (
        "RF-C1",
        "RF-C2",
        "RF-N1",
        "RF-M1",
        "RF-M1b",
        "RF-F3",
        "RF-I1",
        "YF-1",
        "WR-01",
        "WR-11",
    )
    conditions: Sequence[str] = ("hx_peptic_ulcer", "hypertension", "osteoporosis", "smoker", "pacemaker_icd")
    medicines: Sequence[str] = ("acetaminophen", "ibuprofen", "naproxen", "hydrocodone_acetaminophen")
    therapies: Sequence[str] = ("REMAIN_ACTIVE", "HEAT", "EXERCISE_SUPERVISED", "SMT", "YOGA")
    worsening_actions: Sequence[str] = ("WR-01", "WR-03", "WR-11")
    medicine_names: Sequence[str] = ("Zoloft", "Advil PM", "prednisone", "Percocet", "alcohol", "unheard of")


SAMPLE_IDS = SampleIds()

texts = st.text(
    st.characters(
        codec="utf-8",
        categories=["L", "M", "N", "P", "S", "Zs", "Cf"],
        exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff",
    ),
    max_size=40,
)
awkward_texts = st.sampled_from(
    [
        "yes",
        "no",
        "null",
        "~",
        "010",
        "1e5",
        "12:30:45",
        "2026-11-20",
        "- a",
        "a: b",
        "#x",
        "'",
        '"',
        "<<",
        "=",
        "*a",
        "&a",
    ]
)
names = texts | awkward_texts
phrases = (names | st.just("codeine (nausea only)")).filter(lambda text: bool(text.strip()))
notes = st.lists(names, max_size=4).map("\n".join)
override_texts = notes.map(lambda text: f"Discussed with the patient. {text}")


def known_or_missing(
    fields: dict[str, SearchStrategy[Any]], required: dict[str, SearchStrategy[Any]] | None = None
) -> Group:
    """A group of keys where each optional one is left out in at least half of the draws."""
    return st.fixed_dictionaries(required or {}, optional=fields).flatmap(
        lambda group: st.sets(st.sampled_from(sorted(fields)), min_size=len(fields) // 2).map(
            lambda missing: {
                key: value for key, value in group.items() if key not in missing or key not in fields
            }
        )
    )


def words(kind: type[StrEnum]) -> SearchStrategy[str]:
    """A word of a coded list, as a case file spells it."""
    return st.sampled_from(list(kind)).map(str)


def some(values: SearchStrategy[Any]) -> SearchStrategy[list[Any]]:
    """A short list."""
    return st.lists(values, max_size=3)


def quantities(low: float, high: float) -> SearchStrategy[float]:
    """A finite quantity with at most two decimals, limits included."""
    return st.integers(round(low * 100), round(high * 100)).map(lambda hundredths: hundredths / 100)


def sides(values: SearchStrategy[Any]) -> Group:
    """Values for the left and right side, each maybe missing."""
    return known_or_missing({"left": values, "right": values})


ANSWERS = words(Answer)
YES_OR_NO = st.sampled_from(["yes", "no"])
RATINGS = st.integers(0, 10)


def answers_to(ids: Sequence[str]) -> SearchStrategy[dict[str, str]]:
    """Answers to some of ``ids``."""
    return st.dictionaries(st.sampled_from(list(ids)), ANSWERS, max_size=max(1, len(ids) // 2))


def pregnancies() -> Group:
    """Pregnancy in every status, with and without gestational age."""
    status = st.fixed_dictionaries({}, optional={"status": words(PregnancyStatus)})
    dated = {"status": st.just("pregnant"), "weeks": st.integers(0, 45)}
    return status | st.fixed_dictionaries(dated, optional={"days": st.integers(0, 6)})


def patients(birth_date: date) -> Group:
    """A patient of either sex."""
    return known_or_missing(
        {
            "given_name": names,
            "family_name": names,
            "identifier": names,
            "language": words(Language),
            "large_print": ANSWERS,
            "weight_kg": quantities(20, 400),
            "height_cm": quantities(100, 250),
            "pregnancy": pregnancies(),
            "breastfeeding": ANSWERS,
        },
        {"birth_date": st.just(birth_date.isoformat()), "sex": words(Sex)},
    )


def episodes(days: SearchStrategy[str]) -> Group:
    """The key ``problem``."""
    return known_or_missing(
        {
            "onset_date": days,
            "treatment_started": days,
            "first_visit": YES_OR_NO,
            "patient_says": words(PatientReport),
            "flare_of_chronic": ANSWERS,
            "works": ANSWERS,
            "off_work_days": st.integers(0, 400),
            "tasks_blocked": ANSWERS,
            "candidate_for_intervention": words(Candidacy),
            "already_imaged_same_picture": ANSWERS,
        }
    )


def scores(**more: SearchStrategy[Any]) -> Group:
    """The instruments at one moment."""
    start_back = st.tuples(st.integers(0, 9), st.integers(0, 5)).map(
        lambda pair: {"total": max(pair), "psych": min(*pair, 5)}
    )
    return known_or_missing(
        {
            **more,
            "nrs_back": RATINGS,
            "nrs_leg": RATINGS,
            "peg": st.lists(RATINGS, min_size=3, max_size=3),
            "rmdq": st.integers(0, 24),
            "rmdq_items": st.lists(st.integers(1, 24), unique=True),
            "phq4": st.lists(st.integers(0, 3), min_size=4, max_size=4),
            "start_back": start_back,
            "odi": quantities(0, 100),
        }
    ).map(_without_a_second_rmdq)


def _without_a_second_rmdq(scores: dict[str, Any]) -> dict[str, Any]:
    """A total beside ticked statements would have to be their number."""
    return {key: value for key, value in scores.items() if key != "rmdq" or "rmdq_items" not in scores}


def motor_exams(**more: SearchStrategy[Any]) -> Group:
    """Strength of some movements."""
    movements: dict[str, SearchStrategy[Any]] = {movement: sides(st.integers(0, 5)) for movement in MOVEMENTS}
    return known_or_missing({**more, "all_normal": ANSWERS, **movements})


def examinations(days: SearchStrategy[str]) -> Group:
    """The key ``exam``."""
    reflexes = sides(words(Reflex))
    return known_or_missing(
        {
            "performed": ANSWERS,
            "leg_symptoms": words(LegSymptoms),
            "leg_pain_dermatomal": ANSWERS,
            "claudication": ANSWERS,
            "motor": motor_exams(),
            "motor_previous": motor_exams(date=days),
            "motor_longstanding": ANSWERS,
            "sensory_loss": sides(st.lists(words(Root), unique=True, max_size=5)),
            "reflexes": known_or_missing({"patellar": reflexes, "achilles": reflexes}),
            "straight_leg_raise": sides(words(TestResult)),
            "crossed_straight_leg_raise": words(TestResult),
            "femoral_stretch": words(TestResult),
            "post_void_residual_ml": quantities(0, 1000),
        }
    )


def labs() -> Group:
    """Results on record."""
    return known_or_missing(
        {
            "creatinine_mg_dl": quantities(0.1, 20),
            "egfr": quantities(1, 150),
            "crcl_ml_min": quantities(1, 200),
            "esr_mm_h": quantities(0, 150),
            "crp_raised": ANSWERS,
            "bp_systolic": quantities(121, 260),
            "bp_diastolic": quantities(40, 120),
            "child_pugh": words(ChildPugh),
        }
    )


def current_medications(ids: SampleIds, days: SearchStrategy[str]) -> SearchStrategy[Any]:
    """An entry of the medication list: a plain name, or a name with what is known."""
    name = st.sampled_from(list(ids.medicine_names)) | phrases
    optional = {"per_day": quantities(0.25, 12), "stopped_on": days}
    by_dose = known_or_missing({"dose_mg": quantities(0.5, 2000), **optional}, {"name": name})
    by_strength = known_or_missing(
        {"strength": st.sampled_from(["5 mg/325 mg", "25 mcg/h"]), **optional}, {"name": name}
    )
    return name | by_dose | by_strength


def medication_choices(ids: SampleIds) -> Group:
    """A chosen medicine, with or without an override."""
    override = st.fixed_dictionaries({"reason": words(OverrideReason), "text": override_texts})
    return known_or_missing(
        {
            "dose_mg": quantities(5, 1000),
            "times_per_day": st.integers(1, 6),
            "days": st.integers(1, 90),
            "override": override,
        },
        {"drug": st.sampled_from(list(ids.medicines))},
    )


def decisions(ids: SampleIds) -> Group:
    """The key ``decisions``."""
    orders = st.sampled_from(["TR-15:lumbar_xray", "TR-15:esr"])
    return known_or_missing(
        {
            "medications": some(medication_choices(ids)),
            "no_medication": ANSWERS,
            "therapies": some(st.sampled_from(list(ids.therapies))),
            "worsening_actions": some(st.sampled_from(list(ids.worsening_actions))),
            "accepted_orders": st.just("all") | some(orders),
            "incomplete_reason": notes,
            "emergency_override": st.fixed_dictionaries(
                {"reason": words(EmergencyOverrideReason), "text": override_texts}
            ),
            "notes": notes,
        }
    )


@st.composite
def case_data(draw: st.DrawFn, ids: SampleIds = SAMPLE_IDS) -> dict[str, Any]:
    """The plain data of a valid case file."""
    visit = draw(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
    birth = visit - timedelta(days=draw(st.integers(16 * 365, 100 * 366)))
    since = st.sampled_from([0, 1, 13, 14, 27, 28, 41, 42, 84, 85, 400]) | st.integers(0, 3000)
    days = since.map(lambda count: (visit - timedelta(days=count)).isoformat())
    treatments = st.sampled_from([*ids.medicines, *ids.therapies])
    tried = known_or_missing(
        {"weeks": quantities(0, 104), "result": words(TreatmentResult)}, {"treatment": treatments}
    )
    therapies = st.sampled_from(list(ids.therapies))
    groups = {
        "problem": episodes(days),
        "measures": st.fixed_dictionaries({}, optional={"baseline": scores(date=days), "now": scores()}),
        "answers": answers_to(ids.questions),
        "exam": examinations(days),
        "labs": labs(),
        "conditions": answers_to(ids.conditions),
        "conditions_reviewed": ANSWERS,
        "other_conditions": some(phrases),
        "allergies": known_or_missing({"reviewed": ANSWERS, "list": some(phrases)}),
        "current_medications": known_or_missing(
            {"reviewed": ANSWERS, "list": some(current_medications(ids, days))}
        ),
        "tried": some(tried),
        "preferences": st.dictionaries(therapies, words(Preference), max_size=3),
        "access": answers_to(ids.therapies),
        "decisions": decisions(ids),
    }
    required = {"format": st.just(1), "visit_date": st.just(visit.isoformat()), "patient": patients(birth)}
    return draw(st.fixed_dictionaries(required, optional=groups))


def consultations(ids: SampleIds = SAMPLE_IDS) -> SearchStrategy[Consultation]:
    """Valid consultations with any part unknown."""
    return case_data(ids).map(Consultation.model_validate)
