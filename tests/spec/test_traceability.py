"""Every statement that the application started from leads to content and to checks, and every entry leads back."""

from __future__ import annotations

import pytest

from desktop_app.domain.knowledge import KnowledgeBase
from tests.spec.traceability import (
    COMMAND,
    DOCUMENT,
    ROOT,
    checks,
    checks_of,
    current_document,
    names_of,
    traced_entries,
)


def test_traceability_document_is_current() -> None:
    written = DOCUMENT.read_text("utf-8") if DOCUMENT.exists() else ""
    assert written == current_document(), f"docs/traceability.md is out of date, write it again: {COMMAND}"


def test_each_statement_is_served_by_content(knowledge: KnowledgeBase) -> None:
    served = {seed for entry in traced_entries(knowledge) for seed in entry.seeds}
    assert [each.id for each in knowledge.seed_statements if each.id not in served] == []


def test_each_entry_names_known_statements_only(knowledge: KnowledgeBase) -> None:
    known = {statement.id for statement in knowledge.seed_statements}
    entries = traced_entries(knowledge)
    assert [(entry.id, seed) for entry in entries for seed in entry.seeds if seed not in known] == []


def test_each_statement_is_checked_by_a_case_or_a_test(knowledge: KnowledgeBase) -> None:
    entries, found = traced_entries(knowledge), checks(ROOT / "tests")
    assert [
        statement.id
        for statement in knowledge.seed_statements
        if not checks_of(names_of(statement.id, entries), found)
    ] == []


# The statements about the content as a whole, and the words of the imprint that answer them.
IMPRINT = {
    "S1-53": ("disclaimer", "For healthcare professionals only"),
    "S1-54": ("disclaimer", "check each recommendation against its source"),
    "S1-55": ("disclaimer", "still under review"),
    "S1-57": ("editorial_policy", "reviewed every year"),
    "S1-58": ("editorial_policy", "Each entry names its sources"),
}


@pytest.mark.parametrize("statement", IMPRINT)
def test_imprint_answers_the_statements_about_the_whole_content(
    statement: str, knowledge: KnowledgeBase
) -> None:
    field, words = IMPRINT[statement]
    assert statement in knowledge.about.seeds
    assert words in getattr(knowledge.about, field)
