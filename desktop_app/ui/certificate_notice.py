"""Warns of a signing certificate that ends soon, before it stops a visit."""

from __future__ import annotations

from datetime import date

from desktop_app.application.sign_visit import SigningIdentity
from desktop_app.ui.dates import shown_date
from desktop_app.ui.widgets.text import TextLabel


def certificate_warning(identity: SigningIdentity, today: date) -> str:
    """What is to be done about it; empty while there is time enough."""
    days = identity.days_left(today)
    if days is None:
        return ""
    day = shown_date(identity.valid_until)
    if days < 0:
        return f"Your signing certificate ended on {day}: nothing can be signed. Ask for a new one."
    left = "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"
    return f"CAUTION: your signing certificate ends {left}, on {day}. Ask for a new one now."


class CertificateNotice(TextLabel):
    """The warning as a line of its own; not there where there is nothing to warn of."""

    def __init__(self, identity: SigningIdentity, today: date) -> None:
        super().__init__(certificate_warning(identity, today), "problem")
        self.setObjectName("certificate_notice")
        if not self.text():
            self.hide()
