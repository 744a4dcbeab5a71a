"""What a conversation is at, between one turn and the next: what "and then?" and "that" mean."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from memory_store.slot import seconds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

FOLLOW_UP_WITHIN = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class LastQuestion:
    """The question asked last, the slots read for it in hop order, and when it was asked.

    `vector` (d,) is its sentence vector, `weights` are those of its last hop, by slot id: the
    focus that NTM carries on.
    """

    text: str = ""
    vector: Vector | None = field(default=None, compare=False)
    read: tuple[int, ...] = ()
    at: datetime | None = None
    weights: Mapping[int, float] = field(default_factory=dict)


@dataclass
class Conversation:
    """The last question, and which slots were told, listed or answered from last.

    `told` are the ids of all that was told in it, oldest first, forgotten ones too: an undo may
    bring them back.
    """

    question: LastQuestion = field(default_factory=LastQuestion)
    told: list[int] = field(default_factory=list)
    _that: tuple[int, ...] = ()
    _since: datetime | None = None

    def turn_to(self, ids: Collection[int], at: datetime) -> None:
        """From now on "that" means these slots; none when an answer was not known."""
        self._that, self._since = tuple(ids), at

    def tell(self, ids: Collection[int], at: datetime) -> None:
        """These slots were told, for the first time or again; "that" means them."""
        self.told = [i for i in self.told if i not in ids] + list(ids)
        self.turn_to(ids, at)

    def that(self, at: datetime) -> tuple[int, ...]:
        """The slots that "that" means when it is said `at`; none after a while."""
        fresh = self._since is not None and within(at, self._since, FOLLOW_UP_WITHIN)
        return self._that if fresh else ()

    def followed_up(self, at: datetime) -> LastQuestion:
        """The question that one asked `at` may follow up; an empty one when it is too long ago."""
        asked = self.question.at
        is_fresh = asked is not None and within(at, asked, FOLLOW_UP_WITHIN)
        return self.question if is_fresh else LastQuestion()

    def drop(self, ids: Collection[int]) -> None:
        """Forget slots, and the question, which may have read them."""
        self.question = LastQuestion()
        self._that = tuple(i for i in self._that if i not in ids)


def within(at: datetime, since: datetime, limit: timedelta) -> bool:
    """Whether `at` is no earlier than `since`, and not too late; naive and aware times mix."""
    return 0 <= seconds(at) - seconds(since) <= limit.total_seconds()
