"""One turn: what is gathered while an utterance is heard, and the Reply it becomes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from agent.reply import Event, Hop, Kind, Mark, Reply, Watcher
from memory_store.slot import Slot

if TYPE_CHECKING:
    from agent.output_map import Answering
    from agent.response import Response


def nobody(event: Event) -> None:
    """Watch nothing."""


@dataclass
class Turn:
    """What was said when and by whom, and what came of it so far; each act adds its own."""

    at: datetime
    speaker: str = "user"
    ref: str | None = None
    watch: Watcher = nobody
    texts: list[str] = field(default_factory=list)
    kind: Kind = "chat"
    stored: list[Slot] = field(default_factory=list)
    retold: list[Slot] = field(default_factory=list)
    superseded: list[Slot] = field(default_factory=list)
    forgotten: list[Slot] = field(default_factory=list)
    answer: str | None = None
    confidence: float = 0.0
    last: Answering | None = None
    hops: tuple[Hop, ...] = ()
    evidence: tuple[Slot, ...] = ()
    nearest: tuple[Slot, ...] = ()
    marks: tuple[Mark, ...] = ()

    def drop(self, ids: Collection[int]) -> None:
        """What was told in this turn and forgotten in it was never stored."""
        self.stored = [slot for slot in self.stored if slot.id not in ids]
        self.retold = [slot for slot in self.retold if slot.id not in ids]
        self.superseded = [slot for slot in self.superseded if slot.superseded_by not in ids]

    def asked(self, answering: Answering, response: Response) -> None:
        """One of its questions was read for, and answered or not."""
        self.texts.append(response.text)
        self.last = answering
        self.hops += answering.hops
        self.marks += response.marks
        self.found(response.answer, answering.confidence, response.evidence)

    def found(self, answer: str | None, confidence: float, evidence: Iterable[Slot]) -> None:
        """Something asked was answered, or not (None). What several answers stand on is gathered;
        the turn is as sure as its least sure answer, and unknown if it has none."""
        if answer is not None:
            others = 1.0 if self.answer is None else self.confidence
            self.confidence = min(others, confidence)
            self.answer = "; ".join(filter(None, (self.answer, answer)))
            self.kind = "answer"
            self.evidence = distinct((*self.evidence, *evidence))
        elif self.answer is None:
            self.kind, self.confidence = "unknown", confidence

    def acknowledge(self) -> None:
        """Say what was stored, and what was let go for it; for turns where nothing was asked."""
        self.texts.append(_acknowledged(len(self.stored), len(self.retold)))
        if self.forgotten:
            many = len(self.forgotten)
            self.texts.append(
                f"To make room I let go of {many} {'memory' if many == 1 else 'memories'}."
            )

    def reply(self, milliseconds: dict[str, float] | None = None) -> Reply:
        """The turn as it is handed out, with how long its parts took."""
        return Reply(
            " ".join(self.texts),
            self.kind,
            self.answer,
            self.confidence,
            self.hops,
            self.evidence,
            tuple(self.stored),
            tuple(self.superseded),
            tuple(self.forgotten),
            self.nearest,
            self.marks,
            self.at,
            milliseconds or {},
        )


def distinct(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """Slots without repeats, as they were seen last."""
    return tuple({slot.id: slot for slot in slots}.values())


def _acknowledged(stored: int, retold: int) -> str:
    if retold and retold == stored:
        return "You told me that already." if retold == 1 else "You told me all that already."
    if stored == 0:
        return "I'm not sure what to do with that."
    return "Noted." if stored == 1 else f"Noted, {stored} things."
