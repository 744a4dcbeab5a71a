"""What a time holds: "what's on this week?", "what have I got on Wednesday?".

Such a question names nothing but a time, so no memory is nearer to it than another; all that tell
of that time are the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from agent.clocks import clock_times
from agent.happened import time_words
from agent.perspective import flip
from memory_store.slot import Period, Slot, spoken

MOST = 60  # memories looked through
_LISTED = 12
_LONGEST = timedelta(days=62)  # of a year, or of all since 2019, too much would be told
_ASKS = re.compile(r"\b(?:what(?:['’]?s)?|anything|something|which|am i|are we|do i|do we)\b", re.I)
_GENERAL = frozenset(
    "what whats what's is are am was were do does did have had has got get there anything "
    "something on in at for of up coming next going to happening happen happened planned plan "
    "plans due doing done free busy i we me us my our the a and so ok then this that it diary "
    "calendar agenda schedule scheduled rota look like".split()
)
_WORD = re.compile(r"[\w'’]+")


def names_only(period: Period, question: str, now: datetime) -> bool:
    """Whether a question names nothing but the time that it asks about."""
    if not _ASKS.search(question) or period.last - period.first > _LONGEST:
        return False
    bare = question
    for start, end in reversed(time_words(question, now)):
        bare = f"{bare[:start]} {bare[end:]}"
    words = {word.lower().replace("’", "'") for word in _WORD.findall(bare)}
    return not words - _GENERAL


def soonest(slots: Iterable[Slot]) -> list[Slot]:
    """The slots that still hold and tell of a time, not of all since or until one, the soonest
    first."""
    held = [
        slot
        for slot in slots
        if slot.superseded_by is None
        and slot.happened is not None
        and slot.happened.last - slot.happened.first <= _LONGEST
    ]
    return sorted(held, key=_when)


def listed(slots: Sequence[Slot], period: Period) -> str:
    """The slots in words, each with its day where the period has several."""
    lines = []
    for slot in slots[:_LISTED]:
        text = spoken(slot.text, slot.speaker)
        if slot.speaker == "user":
            text = flip(text, begins=True)
            text = text[:1].upper() + text[1:]
        day = slot.happened.first if slot.happened else period.first
        one = period.first == period.last or slot.happened is None
        lines.append(text if one else f"{day:%A} {day.day} {day:%B}: {text}")
    if len(slots) > _LISTED:
        lines.append(f"And {len(slots) - _LISTED} more.")
    return "\n".join(lines)


def _when(slot: Slot) -> tuple[str, int, int]:
    clock = next((time.minutes for time in clock_times(slot.text)), 24 * 60)
    return (slot.happened.first.isoformat() if slot.happened else "", clock, slot.id)
