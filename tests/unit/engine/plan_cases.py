"""Plans of one complete visit and of its variants, under the content that ships."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any, Literal

from desktop_app.application.vocabulary import vocabulary_of
from desktop_app.content.loader import load_folder
from desktop_app.domain.care_plan import CarePlan, Clinician, ClinicProfile, PlanContext
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_record import to_plain
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.engine.compiled import CompiledKnowledge, compile_knowledge
from desktop_app.engine.evaluate import evaluate
from desktop_app.engine.planning import compose_plan
from desktop_app.interop.case_file import read_case

ROOT = Path(__file__).parents[3]
CLINIC = ClinicProfile(name="Test Clinic", phone="555-0100", after_hours_phone="555-0199")
SIGNED_AT = datetime(2026, 11, 20, 14, 9, tzinfo=timezone(timedelta(hours=-5)))

Changes = dict[str, Any]


@cache
def knowledge() -> KnowledgeBase:
    return load_folder(ROOT / "resources" / "content")


@cache
def compiled() -> CompiledKnowledge:
    return compile_knowledge(knowledge())


@cache
def complete() -> Consultation:
    case = Path(__file__).parent / "cases" / "complete.yaml"
    return read_case(case, file_name=case.name, vocabulary=vocabulary_of(knowledge()))


def visit(changes: Changes | None = None) -> Consultation:
    """The complete visit with some keys replaced; ``None`` removes a key."""
    return Consultation.model_validate(_merged(to_plain(complete()), changes or {}))


def context(
    *,
    language: Literal["en", "es"] = "en",
    signed_at: datetime = SIGNED_AT,
    clinic: ClinicProfile = CLINIC,
    clinician: str = "Dr R. Patel",
) -> PlanContext:
    return PlanContext(
        plan_id="PLAN-1",
        clinic=clinic,
        clinician=Clinician(name=clinician, credential="MD"),
        created_at=signed_at,
        language=language,
        large_print=False,
    )


def plan(
    changes: Changes | None = None,
    signed: PlanContext | None = None,
    content: CompiledKnowledge | None = None,
) -> CarePlan:
    """The plan of a variant of the complete visit. Raises ``PlanRefusedError``."""
    consultation, used = visit(changes), content or compiled()
    return compose_plan(consultation, evaluate(consultation, used), used, signed or context())


def handout_text(found: CarePlan) -> str:
    """Everything that the handout says, a line each."""
    return "\n".join(line.text for part in found.handout.parts for line in part.lines)


def line(found: CarePlan, snippet: str) -> str:
    """The one line of this snippet."""
    (text,) = lines(found, snippet)
    return text


def lines(found: CarePlan, snippet: str) -> list[str]:
    return [line.text for part in found.handout.parts for line in part.lines if line.snippet == snippet]


def _merged(plain: Any, changes: Changes) -> Any:
    result = dict(plain)
    for key, value in changes.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = _merged(result[key], value)
        else:
            result[key] = value
    return result
