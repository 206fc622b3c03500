"""The clinical content of this installation, loaded, compiled and ready to evaluate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.application.vocabulary import vocabulary_of
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.errors import Problem
from desktop_app.domain.evaluation import Evaluation
from desktop_app.engine.compiled import CompiledKnowledge, compile_knowledge
from desktop_app.engine.evaluate import evaluate


@dataclass(frozen=True, slots=True)
class Clinical:
    """The content of this installation, ready to evaluate."""

    compiled: CompiledKnowledge

    def evaluate(self, consultation: Consultation) -> Evaluation:
        return evaluate(consultation, self.compiled)

    def read_case(self, path: Path) -> Consultation:
        """Raises ``CaseFileError`` with every problem of the file."""
        from desktop_app.interop.case_file import read_case

        return read_case(path, file_name=str(path), vocabulary=vocabulary_of(self.compiled.knowledge))


def load_clinical() -> Clinical:
    """Load and compile the content that ships. Raises ``ContentError``."""
    from desktop_app.content.pack import load_packaged_content

    return Clinical(compile_knowledge(load_packaged_content()))


def check_content(folder: Path | None, today: date) -> tuple[Problem, ...]:
    """Every problem of a content folder; without one, of the content that ships."""
    from desktop_app.content.check import check_folder
    from desktop_app.resource_files import resource_root

    return check_folder(resource_root() / "content" if folder is None else folder, today)
