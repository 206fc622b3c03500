"""The one pure centre: a consultation and the content in, an explained evaluation out.

No Qt, no input or output, no clock, no randomness. Total: it never raises on a valid consultation. Each stage adds
facts for the next: visit -> conditions -> definitions -> triage -> consequences -> classification -> orders and
referrals -> medicines -> therapies -> prompts and handout.
"""

from __future__ import annotations

from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import ALL_ORDERS
from desktop_app.domain.evaluation import (
    Classification,
    Computed,
    Evaluation,
    MatchedMedication,
    MedicationAssessment,
    Reasoned,
    WorseningActions,
)
from desktop_app.domain.medication_content import Severity
from desktop_app.domain.patient import age_on
from desktop_app.engine import facts as k
from desktop_app.engine.choices import add_choice_facts, add_totals
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.examination import affected_roots
from desktop_app.engine.facts import Facts
from desktop_app.engine.handout_outline import outline_handout
from desktop_app.engine.kidney import ADULT
from desktop_app.engine.medication_checks import check_medicines, dose_range
from desktop_app.engine.medication_choice import NO_MEDICATION, Suggestions, suggest
from desktop_app.engine.medicine_facts import (
    CurrentMedicines,
    DailyTotal,
    add_allergy_facts,
    add_medicine_facts,
    read_medicines,
)
from desktop_app.engine.orders import follow_up, imaging_decisions, imaging_order, orders, referrals
from desktop_app.engine.readiness import blocking_reasons
from desktop_app.engine.therapies import match_therapies
from desktop_app.engine.triage import triage
from desktop_app.engine.visit_facts import kidney_of, start_back_risk, visit_facts

OUT_OF_SCOPE_AGE = "This content covers adults only: the patient is under 18 years old."


def evaluate(consultation: Consultation, compiled: CompiledKnowledge) -> Evaluation:
    """Everything that follows from the consultation under this content version."""
    knowledge = compiled.knowledge
    facts = visit_facts(consultation)
    medicines = read_medicines(consultation, compiled.medicine_content)
    totals = _add_content_facts(facts, consultation, medicines, compiled)
    found_triage = triage(facts, compiled)
    _add_statements(facts, compiled, consequences=True)
    _add_gate(facts)
    classification = _classify(facts, consultation, compiled)
    decisions = imaging_decisions(facts, compiled)
    found_orders = orders(facts, compiled)
    found_imaging = imaging_order(found_orders)
    found_referrals = referrals(facts, compiled, _accepted(consultation))
    facts.values[k.category_key("imaging")] = found_imaging
    facts.values[k.statement_key("any_order")] = bool(found_orders)
    facts.values[k.statement_key("any_referral")] = bool(found_referrals)
    medications, suggestions = _medications(facts, compiled)
    therapies = match_therapies(facts, consultation, compiled)
    scope = (
        OUT_OF_SCOPE_AGE if age_on(consultation.patient.birth_date, consultation.visit_date) < ADULT else None
    )
    return Evaluation(
        content=knowledge.stamp,
        out_of_scope=scope,
        computed=_computed(facts, consultation, totals),
        triage=found_triage,
        classification=classification,
        pathway=_pathway(facts, compiled),
        orders=found_orders,
        imaging_order=found_imaging,
        imaging=decisions[0] if decisions else None,
        referrals=found_referrals,
        hold=facts.values.get(k.statement_key("hold")) is True,
        gate=str(facts.values[k.category_key("gate")]),
        medications=medications,
        first_suggestion=NO_MEDICATION if scope else suggestions.first,
        first_suggestion_because=(scope,) if scope else suggestions.because,
        matched_medications=_matched(medicines, compiled),
        unmatched_medications=medicines.unmatched,
        therapies=therapies,
        prompts=_prompts(facts, compiled),
        handout=outline_handout(facts, compiled),
        worsening_review=_worsening(facts, compiled),
        follow_up=follow_up(facts, compiled, found_orders),
        asked_now=frozenset(q.id for q in knowledge.questions if compiled.holds(q.ask_when, facts)),
        blocking=blocking_reasons(facts, consultation, compiled, found_triage, scope, medications, therapies),
    )


