"""The finished plan: complete, dated from signing, reproducible, and with every source that it leans on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import BaseModel

from desktop_app.domain.care_plan import Basis, CarePlan, Labelled, PlanModel
from desktop_app.engine.evaluate import evaluate
from desktop_app.engine.plan_examination import examination_lines
from tests.unit.engine.plan_cases import compiled, context, plan, visit

WEAK_TOE = {
    "exam": {
        "leg_symptoms": "left",
        "leg_pain_dermatomal": "yes",
        "motor": {"all_normal": "yes", "great_toe_extension": {"left": 4}},
        "motor_previous": {"date": "2026-11-12", "all_normal": "yes", "great_toe_extension": {"left": 4}},
        "motor_longstanding": "no",
        "straight_leg_raise": {"left": "positive", "right": "negative"},
    },
    "problem": {"candidate_for_intervention": "yes"},
}
ULCER = {"conditions": {"hx_peptic_ulcer": "yes"}}


def facts(found: CarePlan) -> dict[str, str]:
    return {fact.label: fact.value for fact in found.facts}


def bases(part: object) -> list[Basis]:
    if isinstance(part, Basis):
        return [part]
    if isinstance(part, tuple):
        return [basis for item in part for basis in bases(item)]
    if isinstance(part, BaseModel):
        return [basis for name in type(part).model_fields for basis in bases(getattr(part, name))]
    return []


def test_plan_of_the_same_visit_is_equal_each_time() -> None:
    assert plan() == plan()


def test_plan_survives_json() -> None:
    found = plan(WEAK_TOE)

    assert CarePlan.model_validate_json(found.model_dump_json()) == found


def test_sources_are_every_cited_source_once_in_order_of_first_citation() -> None:
    found = plan(WEAK_TOE | ULCER | {"decisions": {"medications": [], "no_medication": "yes"}})

    cited = [source for basis in bases(found) for source in basis.sources]

    assert [source.id for source in found.sources] == list(dict.fromkeys(cited))
    assert all(source.citation for source in found.sources)


def test_publication_with_two_ids_is_cited_by_one_in_the_plan_and_by_its_own_in_the_evaluation() -> None:
    found = plan(ULCER | {"decisions": {"medications": [], "no_medication": "yes"}})
    aliases = {source.id for source in compiled().knowledge.sources if source.same_as is not None}
    raw = {
        source
        for drug in evaluate(visit(ULCER), compiled()).medications
        for issue in drug.issues
        for source in issue.sources
    }

    assert "SEED-A" in aliases & raw
    assert aliases.isdisjoint(source for basis in bases(found) for source in basis.sources)
    assert [basis.sources for basis in bases(found) if len(set(basis.sources)) < len(basis.sources)] == []


def test_answers_print_each_of_the_four_states() -> None:
    states = {item.id: item.state for group in plan().answers for item in group.items}

    assert (states["RF-C1"], states["YF-3"], states["YF-5"]) == ("no", "not_assessed", "unanswered")


def test_answers_show_a_condition_that_says_the_same_as_yes() -> None:
    found = plan({"conditions": {"diabetes": "yes"}})

    (state,) = (item.state for group in found.answers for item in group.items if item.id == "RF-I8")

    assert state == "yes"


@pytest.mark.parametrize("group", ["inflammatory", "worsening"])
def test_answers_leave_out_groups_that_were_not_asked(group: str) -> None:
    titles = {item.id: item.title for item in compiled().knowledge.question_groups}

    assert titles[group] not in [found.title for found in plan().answers]


def test_answers_keep_a_question_that_is_no_longer_asked() -> None:
    found = plan({"answers": {"WR-01": "yes"}})

    assert "WR-01" in [item.id for group in found.answers for item in group.items]


def test_unanswered_names_open_mandatory_items_by_state() -> None:
    found = plan(
        {
            "answers": {"RF-M2": None, "RF-M4": "not_assessed"},
            "decisions": {"incomplete_reason": "Interpreter had to leave; call tomorrow."},
        }
    )

    assert "unexplained weight loss (RF-M2): unanswered" in found.unanswered
    assert "constant rest or night pain (RF-M4): not assessed" in found.unanswered
    assert found.incomplete_reason == "Interpreter had to leave; call tomorrow."


@pytest.mark.parametrize(
    ("reviewed", "text"),
    [("yes", "none, confirmed 20-Nov-2026"), (None, "not asked"), ("not_assessed", "not assessed")],
)
def test_empty_lists_say_whether_anybody_asked(reviewed: str | None, text: str) -> None:
    listed: dict[str, Any] = {"reviewed": reviewed, "list": []}

    found = plan({"allergies": listed, "current_medications": listed})

    assert found.allergies == (text,)
    assert found.current_medicines == (text,)


def test_current_medicines_carry_dose_ingredient_and_stop_date() -> None:
    found = plan(
        {
            "current_medications": {
                "list": [
                    {"name": "Tylenol", "dose_mg": 500, "per_day": 2},
                    {"name": "amlodipine", "stopped_on": "2026-11-12"},
                    {"name": "Grandmother's drops"},
                    {"name": "ketoconazole"},
                    {"name": "alcohol"},
                    {"name": "Panadol"},
                ]
            }
        }
    )

    assert found.current_medicines == (
        "Tylenol 500 mg, 2 a day (checked as acetaminophen)",
        "amlodipine (stopped 12-Nov-2026)",
        "Grandmother's drops (not checked)",
        "ketoconazole (taken as tablets until answered: Ketoconazole: tablets, or cream or shampoo?)",
        "alcohol (not settled until answered: Alcohol: how many drinks per day?; daily amount not known)",
        "Panadol (checked as acetaminophen; daily amount not known)",
        "more than one product with acetaminophen: Tylenol, Panadol",
    )
    assert found.unchecked_medicines == ("Grandmother's drops: not checked, it is not in the dictionary",)


def test_allergy_that_no_check_could_read_says_so() -> None:
    found = plan({"allergies": {"reviewed": "yes", "list": ["unheard of (rash)", "sulfa"]}})

    assert found.allergies == ("unheard of (rash), not checked", "sulfa")


def test_unknown_product_leaves_only_the_least_of_a_total() -> None:
    listed = ["unheard of", {"name": "Percocet", "strength": "5 mg/325 mg", "per_day": 4}]
    found = facts(plan({"current_medications": {"reviewed": "yes", "list": listed}}))

    least = "not every product or dose is known"
    assert found["Opioids in morphine equivalents"] == f"at least 30 MME a day: {least}"
    assert found["Acetaminophen from all products"].startswith(f"at least 1300 mg a day: {least}")


def test_facts_carry_units_and_dates() -> None:
    found = facts(
        plan(
            {
                "measures": {"baseline": {"date": "2026-11-12", "nrs_back": 8}},
                "labs": {"creatinine_mg_dl": 0.8},
            }
        )
    )

    assert found["Duration"] == "9 days (acute)"
    assert found["Scores on 20-Nov-2026"].startswith(
        "Back pain 6 of 10, improved by 2 (2 or 30 % or more counts); Leg pain 0 of 10; PEG "
    )
    assert found["Scores at baseline (12-Nov-2026)"] == "Back pain 8 of 10"
    assert found["Change since baseline"] == "improved"
    assert found["Weight"] == "66 kg"
    assert found["Blood pressure"] == "124/78 mmHg"
    assert found["Creatinine"] == "0.8 mg/dL"
    assert found["eGFR"] == "92 mL/min/1.73 m2"


def test_facts_say_what_is_not_recorded() -> None:
    found = facts(
        plan(
            {
                "labs": None,
                "measures": {"now": {"nrs_leg": None}},
                "patient": {"weight_kg": None},
                "decisions": {"medications": [], "no_medication": "yes"},
            }
        )
    )

    for label in ("Kidney function", "Blood pressure", "Weight"):
        assert found[label] == "not recorded"
    assert found["Scores on 20-Nov-2026"].startswith("Leg pain not recorded; Back pain 6 of 10")


def test_examination_never_prints_an_unexamined_side_as_normal() -> None:
    lines = {
        line.label: line.value
        for line in plan(
            {
                "exam": {
                    "motor": {"all_normal": None, "knee_extension": {"left": 5}},
                    "sensory_loss": {"right": None},
                    "femoral_stretch": None,
                }
            }
        ).examination
    }

    assert lines["Strength (MRC)"] == (
        "knee extension left 5, right not examined; not examined: hip flexion, ankle dorsiflexion, "
        "great toe extension, hip abduction, plantarflexion"
    )
    assert lines["Loss of feeling"] == "left none, right not examined"
    assert lines["Not examined"] == "femoral stretch"
    assert "Femoral stretch" not in lines


@pytest.mark.parametrize(
    ("motor", "said"),
    [
        ({"all_normal": "yes"}, "5 on both sides in every movement"),
        (
            {"all_normal": "yes", "great_toe_extension": {"left": 5, "right": 4}, "hip_flexion": {"left": 3}},
            "5 on both sides in every movement except hip flexion left 3, right 5; "
            "great toe extension left 5, right 4",
        ),
        (
            {
                "all_normal": None,
                "plantarflexion": {"left": 5, "right": 5},
                "hip_flexion": {"left": 4, "right": 4},
            },
            "hip flexion 4 on both sides; 5 on both sides in plantarflexion; "
            "not examined: knee extension, ankle dorsiflexion, great toe extension, hip abduction",
        ),
    ],
)
def test_examination_says_strength_in_one_line(motor: dict[str, Any], said: str) -> None:
    lines = {line.label: line.value for line in examination_lines(visit({"exam": {"motor": motor}}).exam)}

    assert lines["Strength (MRC)"] == said


def test_examination_names_what_was_left_out_in_one_line() -> None:
    without = {"motor": None, "femoral_stretch": None, "reflexes": {"achilles": None}}

    *found, left_out = plan({"exam": without}).examination

    assert left_out == Labelled(label="Not examined", value="strength (MRC), ankle reflex, femoral stretch")
    assert not any("not examined" in line.value for line in found)


def test_examination_that_was_not_done_is_one_line() -> None:
    (line,) = plan({"exam": {"performed": "no"}}).examination

    assert line.value == "not performed"


def test_medicine_carries_dose_maximum_and_stop_date() -> None:
    (medicine,) = plan().medications

    assert medicine.dose == "400 mg by mouth, 3 times a day, 7 days (21 doses)"
    assert medicine.maximum == "at most 1200 mg in 24 hours (3 doses)"
    assert medicine.stop_date == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("signed", "days", "stop"),
    [
        (date(2028, 2, 27), 3, date(2028, 3, 1)),
        (date(2027, 2, 26), 3, date(2027, 3, 1)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
    ],
)
def test_stop_date_counts_days_from_signing(signed: date, days: int, stop: date) -> None:
    choice = {"drug": "ibuprofen", "dose_mg": 400, "times_per_day": 3, "days": days}
    at = datetime(signed.year, signed.month, signed.day, 9, tzinfo=UTC)

    (medicine,) = plan({"decisions": {"medications": [choice]}}, context(signed_at=at)).medications

    assert medicine.stop_date == stop


def test_override_of_a_limit_says_in_the_plan_what_was_exceeded() -> None:
    override = {"reason": "specialist_advised", "text": "Rheumatology asked for the loading dose."}
    choice = {"drug": "celecoxib", "dose_mg": 400, "times_per_day": 1, "days": 15, "override": override}
    (medicine,) = plan({"decisions": {"medications": [choice]}}).medications

    assert medicine.override is not None
    assert medicine.override.exceeded == (
        "400 mg is above the largest single dose of 200 mg.",
        "15 days is longer than 14 days without a review.",
    )


def test_medicine_keeps_every_issue_and_the_override() -> None:
    choice = {"drug": "celecoxib", "dose_mg": 100, "times_per_day": 2, "days": 7}
    override = {"reason": "specialist_advised", "text": "Gastroenterology agrees, letter of today."}
    changes = {**ULCER, "decisions": {"medications": [{**choice, "override": override}]}}

    (medicine,) = plan(changes).medications

    assert "NS-03" in [rule for issue in medicine.issues for rule in issue.basis.rules]
    assert medicine.issues[0].severity == "avoid"
    assert medicine.override is not None
    assert medicine.override.reason == "Specialist advised it"
    assert medicine.override.text == override["text"]


def test_not_chosen_names_medicines_ruled_out_with_their_reason() -> None:
    found = plan({**ULCER, "decisions": {"medications": [], "no_medication": "yes"}})

    (note,) = (note for note in found.not_chosen if "NS-03" in note.basis.rules)

    assert note.text.startswith("ibuprofen, naproxen")
    assert note.basis.because


def test_not_chosen_names_therapies_that_were_declined_or_wanted_in_vain() -> None:
    found = plan({"preferences": {"ACUPUNCTURE": "decline", "TRACTION": "want"}})
    texts = [note.text for note in found.not_chosen]

    assert any("declined by the patient" in text for text in texts)
    assert any("the patient wants it; not recommended" in text for text in texts)


def test_orders_and_referrals_are_due_from_the_day_of_signing() -> None:
    later = datetime(2026, 11, 23, 8, tzinfo=UTC)

    found = plan(WEAK_TOE, context(signed_at=later))

    assert [order.due for order in found.orders] == [date(2026, 12, 7)]
    assert [referral.due for referral in found.referrals] == [date(2026, 12, 7)]
    assert found.follow_up.due == date(2026, 11, 30)


def test_order_that_was_not_accepted_stands_as_such() -> None:
    found = plan({**WEAK_TOE, "decisions": {"accepted_orders": ["REF-02"]}})

    assert [order.accepted for order in found.orders] == [False]
    assert [referral.accepted for referral in found.referrals] == [True]


WORSE = {"problem": {"treatment_started": "2026-11-12", "patient_says": "worse", "first_visit": "no"}}


def test_every_yes_of_the_worsening_review_adds_its_action_and_those_agreed_are_marked() -> None:
    found = plan(
        WORSE
        | {
            "answers": {"WR-03": "yes", "WR-11": "yes"},
            "decisions": {"worsening_actions": ["WR-11", "WR-12"]},
        }
    )

    assert [(note.basis.rules, "Agreed" in note.text) for note in found.worsening_actions] == [
        (("WR-03",), False),
        (("WR-11",), True),
    ]


@pytest.mark.parametrize(
    ("answer", "documented"), [("no", True), ("not_assessed", False), (None, False), ("yes", False)]
)
def test_no_correctable_reason_is_documented_only_where_every_question_is_answered(
    answer: str | None, documented: bool
) -> None:
    answers = {item.question: "no" for item in compiled().knowledge.worsening_review.items}
    answers = {key: value for key, value in (answers | {"WR-11": answer}).items() if value is not None}

    found = plan(WORSE | {"answers": answers})

    said = any("No correctable reason found" in note.text for note in found.worsening_actions)
    assert said is documented


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2027, 11, 20), "Next review due 20-Nov-2027"), (date(2027, 11, 21), "is overdue")],
)
def test_content_notice_tells_a_missed_review(day: date, said: str) -> None:
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)

    notice = plan(signed=context(signed_at=at)).content_notice

    assert said in notice
    assert "under review, not yet approved" in notice


def test_safety_net_is_english_where_the_handout_is_spanish() -> None:
    assert plan(signed=context(language="es")).safety_net == plan().safety_net


@pytest.mark.parametrize("changes", [{}, WEAK_TOE, ULCER])
@pytest.mark.parametrize("language", ["en", "es"])
def test_plan_has_no_unfilled_field(changes: dict[str, Any], language: Any) -> None:
    if changes is ULCER:
        changes = {**ULCER, "decisions": {"medications": [], "no_medication": "yes"}}

    made = plan(changes, context(language=language)).model_copy(update={"consultation": ""})
    assert not [text for text in _texts(made) if "{" in text]


def _texts(part: object) -> list[str]:
    if isinstance(part, str):
        return [part]
    if isinstance(part, dict):
        return [text for value in part.values() for text in _texts(value)]
    if isinstance(part, tuple):
        return [text for item in part for text in _texts(item)]
    if isinstance(part, PlanModel):
        return [text for name in type(part).model_fields for text in _texts(getattr(part, name))]
    return []


@pytest.mark.parametrize(("accepted", "stands"), [([], False), (["REF-07"], True), ("all", True)])
def test_mental_health_referral_within_14_days_stands_only_where_it_is_accepted(
    accepted: list[str] | str, stands: bool
) -> None:
    found = plan({"measures": {"now": {"phq4": [2, 1, 0, 0]}}, "decisions": {"accepted_orders": accepted}})

    assert [referral.accepted for referral in found.referrals] == [stands]


def test_chosen_care_on_which_guidelines_differ_says_who_is_for_and_who_against() -> None:
    paracetamol = {"drug": "acetaminophen", "dose_mg": 500, "times_per_day": 3, "days": 5}
    found = plan({"decisions": {"medications": [paracetamol], "therapies": ["HEAT", "ACUPUNCTURE"]}})

    assert found.medications[0].guideline_note == (
        "For: App default 2025 (first line), ACP/APS 2007 (first line). "
        "Neutral: ACP 2017 (no better than placebo), VA/DoD 2017 (under 7 days). "
        "Against: NICE 2020 (strong, alone), VA/DoD 2022 (weak)."
    )
    assert {each.therapy: each.guideline_note for each in found.therapies} == {
        "HEAT": None,
        "ACUPUNCTURE": "For: App default (temporary relief), ACP 2017 (strong). Against: NICE 2020 (strong).",
    }
