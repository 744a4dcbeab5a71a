"""Times told by another one: "two weeks before the tournament", "an hour later", "the day we met".

Finding the words and moving a time by them is done here; what the other time is takes a hop of its
own (`agent.chronology`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from agent.dates import MONTHS, When, months_on
from agent.quantities import lengths
from agent.weekdays import DAY_NAMES, DAYS

_DAY = 24 * 60
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_PART = r"(?:day|night|morning|afternoon|evening|week|weekend|fortnight|month|year)"
_SIDE = r"before|after|later|earlier|sooner|from|past|following|on from"
# A sentence's rest up to where another clause may begin.
_REST = (
    r"(?P<anchor>(?:[^.,;:!?–—()…]|[.:,](?=\d))*?)"
    r"(?=$|[.,;:!?–—()…](?!\d)|\s(?:and|but|so|because)\b)"
)
_AFTER_LENGTH = re.compile(rf",?(?: or so| to the day)? (?P<side>{_SIDE})\b(?: than)?{_REST}", re.I)
_NEXT_TO = re.compile(
    rf"\b(?:the|that) (?:very )?(?P<named>{_PART}|{'|'.join(_SEASONS)}|{MONTHS}|{DAYS}) "
    rf"(?P<side>before|after|following)\b{_REST}",
    re.I,
)
_SAME = re.compile(
    rf"\b(?:the|that) (?:very )?same (?P<named>{_PART})\b(?: (?:as|that|when|of|with)\b)?{_REST}"
    rf"|\bthe (?P<day>day|night|week|weekend|month|year)(?: of| that| when)? "
    rf"(?!before|after|following|of\b|in\b|at\b|is\b|was\b)(?P<on>\w(?:[^.,;:!?–—()…])*)",
    re.I,
)
_THAN = frozenset({"later", "earlier", "sooner"})
_BACK = frozenset({"before", "earlier", "sooner"})
_POINTS_BACK = re.compile(
    r"\W*(?:(?:that|this|then|it|which|these|those)"
    r"(?: (?:with|at|in|on|for|by|to|from|again|too|so|as|not|only|one|time|date|day)\b.*)?"
    r"|(?:the )?(?:first|last|previous|other|one before)(?: (?:one|time|lot|go))?|)\W*$",
    re.I,
)
_NOW = re.compile(r"(?:now|today|tomorrow|tonight|yesterday|here)\b", re.I)
# "Pushed back by a week", "postponed a week", "an hour later than planned".
_PUT_OFF = re.compile(
    r"\b(?:(?:push|put|mov|shov|shift|bring|brought|set|knock|slip|bump|held|hold|pull|"
    r"chang|resched|delay|postpon)\w*\b(?: [\w'’]+){,6}? "
    r"(?:back|forwards?|(?<!set )off|by)(?: by)?"
    r"|(?:delay|postpon|late|early)\w*(?: [\w'’]+)?)(?: (?:exactly|another|about|just|a full))? $",
    re.I,
)
_THAN_PLANNED = re.compile(
    r" (?:later|earlier|sooner) than (?:plan|usual|expect|sched|normal|they (?:said|told)|it was)",
    re.I,
)
_FROM_NOW = re.compile(r" (?:ago|before|after|from|old)\b", re.I)
# "The day after we move out | I'm going kayaking": where the sentence's own subject begins.
_OTHER_SUBJECT = re.compile(r"(?<=\w )(?:i|we|they|he|she)\b(?:['’]\w+)? .*$", re.I)
_FORWARD = re.compile(r"\b(?:forward|forwards|earlier|early|sooner|up)\b", re.I)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, a clock time, or both.

    clock   minutes since midnight, None when unknown
    words   the words of the clock time as told, whose manner an answer keeps
    """

    when: When | None
    clock: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Relative:
    """`text[start:end]` tells a time by another one.

    unit     "minutes", "days" or "months" of `amount`, below 0 when it lies before the other one
    named    a season, month or weekday it falls on, the next or the last from there: "the spring
             after"; else ""
    anchor   the words for the other time; "" when it is the one spoken of just before
    moved    what was put off: the other time is the one it had before
    loose    "later" or "earlier" with no other time named: maybe than just told, maybe than planned
    """

    start: int
    end: int
    unit: str
    amount: float
    anchor: str
    named: str = ""
    moved: bool = False
    loose: bool = False

    @property
    def season(self) -> bool:
        """Whether it names a season, of which only the year is known."""
        return self.named.lower() in _SEASONS


