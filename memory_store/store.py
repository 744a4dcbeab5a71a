"""The memory as one object: slots in SQLite, their vectors in FAISS, their words in FTS5.

G writes with `add`, H organises with `supersede`, `recalled`, `forget`; O reads with `nearest`,
`words`, `neighbours`, `vectors`. Everything `add` returns is on disk.

This file is the interface: what is one transaction, in which order the parts change, and how errors
are named. The parts do the work: `slot_table`, `link_table`, `fact_table`, `slot_vectors`,
`forgetting`, `words`, `report`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType

from memory_store import fact_table, link_table, slot_table
from memory_store.database import (
    DATABASE,
    empty_log,
    make_private,
    open_database,
    transaction,
    translated,
)
from memory_store.forgetting import (
    ForgettingPolicy,
    bring_back,
    expire,
    scrub,
    set_aside,
    strengthen,
)
from memory_store.lock import HomeLock
from memory_store.report import StoreReport, look_over
from memory_store.slot import Line, Link, LinkKind, Period, Slot, SlotDraft
from memory_store.slot_vectors import SlotVectors, Vectors
from memory_store.words import search_words


class MemoryStore:
    """Open with `MemoryStore.open`; close it or use it in `with`."""

    def __init__(
        self,
        folder: Path | None,
        connection: sqlite3.Connection,
        lock: HomeLock | None,
        encoder_id: str,
        dimension: int,
        as_found: bool,
    ) -> None:
        self._folder = folder
        self._db = connection
        self._lock = lock
        self._closed = False
        scrub(connection)  # if the process before this one died while purging
        self._where = str(folder / DATABASE) if folder else ":memory:"
        self._vectors = SlotVectors(
            connection, folder, self._where, encoder_id, dimension, as_found
        )

    @classmethod
    def open(
        cls, home: Path | str, *, encoder_id: str, dimension: int, as_found: bool = False
    ) -> MemoryStore:
        """Open the memory in folder `home` (made, 0700, when missing), or ":memory:".

        Args:
            encoder_id, dimension: of the vectors to come. When the slots on disk belong to
                another encoder, `needs_reembedding` is True and `nearest` refuses until `reembed`.
            as_found: for who encodes nothing: a home that knows its encoder keeps that one.

        Raises:
            StoreLocked, StoreUnwritable, StoreCorrupt, StoreTooNew.
        """
        if str(home) == ":memory:":
            return cls(None, open_database(None), None, encoder_id, dimension, as_found)
        folder = Path(home).expanduser()
        with translated(str(folder)):
            make_private(folder)
            lock = HomeLock(folder)
        try:
            connection = open_database(folder)
            try:
                with translated(str(folder)):
                    return cls(folder, connection, lock, encoder_id, dimension, as_found)
            except BaseException:
                connection.close()
                raise
        except BaseException:
            lock.release()
            raise

    def __enter__(self) -> MemoryStore:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Save the index, empty the write-ahead log, let go of the home. Again does nothing."""
        if self._closed:
            return
        self._closed = True
        try:
            self._vectors.save_index()
            with translated(self._where):
                empty_log(self._db)
        finally:
            self._db.close()
            if self._lock is not None:
                self._lock.release()

    # -- G: writing ---------------------------------------------------------------------------

    def add(self, drafts: Sequence[SlotDraft], vectors: Vectors) -> tuple[Slot, ...]:
        """Write n drafts with their vectors (n, dimension); all on disk, or none.

        Raises:
            StoreUnwritable: the disk is full or read-only.
            BadSlot: a vector of the wrong shape or not finite, or text that is no Unicode.
            EncoderChanged: the slots on disk belong to another encoder; `reembed` first.
        """
        self._vectors.refuse_when_outdated()
        self._vectors.refuse_unfit(vectors, len(drafts))
        with self._writing():
            ids = [slot_table.insert(self._db, draft) for draft in drafts]
            self._vectors.write(ids, vectors)
        self._vectors.make_findable(ids, vectors)
        return self.get(ids)

    @property
    def needs_reembedding(self) -> bool:
        """Whether the slots' vectors are of another encoder than the one it was opened for."""
        return self._vectors.is_outdated

    def reembed(
        self,
        encode: Callable[[Sequence[str]], Vectors],
        *,
        batch: int = 256,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Give every slot a vector of the new encoder, in one transaction: never a mixture.

        Args:
            encode: texts, as `spoken` gives them, to vectors (n, dimension); given also what an
                undo may bring back.
            progress: hears (texts done, texts in all) after each batch.

        Raises:
            BadSlot: `encode` gave vectors of the wrong shape; the old ones stay.
        """
        self._vectors.reembed(encode, batch, progress)

    # -- H: organising and forgetting ---------------------------------------------------------

    def recalled(self, ids: Sequence[int], at: datetime) -> None:
        """An answer used these slots: they grow stronger."""
        with self._writing():
            strengthen(self._db, ids, at)

    def supersede(self, old: int, new: int) -> None:
        """Mark slot `old` as replaced by `new`; it lives on for "before" questions."""
        self.get([old, new])
        with self._writing():
            slot_table.supersede(self._db, old, new)

    def link(self, links: Sequence[Link]) -> None:
        """Note what words of one slot have to do with words of another; again changes nothing.

        Raises:
            UnknownSlot: one of the slots is not there; nothing was noted.
        """
        self.get({place.slot_id for link in links for place in (link.at, link.to)})
        with self._writing():
            link_table.write(self._db, links)

    def unlink(self, slot_id: int, kind: LinkKind, start: int) -> None:
        """Take back what the words of a slot that begin at `start` were linked to."""
        with self._writing():
            link_table.remove(self._db, slot_id, kind, start)

    def links(self) -> tuple[Link, ...]:
        """Every link between slots that are there."""
        with translated(self._where):
            return link_table.every(self._db)

    def linked(self, slot_id: int) -> tuple[int, ...]:
        """The slots that a slot is linked with, either way, in told order."""
        with translated(self._where):
            return link_table.linked(self._db, slot_id)

    def of_time(self, period: Period, most: int) -> tuple[int, ...]:
        """The slots that tell of a time, `most` at most, the last told first."""
        with translated(self._where):
            return slot_table.of_time(self._db, period, most)

    def forget(self, ids: Sequence[int], *, at: datetime, undo_for: timedelta) -> tuple[Slot, ...]:
        """Take slots out of every index at once; `undo` can bring them back until at + undo_for.

        Raises:
            UnknownSlot: an id is not there; nothing was forgotten.
        """
        gone = self.get(dict.fromkeys(ids))
        with self._writing():
            set_aside(self._db, [slot.id for slot in gone], at + undo_for)
        self._vectors.make_unfindable([slot.id for slot in gone])
        return gone

    def make_room(
        self, policy: ForgettingPolicy, *, at: datetime, keep: Collection[int] = ()
    ) -> tuple[Slot, ...]:
        """Forget for good what the policy gives up, nothing of `keep`; return what that was."""
        if policy.capacity is None or len(self) <= policy.capacity:
            return ()
        victims = policy.victims(self.slots(), at, keep)
        gone = self.forget([s.id for s in victims], at=at, undo_for=timedelta(0))
        self.purge(at=at)
        return gone

    def undo(self, *, at: datetime) -> tuple[Slot, ...]:
        """Bring the latest forgetting back under the same ids.

        Raises:
            NothingToUndo: nothing was forgotten, or too long ago.
            EncoderChanged: the slots on disk belong to another encoder; `reembed` first.
        """
        self._vectors.refuse_when_outdated()
        with self._writing():
            ids = bring_back(self._db, at)
        self._vectors.make_findable(ids, self.vectors(ids))
        return self.get(ids)

    def purge(self, *, at: datetime) -> int:
        """Remove for good what can no longer be undone; return how many slots that was."""
        with translated(self._where):
            count = expire(self._db, at)
            scrub(self._db)
            return count

    # -- O: reading ---------------------------------------------------------------------------

    def __len__(self) -> int:
        with translated(self._where):
            return slot_table.count(self._db)

    def slots(self) -> tuple[Slot, ...]:
        """Every slot, in told order."""
        with translated(self._where):
            return slot_table.every(self._db)

    def get(self, ids: Iterable[int]) -> tuple[Slot, ...]:
        """Slots by id, in the order asked. Raises UnknownSlot."""
        with translated(self._where):
            return slot_table.get(self._db, ids)

    def around(self, ids: Sequence[int]) -> tuple[Line, ...]:
        """The lines of slots by id, and of those with the ids just before and after that are there,
        by id."""
        with translated(self._where):
            return slot_table.around(self._db, ids)

    def last(self, n: int) -> tuple[Slot, ...]:
        """The n slots told last, in told order."""
        with translated(self._where):
            return slot_table.last(self._db, n)

    def neighbours(self, slot_id: int, before: int, after: int) -> tuple[Slot, ...]:
        """The slots told just before and after one, in told order, without itself."""
        with translated(self._where):
            return slot_table.neighbours(self._db, slot_id, before, after)

    def nearest(self, query: Vectors, k: int) -> list[tuple[int, float]]:
        """(slot id, inner product) of the k slots nearest to query (dimension,), best first.

        Raises:
            BadSlot: the query has another shape or is not finite.
            EncoderChanged: the vectors are of another encoder; `reembed` first.
        """
        self._vectors.refuse_when_outdated()
        self._vectors.refuse_unfit(query[None], 1)
        return self._vectors.nearest(query, k)

    def words(self, text: str, k: int) -> list[tuple[int, float]]:
        """(slot id, BM25 score) of the k slots that share words with text, best first."""
        with translated(self._where):
            return search_words(self._db, text, k)

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """Vectors (n, dimension) of slots by id, in the order asked.

        Raises:
            UnknownSlot, EncoderChanged.
        """
        self._vectors.refuse_when_outdated()
        return self._vectors.get(ids)

    # -- the home itself ----------------------------------------------------------------------

    def state(self, key: str) -> str | None:
        """A small fact kept with the memory, or None."""
        with translated(self._where):
            return fact_table.read(self._db, key)

    def set_state(self, key: str, value: str) -> None:
        """Keep a small fact with the memory."""
        with translated(self._where):
            fact_table.write(self._db, key, value)

    def check(self) -> StoreReport:
        """Look the home over; changes nothing. Raises StoreCorrupt if it cannot even be counted."""
        return look_over(self._db, self._folder, self._where, self._vectors)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction whose errors are ours."""
        with translated(self._where), transaction(self._db):
            yield
