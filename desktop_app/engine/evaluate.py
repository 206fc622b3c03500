"""The one pure centre: a consultation and the content in, an explained evaluation out.

No Qt, no input or output, no clock, no randomness. Total: it never raises on a valid consultation. Each stage adds
facts for the next: visit -> conditions -> definitions -> triage -> consequences -> classification -> orders and
referrals -> medicines -> therapies -> prompts and handout.
"""

from __future__ import annotations

from typing import NamedTuple

from desktop_app.domain.assessment_content import TriageClass
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import ALL_ORDERS
from desktop_app.domain.evaluation import (
    Classification,
    Computed,
    Evaluation,
    Order,
    Reasoned,
    Referral,
    WorseningActions,
)
from desktop_app.domain.guideline_content import PatientGroup
from desktop_app.domain.medicine_readings import ReadAllergy
from desktop_app.domain.treatment_assessments import DoseRange, MedicationAssessment
from desktop_app.engine import facts as k
from desktop_app.engine.allergies import add_allergy_facts
from desktop_app.engine.choices import add_choice_facts, add_totals, needs_gastroprotection
from desktop_app.engine.clauses import first_holding
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.conditions import add_condition_facts
from desktop_app.engine.contradictions import contradictions
from desktop_app.engine.dose_ranges import dose_ranges
from desktop_app.engine.examination import affected_roots
from desktop_app.engine.facts import Facts
from desktop_app.engine.handout_outline import outline_handout
from desktop_app.engine.instruments import MeasuredCourse, measured_course
from desktop_app.engine.kidney import ADULT
from desktop_app.engine.medication_checks import CheckedMedicine, check_medicines
from desktop_app.engine.medication_choice import NO_MEDICATION, Suggestions, suggest
from desktop_app.engine.medicine_facts import (
    CurrentMedicines,
    DailyTotal,
    add_medicine_facts,
    read_medicines,
    repeated_ingredients,
)
from desktop_app.engine.orders import follow_up, imaging_decisions, imaging_order, orders, referrals
from desktop_app.engine.readiness import blocking_reasons
from desktop_app.engine.therapies import match_therapies
from desktop_app.engine.triage import triage
from desktop_app.engine.visit_facts import kidney_of, visit_facts

_NO_ACTION_CLASSES = (TriageClass.NO_FLAG, TriageClass.WATCH)
"""Triage classes that ask for no test and no referral."""
OUT_OF_SCOPE_AGE = "This content covers adults only: the patient is under 18 years old."


def evaluate(consultation: Consultation, compiled: CompiledKnowledge) -> Evaluation:
    """Everything that follows from the consultation under this content version."""
    knowledge = compiled.knowledge
    facts, course, medicines, totals, read_allergies = known_facts(consultation, compiled)
    found_triage = triage(facts, compiled)
    compiled.consequences.add_to(facts)
    _add_gate(facts)
    classification = _classify(facts, consultation, compiled)
    found = _ordered(facts, consultation, compiled)
    group = PatientGroup(
        facts.values[k.category_key("duration_class")], facts.values[k.statement_key("radicular")]
    )
    medications, suggestions = _medications(facts, compiled, group)
    therapies = match_therapies(facts, consultation, compiled, group)
    scope = OUT_OF_SCOPE_AGE if _age(facts) < ADULT else None
    return Evaluation(
        content=knowledge.stamp,
        out_of_scope=scope,
        computed=_computed(facts, consultation, totals, course),
        scores=course.scores,
        triage=found_triage,
        classification=classification,
        pathway=_pathway(facts, compiled),
        orders=found.orders,
        imaging_order=found.imaging,
        imaging=imaging_decisions(facts, compiled),
        referrals=found.referrals,
        optional_referrals=found.optional_referrals,
        hold=facts.values[k.statement_key("hold")] is True,
        gate=facts.values[k.category_key("gate")],
        medications=medications,
        first_suggestion=NO_MEDICATION if scope else suggestions.first,
        suggested_for=suggestions.suggested_for,
        first_suggestion_because=(scope,) if scope else suggestions.because,
        current_medicines=medicines.readings,
        repeated_ingredients=repeated_ingredients(medicines),
        allergies=read_allergies,
        therapies=therapies,
        contradictions=contradictions(facts, compiled),
        prompts=_prompts(facts, compiled),
        handout=outline_handout(facts, compiled),
        worsening_review=_worsening(facts, compiled),
        follow_up=follow_up(facts, compiled, found.orders),
        asked_now=_asked_now(facts, compiled),
        blocking=blocking_reasons(facts, consultation, compiled, found_triage, scope, medications, therapies),
        nerve_root=group.nerve_root,
        trials=compiled.trials.judge(consultation.tried),
    )


