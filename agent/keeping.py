"""The memory without its models: what a person does to memories that takes no reading of words.

To list, forget by id, undo, export and look over a home needs no trained part, and loading those
takes seconds. So importing this file loads none, and `Agent` is a keeper that can also hear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from agent.bulk import read_records
from agent.conversation import Conversation
from agent.encoder import DEFAULT_ENCODER
from agent.forgetting import forget, undo
from agent.records import Record
from agent.reply import Reply
from agent.turn import Turn
from memory_store import MemoryStore
from memory_store.slot import Slot

Clock = Callable[[], datetime]
_DIMENSION = 384  # of DEFAULT_ENCODER, which is not asked


class Keeper:
    """Keeps one home folder. Use `Keeper.open`, and close it or use it in `with`."""

    def __init__(self, store: MemoryStore, clock: Clock = datetime.now) -> None:
        self._store = store
        self._now = clock
        self._talk = Conversation()

    @classmethod
    def open(cls, home: str | Path, *, clock: Clock = datetime.now) -> Keeper:
        """Open the memory in `home` (a folder, made when missing; ":memory:" keeps nothing).

        Slots of any encoder stay as they are: nothing is encoded here, nor compared.

        Args:
            clock: the time now, for calls that do not give theirs.

        Raises:
            The errors of `MemoryStore.open`.
        """
        store = MemoryStore.open(
            home, encoder_id=DEFAULT_ENCODER, dimension=_DIMENSION, as_found=True
        )
        return cls(store, clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the memory; what was told is kept."""
        self._store.close()

    def memories(self) -> tuple[Slot, ...]:
        """Every slot, in told order."""
        return self._store.slots()

    def forget(self, ids: Sequence[int], *, at: datetime | None = None) -> Reply:
        """Forget slots by id; `undo` brings them back for a while. Raises UnknownSlot."""
        turn = Turn(at or self._now())
        self._store.get(ids)
        self.purge(turn.at)
        forget(list(ids), turn, self._store, self._talk)
        return turn.reply()

    def undo(self, *, at: datetime | None = None) -> Reply:
        """Bring the last forgetting back. Raises NothingToUndo."""
        turn = Turn(at or self._now())
        self.purge(turn.at)
        undo(turn, self._store, self._talk)
        return turn.reply()

    def purge(self, at: datetime) -> int:
        """Remove for good what no undo can bring back any more; return how many memories that was.

        Every turn does it; who opens a home, or leaves it open, calls it too.
        """
        return self._store.purge(at=at)

    def records(self) -> Iterator[Record]:
        """Everything that is remembered, in told order, for export."""
        return read_records(self._store)

    def diagnose(self) -> dict[str, object]:
        """Facts about the home for `mneme doctor`: counts, sizes, integrity, encoder."""
        report = self._store.check()
        return {name: getattr(report, name) for name in report.__dataclass_fields__}
