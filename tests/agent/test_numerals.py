"""What numerals are worth."""

from __future__ import annotations

import pytest

from agent.numerals import value
from agent.story import Span, Told, worth


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("six", 6), ("12", 12), ("1,250", 1250), ("4.20", 4.2), ("£88", 88), ("twenty-one", 21),
        ("two dozen", 24), ("a dozen eggs", 12), ("three hundred", 300), ("three new ones", 3),
        ("two thousand and five", 2005), ("Anna", None), ("the red boat", None), ("3 of 4", None),
    ],
)  # fmt: skip
def test_value(text: str, number: float | None) -> None:
    assert value(text) == number


def test_terms_that_are_no_numerals_count_one_and_minus_takes_away() -> None:
    told = (Told("I share with Anna and six cats."),)
    assert worth(told, Span(0, 13, 17)) == 1
    assert worth(told, Span(0, 22, 25)) == 6
    assert worth(told, Span(0, 22, 25, minus=True)) == -6
