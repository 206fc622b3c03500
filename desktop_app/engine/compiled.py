"""A content version made ready for evaluation: criteria compiled, rules put in dependency order, lookups built."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from pydantic import BaseModel

from desktop_app.domain import criteria as c
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.medication_content import MedicationRule
from desktop_app.engine.drug_names import DrugDictionary
from desktop_app.engine.explain import Explainer, Wording
from desktop_app.engine.facts import Facts
from desktop_app.engine.medicine_facts import MedicineContent
from desktop_app.engine.truth import Test, Truth, compile_truth, is_about_one_drug


class _HasWhen(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def when(self) -> c.Criterion: ...


E = TypeVar("E", bound=_HasWhen)


class RuleCheck(NamedTuple):
    """A medication rule with its test, and the tests of its ``must_ask_when`` for the same medicines."""

    rule: MedicationRule
    test: Test
    must_ask: Test | None
    drugs: tuple[str, ...]
    about: str | None
    """The one medicine that the test is about, where the rule is about "this" medicine."""


@dataclass(frozen=True, slots=True)
class CompiledKnowledge:
    """Built once for each content version and shared by every evaluation; it holds no patient data."""

    knowledge: KnowledgeBase
    words: Wording
    explainer: Explainer
    tests: dict[int, Test]
    triage_order: tuple[int, ...]
    definition_order: tuple[int, ...]
    consequence_order: tuple[int, ...]
    medicine_content: MedicineContent
    rule_checks: tuple[RuleCheck, ...]
    implied: dict[str, tuple[str, ...]]
    same_as: tuple[tuple[str, str], ...]

    def truth(self, criterion: c.Criterion, facts: Facts) -> Truth:
        """The truth of a criterion of this content."""
        return self.tests[id(criterion)](facts.values)

    def holds(self, criterion: c.Criterion | None, facts: Facts) -> bool:
        """Whether the criterion is shown to hold; no criterion means that nothing limits it."""
        return criterion is None or self.tests[id(criterion)](facts.values) is True

    def because(self, criterion: c.Criterion, facts: Facts) -> tuple[str, ...]:
        """The patient's facts that make the criterion true."""
        return self.explainer.because(criterion, facts)


def compile_knowledge(knowledge: KnowledgeBase) -> CompiledKnowledge:
    """Compile every criterion of the content once.

    Raises ``ValueError`` where triage rules, definitions or consequences depend on each other in a circle.
    """
    words = Wording.of(knowledge)
    groups = _groups(knowledge)
    return CompiledKnowledge(
        knowledge=knowledge,
        words=words,
        explainer=Explainer(words),
        tests={id(criterion): compile_truth(criterion) for criterion in _criteria(knowledge)},
        triage_order=dependency_order(knowledge.triage_rules, _names_fired),
        definition_order=dependency_order(knowledge.definitions, _names_held),
        consequence_order=dependency_order(knowledge.consequences, _names_held),
        medicine_content=_medicine_content(knowledge),
        rule_checks=tuple(_rule_checks(knowledge.medication_rules, groups)),
        implied=_closure({item.key: item.implies for item in knowledge.conditions}),
        same_as=tuple((item.id, item.same_as) for item in knowledge.questions if item.same_as is not None),
    )


def dependency_order(entries: Sequence[E], names_in: Callable[[c.Criterion], set[str]]) -> tuple[int, ...]:
    """Indexes of the entries, each after the entries of the same section that its criterion names."""
    index = {entry.id: position for position, entry in enumerate(entries)}
    order: dict[int, None] = {}
    open_: set[int] = set()

    def visit(position: int) -> None:
        if position in order:
            return
        if position in open_:
            raise ValueError(f"{entries[position].id} depends on itself")
        open_.add(position)
        for name in sorted(names_in(entries[position].when) & index.keys(), key=index.__getitem__):
            visit(index[name])
        order[position] = None

    for position in range(len(entries)):
        visit(position)
    return tuple(order)


def _names_fired(criterion: c.Criterion) -> set[str]:
    return {name for part in c.walk(criterion) if isinstance(part, c.Fired) for name in part.fired}


def _names_held(criterion: c.Criterion) -> set[str]:
    return {name for part in c.walk(criterion) if isinstance(part, c.Holds) for name in part.holds}


def _groups(knowledge: KnowledgeBase) -> dict[str, tuple[str, ...]]:
    """The medicines that a rule means by a key or a group; ``ALL`` is the whole formulary."""
    targets: dict[str, list[str]] = {"ALL": [medicine.id for medicine in knowledge.medicines]}
    for medicine in knowledge.medicines:
        for name in (medicine.id, *medicine.groups):
            targets.setdefault(name, []).append(medicine.id)
    return {name: tuple(drugs) for name, drugs in targets.items()}


def _rule_checks(rules: Iterable[MedicationRule], groups: dict[str, tuple[str, ...]]) -> Iterable[RuleCheck]:
    for rule in rules:
        drugs = tuple(dict.fromkeys(drug for name in rule.drugs for drug in groups.get(name, ())))
        must_ask = None if rule.must_ask_when is None else compile_truth(rule.must_ask_when)
        if not is_about_one_drug(rule.when):
            yield RuleCheck(rule, compile_truth(rule.when), must_ask, drugs, None)
            continue
        for drug in drugs:
            yield RuleCheck(rule, compile_truth(rule.when, drug), must_ask, (drug,), drug)


def _medicine_content(knowledge: KnowledgeBase) -> MedicineContent:
    return MedicineContent(
        dictionary=DrugDictionary(knowledge.drug_dictionary, knowledge.ambiguous_names),
        dose_switches=knowledge.dose_switches,
        allergy_keys=knowledge.allergy_keys,
        opioid_factors=knowledge.opioid_factors,
        medicines=knowledge.medicines,
        classes=tuple(item.key for item in knowledge.drug_classes),
        cns_active_classes=frozenset(knowledge.medication_selection.cns_active_classes),
    )


def _closure(implies: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Every condition that a condition implies, directly or through another."""

    def reach(key: str, seen: dict[str, None]) -> dict[str, None]:
        for implied in implies.get(key, ()):
            if implied not in seen:
                seen[implied] = None
                reach(implied, seen)
        return seen

    return {key: tuple(reach(key, {})) for key in implies if implies[key]}


def _criteria(knowledge: KnowledgeBase) -> Iterable[c.Criterion]:
    """Every criterion of the content that is not about one medicine, once."""
    for criterion in criteria_of(knowledge):
        if not is_about_one_drug(criterion):
            yield criterion


def criteria_of(part: object) -> Iterable[c.Criterion]:
    """Every outermost criterion inside a piece of content."""
    if isinstance(part, tuple(c.KINDS.values())):
        yield part  # type: ignore[misc]
    elif isinstance(part, tuple):
        for item in part:
            yield from criteria_of(item)
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from criteria_of(getattr(part, name))
