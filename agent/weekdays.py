"""Days named by their weekday and something besides: "the last Friday of March", "Monday last
week", "two weeks from Sunday". What names the date as well ("Saturday, 13 June") is that date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from agent.numerals import value

DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS = "|".join(DAY_NAMES)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NTH = "first|second|third|fourth|last"
_WHICH = "last|next|this"
_WEEKS = r"(?:\d+|an?|one|two|three|four|five|six|a couple of) (?:week|fortnight)s?"
FORMS = (
    rf"(?:the )?(?:{_NTH}) (?:{DAYS}) (?:of|in) (?:(?:the|{_WHICH}) month|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"(?:,? \d{4})?)",
    rf"{_WEEKS} (?:from|after) (?:this |next )?(?:{DAYS})",
    rf"{_WEEKS} ago,? on (?:{DAYS})",
    rf"(?:{DAYS}) (?:of )?(?:{_WHICH}) week",
    rf"(?:{_WHICH}) week,? on (?:{DAYS})",
    rf"a week on (?:{DAYS})|(?:{DAYS}) week",
)
_FORM = re.compile("|".join(FORMS))


def weekday_of(text: str, told: date, past: bool) -> date | None:
    """The day that lower-cased time words name, when they are one of FORMS; else None.

    Args:
        told: the day it was said.
        past: whether a month without a year is the last one or the next.
    """
    if not _FORM.fullmatch(text):
        return None
    name = re.search(DAYS, text)
    assert name is not None
    weekday = DAY_NAMES.index(name[0])
    nth = re.match(rf"(?:the )?({_NTH}) (?:{DAYS}) (?:of|in) (.*)", text)
    if nth:
        return _nth(nth[1], weekday, nth[2], told, past)
    monday = told - timedelta(days=told.weekday())
    ahead = (weekday - told.weekday()) % 7 or 7
    weeks = _weeks(text)
    if " ago" in text:
        return monday - timedelta(weeks=weeks) + timedelta(days=weekday)
    if " from " in text or " after " in text:
        return told + timedelta(days=ahead, weeks=weeks)
    which = re.search(rf"({_WHICH}) week", text)
    if which:
        step = {"last": -1, "this": 0, "next": 1}[which[1]]
        return monday + timedelta(weeks=step, days=weekday)
    return told + timedelta(days=ahead, weeks=1)


def _weeks(text: str) -> int:
    many = 1 if text.startswith("a ") and "couple" not in text else int(value(text) or 1)
    return many * (2 if "fortnight" in text else 1)


def _nth(which: str, weekday: int, month: str, told: date, past: bool) -> date | None:
    """The first to fourth, or last, such weekday of a month."""
    year, number = told.year, told.month
    step = {"last": -1, "next": 1}.get(month.split()[0], 0) if month.endswith("month") else 0
    if not month.endswith("month"):
        named = re.search(r"\d{4}", month)
        number = _MONTHS.index(month[:3]) + 1
        if named:
            year = int(named[0])
        elif past and number > told.month:
            year -= 1
        elif not past and number < told.month:
            year += 1
    months = year * 12 + number - 1 + step
    first = date(months // 12, months % 12 + 1, 1)
    day = 1 + (weekday - first.weekday()) % 7 + 7 * (_NTH.split("|").index(which))
    if which == "last":
        day = 1 + (weekday - first.weekday()) % 7 + 28
        day -= 7 if day > monthrange(first.year, first.month)[1] else 0
    return first.replace(day=day)
