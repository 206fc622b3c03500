"""The referral letter: clinician to clinician, a page for each service, the most urgent first.

Each page stands alone, because it goes to one service: who asks for what by when and why, and what was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from desktop_app.documents.blocks import (
    Block,
    BulletList,
    Document,
    Fact,
    FactList,
    Heading,
    Notice,
    PageBreak,
    Paragraph,
    SmallPrint,
)
from desktop_app.documents.care_plan_decision import not_followed, reason_text
from desktop_app.documents.care_plan_record import citations, labelled
from desktop_app.documents.record_abbreviations import abbreviations
from desktop_app.documents.record_frame import patient_line, running_footer, running_header, signature
from desktop_app.documents.record_text import (
    LANGUAGES,
    STATE_WORDS,
    basis_text,
    day,
    due_text,
    joined,
    lead,
    sentence,
)
from desktop_app.documents.text_runs import Run, Severity, Text, TextSize
from desktop_app.domain.assessment_content import TriageClass
from desktop_app.domain.care_plan import AnsweredGroup, CarePlan, PlanReferral, SourceLine

_TITLE = "Referral letter"
_URGENT = (TriageClass.EMERGENCY_TODAY, TriageClass.URGENT_2W)
_FEW = 3
_STATEMENT = "I saw this patient and ask for the care described in this letter."


def accepted_referrals(plan: CarePlan) -> tuple[PlanReferral, ...]:
    """The referrals that a letter is due for, in the plan's order: the most urgent first."""
    return tuple(referral for referral in plan.referrals if referral.accepted)


def referral_document(plan: CarePlan, paper: Literal["a4", "letter"]) -> Document:
    """One letter for all services of the plan; there must be an accepted referral."""
    context = plan.context
    return Document(
        title=f"{_TITLE} {context.plan_id}",
        subject=_TITLE,
        author=context.clinician.styled,
        language="en-US",
        paper=paper,
        text_size=TextSize.RECORD,
        running_header=running_header(plan),
        running_footer=running_footer(plan),
        created_at=context.created_at,
        blocks=tuple(_pages(plan)),
        signature=signature(plan, _STATEMENT),
    )


def _pages(plan: CarePlan) -> Iterator[Block]:
    *others, last = accepted_referrals(plan)
    for referral in others:
        yield from _page(plan, referral)
        yield Paragraph("The electronic signature on the last page covers this page too.", muted=True)
        yield PageBreak()
    yield from _page(plan, last)


def _page(plan: CarePlan, referral: PlanReferral) -> Iterator[Block]:
    body: list[Block] = [
        Heading(1, f"Referral: {referral.to}"),
        FactList(tuple(_who(plan)), columns=1),
        _request(plan, referral),
        Heading(2, "Findings"),
        BulletList(tuple(_findings(plan))),
        Heading(2, "Treatment"),
        BulletList(tuple(_treatment(plan))),
    ]
    if plan.facts:
        body += [Heading(3, "Facts of the visit"), SmallPrint(labelled(plan.facts), columns=3)]
    yield from body
    lookup = (*abbreviations(body), *citations(_cited(plan, referral)))
    if lookup:
        yield Heading(3, "Abbreviations and sources")
        yield SmallPrint(lookup)


def _who(plan: CarePlan) -> Iterator[Fact]:
    clinic = plan.context.clinic
    yield Fact("Patient", patient_line(plan))
    who = ", ".join(filter(None, (plan.context.clinician.styled, clinic.name)))
    yield Fact("From", f"{who}, seen on {day(plan.visit_date)}")
    phones = (clinic.phone, f"after hours {clinic.after_hours_phone}" if clinic.after_hours_phone else None)
    yield Fact("Call back", ", ".join(filter(None, phones)) or "no number on record")


