"""What numerals are worth."""

from __future__ import annotations

import pytest

from agent.numerals import value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("six", 6), ("12", 12), ("1,250", 1250), ("4.20", 4.2), ("£88", 88), ("twenty-one", 21),
        ("two dozen", 24), ("a dozen eggs", 12), ("three hundred", 300), ("three new ones", 3),
        ("two thousand and five", 2005), ("two thousand three hundred", 2300),
        ("5k", 5000), ("2 dozen", 24), ("3 million", 3_000_000), ("2,50 euros", 2.5),
        ("9" * 40, None), ("one hundred and twenty thousand", 120_000), ("Anna", None),
        ("the red boat", None), ("3 of 4", None),
        ("half a dozen eggs", 6), ("a quarter of a million", 250_000), ("half a litre", 0.5),
    ],
)  # fmt: skip
def test_value(text: str, number: float | None) -> None:
    assert value(text) == number
