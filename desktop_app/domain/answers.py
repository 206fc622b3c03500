"""The answer to a coded question. A missing answer is ``None``: unanswered, never "no"."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from desktop_app.domain.value_types import CodedWord, refused


class Answer(CodedWord):
    """What was answered. Both ``NOT_ASSESSED`` and a missing answer are unknown to every rule."""

    YES = "yes"
    NO = "no"
    NOT_ASSESSED = "not_assessed"


def _decided(answer: Answer) -> Answer:
    if answer is Answer.NOT_ASSESSED:
        raise refused("must be yes or no, got not_assessed")
    return answer


YesOrNo = Annotated[Answer, AfterValidator(_decided)]
"""For a fact of the visit itself, which cannot be left unassessed."""
