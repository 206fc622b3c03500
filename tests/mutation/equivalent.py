"""Mutants that change nothing for any patient, each with the reason. Reviewed by hand; a test keeps the names true."""

from __future__ import annotations

from typing import Final

from tests.mutation.equivalent_doses import EQUIVALENT_DOSES

_PRESSURE: Final = "the condition rule CR-BP already draws this border for the same rule"
_TOGETHER: Final = (
    "{} always fires with it and orders the same test within 7 days; the earlier of both counts"
)
_OPIOID: Final = "opioids are to be avoided by everybody (OP-01), and then nothing is asked"
_CHILD: Final = "below 18 years every medicine is contraindicated (GEN-01), and then nothing is asked"

_HALVES: Final = "with a total of 5 or more one half of the PHQ-4 is 3 or more, which refers already"
_NO_SUCH_SHARE: Final = "whole points below the limit in points are never such a share of the score before"
_HIGHEST: Final = "the loader refuses bands that do not end at the highest score"
_IN_BRACKETS: Final = "an entry in brackets is never suggested"

EQUIVALENT: Final[dict[str, str]] = {
    **EQUIVALENT_DOSES,
    **{
        f"instruments {name}: change.better_percent 30 -> {moved}": _NO_SUCH_SHARE
        for name, moved in (
            ("NRS-BACK", 29),
            ("NRS-BACK", 31),
            ("NRS-LEG", 29),
            ("NRS-LEG", 31),
            ("RMDQ-24", 29),
        )
    },
    **{
        f"instruments {name}: bands[{place}].up_to {most} -> {most + 1}": _HIGHEST
        for name, place, most in (
            ("NRS-BACK", 1, 10),
            ("NRS-LEG", 1, 10),
            ("PEG", 2, 10),
            ("PHQ-4", 3, 12),
            ("ODI", 4, 100),
        )
    },
    **{f"instruments ODI: highest 100 -> {moved}": _HIGHEST for moved in (99, 101)},
    **{
        f"medication_selection SELECTION: contexts[{context}].order[{place}] deleted": _IN_BRACKETS
        for context, place in ((0, 8), (1, 8), (2, 7), (3, 11))
    },
    **{
        f"referral_rules REF-07: when.[0].[2].phq4_total ge 6 -> {moved}": _HALVES
        for moved in ("gt 6", "5", "7")
    },
    "medication_rules OP-15: must_ask_when.[1].age le 55 -> 54": _OPIOID,
    "medication_rules OP-15: must_ask_when.[1].age le 55 -> 56": _OPIOID,
    "medication_rules OP-15: must_ask_when.[1].age le 55 -> lt 55": _OPIOID,
    "medication_rules NS-12: when.[1].bp_systolic ge 160 -> gt 160": _PRESSURE,
    "medication_rules NS-12: when.[1].bp_systolic ge 160 -> 161": _PRESSURE,
    "medication_rules NS-12: when.[2].bp_diastolic ge 100 -> gt 100": _PRESSURE,
    "medication_rules NS-12: when.[2].bp_diastolic ge 100 -> 101": _PRESSURE,
    "medication_rules NS-12: must_ask_when.[1].not_shown.bp_systolic gt 0 -> ge 0": "a pressure is above 0",
    **{
        f"triage_rules {rule}: orders[{place}].due_days 7 -> 8": _TOGETHER.format(other)
        for rule, other in (("TR-12", "TR-13"), ("TR-14", "TR-15"))
        for place in range(1, 5)
    },
    **{
        f"medication_rules {rule}: must_ask_when.[1].age ge 12 -> {other}": _CHILD
        for rule in ("NS-46", "MR-08", "DU-18", "GB-16", "OP-15")
        for other in ("11", "13", "gt 12")
    },
}
