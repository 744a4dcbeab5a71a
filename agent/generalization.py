"""G, the generalization map: what a new slot means for the memory it joins.

The plain write of Weston et al. 2014, m_H(x) = I(x), comes first and is never held up. Then the new
slot is read together with what it may touch: the words in it that point elsewhere ("she", "there")
are linked with what they stand for, and words told earlier that it makes untrue are linked with it,
kept and dated. Unsure means neither; nothing that was typed is altered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from math import exp
from typing import TYPE_CHECKING

from agent.attributes import attribute, replaces, unlike
from agent.lists import taken_off
from agent.packing import room, token_count
from agent.reading import NOTHING_READ, Reading, read
from agent.references import Correction, at_odds, change_question, correction, pointing, question
from agent.reply import Opinion
from agent.sentences import plain
from agent.story import Told
from memory_store.slot import Link, Place, Slot, SlotDraft, told_order

if TYPE_CHECKING:
    from agent.output_map import OutputMap, Vector
    from agent.reader import Reader
    from memory_store import MemoryStore

_RECENT = 5  # slots told just before, where pronouns mostly point
_LISTED = 20  # slots that may name a thing that comes off a list
_SIMILAR = 4  # slots like the new one, which it may change
_ALIKE = 0.5  # cosine from which two slots may speak of the same thing
_ADDS = re.compile(r"\b(?:also|too|as well|besides|in addition)\b", re.IGNORECASE)
_MOST_WORDS = 4  # pointing words looked into in one slot
_THERE = 0.5  # how sure the reader must be that there is an answer
_REFERS = 0.3  # and of the very words that "she" stands for; "Rex" and "my dog" share their shares
_CORRECTS = re.compile(r"(?:no|nope|wait|sorry|actually|correction|i mean|scratch that)\b", re.I)


class Generalization:
    """Link new slots with older ones."""

    def __init__(self, store: MemoryStore, output: OutputMap, reader: Reader) -> None:
        self._store = store
        self._output = output
        self._reader = reader

    def retold(self, draft: SlotDraft, vector: Vector) -> Slot | None:
        """The slot that already says just this, if nothing like it was told since.

        Told again after something else ("Oslo", "Rome", "Oslo") it is news, and a slot of its own;
        so is what happened at another time ("this morning", told on another day), and what points
        at something told elsewhere ("she"), which may be another by now.
        """
        if correction(draft.text):
            return None
        ids = [i for i, _ in self._store.words(draft.text, _SIMILAR)]
        same = [s for s in self._store.get(ids) if plain(s.text) == plain(draft.text)]
        same = [s for s in same if s.speaker == draft.speaker and s.superseded_by is None]
        same = [s for s in same if s.happened == draft.happened]
        if not same:
            return None
        slot = max(same, key=lambda s: s.id)
        inside = {(start, end) for start, end, _, to in slot.meant if to == slot.id}
        if set(pointing(draft.text)) - inside and slot != self._store.last(1)[0]:
            return None
        near = self._store.nearest(vector, _SIMILAR)
        since = any(i > slot.id and score > _ALIKE for i, score in near)
        return None if since else slot

    def organise(self, slot: Slot, vector: Vector) -> tuple[Link, ...]:
        """Find and write the links of a slot just added. Returns the new ones.

        Args:
            vector: (d,) of the slot's text, to find what it is like.
        """
        if fix := self._correction(slot):
            return fix
        recent = [s.id for s in self._store.neighbours(slot.id, _RECENT, 0)]
        links: list[Link] = []
        for start, end in islice(pointing(slot.text), _MOST_WORDS):
            links += self._refers(slot, start, end, recent)
        if erased := self._erased(slot):
            self._store.link([*links, *erased])
            return (*links, *erased)
        similar = [i for i, _ in self._output.search(slot.text, vector, _SIMILAR + 1)]
        referred = [link.to.slot_id for link in links]
        links += self._revises(slot, dict.fromkeys([*similar, *referred, *recent[-3:]]))
        if links:
            self._store.link(links)
            for link in links:
                if link.kind == "revises":
                    self._store.supersede(link.to.slot_id, slot.id)
        return tuple(links)

    def _erased(self, slot: Slot) -> list[Link]:
        """Links to what this slot takes off a list told before; the rest of the list stands."""
        off = taken_off(slot.text)
        if off is None:
            return []
        whole = Place(slot.id, 0, len(slot.text))
        links = []
        for name in off.names:
            held = re.compile(rf"\b{re.escape(name)}s?\b", re.IGNORECASE)
            told = self._store.get(
                i for i, _ in self._store.words(f"{name} {name}s", _LISTED) if i < slot.id
            )
            for earlier in told:
                found = held.search(earlier.text)
                if found and off.of & set(plain(earlier.text).split()):
                    links.append(Link("revises", whole, Place(earlier.id, *found.span())))
        return links

    def judge(self, slot: Slot, opinions: Sequence[Opinion]) -> None:
        """Keep with a slot just added what it likes and dislikes."""
        links = []
        for start, end, liked in opinions:
            here = Place(slot.id, start, end)
            links.append(Link("likes" if liked else "dislikes", here, here))
        if links:
            self._store.link(links)

    def _correction(self, slot: Slot) -> tuple[Link, ...]:
        """ "No, she is Maria": the latest "she" is linked with Maria, from now on."""
        said = correction(slot.text)
        if said is None or not (said.sure or self._spoken_of(slot, said)):
            return ()
        word, start, end, _ = said
        for earlier in reversed(self._store.neighbours(slot.id, _RECENT, 0)):
            for at, to in pointing(earlier.text):
                if earlier.text[at:to].lower() == word.lower():
                    self._store.unlink(earlier.id, "refers", at)
                    here = Place(slot.id, start, end)
                    link = Link("refers", Place(earlier.id, at, to), here)
                    self._store.link([link])
                    return (link,)
        return ()

    def _spoken_of(self, slot: Slot, said: Correction) -> bool:
        """Whether an earlier memory holds the words that a correction names."""
        named = slot.text[said.start : said.end]
        found = self._store.get(i for i, _ in self._store.words(named, _SIMILAR) if i < slot.id)
        held = re.compile(rf"\b{re.escape(named)}\b", re.IGNORECASE)
        return any(held.search(earlier.text) for earlier in found)

    def _refers(self, slot: Slot, start: int, end: int, others: Sequence[int]) -> list[Link]:
        asked = question(slot.text, start, end)
        slots = self._fitting(slot, others, room(asked))
        reading = self._ask(slots, asked)
        if exp(reading.evidence[2]) < _REFERS:
            return []
        return [
            Link("refers", Place(slot.id, start, end), place)
            for place in _places(reading, slots)
            if place.slot_id != slot.id or place.end <= start or place.start >= end
            if not at_odds(slot.text[start:end], place, slots)
        ]

    def _revises(self, slot: Slot, others: dict[int, None]) -> list[Link]:
        if _ADDS.search(slot.text):
            return []
        asked = change_question(slot.text)
        slots = self._fitting(slot, others, room(asked))
        if len(slots) < 2:
            return []
        reading = self._ask(slots, asked)
        over = {s.id for s in slots if _over(s) and s.happened != slot.happened}
        if over and _CORRECTS.match(slot.text):
            over = set()
        whole = Place(slot.id, 0, len(slot.text))
        new = attribute(slot.text)
        named = {s.id: attribute(s.text) for s in slots}
        said = [
            Place(i, old.start, old.end)
            for i, old in named.items()
            if old is not None and i < slot.id and replaces(new, old)
        ]
        read_of = [
            place
            for place in _places(reading, slots)
            if place.slot_id < slot.id
            and place.slot_id not in over
            and place.slot_id not in {place.slot_id for place in said}
            and not unlike(new, named[place.slot_id])
            and self._alike(place.slot_id, slot.id)
        ]
        return [Link("revises", whole, place) for place in (*said, *read_of)]

    def _alike(self, one: int, other: int) -> bool:
        """Whether two slots may speak of the same thing: the reader alone marks too much."""
        first, second = self._store.vectors([one, other])
        return float(first @ second) >= _ALIKE

    def _ask(self, slots: Sequence[Slot], asked: str) -> Reading:
        """What is read there; nothing when there hardly is an answer, or it is no words of theirs.

        Confidence in an answer counts its edges, which matter little here; so it is not asked.
        """
        reading = read(self._reader, [Told(s.text, s.speaker, s.told_at) for s in slots], asked)
        there = exp(reading.evidence[0] + reading.evidence[1]) >= _THERE
        return reading if there and reading.kind in ("span", "list") else NOTHING_READ

    def _fitting(
        self, slot: Slot, others: Sequence[int] | dict[int, None], tokens: int
    ) -> tuple[Slot, ...]:
        """The slot and those of `others` that fit one reading beside it, in told order."""
        chosen = {slot.id: slot}
        tokens -= token_count(Told(slot.text, slot.speaker))
        for other in self._store.get(i for i in others if i != slot.id):
            cost = token_count(Told(other.text, other.speaker))
            if cost <= tokens:
                chosen[other.id] = other
                tokens -= cost
        return tuple(sorted(chosen.values(), key=told_order))


def _over(slot: Slot) -> bool:
    """Whether it told of what was over by then: another gym visit does not undo the last one.

    A whole year tells too little: the car "from 2015" is still there.
    """
    if slot.happened is None:
        return False
    first, last = slot.happened
    return last < slot.told_at.date() and (last - first).days not in (364, 365)


def _places(reading: Reading, slots: Sequence[Slot]) -> list[Place]:
    return [Place(slots[s.memory].id, s.start, s.end) for s in reading.spans]
