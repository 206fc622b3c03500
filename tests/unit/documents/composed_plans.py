"""Plans of generated consultations under the content that ships, with all that a clinician may decide filled in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from desktop_app.domain.care_plan import CarePlan
from desktop_app.domain.consultation_record import from_json_dict
from desktop_app.domain.errors import PlanRefusedError
from desktop_app.domain.evaluation import Evaluation
from desktop_app.engine.evaluate import evaluate
from desktop_app.engine.planning import compose_plan
from desktop_app.engine.therapies import NOT_FOR_YOU
from tests.spec.generated_consultations import Case, bordering, generated
from tests.unit.engine.plan_cases import compiled, context


def composed(seed: int, count: int) -> Iterator[CarePlan]:
    """The plans of those among ``count`` generated consultations that may be signed, half of them quiet ones."""
    for case in chain(generated(seed, count // 2), bordering(seed, count // 2)):
        case["patient"] |= {"given_name": "Ana", "family_name": "Ruiz"}
        found = evaluate(from_json_dict(case), compiled())
        consultation = from_json_dict(case | {"decisions": _decisions(found)})
        evaluation = evaluate(consultation, compiled())
        try:
            yield compose_plan(consultation, evaluation, compiled(), context())
        except PlanRefusedError:
            continue


def _decisions(found: Evaluation) -> Case:
    """The first suggestion, the therapies that guidelines differ on before the others, and every test."""
    therapies = sorted(
        (each for each in found.therapies if each.status not in NOT_FOR_YOU),
        key=lambda each: each.guideline_note is None,
    )
    medications = list(_medications(found))[:1]
    return {
        "medications": medications,
        "no_medication": None if medications else "yes",
        "therapies": [each.therapy for each in therapies[:4]],
        "accepted_orders": "all",
        "incomplete_reason": "The patient had to leave.",
        "emergency_override": {"reason": "already_assessed", "text": "Seen by the spine team yesterday."},
    }


def _medications(found: Evaluation) -> Iterator[dict[str, Any]]:
    for each in sorted(found.medications, key=lambda each: each.suggested_rank or 99):
        dose = each.dose
        if each.suggested_rank is not None and dose is not None and dose.default_times_per_day is not None:
            yield {
                "drug": each.drug,
                "dose_mg": dose.default_dose_mg,
                "times_per_day": dose.default_times_per_day,
                "days": dose.default_days,
            }
