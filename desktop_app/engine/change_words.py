"""A change since baseline in words, with the limit that makes it count: ``worse by 2 (2 or more counts)``."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.domain.instrument_content import ChangeRule, Instrument


def change_words(
    instrument: Instrument, change: str | None, before: float, now: float, *, counted: bool
) -> str:
    """The change of the raw scores ``before`` and ``now``; ``counted`` as in ``InstrumentScore``."""
    parts = [_verdict(instrument, change, before, now)]
    if instrument.change is not None:
        parts += _doubts(instrument.change, before / instrument.scale)
        if not counted and before != now:
            parts.append("not counted: the other pain decides")
    return ", ".join(parts)


def _verdict(instrument: Instrument, change: str | None, before: float, now: float) -> str:
    rule, difference = instrument.change, now - before
    by = f"{round(abs(difference) / instrument.scale, 1):g}"
    if change in ("worse", "improved") and rule is not None:
        return f"{change} by {by} ({_limit(rule, worse=change == 'worse')} counts)"
    if difference == 0:
        return "unchanged"
    direction = f"{'higher' if difference > 0 else 'lower'} by {by}"
    if rule is None:
        return direction
    return f"unchanged, {direction} ({_limit(rule, worse=difference > 0)} counts)"


def _limit(rule: ChangeRule, *, worse: bool) -> str:
    """``2 or 30 %``: either is enough to be better; ``1 and 30 %``: both are needed to be worse."""
    points, percent = (
        (rule.worse_points, rule.worse_percent) if worse else (rule.better_points, rule.better_percent)
    )
    limits = [f"{points:g}"] if points is not None else []
    limits += [f"{percent:g} %"] if percent is not None else []
    return f"{(' and ' if worse else ' or ').join(limits)} or more"


def _doubts(rule: ChangeRule, before: float) -> Iterator[str]:
    """Where the scale cannot tell, by its baseline."""
    if rule.not_better_below is not None and before < rule.not_better_below:
        yield f"improvement is not reliable at a baseline below {rule.not_better_below:g}, and not counted"
    if rule.worse_unreliable_above is not None and before > rule.worse_unreliable_above:
        yield f"worsening is not reliable at a baseline above {rule.worse_unreliable_above:g}"
