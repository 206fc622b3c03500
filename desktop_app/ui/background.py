"""Runs slow work off the GUI thread and brings its result, or its typed error, back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, SignalInstance, Slot

from desktop_app.domain.errors import LumbarPathwayError

T = TypeVar("T")


class _Delivery(QObject):
    """Lives in the GUI thread with its owner: what the worker sends arrives there, in the order of the loop."""

    _finished = Signal(object)
    _failed = Signal(object)

    def __init__(
        self,
        work: Callable[[], object],
        done: Callable[..., object],
        failed: Callable[[LumbarPathwayError], object],
        owner: QObject,
    ) -> None:
        super().__init__(owner)
        self._work = work
        self._done = done
        self._fail = failed
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._failed.connect(self._deliver_error, Qt.ConnectionType.QueuedConnection)

    def run(self) -> None:
        """Runs in the worker."""
        try:
            result = self._work()
        except Exception as error:  # noqa: BLE001 - whatever failed must reach the person who waits
            self._send(self._failed, error)
        else:
            self._send(self._finished, result)

    def _send(self, signal: SignalInstance, value: object) -> None:
        try:
            signal.emit(value)
        except RuntimeError:
            return  # the window was closed meanwhile: nobody waits

    @Slot(object)
    def _deliver(self, result: object) -> None:
        self.deleteLater()
        self._done(result)

    @Slot(object)
    def _deliver_error(self, error: Exception) -> None:
        self.deleteLater()
        if not isinstance(error, LumbarPathwayError):
            raise error
        self._fail(error)


def run_in_background(
    work: Callable[[], T],
    done: Callable[[T], object],
    failed: Callable[[LumbarPathwayError], object],
    owner: QObject,
) -> None:
    """Do ``work`` in a worker; then call ``done`` or ``failed`` in the GUI thread, as long as ``owner`` lives.

    An error that is not ours is raised there, for the hook that takes uncaught errors.
    """
    QThreadPool.globalInstance().start(_Delivery(work, done, failed, owner).run)
