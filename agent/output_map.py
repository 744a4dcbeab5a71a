"""O, the output map: which memories support an answer, hop by hop.

Two stages. First the whole memory is searched: hop 1 with the learned match (an inner product,
so FAISS computes the arg max) and by exact words (BM25), the two hash functions of Weston et al.
2014, section 3.3, joined by a learned score (`agent.fusion`). What hop 1 found is searched from
again (hop 2), and what was told just before and after it, or linked with it when told, comes along.
Second, the reader reads the few candidates together, word by word, and makes the actual chain of
hops (`agent.reading`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agent.attributes import of_the_asked
from agent.engine_names import EngineName
from agent.engines import Carried
from agent.fusion import Fusion, fuse
from agent.match import Match
from agent.outdated import answered_from, listed_still, outdated
from agent.packing import room, token_count
from agent.reading import Calibration, Reading, read
from agent.reply import Hop
from agent.story import Told
from memory_store.slot import Period, Slot, told_order

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from agent.reader import Reader
    from memory_store import MemoryStore

    Vector = NDArray[np.float32]

_DEEP = 40  # how far down each ranking is looked
_STARTS = 3  # from how many of hop 1's slots hop 2 searches on
_NEIGHBOURED = 4  # of how many slots the neighbours come along
_OF_TIME = 6  # how many slots of the time asked about come along
_FOLLOWED = 6  # how many slots come along for this question and the last one together
MAX_CANDIDATES = 20
_READ_AGAIN = 5  # of how many candidates, when they were searched for, the best are read again


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as typed, and its sentence vector (d,)."""

    text: str
    vector: Vector


@dataclass(frozen=True, slots=True)
class Focus:
    """Where the last turn looked, by slot id, and the kernel that moves it (NTM)."""

    weights: Mapping[int, float]
    kernel: tuple[float, float, float]

    def over(self, slots: Sequence[Slot]) -> Carried:
        """The focus as weights of these slots."""
        return Carried(tuple(self.weights.get(slot.id, 0.0) for slot in slots), self.kernel)


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """A time worked out: the short answer, what is said, and the further hops it took."""

    answer: str
    said: str
    further: tuple[Answering, ...] = ()


@dataclass(frozen=True, slots=True)
class Answering:
    """O's and R's work on one question: candidates in told order, what was read in them, and what
    was worked out from it (`agent.chronology`)."""

    candidates: tuple[Slot, ...]
    reading: Reading
    confidence: float
    hops: tuple[Hop, ...]
    worked: WorkedOut | None = None

    @property
    def supports(self) -> tuple[Slot, ...]:
        """The slots read, in hop order."""
        return tuple(self.candidates[i] for i in self.reading.supports)


