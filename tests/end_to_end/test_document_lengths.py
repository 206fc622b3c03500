"""The documents of the sample patients: which there are, and that they stay short enough to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal, NamedTuple

import pytest

from desktop_app.application.outputs import Paper
from desktop_app.application.vocabulary import vocabulary_of
from desktop_app.composition.plans import ReportlabDocuments
from desktop_app.documents.handout_document import handout_document
from desktop_app.documents.pdf_renderer import ReportlabRenderer
from desktop_app.domain.care_plan import CarePlan
from desktop_app.engine.evaluate import evaluate
from desktop_app.engine.planning import compose_plan
from desktop_app.interop.case_file import read_case
from tests.end_to_end.routine_visits import routine_visits
from tests.unit.documents.reading import MEASURED_TO, body_lines, page_texts, run, squeezed
from tests.unit.engine.plan_cases import ROOT, compiled, context, knowledge

Language = Literal["en", "es"]

MOST_PAGES: Final = {
    "1": {"care-plan": 3},
    "2": {"care-plan": 3, "referral": 1},
    "3": {"care-plan": 3, "referral": 1},
    "4": {"care-plan": 3, "referral": 1},
}
"""Also sample 2, a long record: an override, a worsening review, five therapies."""

MOST_HANDOUT_PAGES: Final = {"1": (2, 4), "2": (2, 4), "3": (2, 4), "4": (1, 2)}
"""In normal and in large print."""

BODY_SIZE: Final = {False: 12.0, True: 18.0}
HEADING_SIZE: Final = {False: 16.0, True: 21.0}
DANGER: Final = 6
"""The part of the handout that moves up to page one."""
MOST_CHARACTERS_IN_A_LINE: Final = 75
LEAST_LEADING: Final = 1.2

each_paper = pytest.mark.parametrize("paper", ["a4", "letter"])
each_sample = pytest.mark.parametrize(
    "sample", sorted((ROOT / "resources" / "samples").glob("*.yaml")), ids=lambda path: path.stem
)


class Copy(NamedTuple):
    """One handout to print."""

    sample: Path
    language: Language
    large: bool
    paper: Paper


def _copies() -> Iterator[Copy]:
    papers: tuple[Paper, ...] = ("a4", "letter")
    languages: tuple[Language, ...] = ("en", "es")
    for sample in sorted((ROOT / "resources" / "samples").glob("*.yaml")):
        yield from (
            Copy(sample, each, large, paper)
            for each in languages
            for large in (False, True)
            for paper in papers
        )


each_copy = pytest.mark.parametrize(
    "copy",
    tuple(_copies()),
    ids=lambda copy: (
        f"{copy.sample.stem[0]}-{copy.language}-{'large' if copy.large else 'normal'}-{copy.paper}"
    ),
)


@cache
def _plan(sample: Path, language: Language, large: bool) -> CarePlan:
    visit = read_case(sample, file_name=sample.name, vocabulary=vocabulary_of(knowledge()))
    signed = context(language=language).model_copy(update={"large_print": large})
    return compose_plan(visit, evaluate(visit, compiled()), compiled(), signed)


@cache
def _handout(copy: Copy) -> bytes:
    plan = _plan(copy.sample, copy.language, copy.large)
    return ReportlabRenderer().render(handout_document(plan, copy.paper)).pdf


@each_paper
@each_sample
def test_documents_of_a_sample_are_those_that_are_due_and_stay_short(sample: Path, paper: Paper) -> None:
    documents = ReportlabDocuments().render(_plan(sample, "en", False), paper)
    pages = {kind: document.page_count for kind, document in documents.items() if kind != "handout"}

    most = MOST_PAGES[sample.stem[0]]
    assert pages.keys() == most.keys()
    assert {kind: count for kind, count in pages.items() if count > most[kind]} == {}


@each_copy
def test_handout_has_few_pages_and_all_danger_signs_on_the_first(copy: Copy, tmp_path: Path) -> None:
    pages = page_texts(_handout(copy), tmp_path)
    plan = _plan(copy.sample, copy.language, copy.large)

    assert len(pages) <= MOST_HANDOUT_PAGES[copy.sample.stem[0]][copy.large]
    assert _danger_signs_missing(plan, pages[0]) == []


def _danger_signs_missing(plan: CarePlan, page: str) -> list[str]:
    (danger,) = [part for part in plan.handout.parts if part.number == DANGER]
    return [line.text for line in danger.lines if squeezed(line.text) not in squeezed(page)]


@each_copy
def test_handout_is_heard_in_the_order_in_which_it_is_seen(copy: Copy, tmp_path: Path) -> None:
    """Each section in one piece under its heading."""
    structure = run("pdfinfo", "-struct-text", "{pdf}", pdf=_handout(copy), folder=tmp_path)
    heard = squeezed("".join(re.findall(r'"(.*)"', structure)))
    handout = _plan(copy.sample, copy.language, copy.large).handout
    parts = {heard.index(squeezed(part.heading)): part for part in handout.parts if part.heading}
    for begin, end in pairwise([*sorted(parts), len(heard)]):
        section = heard[begin:end]
        assert [line.text for line in parts[begin].lines if squeezed(line.text) not in section] == []
    in_order = [parts[begin].number for begin in sorted(parts)]
    assert [number for number in in_order if number != DANGER] == sorted(set(in_order) - {DANGER})


@each_copy
def test_handout_is_set_in_clear_print(copy: Copy, tmp_path: Path) -> None:
    """Body size, room between lines, and lines that the eye can follow."""
    body = body_lines(_handout(copy), tmp_path)
    text = [line for line in body if line.size == BODY_SIZE[copy.large]]

    assert min(line.size for line in body) == BODY_SIZE[copy.large]
    assert HEADING_SIZE[copy.large] in {line.size for line in body}
    assert min(line.leading for line in text) >= LEAST_LEADING * BODY_SIZE[copy.large] - MEASURED_TO
    assert [line.text for line in text if len(line.text) > MOST_CHARACTERS_IN_A_LINE] == []


@pytest.mark.parametrize(
    ("large", "wanted", "share"), [(False, 2, 0.7), (True, 4, 0.5)], ids=["normal", "large"]
)
def test_handout_of_a_generated_visit_mostly_keeps_its_pages(
    large: bool, wanted: int, share: float, tmp_path: Path
) -> None:
    """Spanish on Letter takes the most room. Print is never made smaller: two medicines may take a page more."""
    counted: dict[int, list[int]] = {1: [], 2: [], 3: []}
    for drawn in routine_visits(seed=6, count=30):
        signed = context(language="es").model_copy(update={"large_print": large})
        plan = compose_plan(drawn.visit, evaluate(drawn.visit, compiled()), compiled(), signed)
        pages = page_texts(ReportlabRenderer().render(handout_document(plan, "letter")).pdf, tmp_path)
        assert _danger_signs_missing(plan, pages[0]) == []
        counted[drawn.medicines].append(len(pages))

    counts = [count for each in counted.values() for count in each]
    assert max(counts) <= wanted + 1
    assert sum(count <= wanted for count in counts) >= share * len(counts)
    assert large or max(counted[1]) <= wanted
