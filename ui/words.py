"""Wording shared by the screen, the plain chat and the command line."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

from agent.reply import Reply
from memory_store.slot import Slot

MUTED = "$foreground-muted"  # in a Content; $text-muted is for stylesheets alone
_UNSEEN = {"Cc", "Cs"}
_BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def safe(text: str) -> str:
    """`text` with what could steer a terminal made visible as �.

    These are control characters (escapes among them), halves of surrogate pairs, and marks that
    reverse the order of letters on the screen. New lines stay, a tab becomes a blank, and every
    character keeps its place.
    """
    return "".join(
        "�" if c != "\n" and (c in _BIDI or unicodedata.category(c) in _UNSEEN) else c
        for c in text.replace("\t", " ")
    )


def one_line(text: str) -> str:
    """`safe` text where a line is one thing: new lines become blanks."""
    return safe(" ".join(text.split("\n")))


def counted(memories: int) -> str:
    """How many memories: 1 memory, 1,234 memories."""
    return "1 memory" if memories == 1 else f"{memories:,} memories"


def os_problem(error: OSError) -> str:
    """What the system says about a file, in one line: its name, then what is wrong."""
    return ": ".join(str(part) for part in (error.filename, error.strerror or error) if part)


def day(at: datetime) -> str:
    """A moment in the person's form: 3 March 2026, 09:00."""
    return f"{at.day} {at:%B %Y, %H:%M}"


def told(slot: Slot) -> str:
    """When and by whom a memory was told, and of what time."""
    who = "" if slot.speaker == "user" else f" by {one_line(slot.speaker)}"
    return f"told {day(slot.told_at)}{who}{_happened(slot)}"


def _happened(slot: Slot) -> str:
    """The time a memory tells of, where it names one."""
    if slot.happened is None:
        return ""
    first, last = slot.happened
    if last == date.max:
        return f", since {first.day} {first:%B %Y}"
    if first == date.min:
        return f", until {last.day} {last:%B %Y}"
    if first == last:
        return f", of {first.day} {first:%B %Y}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f", of {first.year}"
    if first.day == 1 and (first.year, first.month) == (last.year, last.month):
        return f", of {first:%B %Y}"
    return f", of {first.day} {first:%B %Y} to {last.day} {last:%B %Y}"


def meanings(slot: Slot) -> list[str]:
    """What a memory's pointing words were taken to stand for, one a line, and what it judges."""
    lines = [
        f"“{one_line(slot.text[start:end])}” = {one_line(words)} (#{source})"
        for start, end, words, source in slot.meant
    ]
    for title, sign in (("liked", True), ("disliked", False)):
        named = [one_line(slot.text[a:b]) for a, b, liked in slot.judged if liked is sign]
        if named:
            lines.append(f"{title}: {', '.join(named)}")
    return lines


def understood(reply: Reply) -> list[str]:
    """What was made of what was told, one a line."""
    lines = [line for slot in reply.stored for line in meanings(slot)]
    return lines + [f'no longer so: "{one_line(s.text)}" (#{s.id})' for s in reply.superseded]


def evidence_lines(reply: Reply) -> list[str]:
    """What the answer stands on, and what was made of what was told, one a line."""
    hop_of = {slot.id: hop.number for hop in reply.hops for slot, _ in hop.read}
    lines = []
    for slot in reply.evidence:
        hop = f", hop {hop_of[slot.id]}" if slot.id in hop_of else ""
        lines.append(f'  ← "{one_line(slot.text)}" ({told(slot)}{hop})')
        lines += [f"    {line}" for line in meanings(slot)]
    if reply.kind == "unknown":
        lines += [
            f'  nearest, not an answer: "{one_line(s.text)}" ({told(s)})' for s in reply.nearest
        ]
    return lines + [f"  {line}" for line in understood(reply)]
