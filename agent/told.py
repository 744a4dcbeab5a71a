"""When a command says that its memories were told: "what did I tell you yesterday?".

Time words count so only where the command speaks of telling, and where they stand outside what it
names: "forget what I said about the concert on Friday" is about Friday's concert.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from agent.dates import mentions
from agent.happened import happened
from memory_store.slot import Period

_TELLING = re.compile(
    r"\b(?:I|we)\b.*\b(?:tell|told|say|said|mention(?:ed)?|shared?|talk(?:ed)?)\b"
    r"|\b(?:everything|anything|all|what(?:ever)?)\b.*\b(?:of|from|since)\W*$",
    re.IGNORECASE,
)
_SPAN = re.compile(r"\b(?:last|this) (?:week|weekend|spring|summer|autumn|fall|winter)\b", re.I)
_LED = re.compile(
    r"(?:\b(?:back|only|just|earlier|on|in|at|of|from|over|during|since|before|after|until|till|"
    r"up to)\s+)+(?:the\s+)?$",
    re.I,
)


class Told(NamedTuple):
    """A command without the words that say when its memories were told, and that time."""

    command: str
    when: Period


def told_when(command: str, topic: str, at: datetime) -> Told | None:
    """The time in which the memories that a command means were told; None when it names none.

    Args:
        topic: the words of the command that name what is meant.
        at: when it is said.
    """
    named = _place(command, topic)
    for start, end in _times(command, at):
        before = command[:start]
        inside = named[0] < start and end <= named[1] and not _only(topic, command[start:end])
        if inside or not _TELLING.search(before):
            continue
        when = happened(f"I told you {command[start:end]}", at)
        if when is not None:
            led = _LED.search(before)
            head = before[: led.start()] if led else before
            rest = f"{head.rstrip()} {command[end:].lstrip()}".strip()
            return Told(rest, _led(led[0].split()[0].lower() if led else "", when))
    return None


def _led(preposition: str, when: Period) -> Period:
    """The time that a preposition makes of days: "since Monday" has no end."""
    day = timedelta(days=1)
    match preposition:
        case "since":
            return Period(when.first, date.max)
        case "after":
            return Period(when.last + day, date.max)
        case "until" | "till" | "up":
            return Period(date.min, when.last)
        case "before":
            return Period(date.min, when.first - day)
    return when


def _times(command: str, at: datetime) -> list[tuple[int, int]]:
    """The places of time words: those of a day, a month or a year, and those of a longer span."""
    days = [(start, end) for start, end, _ in mentions(command, at, past=True)]
    return [*days, *(match.span() for match in _SPAN.finditer(command))]


def _place(command: str, topic: str) -> tuple[int, int]:
    start = command.find(topic) if topic else -1
    return (start, start + len(topic)) if start >= 0 else (0, 0)


def _only(topic: str, time: str) -> bool:
    """Whether a topic names no more than a time: "on Friday"."""
    return not _LED.sub("", topic.replace(time, "").strip() + " ").strip()
