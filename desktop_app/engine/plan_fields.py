"""The values of the handout's ``{fields}``, in the patient's language and from confirmed data only.

A value of ``None`` means that the sentence does not apply (a test that was not accepted): it is left out. An empty or
unknown value cannot be filled, and stops the plan: nothing is ever printed blank.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.domain import criteria as c
from desktop_app.domain.care_plan import PlanContext
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import Preference
from desktop_app.domain.evaluation import Evaluation, Order, Referral
from desktop_app.domain.therapy_content import HandoutSnippet
from desktop_app.domain.treatment_assessments import TherapyAssessment
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.engine.plain_dates import patient_date
from desktop_app.engine.plan_care import due_date, order_is_accepted, referral_is_accepted
from desktop_app.engine.plan_medicines import ChosenMedicine
from desktop_app.engine.therapies import NOT_FOR_YOU

Fields = Mapping[str, str | None]


@dataclass(frozen=True)
class HandoutInputs:
    """Everything that a sentence of the handout may be filled from."""

    consultation: Consultation
    evaluation: Evaluation
    compiled: CompiledKnowledge
    context: PlanContext
    chosen: tuple[ChosenMedicine, ...]
    language: str

    @property
    def signed_on(self) -> date:
        return self.context.created_at.date()

    def word(self, key: str) -> str:
        """A fixed text of the handout; empty where the content lacks it, which stops what needs it."""
        texts = self.compiled.knowledge.handout_texts
        return next((text.text.in_language(self.language) for text in texts if text.key == key), "")

    def day(self, day: date) -> str:
        return patient_date(day, self.language)


def general_fields(inputs: HandoutInputs) -> Fields:
    """Fields of sentences that stand once."""
    context, clinic = inputs.context, inputs.context.clinic
    phone = clinic.phone or inputs.word("NO_PHONE")
    follow_up = due_date(inputs.evaluation.follow_up.due_days, inputs.signed_on)
    next_visit = "" if follow_up is None else inputs.day(follow_up)
    return {
        "clinician": context.clinician.name,
        "sign_date": inputs.day(inputs.signed_on),
        "emergency_number": clinic.emergency_number,
        "crisis_line": clinic.crisis_line,
        "quit_line": clinic.quit_line,
        "clinic_phone": phone,
        "after_hours_phone": clinic.after_hours_phone or phone,
        "next_date": next_visit,
        "recheck_date": next_visit,
        "nrs": _worst_pain(inputs.consultation),
        "urgent_place": _urgent_place(inputs),
        **_test_fields(inputs),
    }


def medicine_fields(item: ChosenMedicine, inputs: HandoutInputs) -> Fields:
    """Dose, times, maximum and stop date as the clinician confirmed them."""
    purpose = item.medicine.purpose
    return {
        "med_name": item.medicine.name.in_language(inputs.language),
        "dose_text": item.amount(inputs.language),
        "times": times_text(item, inputs),
        "max_day": _most_in_a_day(item, inputs),
        "stop_date": inputs.day(item.stop_date(inputs.signed_on)),
        "reason_plain": "" if purpose is None else purpose.in_language(inputs.language),
    }


def therapy_fields(therapy: TherapyAssessment, inputs: HandoutInputs, *, said: bool = False) -> Fields:
    """Name and patient text of a therapy, unless it is ``said`` elsewhere; for one not for this patient, why not."""
    content = next(item for item in inputs.compiled.knowledge.therapies if item.id == therapy.therapy)
    return {
        "therapy_name": content.name.in_language(inputs.language),
        "therapy_text": None if said else content.patient_text.in_language(inputs.language),
        "reason_plain": _reason_against(therapy, inputs),
    }


def referral_fields(referral: Referral, inputs: HandoutInputs) -> Fields:
    """Whom the patient will see, and by when."""
    due = due_date(referral.due_days, inputs.signed_on)
    return {
        "specialist": _target(referral, inputs),
        "refer_date": inputs.word("FIRST_DATE") if due is None else inputs.day(due),
    }


def snippet_fields(snippet: HandoutSnippet, inputs: HandoutInputs) -> Fields:
    """The reason of a sentence that hangs on a statement: the phrase of that statement's name."""
    names = [n for part in c.walk(snippet.when) if isinstance(part, c.Holds) for n in part.holds]
    return {"reason_plain": next(filter(None, (_phrase(name, inputs) for name in names)), "")}


