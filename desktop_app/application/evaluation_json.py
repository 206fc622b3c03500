"""The evaluation as JSON: the public contract of ``lumbar-pathway evaluate``, format 1."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.evaluation import Contradiction, Evaluation, Order, Reasoned, Referral
from desktop_app.domain.medicine_readings import NamedMedicine
from desktop_app.domain.scores import InstrumentScore, ScoreAt
from desktop_app.domain.treatment_assessments import Issue, MedicationAssessment, TherapyAssessment

FORMAT = 1

Json = dict[str, Any]


def evaluation_to_json(evaluation: Evaluation) -> Json:
    """Plain JSON values; keys and their meaning are stable, more may be added."""
    return {
        "format": FORMAT,
        "content": {"version": evaluation.content.version, "sha256": evaluation.content.sha256},
        "out_of_scope": evaluation.out_of_scope,
        "computed": _computed(evaluation),
        "scores": [_score(score) for score in evaluation.scores],
        "triage": _triage(evaluation),
        "classification": {
            "class": evaluation.classification.classification,
            "sublevel": evaluation.classification.sublevel,
            "roots": list(evaluation.classification.roots),
        },
        "pathway": [row.id for row in evaluation.pathway],
        "orders": [_order(order) for order in evaluation.orders],
        "imaging": _imaging(evaluation),
        "referrals": [_referral(referral) for referral in evaluation.referrals],
        "optional_referrals": [_referral(referral) for referral in evaluation.optional_referrals],
        "hold": evaluation.hold,
        "medications": [_medication(medicine) for medicine in evaluation.medications],
        "first_suggestion": evaluation.first_suggestion,
        "matched_medications": [_matched(match) for match in evaluation.matched_medications],
        "unmatched_medications": list(evaluation.unmatched_medications),
        "therapies": [_therapy(therapy) for therapy in evaluation.therapies],
        "contradictions": [_contradiction(each) for each in evaluation.contradictions],
        "prompts": [_prompt(prompt) for prompt in evaluation.prompts],
        "handout": {
            "sections": list(evaluation.handout.sections),
            "snippets": list(evaluation.handout.snippets),
        },
        "worsening_review": {
            "open": evaluation.worsening_review.open,
            "actions": [question for question, _ in evaluation.worsening_review.actions],
        },
        "follow_up": {
            "due_days": evaluation.follow_up.due_days,
            "because": list(evaluation.follow_up.because),
        },
        "can_sign": evaluation.can_sign,
        "blocking": list(evaluation.blocking),
    }


def _imaging(evaluation: Evaluation) -> Json:
    """``rule`` is the first of the ``rules`` that apply."""
    rules = [row.id for row in evaluation.imaging]
    return {"order": evaluation.imaging_order, "rule": rules[0] if rules else None, "rules": rules}


def _matched(match: NamedMedicine) -> Json:
    return {
        "name": match.name,
        "ingredient": match.ingredient,
        "classes": list(match.classes),
        "ask": match.ask,
    }


def _computed(evaluation: Evaluation) -> Json:
    computed = evaluation.computed
    return {
        "age": computed.age,
        "duration_days": computed.duration_days,
        "treatment_days": computed.treatment_days,
        "duration_class": computed.duration_class,
        "change": computed.change,
        "egfr_ckdepi_2021": computed.egfr_ckdepi_2021,
        "crcl_cockcroft_gault": _rounded(computed.crcl_cockcroft_gault),
        "mme_total": _rounded(computed.mme_total),
        "acetaminophen_mg_per_day": _rounded(computed.acetaminophen_mg_per_day),
        "acetaminophen_max_mg": _rounded(computed.acetaminophen_max_mg),
        "risk": computed.risk,
    }


def _score(score: InstrumentScore) -> Json:
    return {
        "instrument": score.id,
        "measure": score.measure,
        "baseline": _score_at(score.before),
        "now": _score_at(score.now),
        "change": score.change,
        "counted": score.counted,
        "text": score.change_text,
    }


def _score_at(score: ScoreAt | None) -> Json | None:
    """The value is not rounded."""
    if score is None:
        return None
    parts = {part.id: {"value": part.value, "positive": part.positive} for part in score.parts}
    return {"value": score.value, "shown": score.shown, "band": score.band, "parts": parts}


def _triage(evaluation: Evaluation) -> Json:
    triage = evaluation.triage
    return {
        "class": triage.triage_class.value,
        "rules": [
            {
                "id": rule.id,
                "class": rule.triage_class.value,
                "because": list(rule.because),
                "sources": list(rule.sources),
            }
            for rule in triage.rules
        ],
        "closed": [{"id": rule.id, "because": list(rule.closed_because)} for rule in triage.closed],
        "unanswered": list(triage.unanswered),
    }


def _order(order: Order) -> Json:
    return {
        "id": order.id,
        "kind": order.kind,
        "what": order.what,
        "due_days": order.due_days,
        "condition": order.condition,
        "rules": list(order.rules),
        "because": list(order.because),
        "sources": list(order.sources),
    }


def _referral(referral: Referral) -> Json:
    return {
        "id": referral.id,
        "to": referral.to,
        "due_days": referral.due_days,
        "because": list(referral.because),
        "sources": list(referral.sources),
    }


def _medication(medicine: MedicationAssessment) -> Json:
    dose = medicine.dose
    return {
        "drug": medicine.drug,
        "severity": medicine.severity.word,
        "suggested_rank": medicine.suggested_rank,
        "issues": [_medicine_issue(issue) for issue in medicine.issues],
        "needs_answer": list(medicine.needs_answer),
        "guidelines_differ": medicine.guideline_note is not None,
        "dose": None
        if dose is None or dose.max_mg_per_day is None
        else {
            "min_mg_per_day": _rounded(dose.min_mg_per_day),
            "max_mg_per_day": _rounded(dose.max_mg_per_day),
            "doses_per_day": dose.doses_per_day,
        },
    }


def _medicine_issue(issue: Issue) -> Json:
    return {
        "rule": issue.rule,
        "severity": issue.severity.word,
        "because": list(issue.because),
        "from": list(issue.caused_by),
        "message": issue.message,
        "instead": list(issue.instead),
        "sources": list(issue.sources),
    }


def _therapy(therapy: TherapyAssessment) -> Json:
    return {
        "therapy": therapy.therapy,
        "status": therapy.status,
        "tier": therapy.tier,
        "rank": therapy.rank,
        "suggested": therapy.suggested,
        "reason": therapy.reason,
        "available": therapy.available,
        "instead": list(therapy.instead),
        "guidelines_differ": therapy.guideline_note is not None,
        "issues": [
            {
                "rule": issue.rule,
                "severity": issue.severity.word,
                "variant": issue.variant,
                "because": list(issue.because),
                "message": issue.message,
                "sources": list(issue.sources),
            }
            for issue in therapy.issues
        ],
    }


def _contradiction(found: Contradiction) -> Json:
    return {
        "id": found.id,
        "text": found.text,
        "because": list(found.because),
        "question": found.path,
        "sources": list(found.sources),
    }


def _prompt(prompt: Reasoned) -> Json:
    return {
        "id": prompt.id,
        "because": list(prompt.because),
        "text": prompt.text,
        "sources": list(prompt.sources),
    }


def _rounded(value: float | None) -> float | int | None:
    """Two decimals, and a whole number without a decimal point."""
    if value is None:
        return None
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded
