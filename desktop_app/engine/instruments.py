"""The measuring instruments scored: each now and at baseline, with its band, its parts and what changed.

An instrument is scored whole or not at all: a missing item is never counted as 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from desktop_app.domain.instrument_content import Instrument, InstrumentPart, Measure
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.patient import Measures, PatientReport, Scores, StartBack
from desktop_app.domain.scores import InstrumentScore, PartScore, ScoreAt
from desktop_app.engine.change import Change, change_of, deciding_pain, overall_change
from desktop_app.engine.change_words import change_words

_PAINS: tuple[Measure, ...] = ("nrs_back", "nrs_leg")


class CompiledInstrument(NamedTuple):
    """An instrument with the advice of each of its parts, in their order.

    ``read`` takes the score out of what was recorded before it is divided by ``scale``, ``None`` where there is none.
    """

    content: Instrument
    measure: Measure
    advice: tuple[str | None, ...]
    scale: int
    read: Callable[[Scores], float | None]


class MeasuredCourse(NamedTuple):
    """Every score of a visit, in the order of the content, and what follows from all of them."""

    scores: tuple[InstrumentScore, ...]
    change: Change
    risk: str | None


def compile_instruments(knowledge: KnowledgeBase) -> tuple[CompiledInstrument, ...]:
    """The instruments of a content version; the review's action for a question is the advice of its part."""
    actions = {item.question: item.action for item in knowledge.worsening_review.items}
    return tuple(
        CompiledInstrument(
            item,
            item.measure,
            tuple(actions.get(part.question or "") for part in item.parts),
            item.scale,
            score_reader(item),
        )
        for item in knowledge.instruments
    )


def score_reader(instrument: Instrument) -> Callable[[Scores], float | None]:
    """Takes the score of an instrument out of what was recorded, before it is divided by ``scale``."""
    if instrument.scored_by == "count":
        return attrgetter(f"{instrument.measure}_score")
    if instrument.scored_by == "totals" and instrument.parts:
        return attrgetter(f"{instrument.measure}.total")
    recorded: Callable[[Scores], float | tuple[int, ...] | None] = attrgetter(instrument.measure)

    def read(scores: Scores) -> float | None:
        value = recorded(scores)
        return sum(value) if isinstance(value, tuple) else value

    return read


def measured_course(
    measures: Measures, patient_says: PatientReport | None, instruments: Iterable[CompiledInstrument]
) -> MeasuredCourse:
    """Score what was measured at both moments."""
    deciding = deciding_pain(measures)
    scores = tuple(_scored(measures, deciding, instruments))
    counted = {score.change for score in scores if score.counted and score.change is not None}
    risks = (
        start_back_risk(measures.now.start_back, item.content)
        for item in instruments
        if item.measure == "start_back"
    )
    return MeasuredCourse(scores, overall_change(counted, patient_says), next(risks, None))


def start_back_risk(score: StartBack, instrument: Instrument) -> str | None:
    """low, medium or high by STarT Back totals (STARTB); ``None`` where it was not done or does not decide.

    A high psychosocial part is high even where the total, which it is part of, is missing.
    """
    levels = instrument.risk
    if levels is None:
        return None
    if score.psych is not None and score.psych >= levels.high_part_from:
        return "high"
    if score.total is None:
        return None
    if score.total <= levels.low_total_up_to:
        return "low"
    return None if score.psych is None else "medium"


def _scored(
    measures: Measures, deciding: Measure | None, instruments: Iterable[CompiledInstrument]
) -> Iterator[InstrumentScore]:
    for item in instruments:
        old, new = item.read(measures.baseline), item.read(measures.now)
        before, now = _score_at(measures.baseline, item, old), _score_at(measures.now, item, new)
        if before is not None or now is not None:
            counts = item.measure == deciding or item.measure not in _PAINS
            change, words = _compared(item, old, new, counts=counts)
            yield InstrumentScore(
                item.content.id,
                item.measure,
                item.content.short,
                before,
                now,
                change,
                counts and change is not None,
                words,
                item.content.questions,
            )


def _compared(
    item: CompiledInstrument, before: float | None, now: float | None, *, counts: bool
) -> tuple[Change | None, str]:
    """The verdict and its words; a measure is compared where both of its scores are known."""
    if before is None or now is None:
        return None, ""
    rule = item.content.change
    change = None if rule is None else change_of(rule, before, now, item.scale)
    return change, change_words(item.content, change, before, now, counted=counts)


def _score_at(scores: Scores, item: CompiledInstrument, raw: float | None) -> ScoreAt | None:
    parts = _parts(scores, item) if item.advice else ()
    if raw is None and not parts:
        return None
    value = None if raw is None else raw / item.scale if item.scale > 1 else raw
    return ScoreAt(value, _shown(item.content, value), _band(scores, item.content, value), parts)


def _parts(scores: Scores, item: CompiledInstrument) -> tuple[PartScore, ...]:
    answers = getattr(scores, item.measure)
    found = (
        (part, advice, _part_value(part, answers))
        for part, advice in zip(item.content.parts, item.advice, strict=True)
    )
    return tuple(_part(part, advice, value) for part, advice, value in found if value is not None)


def _part_value(part: InstrumentPart, answers: StartBack | tuple[int, ...] | None) -> int | None:
    if isinstance(answers, StartBack):
        return answers.psych
    return None if answers is None else sum(answers[item - 1] for item in part.items)


def _part(part: InstrumentPart, advice: str | None, value: int) -> PartScore:
    positive = part.positive_from is not None and value >= part.positive_from
    return PartScore(
        part.id, part.title, value, part.highest, positive, part.question, advice if positive else None
    )


def _shown(instrument: Instrument, value: float | None) -> str:
    """``6.3 of 10``, ``40 %``: one decimal, for reading only."""
    if value is None:
        return "total not recorded"
    return f"{round(value, 1):g} {instrument.unit or f'of {instrument.highest}'}"


def _band(scores: Scores, instrument: Instrument, value: float | None) -> str | None:
    """By the unrounded score."""
    if instrument.risk is not None:
        risk = start_back_risk(scores.start_back, instrument)
        return None if risk is None else f"{risk} risk"
    if value is None:
        return None
    return next((band.words for band in instrument.bands if value <= band.up_to), None)
