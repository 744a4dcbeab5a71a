"""Answers to questions of time: the words as told, the date they meant, and how far it is."""

from __future__ import annotations

import re
from datetime import datetime

from agent.dates import distance, find
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
_PAST = re.compile(r"\b(?:did|was|were|had|has|have|ago|since)\b", re.I)


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
    ago, year, exact, weekday = (p.search(question) for p in (_AGO, _YEAR, _EXACT, _WEEKDAY))
    if not (ago or year or exact or weekday or _DATE.search(question)):
        return answer, answer
    past = bool(_PAST.search(question))
    found = find(slot.text, slot.told_at, past, place)
    if found is None and (ago or year or exact or weekday):
        found = find(slot.text, slot.told_at, past)
    if found is None:
        return answer, answer
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