class KnownFacts(NamedTuple):
    """What is known before the first rule runs; ``totals`` are those of opioids and of acetaminophen."""

    facts: Facts
    course: MeasuredCourse
    medicines: CurrentMedicines
    totals: tuple[DailyTotal, DailyTotal]
    allergies: tuple[ReadAllergy, ...]


def known_facts(consultation: Consultation, compiled: CompiledKnowledge) -> KnownFacts:
    """The visit in the content's vocabulary and definitions, up to what triage reads."""
    says = consultation.problem.patient_says
    course = measured_course(consultation.measures, says, compiled.instruments)
    facts = visit_facts(consultation, compiled.unknown, compiled.examination, course)
    medicines = read_medicines(consultation, compiled.medicine_content)
    add_medicine_facts(facts, medicines, compiled.medicine_content, consultation.visit_date)
    read_allergies = add_allergy_facts(facts, consultation, compiled.medicine_content)
    facts.values[k.statement_key("medicines_not_checked")] = bool(medicines.unmatched)
    _add_alcohol(facts, medicines, compiled.medicine_content.totals.alcohol_class)
    add_condition_facts(facts, consultation, compiled.conditions)
    add_choice_facts(facts, consultation, compiled)
    compiled.definitions.add_to(facts)
    totals = add_totals(facts, consultation, medicines, compiled)
    needed = needs_gastroprotection(facts, consultation, compiled)
    facts.values[k.statement_key("gastroprotection_needed")] = needed
    return KnownFacts(facts, course, medicines, totals, read_allergies)


def _add_alcohol(facts: Facts, medicines: CurrentMedicines, alcohol: str) -> None:
    """Drinks a day over all entries; unknown where no entry says how many."""
    drinks = [item for item in medicines.current if alcohol in item.row.classes]
    known = [item.entry.per_day for item in drinks if item.entry.per_day is not None]
    key = k.number_key("alcohol_per_day")
    facts.values[key] = sum(known) if known else None
    facts.causes[key] = tuple(item.name for item in drinks)


def _add_gate(facts: Facts) -> None:
    """The therapies' gate follows from triage class and hold (content precedence, point 1)."""
    emergency = facts.values[k.category_key("triage_class")] == "EMERGENCY_TODAY"
    held = facts.values[k.statement_key("hold")] is True
    facts.values[k.category_key("gate")] = "emergency" if emergency else "urgent_workup" if held else "ok"


class _Ordered(NamedTuple):
    """What is to be done elsewhere; ``imaging`` is the one word that sums up what is ordered of it."""

    orders: tuple[Order, ...]
    imaging: str
    referrals: tuple[Referral, ...]
    optional_referrals: tuple[Referral, ...]


def _ordered(facts: Facts, consultation: Consultation, compiled: CompiledKnowledge) -> _Ordered:
    """Tests and referrals; that there are any is a fact for the rules that follow."""
    found_orders = orders(facts, compiled)
    imaging = imaging_order(found_orders)
    due, optional = referrals(facts, compiled, _accepted(consultation))
    facts.values[k.category_key("imaging")] = imaging
    facts.values[k.statement_key("any_order")] = bool(found_orders)
    facts.values[k.statement_key("any_referral")] = bool(due)
    return _Ordered(found_orders, imaging, due, optional)


def _classify(facts: Facts, consultation: Consultation, compiled: CompiledKnowledge) -> Classification:
    """First match wins; the last rule of the content holds for everybody."""
    rules = compiled.classifications
    rule, when = first_holding(rules, facts) or rules[-1]
    facts.values[k.category_key("classification")] = rule.classification
    found = first_holding(compiled.sublevels, facts) if rule.classification == "radicular" else None
    return Classification(
        classification=rule.classification,
        title=rule.title,
        because=when.because(facts),
        sources=rule.sources,
        sublevel=found.entry.sublevel if found is not None else None,
        sublevel_title=found.entry.title if found is not None else None,
        roots=affected_roots(consultation.exam, compiled.examination),
    )


