"""Times told by when a thing began and how long it took: "at noon, and stood still for six hours".

What is asked is the other end of it: when it was over, when it should have been, since when.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from agent.dates import When, months_on
from agent.numerals import value
from agent.outright import day_told, days_of, told_in
from agent.quantities import Quantity, lengths
from agent.relative import Moment, Relative, moved
from memory_store.slot import Slot

_END = re.compile(
    r"\b(?:end|ends|ended|ending|finish\w*|over|done|stop\w*|until|till|ready|arriv\w*|land(?:s|ed)?|"
    r"(?:get|gets|got|be|was|were) (?:in|there|to)|again|home|back|off ?stage|last day|"
    r"cooled|hand(?:ed)? (?:it |the \w+ )?in|wrap\w*)\b",
    re.I,
)
_BEGIN = re.compile(r"\b(?:start\w*|beg[aiu]n\w*|set off|kick\w* off|open\w*|put on)\b", re.I)
_PLANNED = re.compile(r"\b(?:should|supposed|meant|due|planned|scheduled|asked|wanted)\b", re.I)
_LATE = re.compile(r" (?:too )?(?P<side>late|early)\b", re.I)
_ELSEWHERE = re.compile(r" (?:ago|before|after|later|earlier|from|old|late|early)\b", re.I)
_SINCE = re.compile(
    r"(?:\b(?:have|has|been)\b|['’](?:ve|s)\b).*\bfor (?:about |over |nearly |almost )?$", re.I
)
_SO_FAR = re.compile(
    r" (?:with|at|in|on|as|of|since|sober|clean|together)\b.*\b(?:today|now|already)\b", re.I
)
_TURNS = re.compile(r"\b(?:turn(?:s|ed|ing)?) (?P<age>[\w-]+)", re.I)
_CAME = re.compile(r"\b(?:born|birth|found\w*|start\w*|open\w*|set up|began|begin|built)\b", re.I)
_NEAR = 30  # characters before a time in which its verb stands


def lasting(
    question: str,
    slot: Slot,
    place: tuple[int, int],
    clock: bool,
    before: Sequence[Slot] = (),
) -> tuple[Moment, str] | None:
    """The moment asked for and the words that tell it by a length of time; None when none do.

    Args:
        place: the answer's words in `slot`.
        clock: a clock time is asked for, not a day.
        before: what was told before it, the latest first: "I lit it at six." "It takes nine hours."
    """
    return (
        _late(question, slot, clock)
        or _other_end(question, slot, place, clock, before)
        or (None if clock else _since(question, slot, place) or _turned(question, slot))
    )


def _other_end(
    question: str, slot: Slot, place: tuple[int, int], clock: bool, before: Sequence[Slot]
) -> tuple[Moment, str] | None:
    """When what began then and took so long was over, or the other way round."""
    kinds = ("minutes",) if clock else ("days", "months")
    long = [x for x in lengths(slot.text) if x[2].kind in kinds]
    long = [x for x in long if not _ELSEWHERE.match(slot.text, x[1])]
    if len(long) != 1:
        return None
    start, end, length = long[0]
    base = told_in(slot.text, slot, place, clock) or told_in(slot.text, slot, None, clock)
    if base is None:
        told = (told_in(earlier.text, earlier, None, clock) for earlier in before)
        base = next((moment for moment in told if moment is not None), None)
    if base is None:
        return None
    tells_end = bool(_END.search(slot.text, max(0, place[0] - _NEAR), place[0]))
    if _END.search(question) and not tells_end:
        sign = 1
    elif _BEGIN.search(question) and tells_end:
        sign = -1
    else:
        return None
    return _by(base, start, end, length, sign, slot)


def _late(question: str, slot: Slot, clock: bool) -> tuple[Moment, str] | None:
    """When it should have been, if it was so much late."""
    if not _PLANNED.search(question):
        return None
    for start, end, length in lengths(slot.text):
        side = _LATE.match(slot.text, end)
        base = told_in(slot.text, slot, None, clock)
        if side and base is not None:
            sign = -1 if side["side"].lower() == "late" else 1
            return _by(base, start, side.end(), length, sign, slot)
    return None


def _since(question: str, slot: Slot, place: tuple[int, int]) -> tuple[Moment, str] | None:
    """Since when, if it had lasted so long on the day it was told."""
    for start, end, length in lengths(slot.text):
        here = start < place[1] and place[0] < end
        lasted = _SINCE.search(slot.text, 0, start) or _SO_FAR.match(slot.text, end)
        if here and lasted and length.kind in ("days", "months"):
            told = day_told(slot)
            if length.kind == "months":
                told = When(told.date, "month" if length.value % 12 else "year")
            return _by(Moment(told), start, end, length, -1, slot)
    return None


def _turned(question: str, slot: Slot) -> tuple[Moment, str] | None:
    """The year that somebody was born in who turned so old."""
    turns = _TURNS.search(slot.text)
    age = value(turns["age"]) if turns else None
    if turns is None or age is None or not _CAME.search(question):
        return None
    days = days_of(slot.text, slot)
    when = days[0][2] if days else day_told(slot)
    day = months_on(when.date.date(), -12 * int(age))
    return Moment(When(datetime(day.year, day.month, day.day), "year")), turns[0]


def _by(
    base: Moment, start: int, end: int, length: Quantity, sign: int, slot: Slot
) -> tuple[Moment, str] | None:
    found = moved(base, Relative(start, end, length.kind, sign * length.value, ""))
    return None if found is None else (found, slot.text[start:end])