def _add_content_facts(
    facts: Facts, consultation: Consultation, medicines: CurrentMedicines, compiled: CompiledKnowledge
) -> tuple[DailyTotal, DailyTotal]:
    """Facts that need the content's vocabulary and definitions, up to what triage reads."""
    add_medicine_facts(facts, medicines, compiled.medicine_content, consultation.visit_date)
    add_allergy_facts(facts, consultation, compiled.medicine_content)
    facts.values[k.statement_key("medicines_not_checked")] = bool(medicines.unmatched)
    _add_alcohol(facts, medicines)
    _add_conditions(facts, consultation, compiled)
    add_choice_facts(facts, consultation, compiled)
    _add_statements(facts, compiled, consequences=False)
    totals = add_totals(facts, consultation, medicines, compiled)
    selection = compiled.knowledge.medication_selection
    protection = compiled.truth(selection.gastroprotection_when, facts)
    facts.values[k.statement_key("gastroprotection_needed")] = protection
    return totals


def _add_alcohol(facts: Facts, medicines: CurrentMedicines) -> None:
    drinks = [entry.entry.per_day for entry in medicines.current if "alcohol" in entry.row.classes]
    known = [amount for amount in drinks if amount is not None]
    facts.values[k.number_key("alcohol_per_day")] = sum(known) if known else None


def _add_conditions(facts: Facts, consultation: Consultation, compiled: CompiledKnowledge) -> None:
    """Recorded conditions, those that a question says, and those that follow. An implied yes beats a no."""
    values = facts.values
    reviewed = consultation.conditions_reviewed is Answer.YES
    for condition in compiled.knowledge.conditions:
        answer = consultation.conditions.get(condition.key)
        known = (
            {Answer.YES: True, Answer.NO: False}.get(answer)
            if answer is not None
            else (False if reviewed else None)
        )
        values[k.condition_key(condition.key)] = known
        words = condition.medicine_words
        if words and any(_names_one_of(entry.name, words) for entry in consultation.current_medications.list):
            values[k.condition_key(condition.key)] = True
    _join_all_same(values, compiled)
    _add_implied(values, compiled)
    for rule in compiled.knowledge.condition_rules:
        if compiled.truth(rule.when, facts) is True:
            values[k.condition_key(rule.condition)] = True
            for implied in compiled.implied.get(rule.condition, ()):
                values[k.condition_key(implied)] = True
    _join_all_same(values, compiled)


def _names_one_of(name: str, words: tuple[str, ...]) -> bool:
    spoken = name.casefold()
    return any(word.casefold() in spoken for word in words)


def _join_all_same(values: k.Values, compiled: CompiledKnowledge) -> None:
    """Joined before and after implications: severe osteoporosis answers the osteoporosis question too."""
    for question, condition in compiled.same_as:
        _join_same(values, question, k.condition_key(condition))


def _join_same(values: k.Values, question: str, condition: str) -> None:
    """A *yes* to either is a *yes* to both; a *no* answers only where it stands."""
    if values.get(question) is True:
        values[condition] = True
    elif values.get(condition) is True:
        values[question] = True


def _add_implied(values: k.Values, compiled: CompiledKnowledge) -> None:
    for condition, implied in compiled.implied.items():
        if values.get(k.condition_key(condition)) is True:
            for name in implied:
                values[k.condition_key(name)] = True


def _add_statements(facts: Facts, compiled: CompiledKnowledge, *, consequences: bool) -> None:
    knowledge = compiled.knowledge
    entries = knowledge.consequences if consequences else knowledge.definitions
    order = compiled.consequence_order if consequences else compiled.definition_order
    for position in order:
        entry = entries[position]
        facts.values[k.statement_key(entry.id)] = compiled.truth(entry.when, facts)


def _add_gate(facts: Facts) -> None:
    """The therapies' gate follows from triage class and hold (content precedence, point 1)."""
    emergency = facts.values[k.category_key("triage_class")] == "EMERGENCY_TODAY"
    held = facts.values.get(k.statement_key("hold")) is True
    facts.values[k.category_key("gate")] = "emergency" if emergency else "urgent_workup" if held else "ok"


