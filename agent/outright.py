"""Times that a memory tells outright: its days, its clock times, or the day it was told."""

from __future__ import annotations

import re
from datetime import datetime
from functools import partial

from agent.clocks import ClockTime, clock_times
from agent.dates import MONTHS, When, mentions, months_on
from agent.relative import Moment
from agent.tense import of_the_past, sign_of
from agent.weekdays import DAYS
from memory_store.slot import Slot

_DAY_OF_MONTH = re.compile(rf"\b(?:{MONTHS})\b(?!.*\d{{4}})", re.I)
# What says when, though no date: then the day of telling is not the answer.
_SAYS_WHEN = re.compile(
    r"\d|\b(?:ago|last|spring|summer|autumn|fall|winter|christmas|easter|weekend|week|month|years?|"
    r"once|always|used to|before|after|when|since|while|during|earlier|recently|childhood|school|"
    rf"birthday|aged|old|days?|nights?|century|first|second|third|{MONTHS}|{DAYS})\b",
    re.I,
)


def told_in(text: str, slot: Slot, place: tuple[int, int] | None, clock: bool) -> Moment | None:
    """The first time that `text`, words of `slot`, names; at `place` when one is given.

    Args:
        clock: a clock time is wanted, with its day if there is one, not a day.
    """
    first, last = place or (0, len(text))
    days = days_of(text, slot)
    times = list(clock_times(text))
    day = next((when for start, end, when in days if start < last and first < end), None)
    time = next((at for at in times if at.start < last and first < at.end), None)
    if (clock and time is None) or (not clock and day is None):
        return None
    return moment(day or (days[0][2] if days else None), time or (times[0] if times else None))


def last_told_in(slot: Slot, before: int, clock: bool) -> Moment | None:
    """The last time named in `slot` before a character."""
    text = slot.text[:before]
    days = days_of(text, slot)
    times = list(clock_times(text))
    if (clock and not times) or (not clock and not days):
        return None
    return moment(days[-1][2] if days else None, times[-1] if times else None)


def days_of(text: str, slot: Slot) -> list[tuple[int, int, When]]:
    """The days, months and years named in `text`, words of `slot`, with their places; of a day
    whose year nothing tells the nearest."""
    found = []
    told = slot.told_at.replace(tzinfo=None)
    for start, end, when in mentions(text, slot.told_at, partial(of_the_past, text)):
        unsaid = _DAY_OF_MONTH.search(text[start:end]) and sign_of(text, start, end) is None
        if when.precision == "day" and unsaid:
            years = (when.date.year + step for step in (-1, 0, 1))
            days = [_in_year(when.date, year) for year in years]
            when = When(min(days, key=lambda day: abs(day - told)), "day")
        found.append((start, end, when))
    return found


def _in_year(day: datetime, year: int) -> datetime:
    return datetime.combine(months_on(day.date(), 12 * (year - day.year)), day.time())


def moment(when: When | None, time: ClockTime | None) -> Moment:
    """A day and a clock time together; the words of the latter say which half of the day it is."""
    if time is None:
        return Moment(when)
    half = (" pm" if time.minutes >= 720 else " am") if time.told_half else ""
    return Moment(when, time.minutes, time.words + half)


def day_told(slot: Slot) -> When:
    """The day on which `slot` was told."""
    return When(slot.told_at.replace(tzinfo=None), "day")


def tells_no_time(slot: Slot) -> bool:
    """Whether `slot` tells of something over and says nothing at all about when."""
    if not of_the_past(slot.text) or _SAYS_WHEN.search(slot.text):
        return False
    return not any(mentions(slot.text, slot.told_at, True)) and not any(clock_times(slot.text))


def times_of(slot: Slot) -> list[Moment]:
    """The times a slot tells: its clock times, each with the nearest day, or else its days, or
    else the day it was told when it is of the past."""
    days = days_of(slot.text, slot)
    times = list(clock_times(slot.text))
    if times:
        return [
            moment(min(days, key=lambda d: abs(d[0] - at.start))[2] if days else None, at)
            for at in times
        ]
    if days:
        return [Moment(when) for _, _, when in days]
    return [Moment(day_told(slot))] if of_the_past(slot.text) else []


_BESIDE = re.compile(r"[\s,–-]*(?:(?:at|on|from|around|about|by) )?(?:the )?", re.I)


def whole_time(slot: Slot, start: int, end: int) -> tuple[int, int]:
    """Where the day with its clock time stands of which `start` to `end` is one half: "10am" of
    "Tuesday 10am"; the same place when it is no such half."""
    text = slot.text
    days = [(first, last) for first, last, _ in days_of(text, slot)]
    times = [(time.start, time.end) for time in clock_times(text)]
    here = [(a, b) for a, b in (*days, *times) if a < end and start < b]
    others = times if here and here[0] in days else days
    if len(here) != 1:
        return start, end
    for a, b in others:
        between = text[end:a] if a >= end else text[b:start] if b <= start else None
        if between is not None and _BESIDE.fullmatch(between):
            return min(start, a), max(end, b)
    return start, end
