"""Time words that mean no one day, only some around the day they were told: "last week", "a few
months ago". Months later "last week" would mislead, so it becomes "the week before 9 June 2023".
"""

from __future__ import annotations

import re
from datetime import datetime

_WORDS = re.compile(
    r"\b(?:(?P<which>last|this past|past|this|next|coming) (?P<what>week(?:end)?)"
    r"|(?P<over>over|at|on) the weekend"
    r"|(?P<few>a few|several|some) (?P<unit>day|week|month|year)s ago"
    r"|(?P<other>the other day))\b",
    re.IGNORECASE,
)
_SIDES = {"this": "of", "next": "after", "coming": "after"}


def around(text: str, told_at: datetime, past: bool, within: tuple[int, int]) -> str | None:
    """What the vague time words at `within` mean, by the day they were told; None without any.

    Args:
        past: whether the text tells of the past, so that "at the weekend" is the last one.
        within: the characters of `text` that they must overlap.
    """
    for match in _WORDS.finditer(text):
        if match.end() > within[0] and match.start() < within[1]:
            return _by_the_day(match, told_at, past)
    return None


def _by_the_day(match: re.Match[str], told_at: datetime, past: bool) -> str:
    year = str(told_at.year)
    month = f"{told_at.strftime('%B')} {year}"
    day = f"{told_at.day} {month}"
    if match["other"]:
        return f"a few days before {day}"
    if match["few"]:
        told = {"month": month, "year": year}.get(match["unit"].lower(), day)
        return f"{match['few'].lower()} {match['unit'].lower()}s before {told}"
    if match["over"]:
        return f"the weekend {'before' if past else 'after'} {day}"
    side = _SIDES.get(match["which"].lower(), "before")
    return f"the {match['what'].lower()} {side} {day}"
