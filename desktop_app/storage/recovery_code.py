"""The recovery code: 130 random bits as 28 letters and digits that survive paper, telephone, and handwriting.

Crockford's base 32 (no I, L, O, U) in groups of four. The last two characters are the number modulo 1021, a prime,
so every single wrong character and every swapped pair of neighbours is noticed.
"""

from __future__ import annotations

import secrets

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("OIL", "011", "- ")
_RANDOM_CHARACTERS = 26
_CHECK_CHARACTERS = 2
_CHECK_MODULUS = 1021
_GROUP = 4


def new_recovery_code() -> str:
    """For example ``7K2M-Q0XD-1HZV-R9TC-4BNW-E6GY-8PAJ``; to be shown once and never stored."""
    number = secrets.randbits(5 * _RANDOM_CHARACTERS)
    code = _encode(number, _RANDOM_CHARACTERS) + _encode(number % _CHECK_MODULUS, _CHECK_CHARACTERS)
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def read_recovery_code(typed: str) -> str | None:
    """The code without its dashes, however it was typed; ``None`` where it cannot be a code."""
    code = typed.strip().upper().translate(_LOOKALIKES)
    if len(code) != _RANDOM_CHARACTERS + _CHECK_CHARACTERS or not set(code) <= set(_ALPHABET):
        return None
    number, check = _decode(code[:_RANDOM_CHARACTERS]), _decode(code[_RANDOM_CHARACTERS:])
    return code if number % _CHECK_MODULUS == check else None


def _encode(number: int, length: int) -> str:
    return "".join(_ALPHABET[(number >> 5 * place) & 31] for place in reversed(range(length)))


def _decode(code: str) -> int:
    number = 0
    for character in code:
        number = number << 5 | _ALPHABET.index(character)
    return number
