"""Clock times in a text, with the half of the day that the words around them tell.

`agent.amounts` finds those that are sure ("9:15", "half five", "7 pm"); here "at nine" is one too,
and "six yesterday evening" is 18:00.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from agent.amounts import CLOCK, amounts
from agent.numerals import value

_HOUR = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[1-9]|1[0-2]"
_PART_AFTER = r"(?:yesterday|this|tomorrow|last|in the|on \w+|today|tonight|every|each|\w+day)"
_PART_OF_DAY = (
    r"(?:(?:yesterday|this|tomorrow|last|in the) (?:morning|afternoon|evening|night)|tonight)"
)
_THEN = "and|but|so|to|till?|until|for|with|sharp|because|when|i|we|they|he|she"
_BARE = re.compile(
    rf"\b(?:at|by|from|until|till?|since|about|around|before|after) (?P<hour>{_HOUR})\b"
    rf"(?=\s*(?:$|[.,;!?)–—]|\b(?:{_THEN})\b|{_PART_AFTER}\b))"
    rf"|\b(?P<then>{_HOUR})(?= {_PART_OF_DAY}\b)",
    re.I,
)
_MORNING = re.compile(r"\bmorning\b", re.I)
_LATER = re.compile(r"\b(?:afternoon|evening|tonight)\b", re.I)
_NIGHT = re.compile(r"\bnight\b", re.I)
_HALF = re.compile(r"[ap]\.?m\b|\b(?:0\d|1[3-9]|2[0-3])[:.]\d\d", re.I)
_TWELVE = re.compile(r"noon|midday|midnight", re.I)
_AROUND = 24  # characters beside a clock time in which the part of the day is told


class ClockTime(NamedTuple):
    """`text[start:end]` is `words`, so many minutes after midnight; `told_half` when the words
    beside them say which half of the day."""

    start: int
    end: int
    minutes: int
    words: str
    told_half: bool


def clock_times(text: str) -> Iterator[ClockTime]:
    """The clock times of a text, in its order."""
    found = [(a.start, a.end, int(a.value)) for a in amounts(text) if a.kind == CLOCK]
    for match in _BARE.finditer(text):
        start, end = match.span("hour" if match["hour"] else "then")
        if not any(s < end and start < e for s, e, _ in found):
            found.append((start, end, 60 * int(value(text[start:end]) or 0)))
    found.sort()
    for n, (start, end, minutes) in enumerate(found):
        since = max(start - _AROUND, found[n - 1][1] if n else 0)
        until = min(end + _AROUND, found[n + 1][0] if n + 1 < len(found) else len(text))
        words = text[start:end]
        later, told = _half(words, minutes, text[since:start], text[end:until])
        yield ClockTime(start, end, (minutes + later) % (24 * 60), words, told)


def _half(words: str, minutes: int, before: str, after: str) -> tuple[int, bool]:
    """Minutes to add for the half of the day, and whether the words beside it tell that."""
    if _HALF.search(words):
        return 0, False
    if _TWELVE.search(words):
        return 0, True
    for beside in (after.split(",")[0], before):
        if _MORNING.search(beside):
            return (-720 if minutes >= 720 else 0), True
        if _LATER.search(beside) or (_NIGHT.search(beside) and minutes >= 240):
            return 720 if minutes < 720 else 0, True
        if _NIGHT.search(beside):
            return 0, True
    return 0, False
