"""The memory as one object: slots in SQLite, their vectors in FAISS, their words in FTS5.

G writes with `add`, H organises with `supersede`, `recalled`, `forget`; O reads with `nearest`,
`words`, `neighbours`, `vectors`. Everything `add` returns is on disk.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from memory_store.database import DATABASE, make_private, open_database, transaction, translated
from memory_store.errors import EncoderChanged, MemoryStoreError, UnknownSlot
from memory_store.forgetting import bring_back, expire, set_aside, strengthen
from memory_store.index import INDEX, VectorIndex, discard
from memory_store.lock import HomeLock
from memory_store.slot import Slot, SlotDraft
from memory_store.words import search_words

Vectors = NDArray[np.float32]
_SLOT = "id, text, speaker, told_at, ref, strength, superseded_by"


@dataclass(frozen=True, slots=True)
class StoreReport:
    """The state of a home. Sizes in bytes, 0 for ":memory:"; `index_agrees`: same slots in both."""

    slots: int
    undoable: int
    format: int
    encoder: str
    dimension: int
    database_bytes: int
    index_bytes: int
    integrity_ok: bool
    index_agrees: bool


class MemoryStore:
    """Open with `MemoryStore.open`; close it or use it in `with`."""

    def __init__(
        self,
        folder: Path | None,
        connection: sqlite3.Connection,
        lock: HomeLock | None,
        encoder_id: str,
        dimension: int,
    ) -> None:
        self._folder = folder
        self._db = connection
        self._lock = lock
        self._encoder = (encoder_id, dimension)
        self._where = str(folder / DATABASE) if folder else ":memory:"
        known = (self.state("encoder"), int(self.state("dimension") or 0))
        self.needs_reembedding = len(self) > 0 and known != self._encoder
        if not self.needs_reembedding:
            self._remember_encoder()
        self._index = VectorIndex(dimension) if self.needs_reembedding else self._open_index()

    @classmethod
    def open(cls, home: Path | str, *, encoder_id: str, dimension: int) -> MemoryStore:
        """Open the memory in folder `home` (made, 0700, when missing), or ":memory:".

        Args:
            encoder_id, dimension: of the vectors to come. When the slots on disk belong to
                another encoder, `needs_reembedding` is True and `nearest` refuses until `reembed`.

        Raises:
            StoreLocked, StoreUnwritable, StoreCorrupt, StoreTooNew.
        """
        if str(home) == ":memory:":
            return cls(None, open_database(None), None, encoder_id, dimension)
        folder = Path(home).expanduser()
        with translated(str(folder)):
            make_private(folder)
            lock = HomeLock(folder)
        try:
            connection = open_database(folder)
            try:
                with translated(str(folder)):
                    return cls(folder, connection, lock, encoder_id, dimension)
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
        """Save the index, empty the write-ahead log, let go of the home."""
        with translated(self._where):
            if self._folder is not None and not self.needs_reembedding:
                self._index.save(self._folder)
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._db.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    # -- G: writing ---------------------------------------------------------------------------

    def add(self, drafts: Sequence[SlotDraft], vectors: Vectors) -> tuple[Slot, ...]:
        """Write n drafts with their vectors (n, dimension); all on disk, or none.

        Raises:
            StoreUnwritable: the disk is full or read-only; nothing was written.
        """
        if vectors.shape != (len(drafts), self._encoder[1]):
            raise MemoryStoreError(
                f"{len(drafts)} slots need vectors of shape {(len(drafts), self._encoder[1])}, "
                f"not {vectors.shape}."
            )
        with translated(self._where), transaction(self._db):
            ids = [self._insert(d, v) for d, v in zip(drafts, vectors, strict=True)]
        self._index.add(ids, vectors)
        return self.get(ids)

    def _insert(self, draft: SlotDraft, vector: Vectors) -> int:
        cursor = self._db.execute(
            "INSERT INTO slot (text, speaker, told_at, ref, strength, vector) VALUES (?,?,?,?,?,?)",
            (
                draft.text,
                draft.speaker,
                draft.told_at.isoformat(),
                draft.ref,
                draft.strength,
                vector.astype(np.float32).tobytes(),
            ),
        )
        return int(cursor.lastrowid or 0)

    def reembed(
        self,
        encode: Callable[[Sequence[str]], Vectors],
        *,
        batch: int = 256,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Give every slot a vector of the new encoder, in one transaction: never a mixture."""
        slots = self.slots()
        with translated(self._where), transaction(self._db):
            for start in range(0, len(slots), batch):
                part = slots[start : start + batch]
                vectors = encode([slot.text for slot in part])
                self._db.executemany(
                    "UPDATE slot SET vector = ? WHERE id = ?",
                    [
                        (v.astype(np.float32).tobytes(), s.id)
                        for s, v in zip(part, vectors, strict=True)
                    ],
                )
                if progress is not None:
                    progress(start + len(part), len(slots))
            self._db.execute("DELETE FROM forgotten")  # their vectors are of the old encoder
            self._remember_encoder()
        self.needs_reembedding = False
        self._index = self._built_index()

    # -- H: organising and forgetting ---------------------------------------------------------

    def recalled(self, ids: Sequence[int], at: datetime) -> None:
        """An answer used these slots: they grow stronger."""
        with translated(self._where), transaction(self._db):
            strengthen(self._db, ids, at)

    def supersede(self, old: int, new: int) -> None:
        """Mark slot `old` as replaced by `new`; it lives on for "before" questions."""
        self.get([old, new])
        with translated(self._where), transaction(self._db):
            self._db.execute("UPDATE slot SET superseded_by = ? WHERE id = ?", (new, old))

    def forget(self, ids: Sequence[int], *, at: datetime, undo_for: timedelta) -> tuple[Slot, ...]:
        """Take slots out of every index at once; `undo` can bring them back until at + undo_for.

        Raises:
            UnknownSlot: an id is not there; nothing was forgotten.
        """
        gone = self.get(dict.fromkeys(ids))
        with translated(self._where), transaction(self._db):
            set_aside(self._db, [slot.id for slot in gone], at + undo_for)
        self._index.remove([slot.id for slot in gone])
        return gone

    def undo(self, *, at: datetime) -> tuple[Slot, ...]:
        """Bring the latest forgetting back under the same ids. Raises NothingToUndo."""
        with translated(self._where), transaction(self._db):
            ids = bring_back(self._db, at)
        self._index.add(ids, self.vectors(ids))
        return self.get(ids)

    def purge(self, *, at: datetime) -> int:
        """Remove for good what can no longer be undone; return how many slots that was."""
        with translated(self._where):
            count = expire(self._db, at)
            if count:
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return count

    # -- O: reading ---------------------------------------------------------------------------

    def __len__(self) -> int:
        return int(self._db.execute("SELECT COUNT(*) FROM slot").fetchone()[0])

    def slots(self) -> tuple[Slot, ...]:
        """Every slot, in told order."""
        return tuple(_slot(r) for r in self._db.execute(f"SELECT {_SLOT} FROM slot ORDER BY id"))

    def get(self, ids: Iterable[int]) -> tuple[Slot, ...]:
        """Slots by id, in the order asked. Raises UnknownSlot."""
        return tuple(self._one(i) for i in ids)

    def _one(self, slot_id: int) -> Slot:
        row = self._db.execute(f"SELECT {_SLOT} FROM slot WHERE id = ?", (slot_id,)).fetchone()
        if row is None:
            raise UnknownSlot(f"There is no memory {slot_id}. List them with: mneme memories")
        return _slot(row)

    def last(self, n: int) -> tuple[Slot, ...]:
        """The n slots told last, in told order."""
        rows = self._db.execute(
            f"SELECT {_SLOT} FROM slot ORDER BY id DESC LIMIT ?", (n,)
        ).fetchall()
        return tuple(_slot(row) for row in reversed(rows))

    def neighbours(self, slot_id: int, before: int, after: int) -> tuple[Slot, ...]:
        """The slots told just before and after one, in told order, without itself."""
        earlier = self._db.execute(
            f"SELECT {_SLOT} FROM slot WHERE id < ? ORDER BY id DESC LIMIT ?", (slot_id, before)
        ).fetchall()
        later = self._db.execute(
            f"SELECT {_SLOT} FROM slot WHERE id > ? ORDER BY id LIMIT ?", (slot_id, after)
        ).fetchall()
        return tuple(_slot(row) for row in (*reversed(earlier), *later))

    def nearest(self, query: Vectors, k: int) -> list[tuple[int, float]]:
        """(slot id, inner product) of the k slots nearest to query (dimension,), best first.

        Raises:
            EncoderChanged: the vectors are of another encoder; `reembed` first.
        """
        if self.needs_reembedding:
            raise EncoderChanged("The memories belong to another encoder: re-embed them first.")
        return self._index.nearest(query, k)

    def words(self, text: str, k: int) -> list[tuple[int, float]]:
        """(slot id, BM25 score) of the k slots that share words with text, best first."""
        return search_words(self._db, text, k)

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """Vectors (n, dimension) of slots by id, in the order asked. Raises UnknownSlot."""
        rows = []
        for i in ids:
            row = self._db.execute("SELECT vector FROM slot WHERE id = ?", (i,)).fetchone()
            if row is None:
                raise UnknownSlot(f"There is no memory {i}. List them with: mneme memories")
            rows.append(np.frombuffer(row[0], dtype=np.float32))
        return np.stack(rows) if rows else np.zeros((0, self._encoder[1]), dtype=np.float32)

    # -- the home itself ----------------------------------------------------------------------

    def state(self, key: str) -> str | None:
        """A small fact kept with the memory, or None."""
        row = self._db.execute("SELECT value FROM fact WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set_state(self, key: str, value: str) -> None:
        """Keep a small fact with the memory."""
        self._db.execute("INSERT OR REPLACE INTO fact (key, value) VALUES (?, ?)", (key, value))

    def check(self) -> StoreReport:
        """Look the home over; changes nothing."""
        (integrity,) = self._db.execute("PRAGMA integrity_check").fetchone()
        folder = self._folder
        return StoreReport(
            slots=len(self),
            undoable=int(self._db.execute("SELECT COUNT(*) FROM forgotten").fetchone()[0]),
            format=int(self._db.execute("PRAGMA user_version").fetchone()[0]),
            encoder=self.state("encoder") or "",
            dimension=int(self.state("dimension") or 0),
            database_bytes=os.path.getsize(folder / DATABASE) if folder else 0,
            index_bytes=_size(folder / INDEX) if folder else 0,
            integrity_ok=integrity == "ok",
            index_agrees=self._index.ids() == self._ids(),
        )

    def _remember_encoder(self) -> None:
        self.set_state("encoder", self._encoder[0])
        self.set_state("dimension", str(self._encoder[1]))

    def _ids(self) -> frozenset[int]:
        return frozenset(i for (i,) in self._db.execute("SELECT id FROM slot"))

    def _open_index(self) -> VectorIndex:
        """The saved index if it agrees with the slots, else a new one. The file is then removed:
        it comes back on close, so a process that dies leaves no stale (or forgotten) vectors."""
        saved = VectorIndex.load(self._folder, self._encoder[1]) if self._folder else None
        if self._folder is not None:
            discard(self._folder)
        return saved if saved is not None and saved.ids() == self._ids() else self._built_index()

    def _built_index(self) -> VectorIndex:
        index = VectorIndex(self._encoder[1])
        rows = self._db.execute("SELECT id, vector FROM slot ORDER BY id").fetchall()
        if rows:
            vectors = np.stack([np.frombuffer(v, dtype=np.float32) for _, v in rows])
            index.add([i for i, _ in rows], vectors)
        return index


def _slot(row: tuple[int, str, str, str, str | None, float, int | None]) -> Slot:
    slot_id, text, speaker, told_at, ref, strength, superseded_by = row
    return Slot(
        slot_id, text, speaker, datetime.fromisoformat(told_at), ref, strength, superseded_by
    )


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
