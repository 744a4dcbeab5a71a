"""Where times stand in a text."""

from __future__ import annotations

import pytest

from agent.quantities import whole


@pytest.mark.parametrize(
    ("text", "part", "time"),
    [
        ("It runs for two hours and fifteen minutes.", "two", "two hours and fifteen minutes"),
        ("It runs for two hours and fifteen minutes.", "minutes", "two hours and fifteen minutes"),
        ("Starts at half past six.", "six", "half past six"),
        ("Born on 3 August 1921.", "1921", "3 August 1921"),
        ("Three weeks, two days of rain.", "two days", "Three weeks, two days"),
        ("I sold four of the chairs in two days.", "four", "four"),
    ],
)
def test_a_part_of_a_time_stands_for_all_of_it(text: str, part: str, time: str) -> None:
    start = text.index(part)
    first, last = whole(text, start, start + len(part))
    assert text[first:last] == time
