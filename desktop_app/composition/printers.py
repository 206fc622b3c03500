"""Which way documents go to a printer on this computer."""

from __future__ import annotations

from desktop_app.application.printing import PrintQueue
from desktop_app.printing.lp_queue import find_lp


def print_queue() -> PrintQueue:
    """``lp``, which prints the PDF itself; where there is none, such as on Windows, the picture that Qt draws."""
    queue = find_lp()
    if queue is not None:
        return queue
    from desktop_app.ui.printing import RasterPrintQueue

    return RasterPrintQueue()
