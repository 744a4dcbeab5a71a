"""When what a sentence tells of happened, or will: worked out when told, kept with its slot.

An interval of days: "yesterday" is one day, "last summer" three months, "in 2019" a year. What
comes again and again ("every Tuesday") and what has no time words have none.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import partial

from agent.dates import When, mentions, months_on
from agent.tense import of_the_past
from agent.weekdays import DAYS
from memory_store.slot import Period

_AGAIN = re.compile(
    r"\b(?:every|each|always|usually|normally|weekly|monthly|yearly|daily|regularly|most|"
    rf"(?:{DAYS})s)\b",
    re.I,
)
_SPAN = re.compile(
    r"\b(?P<which>last|this|next|coming) (?P<what>week|weekend|spring|summer|autumn|fall|winter)\b",
    re.I,
)
# First months of the northern seasons, three months each.
_SEASONS = {"winter": 12, "spring": 3, "summer": 6, "autumn": 9, "fall": 9}


def happened(text: str, told_at: datetime) -> Period | None:
    """The time that `text` tells of, from the first to the last it names; None when vague.

    What holds "since 2019" or "until May" has no end or no beginning.

    Args:
        told_at: when it was told; "yesterday" counts from there.
    """
    if _AGAIN.search(text):
        return None
    try:
        return _told_of(text, told_at)
    except (ValueError, OverflowError):  # it ends beyond the calendar: "December 9999"
        return None


def asked_about(question: str, now: datetime) -> Period | None:
    """The time a question is limited to: "what did I do last weekend?"; None for "since 2019".

    Args:
        now: when it is asked.
    """
    return None if _BEYOND.search(question) else happened(question, now)


def time_words(text: str, told_at: datetime) -> list[tuple[int, int]]:
    """Where the words stand that `happened` goes by, in their order."""
    found = [(start, end) for start, end, _ in mentions(text, told_at, partial(of_the_past, text))]
    span = _SPAN.search(text)
    return found or ([span.span()] if span else [])


_BEYOND = re.compile(
    r"\b(?:since|before|after|until|till|by|from|between|how (?:long|old)|ago)\b", re.I
)


def _told_of(text: str, told_at: datetime) -> Period | None:
    past = partial(of_the_past, text)
    found = [(start, _period(when)) for start, _, when in mentions(text, told_at, past)]
    if len(found) == 1:
        start, period = found[0]
        return _bounded(period, text[:start])
    if found:
        return Period(min(p.first for _, p in found), max(p.last for _, p in found))
    span = _SPAN.search(text)
    if span is None:
        return None
    which, what = span["which"].lower(), span["what"].lower()
    return _named(which, what, told_at.date(), past(*span.span()))


_SINCE = re.compile(r"\b(?:since|from)\W*$", re.I)
_UNTIL = re.compile(r"\b(?:until|till?)\W*$", re.I)


def _bounded(period: Period, before: str) -> Period:
    if _SINCE.search(before):
        return Period(period.first, date.max)
    return Period(date.min, period.last) if _UNTIL.search(before) else period


def _period(when: When) -> Period:
    day = when.date.date()
    if when.precision == "day":
        return Period(day, day)
    if when.precision == "month":
        first = day.replace(day=1)
        return Period(first, months_on(first, 1) - timedelta(days=1))
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


def _named(which: str, what: str, told: date, past: bool) -> Period:
    """A week from Monday on, its weekend, or a season: the one of `told`, before or after it."""
    step = {"last": -1, "this": 0}.get(which, 1)
    if what.startswith("week"):
        monday = told - timedelta(days=told.weekday()) + timedelta(weeks=step)
        return Period(monday + timedelta(days=5 if what == "weekend" else 0), monday + timedelta(6))
    first = date(told.year - (told.month < _SEASONS[what]), _SEASONS[what], 1)  # the latest begun
    over = months_on(first, 3) <= told
    year = {"last": 0 if over else -1, "this": 1 if over and not past else 0}.get(which, 1)
    first = first.replace(year=first.year + year)
    return Period(first, months_on(first, 3) - timedelta(days=1))
