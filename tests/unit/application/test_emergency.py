"""What an emergency changes in the walk, and when it interrupts."""

from __future__ import annotations

from functools import cache

import pytest

from desktop_app.application.emergency import OVERRIDE, ROUTINE
from desktop_app.application.emergency_places import place_of_rule
from desktop_app.application.rule_paths import rule_paths
from desktop_app.application.steps import Step
from desktop_app.application.visit import Visit
from desktop_app.domain.consultation_edit import with_value
from tests.fakes.visits import FORM, evaluate, new_visit, visit
from tests.unit.engine.plan_cases import knowledge

STOPPED = (Step.WORSENING, Step.MEDICINES, Step.CARE)
EMERGENCY_STEPS = (
    Step.PATIENT,
    Step.RED_FLAGS,
    Step.EXAMINATION,
    Step.EMERGENCY,
    Step.ORDERS,
    Step.REVIEW,
)
REASON = {"reason": "already_assessed", "text": "Seen by the spine team on 19-Nov-2026."}


def in_emergency() -> Visit:
    walk = visit()
    walk.edit("answers.RF-C1", "yes")
    return walk


def test_walk_without_an_emergency_is_the_routine_one() -> None:
    assert visit().walk == ROUTINE
    assert Step.EMERGENCY not in ROUTINE.steps


def test_walk_in_an_emergency_stops_the_routine_steps() -> None:
    walk = in_emergency().walk

    assert walk.steps == EMERGENCY_STEPS
    assert walk.stopped == STOPPED


def test_continue_and_back_skip_what_is_stopped() -> None:
    walk = in_emergency()
    seen = [walk.step]
    for _ in range(6):
        walk.next_step()
        seen.append(walk.step)
    back = []
    for _ in range(5):
        walk.back()
        back.append(walk.step)

    assert tuple(seen) == (*EMERGENCY_STEPS, Step.REVIEW)
    assert tuple(back) == EMERGENCY_STEPS[-2::-1]


@pytest.mark.parametrize("step", STOPPED)
def test_stopped_step_opens_all_the_same_and_leads_back_into_the_walk(step: Step) -> None:
    walk = in_emergency()

    walk.go_to(step)
    assert walk.step is step
    walk.next_step()

    assert walk.step is Step.ORDERS


def test_next_unanswered_skips_what_is_stopped() -> None:
    walk = in_emergency()
    found = [walk.next_unanswered()]
    while (following := walk.next_unanswered(found[-1][1] if found[-1] else None)) != found[0]:
        assert following is not None
        walk.go_to(following[0])
        found.append(following)

    assert found
    assert {place[0] for place in found if place}.isdisjoint(STOPPED)


def test_corrected_answer_brings_the_routine_walk_back_and_leaves_the_emergency_page() -> None:
    walk = in_emergency()
    walk.go_to(Step.EMERGENCY)

    walk.edit("answers.RF-C1", "no")

    assert walk.walk == ROUTINE
    assert walk.step is Step.EXAMINATION


def test_draft_left_on_the_emergency_page_opens_where_there_is_none_any_more() -> None:
    assert Visit(new_visit(), evaluate, FORM, Step.EMERGENCY).step is Step.EXAMINATION


def test_emergency_is_told_once_and_again_when_a_rule_fires_anew() -> None:
    walk = in_emergency()
    told = [len(walk.tell_emergency()), len(walk.tell_emergency())]

    walk.edit("answers.RF-M1", "yes")
    told.append(len(walk.tell_emergency()))
    walk.edit("answers.RF-C1", "no")
    told.append(len(walk.tell_emergency()))
    walk.edit("answers.RF-C1", "yes")
    told.append(len(walk.tell_emergency()))

    assert told == [1, 0, 0, 0, 1]


def test_visit_opened_in_an_emergency_tells_it() -> None:
    opened = Visit(in_emergency().consultation, evaluate, FORM)

    assert [rule.id for rule in opened.tell_emergency()] == ["TR-01"]


def test_visit_opened_with_a_recorded_reason_is_not_interrupted() -> None:
    decided = with_value(in_emergency().consultation, OVERRIDE, REASON)

    assert Visit(decided, evaluate, FORM).tell_emergency() == ()


def test_recorded_reason_brings_the_routine_steps_back_beside_the_emergency() -> None:
    walk = in_emergency()

    walk.edit(OVERRIDE, REASON)

    assert walk.walk.steps == tuple(Step)
    assert walk.walk.stopped == ()


def test_recorded_reason_is_undone_and_removed() -> None:
    walk = in_emergency()
    walk.edit(OVERRIDE, REASON)
    walk.undo()
    assert walk.walk.stopped == STOPPED
    walk.redo()

    walk.edit(OVERRIDE, None)

    assert walk.walk.stopped == STOPPED


def test_reason_without_an_emergency_is_kept_and_has_no_effect() -> None:
    walk = visit()

    walk.edit(OVERRIDE, REASON)

    assert walk.walk == ROUTINE
    assert walk.value(OVERRIDE).text == REASON["text"]


def test_new_emergency_withdraws_the_reason_that_answered_another_one() -> None:
    walk = visit()
    walk.edit(OVERRIDE, REASON)

    walk.edit("answers.RF-C1", "yes")

    assert walk.value(OVERRIDE) is None
    assert walk.walk.stopped == STOPPED
    walk.undo()
    assert walk.value(OVERRIDE) is not None


@cache
def shipped_paths() -> dict[str, tuple[str, ...]]:
    return dict(rule_paths(knowledge()))


@pytest.mark.parametrize(
    ("rule", "edits", "place"),
    [
        ("TR-01", {"answers.RF-C4": "yes"}, (Step.RED_FLAGS, "answers.RF-C4")),
        ("TR-02", {"exam.post_void_residual_ml": 300}, (Step.EXAMINATION, "exam.post_void_residual_ml")),
        (
            "TR-05",
            {"exam.motor.ankle_dorsiflexion.left": 2, "exam.motor.knee_extension.right": 4},
            (Step.EXAMINATION, "exam.motor.ankle_dorsiflexion.left"),
        ),
        ("TR-42", {"answers.RF-V1": "no", "answers.RF-V3": "yes"}, (Step.RED_FLAGS, "answers.RF-V3")),
    ],
)
def test_place_of_rule_is_the_answer_or_finding_that_fired_it(
    rule: str, edits: dict[str, object], place: tuple[Step, str]
) -> None:
    consultation = new_visit()
    for path, value in edits.items():
        consultation = with_value(consultation, path, value)

    assert place_of_rule(rule, consultation, shipped_paths()) == place
