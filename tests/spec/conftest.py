"""The shipped content, compiled once, for every test of what it must say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from desktop_app.content.pack import load_packaged_content
from desktop_app.domain.consultation_record import from_json_dict
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.engine.compiled import CompiledKnowledge, compile_knowledge
from desktop_app.engine.evaluate import evaluate

Evaluate = Callable[[Mapping[str, Any]], Evaluation]


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    return load_packaged_content()


@pytest.fixture(scope="session")
def compiled(knowledge: KnowledgeBase) -> CompiledKnowledge:
    return compile_knowledge(knowledge)


@pytest.fixture(scope="session")
def evaluated(compiled: CompiledKnowledge) -> Evaluate:
    """Evaluates plain case data."""
    return lambda case: evaluate(from_json_dict(case), compiled)


@pytest.fixture(scope="session")
def evaluated_case(evaluated: Evaluate) -> Evaluate:
    """The same, for modules that have an ``evaluated`` of their own."""
    return evaluated
