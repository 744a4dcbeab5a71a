"""R's answers to questions of time that no one memory answers as it stands.

"The form is due two weeks before the tournament" answers "by what date?" once it is known when the
tournament is, which takes a hop of its own (`agent.time_hops`); the rest is arithmetic. So are when
a thing was over that began at noon and took an hour, how long it was from one time to another
(`agent.two_times`), and what a date became that was put off later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from agent.asked_time import AGO, EXACT, AskedTime, asked_time, only_day
from agent.content import content_words
from agent.dated import of_date
from agent.figures import Figure, in_words
from agent.lasting import lasting
from agent.output_map import Answering, WorkedOut
from agent.outright import day_told, days_of, tells_no_time, told_in
from agent.relative import Moment, Relative, moved, relatives
from agent.tense import of_the_past
from agent.time_hops import BEFORE, TimeHops, of_place, places
from agent.two_times import age_then, first_or_last, how_long
from memory_store.slot import Slot, told_order

# About what was, whatever was changed later.
_AS_IT_WAS = re.compile(
    r"\b(?:original\w*|first|before|old|meant|supposed|should|planned|used to|initial\w*)\b",
    re.I,
)
# Words of times and of putting off, which two memories share by chance.
_OF_TIMES = content_words(
    "time date day days week weeks month months year years hour hours minute minutes later earlier "
    "back forward pushed put moved brought start now then will would"
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A moment, the slot and the words that told it, and how, if that was by another time."""

    slot: Slot
    moment: Moment
    words: str
    relative: Relative | None = None


def work_out(answering: Answering, hops: TimeHops, now: datetime) -> WorkedOut | None:
    """The time that a question asks for, as far as it takes more than the words read; None when
    they tell it themselves, or something else is asked."""
    asked = asked_time(hops.question)
    try:
        said = first_or_last(hops) or age_then(hops)
        if said is None and asked == "length":
            said = how_long(answering, hops)
        if said is not None:
            return WorkedOut(said, said, tuple(hops.read))
        if asked in ("day", "clock") and answering.reading.spans:
            return _at(answering, asked, hops, now)
    except (ValueError, OverflowError):  # beyond the calendar
        pass
    return None


def _at(answering: Answering, asked: AskedTime, hops: TimeHops, now: datetime) -> WorkedOut | None:
    clock = asked == "clock"
    found = (
        _by_another(answering, clock, hops)
        or _by_length(answering, clock, hops)
        or _by_its_day(answering, clock, hops)
    )
    shifts = _shifts(answering, found, hops.question)
    if shifts and found is None:
        slot, start, end = places(answering)[0]
        told = told_in(slot.text, slot, (start, end), clock)
        found = _Found(slot, told, "") if told is not None else None
    if found is None:
        return None
    for shift, words in shifts:
        found = replace(found, moment=moved(found.moment, shift) or found.moment, words=words)
    return _worked_out(found, clock, hops, now)


def _by_another(answering: Answering, clock: bool, hops: TimeHops) -> _Found | None:
    """By a time that is told by another one."""
    met = ((slot, of_place(slot, start, end)) for slot, start, end in places(answering))
    slot, relative = next((pair for pair in met if pair[1]), _read_last(answering))
    moment = hops.resolved(slot, relative, clock) if relative is not None else None
    if relative is None or moment is None:
        return None
    return _Found(slot, moment, slot.text[relative.start : relative.end], relative)


def _by_length(answering: Answering, clock: bool, hops: TimeHops) -> _Found | None:
    """By when it began or ended, and how long it took."""
    if answering.reading.kind == "list":
        return None
    slot, start, end = places(answering)[0]
    found = lasting(hops.question, slot, (start, end), clock, hops.earlier(slot, BEFORE))
    return _Found(slot, *found) if found is not None else None


def _by_its_day(answering: Answering, clock: bool, hops: TimeHops) -> _Found | None:
    """By the only day that the memory names; what is told as over, without any time words,
    happened on the day it was told."""
    slot = places(answering)[0][0]
    if clock or answering.reading.kind == "list":
        return None
    days = days_of(slot.text, slot)
    wanted = EXACT.search(hops.question) or AGO.search(hops.question)
    if wanted and len(days) == 1 and days[0][2].precision == "day":
        start, end, when = days[0]
        return _Found(slot, Moment(when), slot.text[start:end])
    if of_the_past(hops.question) and tells_no_time(slot):
        return _Found(slot, Moment(day_told(slot)), "")
    return None


def _read_last(answering: Answering) -> tuple[Slot, Relative | None]:
    """The time told by another one in the slot read last, when the answer stands in one before:
    "I joined in 2011", and then "Four years after that they made me helm"."""
    last = answering.supports[-1]
    if any(slot.id == last.id for slot, _, _ in places(answering)) or days_of(last.text, last):
        return last, None
    return last, next((r for r in relatives(last.text) if not r.moved and not r.loose), None)


def _shifts(
    answering: Answering, found: _Found | None, question: str
) -> list[tuple[Relative, str]]:
    """By how much the time told was put off afterwards, in the same breath or later, each with its
    words."""
    if _AS_IT_WAS.search(question):
        return []
    slot = found.slot if found is not None else places(answering)[0][0]
    by_itself = found is None or found.relative is None
    own = [r for r in relatives(slot.text) if r.moved and by_itself]
    shifts = [(shift, slot.text[shift.start : shift.end]) for shift in own]
    about = content_words(question) | content_words(slot.text)
    for other in answering.candidates:
        if (
            told_order(other) <= told_order(slot)
            or not about & content_words(other.text) - _OF_TIMES
        ):
            continue
        shift = next((r for r in relatives(other.text) if r.moved or r.loose), None)
        if shift is not None and not shift.anchor:
            shifts.append((shift, other.text[shift.start : shift.end]))
    return shifts


def _worked_out(found: _Found, clock: bool, hops: TimeHops, now: datetime) -> WorkedOut | None:
    """A moment as the question wants it, with the words it was told by."""
    further, moment = tuple(hops.read), found.moment
    quoted = f" (“{found.words}”)" if found.words else ""
    relative = found.relative
    if clock or (relative is not None and relative.unit == "minutes"):
        if moment.clock is None or (not clock and only_day(hops.question)):
            return None
        answer = in_words(Figure(moment.clock, "clock", moment.words), hops.question)
        return WorkedOut(answer, f"{answer}{quoted}", further)
    if moment.when is None:
        return None
    if relative is not None and relative.season:
        answer = f"{relative.named.lower()} {moment.when.date.year}"
        return WorkedOut(answer, f"{answer}{quoted}", further)
    answer, said = of_date(moment.when, found.words, hops.question, now)
    return WorkedOut(answer, said, further)
