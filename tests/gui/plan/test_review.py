from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.application.history_record import signed_documents
from desktop_app.application.sign_visit import VisitPlans
from desktop_app.application.steps import Step
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.errors import SigningError
from desktop_app.domain.signature import RecordMatch, Verdict
from desktop_app.ui.amend_dialog import AmendDialog
from desktop_app.ui.dates import shown_date
from desktop_app.ui.document_preview import PreviewDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.new_visit_page import NewVisitPage
from desktop_app.ui.services import Services
from desktop_app.ui.start_page import StartPage
from desktop_app.ui.steps.signed_panel import SignedPanel
from desktop_app.ui.widgets.text import TextLabel
from tests.fakes.visits import FakeEntrance
from tests.gui.conftest import Desk
from tests.gui.plan.conftest import PASSPHRASE, Open, RememberingEntrance, page, sample, sign
from tests.print_server import PrintServer
from tests.unit.documents.reading import page_texts

ACUTE, OVERRIDE = 0, 1


def incomplete(clinic: Services) -> Consultation:
    """One question open, one not assessed, and nothing decided on medicines."""
    answers: dict[str, Any] = {"answers__RF-C1": None, "answers__RF-M2": "not_assessed"}
    return sample(clinic, ACUTE, **answers, decisions__medications=[], decisions__no_medication=None)


def test_what_is_not_assessed_stands_first_with_its_state(open_at: Open, clinic: Services) -> None:
    desk = open_at(incomplete(clinic), Step.REVIEW)
    desk.visit.edit("decisions.incomplete_reason", "The interpreter had to leave.")
    QApplication.processEvents()

    states = {line.path: line.text for line in page(desk).open_lines}

    assert states["answers.RF-C1"] == "unanswered (RF-C1)"
    assert states["answers.RF-M2"] == "not assessed (RF-M2)"
    assert desk.find("review_open").y() < page(desk).lines.y()


def test_content_stands_with_its_state_and_the_date_of_its_review(open_at: Open, clinic: Services) -> None:
    desk = open_at(sample(clinic, ACUTE), Step.REVIEW)

    lines = [label.text() for label in page(desk).lines.findChildren(TextLabel)]
    (content,) = [text for text in lines if "review by" in text]
    assert content.endswith(f"under review, review by {shown_date(clinic.form.stamp.review_due)}")


def test_blocked_signing_says_every_reason_and_leads_to_each(open_at: Open, clinic: Services) -> None:
    desk = open_at(incomplete(clinic), Step.REVIEW)

    reasons = page(desk).blocking
    assert any("(RF-C1)" in reason for reason in reasons)
    assert not any(line.path == "answers.RF-C1" for line in page(desk).open_lines)
    assert any("Nothing is decided on medicines" in reason for reason in reasons)
    desk.find("attestation").setChecked(True)
    desk.find("signing_secret").setText(PASSPHRASE)
    assert not desk.find("sign").isEnabled()

    link = next(each for each in blocking_links(desk) if each.objectName() == "change:answers.RF-C1")
    link.click()

    assert desk.visit.step is Step.RED_FLAGS
    assert desk.focused_path == "answers.RF-C1"


def blocking_links(desk: Desk) -> list[QPushButton]:
    return [each for each in desk.find("review_blocking").findChildren(QPushButton) if each.isVisible()]


def test_name_that_cannot_be_printed_blocks_signing_and_leads_to_its_field(
    open_at: Open, clinic: Services
) -> None:
    desk = open_at(sample(clinic, ACUTE, patient__family_name="Lindqvist 张"), Step.REVIEW)

    (reason,) = page(desk).blocking
    assert reason.startswith("The family name holds a character that cannot be printed: U+5F20 CJK")
    assert not desk.find("sign").isEnabled()
    assert not desk.find("preview_draft").isEnabled()

    blocking_links(desk)[0].click()

    assert desk.visit.step is Step.PATIENT
    assert desk.focused_path == "patient.family_name"


def test_reason_for_an_incomplete_screen_lifts_its_block(open_at: Open, clinic: Services) -> None:
    desk = open_at(sample(clinic, ACUTE, **{"answers__RF-C1": None}), Step.REVIEW)
    assert page(desk).blocking

    desk.visit.edit("decisions.incomplete_reason", "The interpreter had to leave.")

    assert page(desk).blocking == ()


