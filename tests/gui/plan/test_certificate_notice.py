"""The warning before a certificate ends, on the two pages where it matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.application.steps import Step
from desktop_app.ui.certificate_notice import CertificateNotice
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.services import Services
from desktop_app.ui.start_page import StartPage
from tests.fakes.visits import FakeEntrance
from tests.gui.plan.conftest import Open, sample


@pytest.mark.parametrize(("days", "warned"), [(7, True), (60, True), (61, False)])
def test_certificate_that_ends_soon_is_said_after_sign_in_and_beside_the_signature(
    qtbot: QtBot, dressed: QApplication, clinic: Services, days: int, warned: bool
) -> None:
    assert clinic.plans is not None
    identity = replace(clinic.plans.identity, valid_until=clinic.now().date() + timedelta(days))
    services = replace(clinic, plans=replace(clinic.plans, identity=identity))
    window = MainWindow(FakeEntrance(services))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), StartPage))

    def notice() -> CertificateNotice:
        found = window.findChild(CertificateNotice)
        assert isinstance(found, CertificateNotice)
        return found

    assert notice().isVisible() == warned
    window.begin(sample(clinic, 0))
    window.in_visit(lambda screen: screen.go_to(Step.REVIEW))()
    qtbot.waitUntil(lambda: notice().isVisible() == warned)


def test_ended_certificate_is_refused_before_the_button_with_the_way_out(
    open_at: Open, clinic: Services
) -> None:
    assert clinic.plans is not None
    identity = replace(clinic.plans.identity, valid_until=clinic.now().date() - timedelta(1))
    desk = open_at(
        sample(clinic, 0), Step.REVIEW, replace(clinic, plans=replace(clinic.plans, identity=identity))
    )

    desk.find("attestation").setChecked(True)

    words = desk.find("certificate_notice").text()
    assert "nothing can be signed" in words
    assert "renew it under File, Signing settings" in words
    assert not desk.find("signing_secret").isEnabled()
    assert desk.find("signing_secret").placeholderText() == "The certificate has ended"
    assert not desk.find("sign").isEnabled()
