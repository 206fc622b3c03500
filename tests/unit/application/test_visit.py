from __future__ import annotations

import pytest

from desktop_app.application.steps import Step
from desktop_app.application.visit import Visit
from desktop_app.domain.answers import Answer
from desktop_app.domain.assessment_content import TriageClass
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_edit import EditError
from desktop_app.domain.evaluation import Evaluation
from tests.fakes.visits import FORM, HIDDEN_UNLESS_CANCER, evaluate, new_visit, visit


def test_visit_new_has_no_answer_and_is_incomplete() -> None:
    walk = visit()

    assert dict(walk.consultation.answers) == {}
    assert walk.evaluation.triage.triage_class is TriageClass.INCOMPLETE


def test_edit_evaluates_once_and_tells_listeners_after_it() -> None:
    evaluated: list[Consultation] = []

    def counted(consultation: Consultation) -> Evaluation:
        evaluated.append(consultation)
        return evaluate(consultation)

    walk = Visit(new_visit(), counted, FORM)
    evaluated.clear()
    seen: list[TriageClass] = []
    walk.subscribe(lambda: seen.append(walk.evaluation.triage.triage_class))

    walk.edit("answers.RF-C1", "yes")

    assert len(evaluated) == 1
    assert seen == [TriageClass.EMERGENCY_TODAY]


def test_edit_that_cannot_be_is_refused_and_changes_nothing() -> None:
    walk = visit()

    with pytest.raises(EditError) as refused:
        walk.edit("measures.now.nrs_back", 11)

    assert "0 to 10" in refused.value.sentence
    assert walk.value("measures.now.nrs_back") is None
    assert walk.undo_label is None


def test_edit_to_the_same_value_is_no_step_of_undo() -> None:
    walk = visit()
    walk.edit("answers.RF-C1", "no", "RF-C1")

    walk.edit("answers.RF-C1", "no", "again")

    assert walk.undo_label == "RF-C1"


def test_edit_together_is_undone_in_one_step() -> None:
    walk = visit()
    walk.edit_together({"answers.RF-M1": "no", "answers.RF-M2": "no"}, "rest of the group")

    walk.undo()

    assert dict(walk.consultation.answers) == {}
    assert walk.redo_label == "rest of the group"


def test_edit_together_with_one_impossible_value_changes_none() -> None:
    walk = visit()

    with pytest.raises(EditError):
        walk.edit_together({"answers.RF-M1": "no", "patient.weight_kg": 1}, "both")

    assert dict(walk.consultation.answers) == {}


def test_undo_after_two_hundred_edits_leads_back_to_the_start_and_redo_to_the_end() -> None:
    walk = visit()
    start = walk.consultation
    for number in range(200):
        walk.edit("decisions.notes", f"note {number}")
    end = walk.consultation

    for _ in range(200):
        walk.undo()
    assert walk.consultation == start
    for _ in range(200):
        walk.redo()

    assert walk.consultation == end


def test_undo_shows_the_step_where_the_change_was_made() -> None:
    walk = visit()
    walk.go_to(Step.RED_FLAGS)
    walk.edit("answers.RF-C1", "yes")
    walk.go_to(Step.REVIEW)

    walk.undo()

    assert walk.step is Step.RED_FLAGS


def test_edit_after_undo_drops_what_could_be_redone() -> None:
    walk = visit()
    walk.edit("answers.RF-C1", "yes")
    walk.undo()

    walk.edit("answers.RF-C1", "no")

    assert walk.redo_label is None


def test_steps_are_never_locked_by_an_emergency_or_open_answers() -> None:
    walk = visit()
    walk.edit("answers.RF-C1", "yes")

    for step in reversed(Step):
        walk.go_to(step)
        assert walk.step is step


def test_next_step_and_back_stop_at_the_ends() -> None:
    walk = visit()
    walk.back()
    assert walk.step.value == "patient"

    for _ in range(20):
        walk.next_step()

    assert walk.step.value == "review"


def test_unanswered_counts_only_questions_asked_of_this_patient() -> None:
    walk = visit()
    hidden = f"answers.{HIDDEN_UNLESS_CANCER}"
    assert hidden not in walk.unanswered(Step.RED_FLAGS)

    walk.edit("answers.RF-M1", "yes")

    assert hidden in walk.unanswered(Step.RED_FLAGS)


def test_unanswered_takes_not_assessed_for_an_answer_that_was_given() -> None:
    walk = visit()

    walk.edit("answers.RF-C1", Answer.NOT_ASSESSED)

    assert "answers.RF-C1" not in walk.unanswered(Step.RED_FLAGS)
    assert "RF-C1" in walk.evaluation.triage.unanswered


def test_unanswered_asks_only_women_about_pregnancy() -> None:
    assert "patient.pregnancy.status" in visit(sex="female").unanswered(Step.PATIENT)
    assert "patient.pregnancy.status" not in visit(sex="male").unanswered(Step.PATIENT)


def test_unanswered_examination_opens_with_its_findings() -> None:
    walk = visit()
    assert walk.unanswered(Step.EXAMINATION) == ("exam.performed",)

    walk.edit("exam.performed", "yes")
    walk.edit("exam.leg_symptoms", "left")

    assert "exam.sensory_loss.left" in walk.unanswered(Step.EXAMINATION)
    assert "exam.motor.all_normal" in walk.unanswered(Step.EXAMINATION)


def test_unanswered_worsening_review_counts_only_while_it_is_open() -> None:
    walk = visit()
    assert "answers.WR-01" not in walk.unanswered(Step.WORSENING)

    walk.edit("problem.patient_says", "worse")

    assert "answers.WR-01" in walk.unanswered(Step.WORSENING)


def test_next_unanswered_goes_through_all_and_round() -> None:
    walk = visit()
    walk.go_to(Step.RED_FLAGS)
    everything = [(step, path) for step in Step for path in walk.unanswered(step)]

    seen = []
    after = None
    for _ in everything:
        found = walk.next_unanswered(after)
        assert found is not None
        seen.append(found)
        walk.go_to(found[0])
        after = found[1]

    assert sorted(seen) == sorted(everything)
    assert seen[0] == (Step.RED_FLAGS, "answers.RF-C1")


def test_next_unanswered_backwards_undoes_next_unanswered() -> None:
    walk = visit()
    walk.go_to(Step.RED_FLAGS)

    assert walk.next_unanswered("answers.RF-C2", backwards=True) == (Step.RED_FLAGS, "answers.RF-C1")


def test_restore_brings_back_the_answers_and_the_step() -> None:
    walk = visit()
    walk.edit("answers.RF-C1", "yes")
    walk.edit("decisions.notes", "¿Duele?\nSí")
    walk.go_to(Step.MEDICINES)

    restored = Visit.restore(walk.draft(), evaluate, FORM)

    assert restored.consultation == walk.consultation
    assert restored.step is Step.MEDICINES


def test_subscribe_ended_hears_nothing_more() -> None:
    walk = visit()
    heard: list[None] = []
    end = walk.subscribe(lambda: heard.append(None))
    end()

    walk.edit("answers.RF-C1", "yes")

    assert heard == []
