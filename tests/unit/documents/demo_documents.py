"""Two documents that use every block: a dense record and a handout, with made-up patients."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from desktop_app.documents.blocks import (
    AsNeeded,
    BulletList,
    Column,
    Document,
    Dose,
    Fact,
    FactList,
    Heading,
    KeepTogether,
    Mark,
    Notice,
    Paragraph,
    Section,
    SignatureBlock,
    Table,
    Timetable,
)
from desktop_app.documents.text_runs import Run, Severity, TextSize

CREATED = datetime(2026, 11, 20, 14, 9, 30, tzinfo=UTC)

SIGNATURE = SignatureBlock(
    "Signed electronically",
    (
        "Dr R. Patel, MD",
        "License MD-20419, Riverside Family Clinic",
        "20-Nov-2026 14:09 UTC (workstation clock)",
        "Plan 7F3A-91C2",
    ),
)

MEDICINES = Table(
    (Column("Medicine", 2), Column("Result", 1.7), Column("Reason", 4), Column("Rule", 1.1)),
    (
        (
            "acetaminophen",
            Mark(Severity.INFORMATION, "Chosen"),
            "1 tablet every 8 hours for 7 days, most 2 g a day. No restriction found for the answers given.",
            "MED-001",
        ),
        (
            "ibuprofen",
            Mark(Severity.DO_NOT_USE, "Do not use"),
            "Stomach ulcer with bleeding in 2024; takes apixaban.",
            "CX_NSAID_GI",
        ),
        (
            "naproxen",
            Mark(Severity.DO_NOT_USE, "Do not use"),
            "Stomach ulcer with bleeding in 2024; takes apixaban.",
            "CX_NSAID_GI",
        ),
        (
            "cyclobenzaprine",
            Mark(Severity.CAUTION, "Caution"),
            "Age 71: sedation and falls. Driving discussed.",
            "PR_SED_AGE",
        ),
        (
            "duloxetine",
            Mark(Severity.NOT_ASSESSED, "Needs an answer"),
            "eGFR is not known. Ask for a value from the last 12 months.",
            "PR_SNRI_EGFR",
        ),
    ),
)

RECORD = Document(
    title="Care plan 7F3A-91C2",
    subject="Low back pain care plan",
    author="Dr R. Patel",
    language="en-US",
    paper="letter",
    text_size=TextSize.RECORD,
    running_header="GARCIA, Ana · born 14-Mar-1955 (71 y) · Female · ID 104-22",
    running_footer="Plan 7F3A-91C2 · content 2026.3 (3f9c12ab) · audit head 91c2e07d",
    created_at=CREATED,
    signature=SIGNATURE,
    blocks=(
        Heading(1, "Low back pain care plan"),
        FactList(
            (
                Fact("Visit", "20-Nov-2026, Riverside Family Clinic"),
                Fact("Seen by", "Dr R. Patel, MD"),
                Fact("Allergies", (Run("Penicillin", strong=True), Run(" – rash"))),
                Fact("Medicines taken", "apixaban 5 mg twice daily; metoprolol 50 mg daily"),
                Fact("Onset", "3 weeks, worse in the last 4 days"),
                Fact("Pain now", "7 of 10 back, 4 of 10 left leg"),
            )
        ),
        Notice(
            Severity.EMERGENCY,
            "Send to the emergency department now",
            (
                Paragraph("Numb saddle area and new trouble passing urine since yesterday (RF-C1, RF-C2)."),
                BulletList(
                    (
                        "Call ahead: suspected cauda equina syndrome.",
                        "MRI of the whole lumbar spine today.",
                        "Nothing to eat or drink until seen.",
                    )
                ),
            ),
        ),
        Heading(2, "Findings"),
        Paragraph(
            "Pain began after lifting on 30-Oct-2026 and spreads below the left knee. Straight leg raise is "
            "positive on the left at 40°. Strength of the left great toe is 4 of 5, unchanged from 11-Nov-2026."
        ),
        Notice(
            Severity.NOT_ASSESSED,
            "3 items",
            (Paragraph("Immune problem · kidney function (eGFR) · sensation S3 to S5"),),
        ),
        Heading(3, "Change since the last visit"),
        Table(
            (
                Column("Measure", 3),
                Column("11-Nov", align="right"),
                Column("20-Nov", align="right"),
                Column("Change", align="right"),
            ),
            (
                ("Back pain, 0–10", "5", "7", "+2"),
                ("Leg pain, 0–10", "4", "4", "0"),
                ("Roland-Morris, 0–24", "9", "13", "+4"),
            ),
        ),
        Heading(2, "Medicines considered"),
        MEDICINES,
        Notice(
            Severity.CAUTION,
            "Clinician override recorded",
            (
                Paragraph(
                    "cyclobenzaprine: benefit judged greater, discussed with patient. Lowest dose, 3 nights, then stop."
                ),
            ),
        ),
        Heading(2, "Agreed care without medicines"),
        BulletList(
            (
                "Stay active: walk 10 minutes three times a day",
                "Heat wrap, 20 minutes, up to four times a day",
                "Supervised exercise, first visit within 2 weeks",
            ),
            "check",
        ),
        Notice(Severity.DO_NOT_USE, "Spinal manipulation: suspected fracture (CX_SMT_FX)"),
        Heading(2, "Follow-up"),
        BulletList(
            (
                "Telephone call on 24-Nov-2026.",
                "Visit on 04-Dec-2026 with repeat strength testing.",
                "Earlier if any emergency sign appears.",
            ),
            "numbered",
        ),
        Notice(
            Severity.INFORMATION, "No imaging today", (Paragraph("No criterion met after 3 weeks (IMG-04)."),)
        ),
        Paragraph(
            "Sources: ACP 2017; NICE NG59 (2020); VA/DoD 2022. Content review by 01-Sep-2027.", muted=True
        ),
    ),
)

HANDOUT = Document(
    title="Your back care plan",
    subject="Handout for the patient",
    author="Dr R. Patel",
    language="en-US",
    paper="a4",
    text_size=TextSize.HANDOUT,
    running_header="Ana Garcia · born March 14, 1955",
    running_footer="Plan 7F3A-91C2 · made November 20, 2026. This sheet does not replace your clinic.",
    created_at=CREATED,
    signature=SIGNATURE,
    blocks=(
        Heading(1, "Your back care plan"),
        Notice(
            Severity.PLAIN,
            "Your back pain will most likely get better. Keep moving.",
            (Paragraph("We looked for signs of serious illness and found none today."),),
        ),
        Heading(2, "What you can do"),
        BulletList(
            (
                "Walk for 10 minutes, three times a day.",
                "Put a warm pad on your back for 20 minutes. Keep a cloth between the pad and your skin.",
                "Go back to your usual work and chores, a little more each day.",
            )
        ),
        Heading(2, "Your medicines"),
        Timetable(
            ("Morning", "Noon", "Evening", "Bedtime"),
            (
                Dose(
                    "acetaminophen",
                    "For pain, 7 days. No more than 4 pills in one day.",
                    "500 mg",
                    "500 mg",
                    None,
                    "1000 mg",
                ),
                Dose(
                    "cyclobenzaprine",
                    "For tight muscles, 3 nights. Do not drive.",
                    bedtime="5 mg",
                ),
                Dose("folic acid", "As before.", "1.5 mg"),
            ),
            (
                AsNeeded(
                    "diclofenac gel",
                    "Only if you need it. Wait 6 hours between doses. No more than 4 times in one day.",
                ),
            ),
        ),
        Notice(
            Severity.EMERGENCY,
            "Get help right away",
            (
                Paragraph((Run("Call 911", strong=True), Run(" or go to the emergency room if you"))),
                BulletList(
                    (
                        "cannot pass urine, or leak urine or stool",
                        "feel numb around the groin or inner thighs",
                        "have a leg that gets weak",
                    )
                ),
            ),
        ),
        Section("When to call us", (BulletList(("The pain gets worse.",)),), "phone"),
        KeepTogether(
            (
                Heading(2, "Tell us in your own words"),
                BulletList(("What will you do at home?", "When will you call us?"), "box"),
            )
        ),
    ),
)

LARGE_SPANISH = replace(
    HANDOUT,
    language="es-419",
    text_size=TextSize.LARGE,
    blocks=(
        Heading(1, "Su plan para la espalda"),
        Notice(Severity.PLAIN, "Lo más probable es que su dolor mejore. Siga moviéndose."),
        Heading(2, "Sus medicinas"),
        Timetable(
            ("Mañana", "Mediodía", "Tarde", "Al acostarse"),
            (
                Dose(
                    "acetaminofén",
                    "Para el dolor, 7 días. No más de 4 pastillas al día.",
                    "500 mg",
                    "500 mg",
                    None,
                    "1000 mg",
                ),
            ),
            (AsNeeded("diclofenaco gel", "Solo si lo necesita. Espere 6 horas entre dosis."),),
        ),
        Notice(
            Severity.EMERGENCY,
            "Busque ayuda ya",
            (BulletList(("No puede orinar, o se le escapa la orina.", "Se le debilita una pierna.")),),
        ),
        Heading(2, "Quién firmó este plan"),
    ),
)
