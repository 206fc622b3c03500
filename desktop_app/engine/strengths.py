"""Read the strength of a product as it is written, in milligrams; what cannot be read for certain is unknown."""

from __future__ import annotations

import re

_THOUSANDS = re.compile(r"(?<![\d.,])([1-9]\d{0,2})((?:,\d{3})+)(?![\d,])")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?) *(mg|g|mcg|ug|µg|μg|)\.?")
_MG_PER_UNIT = {"": 1.0, "mg": 1.0, "g": 1000.0, "mcg": 0.001, "ug": 0.001, "µg": 0.001, "μg": 0.001}
_RATE = re.compile(r"(\d+(?:\.\d+)?) *(?:mcg|ug|µg|μg) *(?:/|per) *(?:h|hr|hour)\.?")


def amounts_mg(strength: str) -> tuple[float, ...]:
    """Milligrams of each ingredient in one dose (``5 mg/325 mg``); empty where anything else is written."""
    matches = [_AMOUNT.fullmatch(part.strip()) for part in re.split("[/+-]", _plain(strength))]
    found = [match for match in matches if match is not None]
    if len(found) < len(matches):
        return ()
    return tuple(float(match[1]) * _MG_PER_UNIT[match[2]] for match in found)


def micrograms_per_hour(strength: str) -> float | None:
    """The rate of a patch (``25 mcg/h``), or ``None`` for any other strength."""
    match = _RATE.fullmatch(_plain(strength).strip())
    return None if match is None else float(match[1])


def _plain(strength: str) -> str:
    """Lower case, points for decimals: ``1,000`` is a thousand, ``0,5`` is a half."""
    whole = _THOUSANDS.sub(lambda match: match[1] + match[2].replace(",", ""), strength)
    return re.sub(r"(?<=\d),(?=\d)", ".", whole).casefold()


def milligrams(amount: float) -> str:
    """``0.5 mg``, ``5 mg``, ``1200 mg``: no trailing zero, no separator (ISMP)."""
    return f"{amount:.10g} mg"


def scaled(strength: str, first_mg: float) -> str:
    """The combination with ``first_mg`` of its first ingredient: half of ``5 mg/325 mg`` is ``2.5 mg/162.5 mg``."""
    amounts = amounts_mg(strength)
    return "/".join(milligrams(amount * first_mg / amounts[0]) for amount in amounts)
