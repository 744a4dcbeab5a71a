"""Clock times in a text, and the half of the day they are in."""

from __future__ import annotations

import pytest

from agent.clocks import clock_times


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        (
            "I lit it at six yesterday evening and shut it off at half five this morning.",
            [1080, 330],
        ),
        ("We left Hanoi last night at nine and pulled in at ten this morning.", [1260, 600]),
        ("The chef's in from eight", [480]),
        ("Seen at four!", [240]),
        ("The pager went off at 02:10.", [130]),
        ("We eat at noon.", [720]),
        ("A table for six at 7 pm.", [1140]),
        ("We met at ten places.", []),
        ("We have two to go.", []),
    ],
)
def test_clock_times(text: str, minutes: list[int]) -> None:
    assert [time.minutes for time in clock_times(text)] == minutes
