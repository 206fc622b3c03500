"""The order of signing: nothing counts as signed that was not verified and stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop_app.application.outputs import Paper
from desktop_app.application.sign_visit import SigningIdentity, VisitPlans
from desktop_app.composition.clinical import Clinical, load_clinical
from desktop_app.composition.demo_clinic import sample_patients
from desktop_app.composition.plans import PlanComposer
from desktop_app.domain.care_plan import CarePlan, Clinician, ClinicProfile
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.errors import CredentialError, SigningError, StorageError
from desktop_app.domain.records import SignedPlan
from desktop_app.domain.signature import (
    RenderedDocument,
    SignatureBox,
    SignatureLevel,
    SignatureReport,
    Verdict,
)

NAME = "Dr. Iris Okafor"
KINDS = ("care-plan", "handout")


class Documents:
    """Pages of a few bytes."""

    def __init__(self) -> None:
        self.rendered: list[CarePlan] = []

    def render(self, plan: CarePlan, paper: Paper) -> Mapping[str, RenderedDocument]:
        self.rendered.append(plan)
        return {kind: RenderedDocument(kind.encode(), 1, SignatureBox(0, 0, 0, 1, 1)) for kind in KINDS}

    def unprintable(self, text: str) -> str:
        return "U+1F600 GRINNING FACE" if "\N{GRINNING FACE}" in text else ""


@dataclass
class Signer:
    """Signs by adding a word."""

    signer: str = NAME
    level: SignatureLevel = SignatureLevel.B_B

    def sign(self, document: RenderedDocument, *, at: datetime, reason: str) -> bytes:
        return document.pdf + b", signed"


@dataclass
class Store:
    """Keeps plans in a list; ``broken`` refuses to."""

    broken: bool = False
    saved: list[tuple[SignedPlan, str | None]] = field(default_factory=list)

    def audit_head(self) -> str:
        return "ab" * 32

    def last_entry_at(self) -> datetime | None:
        return None

    def save_signed_plan(self, plan: SignedPlan, draft_id: str | None = None) -> None:
        if self.broken:
            raise StorageError("There is no room left.", "Free some space.")
        self.saved.append((plan, draft_id))

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"signing has no business with {name}")


@pytest.fixture(scope="module")
def clinical() -> Clinical:
    return load_clinical()


@pytest.fixture
def case(clinical: Clinical) -> Consultation:
    return sample_patients(clinical)[0].consultation


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def plans(clinical: Clinical, store: Store) -> VisitPlans:
    clinic = ClinicProfile(name="Hill Street Clinic", phone=None, after_hours_phone=None)
    return VisitPlans(
        composer=PlanComposer(clinical, clinic, Clinician(name=NAME, credential="MD")),
        documents=Documents(),
        open_signer=lambda _secret, time_stamped=True: Signer(),
        verify=lambda _pdf: SignatureReport(Verdict.VALID, "Unchanged."),
        records=store,
        write=lambda folder, files: None,
        paper="letter",
        identity=SigningIdentity(NAME, datetime.now(UTC).date()),
        get_ready=lambda: None,
    )


def test_preview_is_the_plan_that_would_be_signed_and_says_that_it_is_not(
    plans: VisitPlans, case: Consultation
) -> None:
    documents = Documents()
    replace(plans, documents=documents).preview(case)
    replace(plans, documents=documents).sign(case, "passphrase", "draft-1")

    shown, signed = documents.rendered
    same = {"plan_id": signed.context.plan_id, "created_at": signed.context.created_at}
    assert shown.context.plan_id == "NOT SIGNED"
    assert shown.model_copy(update={"context": shown.context.model_copy(update=same)}) == signed


def test_sign_stores_the_plan_and_drops_its_draft_together(
    plans: VisitPlans, store: Store, case: Consultation
) -> None:
    signed = plans.sign(case, "passphrase", "draft-1")

    ((kept, draft_id),) = store.saved
    assert draft_id == "draft-1"
    assert kept.documents == signed.documents == {kind: kind.encode() + b", signed" for kind in KINDS}
    assert kept.plan_id == signed.context.plan_id
    assert CarePlan.model_validate_json(kept.plan_json).context == signed.context
    assert signed.context.audit_head == "ab" * 32


def test_document_that_does_not_verify_is_not_stored(
    plans: VisitPlans, store: Store, case: Consultation
) -> None:
    doubtful = replace(plans, verify=lambda _pdf: SignatureReport(Verdict.SIGNER_NOT_KNOWN, "Who is this?"))

    with pytest.raises(SigningError, match="nothing was signed"):
        doubtful.sign(case, "passphrase", None)

    assert store.saved == []


def test_plan_that_cannot_be_stored_does_not_count_as_signed(
    plans: VisitPlans, store: Store, case: Consultation
) -> None:
    store.broken = True

    with pytest.raises(StorageError):
        plans.sign(case, "passphrase", None)


def test_certificate_of_somebody_else_signs_nothing(
    plans: VisitPlans, store: Store, case: Consultation
) -> None:
    other = replace(plans, open_signer=lambda _secret, time_stamped=True: Signer("Dr. Other"))

    with pytest.raises(CredentialError, match="another person"):
        other.sign(case, "passphrase", None)

    assert store.saved == []


def test_amendment_for_a_reason_that_cannot_be_printed_is_refused_where_it_is_typed(
    plans: VisitPlans,
) -> None:
    with pytest.raises(SigningError, match=r"reason of the amendment .*U\+1F600"):
        plans.amend("7F3A", "Wrong side \N{GRINNING FACE}")


def test_export_hands_the_signed_bytes_on_under_names_without_the_patient(
    plans: VisitPlans, case: Consultation, tmp_path: Path
) -> None:
    written: dict[str, bytes] = {}
    writing = replace(plans, write=lambda folder, files: written.update(files))
    signed = plans.sign(case, "passphrase", None)

    paths = writing.export(signed, tmp_path)

    assert sorted(written.values()) == sorted(signed.documents.values())
    assert {path.name for path in paths} == set(written)
    assert not any("indqvist" in name for name in written)
