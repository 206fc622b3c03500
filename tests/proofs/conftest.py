"""The shipped content, and any patient at all for the solver."""

from __future__ import annotations

import pytest

from desktop_app.content.pack import load_packaged_content
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.engine.compiled import CompiledKnowledge, compile_knowledge
from tests.proofs.symbolic_patient import SymbolicPatient


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    return load_packaged_content()


@pytest.fixture(scope="session")
def compiled(knowledge: KnowledgeBase) -> CompiledKnowledge:
    return compile_knowledge(knowledge)


@pytest.fixture(scope="session")
def patient(knowledge: KnowledgeBase) -> SymbolicPatient:
    return SymbolicPatient(knowledge)
