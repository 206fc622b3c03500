"""What is shown to a patient: the figures of the reference alone, in plain words, and nothing that is not offered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from desktop_app.application.patient_view import (
    EMERGENCY,
    MOST_OPTIONS,
    ON_HOLD,
    PatientView,
    SharedDecision,
)
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_record import from_json_dict
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.medication_content import Severity
from desktop_app.domain.shared_decision_content import DecisionFigure
from tests.spec.generated_consultations import bordering, generated
from tests.spec.shared_decision_table import FIGURES, RED_FLAG_WORDS, SURE
from tests.spec.therapy_patients import (
    NEW_SINCE_CANCER,
    Changes,
    clinical,
    found,
    has,
    plain,
    since,
    wants,
    yes,
)
from tests.spec.therapy_tier_table import IN_STATE

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
_NUMBER = re.compile(r"\d+")
RED_FLAG = re.compile(rf"\b(?:{'|'.join(RED_FLAG_WORDS)})\b")


@cache
def decision() -> SharedDecision:
    return SharedDecision.of(clinical().compiled.knowledge)


def seen(*changes: Changes) -> PatientView:
    consultation, evaluation = evaluated(*changes)
    return decision().view(consultation, evaluation)


def evaluated(*changes: Changes) -> tuple[Consultation, Evaluation]:
    merged: Changes = {}
    for change in changes:
        merged = {key: merged.get(key, {}) | value for key, value in change.items()} | {
            key: value for key, value in merged.items() if key not in change
        }
    consultation = Consultation.model_validate(plain(merged))
    return consultation, clinical().evaluate(consultation)


def figures() -> Iterator[tuple[str, DecisionFigure]]:
    for option in clinical().compiled.knowledge.decision_options:
        for figure in option.figures:
            yield option.therapy or option.id, figure


def test_figures_are_those_of_the_reference_and_no_others() -> None:
    shown = {
        (therapy, figure.states[0]): (
            tuple(bar.value for bar in figure.bars),
            figure.certainty,
            " ".join(figure.states),
        )
        for therapy, figure in figures()
    }

    assert shown == {key: (row.bars, row.certainty, row.states) for key, row in FIGURES.items()}


@pytest.mark.parametrize("language", ["en", "es"])
def test_words_of_a_figure_hold_its_numbers_alone(language: str) -> None:
    for therapy, figure in figures():
        row = FIGURES[therapy, figure.states[0]]
        said = {int(number) for number in _NUMBER.findall(figure.text.in_language(language))}

        assert said - row.others - set(row.bars) == set(), therapy
        assert set(row.bars) <= said, therapy
        assert row.source in figure.sources


def test_no_figure_has_a_decimal_or_a_relative_risk() -> None:
    texts = [text for _, figure in figures() for text in (figure.text.en, figure.text.es)]

    assert [text for text in texts if re.search(r"\d[.,]\d|%|ratio|risk|riesgo|times as", text)] == []


def test_certainty_is_said_in_the_words_of_the_reference() -> None:
    words = {text.key: text.text.en for text in clinical().compiled.knowledge.decision_texts}

    assert {key: words[key] for key in SURE} == SURE


def test_every_option_has_the_same_rows_and_doing_nothing_extra_comes_first() -> None:
    view = seen(since(85))

    assert len(view.options) == MOST_OPTIONS
    assert [option.key for option in view.options[:3]] == [
        "REMAIN_ACTIVE",
        "EXERCISE_SUPERVISED",
        "WALKING",
    ]
    assert {tuple(option.cells) for option in view.options} == {tuple(key for key, _ in view.rows)}
    assert all(text for option in view.options for text in option.cells.values())
    assert ["no" in option.answers for option in view.options] == [False, True, True, True]


def test_option_without_a_number_for_the_phase_says_so() -> None:
    acute = {option.key: option for option in seen(IN_STATE["A2"]).options}["EXERCISE_SUPERVISED"]
    chronic = {option.key: option for option in seen(since(85)).options}["EXERCISE_SUPERVISED"]

    assert (acute.cells["help"], acute.bars) == ("It may help. We have no number for pain like yours.", ())
    assert acute.cells["certainty"] == "We do not know."
    assert [bar.value for bar in chronic.bars] == [15, 7]
    assert chronic.cells["certainty"] == "We are fairly sure."


def test_declined_and_unreachable_options_make_room_for_the_next() -> None:
    gone = seen(since(85), wants("WALKING", "decline"), {"access": {"EXERCISE_SUPERVISED": "no"}})

    assert {"WALKING", "EXERCISE_SUPERVISED"} & {option.key for option in gone.options} == set()
    assert len(gone.options) == MOST_OPTIONS


def test_language_is_that_of_the_patient_and_only_the_first_name_is_shown() -> None:
    person = {
        "patient": {"given_name": "Rosa", "family_name": "Ibáñez", "identifier": "S-1", "language": "es"}
    }
    view = seen(since(85), person)

    assert view.first_name == "Rosa"
    assert view.words["doing"] == "Qué hace usted"
    assert not any(hidden in text for text in view.texts for hidden in ("Ibáñez", "S-1"))


def test_closing_names_the_day_on_which_the_patient_is_asked_again() -> None:
    consultation, evaluation = evaluated(since(85))
    days = evaluation.follow_up.due_days

    assert days
    assert decision().view(consultation, evaluation).closing == (
        f"You can change your mind at any time. We will ask about your pain again in {days} days."
    )


@pytest.mark.parametrize(
    ("patient", "reason"),
    [(yes("RF-C2"), EMERGENCY), (NEW_SINCE_CANCER, ON_HOLD), ({}, None), (has("cardiac_unstable"), None)],
)
def test_open_red_flags_leave_nothing_to_choose(patient: Changes, reason: str | None) -> None:
    _, evaluation = evaluated(since(10), patient)

    assert decision().unavailable(evaluation) == reason


def consultations() -> Iterator[Consultation]:
    """The shipped samples, generated ones, and patients with something that blocks a part of the care."""
    yield from (clinical().read_case(path) for path in sorted(SAMPLES.glob("*.yaml")))
    yield from (from_json_dict(case) for case in (*bordering(11, 150), *generated(12, 150)))
    for condition in ("pacemaker_icd", "recent_spine_surgery", "cardiac_unstable", "bleeding_disorder"):
        yield Consultation.model_validate(plain({**since(85), **has(condition)}))


def nsaid_is_suggested(evaluation: Evaluation) -> bool:
    """One is suggested, and none that is blocked ever is."""
    ranked = [item for item in evaluation.medications if item.suggested_rank is not None]
    assert all(item.severity < Severity.AVOID for item in ranked)
    return any(item.drug_class.startswith("NSAID") for item in ranked)


@pytest.mark.parametrize(("patient", "shown"), [({}, True), (has("active_peptic_ulcer"), False)])
def test_pain_pill_takes_a_free_place_only_where_one_is_suggested(patient: Changes, shown: bool) -> None:
    _, evaluation = evaluated(since(10), patient)
    options = seen(since(10), patient).options

    assert nsaid_is_suggested(evaluation) is shown
    assert ("SD-NSAID" in [option.key for option in options]) is shown


def test_view_never_holds_what_is_not_offered_nor_a_word_of_a_red_flag() -> None:
    shown = 0
    for consultation in consultations():
        evaluation = clinical().evaluate(consultation)
        if decision().unavailable(evaluation) is not None:
            continue
        shown += 1
        view = decision().view(consultation, evaluation)
        asked = [option.key for option in view.options if option.answers]
        medicines = [option.key for option in view.options if not option.answers]
        statuses = {key: found(evaluation)[key].status for key in asked}
        said = " ".join(view.texts).lower()

        assert evaluation.gate == "ok"
        assert set(statuses.values()) == {"offered"}, statuses
        assert len(view.options) <= MOST_OPTIONS
        assert medicines == [] or nsaid_is_suggested(evaluation)
        assert RED_FLAG.findall(said) == []
    assert shown > 40


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_text_for_the_patient_holds_a_word_of_a_red_flag(language: str) -> None:
    content = clinical().compiled.knowledge
    options = [
        text.in_language(language)
        for option in content.decision_options
        for text in (option.doing, option.harms, option.time, option.cost, *(f.text for f in option.figures))
    ]
    words = [text.text.in_language(language) for text in (*content.decision_texts, *content.decision_values)]
    said = " ".join((*options, *words)).lower()

    assert RED_FLAG.findall(said) == []
