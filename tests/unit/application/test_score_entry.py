"""Instruments answered item by item: whole or nothing, and what undo leaves on screen."""

from __future__ import annotations

import pytest

from desktop_app.application.score_entry import ScoreEntry, tick, type_total
from desktop_app.domain.patient import Measures
from tests.unit.engine.shipped import knowledge

PEG, PHQ4 = "measures.now.peg", "measures.now.phq4"


@pytest.fixture
def entry() -> ScoreEntry:
    return ScoreEntry(knowledge().instruments)


def answer(entry: ScoreEntry, path: str, *values: int) -> list[dict[str, object]]:
    return [entry.answer_item(path, index, value) for index, value in enumerate(values)]


def holding(**now: object) -> Measures:
    return Measures.model_validate({"now": now})


def test_items_change_nothing_until_the_last_is_answered(entry: ScoreEntry) -> None:
    assert answer(entry, PEG, 6, 0, 5) == [{}, {}, {PEG: (6, 0, 5)}]
    assert answer(entry, PHQ4, 0, 0, 0, 0)[-1] == {PHQ4: (0, 0, 0, 0)}


def test_item_taken_away_takes_the_score_away(entry: ScoreEntry) -> None:
    entry.follow(holding(peg=[6, 0, 5]))

    assert entry.answer_item(PEG, 1, None) == {PEG: None}
    entry.follow(holding())
    assert entry.items(PEG) == (6, None, 5)


def test_part_answered_is_kept_while_other_answers_change(entry: ScoreEntry) -> None:
    answer(entry, PEG, 6, 7)
    entry.follow(holding(nrs_back=4))

    assert entry.items(PEG) == (6, 7, None)
    assert entry.items("measures.baseline.peg") == (None, None, None)


def test_undo_of_the_last_item_leaves_the_others(entry: ScoreEntry) -> None:
    answer(entry, PEG, 6, 7, 8)
    entry.follow(holding(peg=[6, 7, 8]))
    entry.follow(holding())

    assert entry.items(PEG) == (6, 7, None)


def test_undo_of_a_whole_score_from_elsewhere_clears_it(entry: ScoreEntry) -> None:
    entry.follow(holding(peg=[6, 7, 8]))
    entry.follow(holding(peg=[1, 2, 3]))
    entry.follow(holding())

    assert entry.items(PEG) == (None, None, None)


def test_tick_takes_the_place_of_a_typed_total_and_the_other_way_round() -> None:
    place = "measures.now"

    assert tick(None, 5, place) == {f"{place}.rmdq": None, f"{place}.rmdq_items": [5]}
    assert tick((5, 9), 1, place)[f"{place}.rmdq_items"] == [1, 5, 9]
    assert type_total(7, place) == {f"{place}.rmdq_items": None, f"{place}.rmdq": 7}


def test_last_tick_taken_away_leaves_the_questionnaire_unanswered() -> None:
    assert tick((5,), 5, "measures.now")["measures.now.rmdq_items"] is None
