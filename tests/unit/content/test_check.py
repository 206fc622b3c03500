"""``check_folder`` says everything that keeps a folder from being used on a day, and nothing else."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from desktop_app.content.check import check_folder

MINIMAL = Path(__file__).parent / "minimal"
TODAY = date(2026, 11, 20)


def test_check_of_sound_content_finds_nothing() -> None:
    assert check_folder(MINIMAL, TODAY) == ()


def test_check_on_the_last_day_before_the_review_finds_nothing() -> None:
    assert check_folder(MINIMAL, date(2027, 1, 1)) == ()


def test_check_after_the_review_was_due_says_so() -> None:
    (problem,) = check_folder(MINIMAL, date(2027, 1, 2))

    assert str(problem) == "about.yaml: about.review_due: was due on 2027-01-01, line 6"


def test_check_after_the_content_expired_says_so() -> None:
    (problem,) = check_folder(MINIMAL, date(2029, 1, 2))

    assert str(problem) == "about.yaml: about.expires_on: expired on 2029-01-01, line 7"


def test_check_of_broken_content_names_each_problem_with_its_file_and_line(tmp_path: Path) -> None:
    folder = shutil.copytree(MINIMAL, tmp_path / "content")
    (folder / "later").mkdir()
    (folder / "later" / "one.yaml").write_text("prompts: nothing\n", encoding="utf-8")
    (folder / "two.yaml").write_text("triage_rules:\n  - 7\n", encoding="utf-8")

    assert [str(problem) for problem in check_folder(folder, TODAY)] == [
        "later/one.yaml: prompts stands here and in assessment.yaml, line 1",
        "two.yaml: triage_rules [2]: must be a group of keys, line 2",
    ]


def test_check_of_an_empty_folder_says_that_it_holds_no_content(tmp_path: Path) -> None:
    assert [str(problem) for problem in check_folder(tmp_path, TODAY)] == [
        "There is no content in this folder."
    ]


def test_check_of_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    assert [str(problem) for problem in check_folder(tmp_path / "nowhere", TODAY)] == [
        "The content folder cannot be read."
    ]
