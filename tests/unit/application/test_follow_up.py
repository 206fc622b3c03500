from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.application.follow_up import follow_up_day, follow_up_of, tried_so_far
from desktop_app.application.history_words import NOTHING, earlier_words
from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_record import from_json_dict, to_json_dict, to_plain
from desktop_app.domain.history import EarlierVisit, History
from tests.strategies import consultations

FIRST = date(2026, 10, 16)
NOW = date(2026, 11, 13)


def case(day: date = FIRST, **groups: Any) -> Consultation:
    patient = {"birth_date": "1980-02-03", "sex": "female", **groups.pop("patient", {})}
    return from_json_dict({"format": 1, "visit_date": day.isoformat(), "patient": patient, **groups})


def history(*visits: Consultation, new_episode: bool = False) -> History:
    return History(tuple(EarlierVisit(f"p{n}", each) for n, each in enumerate(visits, 1)), new_episode)


def follow_up(*visits: Consultation, new_episode: bool = False) -> Consultation:
    return follow_up_of(history(*visits, new_episode=new_episode), NOW)


def answers_in(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each leaf of the plain data with its path."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from answers_in(item, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for item in value:
            yield from answers_in(item, path)
    else:
        yield path, value


SAYS_NO = ("patient.large_print", "problem.first_visit", "access.")
"""How to print, whether this is a first visit (asked when it is begun), and what is not to be had here."""


@given(st.data())
def test_follow_up_carries_no_unasked_no_and_no_finding(data: st.DataObject) -> None:
    last = data.draw(consultations())
    visit_date = last.visit_date + timedelta(days=data.draw(st.integers(0, 400)))
    begun = follow_up_of(History((EarlierVisit("p1", last),), data.draw(st.booleans())), visit_date)

    plain = to_plain(begun)
    said_no = {
        path
        for path, value in answers_in(plain)
        if isinstance(value, Answer) and value is not Answer.YES and not path.startswith(SAYS_NO)
    }
    assert said_no == set()
    assert not {"answers", "labs", "decisions", "conditions_reviewed"} & set(plain)
    assert set(plain.get("exam", {})) <= {"motor_previous"}
    assert not {"pregnancy", "breastfeeding"} & set(plain["patient"])
    assert "now" not in plain.get("measures", {})
    assert all(last.conditions.get(key) == answer == "yes" for key, answer in begun.conditions.items())
    assert begun.allergies.list == last.allergies.list
    assert begun.allergies.reviewed is begun.current_medications.reviewed is None


def test_follow_up_of_the_same_episode_keeps_its_clocks_and_its_first_scores() -> None:
    first = case(
        problem={"onset_date": "2026-10-01", "first_visit": "yes"},
        measures={"now": {"nrs_back": 7, "peg": [6, 6, 7]}},
        decisions={"therapies": ["HEAT"]},
    )
    second = case(
        FIRST + timedelta(days=14),
        problem={"onset_date": "2026-10-01"},
        measures={"now": {"nrs_back": 5}},
    )

    begun = follow_up(first, second)

    assert begun.problem.onset_date == date(2026, 10, 1)
    assert begun.problem.treatment_started == FIRST
    assert begun.problem.first_visit == "no"
    assert begun.measures.baseline.date == FIRST
    assert (begun.measures.baseline.nrs_back, begun.measures.baseline.peg) == (7, (6, 6, 7))


def test_follow_up_of_a_new_episode_starts_afresh_but_knows_the_last_strength() -> None:
    strength = {"performed": "yes", "motor": {"all_normal": "yes", "great_toe_extension": {"left": 4}}}
    first = case(
        problem={"onset_date": "2026-10-01", "treatment_started": "2026-10-02"},
        measures={"baseline": {"date": "2026-10-02", "nrs_back": 7}, "now": {"nrs_back": 6}},
        exam=strength,
        tried=[{"treatment": "ibuprofen", "weeks": 4, "result": "no_change"}],
        decisions={"therapies": ["HEAT"]},
    )

    begun = follow_up(first, new_episode=True)

    assert to_json_dict(begun)["problem"] == {"first_visit": "yes"}
    assert begun.measures.baseline.date is None
    assert begun.measures.baseline.nrs_back is None
    assert begun.tried == ()
    assert begun.exam.motor_previous.date == FIRST
    assert begun.exam.motor_previous.grade("great_toe_extension", "left") == 4
    assert begun.exam.motor_previous.grade("hip_flexion", "left") == 5


def test_follow_up_takes_the_strength_of_the_last_examination_not_of_the_last_visit() -> None:
    examined = case(exam={"performed": "yes", "motor": {"all_normal": "yes"}})
    not_examined = case(FIRST + timedelta(days=7), exam={"performed": "no", "motor": {"all_normal": "yes"}})

    assert follow_up(examined, not_examined).exam.motor_previous.date == FIRST


def test_episode_begins_at_its_first_visit_and_after_its_onset() -> None:
    before = case(date(2026, 1, 5), problem={"onset_date": "2026-01-01"})
    marked = case(FIRST, problem={"first_visit": "yes"})
    later = case(FIRST + timedelta(days=7))
    onset = case(FIRST, problem={"onset_date": "2026-10-01"})

    assert [visit.day for visit in history(before, marked, later).episode] == [FIRST, later.visit_date]
    assert [visit.day for visit in history(before, onset).episode] == [FIRST]
    assert history(before, onset, new_episode=True).episode == ()


def test_tried_lasts_as_long_as_it_was_agreed_and_has_no_result_yet() -> None:
    naproxen = {"drug": "naproxen", "dose_mg": 250, "times_per_day": 2, "days": 7}
    first = case(decisions={"medications": [naproxen], "therapies": ["HEAT", "YOGA"]})
    second = case(FIRST + timedelta(days=14), decisions={"therapies": ["HEAT"]})

    tried = {entry.treatment: entry for entry in tried_so_far(history(first, second), NOW)}

    assert {key: entry.weeks for key, entry in tried.items()} == {"naproxen": 1, "HEAT": 4, "YOGA": 2}
    assert all(entry.result is None for entry in tried.values())


@pytest.mark.parametrize(("days", "weeks"), [(27, 3.8), (28, 4), (0, 0)])
def test_tried_weeks_are_never_rounded_up(days: int, weeks: float) -> None:
    first = case(decisions={"therapies": ["HEAT"]})

    assert tried_so_far(history(first), FIRST + timedelta(days=days))[0].weeks == weeks


def test_tried_keeps_results_of_what_was_not_agreed_again() -> None:
    failed = {"treatment": "ibuprofen", "weeks": 4, "result": "no_change"}
    helped = {"treatment": "HEAT", "weeks": 2, "result": "helped"}
    first = case(tried=[failed, helped], decisions={"therapies": ["HEAT"]})

    tried = {entry.treatment: (entry.weeks, entry.result) for entry in tried_so_far(history(first), NOW)}

    assert tried == {"ibuprofen": (4, "no_change"), "HEAT": (6, None)}


def words(past: History, path: str, **groups: Any) -> str:
    begun = follow_up_of(past, NOW)
    now = from_json_dict(to_json_dict(begun) | groups)
    return earlier_words(past, begun, now, path).words


def test_words_tell_carried_values_with_the_day_that_they_were_first_so() -> None:
    past = history(case(patient={"weight_kg": 70}), case(date(2026, 11, 1), patient={"weight_kg": 70}))

    assert words(past, "patient.weight_kg") == "Carried forward, of 16-Oct-2026"


def test_words_tell_the_last_answer_of_what_is_asked_again() -> None:
    past = history(case(answers={"RF-C1": "no"}), case(date(2026, 11, 1), answers={"RF-M1": "yes"}))

    assert words(past, "answers.RF-C1") == "On 16-Oct-2026: no"
    assert words(past, "answers.RF-M1", answers={"RF-M1": "no"}) == "On 01-Nov-2026: yes"
    assert words(past, "answers.RF-M2") == ""
    assert earlier_words(History(), None, case(), "answers.RF-C1") == NOTHING


def test_words_of_what_was_worked_out_name_the_signed_visits() -> None:
    past = history(case(exam={"performed": "yes", "motor": {"all_normal": "yes"}}))

    assert words(past, "exam.motor_previous.date") == "Taken from the signed visits"


@pytest.mark.parametrize(("today", "day"), [(NOW, NOW), (date(2025, 1, 1), FIRST)])
def test_follow_up_is_never_before_the_last_visit(today: date, day: date) -> None:
    assert follow_up_day(history(case()), today) == day
