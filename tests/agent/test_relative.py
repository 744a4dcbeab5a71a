"""Times told by another time: the words found, and the time moved by them."""

from __future__ import annotations

from datetime import datetime

import pytest

from agent.dates import When
from agent.relative import Moment, Relative, moved, relatives


def _only(text: str) -> Relative:
    found = list(relatives(text))
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "unit", "amount", "anchor"),
    [
        ("It starts two days after my last exam.", "days", 2, "my last exam"),
        ("It is due two weeks before the tournament, they say.", "days", -14, "the tournament"),
        ("The planks came an hour before I lit it.", "minutes", -60, "I lit it"),
        ("Soundcheck is an hour and a half before doors", "minutes", -90, "doors"),
        ("The day after we move out I'm going kayaking.", "days", 1, "we move out"),
        ("I get paid the day my bonus lands", "days", 0, "my bonus lands"),
        ("They made the offer four days after that.", "days", 4, ""),
        ("The second lot came eighteen months after the first", "months", 18, ""),
        ("The wine came a week later.", "days", 7, ""),
    ],
)
def test_what_is_told_by_another_time(text: str, unit: str, amount: float, anchor: str) -> None:
    found = _only(text)
    assert (found.unit, found.amount, found.anchor) == (unit, amount, anchor)
    assert not found.moved


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Shearing's pushed back a week, rain.", 7),
        ("They've shoved the maths back by four days because of a flood.", 4),
        ("The exam has been brought forward by five days.", -5),
        ("The talk is two weeks later than planned.", 14),
    ],
)
def test_what_was_put_off_counts_from_what_was_planned(text: str, amount: float) -> None:
    found = _only(text)
    assert found.moved
    assert found.amount == amount


@pytest.mark.parametrize(
    "text",
    [
        "The marathon is 46 days from now.",
        "It came two weeks ago.",
        "He can't come till the day after tomorrow.",
        "He has lived here for ten years.",
        "Anna is a year younger than me.",
    ],
)
def test_what_counts_from_now_or_from_nothing_is_not(text: str) -> None:
    assert not list(relatives(text))


def _on(year: int, month: int, day: int, precision: str = "day") -> Moment:
    return Moment(When(datetime(year, month, day), precision))  # type: ignore[arg-type]


def _by(unit: str, amount: float, named: str = "") -> Relative:
    return Relative(0, 1, unit, amount, "", named)


@pytest.mark.parametrize(
    ("base", "by", "said"),
    [
        (_on(2026, 2, 24), _by("days", 7), "3 March 2026"),
        (_on(2024, 3, 3), _by("months", 11), "3 February 2025"),
        (_on(2023, 2, 1, "month"), _by("months", 18), "August 2024"),
        (_on(2019, 1, 1, "year"), _by("months", 24), "2021"),
        (_on(2025, 2, 3), _by("days", -1, "november"), "November 2024"),
        (_on(2021, 6, 30), _by("days", 1, "spring"), "March 2022"),
        (_on(2026, 3, 6), _by("days", 1, "friday"), "13 March 2026"),
        (_on(2026, 3, 6), _by("days", -1, "monday"), "2 March 2026"),
    ],
)
def test_days_are_moved(base: Moment, by: Relative, said: str) -> None:
    found = moved(base, by)
    assert found is not None
    assert str(found.when) == said


def test_clock_times_are_moved_over_midnight() -> None:
    base = Moment(When(datetime(2026, 3, 6), "day"), 23 * 60 + 30, "23:30")
    found = moved(base, _by("minutes", 60))
    assert found is not None
    assert (str(found.when), found.clock) == ("7 March 2026", 30)


@pytest.mark.parametrize(
    ("base", "by"),
    [
        (_on(2026, 3, 6), _by("minutes", 30)),
        (_on(2026, 1, 1, "year"), _by("days", 3)),
        (_on(2026, 1, 1, "year"), _by("months", 5)),
        (Moment(None, 60), _by("days", 1)),
    ],
)
def test_what_is_not_known_well_enough_is_not_moved(base: Moment, by: Relative) -> None:
    assert moved(base, by) is None
