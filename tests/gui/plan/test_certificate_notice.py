"""The warning before a certificate ends, on the two pages where it matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.application.sign_visit import SigningIdentity
from desktop_app.application.steps import Step
from desktop_app.ui.certificate_notice import CertificateNotice, certificate_warning
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.services import Services
from desktop_app.ui.start_page import StartPage
from tests.fakes.visits import FakeEntrance
from tests.gui.plan.conftest import sample

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (31, ""),
        (30, "ends in 30 days, on 21-Dec-2026"),
        (1, "ends tomorrow"),
        (0, "ends today"),
        (-1, "ended on 20-Nov-2026: nothing can be signed"),
    ],
)
def test_warning_counts_the_days(days: int, words: str) -> None:
    warning = certificate_warning(SigningIdentity("Dr R. Patel", TODAY + timedelta(days)), TODAY)

    assert words in warning
    assert bool(words) == bool(warning)


@pytest.mark.parametrize(("days", "warned"), [(29, True), (60, False)])
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
