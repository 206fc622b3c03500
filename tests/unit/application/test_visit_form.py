from __future__ import annotations

from tests.fakes.visits import CANCER, NERVES


def test_group_of_emergency_questions_is_never_answered_together() -> None:
    assert not NERVES.may_be_answered_together(2)


def test_group_with_more_than_five_shown_questions_is_not_answered_together() -> None:
    assert CANCER.may_be_answered_together(5)
    assert not CANCER.may_be_answered_together(6)
