"""What has no bearing on these medicines raises no alert: a hay-fever spray, an eye drop, a vitamin."""

from __future__ import annotations

from desktop_app.domain import criteria as c
from desktop_app.domain.consultation_record import from_json_dict
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.drug_names import base_ingredient
from desktop_app.engine.evaluate import evaluate
from tests.spec.medication_rules.patients import patient

_REVIEWED = {
    "conditions_reviewed": "yes",
    "allergies": {"reviewed": "yes"},
    "labs": {"egfr": 90, "bp_systolic": 120},
}
Alerts = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]


def test_product_without_a_class_changes_no_verdict_and_asks_nothing(
    knowledge: KnowledgeBase, compiled: CompiledKnowledge
) -> None:
    named = _named_by_rules(knowledge)
    quiet = [
        entry.ingredient
        for entry in knowledge.drug_dictionary
        if not entry.classes and not named & {base_ingredient(part) for part in entry.ingredient.split("/")}
    ]
    before = _alerts((), compiled)

    assert "multivitamin" in quiet
    assert [name for name in quiet if _alerts((name,), compiled) != before] == []


def test_products_for_nose_eyes_and_lungs_name_themselves_in_no_alert(
    knowledge: KnowledgeBase, compiled: CompiledKnowledge
) -> None:
    local = [
        entry.ingredient
        for entry in knowledge.drug_dictionary
        if any(route in entry.ingredient for route in (" nasal", " inhaled", " ophthalmic", " eye"))
    ]

    assert local
    assert [name for name in local if _alerts((name,), compiled) != _alerts((), compiled)] == []


def _named_by_rules(knowledge: KnowledgeBase) -> set[str]:
    """Ingredients that a rule asks for by name, and those of the formulary, which would be duplicates."""
    parts = (part for rule in knowledge.medication_rules for part in c.walk(rule.when))
    asked = {name for part in parts if isinstance(part, c.TakesDrug) for name in part.drug}
    return asked | {base_ingredient(name) for item in knowledge.medicines for name in item.ingredients}


def _alerts(takes: tuple[str, ...], compiled: CompiledKnowledge) -> Alerts:
    case = patient(takes=takes, days=5)
    listed = case["current_medications"] | {"reviewed": "yes"}
    found = evaluate(from_json_dict(case | _REVIEWED | {"current_medications": listed}), compiled)
    return {
        item.drug: (tuple(issue.rule for issue in item.issues), item.needs_answer)
        for item in found.medications
    }