def chosen_therapies(inputs: HandoutInputs) -> tuple[TherapyAssessment, ...]:
    chosen = inputs.consultation.decisions.therapies
    return tuple(therapy for therapy in inputs.evaluation.therapies if therapy.therapy in chosen)


def refused_therapies(inputs: HandoutInputs) -> tuple[TherapyAssessment, ...]:
    """What the patient asked for and does not get now."""
    wishes, chosen = inputs.consultation.preferences, inputs.consultation.decisions.therapies
    return tuple(
        therapy
        for therapy in inputs.evaluation.therapies
        if wishes.get(therapy.therapy) is Preference.WANT
        and therapy.therapy not in chosen
        and therapy.status in NOT_FOR_YOU
    )


def accepted_referrals(inputs: HandoutInputs) -> tuple[Referral, ...]:
    return tuple(
        referral
        for referral in inputs.evaluation.referrals
        if referral_is_accepted(referral, inputs.consultation)
    )


def times_text(item: ChosenMedicine, inputs: HandoutInputs) -> str:
    """``in the morning and in the evening``: no number, which could be taken for that of the pills."""
    moments = [inputs.word(f"WHEN_{time}") for time in item.daytimes]
    return "" if "" in moments else joined(moments, inputs)


def joined(parts: Sequence[str], inputs: HandoutInputs) -> str:
    """A list in a sentence; English sets a comma before the last of three."""
    if len(parts) < 2:
        return "".join(parts)
    comma = "," if inputs.language == "en" and len(parts) > 2 else ""
    return f"{', '.join(parts[:-1])}{comma} {inputs.word('AND')} {parts[-1]}"


def _most_in_a_day(item: ChosenMedicine, inputs: HandoutInputs) -> str:
    """What was prescribed for a day, and never more."""
    daily, count = item.daily_milligrams(), item.times_per_day
    unit = inputs.word("UNIT_DOSE" if count == 1 else "UNIT_DOSES")
    if not unit:
        return ""
    doses = f"{count} {unit}"
    return doses if daily is None else f"{daily} ({doses})"


def _worst_pain(consultation: Consultation) -> str:
    now = consultation.measures.now
    return str(max((score for score in (now.nrs_back, now.nrs_leg) if score is not None), default=""))


def _urgent_place(inputs: HandoutInputs) -> str:
    today = (referral for referral in accepted_referrals(inputs) if referral.due_days == 0)
    return next((_target(referral, inputs) for referral in today), inputs.word("URGENT_PLACE"))


def _target(referral: Referral, inputs: HandoutInputs) -> str:
    targets = inputs.compiled.knowledge.referral_targets
    target = next(item for item in targets if item.code == referral.to)
    return target.patient_label_es if inputs.language == "es" else target.patient_label_en


def _test_fields(inputs: HandoutInputs) -> Fields:
    """Tests that were accepted and wait for nothing; where there is none, the sentences about them do not apply."""
    firm = [
        order
        for order in inputs.evaluation.orders
        if order.condition is None and order_is_accepted(order, inputs.consultation, inputs.evaluation)
    ]
    imaging = [order for order in firm if order.kind == "imaging"]
    codes = {code.code: code for code in inputs.compiled.knowledge.order_codes}
    spanish = inputs.language == "es"
    labels = [
        codes[order.what].patient_label_es if spanish else codes[order.what].patient_label_en
        for order in firm
    ]
    return {
        "test_plain": joined(list(dict.fromkeys(labels)), inputs) if firm else None,
        "test_date": _earliest(firm, inputs),
        "img_date": _earliest(imaging, inputs),
    }


def _earliest(orders: Sequence[Order], inputs: HandoutInputs) -> str | None:
    if not orders:
        return None
    days = [order.due_days for order in orders if order.due_days is not None]
    due = due_date(min(days, default=None), inputs.signed_on)
    return inputs.word("FIRST_DATE") if due is None else inputs.day(due)


def _reason_against(therapy: TherapyAssessment, inputs: HandoutInputs) -> str:
    """By the rule that blocks it, else by its status."""
    rules = {rule.id: rule.reason_key for rule in inputs.compiled.knowledge.therapy_rules}
    keys = (rules.get(therapy.reason or ""), therapy.reason)
    return next(filter(None, (_phrase(key, inputs) for key in keys if key)), "")


def _phrase(key: str, inputs: HandoutInputs) -> str:
    phrases = inputs.compiled.knowledge.reason_phrases
    return next((phrase.text.in_language(inputs.language) for phrase in phrases if phrase.key == key), "")
