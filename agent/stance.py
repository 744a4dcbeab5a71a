"""Yes and no about likes: "did I enjoy the second act?", from the opinions kept with slots.

The question supposes an opinion too ("enjoy" that it is liked); when a slot that O read judges the
same thing, yes and no follow from the two signs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from agent.targets import content_words
from memory_store.slot import Opinion, Slot

Finder = Callable[[str], tuple[Opinion, ...]]


def stance(question: str, read: Iterable[Slot], find: Finder) -> tuple[bool, Slot] | None:
    """Whether what the question supposes is so, and the slot that says so; None when it supposes
    no opinion, or none of the slots read judges what it asks about.

    Args:
        find: finds the opinions of a sentence (`agent.opinions`); asked only when some slot
            holds any.
    """
    judging = [slot for slot in read if slot.opinions]
    supposed = find(question) if judging else ()
    if len(supposed) != 1:
        return None
    about = content_words(question[supposed[0].start : supposed[0].end])
    for slot in reversed(judging):
        for start, end, liked in slot.opinions:
            if about & content_words(slot.text[start:end]):
                return liked == supposed[0].liked, slot
    return None
