"""Which ids the clinical content knows, and which ids of a consultation it does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.domain.consultation import Consultation
from desktop_app.domain.errors import Problem
from desktop_app.domain.refusals import dotted_path
from desktop_app.domain.value_types import Location, suggestion


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every id a consultation may name. ``worsening_actions`` are the WR items that can be written into a plan."""

    questions: frozenset[str]
    conditions: frozenset[str]
    medicines: frozenset[str]
    therapies: frozenset[str]
    worsening_actions: frozenset[str]


def unknown_ids(consultation: Consultation, vocabulary: Vocabulary) -> list[Problem]:
    """Every id of ``consultation`` that ``vocabulary`` does not hold, without lines."""
    return [problem for _, problem in located_unknown_ids(consultation, vocabulary)]


def located_unknown_ids(consultation: Consultation, vocabulary: Vocabulary) -> list[tuple[Location, Problem]]:
    """As ``unknown_ids``, each with its location, so that a file reader can add the line."""
    found: list[tuple[Location, Problem]] = []
    for location, word, known, kind in _named(consultation, vocabulary):
        if word not in known:
            path = dotted_path(location)
            subject = path if location[-1] == word else f"{path} {word}"
            # Numbered codes differ by a digit: a suggestion would be a different question.
            numbered = known is vocabulary.questions or known is vocabulary.worsening_actions
            hint = "" if numbered else suggestion(word, known)
            found.append((location, Problem(f"{subject} is not {kind}{hint}", path)))
    return found


def _named(
    consultation: Consultation, vocabulary: Vocabulary
) -> Iterator[tuple[Location, str, frozenset[str], str]]:
    """(location, id, what is known there, what it should be) of every id."""
    decisions = consultation.decisions
    treatments = vocabulary.medicines | vocabulary.therapies
    for key in consultation.answers:
        yield ("answers", key), key, vocabulary.questions, "a question"
    for key in consultation.conditions:
        yield ("conditions", key), key, vocabulary.conditions, "a condition of the list"
    for index, tried in enumerate(consultation.tried):
        yield (
            ("tried", index, "treatment"),
            tried.treatment,
            treatments,
            "a medicine or therapy of the reference",
        )
    for key in consultation.preferences:
        yield ("preferences", key), key, vocabulary.therapies, "a therapy"
    for key in consultation.access:
        yield ("access", key), key, vocabulary.therapies, "a therapy"
    for index, choice in enumerate(decisions.medications):
        drug_location: Location = ("decisions", "medications", index, "drug")
        yield drug_location, choice.drug, vocabulary.medicines, "a medicine of the formulary"
    for index, therapy in enumerate(decisions.therapies):
        yield ("decisions", "therapies", index), therapy, vocabulary.therapies, "a therapy"
    for index, action in enumerate(decisions.worsening_actions):
        location: Location = ("decisions", "worsening_actions", index)
        yield location, action, vocabulary.worsening_actions, "an action of the worsening review"
