"""What a later memory made untrue is not answered as if it still held.

The reader chooses by what it has learned of "now" and "no longer"; but when G has seen that one
memory revises words of another, those words answer only questions about the past.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from agent.reading import Reading
from memory_store.slot import Slot

_OF_THE_PAST = re.compile(
    r"\b(?:was|were|wasn't|weren't|did|didn't|had|used to|before|previous\w*|former\w*|old|first|"
    r"original\w*|earlier|until|till|ever|last)\b",
    re.IGNORECASE,
)


def outdated(question: str, slots: Sequence[Slot], reading: Reading) -> dict[int, int]:
    """The slots that a reading of `slots` answers from although another of them made those words
    untrue, each with the newer one, by id; none for a question about the past."""
    if _OF_THE_PAST.search(question):
        return {}
    there = {slot.id for slot in slots}
    return {
        slots[span.memory].id: newer
        for span in reading.spans
        for start, end, newer in slots[span.memory].outdated
        if newer in there and span.start < end and start < span.end
    }


def answered_from(slots: Sequence[Slot], reading: Reading, ids: Collection[int]) -> bool:
    """Whether all words of an answer stand in slots of these ids."""
    return bool(reading.spans) and all(slots[span.memory].id in ids for span in reading.spans)
