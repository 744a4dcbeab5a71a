"""Days of a fixed date that go by a name, and seasons counted back: "two summers ago"."""

from __future__ import annotations

import re
from datetime import datetime

from agent.numerals import value

_FEASTS = {
    "new year's day": (1, 1), "valentine's day": (2, 14), "halloween": (10, 31),
    "christmas eve": (12, 24), "christmas day": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31),
}  # fmt: skip
_BY_LETTERS = {name.replace("'", ""): day for name, day in _FEASTS.items()}
FEASTS = "|".join(_FEASTS).replace("'", "['’]?")
# The first month in which a season's last return is this year's.
_OVER = {"winter": 3, "easter": 5, "spring": 6, "summer": 9, "autumn": 12, "christmas": 13}
_SEASON = rf"(?:{'|'.join(_OVER)})(?:s|es)?"
_MANY = r"an?|\d+|two|three|four|five|six|seven|eight|nine|ten"
SEASONS = rf"(?:{_MANY}) {_SEASON} ago|(?:last|this|next) christmas"
_BACK = re.compile(rf"(?P<many>{_MANY}) (?P<season>{'|'.join(_OVER)})(?:s|es)? ago")
_CHRISTMAS = re.compile(r"(?P<which>last|this|next) christmas")


def holiday(text: str, told_at: datetime, past: bool) -> datetime | None:
    """The day that lower-cased words name when they are one of FEASTS, the year's first or
    Christmas when one of SEASONS; else None.

    Args:
        past: whether a feast is the last one or the next.
    """
    day = _BY_LETTERS.get(re.sub("['’]", "", text))
    if day is not None:
        here = datetime(told_at.year, *day)
        if past:
            return here if here <= told_at else here.replace(year=here.year - 1)
        return here if here.date() >= told_at.date() else here.replace(year=here.year + 1)
    if christmas := _CHRISTMAS.fullmatch(text):
        last = told_at.year - (told_at.month < 12)
        return datetime(last + {"last": 0, "this": 1, "next": 1}[christmas["which"]], 12, 25)
    if back := _BACK.fullmatch(text):
        many = 1 if back["many"].startswith("a") else int(value(back["many"]) or 1)
        over = told_at.month >= _OVER[back["season"]]
        return datetime(told_at.year - many + over, 1, 1)
    return None
