from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from desktop_app.application.patients import SimilarNames, history_plans, visits_of
from desktop_app.application.worklist import due_follow_ups, due_words, is_born_in, is_found
from desktop_app.domain.records import PatientLabel, PlanSummary

BORN = date(1980, 2, 3)
TODAY = date(2026, 11, 20)
ANA = PatientLabel("Ana", "Rivera", BORN, "104-22")


def plan(
    plan_id: str,
    patient: PatientLabel = ANA,
    day: date = TODAY,
    *,
    replaces: str | None = None,
    due: date | None = None,
) -> PlanSummary:
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return PlanSummary(plan_id, patient, day, at, "R. Patel", replaces, "NO_FLAG", due)


def same(**changes: object) -> PatientLabel:
    values = {"given_name": "Ana", "family_name": "Rivera", "birth_date": BORN, "identifier": "104-22"}
    return PatientLabel(**(values | changes))  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("other", "joined"),
    [
        (same(), True),
        (same(family_name="Rivera-Gomez"), True),
        (same(identifier=""), True),
        (same(birth_date=date(1981, 2, 3)), False),
        (same(birth_date=date(1981, 2, 3), identifier=""), False),
        (same(identifier="104-23"), False),
        (same(given_name="Anna", identifier=""), False),
        (same(given_name="", identifier=""), False),
    ],
)
def test_visits_are_joined_by_birth_date_with_number_or_exact_name(
    other: PatientLabel, *, joined: bool
) -> None:
    visits = visits_of(ANA, [plan("p1"), plan("p2", other)])

    assert ("p2" in {visit.plan_id for visit in visits}) is joined
    assert (plan("p1") in visits_of(other, [plan("p1"), plan("p2", other)])) is joined


def test_plan_without_a_number_belongs_to_nobody_where_two_numbers_share_its_name() -> None:
    unnumbered = plan("p3", same(identifier=""))
    plans = [plan("p1"), plan("p2", same(identifier="104-23")), unnumbered]

    assert visits_of(ANA, plans) == (plan("p1"),)
    assert visits_of(unnumbered.patient, plans) == ()
    assert history_plans(unnumbered, plans) == (unnumbered,)


def test_visits_come_in_order_without_the_amended_one() -> None:
    first, second = date(2026, 10, 1), date(2026, 11, 1)
    plans = [plan("p3", day=second), plan("p2", day=first, replaces="p1"), plan("p1", day=first)]

    assert [visit.plan_id for visit in visits_of(ANA, plans)] == ["p2", "p3"]


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 11, 17), "overdue by 3 days"),
        (date(2026, 11, 19), "overdue by 1 day"),
        (date(2026, 11, 20), "due today"),
        (date(2026, 11, 25), "due in 5 days"),
    ],
)
def test_due_words_say_how_far_the_date_is_off(due: date, words: str) -> None:
    assert due_words(due, TODAY) == words


def test_due_list_has_the_last_plan_of_each_patient_by_date() -> None:
    other = PatientLabel("Maja", "Lind", date(1955, 7, 30))
    plans = [
        plan("old", day=date(2026, 10, 1), due=date(2026, 10, 29)),
        plan("amended", due=date(2026, 12, 1)),
        plan("new", due=date(2026, 12, 18), replaces="amended"),
        plan("none", PatientLabel("Dan", "Okafor", date(1981, 1, 2))),
        plan("late", other, due=date(2026, 11, 17)),
    ]

    assert [line.plan.plan_id for line in due_follow_ups(plans, TODAY)] == ["late", "new"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("riv", True),
        ("RIVERA, an", True),
        ("104", True),
        ("1980-02", True),
        ("03-feb-1980", True),
        ("", True),
        ("rivera maja", False),
    ],
)
def test_find_looks_at_name_number_and_birth_date(typed: str, *, found: bool) -> None:
    assert is_found(ANA, typed) is found


def test_find_reads_over_accents_and_case() -> None:
    assert is_found(PatientLabel("José", "Núñez", BORN), "nunez jose")


@pytest.mark.parametrize(
    ("typed", "opens"), [("1980", True), (" 1980 ", True), ("1981", False), ("80", False)]
)
def test_only_the_year_of_birth_opens(typed: str, *, opens: bool) -> None:
    assert is_born_in(ANA, typed) is opens


@pytest.mark.parametrize(
    ("other", "similar"),
    [
        (PatientLabel("Ana M", "Rivera", date(1971, 1, 1)), True),
        (PatientLabel("Anna", "RIVERA", BORN, "7"), True),
        (PatientLabel("Ana", "Rivera", date(1971, 1, 1)), True),
        (PatientLabel("Bernardo", "Rivera", date(1971, 1, 1)), False),
        (PatientLabel("Ana", "Riverside", date(1971, 1, 1)), False),
        (ANA, False),
    ],
)
def test_similar_names_are_pointed_out(other: PatientLabel, *, similar: bool) -> None:
    assert (SimilarNames([ANA, other]).of(ANA) == other) is similar
