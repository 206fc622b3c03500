"""From the first paint to a signed-in clinician: set-up or sign-in, with the content loading meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.ui.background import run_in_background

if TYPE_CHECKING:
    # Everything below is imported when it is first needed: the first paint waits for none of it.
    from PySide6.QtWidgets import QWidget

    from desktop_app.domain.errors import LumbarPathwayError
    from desktop_app.ui.services import Entrance, Services, Welcome


class WayIn(QObject):
    """Shows one page after the other by ``show``; what fails meanwhile stands beside what is being typed."""

    content_loaded = Signal(object)
    """The stamp of the content, which loads while the passphrase is typed."""
    signed_in = Signal(object)
    """The services of the clinician who signed in."""
    verify_requested = Signal()
    failed = Signal(object)
    """An error that belongs to no field of the page."""

    def __init__(self, entrance: Entrance, show: Callable[[QWidget], object], parent: QObject) -> None:
        super().__init__(parent)
        self._entrance = entrance
        self._show_page = show
        self._page: QWidget | None = None

    def begin(self) -> None:
        """Find out which page comes first."""
        self._in_background(self._entrance.prepare, self._on_prepared)

    def _in_background(self, work: Callable[[], Any], done: Callable[[Any], object]) -> None:
        run_in_background(work, done, self._on_failed, self)

    def _on_prepared(self, welcome: Welcome) -> None:
        if welcome.needs_set_up:
            self._show_set_up(welcome)
        elif welcome.needs_passphrase:
            self._show_sign_in(welcome)
        else:
            self._unlock("")
        # After the page is painted: what is loading must not hold up the first character that is typed.
        QTimer.singleShot(0, self._load)

    def _load(self) -> None:
        self._in_background(self._entrance.load, self.content_loaded.emit)

    def _show_set_up(self, welcome: Welcome) -> None:
        from desktop_app.ui.set_up_page import SetUpPage

        page = SetUpPage()
        page.completed.connect(
            lambda details, passphrase: self._in_background(
                lambda: self._entrance.set_up(details, passphrase),
                lambda code: self._show_recovery_code(code, welcome),
            )
        )
        self._show(page)

    def _show_recovery_code(self, code: str, welcome: Welcome) -> None:
        from desktop_app.ui.set_up_page import RecoveryCodePage

        page = RecoveryCodePage(code)
        page.noted.connect(lambda: self._show_sign_in(welcome))
        self._show(page)

    def _show_sign_in(self, welcome: Welcome) -> None:
        from desktop_app.ui.sign_in_page import SignInPage

        page = SignInPage(welcome)
        page.passphrase_entered.connect(self._unlock)
        page.verify_requested.connect(self.verify_requested)
        self._show(page)

    def _show(self, page: QWidget) -> None:
        self._page = page
        self._show_page(page)

    def _unlock(self, passphrase: str) -> None:
        self._in_background(lambda: self._entrance.unlock(passphrase), self._on_unlocked)

    def _on_unlocked(self, services: Services) -> None:
        self._page = None
        self.signed_in.emit(services)

    def _on_failed(self, error: LumbarPathwayError) -> None:
        from desktop_app.domain.errors import ClinicDetailsError, WrongPassphraseError
        from desktop_app.ui.set_up_page import SetUpPage
        from desktop_app.ui.sign_in_page import SignInPage

        sentence = f"{error.sentence} {error.remedy}"
        if not isinstance(self._page, SignInPage | SetUpPage):
            self.failed.emit(error)
        elif isinstance(error, ClinicDetailsError) and isinstance(self._page, SetUpPage):
            self._page.show_problem(sentence, error.problems)
        elif isinstance(error, WrongPassphraseError):
            self._page.show_problem(sentence)
        else:
            self._page.show_problem(f"{sentence} Code for support: {error.code}")
