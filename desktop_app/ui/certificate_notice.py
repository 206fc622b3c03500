"""Warns of a signing certificate that ends soon, before it stops a visit."""

from __future__ import annotations

from datetime import date
from typing import Final

from desktop_app.application.certificate_expiry import NoticeLevel, expiry_notice
from desktop_app.application.sign_visit import SigningIdentity, SigningSecret
from desktop_app.ui.widgets.text import TextLabel

_WAY_OUT: Final = {
    SigningSecret.RECORDS: "You can renew it under File, Signing settings.",
    SigningSecret.KEY_FILE: "Choose the new key file under File, Signing settings.",
    SigningSecret.CARD: "Choose the new card under File, Signing settings.",
}


class CertificateNotice(TextLabel):
    """The warning as a line of its own; not there where there is nothing to warn of."""

    def __init__(self, identity: SigningIdentity, today: date) -> None:
        notice = expiry_notice(identity.valid_until, today)
        is_early = notice is not None and notice.level is NoticeLevel.REMINDER
        words = "" if notice is None else f"{notice.words} {_WAY_OUT[identity.secret]}"
        super().__init__(words, "caption" if is_early else "problem")
        self.setObjectName("certificate_notice")
        if notice is None:
            self.hide()
