"""Which sort of time a question asks for, by the few words that English asks it with."""

from __future__ import annotations

import re
from typing import Literal

AskedTime = Literal["day", "clock", "length"]

AGO = re.compile(
    r"\bhow (?:long|many (?P<unit>day|week|month|year)s)(?: \w+){0,3}? (?:ago|since|until|till)\b",
    re.I,
)
UP_TO_NOW = re.compile(
    r"\bhow old (?:is|are|am|['’]s)\b|\bhow long (?:have|has|['’]s|['’]ve)\b", re.I
)
EXACT = re.compile(
    r"\b(?:which|what|the) (?:\w+ ){,2}date\b|^date\b|\bdate\W*(?:please\W*)?$", re.I
)
_LENGTH = re.compile(
    r"\bhow (?:long|late|early|many (?:minute|min|hour|hr|day|night|week|month|year)s?|much "
    r"(?:longer|later|earlier|sooner|time))\b",
    re.I,
)
_CLOCK = re.compile(
    r"\b(?:what|wat|which) ?(?:time|hour|o['’]?clock)\b|\bwhat['’]?s the time\b", re.I
)
_DAY = re.compile(
    r"\bwhens?\b|\b(?:what|wat|which|the|exact|latest|by|on)['’]?s? (?:\w+ )?"
    r"(?:date|day|year|month|weekday)\b",
    re.I,
)
_WHILE = re.compile(r"\bwhen (?:i|we|you|he|she|it|they|the|my|our|his|her|their)\b", re.I)
_ONLY_DAY = re.compile(r"\b(?:dates?|day|weekday|year|month)\b", re.I)


def asked_time(question: str) -> AskedTime | None:
    """The sort of time asked for; None when something else is. "How long ago" asks for a day."""
    if AGO.search(question):
        return "day"
    if _LENGTH.search(question):
        return "length"
    if _CLOCK.search(question):
        return "clock"
    day = _DAY.search(question)
    if day is None:
        return "day" if EXACT.search(question) else None
    # "Who was there when the fog came?" asks for nothing of the kind.
    return None if day.start() and _WHILE.match(question, day.start()) else "day"


def only_day(question: str) -> bool:
    """Whether a clock time would be no answer: "what date", "which day"."""
    return bool(_ONLY_DAY.search(question))
