from __future__ import annotations

from collections.abc import Mapping

import pytest

from desktop_app.application.clinic_setup import checked_profile
from desktop_app.composition.clinic_desk import detail_checks
from desktop_app.domain.care_plan import Clinician, ClinicProfile
from desktop_app.domain.clinic_details import DETAIL_NAMES
from desktop_app.domain.errors import ClinicDetailsError

DETAILS = {
    "clinic.name": "Clínica del Río",
    "clinic.phone": "555-0142",
    "clinic.after_hours_phone": "555-0199",
    "clinic.emergency_number": "112",
    "clinic.crisis_line": "116 123",
    "clinic.quit_line": "0800 22 00",
    "clinician.name": "Dr. Iris Okafor",
    "clinician.credential": "MD",
    "paper": "a4",
}


def problems_of(changes: Mapping[str, str]) -> dict[str, str]:
    """The sentence of each detail that is refused, by its place."""
    with pytest.raises(ClinicDetailsError) as refused:
        checked_profile({**DETAILS, **changes}, detail_checks())
    return {problem.path: problem.sentence for problem in refused.value.problems}


def test_every_detail_of_a_profile_can_be_typed() -> None:
    fields = {
        f"{group}.{name}"
        for group, model in (("clinic", ClinicProfile), ("clinician", Clinician))
        for name in model.model_fields
    }

    assert set(DETAIL_NAMES) == fields


def test_details_become_the_profile_without_the_spaces_around_them() -> None:
    typed = {path: f" {text} " for path, text in DETAILS.items()}

    profile = checked_profile({**typed, "clinic.phone": "  "}, detail_checks())

    assert profile.model_dump() == {
        "clinic": {
            "name": "Clínica del Río",
            "phone": None,
            "after_hours_phone": "555-0199",
            "emergency_number": "112",
            "crisis_line": "116 123",
            "quit_line": "0800 22 00",
        },
        "clinician": {"name": "Dr. Iris Okafor", "credential": "MD"},
        "paper": "a4",
    }


@pytest.mark.parametrize("path", [*DETAIL_NAMES, "paper"])
def test_detail_may_be_empty_only_where_the_documents_can_do_without(path: str) -> None:
    if path in {"clinic.phone", "clinic.after_hours_phone", "clinician.credential"}:
        checked_profile({**DETAILS, path: " "}, detail_checks())
    else:
        assert list(problems_of({path: " "})) == [path]


@pytest.mark.parametrize(("path", "name"), DETAIL_NAMES.items())
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("5" * 121, " has 121 characters, at most 120 are kept."),
        (
            "555\u202e0142",
            " holds an invisible character that turns the direction of the text: type it again.",
        ),
        (
            "555 ☎",
            " holds a character that cannot be printed: U+260E BLACK TELEPHONE. Write it in another way.",
        ),
    ],
)
def test_detail_that_no_document_could_show_is_refused_in_its_place(
    path: str, name: str, text: str, reason: str
) -> None:
    assert problems_of({path: text}) == {path: f"{name}{reason}"}


def test_every_refusal_is_said_at_once() -> None:
    refused = problems_of({"clinic.name": "x" * 65, "clinic.phone": "☎", "clinician.credential": "☎"})

    assert set(refused) == {"clinic.name", "clinic.phone", "clinician.credential"}
    assert refused["clinic.name"].startswith("A name in a certificate must have 1 to 64 characters")