def _classify(facts: Facts, consultation: Consultation, compiled: CompiledKnowledge) -> Classification:
    """First match wins; the last rule of the content holds for everybody."""
    rules = compiled.knowledge.classifications
    rule = next((rule for rule in rules if compiled.holds(rule.when, facts)), rules[-1])
    facts.values[k.category_key("classification")] = rule.classification
    sublevel = None
    if rule.classification == "radicular":
        sublevel = next(
            (item for item in compiled.knowledge.sublevels if compiled.holds(item.when, facts)), None
        )
    return Classification(
        classification=rule.classification,
        title=rule.title,
        because=compiled.because(rule.when, facts),
        sources=rule.sources,
        sublevel=sublevel.sublevel if sublevel is not None else None,
        sublevel_title=sublevel.title if sublevel is not None else None,
        roots=affected_roots(consultation.exam),
    )


def _pathway(facts: Facts, compiled: CompiledKnowledge) -> tuple[Reasoned, ...]:
    return tuple(
        Reasoned(row.id, row.title, compiled.because(row.when, facts), row.sources, row.actions)
        for row in compiled.knowledge.pathway
        if compiled.holds(row.when, facts)
    )


def _prompts(facts: Facts, compiled: CompiledKnowledge) -> tuple[Reasoned, ...]:
    return tuple(
        Reasoned(prompt.id, prompt.text, compiled.because(prompt.when, facts), prompt.sources)
        for prompt in compiled.knowledge.prompts
        if compiled.holds(prompt.when, facts)
    )


def _worsening(facts: Facts, compiled: CompiledKnowledge) -> WorseningActions:
    review = compiled.knowledge.worsening_review
    if not compiled.holds(review.opens_when, facts):
        return WorseningActions(False, (), ())
    actions = tuple((i.question, i.action) for i in review.items if facts.values.get(i.question) is True)
    return WorseningActions(True, compiled.because(review.opens_when, facts), actions)


def _accepted(consultation: Consultation) -> frozenset[str]:
    accepted = consultation.decisions.accepted_orders
    return frozenset() if accepted is None or accepted == ALL_ORDERS else frozenset(accepted)


def _medications(
    facts: Facts, compiled: CompiledKnowledge
) -> tuple[tuple[MedicationAssessment, ...], Suggestions]:
    checked = check_medicines(facts, compiled)
    suggestions = suggest(facts, compiled, checked)
    assessments = []
    for item in checked.values():
        medicine, differ = item.medicine, item.medicine.guidelines_differ_when
        differs = differ is not None and compiled.holds(differ, facts)
        assessments.append(
            MedicationAssessment(
                drug=medicine.id,
                name=medicine.name.en,
                drug_class=medicine.drug_class,
                role=medicine.role,
                severity=item.severity,
                suggested_rank=suggestions.ranks.get(medicine.id),
                issues=item.issues,
                needs_answer=item.needs_answer if item.severity < Severity.AVOID else (),
                guidelines_differ=differs,
                guideline_note=medicine.guideline_note if differs else None,
                dose=dose_range(medicine, facts, compiled),
            )
        )
    return tuple(assessments), suggestions


def _matched(medicines: CurrentMedicines, compiled: CompiledKnowledge) -> tuple[MatchedMedication, ...]:
    ask = compiled.medicine_content.dictionary.question_about
    return tuple(
        MatchedMedication(entry.name, entry.row.ingredient, entry.row.classes, ask(entry.name))
        for entry in (*medicines.current, *medicines.stopped)
    )


def _computed(facts: Facts, consultation: Consultation, totals: tuple[DailyTotal, DailyTotal]) -> Computed:
    values = facts.values
    opioids, acetaminophen = totals
    kidney = kidney_of(consultation)
    most = values.get(k.number_key("acetaminophen_max"))
    return Computed(
        age=_whole(values, "age") or 0,
        duration_days=_whole(values, "duration_days"),
        treatment_days=_whole(values, "treatment_days"),
        duration_class=str(values[k.category_key("duration_class")]),
        change=str(values[k.category_key("change")]),
        egfr_ckdepi_2021=kidney.egfr_ckdepi_2021,
        crcl_cockcroft_gault=kidney.crcl_cockcroft_gault,
        mme_total=opioids.value,
        acetaminophen_mg_per_day=acetaminophen.value,
        acetaminophen_max_mg=float(most) if isinstance(most, int | float) else 0.0,
        risk=start_back_risk(consultation),
        state=str(values[k.category_key("state")]),
    )


def _whole(values: k.Values, number: str) -> int | None:
    value = values.get(k.number_key(number))
    return value if isinstance(value, int) else None
