"""How long from one moment to another, and which of the two comes first."""

from __future__ import annotations

from datetime import datetime

from agent.figures import Figure
from agent.relative import Moment

_DAY = 24 * 60
_PRECISIONS = ("year", "month", "day")


def apart(one: Moment, other: Moment) -> Figure | None:
    """How long from `one` to `other`, in minutes, days or months; None when they do not tell."""
    days = None
    if one.when and other.when and one.when.precision == other.when.precision == "day":
        days = (other.when.date.date() - one.when.date.date()).days
    if one.clock is not None and other.clock is not None:
        if days is not None:
            return Figure(abs(days * _DAY + other.clock - one.clock), "minutes")
        if max(one.clock, other.clock) < 13 * 60:  # from noon till half past three
            long = abs(other.clock - one.clock)
            return Figure(min(long, _DAY // 2 - long), "minutes")
        return Figure((other.clock - one.clock) % _DAY, "minutes")
    if days:
        return Figure(abs(days), "days")
    if one.when and other.when and "year" in (one.when.precision, other.when.precision):
        years = abs(other.when.date.year - one.when.date.year)
        return Figure(12 * years, "months") if years else None
    return None


def order(one: Moment, other: Moment) -> int | None:
    """Below 0 when `one` comes first, above when `other` does; None when they do not tell."""
    if one.when and other.when:
        least = min((one.when.precision, other.when.precision), key=_PRECISIONS.index)
        first, second = (_rounded(when.date, least) for when in (one.when, other.when))
        if first != second:
            return -1 if first < second else 1
        if least != "day":
            return None
    if one.clock is None or other.clock is None or one.clock == other.clock:
        return None
    return -1 if one.clock < other.clock else 1


def _rounded(day: datetime, precision: str) -> tuple[int, ...]:
    return (day.year, day.month, day.day)[: _PRECISIONS.index(precision) + 1]
