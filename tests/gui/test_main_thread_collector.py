"""Where garbage is collected while the window is open."""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop_app.ui.main_thread_collector import MainThreadCollector


class _Cycle:
    """Garbage that only the collector can find; it notes the thread that does."""

    def __init__(self, gone_in: list[threading.Thread]) -> None:
        self.itself = self
        self._gone_in = gone_in

    def __del__(self) -> None:
        self._gone_in.append(threading.current_thread())


def test_collector_takes_garbage_that_a_worker_left_in_the_main_thread(qtbot: QtBot) -> None:
    gone_in: list[threading.Thread] = []
    gc.enable()
    window = QObject()
    collector = MainThreadCollector(window)
    worker = threading.Thread(
        target=lambda: [_Cycle(gone_in) for _ in range(5 * gc.get_threshold()[0])] and None
    )
    worker.start()
    worker.join()

    assert gone_in == []
    qtbot.waitUntil(lambda: len(gone_in) > 0)
    assert set(gone_in) == {threading.main_thread()}
    assert collector.parent() is window
    assert not gc.isenabled()
