"""Red-flag triage: every rule is evaluated, all that fire are kept, and the highest class wins."""

from __future__ import annotations

from desktop_app.domain.assessment_content import PROMPT_ACTION_RANK, TriageClass, TriageRule
from desktop_app.domain.evaluation import FiredRule, Triage
from desktop_app.engine import facts as k
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.facts import Facts

EXAMINATION = "exam"


def triage(facts: Facts, compiled: CompiledKnowledge) -> Triage:
    """Fire the rules, note them in ``facts`` for later rules, and find the class."""
    fired, closed = _fire(facts, compiled)
    unanswered = _unanswered(facts, compiled)
    found = _class(fired, unanswered)
    facts.values[k.category_key("triage_class")] = found.value
    text = next(item for item in compiled.knowledge.triage_classes if item.id is found)
    return Triage(found, text.title, text.meaning, fired, closed, unanswered)


def _fire(facts: Facts, compiled: CompiledKnowledge) -> tuple[tuple[FiredRule, ...], tuple[FiredRule, ...]]:
    rules = compiled.knowledge.triage_rules
    fired: dict[int, FiredRule] = {}
    closed: dict[int, FiredRule] = {}
    for position in compiled.triage_order:
        rule = rules[position]
        truth = compiled.truth(rule.when, facts)
        if truth is True and rule.closed_when is not None and compiled.holds(rule.closed_when, facts):
            closed[position] = _described(rule, facts, compiled, compiled.because(rule.closed_when, facts))
            truth = False
        facts.values[k.fired_key(rule.id)] = truth
        if truth is True:
            fired[position] = _described(rule, facts, compiled)
    by_urgency = sorted(fired, key=lambda position: (-rules[position].triage_class.rank, position))
    return tuple(fired[position] for position in by_urgency), tuple(
        closed[position] for position in sorted(closed)
    )


def _described(
    rule: TriageRule, facts: Facts, compiled: CompiledKnowledge, closed_because: tuple[str, ...] = ()
) -> FiredRule:
    return FiredRule(
        id=rule.id,
        title=rule.title,
        triage_class=rule.triage_class,
        because=compiled.because(rule.when, facts),
        sources=rule.sources,
        standing=rule.standing.value,
        actions=tuple((action.text, action.due_days) for action in rule.actions),
        closed_because=closed_because,
    )


def _unanswered(facts: Facts, compiled: CompiledKnowledge) -> tuple[str, ...]:
    """Mandatory questions without a yes or a no, and ``exam`` where a symptomatic leg was not fully examined."""
    open_questions = [
        question.id
        for question in compiled.knowledge.questions
        if question.mandatory_when is not None
        and facts.values.get(question.id) is None
        and compiled.holds(question.mandatory_when, facts)
    ]
    if facts.values.get(k.statement_key("exam_not_assessed")) is True:
        open_questions.append(EXAMINATION)
    return tuple(open_questions)


def _class(fired: tuple[FiredRule, ...], unanswered: tuple[str, ...]) -> TriageClass:
    highest = max(
        (rule.triage_class for rule in fired), key=lambda found: found.rank, default=TriageClass.NO_FLAG
    )
    if unanswered and highest.rank < PROMPT_ACTION_RANK:
        return TriageClass.INCOMPLETE
    return highest
