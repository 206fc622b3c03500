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


def toggled(consultation: Consultation, evaluation: Evaluation, order: str) -> list[str] | str:
    """What is accepted after ``order`` changes; everything accepted is written as ``all``."""
    ids = proposed_ids(evaluation)
    before = {key for key in ids if is_accepted(consultation, key)}
    after = before ^ {order}
    return ALL_ORDERS if after == set(ids) else [key for key in ids if key in after]
