"""An id that the content does not know is named, with its place and what was expected there."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from desktop_app.domain.consultation import Consultation
from desktop_app.domain.vocabulary import Vocabulary, unknown_ids
from tests.strategies import SAMPLE_IDS, consultations

VOCABULARY = Vocabulary(
    questions=frozenset(SAMPLE_IDS.questions),
    conditions=frozenset(SAMPLE_IDS.conditions),
    medicines=frozenset(SAMPLE_IDS.medicines),
    therapies=frozenset(SAMPLE_IDS.therapies),
    worsening_actions=frozenset(SAMPLE_IDS.worsening_actions),
)


@given(consultations())
def test_known_ids_are_no_problem(consultation: Consultation) -> None:
    assert unknown_ids(consultation, VOCABULARY) == []


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"answers": {"RF-Z9": "no"}}, "answers.RF-Z9 is not a question"),
        (
            {"conditions": {"hypertensions": "yes"}},
            "conditions.hypertensions is not a condition of the list (did you mean hypertension?)",
        ),
        (
            {"tried": [{"treatment": "magic"}]},
            "tried[0].treatment magic is not a medicine or therapy of the reference",
        ),
        ({"preferences": {"YOGAA": "want"}}, "preferences.YOGAA is not a therapy (did you mean YOGA?)"),
        ({"access": {"ibuprofen": "no"}}, "access.ibuprofen is not a therapy"),
        (
            {"decisions": {"medications": [{"drug": "ibuprofane"}]}},
            "decisions.medications[0].drug ibuprofane is not a medicine of the formulary (did you mean ibuprofen?)",
        ),
        ({"decisions": {"therapies": ["HEAT", "ICE"]}}, "decisions.therapies[1] ICE is not a therapy"),
        (
            {"decisions": {"worsening_actions": ["WR-99"]}},
            "decisions.worsening_actions[0] WR-99 is not an action of the worsening review",
        ),
    ],
)
def test_unknown_id_is_named_with_its_place(parts: dict[str, Any], sentence: str) -> None:
    patient = {"birth_date": "1980-02-03", "sex": "female"}
    consultation = Consultation.model_validate(
        {"format": 1, "visit_date": "2026-11-20", "patient": patient, **parts}
    )

    problems = unknown_ids(consultation, VOCABULARY)

    assert [problem.sentence for problem in problems] == [sentence]
