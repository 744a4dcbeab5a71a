"""Hops to further times: when was the other thing, by which this one is told?

It is asked of the memory like any question, which reads slots of its own and may hang on a further
time in its turn. What is near at hand comes first: a time told just before, in the same memory or
in the last few.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from agent.output_map import Answering
from agent.outright import day_told, days_of, last_told_in, told_in
from agent.relative import Moment, Relative, moved, relatives
from agent.tense import of_the_past
from memory_store.slot import Slot

# Answers a question without the slots of these ids.
Ask = Callable[[str, frozenset[int]], Answering]
# So many slots told before one, the latest first.
Earlier = Callable[[Slot, int], Sequence[Slot]]

BEFORE = 3  # how many slots told before are looked at for "that"
_DEEPEST = 3  # how many times are asked for
_STEPS = 12  # how many times may hang on one another
_SURE = 0.3  # a time of which R is less sure is not built on
_CLAUSE = re.compile(r"(?:i|we|you|he|she|they|it)\b", re.I)
_THE_DAY = re.compile(
    r"^(?:on )?the (?:day|date|time|moment|morning|evening|night) (?:that |when |of )?", re.I
)


class TimeHops:
    """The times that one question hangs on; `read` is what was read for them."""

    def __init__(self, question: str, ask: Ask, earlier: Earlier) -> None:
        self.question = question
        self.earlier = earlier
        self.read: list[Answering] = []
        self._ask = ask
        self._without: frozenset[int] = frozenset()
        self._steps = 0

    def resolved(self, slot: Slot, relative: Relative, clock: bool) -> Moment | None:
        """The moment that `relative`, words of `slot`, tells by another; None when that is unknown.

        Args:
            clock: a clock time is wanted, not a day.
        """
        self._steps += 1
        if self._steps > _STEPS:
            return None
        base = self._base(slot, relative, clock or relative.unit == "minutes")
        return moved(base, relative) if base is not None else None

    def of(self, words: str, clock: bool) -> Moment | None:
        """When the thing was, or will be, that `words` name: "the swarm", "I moved the hive"."""
        words = _THE_DAY.sub("", words.strip(" ?.!"))
        did = "did" if _CLAUSE.match(words) else "is"
        return self.asked(f"When {did} {words}?", clock)

    def asked(self, question: str, clock: bool, slot: Slot | None = None) -> Moment | None:
        """Hop on: the moment asked for, by the memories but `slot` and those hopped from."""
        if len(self.read) >= _DEEPEST:
            return None
        if slot is not None:
            self._without |= {slot.id}
        answering = self._ask(question, self._without)
        if answering.confidence < _SURE or not answering.reading.spans:
            return None
        self.read.append(answering)
        found, start, end = places(answering)[0]
        return self._moment(found, (start, end), clock)

    def _base(self, slot: Slot, relative: Relative, clock: bool) -> Moment | None:
        """The time that `relative` counts from."""
        if relative.moved:
            before = last_told_in(slot, relative.start, clock)
            return before or self.asked(self.question, clock, slot)
        before = self._before(slot, relative, clock)
        if relative.anchor:
            named = told_in(relative.anchor, slot, (0, len(relative.anchor)), clock)
            if named is not None:
                return named
            if before is not None and _named_in(relative.anchor, slot.text[: relative.start]):
                return before
            self._without |= {slot.id}
            return self.of(relative.anchor, clock)
        if before is not None:
            return before
        if relative.loose and not of_the_past(slot.text):  # "it's a week later now": than planned
            planned = self.asked(self.question, clock, slot)
            if planned is not None:
                return planned
        for earlier in self.earlier(slot, BEFORE):
            moment = self._moment(earlier, None, clock)
            if moment is not None:
                return moment
        return None

    def _before(self, slot: Slot, relative: Relative, clock: bool) -> Moment | None:
        """The time told last before `relative` in its own slot."""
        earlier = [r for r in relatives(slot.text) if r.end <= relative.start and not r.moved]
        if earlier:
            return self.resolved(slot, max(earlier, key=lambda r: r.start), clock)
        return last_told_in(slot, relative.start, clock)

    def _moment(self, slot: Slot, place: tuple[int, int] | None, clock: bool) -> Moment | None:
        """When what `slot` tells was, or will be."""
        here = place or (0, len(slot.text))
        told = told_in(slot.text, slot, here, clock) or told_in(slot.text, slot, None, clock)
        relative = of_place(slot, *here)
        if told is None or (told.when and told.when.precision == "month"):
            relative = relative or next(relatives(slot.text), None)
        if relative is not None:
            return self.resolved(slot, relative, clock)
        if told is not None or clock:
            return told
        if of_the_past(slot.text):
            return Moment(day_told(slot))
        return None


def places(answering: Answering) -> list[tuple[Slot, int, int]]:
    """Where the words of the answer stand."""
    spans = answering.reading.spans
    return [(answering.candidates[span.memory], span.start, span.end) for span in spans]


def of_place(slot: Slot, start: int, end: int) -> Relative | None:
    """The time told by another one that stands at these characters, where no date stands beside
    it: "on 8 May, a month after Leeds"."""
    met = [r for r in relatives(slot.text) if r.start < end and start < r.end]
    dates = [(a, b) for a, b, _ in days_of(slot.text, slot) if a < end and start < b]
    beside = [(a, b) for a, b in dates if not any(r.start <= a < r.end for r in met)]
    return None if beside else min(met, key=lambda r: r.start, default=None)


def _named_in(anchor: str, text: str) -> bool:
    """Whether `text` has named what `anchor` ends with: "Clive" of "four years after Clive"."""
    last = anchor.split()[-1].strip(".,;!?").lower()
    return len(last) > 2 and re.search(rf"\b{re.escape(last)}\b", text, re.I) is not None
