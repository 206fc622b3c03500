"""Scores as the screens say them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from desktop_app.domain.instrument_content import Instrument
from desktop_app.domain.scores import InstrumentScore, ScoreAt


def score_line(score: InstrumentScore) -> str:
    """``Severe; at first moderate. Worse by 2 (2 or more counts).``"""
    now, before = _meaning(score.now), _meaning(score.before)
    bands = [now] if now else []
    if before and before != now:
        bands.append(f"at first {before}")
    return " ".join(f"{text[0].upper()}{text[1:]}." for text in ("; ".join(bands), score.change_text) if text)


def _meaning(score: ScoreAt | None) -> str:
    if score is None:
        return ""
    return ", ".join(filter(None, (score.band, *(part.words for part in score.parts))))


def advice(score: InstrumentScore) -> str:
    """What the positive parts of today ask for, one line each."""
    parts = score.now.parts if score.now is not None else ()
    return "\n".join(f"{part.title.capitalize()} positive: {part.advice}" for part in parts if part.advice)


def answers_to_questions(scores: Iterable[InstrumentScore]) -> dict[str, str]:
    """Today's scores by the question that they help to answer; they never answer it themselves."""
    found: dict[str, list[str]] = defaultdict(list)
    for question, text in _helping(scores):
        found[question].append(text)
    return {question: "; ".join(texts) for question, texts in found.items()}


def _helping(scores: Iterable[InstrumentScore]) -> Iterator[tuple[str, str]]:
    for score in scores:
        if score.now is None:
            continue
        for question in score.questions:
            yield question, f"{score.title} {score.now.words}"
        for part in score.now.parts:
            if part.question is not None:
                yield part.question, f"{score.title} {part.words}"


def meaning_of(instrument: Instrument) -> str:
    """How an instrument is filled in, scored and read, and under which licence: the rule behind its score."""
    texts = (
        f"Covers {instrument.time_frame}.",
        instrument.scoring,
        _bands(instrument),
        f"Licence: {instrument.licence}",
    )
    return " ".join(filter(None, texts))


def _bands(instrument: Instrument) -> str:
    named = (f"up to {band.up_to:g} {band.words}" for band in instrument.bands if band.words)
    bands = "; ".join(filter(None, (", ".join(named), instrument.bands_note)))
    return f"Bands: {bands}." if bands else ""