def _pathway(facts: Facts, compiled: CompiledKnowledge) -> tuple[Reasoned, ...]:
    return tuple(
        Reasoned(row.id, row.title, when.because(facts), row.sources, row.actions)
        for row, when in compiled.pathway.holding(facts)
    )


def _prompts(facts: Facts, compiled: CompiledKnowledge) -> tuple[Reasoned, ...]:
    return tuple(
        Reasoned(prompt.id, prompt.text, when.because(facts), prompt.sources)
        for prompt, when in compiled.prompts.holding(facts)
    )


def _worsening(facts: Facts, compiled: CompiledKnowledge) -> WorseningActions:
    if not compiled.review_opens.holds(facts):
        return WorseningActions(False, (), ())
    review = compiled.knowledge.worsening_review
    actions = tuple(
        (item.question, item.action) for item in review.items if facts.values[item.question] is True
    )
    unanswered = tuple(item.question for item in review.items if facts.values[item.question] is None)
    quiet = facts.values[k.category_key("triage_class")] in _NO_ACTION_CLASSES
    nothing_found = None if actions or unanswered or not quiet else review.nothing_found
    return WorseningActions(True, compiled.review_opens.because(facts), actions, unanswered, nothing_found)


def _asked_now(facts: Facts, compiled: CompiledKnowledge) -> frozenset[str]:
    return compiled.always_asked.union(item.entry.id for item in compiled.asked.holding(facts))


def _accepted(consultation: Consultation) -> frozenset[str]:
    accepted = consultation.decisions.accepted_orders
    return frozenset() if accepted is None or accepted == ALL_ORDERS else frozenset(accepted)


def _medications(
    facts: Facts, compiled: CompiledKnowledge, group: PatientGroup
) -> tuple[tuple[MedicationAssessment, ...], Suggestions]:
    checked = check_medicines(facts, compiled)
    suggestions = suggest(facts, compiled, checked)
    ranks = suggestions.ranks
    ranges, notes = (
        dose_ranges(
            compiled.medicines,
            compiled.dose_limits,
            compiled.default_doses,
            compiled.medicine_content.totals.summed_ingredient,
            facts,
        ),
        compiled.guideline_notes[group],
    )
    return tuple(
        [_assessed(item, ranks.get(drug), notes.get(drug), ranges[drug]) for drug, item in checked.items()]
    ), suggestions


def _assessed(
    item: CheckedMedicine, rank: int | None, guideline_note: str | None, dose: DoseRange | None
) -> MedicationAssessment:
    # By position: 29 of them are made for each evaluation, and a call by name takes more than twice as long.
    return MedicationAssessment(
        *item.compiled.identity,
        item.severity,
        rank,
        item.issues,
        item.needs_answer,
        guideline_note,
        dose,
    )


def _computed(
    facts: Facts, consultation: Consultation, totals: tuple[DailyTotal, DailyTotal], course: MeasuredCourse
) -> Computed:
    values = facts.values
    opioids, acetaminophen = totals
    kidney = kidney_of(consultation)
    return Computed(
        age=_age(facts),
        duration_days=values[k.number_key("duration_days")],
        treatment_days=values[k.number_key("treatment_days")],
        duration_class=values[k.category_key("duration_class")],
        change=values[k.category_key("change")],
        egfr_ckdepi_2021=kidney.egfr_ckdepi_2021,
        crcl_cockcroft_gault=kidney.crcl_cockcroft_gault,
        mme_total=opioids.value,
        mme_known=opioids.known,
        acetaminophen_mg_per_day=acetaminophen.value,
        acetaminophen_known_mg=acetaminophen.known,
        acetaminophen_max_mg=values[k.number_key("acetaminophen_max")],
        risk=course.risk,
        state=values[k.category_key("state")],
    )


def _age(facts: Facts) -> int:
    return int(facts.values[k.number_key("age")])
