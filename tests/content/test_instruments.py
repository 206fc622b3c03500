"""The shipped instruments are whole where their items may be shown, and only totals where they may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.content.loader import load_folder
from desktop_app.domain.instrument_content import MEASURES, Instrument
from desktop_app.domain.knowledge import KnowledgeBase


@pytest.fixture(scope="module")
def content(project_root: Path) -> KnowledgeBase:
    return load_folder(project_root / "resources" / "content")


def instrument(content: KnowledgeBase, measure: str) -> Instrument:
    return next(item for item in content.instruments if item.measure == measure)


def test_every_measure_has_one_instrument_in_the_order_of_the_visit(content: KnowledgeBase) -> None:
    assert tuple(item.measure for item in content.instruments) == MEASURES


@pytest.mark.parametrize(
    ("measure", "items"), [("nrs_back", 1), ("nrs_leg", 1), ("peg", 3), ("rmdq", 24), ("phq4", 4)]
)
def test_free_instrument_ships_each_of_its_items_once(
    content: KnowledgeBase, measure: str, items: int
) -> None:
    found = instrument(content, measure)

    assert len({item.text for item in found.items}) == items
    assert found.items_may_be_shown


@pytest.mark.parametrize(
    ("measure", "owner"), [("start_back", "Keele University"), ("odi", "Jeremy Fairbank")]
)
def test_licensed_instrument_ships_no_item_and_names_its_owner(
    content: KnowledgeBase, measure: str, owner: str
) -> None:
    found = instrument(content, measure)

    assert found.items == ()
    assert not found.items_may_be_shown
    assert f"Copyright {owner}" in found.licence


def test_every_instrument_names_its_licence_with_a_source(content: KnowledgeBase) -> None:
    sources = {source.id for source in content.sources}

    for item in content.instruments:
        assert item.licence_sources
        assert set(item.licence_sources) <= sources


def test_rmdq_statements_speak_of_the_back_and_stand_in_their_published_order(content: KnowledgeBase) -> None:
    texts = [item.text for item in instrument(content, "rmdq").items]

    assert all("back" in text for text in texts)
    assert texts[0] == "I stay at home most of the time because of my back."
    assert texts[12] == "My back is painful almost all the time."
    assert texts[23] == "I stay in bed most of the time because of my back."


def test_bands_that_are_not_validated_say_so(content: KnowledgeBase) -> None:
    peg = instrument(content, "peg")

    assert peg.bands_note == "display only, not validated cut-offs"
    assert all(band.words is not None and "display only" in band.words for band in peg.bands)
    assert not any(item.bands_validated for item in content.instruments if item.measure == "rmdq")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"measure": "odi"}, "its licence does not allow"),
        ({"items_may_be_shown": True, "items": ()}, "must have 3 items"),
        ({"bands": [{"up_to": 5}, {"up_to": 9}]}, "rise up to the highest score"),
        ({"bands": [{"up_to": 5}, {"up_to": 4}, {"up_to": 10}]}, "rise up to the highest score"),
        ({"parts": [{"id": "anxiety", "title": "a", "highest": 6}]}, "the parts that are recorded for peg"),
        ({"change": {"worse_points": 1}}, "how much better counts"),
    ],
)
def test_instrument_that_does_not_fit_what_is_recorded_is_refused(
    content: KnowledgeBase, changes: dict[str, object], reason: str
) -> None:
    plain = instrument(content, "peg").model_dump()
    if changes.get("measure") == "odi":
        plain["items_may_be_shown"] = False

    with pytest.raises(ValueError, match=reason):
        Instrument.model_validate(plain | changes)
