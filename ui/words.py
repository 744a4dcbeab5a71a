"""Wording shared by the screen, the plain chat and the command line."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from agent.reply import Reply
from memory_store.slot import Slot


def safe(text: str) -> str:
    """`text` with control characters (terminal escapes among them) made visible as �."""
    return "".join("�" if unicodedata.category(c) == "Cc" and c != "\n" else c for c in text)


def day(at: datetime) -> str:
    """A moment in the person's form: 3 March 2026, 09:00."""
    return f"{at.day} {at:%B %Y, %H:%M}"


def told(slot: Slot) -> str:
    """When and by whom a memory was told."""
    who = "" if slot.speaker == "user" else f" by {safe(slot.speaker)}"
    return f"told {day(slot.told_at)}{who}"


def evidence_lines(reply: Reply) -> list[str]:
    """One line for each memory the answer stands on, with the hop that read it."""
    hop_of = {slot.id: hop.number for hop in reply.hops for slot, _ in hop.read}
    lines = []
    for slot in reply.evidence:
        hop = f", hop {hop_of[slot.id]}" if slot.id in hop_of else ""
        lines.append(f'  ← "{safe(slot.text)}" ({told(slot)}{hop})')
    return lines
