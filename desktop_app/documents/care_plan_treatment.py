"""The middle of the care plan: medicines, other care, follow-up, and what the patient was told to watch for."""

from __future__ import annotations

from collections.abc import Iterable

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
    Run,
    Severity,
    Table,
    Text,
)
from desktop_app.documents.record_text import (
    ISSUE_MARKS,
    basis_text,
    day,
    lead,
    sentence,
    with_basis,
    worst_first,
)
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
    body: list[Block] = [_override(each, each.override) for each in plan.medications if each.override]
    if plan.medications:
        columns = (
            Column("Medicine", 1.5),
            Column("Dose", 1.9),
            Column("Most", 1.5),
            Column("How long", 1.5),
            Column("Why", 2.7),
        )
        body.append(Table(columns, tuple(_medicine_row(each) for each in plan.medications)))
    elif plan.no_medication is None:
        body.append(Paragraph("No medicine in this plan."))
    if plan.no_medication is not None:
        body.append(Paragraph(with_basis(plan.no_medication.text, plan.no_medication.basis)))
    body += _checks([(each.name, issue) for each in plan.medications for issue in each.issues])
    advice = [line for each in plan.medications for line in _advice(each)]
    if advice:
        body.append(BulletList(tuple(advice)))
    return [Heading(2, "Medicines"), *body]


def _override(medicine: PlannedMedication, override: PlanOverride) -> Block:
    against = [
        f"{ISSUE_MARKS[issue.severity][1]}: {sentence(issue.text)}"
        for issue in worst_first(medicine.issues)
        if issue.severity in {"avoid", "contraindicated"}
    ]
    return Notice(
        Severity.CAUTION,
        f"Override: {medicine.name} against a warning",
        (
            *((Paragraph(" ".join(against)),) if against else ()),
            Paragraph(lead(f"Reason of the clinician: {override.reason}.", override.text)),
        ),
    )


def _medicine_row(medicine: PlannedMedication) -> tuple[Cell, ...]:
    return (
        (Run(medicine.name, strong=True),),
        medicine.dose,
        medicine.maximum,
        f"{medicine.days} {'day' if medicine.days == 1 else 'days'}, stop on {day(medicine.stop_date)}",
        basis_text(medicine.basis),
    )


def _advice(medicine: PlannedMedication) -> Iterable[Text]:
    parts = (
        ("monitoring", medicine.monitoring),
        ("told to the patient", medicine.counselling),
        ("guidelines differ", (medicine.guideline_note,) if medicine.guideline_note else ()),
    )
    for title, texts in parts:
        if texts:
            yield lead(f"{medicine.name}, {title}:", " ".join(sentence(text) for text in texts))


def _checks(issues: list[tuple[str, PlanIssue]]) -> list[Block]:
    if not issues:
        return []
    columns = (Column("Check", 1.3), Column("Speaks to", 1.6), Column("What and why", 5))
    order = list(ISSUE_MARKS)
    ranked = sorted(issues, key=lambda pair: order.index(pair[1].severity))
    rows = tuple(
        (Mark(*ISSUE_MARKS[issue.severity]), name, f"{sentence(issue.text)} {basis_text(issue.basis)}")
        for name, issue in ranked
    )
    return [Table(columns, rows)]


def therapies(plan: CarePlan) -> list[Block]:
    """Chosen care without medicines, with the checks, and what was talked about and left out."""
    body: list[Block] = []
    if plan.therapies:
        columns = (Column("Care without medicines", 2), Column("How, by whom", 2.6), Column("Why", 3.6))
        body.append(Table(columns, tuple(_therapy_row(each) for each in plan.therapies)))
        body += _checks([(each.name, issue) for each in plan.therapies for issue in each.issues])
    else:
        body.append(Paragraph("No care without medicines in this plan."))
    return [Heading(2, "Care without medicines"), *body, *_notes("Not chosen, and why", plan.not_chosen)]


def _therapy_row(therapy: PlannedTherapy) -> tuple[Cell, ...]:
    notes = [
        "" if therapy.available else "NOT AVAILABLE to this patient now.",
        "Guidelines differ." if therapy.guidelines_differ else "",
    ]
    strong = " ".join(filter(None, notes))
    return (
        (Run(therapy.name, strong=True),),
        "; ".join(filter(None, (therapy.dose, therapy.provider))) or "–",
        lead(strong, basis_text(therapy.basis)) if strong else basis_text(therapy.basis),
    )


def follow_up(plan: CarePlan) -> list[Block]:
    """The next visit, what to ask then, what worsening calls for, and the safety-net that was given."""
    due = plan.follow_up.due
    when = f"See again by {day(due)}." if due else "No date for follow-up was set."
    blocks: list[Block] = [
        KeepTogether((Heading(2, "Follow-up"), Paragraph(lead(when, basis_text(plan.follow_up.basis)))))
    ]
    blocks += _notes("What the worsening review calls for", plan.worsening_actions)
    blocks += _notes("To settle", plan.prompts)
    if plan.safety_net:
        blocks += [
            Heading(3, "Safety-net given, and printed on the handout"),
            Paragraph(" ".join(plan.safety_net)),
        ]
    if plan.notes is not None:
        blocks += [Heading(3, "Note of the clinician"), Paragraph(plan.notes)]
    return blocks


def _notes(title: str, notes: tuple[PlanNote, ...]) -> list[Block]:
    if not notes:
        return []
    return [Heading(3, title), BulletList(tuple(with_basis(note.text, note.basis) for note in notes))]
