"""What the sign-in page of the demo clinic says: known before anything is loaded."""

from __future__ import annotations

from typing import Final

CLINICIAN: Final = "Dr. Robin Demo"
WORDS: Final = "demo clinic"
"""What opens it: no secret, for nothing in it is real."""
NOTE: Final = f"Demo clinic with made-up patients. The passphrase is: {WORDS}"