class OutputMap:
    """Find candidates in the store and read them. Changes nothing."""

    def __init__(
        self,
        store: MemoryStore,
        match: Match,
        fusion: Fusion,
        reader: Reader,
        calibration: Calibration,
    ) -> None:
        self._store = store
        self._match = match
        self._fusion = fusion
        self._reader = reader
        self.calibration = calibration

    def answer(
        self,
        question: str,
        vector: Vector,
        *,
        previous: Asked | None = None,
        carried: Sequence[int] = (),
        engine: EngineName = "default",
        focus: Focus | None = None,
        period: Period | None = None,
        without: Collection[int] = (),
    ) -> Answering:
        """Answer a question.

        Args:
            question: as typed.
            vector: (d,) its sentence vector.
            previous: the question before it in this conversation, for "and his phone number?".
            carried: slots in last turn's focus; they are candidates again (NTM's carry).
            engine: how O points at the candidates.
            focus: weights of slots from the last turn and where to move them, for NTM.
            period: the time asked about, if the question names one.
            without: slots that are not read, by id.
        """
        if focus is not None:  # what lies beside the focus can be shifted to
            beside = [s.id for i in carried[-1:] for s in self._store.neighbours(i, 1, 1)]
            carried = [*carried, *beside]
        if period is not None:
            carried = [*carried, *self._store.of_time(period, _OF_TIME)]
        slots = self.candidates(question, vector, previous=previous, carried=carried)
        searched = len(slots) < len(self._store)
        slots = of_the_asked(question, tuple(s for s in slots if s.id not in without))
        if period is not None:
            slots = _of_time(slots, period)
        before = previous.text if previous else ""
        reading = self._read(slots, question, before, engine, focus)
        if searched and len(slots) > _READ_AGAIN and reading.hops:
            slots = _best(slots, reading, _READ_AGAIN)
            reading = self._read(slots, question, before, engine, focus)
        reading = listed_still(question, slots, reading)
        if newer := outdated(question, slots, reading):
            # Where Joe was last is still where he left the milk: only what took its place counts.
            kept = tuple(slot for slot in slots if slot.id not in newer)
            again = self._read(kept, question, before, engine, focus)
            if answered_from(kept, again, newer.values()):
                slots, reading = kept, again
        confidence = self.calibration.confidence(reading)
        return Answering(slots, reading, confidence, _hops(slots, reading))

    def _read(
        self,
        slots: Sequence[Slot],
        question: str,
        previous: str,
        engine: EngineName,
        focus: Focus | None,
    ) -> Reading:
        told = [Told(slot.text, slot.speaker, slot.told_at) for slot in slots]
        brought = focus.over(slots) if focus is not None else None
        return read(self._reader, told, question, previous, engine, brought)

    def candidates(
        self,
        question: str,
        vector: Vector,
        *,
        previous: Asked | None = None,
        carried: Sequence[int] = (),
    ) -> tuple[Slot, ...]:
        """The few slots worth reading, in told order; all of them when the memory is small.

        "And his job?" is searched for as it is, and together with the question before it.
        """
        tokens = room(question, previous.text if previous else "")
        if len(self._store) <= MAX_CANDIDATES:
            everything = self._fitting((slot.id for slot in self._store.slots()), tokens)
            if len(everything) == len(self._store):
                return everything
        ranked = [slot for slot, _ in self.search(question, vector, _DEEP)]
        second: list[list[int]] = []
        for start in ranked[:_STARTS]:
            found = self._store.vectors([start])[0]
            key = self._match.next_key(vector, found)
            second.append([i for i, _ in self._store.nearest(key, MAX_CANDIDATES)])
            text = self._store.get([start])[0].text
            second.append([i for i, _ in self._store.words(text, MAX_CANDIDATES)])
        near = [
            slot.id
            for start in ranked[:_NEIGHBOURED]
            for slot in self._store.neighbours(start, 1, 1)
        ]
        joined = [i for i, _ in fuse(second)]
        linked = [i for start in ranked[:_NEIGHBOURED] for i in self._store.linked(start)]
        both: list[int] = []
        if previous:
            together = f"{previous.text} {question}"
            both = [i for i, _ in self.search(together, previous.vector + vector, _FOLLOWED)]
        first = [*carried, *ranked[:6], *both, *linked[:4], *near[:6], *joined[:6]]
        return self._fitting([*first, *ranked[6:], *joined], tokens)

    def search(self, text: str, vector: Vector, k: int) -> list[tuple[int, float]]:
        """Hop 1 over everything: slot ids with fused scores, best first."""
        return self._fusion.search(self._store, self._match.key(vector), text, k)

    def _fitting(self, ids: Iterable[int], tokens: int) -> tuple[Slot, ...]:
        """The first of `ids` that fit into so many tokens, without repeats, in told order."""
        chosen: dict[int, Slot] = {}
        for slot in self._store.get(dict.fromkeys(ids)):
            cost = token_count(Told(slot.text, slot.speaker))
            if cost <= tokens:
                chosen[slot.id] = slot
                tokens -= cost
            if len(chosen) == MAX_CANDIDATES:
                break
        return tuple(sorted(chosen.values(), key=told_order))


def _best(slots: tuple[Slot, ...], reading: Reading, most: int) -> tuple[Slot, ...]:
    """What was read and, up to so many in all, what the first hop thought likeliest, in told order.

    Among twenty the reader is less sure than among a few, and takes a rival sooner.
    """
    likely = sorted(range(len(slots)), key=lambda i: -reading.hops[0].weights[i])
    kept = dict.fromkeys((*reading.supports, *likely[:most]))
    return tuple(slots[i] for i in sorted(list(kept)[: max(most, len(reading.supports))]))


def _of_time(slots: tuple[Slot, ...], period: Period) -> tuple[Slot, ...]:
    """Without those that tell of another time, if some tell of this one: "last weekend" was
    another day when it was told a month ago."""
    if not any(slot.happened and slot.happened.meets(period) for slot in slots):
        return slots
    return tuple(s for s in slots if s.happened is None or s.happened.meets(period))


def _hops(slots: Sequence[Slot], reading: Reading) -> tuple[Hop, ...]:
    hops = []
    read_before: set[int] = set()
    for number, hop in enumerate(reading.hops, start=1):
        others = [
            (slots[i], weight)
            for i, weight in enumerate(hop.weights)
            if i != hop.chosen and i not in read_before
        ]
        others.sort(key=lambda pair: -pair[1])
        read_before.add(hop.chosen)
        chosen = ((slots[hop.chosen], hop.weights[hop.chosen]),)
        hops.append(Hop(number, chosen, tuple(others[:8])))
    return tuple(hops)
