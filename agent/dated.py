"""Answers to questions of time: the words as told, the date they meant, and how far it is."""

from __future__ import annotations

import re
from datetime import datetime
from functools import partial

from agent.asked_time import AGO, EXACT, UP_TO_NOW, asked_time
from agent.dates import MONTHS, When, distance, find, how_far
from agent.tense import of_the_past
from agent.vague import around
from memory_store.slot import Slot

_TOLD = re.compile(r"\bwhen did (?:i|we) (?:tell|say|mention|last tell|last mention)\b", re.I)
_WEEKDAY = re.compile(r"\b(?:which|what) (?:day of the week|weekday)\b", re.I)
_YEAR = re.compile(r"\b(?:which|what) year\b", re.I)
_MONTH = re.compile(r"\b(?:which|what) (?:\w+ )?month\b", re.I)
# Words that name a day whenever they are said, and those that say how far it is from then.
_NAMES = re.compile(rf"\d.*\b(?:{MONTHS})\b|\b(?:{MONTHS})\b.*\d", re.I)
_SAYS_HOW_FAR = re.compile(r"\b(?:ago|yesterday|today|tonight|tomorrow|from now)\b|^in ", re.I)


def dated(
    answer: str, slot: Slot, place: tuple[int, int], question: str, now: datetime
) -> tuple[str, str]:
    """The short answer and what is said, with the date worked out when `question` asks about time.

    Otherwise the short answer is `answer` as it is, and what is said has the date only where the
    words, told on another day, would mislead: "tomorrow".

    Args:
        answer: the words R selected in `slot`, at the characters `place` of its text.
        slot: relative words count from when it was told.
        now: when the question is asked.
    """
    if _TOLD.search(question):
        told = f"{slot.told_at.day} {slot.told_at.strftime('%B %Y')}"
        return told, told
    past = partial(of_the_past, slot.text)
    if UP_TO_NOW.search(question):
        return _up_to_now(answer, find(slot.text, slot.told_at, past, place), question, now)
    ago, year, exact, weekday = (p.search(question) for p in (AGO, _YEAR, EXACT, _WEEKDAY))
    found = find(slot.text, slot.told_at, past, place)
    if not (ago or year or exact or weekday or asked_time(question) == "day"):
        return answer, _glossed(answer, found, slot, now)
    if found is None and (ago or year or exact or weekday):
        found = find(slot.text, slot.told_at, past)
    if found is None:
        vague = around(slot.text, slot.told_at, past(*place), place)
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
        quoted = "" if _NAMES.search(words) else f" (“{words}”)"
        return str(when), f"{when}, {how_far(when, now)}{quoted}"
    return str(when), _with_date(answer, found, slot, now)


def of_date(when: When, words: str, question: str, now: datetime) -> tuple[str, str]:
    """The short answer and what is said for a date worked out from `words`, as `question` wants it:
    the date, its weekday, month or year, or how far it is."""
    quoted = f" (“{words}”)" if words and not _NAMES.search(words) else ""
    if ago := AGO.search(question):
        far = distance(when, now, (ago["unit"] or "").lower())
        return far, f"{far} ({when})"
    if _WEEKDAY.search(question) and when.precision == "day":
        return f"{when.date:%A}", f"{when.date:%A} ({when})"
    if _YEAR.search(question):
        return str(when.date.year), f"{when.date.year}{quoted}"
    if _MONTH.search(question):
        return f"{when.date:%B %Y}", f"{when.date:%B %Y}{quoted}"
    return str(when), f"{when}, {how_far(when, now)}{quoted}"


def _glossed(answer: str, found: tuple[str, When] | None, slot: Slot, now: datetime) -> str:
    """The answer, with the date if its words named a day by the one they were told on."""
    same_day = slot.told_at.date() == now.date()
    if found is None or same_day or found[1].precision != "day" or _NAMES.search(found[0]):
        return answer
    whole = found[0].lower() in answer.lower()
    return _with_date(answer, found, slot, now) if whole else answer


def _with_date(answer: str, found: tuple[str, When], slot: Slot, now: datetime) -> str:
    """The answer with the date it means and how far that is, less what its words say already."""
    words, when = found
    far = how_far(when, now)
    at = answer.lower().find(words.lower())
    if at >= 0 and _NAMES.search(words):
        end = at + len(words)
        comma = "," if words[-1].isdigit() and not words[0].isdigit() else ""
        return f"{answer[:end]}{comma} {when.date.year}{answer[end:]} ({far})"
    says_how_far = _SAYS_HOW_FAR.search(words) and slot.told_at.date() == now.date()
    return f"{answer} ({when})" if says_how_far else f"{answer} ({when}, {far})"


_OLD = re.compile(r"\bhow old\b", re.I)
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
