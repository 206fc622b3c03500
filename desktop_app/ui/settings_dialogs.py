"""Opens the settings that are kept in the records: for the clinician who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import LumbarPathwayError
from desktop_app.ui.clinic_dialog import open_clinic_dialog
from desktop_app.ui.signing_dialog import open_signing_dialog

if TYPE_CHECKING:
    from desktop_app.application.clinic_setup import ClinicDocuments
    from desktop_app.application.sign_visit import VisitPlans
    from desktop_app.ui.services import Services

NOT_SIGNED_IN: Final = "Sign in first: these settings are kept in the records."
Use = Callable[["Services"], object]
"""Works with other services from now on."""
Tell = Callable[[str], object]
"""Says a sentence beside the page."""


def open_signing_settings(services: Services | None, use: Use, tell: Tell, window: QWidget) -> None:
    """What signs, and where time stamps come from."""
    if services is None or services.signing is None:
        tell(NOT_SIGNED_IN)
        return

    def sign_with(plans: VisitPlans) -> None:
        use(replace(services, plans=plans))

    open_signing_dialog(services.signing, sign_with, window)


def open_clinic_details(
    services: Services | None, use: Use, tell: Tell, window: QWidget, *, is_sealed: bool
) -> None:
    """What each document says of the clinic; not while the plan of a visit is signed, or once it is."""
    if services is None or services.clinic is None:
        tell(NOT_SIGNED_IN)
        return
    if is_sealed:
        tell("This plan is signed, or about to be: go to the worklist first.")
        return

    def print_with(documents: ClinicDocuments) -> None:
        use(replace(services, plans=documents.plans, emergency=documents.emergency))
        tell("Clinic details saved: the next document carries them.")

    try:
        open_clinic_dialog(services.clinic, print_with, window)
    except LumbarPathwayError as error:
        tell(f"{error.sentence} {error.remedy}")
