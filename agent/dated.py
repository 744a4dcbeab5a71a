"""Answers to questions of time: the words as told, the date they meant, and how far it is."""

from __future__ import annotations

import re
from datetime import datetime

from agent.dates import When, distance, find
from agent.tense import of_the_past
from agent.vague import around
from memory_store.slot import Slot

_TOLD = re.compile(r"\bwhen did (?:i|we) (?:tell|say|mention|last tell|last mention)\b", re.I)
_AGO = re.compile(
    r"\bhow (?:long|many (?P<unit>day|week|month|year)s)(?: \w+){0,3}? (?:ago|since|until|till)\b",
    re.I,
)
_WEEKDAY = re.compile(r"\b(?:which|what) (?:day of the week|weekday)\b", re.I)
_YEAR = re.compile(r"\b(?:which|what) year\b", re.I)
_DATE = re.compile(r"\b(?:which|what|the|on) (?:day|date|month)\b|\bwhen\b|\bwhens\b", re.I)
_EXACT = re.compile(r"\b(?:which|what|the) date\b", re.I)


def dated(
    answer: str, slot: Slot, place: tuple[int, int], question: str, now: datetime
) -> tuple[str, str]:
    """The short answer and what is said, with the date worked out when `question` asks about time.

    Otherwise both are `answer` as it is.

    Args:
        answer: the words R selected in `slot`, at the characters `place` of its text.
        slot: relative words count from when it was told.
        now: when the question is asked.
    """
    if _TOLD.search(question):
        told = f"{slot.told_at.day} {slot.told_at.strftime('%B %Y')}"
        return told, told
    past = of_the_past(slot.text)
    if _UP_TO_NOW.search(question):
        return _up_to_now(answer, find(slot.text, slot.told_at, past, place), question, now)
    ago, year, exact, weekday = (p.search(question) for p in (_AGO, _YEAR, _EXACT, _WEEKDAY))
    if not (ago or year or exact or weekday or _DATE.search(question)):
        return answer, answer
    found = find(slot.text, slot.told_at, past, place)
    if found is None and (ago or year or exact or weekday):
        found = find(slot.text, slot.told_at, past)
    if found is None:
        vague = around(slot.text, slot.told_at, past, place)
        return (vague, f"{answer} ({vague})") if vague else (answer, answer)
    words, when = found
    if ago:
        far = distance(when, now, (ago["unit"] or "").lower())
        return far, f"{far} ({when})"
    if weekday and when.precision == "day":
        name = when.date.strftime("%A")
        return name, f"{name} ({when})"
    if year:
        return str(when.date.year), str(when.date.year)
    if str(when.date.year) in words:
        return answer, answer
    if exact:
        return str(when), f"{when}, {distance(when, now)} (“{words}”)"
    return str(when), f"{answer} ({when}, {distance(when, now)})"


_OLD = re.compile(r"\bhow old\b", re.I)
_UP_TO_NOW = re.compile(
    r"\bhow old (?:is|are|am|['’]s)\b|\bhow long (?:have|has|['’]s|['’]ve)\b", re.I
)
_SINCE_WHEN = re.compile(r"\d{4}|\bago\b|\blast\b|\byesterday\b", re.I)


def _up_to_now(
    answer: str, found: tuple[str, When] | None, question: str, now: datetime
) -> tuple[str, str]:
    """An age, or how long something has lasted, from the day it began; `answer` as it is when that
    is no day gone by, or one of an unknown year."""
    if (
        found is None
        or not _SINCE_WHEN.search(found[0])
        or found[1].date > now.replace(tzinfo=None)
    ):
        return answer, answer
    when = found[1]
    if _OLD.search(question):
        age = distance(when, now, "year").removesuffix(" ago")
        age = age.removesuffix(" years").removesuffix(" year")
        return age, f"{age} (from {when})"
    long = distance(when, now).removesuffix(" ago")
    return long, f"{long} (since {when})"
