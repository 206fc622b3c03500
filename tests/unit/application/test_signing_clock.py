"""A clock that is wrong, and clocks that only look so: what signing makes of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from desktop_app.application.outputs import Paper
from desktop_app.application.sign_visit import SigningIdentity, VisitPlans
from desktop_app.composition.clinical import Clinical, load_clinical
from desktop_app.composition.demo_clinic import sample_patients
from desktop_app.composition.plans import CredentialSigner, PlanComposer
from desktop_app.domain.care_plan import CarePlan, Clinician, ClinicProfile
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.errors import CredentialError, SigningError
from desktop_app.domain.history import NO_HISTORY, History
from desktop_app.domain.records import SignedPlan
from desktop_app.domain.signature import RenderedDocument, SignatureLevel
from desktop_app.signing.credentials import open_credential
from desktop_app.signing.trust import Trust
from desktop_app.signing.verification import verify
from tests.unit.signing.conftest import render_plan
from tests.unit.signing.pki import AUTHORITY, CLINICIAN, PASSPHRASE, Profile, make_identity

LAST_ENTRY = datetime(2027, 3, 1, 10, 0, tzinfo=timezone(timedelta(hours=-5)))
BEGIN, END = datetime(2027, 2, 1, tzinfo=UTC), datetime(2040, 2, 1, tzinfo=UTC)
CLINIC = make_identity(replace(AUTHORITY, begin=BEGIN, end=END + timedelta(days=1)))
CREDENTIAL = open_credential(make_identity(Profile(begin=BEGIN, end=END), CLINIC).p12, PASSPHRASE)
NEW_YORK = ZoneInfo("America/New_York")


@dataclass(frozen=True)
class ComposerAt:
    """Composes as the workstation does when its clock says ``at``."""

    workstation: PlanComposer
    at: datetime

    def compose(
        self,
        consultation: Consultation,
        *,
        audit_head: str | None = None,
        history: History = NO_HISTORY,
        level: SignatureLevel = SignatureLevel.B_B,
    ) -> CarePlan:
        plan = self.workstation.compose(consultation, audit_head=audit_head, history=history, level=level)
        return plan.model_copy(update={"context": plan.context.model_copy(update={"created_at": self.at})})


class OnePage:
    """A plan's only document."""

    def render(self, plan: CarePlan, paper: Paper) -> Mapping[str, RenderedDocument]:
        return {"care-plan": render_plan(plan.context.plan_id)}

    def unprintable(self, text: str) -> str:
        return ""


@dataclass(frozen=True)
class Trail:
    """Records whose last audit entry was made at ``last``."""

    last: datetime | None

    def audit_head(self) -> str:
        return "ab" * 32

    def last_entry_at(self) -> datetime | None:
        return self.last

    def save_signed_plan(self, plan: SignedPlan, draft_id: str | None = None) -> None:
        """There is room for every plan."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"signing has no business with {name}")


@pytest.fixture(scope="module")
def clinical() -> Clinical:
    return load_clinical()


@pytest.fixture(scope="module")
def composer(clinical: Clinical) -> PlanComposer:
    clinic = ClinicProfile(name="Hill Street Clinic", phone=None, after_hours_phone=None)
    return PlanComposer(clinical, clinic, Clinician(name=CLINICIAN, credential=""))


def plans_at(at: datetime, composer: PlanComposer, last: datetime | None = LAST_ENTRY) -> VisitPlans:
    return VisitPlans(
        composer=ComposerAt(composer, at),
        documents=OnePage(),
        open_signer=lambda _secret, time_stamped=True: CredentialSigner(CREDENTIAL),
        verify=lambda pdf: verify(pdf, Trust((CLINIC.der,)), at=at),
        records=Trail(last),
        write=lambda folder, files: None,
        paper="letter",
        identity=SigningIdentity(CLINICIAN, END.date()),
        get_ready=lambda: None,
    )


@pytest.mark.parametrize(
    "at",
    [
        LAST_ENTRY,
        LAST_ENTRY - timedelta(seconds=30),
        datetime(2027, 3, 1, 8, 30, tzinfo=timezone(timedelta(hours=-8))),
        datetime(2027, 11, 7, 1, 30, fold=0, tzinfo=NEW_YORK),
        datetime(2027, 11, 7, 1, 30, fold=1, tzinfo=NEW_YORK),
        datetime(2028, 2, 29, 23, 59, 59, tzinfo=NEW_YORK),
        datetime(2028, 3, 1, 0, 0, tzinfo=NEW_YORK),
        datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
    ],
    ids=[
        "same-moment",
        "small-step-back",
        "further-west",
        "summer-fold",
        "winter-fold",
        "midnight",
        "after",
        "2038",
    ],
)
def test_clock_that_only_looks_wrong_signs_and_the_file_says_the_very_moment(
    at: datetime, composer: PlanComposer, clinical: Clinical
) -> None:
    plans = plans_at(at, composer)

    signed = plans.sign(sample_patients(clinical)[0].consultation, "secret", None)

    report = plans.verify(signed.documents["care-plan"])
    assert report.signed_at is not None
    assert (report.signed_at, report.signed_at.utcoffset()) == (at.astimezone(UTC), at.utcoffset())


BEHIND = "clock of this computer is behind what is already recorded"


@pytest.mark.parametrize(
    ("at", "error", "sentence"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), SigningError, BEHIND),
        (LAST_ENTRY - timedelta(days=1), SigningError, BEHIND),
        (LAST_ENTRY - timedelta(hours=1), SigningError, BEHIND),
        (LAST_ENTRY.replace(tzinfo=UTC), SigningError, BEHIND),
        (LAST_ENTRY + timedelta(days=6000), CredentialError, "expired on 2040-02-01"),
        (END + timedelta(seconds=1), CredentialError, "expired on 2040-02-01"),
    ],
    ids=["1970", "a-day-back", "an-hour-back", "zone-lost", "years-ahead", "certificate-ended"],
)
def test_clock_that_is_wrong_is_named_and_signs_nothing(
    at: datetime, error: type[Exception], sentence: str, composer: PlanComposer, clinical: Clinical
) -> None:
    with pytest.raises(error, match=sentence):
        plans_at(at, composer).sign(sample_patients(clinical)[0].consultation, "secret", None)


@pytest.mark.parametrize(
    ("at", "error", "sentence"),
    [
        (datetime(2026, 11, 1, tzinfo=UTC), SigningError, BEHIND),
        (BEGIN - timedelta(seconds=1), CredentialError, "not valid until 2027-02-01"),
    ],
    ids=["before-the-content-was-published", "before-the-certificate"],
)
def test_wrong_clock_is_noticed_in_new_records_too(
    at: datetime, error: type[Exception], sentence: str, composer: PlanComposer, clinical: Clinical
) -> None:
    with pytest.raises(error, match=sentence):
        plans_at(at, composer, last=None).sign(sample_patients(clinical)[0].consultation, "secret", None)
