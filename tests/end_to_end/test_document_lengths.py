"""The documents of the sample patients: which there are, and that they stay short enough to be read."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from desktop_app.application.outputs import Paper
from desktop_app.application.vocabulary import vocabulary_of
from desktop_app.composition.plans import ReportlabDocuments
from desktop_app.engine.evaluate import evaluate
from desktop_app.engine.planning import compose_plan
from desktop_app.interop.case_file import read_case
from tests.unit.engine.plan_cases import ROOT, compiled, context, knowledge

MOST_PAGES = {
    "1": {"care-plan": 3, "handout": 3},
    "2": {"care-plan": 4, "handout": 3, "referral": 1},
    "3": {"care-plan": 3, "handout": 3, "referral": 1},
    "4": {"care-plan": 3, "handout": 1, "referral": 1},
}
"""In normal print; sample 2 is a long record: an override, a worsening review, five therapies."""


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize(
    "sample", sorted((ROOT / "resources" / "samples").glob("*.yaml")), ids=lambda path: path.stem
)
def test_documents_of_a_sample_are_those_that_are_due_and_stay_short(sample: Path, paper: Paper) -> None:
    visit = read_case(sample, file_name=sample.name, vocabulary=vocabulary_of(knowledge()))
    language: Literal["en", "es"] = "es" if visit.patient.language == "es" else "en"
    plan = compose_plan(visit, evaluate(visit, compiled()), compiled(), context(language=language))

    pages = {kind: document.page_count for kind, document in ReportlabDocuments().render(plan, paper).items()}

    most = MOST_PAGES[sample.stem[0]]
    assert pages.keys() == most.keys()
    assert {kind: count for kind, count in pages.items() if count > most[kind]} == {}
