"""A small agent for screen tests: real slots, hops and replies, no weights, no disk."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from agent.engine_names import EngineName
from agent.errors import MnemeError
from agent.records import Record
from agent.reply import Hop, Hopped, Mark, Reply
from memory_store.slot import Slot

WHEN = datetime(2026, 3, 2, 9, 0)


class FakeAgent:
    """Stores every line without a question mark; answers "Berlin" to the others."""

    def __init__(self) -> None:
        self.slots: list[Slot] = []
        self.gone: list[Slot] = []
        self.closed = False
        self.purged: list[datetime] = []
        self.engine: EngineName = "default"

    def __enter__(self) -> FakeAgent:
        return self

    def __exit__(self, *_: object) -> None:
        self.closed = True

    def add(self, text: str) -> Slot:
        slot = Slot(len(self.slots) + 1, text, "user", WHEN)
        self.slots.append(slot)
        return slot

    def hear(self, text: str, *, at: datetime, watch: Callable[[object], None]) -> Reply:
        if text == "boom":
            raise MnemeError("no [red] good [/] path [/tmp/x]")
        if text == "crash":
            raise ValueError("[b unexpected")
        if not text.endswith("?"):
            return Reply("Noted.", "stored", stored=(self.add(text),), at=at)
        if len(self.slots) < 2:
            return Reply("I don't know.", "unknown", nearest=tuple(self.slots))
        first, second = self.slots[:2]
        hops = (
            Hop(1, ((first, 0.8),), ((second, 0.15),)),
            Hop(2, ((second, 0.7),), tuple((s, 0.1) for s in self.slots[2:4])),
        )
        for hop in hops:
            watch(Hopped(text, hop))
        at_word = second.text.find("Berlin")
        marks = (Mark(second.id, at_word, at_word + 6),) if at_word >= 0 else ()
        return Reply("Berlin.", "answer", "Berlin", 0.93, hops, (first, second), marks=marks)

    def memories(self) -> tuple[Slot, ...]:
        return tuple(self.slots)

    def forget(self, ids: Sequence[int], *, at: datetime) -> Reply:
        self.gone = [s for s in self.slots if s.id in ids]
        self.slots = [s for s in self.slots if s.id not in ids]
        return Reply("Forgotten: 1 memory.", "forgotten", forgotten=tuple(self.gone))

    def purge(self, at: datetime) -> int:
        self.purged.append(at)
        return 0

    def undo(self, *, at: datetime) -> Reply:
        self.slots += self.gone
        return Reply("Restored.", "restored", stored=tuple(self.gone))

    def records(self) -> list[Record]:
        return [Record(s.text, s.speaker, s.told_at, s.ref, s.strength, s.id) for s in self.slots]


class Gate:
    """Opens the fake agent only when told to, so tests can look at the loading screen."""

    def __init__(self, agent: FakeAgent, is_open: bool = True) -> None:
        self.agent = agent
        self._event = threading.Event()
        if is_open:
            self._event.set()

    def open(self) -> None:
        self._event.set()

    def __call__(self, progress: Callable[[str, float], None]) -> FakeAgent:
        progress("loading the encoder", 0.3)
        self._event.wait(60)
        return self.agent
