"""The middle of the care plan: medicines, other care, follow-up, and what the patient was told to watch for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop_app.documents.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Heading,
    KeepTogether,
    Mark,
    Notice,
    Paragraph,
    SmallPrint,
    Table,
)
from desktop_app.documents.care_plan_decision import WARNINGS, overridden
from desktop_app.documents.record_text import (
    ISSUE_MARKS,
    basis_text,
    day,
    due_text,
    joined,
    lead,
    lines,
    sentence,
    severity_rank,
    with_basis,
)
from desktop_app.documents.text_runs import Run, Severity, Text
from desktop_app.domain.care_plan import (
    CarePlan,
    PlanIssue,
    PlannedMedication,
    PlannedTherapy,
    PlanNote,
    PlanOverride,
)


def medicines(plan: CarePlan) -> list[Block]:
    """Overrides first, then the medicines with their limits, then each check that a rule made."""
    none = plan.no_medication
    why_none = [] if none is None else [Paragraph(with_basis(none.text, none.basis))]
    if not plan.medications:
        other = "" if plan.therapies else " and no other care"
        return [Heading(2, "Medicines"), *(why_none or [Paragraph(f"No medicine{other} in this plan.")])]
    columns = (
        Column("Medicine", 1),
        Column("Dose", 2),
        Column("Most", 1.3),
        Column("How long", 1.2),
        Column("Why", 3.4),
    )
    chosen = plan.medications
    notes = ((each.name, (each.guideline_note,) if each.guideline_note else ()) for each in chosen)
    watched = _said("monitoring", ((each.name, each.monitoring) for each in chosen))
    watched += _said("guidelines differ", notes)
    told = _said("told to the patient", ((each.name, each.counselling) for each in chosen))
    return [
        Heading(2, "Medicines"),
        *(_override(each, each.override) for each in chosen if each.override),
        Table(columns, tuple(_medicine_row(each) for each in chosen)),
        *why_none,
        *_checks(chosen),
        *([BulletList(watched)] if watched else []),
        *([SmallPrint(told)] if told else []),
    ]


def _said(title: str, found: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[Text, ...]:
    """What is said of each medicine under this title, if anything."""
    return tuple(lead(f"{name}, {title}:", " ".join(map(sentence, texts))) for name, texts in found if texts)


def _override(medicine: PlannedMedication, override: PlanOverride) -> Block:
    """What is overridden, with its basis: the checks below do not say it again."""
    against = tuple(
        Paragraph(lead(f"{ISSUE_MARKS[issue.severity][1]}:", _issue_text(issue)))
        for issue in sorted(medicine.issues, key=severity_rank)
        if issue.severity in WARNINGS
    )
    above = lead("Above the limit:", " ".join(override.exceeded)) if override.exceeded else ""
    reason = lead(f"Reason of the clinician: {sentence(override.reason)}", override.text)
    return Notice(
        Severity.CAUTION,
        f"Override: {medicine.name} {overridden(medicine, override)}",
        (*against, *(Paragraph(text) for text in (above, reason) if text)),
    )


def _medicine_row(medicine: PlannedMedication) -> tuple[Cell, ...]:
    return (
        (Run(medicine.name, strong=True),),
        medicine.dose,
        medicine.maximum,
        f"{medicine.days} {'day' if medicine.days == 1 else 'days'}, stop on {day(medicine.stop_date)}",
        basis_text(medicine.basis.model_copy(update={"rules": ()})),
    )


def _checks(chosen: Sequence[PlannedMedication | PlannedTherapy]) -> list[Block]:
    """What rules say to the chosen care and no override has said: a row for each severity, the worst first."""
    rows: list[tuple[Cell, ...]] = []
    for severity, mark in ISSUE_MARKS.items():
        found = [
            lead(f"{each.name}:", _issue_text(issue))
            for each in chosen
            for issue in each.issues
            if issue.severity == severity and not _is_overridden(each, issue)
        ]
        if found:
            rows.append((Mark(*mark), lines(found)))
    columns = (Column("Check", 1), Column("What it says and why", 6))
    return [Table(columns, tuple(rows))] if rows else []


def _is_overridden(chosen: PlannedMedication | PlannedTherapy, issue: PlanIssue) -> bool:
    overriding = isinstance(chosen, PlannedMedication) and chosen.override is not None
    return overriding and issue.severity in WARNINGS


def _issue_text(issue: PlanIssue) -> Text:
    return joined(sentence(issue.text), basis_text(issue.basis))


def therapies(plan: CarePlan) -> list[Block]:
    """Chosen care without medicines, with the checks, and what was talked about and left out."""
    left_out = _notes("Not chosen, and why", plan.not_chosen)
    if not plan.therapies:
        said_above = not plan.medications and plan.no_medication is None
        return [*([] if said_above else [Paragraph("No care without medicines in this plan.")]), *left_out]
    return [
        Heading(2, "Care without medicines"),
        SmallPrint(tuple(_therapy(each) for each in plan.therapies)),
        *_checks(plan.therapies),
        *left_out,
    ]


def _therapy(therapy: PlannedTherapy) -> Text:
    there = "" if therapy.available else "NOT AVAILABLE to this patient now."
    near = f"Nearest to it: {sentence(', '.join(therapy.instead))}" if therapy.instead else ""
    how = sentence(therapy.dose) if therapy.dose else ""
    by = f"By: {sentence(therapy.provider)}" if therapy.provider else ""
    cost = f"Cost: {sentence(therapy.cost)}" if therapy.cost else ""
    sure = f"Certainty: {sentence(therapy.certainty)}" if therapy.certainty else ""
    differ = f"Guidelines differ. {therapy.guideline_note}" if therapy.guideline_note else ""
    title = " ".join(filter(None, (f"{therapy.name}.", there)))
    return lead(title, joined(near, how, by, cost, sure, differ, basis_text(therapy.basis)))


def follow_up(plan: CarePlan) -> list[Block]:
    """The next visit, what to ask then, what worsening calls for, and the safety-net that was given."""
    due = plan.follow_up.due
    signed_on = plan.context.created_at.date()
    when = f"See again: {due_text(due, signed_on)}." if due else "No date for follow-up was set."
    blocks: list[Block] = [
        KeepTogether((Heading(2, "Follow-up"), Paragraph(lead(when, basis_text(plan.follow_up.basis)))))
    ]
    blocks += _notes("What the worsening review calls for", plan.worsening_actions)
    blocks += _notes("To settle", plan.prompts)
    if plan.notes is not None:
        blocks.append(Paragraph(lead("Note of the clinician:", plan.notes)))
    if plan.safety_net:
        blocks += [
            Heading(3, "Safety-net given, and printed on the handout"),
            SmallPrint(plan.safety_net, columns=3),
        ]
    return blocks


def _notes(title: str, notes: tuple[PlanNote, ...]) -> list[Block]:
    if not notes:
        return []
    return [Heading(3, title), SmallPrint(tuple(with_basis(note.text, note.basis) for note in notes))]
