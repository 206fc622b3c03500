"""Which sections and snippets the patient handout carries (therapy reference 4.1, 4.3)."""

from __future__ import annotations

from desktop_app.domain.evaluation import HandoutOutline
from desktop_app.engine import facts as k
from desktop_app.engine.clauses import holding
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.facts import Facts


def outline_handout(facts: Facts, compiled: CompiledKnowledge) -> HandoutOutline:
    """Sections and snippets in the order of the content; one without a snippet is dropped unless it always stands."""
    gate = str(facts.values[k.category_key("gate")])
    sections, snippets = [], []
    for section, section_snippets in compiled.handout:
        if gate not in section.gates:
            continue
        only = section.only_in_gate.get(gate)
        held = [
            snippet.id
            for snippet, _ in holding(section_snippets, facts)
            if only is None or snippet.id in only
        ]
        if held or section.always:
            sections.append(section.number)
            snippets += held
    return HandoutOutline(tuple(sections), tuple(snippets))
