"""How long between two moments, and which comes first."""

from __future__ import annotations

from datetime import datetime

import pytest

from agent.apart import apart, order
from agent.dates import When
from agent.figures import Figure
from agent.relative import Moment

MARCH = When(datetime(2026, 3, 6), "day")
APRIL = When(datetime(2026, 4, 1), "day")


@pytest.mark.parametrize(
    ("one", "other", "long"),
    [
        (Moment(MARCH), Moment(APRIL), Figure(26, "days")),
        (Moment(None, 720), Moment(None, 210), Figure(210, "minutes")),  # noon till half past three
        (Moment(None, 21 * 60), Moment(None, 10 * 60), Figure(780, "minutes")),
        (
            Moment(When(datetime(2026, 3, 5), "day"), 1080),
            Moment(MARCH, 330),
            Figure(690, "minutes"),
        ),
        (
            Moment(When(datetime(2019, 1, 1), "year")),
            Moment(MARCH),
            Figure(84, "months"),
        ),
        (Moment(MARCH), Moment(None, 330), None),
        (Moment(MARCH), Moment(MARCH), None),
    ],
)
def test_apart(one: Moment, other: Moment, long: Figure | None) -> None:
    assert apart(one, other) == long


@pytest.mark.parametrize(
    ("one", "other", "first"),
    [
        (Moment(MARCH), Moment(APRIL), -1),
        (Moment(APRIL), Moment(MARCH), 1),
        (Moment(MARCH, 600), Moment(MARCH, 540), 1),
        (Moment(None, 600), Moment(None, 660), -1),
        (Moment(When(datetime(2026, 1, 1), "year")), Moment(MARCH), None),
        (Moment(MARCH), Moment(None, 60), None),
    ],
)
def test_order(one: Moment, other: Moment, first: int | None) -> None:
    assert order(one, other) == first