def relatives(text: str) -> Iterator[Relative]:
    """All times in `text` that are told by another one, in its order of kinds, not of places."""
    for start, end, length in lengths(text):
        side = _AFTER_LENGTH.match(text, end)
        planned = _THAN_PLANNED.match(text, end)
        put_off = _PUT_OFF.search(text, 0, start) and not _FROM_NOW.match(text, end)
        if planned or put_off:
            sign = -1 if _FORWARD.search(text[max(0, start - 40) : end + 20]) else 1
            yield Relative(start, end, length.kind, sign * length.value, "", moved=True)
        elif side and not _NOW.match(side["anchor"].strip()):
            sign = -1 if side["side"].lower() in _BACK else 1
            anchor = _anchor(side["anchor"], _opens(text, start))
            loose = not anchor and side["side"].lower() in _THAN
            yield Relative(start, side.end(), length.kind, sign * length.value, anchor, loose=loose)
    for match in _NEXT_TO.finditer(text):
        if _NOW.match(match["anchor"].strip()):
            continue
        sign = -1 if match["side"].lower() in _BACK else 1
        unit, many, name = _unit(match["named"].lower())
        anchor = _anchor(match["anchor"], _opens(text, match.start()))
        yield Relative(*match.span(), unit, sign * many, anchor, name)
    for match in _SAME.finditer(text):
        words = match["anchor"] if match["named"] else match["on"]
        yield Relative(*match.span(), "days", 0, _anchor(words, _opens(text, match.start())))


def _unit(named: str) -> tuple[str, float, str]:
    if named in ("week", "weekend", "fortnight"):
        return "days", 14 if named == "fortnight" else 7, ""
    if named in ("month", "year"):
        return "months", 12 if named == "year" else 1, ""
    if re.fullmatch(_PART, named):
        return "days", 1, ""
    return "days", 1, named  # amount is but the direction


def _opens(text: str, start: int) -> bool:
    """Whether what stands there opens a sentence, so that its own subject follows."""
    return text[:start].rstrip()[-1:] in ("", ".", "!", "?", ";", ",", ":", "…", "–", "—")


def _anchor(words: str, opens: bool) -> str:
    if opens:
        words = _OTHER_SUBJECT.sub("", words, count=1)
    return "" if _POINTS_BACK.match(words) else words.strip()


def moved(base: Moment, by: Relative) -> Moment | None:
    """The moment that lies so far from `base`; None when it does not tell enough for that."""
    if by.unit == "minutes":
        if base.clock is None:
            return None
        total = base.clock + round(by.amount)
        when = base.when
        if when is not None and not 0 <= total < _DAY:
            when = When(when.date + timedelta(days=total // _DAY), when.precision)
        return Moment(when, total % _DAY, base.words)
    if base.when is None:
        return None
    day, precision = base.when.date, base.when.precision
    if by.named:
        return _next_named(base.when, by.named.lower(), 1 if by.amount > 0 else -1)
    if by.unit == "months":
        if precision == "year" and by.amount % 12:
            return None
        shifted = months_on(day.date(), int(by.amount))
        return Moment(When(datetime(shifted.year, shifted.month, shifted.day), precision))
    if precision != "day" and by.amount:
        return None
    return Moment(When(day + timedelta(days=by.amount), precision), base.clock, base.words)


def _next_named(when: When, name: str, step: int) -> Moment | None:
    """The first such weekday, month or season after `when`, or the last before it."""
    day = when.date
    if name in DAY_NAMES:
        if when.precision != "day":
            return None
        apart = (DAY_NAMES.index(name) - day.weekday()) % 7 or 7
        return Moment(When(day + timedelta(days=apart if step > 0 else apart - 7 or -7), "day"))
    month = _SEASONS.get(name) or _month(name)
    if when.precision == "year":
        return Moment(When(datetime(day.year + step, month, 1), "month"))
    later = (month > day.month) if step > 0 else (month < day.month)
    year = day.year + (0 if later else step)
    return Moment(When(datetime(year, month, 1), "month"))


def _month(name: str) -> int:
    return 1 + next(n for n, month in enumerate(_SHORT_MONTHS) if name.startswith(month))


_SHORT_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
