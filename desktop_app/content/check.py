"""What is wrong with a content folder on a given day: its form, its references, and whether its time has come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib.resources.abc import Traversable

from desktop_app.content.loader import checked_files
from desktop_app.content.source_files import SourceFiles, content_files
from desktop_app.domain.errors import ContentError, Problem
from desktop_app.domain.provenance import About


def check_folder(path: Traversable, today: date) -> tuple[Problem, ...]:
    """Every problem of the folder, in the order of files and lines; none for content that may be used today."""
    try:
        files = content_files(path)
    except ContentError as error:
        return (Problem(error.sentence),)
    if not files:
        return (Problem("There is no content in this folder."),)
    knowledge, source, problems = checked_files(files)
    if knowledge is None:
        return problems
    return (*problems, *_overdue(knowledge.about, source, today))


def _overdue(about: About, source: SourceFiles, today: date) -> Iterator[Problem]:
    """Content stays readable after these dates, so that loading it does not depend on the clock."""
    if today > about.expires_on:
        yield source.problem(("about", "expires_on"), f"about.expires_on: expired on {about.expires_on}")
    elif today > about.review_due:
        yield source.problem(("about", "review_due"), f"about.review_due: was due on {about.review_due}")