def test_nothing_is_preselected_and_the_button_is_no_default(open_at: Open, clinic: Services) -> None:
    desk = open_at(sample(clinic, ACUTE), Step.REVIEW)

    assert not desk.find("attestation").isChecked()
    assert "LINDQVIST" in desk.find("attestation").text()
    assert "23-May-1989" in desk.find("attestation").text()
    assert not desk.find("sign").isEnabled()
    assert not desk.find("sign").isDefault()


def test_what_documents_are_made_with_is_loaded_while_the_page_is_read(
    qtbot: QtBot, dressed: QApplication, clinic: Services
) -> None:
    loaded = Event()
    services = replace(clinic, plans=replace(plans_of(clinic), get_ready=loaded.set))
    window = MainWindow(FakeEntrance(services))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), StartPage))
    window.begin(sample(clinic, ACUTE))
    assert not loaded.is_set()

    window.in_visit(lambda screen: screen.go_to(Step.REVIEW))()

    qtbot.waitUntil(loaded.is_set)


def test_change_after_the_attestation_asks_for_it_again(open_at: Open, clinic: Services) -> None:
    desk = open_at(sample(clinic, ACUTE), Step.REVIEW)
    desk.find("attestation").setChecked(True)

    desk.visit.edit("decisions.notes", "Another agreement.")

    assert not desk.find("attestation").isChecked()


def test_wrong_passphrase_keeps_everything(open_at: Open, clinic: Services, qtbot: QtBot) -> None:
    desk = open_at(sample(clinic, ACUTE), Step.REVIEW)
    before, plans = desk.visit.consultation, clinic.records.signed_plans()

    sign(desk, "not the passphrase")
    signing = page(desk).signing
    assert signing is not None
    qtbot.waitUntil(lambda: bool(signing.problem), timeout=20_000)

    assert "does not open the records" in signing.problem
    assert desk.find("attestation").isChecked()
    assert desk.find("signing_secret").text() == ""
    assert desk.visit.consultation == before
    assert not desk.visit.is_sealed
    assert clinic.records.signed_plans() == plans


def test_preview_shows_the_pages_of_both_documents(open_at: Open, clinic: Services, qtbot: QtBot) -> None:
    desk = open_at(sample(clinic, ACUTE), Step.REVIEW)

    desk.click("preview_draft")
    qtbot.waitUntil(lambda: desk.window.findChild(PreviewDialog) is not None, timeout=20_000)
    dialog = desk.window.findChild(PreviewDialog)
    assert dialog is not None
    preview = dialog.preview

    assert preview.page_words == f"Page 1 of {preview.page_count}"
    assert preview.page_count >= 2
    preview.turn(1)
    qtbot.waitUntil(lambda: preview.page_words.startswith("Page 2 of"))
    preview.show_kind("handout")
    assert preview.page_words == f"Page 1 of {preview.page_count}"
    desk.leave(dialog)


def test_visit_is_signed_stored_exported_and_the_files_verify(
    own_clinic: Desk, entrance: RememberingEntrance, qtbot: QtBot, tmp_path: Path
) -> None:
    desk, window, services = own_clinic, own_clinic.window, entrance.opened
    window.begin(services.samples[OVERRIDE].consultation)
    desk.visit.edit("decisions.notes", "Agreed in the visit.")
    desk.screen.go_to(Step.REVIEW)

    sign(desk, PASSPHRASE)
    qtbot.waitUntil(lambda: page(desk).signed_panel is not None, timeout=30_000)
    panel = page(desk).signed_panel
    assert panel is not None

    assert panel.headline.startswith("Signed ")
    assert panel.headline.endswith("Saved.")
    (stored,) = services.records.signed_plans()
    assert services.records.drafts() == ()
    folder = tmp_path / "out"
    folder.mkdir()
    panel.export_to(folder)
    qtbot.waitUntil(lambda: "Exported" in panel.state, timeout=20_000)
    files = sorted(folder.iterdir())
    assert {"care-plan", "handout"} <= {file.name.split("-20")[0] for file in files}
    assert not any("bañez" in file.name.casefold() or "rosa" in file.name.casefold() for file in files)
    reports = [entrance.verify(file.read_bytes()) for file in files]
    assert {(report.verdict, report.record) for report in reports} == {(Verdict.VALID, RecordMatch.YES)}
    kept = services.records.load_signed_plan(stored.plan_id).documents
    assert sorted(kept.values()) == sorted(file.read_bytes() for file in files)

    panel.export_to(folder)
    qtbot.waitUntil(lambda: bool(panel.problem), timeout=20_000)
    assert "Nothing was written or overwritten" in panel.problem

    desk.click("next_visit")
    assert isinstance(window.centralWidget(), NewVisitPage)
    assert services.records.drafts() == ()


