"""What a later memory made untrue is not answered as if it still held.

The reader chooses by what it has learned of "now" and "no longer"; but when G has seen that one
memory revises words of another, those words answer only questions about the past.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from agent.reading import Reading
from agent.story import Span
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
    return {slots[span.memory].id: newer for span, newer in _gone(slots, reading)}


def listed_still(question: str, slots: Sequence[Slot], reading: Reading) -> Reading:
    """A list without the parts that a later memory took off it; as it is when none is left, or for
    a question about the past."""
    if reading.kind != "list" or _OF_THE_PAST.search(question):
        return reading
    gone = {span for span, _ in _gone(slots, reading)}
    left = tuple(span for span in reading.spans if span not in gone)
    return replace(reading, spans=left) if left else reading


def _gone(slots: Sequence[Slot], reading: Reading) -> Iterator[tuple[Span, int]]:
    """The spans over words that another of `slots` made untrue, each with the newer one's id."""
    there = {slot.id for slot in slots}
    for span in reading.spans:
        for start, end, newer in slots[span.memory].outdated:
            if newer in there and span.start < end and start < span.end:
                yield span, newer


def answered_from(slots: Sequence[Slot], reading: Reading, ids: Collection[int]) -> bool:
    """Whether all words of an answer stand in slots of these ids."""
    return bool(reading.spans) and all(slots[span.memory].id in ids for span in reading.spans)
