"""The details of the clinic: checked alike when a workstation is set up and when they change later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from desktop_app.application.emergency_sheets import EmergencySheets
from desktop_app.application.outputs import Paper
from desktop_app.application.ports import ClinicSettings
from desktop_app.application.printable_texts import Unprintable, unprintable_texts
from desktop_app.application.sign_visit import VisitPlans
from desktop_app.domain.care_plan import Clinician, ClinicProfile
from desktop_app.domain.clinic_details import CLINICIAN, DETAIL_NAMES, PAPER, ClinicDetails, missing_details
from desktop_app.domain.errors import ClinicDetailsError, Problem
from desktop_app.domain.refusals import refusals

_IN_THE_CERTIFICATE = ("clinic.name", CLINICIAN)


class WorkstationProfile(BaseModel):
    """What the settings of the encrypted records say of this workstation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    clinic: ClinicProfile
    clinician: Clinician
    paper: Paper = "letter"


@dataclass(frozen=True, slots=True)
class DetailChecks:
    """What documents and certificates ask of a detail.

    ``name_problem`` says why a name cannot stand in a certificate; empty where it can.
    """

    unprintable: Unprintable
    name_problem: Callable[[str], str]


def checked_profile(details: ClinicDetails, checks: DetailChecks) -> WorkstationProfile:
    """The profile with every one of ``details``. Raises ``ClinicDetailsError`` with all that is against them."""
    details = {path: text.strip() for path, text in details.items()}
    problems = tuple(missing_details(details)) or _impossible(details) or tuple(_unfit(details, checks))
    if problems:
        raise ClinicDetailsError(
            "The details of the clinic cannot be kept.", problems, "Correct what is marked."
        )
    return WorkstationProfile.model_validate(_grouped(details))


def _impossible(details: ClinicDetails) -> tuple[Problem, ...]:
    """What no profile holds: too long, or invisible."""
    try:
        WorkstationProfile.model_validate(_grouped(details))
    except ValidationError as error:
        found = [problem for _, problem in refusals(error, WorkstationProfile)]
        return tuple(
            Problem(f"{DETAIL_NAMES[each.path]}{each.sentence.removeprefix(each.path)}.", each.path)
            for each in found
        )
    return ()


def _unfit(details: ClinicDetails, checks: DetailChecks) -> Iterator[Problem]:
    """What no document prints, and what no certificate names."""
    for path, name in DETAIL_NAMES.items():
        for sentence in unprintable_texts([(name, details[path])], checks.unprintable):
            yield Problem(sentence, path)
    for path in _IN_THE_CERTIFICATE:
        if problem := checks.name_problem(details[path]):
            yield Problem(problem, path)


def _grouped(details: ClinicDetails) -> dict[str, Any]:
    """``{"clinic.name": x, "paper": y}`` as ``{"clinic": {"name": x}, "paper": y}``."""
    grouped: dict[str, Any] = {"clinic": {}, "clinician": {}, PAPER: details[PAPER]}
    for path in DETAIL_NAMES:
        group, _, field = path.partition(".")
        grouped[group][field] = details[path]
    return grouped


@dataclass(frozen=True, slots=True)
class ClinicDocuments:
    """What makes the documents of one clinic."""

    plans: VisitPlans
    emergency: EmergencySheets


@dataclass(frozen=True, slots=True)
class ClinicSetup:
    """The use cases of the clinic's details; ``profile`` and ``documents`` are by what is saved, each time anew."""

    store: ClinicSettings
    profile: Callable[[], WorkstationProfile]
    documents: Callable[[], ClinicDocuments]
    checks: DetailChecks

    def current(self) -> ClinicDetails:
        """What is saved. Raises ``StorageError``."""
        profile = self.profile()
        return {path: attrgetter(path)(profile) or "" for path in (*DETAIL_NAMES, PAPER)}

    def save(self, details: ClinicDetails) -> ClinicDocuments:
        """Keep what differs from what is saved, and note which; the result makes the next documents with it.

        The clinician's name stays: it stands in the certificate. Raises ``ClinicDetailsError`` or ``StorageError``.
        """
        before = self.current()
        profile = checked_profile({**details, CLINICIAN: before[CLINICIAN]}, self.checks)
        changed = [path for path, kept in before.items() if (attrgetter(path)(profile) or "") != kept]
        if changed:
            self.store.save_profile(profile.model_dump_json(), changed)
        return self.documents()
