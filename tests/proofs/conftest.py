"""The shipped content, and any patient at all for the solver."""

from __future__ import annotations

import pytest

from desktop_app.domain.knowledge import KnowledgeBase
from tests.proofs.symbolic_patient import SymbolicPatient
from tests.spec.conftest import compiled, knowledge

__all__ = ["compiled", "knowledge", "patient"]


@pytest.fixture(scope="session")
def patient(knowledge: KnowledgeBase) -> SymbolicPatient:
    return SymbolicPatient(knowledge)
