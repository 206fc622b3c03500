"""Strengths as people write them, in milligrams; a wrong reading would hide an overdose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.engine.strengths import amounts_mg, micrograms_per_hour


@pytest.mark.parametrize(
    ("strength", "amounts"),
    [
        ("500 mg", (500,)),
        ("500mg", (500,)),
        ("500", (500,)),
        ("500 MG.", (500,)),
        ("1 g", (1000,)),
        ("250 mcg", (0.25,)),
        ("1,000 mg", (1000,)),  # a thousand, not one
        ("0,5 mg", (0.5,)),  # a decimal comma
        ("0,125 mg", (0.125,)),
        ("5 mg/325 mg", (5, 325)),
        ("5/325", (5, 325)),
        ("7.5-325 mg", (7.5, 325)),
        ("5 mg + 325 mg", (5, 325)),
        ("50 mg/325 mg/40 mg", (50, 325, 40)),
    ],
)
def test_strength_is_read_in_milligrams(strength: str, amounts: tuple[float, ...]) -> None:
    assert amounts_mg(strength) == pytest.approx(amounts)


@pytest.mark.parametrize(
    "strength", ["160 mg/5 mL", "25 mcg/h", "2 tablets of 325 mg", "5 %", "high", "", "100 units"]
)
def test_strength_that_is_no_mass_is_unknown(strength: str) -> None:
    assert amounts_mg(strength) == ()


@pytest.mark.parametrize("strength", ["25 mcg/h", "25 mcg/hr", "25mcg/hour", "25 MCG / H", "25 mcg per hour"])
def test_rate_of_a_patch_is_read_in_micrograms_an_hour(strength: str) -> None:
    assert micrograms_per_hour(strength) == 25


@pytest.mark.parametrize("strength", ["25 mcg", "25 mg/h", "5 mg/hydrocodone 10 mg", "200 mcg/dose", ""])
def test_other_strength_is_no_rate(strength: str) -> None:
    assert micrograms_per_hour(strength) is None


@given(st.text(max_size=30))
def test_no_text_is_read_as_a_negative_or_endless_amount(text: str) -> None:
    assert all(0 <= amount < float("inf") for amount in amounts_mg(text))
