"""Which sections and snippets the patient handout carries (therapy reference 4.1, 4.3)."""

from __future__ import annotations

from desktop_app.domain.evaluation import HandoutOutline
from desktop_app.engine import facts as k
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.facts import Facts


def outline_handout(facts: Facts, compiled: CompiledKnowledge) -> HandoutOutline:
    """Sections and snippets in the order of the content; one without a snippet is dropped unless it always stands."""
    gate = str(facts.values[k.category_key("gate")])
    holding: dict[int, list[str]] = {}
    for snippet, _ in compiled.handout.holding(facts):
        holding.setdefault(snippet.section, []).append(snippet.id)
    sections, snippets = [], []
    for section in compiled.knowledge.handout_sections:
        if gate not in section.gates:
            continue
        only = section.only_in_gate.get(gate)
        held = [name for name in holding.get(section.number, ()) if only is None or name in only]
        if held or section.always:
            sections.append(section.number)
            snippets += held
    return HandoutOutline(tuple(sections), tuple(snippets))
