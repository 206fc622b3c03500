"""Step 8: everything on one page, what stands against signing, and the signature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_app.application.blocking_places import place_of
from desktop_app.application.open_questions import open_questions_need_a_reason
from desktop_app.application.outputs import HANDOUT, SignedDocuments
from desktop_app.application.plan_summary import SummaryLine, not_assessed, summary
from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import VisitForm
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.errors import LumbarPathwayError, PlanRefusedError, TimeStampError
from desktop_app.ui.background import run_in_background
from desktop_app.ui.certificate_notice import CertificateNotice
from desktop_app.ui.services import Services
from desktop_app.ui.steps.page import StepPage
from desktop_app.ui.steps.review_lines import ReviewCard, ReviewLines
from desktop_app.ui.steps.signed_panel import SignedPanel
from desktop_app.ui.steps.signing_form import SigningForm
from desktop_app.ui.theme import Level
from desktop_app.ui.widgets.field_rows import NoteRow
from desktop_app.ui.widgets.text import SectionHeading, TextLabel

_INCOMPLETE = "decisions.incomplete_reason"


class ReviewStep(StepPage):
    """Check, then sign. What is signed is what was on this page: the visit is sealed while it is signed."""

    title = "Check before signing"

    def __init__(
        self, visit: Visit, form: VisitForm, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(visit, form, services, parent)
        self._attested: Consultation | None = None
        self.signed_panel: SignedPanel | None = None
        self._draft = TextLabel(
            "Draft, not signed. Each link leads to its step; the last of the list leads back here.", "caption"
        )
        self.column.addWidget(self._draft)
        amends = visit.history.amends
        if amends is not None:
            self.column.addWidget(
                TextLabel(f"Amends and replaces plan {amends.plan_id}: {amends.reason}", "strong")
            )
        self._open_card = ReviewCard("review_open", Level.NOT_ASSESSED, "NOT ASSESSED")
        self._blocking_card = ReviewCard("review_blocking", Level.CAUTION, "BEFORE SIGNING", "Go there")
        self.lines = ReviewLines()
        for card in (self._blocking_card, self._open_card):
            self.column.addWidget(card)
        self.add_check_notice("Change")
        self.column.addWidget(self.lines)
        for part in (self._blocking_card.lines, self._open_card.lines, self.lines):
            part.change_requested.connect(self.go_to_line)
        self._incomplete = NoteRow(
            _INCOMPLETE,
            "Why is the screen left incomplete?",
            "With a reason an incomplete screen can be signed.",
        )
        self.add_row(self._incomplete)
        self.add_row(NoteRow("decisions.notes", "Notes for the plan", "Printed on the care plan."))
        self._sign_heading = SectionHeading("Sign")
        self.column.addWidget(self._sign_heading)
        self._preview_line, self.preview_button, self._preview_problem = self._preview()
        self.column.addWidget(self._preview_line)
        self.signing = self._signing()

    def _preview(self) -> tuple[QWidget, QPushButton, TextLabel]:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(6, 4, 6, 4)
        button = QPushButton("Preview the documents")
        button.setObjectName("preview_draft")
        button.clicked.connect(self._on_preview_clicked)
        problem = TextLabel("", "caption")
        layout.addWidget(button)
        layout.addWidget(problem, 1)
        return line, button, problem

    def _signing(self) -> SigningForm | None:
        plans = self.services.plans
        if plans is None:
            self.column.addWidget(TextLabel("Nothing can be signed on this workstation.", "problem"))
            return None
        today = self.services.now().date()
        self.column.addWidget(CertificateNotice(plans.identity, today))
        form = SigningForm(plans.identity, ended=plans.identity.has_ended(today))
        form.signed.connect(self._on_signed)
        self.column.addWidget(form)
        # After the page is painted, while it is read: neither the preview nor the signature waits for it then.
        load = partial(run_in_background, plans.get_ready, lambda _: None, self._on_preview_failed, self)
        QTimer.singleShot(0, self, load)
        return form

    @property
    def blocking(self) -> tuple[str, ...]:
        """The reasons against signing that are on the page."""
        return tuple(line.title for line in self._blocking_card.lines.lines)

    @property
    def open_lines(self) -> tuple[SummaryLine, ...]:
        """What the page shows as not assessed."""
        return self._open_card.lines.lines

    def redraw(self) -> None:
        if self.signed_panel is not None or self.visit.is_sealed:
            return
        super().redraw()
        visit = self.visit
        self.lines.show_lines(summary(visit, self.form))
        self._incomplete.setVisible(open_questions_need_a_reason(visit) or bool(visit.value(_INCOMPLETE)))
        self._show_blocking()
        # What already stands among the reasons against signing is not said twice.
        said = {line.path for line in self._blocking_card.lines.lines}
        self._open_card.show_lines(
            tuple(line for line in not_assessed(visit, self.form) if line.path not in said or not line.path)
        )
        if self.signing is not None:
            self.signing.show_patient(visit.consultation.patient)
            if self._attested is not visit.consultation:
                self.signing.clear_attestation()
        self._attested = visit.consultation

    def _show_blocking(self) -> None:
        plans, visit = self.services.plans, self.visit
        reasons = visit.evaluation.blocking if plans is None else plans.reasons_against(visit.consultation)
        places = [(reason, place_of(reason, visit.evaluation)) for reason in reasons]
        lines = (
            SummaryLine(reason, "", *(place if place is not None else (None, ""))) for reason, place in places
        )
        self._blocking_card.show_lines(tuple(lines))
        self.preview_button.setEnabled(not reasons)
        words = (
            "A preview appears when nothing stands against signing."
            if reasons
            else "The pages as they would be signed now."
        )
        self._preview_problem.setText(words)
        if self.signing is not None:
            self.signing.show_blocked(blocked=bool(reasons))

    def focus_first(self) -> None:
        """The first thing to mend; where there is none, the attestation."""
        self.verticalScrollBar().setValue(0)
        target = self._blocking_card.first_link() or self.preview_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_document(self) -> None:
        if self.signed_panel is not None:
            self.signed_panel.show_document(HANDOUT)

    def _on_preview_clicked(self) -> None:
        plans, consultation, history = self.services.plans, self.visit.consultation, self.visit.history
        if plans is not None:
            self._preview_problem.setText("Laying out the pages...")
            run_in_background(
                lambda: plans.preview(consultation, history),
                self._show_preview,
                self._on_preview_failed,
                self,
            )

    def _show_preview(self, documents: Mapping[str, bytes]) -> None:
        from desktop_app.ui.document_preview import PreviewDialog

        self._preview_problem.setText("The pages as they would be signed now.")
        dialog = PreviewDialog("Draft, not signed", documents, parent=self)
        dialog.open()

    def _on_preview_failed(self, error: LumbarPathwayError) -> None:
        self._preview_problem.setText(_in_words(error))

    def _on_signed(self, secret: str, time_stamped: bool) -> None:
        plans, visit = self.services.plans, self.visit
        if plans is None:
            return
        for row in self.rows:
            row.commit()
        if self._attested is not visit.consultation and self.signing is not None:
            self.signing.show_problem("The plan has just changed. Check it again, then sign.")
            return
        consultation, draft_id, history = visit.consultation, visit.draft_id, visit.history
        visit.seal()
        run_in_background(
            lambda: plans.sign(consultation, secret, draft_id, history, time_stamped=time_stamped),
            self._on_signing_done,
            self._on_signing_failed,
            self,
        )

    def _on_signing_failed(self, error: LumbarPathwayError) -> None:
        """Nothing is lost: the draft is as it was, and so is the page."""
        self.visit.unseal()
        if self.signing is not None:
            without = isinstance(error, TimeStampError)
            self.signing.show_problem(_in_words(error), only_the_time_stamp=without)

    def _on_signing_done(self, signed: SignedDocuments) -> None:
        plans = self.services.plans
        if plans is None:
            return
        self.signed_panel = SignedPanel(signed, plans, self.services.printing)
        self.signed_panel.new_visit_requested.connect(self.new_visit_requested)
        self.signed_panel.amendment_begun.connect(self.amendment_begun)
        for part in (
            self._draft,
            self._open_card,
            self._blocking_card,
            self._preview_line,
            self._sign_heading,
        ):
            part.hide()
        if self.signing is not None:
            self.signing.hide()
        for row in self.rows:
            row.setEnabled(False)
        self.lines.show_lines(tuple(replace(line, step=None) for line in self.lines.lines))
        self.show_title("Signed plan")
        self.column.insertWidget(1, self.signed_panel)
        self.verticalScrollBar().setValue(0)
        self.signed_panel.setFocus()


def _in_words(error: LumbarPathwayError) -> str:
    reasons = error.reasons if isinstance(error, PlanRefusedError) else ()
    return " ".join(filter(None, (error.sentence, *reasons, error.remedy)))
