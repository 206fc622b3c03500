"""Accepting tests and referrals: all of them, some of them, or none."""

from __future__ import annotations

from typing import Final

from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import ALL_ORDERS
from desktop_app.domain.evaluation import Evaluation, Order, Referral

ACCEPTED: Final = "decisions.accepted_orders"


def proposed(evaluation: Evaluation) -> tuple[Order | Referral, ...]:
    """Every test, then every referral."""
    return (*evaluation.orders, *evaluation.referrals)


def proposed_ids(evaluation: Evaluation) -> tuple[str, ...]:
    """The ids of everything that is proposed, each once, in its order."""
    return tuple(dict.fromkeys(item.id for item in proposed(evaluation)))


def is_accepted(consultation: Consultation, order: str) -> bool | None:
    """Whether an order or referral is accepted; ``None`` as long as nothing is decided."""
    accepted = consultation.decisions.accepted_orders
    return None if accepted is None else accepted == ALL_ORDERS or order in accepted


def with_all(evaluation: Evaluation) -> list[str] | str:
    """Everything that is due, and whatever optional referral was added before."""
    return list(proposed_ids(evaluation)) if _any_optional(evaluation) else ALL_ORDERS


def toggled(consultation: Consultation, evaluation: Evaluation, order: str) -> list[str] | str:
    """What is accepted after ``order`` changes.

    Everything due is written as ``all``, except with an optional referral: that stands only where it is named.
    """
    ids = proposed_ids(evaluation)
    before = {key for key in ids if is_accepted(consultation, key)}
    after = before ^ {order}
    named = [*ids, *(() if order in ids else (order,))]
    stays_optional = order not in ids or any(
        item.optional and item.id != order for item in evaluation.referrals
    )
    return ALL_ORDERS if after == set(ids) and not stays_optional else [key for key in named if key in after]


def letters(consultation: Consultation, evaluation: Evaluation) -> tuple[str, ...]:
    """The services that a referral letter goes to as things stand."""
    return tuple(
        item.label for item in evaluation.referrals if item.same_day or is_accepted(consultation, item.id)
    )


def _any_optional(evaluation: Evaluation) -> bool:
    return any(referral.optional for referral in evaluation.referrals)
