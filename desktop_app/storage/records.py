"""Drafts, signed plans and the audit trail, in the encrypted database."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from sqlalchemy import RowMapping, delete, insert, select, update

from desktop_app.domain.errors import StorageError
from desktop_app.domain.records import (
    AuditVerdict,
    DraftSummary,
    PatientLabel,
    PlanSummary,
    PrintEvent,
    SignedPlan,
    StoredDraft,
)
from desktop_app.storage.audit_log import AuditAction, AuditLog
from desktop_app.storage.database import EncryptedDatabase
from desktop_app.storage.row_columns import label_columns, plan_columns
from desktop_app.storage.schema import drafts, signed_documents, signed_plans


class EncryptedRecords:
    """The ``Records`` port. A verb that returns has made its change durable, with its audit entry."""

    def __init__(self, database: EncryptedDatabase, audit: AuditLog) -> None:
        self._database = database
        self._audit = audit

    def save_draft(
        self, draft_id: str, case_json: str, position: str, saved_at: datetime, follows: str = ""
    ) -> None:
        """Keep the draft as it is now. The audit trail notes its start, not every automatic save."""
        values = {
            "case_json": case_json,
            "position": position,
            "saved_at": saved_at,
            "follows": follows,
            **label_columns(case_json),
        }
        with self._database.writing() as connection:
            known = connection.execute(update(drafts).where(drafts.c.draft_id == draft_id).values(**values))
            if known.rowcount == 0:
                connection.execute(insert(drafts).values(draft_id=draft_id, **values))
                self._audit.append(connection, AuditAction.DRAFT_STARTED, draft_id)

    def drafts(self) -> tuple[DraftSummary, ...]:
        """Every draft, the last saved first."""
        query = select(
            drafts.c.draft_id,
            drafts.c.given_name,
            drafts.c.family_name,
            drafts.c.birth_date,
            drafts.c.identifier,
            drafts.c.saved_at,
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        summaries = (DraftSummary(row["draft_id"], _label(row), row["saved_at"]) for row in rows)
        return tuple(sorted(summaries, key=lambda summary: summary.saved_at, reverse=True))

    def load_draft(self, draft_id: str) -> StoredDraft:
        """Raises ``StorageError`` where the draft was signed or discarded meanwhile."""
        columns = ("draft_id", "case_json", "position", "saved_at", "follows")
        query = select(*(drafts.c[name] for name in columns))
        with self._database.reading() as connection:
            row = connection.execute(query.where(drafts.c.draft_id == draft_id)).mappings().first()
        if row is None:
            raise StorageError(
                "This draft is no longer there.", "It was signed or discarded; look among the plans."
            )
        return StoredDraft(**row)

    def discard_draft(self, draft_id: str) -> None:
        """Delete the draft; nothing happens where there is none."""
        with self._database.writing() as connection:
            if connection.execute(delete(drafts).where(drafts.c.draft_id == draft_id)).rowcount:
                self._audit.append(connection, AuditAction.DRAFT_DISCARDED, draft_id)

    def note_emergency_sheet(self, draft_id: str) -> None:
        """Add to the audit trail that the emergency sheet of this draft was printed or saved."""
        with self._database.writing() as connection:
            self._audit.append(connection, AuditAction.EMERGENCY_SHEET_HANDED_OVER, draft_id)

    def note_printing(self, record_id: str, event: PrintEvent) -> None:
        """Add to the audit trail what is known of the pages of a document."""
        with self._database.writing() as connection:
            self._audit.append(connection, AuditAction(event), record_id)

    def save_signed_plan(self, plan: SignedPlan, draft_id: str | None = None) -> None:
        """Keep the plan for ever, and drop the draft it was made from.

        Raises ``StorageError`` where the plan is already stored, or replaces one that is unknown or already amended.
        """
        values = {
            "plan_id": plan.plan_id,
            "visit_date": plan.visit_date,
            "case_json": plan.case_json,
            "plan_json": plan.plan_json,
            "signed_at": plan.signed_at,
            "signer": plan.signer,
            "replaces": plan.replaces,
            **label_columns(plan.case_json),
            **plan_columns(plan.plan_json),
        }
        documents = [
            {"plan_id": plan.plan_id, "kind": kind, "pdf": pdf} for kind, pdf in plan.documents.items()
        ]
        with self._database.writing() as connection:
            connection.execute(insert(signed_plans).values(**values))
            if documents:
                connection.execute(insert(signed_documents), documents)
            connection.execute(delete(drafts).where(drafts.c.draft_id == draft_id))
            self._audit.append(connection, AuditAction.PLAN_SIGNED, plan.plan_id)

    def signed_plans(self) -> tuple[PlanSummary, ...]:
        """Every signed plan, the last signed first."""
        columns = (
            "plan_id",
            "given_name",
            "family_name",
            "birth_date",
            "identifier",
            "visit_date",
            "signed_at",
            "signer",
            "replaces",
            "triage_class",
            "follow_up_due",
        )
        query = select(*(signed_plans.c[name] for name in columns)).order_by(signed_plans.c.number.desc())
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(
            PlanSummary(
                plan_id=row["plan_id"],
                patient=_label(row),
                visit_date=row["visit_date"],
                signed_at=row["signed_at"],
                signer=row["signer"],
                replaces=row["replaces"],
                triage_class=row["triage_class"],
                follow_up_due=row["follow_up_due"],
            )
            for row in rows
        )

    def load_signed_plan(self, plan_id: str) -> SignedPlan:
        """Raises ``StorageError`` where there is no such plan."""
        columns = ("plan_id", "visit_date", "case_json", "plan_json", "signed_at", "signer", "replaces")
        plan = select(*(signed_plans.c[name] for name in columns)).where(signed_plans.c.plan_id == plan_id)
        documents = select(signed_documents.c.kind, signed_documents.c.pdf).where(
            signed_documents.c.plan_id == plan_id
        )
        with self._database.reading() as connection:
            row = connection.execute(plan).mappings().first()
            pdfs = {document.kind: document.pdf for document in connection.execute(documents)}
        if row is None:
            raise StorageError(
                "This plan is not in the records.", "Look for it among the plans of another workstation."
            )
        return SignedPlan(**row, documents=pdfs)

    def document_digests(self, plan_id: str) -> frozenset[str]:
        """SHA-256, in hexadecimal, of each document of a plan as signed; none where there is no such plan."""
        query = select(signed_documents.c.pdf).where(signed_documents.c.plan_id == plan_id)
        with self._database.reading() as connection:
            return frozenset(sha256(pdf).hexdigest() for pdf in connection.execute(query).scalars())

    def verify_audit(self, known_head: str | None = None) -> AuditVerdict:
        """Recompute the audit trail; ``known_head``, from a signed plan, also shows records that were put back."""
        with self._database.reading() as connection:
            return self._audit.verify(connection, known_head)

    def audit_head(self) -> str:
        """The hash of the last audit entry, to be printed in the next signed plan."""
        with self._database.reading() as connection:
            return self._audit.head(connection)

    def last_entry_at(self) -> datetime | None:
        """When the last audit entry was made; ``None`` before the first."""
        with self._database.reading() as connection:
            return self._audit.last_at(connection)


def _label(row: RowMapping) -> PatientLabel:
    return PatientLabel(row["given_name"], row["family_name"], row["birth_date"], row["identifier"])
