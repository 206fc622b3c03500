"""Parts of care plans, made from the questions, therapies and handout texts of the packaged content."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from desktop_app.domain.care_plan import (
    AnsweredGroup,
    AnsweredItem,
    Basis,
    Clinician,
    ClinicProfile,
    Handout,
    HandoutLine,
    HandoutPart,
    PlanContext,
    PlanIssue,
    PlannedTherapy,
    TimetableRow,
)

_CONTENT = Path(__file__).parents[3] / "resources" / "content"
VISIT = date(2026, 11, 20)
State = Literal["yes", "no", "not_assessed", "unanswered"]
Language = Literal["en", "es"]


@cache
def packaged(folder: str) -> dict[str, list[dict[str, Any]]]:
    """The entries of a content folder by section, as plain data."""
    joined: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((_CONTENT / folder).glob("*.yaml")):
        for section, entries in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            joined.setdefault(section, []).extend(entries)
    return joined


def labels(language: Language) -> dict[str, str]:
    """The fixed words of the handout as the content has them."""
    return {each["key"]: each["text"][language] for each in packaged("handout")["handout_texts"]}


def answers(default: State, **states: State) -> tuple[AnsweredGroup, ...]:
    """All questions of the screen in ``default`` but those given (``RF_V6="yes"``)."""
    screening = packaged("screening")
    groups = []
    for group in screening["question_groups"]:
        items = tuple(
            AnsweredItem(
                id=question["id"],
                finding=question["finding"],
                state=states.get(question["id"].replace("-", "_"), default),
            )
            for question in screening["questions"]
            if question["group"] == group["id"]
        )
        if items and group["id"] != "worsening":
            groups.append(AnsweredGroup(title=group["title"], items=items))
    return tuple(groups)


_FIELDS = {
    "emergency_number": "911",
    "crisis_line": "988",
    "clinic_phone": "555-0142",
    "after_hours_phone": "555-0199",
    "clinician": "Dr R. Patel",
    "nrs": "6",
}
_DATES = {
    "en": {"recheck_date": "Friday, December 18", "stop_date": "Friday, November 27"},
    "es": {"recheck_date": "viernes 18 de diciembre", "stop_date": "viernes 27 de noviembre"},
}


def handout(
    language: Language,
    snippets: Iterable[str],
    *,
    therapies: Iterable[str] = (),
    timetable: tuple[TimetableRow, ...] = (),
    large_print: bool = False,
    **fields: str,
) -> Handout:
    """A handout with these snippets, ``H_TX`` standing for the therapies; ``fields`` fill the texts."""
    texts = packaged("handout")
    wanted = set(snippets)
    dates = _DATES[language]
    values = {
        **_FIELDS, **dates, "next_date": dates["recheck_date"], "sign_date": "20-11-2026",
        "urgent_place": labels(language)["URGENT_PLACE"], **fields,
    }  # fmt: skip
    parts = []
    for section in texts["handout_sections"]:
        lines: list[HandoutLine] = []
        for snippet in texts["handout_snippets"]:
            if snippet["section"] != section["number"] or snippet["id"] not in wanted:
                continue
            lines.append(
                HandoutLine(
                    snippet=snippet["id"],
                    text=snippet["text"][language].format_map(values),
                    style=snippet.get("style", "text"),
                    pictograms=snippet.get("pictograms", ()),
                )
            )
            if snippet["id"] == "H_TX_INTRO":
                lines += _therapy_lines(language, therapies)
        if lines:
            heading = section["heading"] and section["heading"][language]
            parts.append(HandoutPart(number=section["number"], heading=heading, lines=tuple(lines)))
    return Handout(
        language=language,
        large_print=large_print,
        title=labels(language)["TITLE"],
        parts=tuple(parts),
        timetable=timetable,
        labels=labels(language),
    )


def _therapy_lines(language: Language, wanted: Iterable[str]) -> list[HandoutLine]:
    known = {each["id"]: each for each in packaged("therapies")["therapies"]}
    lines = []
    for therapy in wanted:
        name, text = known[therapy]["name"][language], known[therapy]["patient_text"][language]
        lines.append(HandoutLine(snippet="H_TX_ROW", text=name, style="name"))
        lines.append(HandoutLine(snippet="H_TX_BODY", text=text, style="continued"))
    return lines


def therapy(
    key: str, because: tuple[str, ...] = (), *issues: PlanIssue, differ: str | None = None
) -> PlannedTherapy:
    """A therapy as the content describes it."""
    entry = next(each for each in packaged("therapies")["therapies"] if each["id"] == key)
    sources = tuple(entry["sources"].replace(",", " ").split())
    return PlannedTherapy(
        therapy=key,
        name=entry["name"]["en"],
        dose=entry.get("dose"),
        provider=entry.get("provider"),
        issues=issues,
        guideline_note=differ,
        available=True,
        basis=Basis(because=because, sources=sources, standing=entry["standing"]),
    )


def context(
    language: Language = "en", *, large_print: bool = False, replaces: str | None = None
) -> PlanContext:
    """Who signs, where and when: the workstation stands five hours behind UTC."""
    return PlanContext(
        plan_id="7F3A-91C2",
        clinic=ClinicProfile(name="Riverside Family Clinic", phone="555-0142", after_hours_phone="555-0199"),
        clinician=Clinician(name="Dr R. Patel", credential="MD"),
        created_at=datetime(2026, 11, 20, 14, 9, 30, tzinfo=timezone(-timedelta(hours=5))),
        language=language,
        large_print=large_print,
        replaces=replaces,
        audit_head="91c2e07d44aa0b6f2e1d",
    )


ALWAYS_SNIPPETS = (
    "H_ER_TITLE", "H_ER_BLADDER", "H_ER_PEE", "H_ER_SADDLE", "H_ER_SEX", "H_ER_WEAK", "H_ER_BOTHLEGS", "H_ER_SUDDEN",
    "H_ER_FEVER", "H_ER_FALL", "H_ER_CHEST", "H_ER_SELFHARM", "H_SIGN", "H_SIGN_NOTE",
)  # fmt: skip
_CALL_AND_NEXT = (
    "H_CALL_TITLE", "H_CALL_WORSE", "H_CALL_NOBETTER", "H_CALL_LEG", "H_CALL_NIGHT", "H_CALL_WEIGHT", "H_CALL_MED",
    "H_CALL_AFTER", "H_NEXT_DATE", "H_NEXT_WHAT", "H_NEXT_BRING", "H_TB_INTRO", "H_TB_1", "H_TB_2", "H_TB_3",
    "H_TB_DONE",
)  # fmt: skip
_NSAID = (
    "H_MED_ROW", "H_MED_MAX", "H_MED_STOPDATE", "H_MED_KEEP", "H_MED_NSAID_HOW", "H_MED_NSAID_STOP",
    "H_MED_NSAID_COMBINE", "H_ER_BLEED", "H_ER_ALLERGY",
)  # fmt: skip
_ACTIVE = (
    "H_DO_ACTIVE", "H_DO_HURT_HARM", "H_DO_NOBED", "H_DO_WORK", "H_TX_INTRO", "H_MOVE_CHANGE", "H_MOVE_LIFT",
)  # fmt: skip
ROUTINE_SNIPPETS = (
    *ALWAYS_SNIPPETS, *_CALL_AND_NEXT, *_NSAID, *_ACTIVE, "H_MAIN_NEW", "H_FOUND_NONSPEC", "H_FOUND_ACUTE",
    "H_FOUND_NOIMG", "H_FOUND_SCORE", "H_DO_HEAT", "H_NEXT_4W",
)  # fmt: skip
CHRONIC_SNIPPETS = (
    *ALWAYS_SNIPPETS, *_CALL_AND_NEXT, *_NSAID, *_ACTIVE, "H_MAIN_CHRONIC", "H_FOUND_NONSPEC", "H_FOUND_CHRONIC",
    "H_FOUND_NOIMG", "H_FOUND_SCORE", "H_DO_PACE", "H_DO_MOOD", "H_TX_SORE", "H_CALL_MOOD", "H_NEXT_12W",
)  # fmt: skip

SAFETY_NET = tuple(
    snippet["text"]["en"].format(crisis_line="988")
    for snippet in packaged("handout")["handout_snippets"]
    if snippet["id"] in {*ALWAYS_SNIPPETS, "H_ER_BLEED", "H_ER_ALLERGY"}
    and snippet.get("style") == "emergency"
)