def _request(plan: CarePlan, referral: PlanReferral) -> Notice:
    """What is asked, by when and why: the box that alone must be enough in a hurry."""
    signed_on = plan.context.created_at.date()
    today = referral.due == signed_on
    urgent = referral.due is not None and plan.triage.triage_class in _URGENT
    due = due_text(referral.due, signed_on)
    inside: list[Block] = [
        *not_followed(plan),
        Paragraph((Run(referral.asks, strong=True),)),
        Paragraph(lead("Reason:", joined(sentence(referral.reason), basis_text(referral.basis)))),
    ]
    reasons = tuple(reason_text(reason) for reason in plan.reasons if not reason.closed)
    if reasons:
        inside.append(BulletList(reasons))
    title = f"Please see {due}" if referral.due else f"{due}: please see when you have a place"
    severity = Severity.EMERGENCY if today else Severity.CAUTION if urgent else Severity.PLAIN
    return Notice(severity, f"Urgent. {title}" if urgent and not today else title, tuple(inside))


def _findings(plan: CarePlan) -> Iterator[Text]:
    """Every question by its state; a group of which all have the same state is named by its title."""
    triage = plan.triage
    yield lead("Kind of pain:", f"{triage.classification}, {triage.duration}.")
    for state, word in STATE_WORDS.items():
        named = "; ".join(text for group in plan.answers for text in _in_state(group, state))
        if named:
            yield lead(f"{word}:", sentence(named))
    yield lead("Examination:", _examined(plan))
    if not plan.answers:
        yield lead("Red flags:", STATE_WORDS["unanswered"])
    if plan.notes is not None:
        yield lead("Note of the clinician:", plan.notes)


def _examined(plan: CarePlan) -> Text:
    """One finding after another, each after its label, which steps back."""
    found = ((Run(f"{each.label}: ", muted=True), Run(sentence(each.value))) for each in plan.examination)
    return joined(*found) or STATE_WORDS["not_assessed"]


def _in_state(group: AnsweredGroup, state: str) -> list[str]:
    """Findings of one state; those that are many in short, because the group's others are named by their own state."""
    found = [item.finding for item in group.items if item.state == state]
    if len(found) == len(group.items) > 1 and state != "yes":
        return [f"all of \u201c{group.title}\u201d"]
    if state == "no" and len(found) > _FEW:
        return [f"all others of \u201c{group.title}\u201d"]
    return found


def _treatment(plan: CarePlan) -> Iterator[Text]:
    yield lead("Tests ordered:", _or_none(_tests(plan)))
    yield (
        *lead("Current medicines:", _or_none(plan.current_medicines, "NOT ASKED")),
        Run(" "),
        *lead("Allergies:", _or_none(plan.allergies, "NOT ASKED")),
    )
    if plan.unchecked_medicines:
        yield lead("Check by hand:", _or_none(plan.unchecked_medicines))
    started = (
        f"{each.name}{' (OVERRIDE of a warning)' if each.override else ''}, {each.dose}, stop on {day(each.stop_date)}"
        for each in plan.medications
    )
    yield (
        *lead("New medicines:", _or_none(started)),
        Run(" "),
        *lead("Other care:", _or_none(each.name for each in plan.therapies)),
    )
    if plan.triage.hold:
        yield lead("On hold until a serious cause is excluded:", "hands-on treatment and new exercise.")
    if plan.safety_net:
        language = LANGUAGES[plan.handout.language]
        told = f"the signs that cannot wait and where to go then; also on the handout, in {language}."
        yield lead("Told to the patient:", told)


def _tests(plan: CarePlan) -> Iterator[str]:
    signed_on = plan.context.created_at.date()
    for order in plan.orders:
        if order.accepted:
            condition = f", only if {order.condition}" if order.condition else ""
            yield f"{order.label} ({due_text(order.due, signed_on)}{condition})"


def _or_none(texts: Iterable[str], nothing: str = "none") -> str:
    return sentence("; ".join(texts) or nothing)


def _cited(plan: CarePlan, referral: PlanReferral) -> Iterator[SourceLine]:
    """The publications that the request leans on."""
    bases = (referral.basis, *(reason.basis for reason in plan.reasons if not reason.closed))
    cited = {source for basis in bases for source in basis.sources}
    return (source for source in plan.sources if source.id in cited)
