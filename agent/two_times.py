"""Questions of two times: how long from one to the other, which came first, how old somebody was.

Either both were read, or each that the question names is asked for (`agent.time_hops`).
"""

from __future__ import annotations

import re

from agent.apart import apart, order
from agent.asked_time import UP_TO_NOW
from agent.clocks import clock_times
from agent.figures import in_words
from agent.output_map import Answering
from agent.outright import day_told, times_of
from agent.perspective import flip
from agent.quantities import lengths
from agent.relative import Moment
from agent.time_hops import TimeHops, places

_VERB = r"(?:did|was|were|is|are|am|does|do|will|has|have|had|to)"
_BETWEEN = re.compile(
    r"\b(?:after|before|since|from|between) (?P<one>.+?) "
    rf"(?:{_VERB}|and|till?|until) (?P<other>.+)",
    re.I,
)
_FROM_TO = re.compile(
    r"\bhow (?:long|many \w+) (?:did|was|were|had|is) (?P<other>.+?) "
    r"(?:when|by the time|after|before) (?P<one>.+)",
    re.I,
)
_EITHER = re.compile(
    r"\b(?:which|what)\b.*?"
    r"\b(?P<which>first|last|earlier|earliest|later|latest|sooner|soonest)\b"
    r"[^,:]*?[,:] (?P<one>[^,]+?),? or (?P<other>[^,?]+)",
    re.I,
)
_BEFORE_OR_AFTER = re.compile(
    r"\b(?:did|does|do|was|were|is|are|am|had|has|have|will) (?P<one>.+?) "
    r"(?:before or after|after or before) (?P<other>[^?]+)",
    re.I,
)
_HOW_OLD = re.compile(
    r"\bhow old (?:was|were|is|am|are|will|would) (?P<who>.+?) "
    r"(?:be )?(?:when|by the time|at the time of) (?P<then>[^?]+)",
    re.I,
)
_SHORT = re.compile(r"\b(?:hour|minute|min|hr)s?\b", re.I)
_SINCE = re.compile(r"\bsince (?:the )?$", re.I)


def first_or_last(hops: TimeHops) -> str | None:
    """Which of two times named in the question comes first or last, or whether one comes before or
    after the other; None when that is not asked, or unknown."""
    asked = _EITHER.search(hops.question) or _BEFORE_OR_AFTER.search(hops.question)
    if asked is None:
        return None
    names = asked["one"], asked["other"]
    for clock in (False, True):
        one, other = (hops.of(name, clock) for name in names)
        sooner = order(one, other) if one and other else None
        if sooner is not None:
            break
        hops.read.clear()
    else:
        return None
    which = asked.groupdict().get("which")
    if which is None:
        return "before" if sooner < 0 else "after"
    last = which.lower() in ("last", "later", "latest")
    return flip(names[(sooner > 0) != last], begins=False)


def age_then(hops: TimeHops) -> str | None:
    """How old somebody was when something happened, in years; None when that is not asked, or
    unknown."""
    asked = _HOW_OLD.search(hops.question)
    if asked is None:
        return None
    born = hops.asked(f"When was {asked['who']} born?", False)
    then = hops.of(asked["then"], False)
    if not (born and then and born.when and then.when):
        return None
    day, other = born.when.date, then.when.date
    years = other.year - day.year
    whole = "year" in (born.when.precision, then.when.precision)
    if not whole and (other.month, other.day) < (day.month, day.day):
        years -= 1
    return str(years) if years >= 0 else None


def how_long(answering: Answering, hops: TimeHops) -> str | None:
    """How long from one time to another, when the answer is no length of time itself; None when
    it is, or the times are unknown."""
    if UP_TO_NOW.search(hops.question) or not answering.reading.spans:
        return None
    if answering.reading.kind not in ("span", "number") or _is_length(answering):
        return None
    both = _two_read(answering) or _two_asked(hops)
    long = apart(*both) if both is not None else None
    return None if long is None else in_words(long, hops.question)


def _is_length(answering: Answering) -> bool:
    """Whether the answer is a length of time, or a number of them, already."""
    reading = answering.reading
    if reading.figure is not None:
        if reading.figure.kind != "number":
            return reading.figure.value > 0 and reading.figure.kind not in ("day", "clock")
        clocks = (any(clock_times(slot.text[a:b])) for slot, a, b in places(answering))
        return reading.figure.value > 0 and not (len(reading.spans) == 2 and all(clocks))
    slot, start, end = places(answering)[0]
    return any(s < end and start < e for s, e, _ in lengths(slot.text))


def _two_read(answering: Answering) -> tuple[Moment, Moment] | None:
    """The two times told in what was read, if there are just two; of one "since" when, the other
    is the day it was told."""
    found = [moment for slot in answering.supports for moment in times_of(slot)]
    if len(found) == 2:
        return found[0], found[1]
    slot, start, _ = places(answering)[0]
    if len(found) == 1 and _SINCE.search(slot.text, 0, start):
        return found[0], Moment(day_told(slot))
    return None


def _two_asked(hops: TimeHops) -> tuple[Moment, Moment] | None:
    """The two times that the question names: "how many days after the swarm did I move it?"."""
    named = _BETWEEN.search(hops.question) or _FROM_TO.search(hops.question)
    if named is None:
        return None
    clock = bool(_SHORT.search(hops.question))
    one = hops.of(named["one"], clock)
    other = hops.of(named["other"], clock) if one is not None else None
    return (one, other) if one is not None and other is not None else None
