"""Red-flag triage: every rule is evaluated, all that fire are kept, and the highest class wins."""

from __future__ import annotations

from desktop_app.domain.assessment_content import PROMPT_ACTION_RANK, TriageClass
from desktop_app.domain.evaluation import FiredRule, Triage
from desktop_app.engine import facts as k
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.compiled_entries import CompiledTriageRule
from desktop_app.engine.facts import Facts

EXAMINATION = "exam"


def triage(facts: Facts, compiled: CompiledKnowledge) -> Triage:
    """Fire the rules, note them in ``facts`` for later rules, and find the class."""
    fired, closed = _fire(facts, compiled)
    unanswered = _unanswered(facts, compiled)
    found = _class(fired, unanswered)
    facts.values[k.category_key("triage_class")] = found.value
    text = compiled.triage_texts[found]
    return Triage(found, text.title, text.meaning, fired, closed, unanswered)


def _fire(facts: Facts, compiled: CompiledKnowledge) -> tuple[tuple[FiredRule, ...], tuple[FiredRule, ...]]:
    """The rules that fired, most urgent first, and those that a finished work-up has closed."""
    values = facts.values
    fired: list[tuple[int, int, FiredRule]] = []
    closed: list[tuple[int, FiredRule]] = []
    for item in compiled.triage_rules:
        truth = item.when.test(values)
        if truth is True and item.closed_when is not None and item.closed_when.holds(facts):
            closed.append((item.position, _described(item, facts, item.closed_when.because(facts))))
            truth = False
        values[item.fired] = truth
        if truth is True:
            fired.append((-item.rule.triage_class.rank, item.position, _described(item, facts)))
    return tuple(rule for *_, rule in sorted(fired)), tuple(rule for _, rule in sorted(closed))


def _described(item: CompiledTriageRule, facts: Facts, closed_because: tuple[str, ...] = ()) -> FiredRule:
    rule = item.rule
    return FiredRule(
        id=rule.id,
        title=rule.title,
        triage_class=rule.triage_class,
        because=item.when.because(facts),
        sources=rule.sources,
        standing=rule.standing.value,
        actions=tuple((action.text, action.due_days) for action in rule.actions),
        closed_because=closed_because,
    )


def _unanswered(facts: Facts, compiled: CompiledKnowledge) -> tuple[str, ...]:
    """Mandatory questions without a yes or a no, and ``exam`` where a symptomatic leg was not fully examined."""
    values = facts.values
    open_questions = [
        question
        for question, when in compiled.mandatory
        if values[question] is None and when.test(values) is True
    ]
    if values[k.statement_key("exam_not_assessed")] is True:
        open_questions.append(EXAMINATION)
    return tuple(open_questions)


def _class(fired: tuple[FiredRule, ...], unanswered: tuple[str, ...]) -> TriageClass:
    highest = max(
        (rule.triage_class for rule in fired), key=lambda found: found.rank, default=TriageClass.NO_FLAG
    )
    if unanswered and highest.rank < PROMPT_ACTION_RANK:
        return TriageClass.INCOMPLETE
    return highest
