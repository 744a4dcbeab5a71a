"""What a few words amount to: a number, a clock time, a date, or a length of time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal, NamedTuple

from agent.amounts import CLOCK, DATE, NUMBER, Amount, amounts, unit
from agent.dates import months_on, sole
from agent.numerals import NUMERAL, value
from agent.weekdays import DAY_NAMES


class Quantity(NamedTuple):
    """What one term is.

    value   in the unit of its kind: minutes since midnight for a clock time, a proleptic ordinal
            for a day, a day of the month for an ordinal, 0 for Monday
    unit    of a length that is so many whole units, "" for all else
    open    whether a date names no year, or a clock time may be a price
    """

    kind: Literal["number", "clock", "day", "weekday", "ordinal", "minutes", "days", "months"]
    value: float
    unit: str = ""
    open: bool = False


_UNITS: dict[str, tuple[Literal["minutes", "days", "months"], int]] = {
    "minute": ("minutes", 1), "min": ("minutes", 1),
    "hour": ("minutes", 60), "hr": ("minutes", 60), "h": ("minutes", 60),
    "day": ("days", 1), "night": ("days", 1), "week": ("days", 7), "fortnight": ("days", 14),
    "month": ("months", 1), "year": ("months", 12),
}  # fmt: skip
_PARTS = {"half": 0.5, "quarter": 0.25, "three quarters": 0.75}
_PART = r"half|quarter|three quarters"
_LENGTH = re.compile(
    rf"(?<![\w.])(?:(?P<fraction>half|(?:a )?quarter of|three quarters of) an?"
    rf"|(?P<figure>\d+(?:\.\d+)?)"
    rf"|(?P<words>(?:a )?(?:{NUMERAL})(?:[ -](?:{NUMERAL}))*(?: of)?)|(?P<one>an?))"
    rf"(?: and an? (?P<before>{_PART}))?[ -]?(?P<unit>{'|'.join(_UNITS)})s?(?![a-z])"
    rf"(?: and an? (?P<after>{_PART}))?(?:(?<=h)(?P<rest>[0-5]\d)\b)?",
    re.I,
)
_JOINING = re.compile(r"(?:,? and |,? )?$")
_ORDINAL = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)$", re.I)
FULL_YEAR = re.compile(r"\b\d{4}\b")
UNNAMED_YEAR = datetime(2001, 1, 1)  # a year for dates that name none, told nobody knows when


def quantity(words: str, told_at: datetime | None) -> Quantity:
    """What `words` name and nothing else; a number, 1, when they name nothing of the kind.

    Args:
        told_at: what "yesterday" counts from, when it is known.
    """
    words = words.strip(" .,;:!?").lower().removeprefix("on ")
    if words in DAY_NAMES:
        return Quantity("weekday", DAY_NAMES.index(words))
    day = sole(words, told_at or UNNAMED_YEAR)
    if day is not None:
        named = FULL_YEAR.search(words) or not any(c.isdigit() for c in words)
        if told_at and not named:
            day = _nearest(day, told_at.date())
        return Quantity("day", day.toordinal(), open=not named)
    ordinal = _ORDINAL.match(words)
    if ordinal:
        return Quantity("ordinal", int(ordinal[1]))
    lengths = list(_LENGTH.finditer(words))
    kinds = {_UNITS[m["unit"]][0] for m in lengths}
    if len(kinds) == 1:
        long, unit = sum(_long(m) for m in lengths), lengths[0]["unit"]
        whole = len(lengths) == 1 and long == worth(words) * _UNITS[unit][1]
        return Quantity(kinds.pop(), long, unit if whole else "")
    clocks = [a for a in amounts(words) if a.kind == CLOCK]
    if len(clocks) == 1 and not _is_measure(words, clocks[0]):
        unsure = _POINT.search(words) is not None and not _HALF_DAY.search(words)  # or a price
        return Quantity("clock", clocks[0].value, open=unsure)
    return Quantity("number", worth(words))


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the clock time, date or length of time stands that `text[start:end]` is a part of, as
    "two" is of "two hours and fifteen minutes"; the same place when it is part of none."""
    for first, last in _stretches(text):
        if first <= start and end <= last:
            return first, last
    return start, end


def lengths(text: str) -> Iterator[tuple[int, int, Quantity]]:
    """The lengths of time in a text, "two hours and fifteen minutes" as one, with their places."""
    for first, last in _lengths(text):
        length = quantity(text[first:last], None)
        if length.kind in ("minutes", "days", "months"):
            yield first, last, length


def _lengths(text: str) -> Iterator[tuple[int, int]]:
    """Where the lengths of time of a text stand, those that follow each other as one."""
    first = last = -1
    for length in _LENGTH.finditer(text):
        if first >= 0 and _JOINING.fullmatch(text, last, length.start()):
            last = length.end()
            continue
        if first >= 0:
            yield first, last
        first, last = length.span()
    if first >= 0:
        yield first, last


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The lengths of time in a text, its clock times and dates."""
    yield from _lengths(text)
    yield from ((a.start, a.end) for a in amounts(text) if a.kind in (CLOCK, DATE))


_POINT = re.compile(r"\d\.\d\d(?!\d)")
_HALF_DAY = re.compile(r"[ap]\.?m\b")


def _is_measure(words: str, clock: Amount) -> bool:
    """Whether "1.20" is no clock time but 1.20 m, or £1.20."""
    return bool(_POINT.search(words) and unit(words, clock._replace(kind=NUMBER)))


def _nearest(day: date, to: date) -> date:
    """The same day of the year that lies nearest."""
    return min((months_on(day, m) for m in (-12, 0, 12)), key=lambda other: abs(other - to))


def worth(words: str) -> float:
    """What a term of a plain sum counts: a numeral its value, other words one."""
    number = value(words)
    return 1.0 if number is None else number


def _long(match: re.Match[str]) -> float:
    """A length in minutes, days or months."""
    if match["fraction"]:
        many = _PARTS[match["fraction"].removeprefix("a ").removesuffix(" of")]
    elif match["figure"]:
        many = float(match["figure"])
    else:
        many = 1.0 if match["one"] else value(match["words"]) or 1.0
    many += _PARTS.get((match["before"] or match["after"] or "").lower(), 0)
    return many * _UNITS[match["unit"]][1] + int(match["rest"] or 0)
