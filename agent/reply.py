"""What one turn returns and what it announces on the way. Plain frozen data, no heavy imports.

Considered, read and used are three different things: `Hop.candidates` were considered at a hop,
`Hop.read` was chosen there, and `Reply.evidence` is what R took the answer from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

from agent.commands import Command
from memory_store.slot import Slot

Kind = Literal["answer", "unknown", "stored", "forgotten", "restored", "chat", "confirm"]
UtteranceKind = Literal["tell", "ask", "command", "chat"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where words of the answer stand: `slot.text[start:end]` of the slot with this id."""

    slot_id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hop:
    """One hop of O: the slots it chose and those it only considered, best first, with weights.

    Weights of `read` and `candidates` together are the hop's distribution and sum to at most 1.
    """

    number: int
    read: tuple[tuple[Slot, float], ...]
    candidates: tuple[tuple[Slot, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """The outcome of one `hear`. `answer` is None when it abstains or when nothing was asked.

    Of several questions, hops, evidence and marks are gathered in the order asked, answers are
    joined by "; ", and the kind is "unknown" only when none was answered.
    """

    text: str
    kind: Kind
    answer: str | None = None
    confidence: float = 0.0
    hops: tuple[Hop, ...] = ()
    evidence: tuple[Slot, ...] = ()
    stored: tuple[Slot, ...] = ()
    superseded: tuple[Slot, ...] = ()
    forgotten: tuple[Slot, ...] = ()
    nearest: tuple[Slot, ...] = ()
    marks: tuple[Mark, ...] = ()
    at: datetime | None = None
    milliseconds: dict[str, float] = field(default_factory=dict)


class Opinion(NamedTuple):
    """What a sentence judges: `text[start:end]` of it, and whether it is liked."""

    start: int
    end: int
    liked: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One piece of an utterance, what I took it for, what it asks when it is a command, and what
    it has opinions about."""

    text: str
    kind: UtteranceKind
    confidence: float = 1.0
    command: Command | None = None
    opinions: tuple[Opinion, ...] = ()


@dataclass(frozen=True, slots=True)
class Encoded:
    """I is done: the utterance in pieces."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Hopped:
    """O finished one hop for `question`."""

    question: str
    hop: Hop


@dataclass(frozen=True, slots=True)
class Selected:
    """R chose. `answer` is None when it abstains."""

    question: str
    answer: str | None
    confidence: float
    evidence: tuple[Slot, ...]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Stored:
    """G wrote a slot."""

    slot: Slot


@dataclass(frozen=True, slots=True)
class Superseded:
    """G found that slot `by` makes `old` untrue, in whole or in part; both are kept."""

    old: Slot
    by: Slot


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Slots went; `until` says how long undo can bring them back."""

    slots: tuple[Slot, ...]
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Restored:
    """Undo brought these back."""

    slots: tuple[Slot, ...]


Event: TypeAlias = Encoded | Hopped | Selected | Stored | Superseded | Forgotten | Restored
Watcher: TypeAlias = Callable[[Event], None]
