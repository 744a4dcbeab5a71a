"""Which memories a command means: "forget my locker code", "what do you know about Anna?".

The words decide first: slots that hold every name and number of the phrase, or all of its content
words. Where no words meet, O reads for the phrase as a question, and what its chain of hops leads
to is meant. So "forget Anna's phone number" never takes Anna's birthday along,
and "everything about Anna" takes all that names her.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from agent.content import content_words
from agent.encoder import Encoder
from agent.output_map import Answering, OutputMap
from memory_store.slot import Slot, spoken

if TYPE_CHECKING:
    from memory_store import MemoryStore

_NEAREST = 50


def about(
    topic: str, everything: bool, store: MemoryStore, output: OutputMap, encoder: Encoder
) -> tuple[Slot, ...]:
    """Return the slots a phrase means, in told order; none when nothing fits.

    Args:
        topic: the words of the command that name what is meant; "" means all slots.
        everything: whether all that touches the topic is meant, or the one fact.
    """
    if not topic.strip():
        return store.slots()
    parts = [part for part in _AND.split(topic) if content_words(part)]
    if len(parts) > 1 and not _named(topic, store, _NEAREST):  # no one memory holds all of it
        each = {slot for part in parts for slot in _about(part, everything, store, output, encoder)}
        return tuple(sorted(each, key=lambda slot: slot.id))
    return _about(topic, everything, store, output, encoder)


_AND = re.compile(r"\s*(?:,|;|\band\b|\bas well as\b|\bincluding\b)\s*", re.IGNORECASE)


def _about(
    topic: str, everything: bool, store: MemoryStore, output: OutputMap, encoder: Encoder
) -> tuple[Slot, ...]:
    words = content_words(topic)
    named = _named(topic, store, len(store) if everything else _NEAREST)
    if everything and named:
        who = _who(topic, named, store, output, encoder)
        named += [slot for slot in _named(who, store, len(store)) if who and slot not in named]
        return tuple(sorted(named, key=lambda slot: slot.id))
    question = _asked(topic)
    answering = output.answer(question, encoder.encode([question])[0])
    if named:
        supports = [slot for slot in answering.supports if slot in named]
        return tuple(supports or named[:1])
    return _end_of_chain(words, answering)


def _asked(topic: str) -> str:
    """The phrase as a question, which is what O has learned to read for."""
    return f"{topic}?" if _ASKS.match(topic) else f"What is {topic}?"


_ASKS = re.compile(r"(?:who|what|when|where|which|whose|why|how)\b", re.IGNORECASE)


def _end_of_chain(words: frozenset[str], answering: Answering) -> tuple[Slot, ...]:
    """What a chain of hops that begins with the phrase's words leads to: of "my sister is Anna",
    "Anna lives in Rome" for "my sister's address" only the second is meant."""
    chain: list[Slot] = []
    for hop in answering.hops:
        slot, weight = hop.read[0]
        if words & _held(slot) and (weight >= _SURE or hop.number == 1):
            words |= _held(slot)
            chain.append(slot)
    answered = {answering.candidates[span.memory].id for span in answering.reading.spans}
    meant = [slot for slot in chain if slot.id in answered] or chain[-1:]
    return tuple(sorted(meant, key=lambda slot: slot.id))


def _who(
    topic: str,
    named: Sequence[Slot],
    store: MemoryStore,
    output: OutputMap,
    encoder: Encoder,
) -> str:
    """The name of "my sister", when one of the slots that name her says it for sure; else ""."""
    if not _RELATED.match(topic):
        return ""
    question = f"Who is {topic}?"
    answering = output.answer(question, encoder.encode([question])[0])
    spans = answering.reading.spans
    if len(spans) != 1 or not output.calibration.sure(answering.reading):
        return ""
    slot = answering.candidates[spans[0].memory]
    name = slot.text[spans[0].start : spans[0].end]
    return name if slot in named and _NAME.fullmatch(name) else ""


def spoken_of(question: str, slots: Sequence[Slot]) -> str:
    """The name that "her" or "it" stands for in a command: one in the question before it, or in the
    slots that were told or answered from last; "" when there is none."""
    meant = [words for slot in slots for _, _, words, _ in slot.meant]
    inside = [name for slot in slots for name in _NAME.findall(slot.text)]
    return next(iter([*_LATER_NAME.findall(question), *meant, *inside]), "")


_RELATED = re.compile(r"(?:my|our) \w+$", re.IGNORECASE)
_NAME = re.compile(r"\b(?!(?:I|My|The|A|An|Our|He|She|It|They|We|You)\b)[A-ZÀ-Þ][\w'’-]+")
_LATER_NAME = re.compile(rf"(?<=\s){_NAME.pattern}")


def _named(topic: str, store: MemoryStore, most: int) -> list[Slot]:
    """The slots that hold every content word of the phrase, of the `most` that match best."""
    words = content_words(topic)
    found = [i for i, _ in store.words(topic, most)]
    linked = [other for i in found for other in store.linked(i)]  # "she lives there now"
    slots = store.get(dict.fromkeys([*found, *linked]))
    return [slot for slot in slots if words and words <= _held(slot)]


def _held(slot: Slot) -> frozenset[str]:
    """The words of a slot that carry meaning, with who said it and whom its "she" stands for."""
    meanings = " ".join(meaning for _, _, meaning, _ in slot.meant)
    return content_words(f"{spoken(slot.text, slot.speaker)} {meanings}")


_SURE = 0.5
