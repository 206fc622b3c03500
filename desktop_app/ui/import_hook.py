"""Takes out the import hook with which PySide6 reads the source text of every module.

``import PySide6`` replaces ``builtins.__import__``: from then on the source of each module that is imported, by anyone,
is searched for "PySide6" (``inspect.getsource``), in case it opts in to ``from __feature__ import snake_case``, and all
of it stays in ``linecache``. Nothing here opts in; the search made our imports a seventh slower and kept 20 MB of text.
"""

from __future__ import annotations

import builtins
import linecache

_REPLACED = "__orig_import__"
"""Where PySide6 keeps the function that it replaced."""


def import_without_reading_sources() -> None:
    """To be called once Qt is imported. Nothing is done for a PySide6 without that hook."""
    replaced = getattr(builtins, _REPLACED, None)
    if replaced is not None:
        builtins.__import__ = replaced
    linecache.clearcache()