def test_signed_handout_reaches_the_printer_as_it_was_signed(
    print_server: PrintServer,
    own_clinic: Desk,
    entrance: RememberingEntrance,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    desk, services = own_clinic, entrance.opened
    desk.window.begin(services.samples[ACUTE].consultation)
    desk.screen.go_to(Step.REVIEW)
    sign(desk, PASSPHRASE)
    qtbot.waitUntil(lambda: page(desk).signed_panel is not None, timeout=30_000)
    panel = page(desk).signed_panel
    assert panel is not None

    desk.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = desk.window.findChildren(PreviewDialog)
    desk.enter(dialog)
    pages = f"Print {dialog.preview.page_count} pages on HP-Room3 (Letter, two-sided)"
    qtbot.waitUntil(lambda: desk.find("print_preview").text() == pages, timeout=20_000)
    desk.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.find("print_state").text().endswith("Paper came out?"), timeout=20_000)
    head = services.records.audit_head()
    desk.press(Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: services.records.audit_head() != head, timeout=20_000)
    assert services.records.verify_audit().intact
    assert panel.state.startswith("Handout for the patient: printed on HP-Room3 at ")
    (stored,) = services.records.signed_plans()
    signed = services.records.load_signed_plan(stored.plan_id).documents["handout"]
    print_server.finished()
    assert page_texts(print_server.arrived(), tmp_path) == page_texts(signed, tmp_path)


def test_signed_plan_is_amended_by_a_new_one_that_says_why(
    own_clinic: Desk, entrance: RememberingEntrance, qtbot: QtBot
) -> None:
    desk, window, services = own_clinic, own_clinic.window, entrance.opened
    window.begin(services.samples[OVERRIDE].consultation)
    desk.screen.go_to(Step.REVIEW)
    first = signed_panel(desk, qtbot)
    (old,) = services.records.signed_plans()

    first.amend_button.click()
    dialog = first.findChild(AmendDialog)
    assert isinstance(dialog, AmendDialog)
    begin = dialog.findChild(QPushButton, "begin_amendment")
    assert isinstance(begin, QPushButton)
    assert not begin.isEnabled()
    qtbot.keyClicks(dialog.reason, "Wrong phone number")
    begin.click()
    desk.visit.edit("decisions.notes", "Corrected.")
    window.show_start()
    (draft,) = services.records.drafts()
    window.resume(draft.draft_id)
    desk.screen.go_to(Step.REVIEW)
    assert f"Amends and replaces plan {old.plan_id}: Wrong phone number" in {
        label.text() for label in page(desk).findChildren(TextLabel)
    }
    signed_panel(desk, qtbot)

    new, kept = services.records.signed_plans()
    assert (new.replaces, kept) == (old.plan_id, old)
    plan = json.loads(services.records.load_signed_plan(new.plan_id).plan_json)
    assert plan["context"]["amendment_reason"] == "Wrong phone number"
    assert services.records.drafts() == ()
    first_again = SignedPanel(
        signed_documents(services.records, old.plan_id), plans_of(services), services.printing
    )
    qtbot.addWidget(first_again)
    first_again.amend("Once more")
    assert first_again.problem == (
        f"Plan {old.plan_id} was amended already. Amend plan {new.plan_id} instead."
    )


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_amendment_without_a_reason_is_refused(clinic: Services, reason: str) -> None:
    with pytest.raises(SigningError, match="needs a reason"):
        plans_of(clinic).amend("any plan", reason)


def plans_of(services: Services) -> VisitPlans:
    assert services.plans is not None
    return services.plans


def signed_panel(desk: Desk, qtbot: QtBot) -> SignedPanel:
    """Sign the visit that is on review, and wait for it."""
    sign(desk, PASSPHRASE)
    qtbot.waitUntil(lambda: page(desk).signed_panel is not None, timeout=30_000)
    panel = page(desk).signed_panel
    assert panel is not None
    return panel
