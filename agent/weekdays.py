"""Days named by their weekday and something besides: "the last Friday of March", "Monday last
week", "two weeks from Sunday", "a fortnight tomorrow". What names the date as well ("Saturday,
13 June") is that date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from agent.numerals import value

DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS = "|".join(DAY_NAMES)
SURE_DAY = rf"{DAYS}|mon|tues?|weds|thu(?:rs?)?|fri"
ANY_DAY = rf"{SURE_DAY}|wed|sat|sun"  # the last three are common words as well
_SHORT = re.compile(r"\b(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)\b")
# A day alone. What is a word as well needs a sign of time beside it: "sat 3pm", "on sun".
DAY = (
    rf"(?:{SURE_DAY}|(?:(?<=on )|(?<=next )|(?<=coming )|(?<=day and )|(?<=sat and ))"
    r"(?:wed|sat|sun)|(?:(?<=last )|(?<=this ))(?:wed|sat)|(?:wed|sat|sun)(?=,? (?:at )?(?:the )?"
    r"\d{1,2}(?:st\b|nd\b|rd\b|th\b|[:.]\d\d\b| ?[ap]\.?m\b)"
    rf"| (?:morning|afternoon|evening|night)\b|(?: and | or | to |/|-)(?:{ANY_DAY})\b))"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NTH = "first|second|third|fourth|last"
_WHICH = "last|next|this"
_MANY = r"\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a couple of"
_WEEKS = (
    rf"(?:{_MANY}) "
    r"(?:week|wk|fortnight)s?"
)
FORMS = (
    rf"(?:the )?(?:{_NTH}) (?:{ANY_DAY}) (?:of|in) (?:(?:the|{_WHICH}) month|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"(?:,? \d{4})?)",
    rf"{_WEEKS} (?:from|after) (?:this |next )?(?:{ANY_DAY})",
    rf"{_WEEKS} ago,? on (?:{ANY_DAY})",
    rf"(?:{_MANY}) (?:{DAYS})s? ago",
    rf"in {_WEEKS},? on (?:{ANY_DAY})",
    rf"(?:{SURE_DAY}) (?:of )?(?:{_WHICH}) week",
    rf"(?:{_WHICH}) week,? (?:on (?:{ANY_DAY})|(?:{SURE_DAY}))",
    # "For a week on Saturday" is how long it takes.
    rf"(?<!for ){_WEEKS} (?:on (?:{ANY_DAY})|{SURE_DAY}|today|tomorrow)|(?:{SURE_DAY}) week",
)
_FORM = re.compile("|".join(FORMS))


def spelled(text: str) -> str:
    """Lower-cased time words with the names of days in full: "next fri" is "next friday"."""
    return _SHORT.sub(lambda m: next(day for day in DAY_NAMES if day.startswith(m[0][:3])), text)


def weekday_of(text: str, told: date, past: bool) -> date | None:
    """The day that lower-cased time words name, when they are one of FORMS; else None.

    "Two weeks today" is one to come; told of what is over it is how long that took.

    Args:
        told: the day it was said.
        past: whether a month without a year is the last one or the next.
    """
    if not _FORM.fullmatch(text):
        return None
    name = re.search(DAYS, text)
    if name is None:
        extra = timedelta(days=text.endswith("tomorrow"), weeks=_weeks(text))
        return None if past else told + extra
    weekday = DAY_NAMES.index(name[0])
    nth = re.match(rf"(?:the )?({_NTH}) (?:{DAYS}) (?:of|in) (.*)", text)
    if nth:
        return _nth(nth[1], weekday, nth[2], told, past)
    monday = told - timedelta(days=told.weekday())
    ahead = (weekday - told.weekday()) % 7 or 7
    weeks = _weeks(text)
    if text.endswith(" ago"):
        return told - timedelta(days=(told.weekday() - weekday) % 7 or 7, weeks=_counted(text) - 1)
    if " ago" in text or text.startswith("in "):
        weeks = weeks if text.startswith("in ") else -weeks
        return monday + timedelta(weeks=weeks, days=weekday)
    if " from " in text or " after " in text:
        return told + timedelta(days=ahead, weeks=weeks)
    which = re.search(rf"({_WHICH}) week", text)
    if which:
        step = {"last": -1, "this": 0, "next": 1}[which[1]]
        return monday + timedelta(weeks=step, days=weekday)
    return told + timedelta(days=ahead, weeks=weeks)


def _weeks(text: str) -> int:
    found = re.search(_WEEKS, text)
    return (_counted(found[0]) if found else 1) * (2 if "fortnight" in text else 1)


def _counted(words: str) -> int:
    return 1 if words.startswith("a ") and "couple" not in words else int(value(words) or 1)


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
