from __future__ import annotations

import re

from desktop_app.storage.recovery_code import new_recovery_code, read_recovery_code

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_new_recovery_code_is_seven_groups_of_four_and_reads_back() -> None:
    code = new_recovery_code()

    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}", code)
    assert read_recovery_code(code) == code.replace("-", "")


def test_new_recovery_code_is_never_the_same() -> None:
    assert len({new_recovery_code() for _ in range(1000)}) == 1000


def test_read_recovery_code_typed_by_hand_is_forgiving() -> None:
    code = new_recovery_code()
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")

    assert read_recovery_code(f"  {typed} ") == code.replace("-", "")


def test_read_recovery_code_notices_every_single_wrong_character() -> None:
    code = new_recovery_code().replace("-", "")
    wrong = {
        code[:place] + letter + code[place + 1 :]
        for place in range(len(code))
        for letter in LETTERS
        if letter != code[place]
    }

    assert len(wrong) == 28 * 31
    assert [read_recovery_code(candidate) for candidate in wrong] == [None] * len(wrong)


def test_read_recovery_code_notices_every_pair_of_swapped_neighbours() -> None:
    code = new_recovery_code().replace("-", "")
    swapped = {code[:i] + code[i + 1] + code[i] + code[i + 2 :] for i in range(len(code) - 1)} - {code}

    assert swapped
    assert [read_recovery_code(candidate) for candidate in swapped] == [None] * len(swapped)


def test_read_recovery_code_of_anything_else_is_none() -> None:
    code = new_recovery_code()

    for text in ("", "correct horse battery staple", code[:-1], f"{code}0", code.replace("-", "U", 1)):
        assert read_recovery_code(text) is None
