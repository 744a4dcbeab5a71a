"""The memory as one object: slots in SQLite, their vectors in FAISS, their words in FTS5.

G writes with `add`, H organises with `supersede`, `recalled`, `forget`; O reads with `nearest`,
`words`, `neighbours`, `vectors`. Everything `add` returns is on disk.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_store.database import (
    DATABASE,
    empty_log,
    make_private,
    open_database,
    transaction,
    translated,
)
from memory_store.errors import (
    BadSlot,
    EncoderChanged,
    StoreCorrupt,
    StoreUnwritable,
    UnknownSlot,
)
from memory_store.forgetting import (
    ForgettingPolicy,
    bring_back,
    expire,
    scrub,
    set_aside,
    strengthen,
)
from memory_store.index import INDEX, VectorIndex, discard
from memory_store.lock import HomeLock
from memory_store.slot import Link, LinkKind, Period, Place, Slot, SlotDraft, spoken
from memory_store.words import search_words

Vectors = NDArray[np.float32]
_TOO_LARGE = 2**63  # for SQLite's integers
_AT_ONCE = 500  # ids in one query
_FLOAT = 4  # bytes of a float32
_SLOT = """id, text, speaker, told_at, ref, strength,
    (SELECT newer.id FROM slot AS newer WHERE newer.id = slot.superseded_by),
    (SELECT json_group_array(json_array(start, stop, substr(there.text, target_start + 1,
        target_stop - target_start), target)) FROM link
        JOIN slot AS there ON there.id = target WHERE kind = 'refers' AND link.slot = slot.id),
    (SELECT json_group_array(json_array(target_start, target_stop, link.slot)) FROM link
        JOIN slot AS newer ON newer.id = link.slot
        WHERE kind = 'revises' AND target = slot.id), happened"""


@dataclass(frozen=True, slots=True)
class StoreReport:
    """The state of a home. Sizes in bytes, 0 for ":memory:".

    `integrity_ok`: SQLite and the full-text index find no fault in themselves;
    `index_agrees`: FAISS has exactly the slots and vectors that SQLite has.
    """

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
        self._closed = False
        scrub(connection)  # if the process before this one died while purging
        self._encoder = (encoder_id, dimension)
        self._where = str(folder / DATABASE) if folder else ":memory:"
        known = (self.state("encoder"), int(self.state("dimension") or 0))
        any_vector = self._rows("SELECT id FROM vector UNION ALL SELECT id FROM forgotten LIMIT 1")
        self.needs_reembedding = bool(any_vector) and known != self._encoder
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
        """Save the index, empty the write-ahead log, let go of the home. Again does nothing."""
        if self._closed:
            return
        self._closed = True
        try:
            self._save_index()
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
        self._refuse_other_encoder()
        self._refuse_bad_vectors(vectors, len(drafts))
        with translated(self._where), transaction(self._db):
            ids = [self._insert(d, v) for d, v in zip(drafts, vectors, strict=True)]
        self._index.add(ids, vectors)
        return self.get(ids)

    def _insert(self, draft: SlotDraft, vector: Vectors) -> int:
        told_at = draft.told_at.isoformat()
        happened = "/".join(day.isoformat() for day in draft.happened or ()) or None
        try:
            cursor = self._db.execute(
                "INSERT INTO slot (text, speaker, told_at, ref, strength, happened) "
                "VALUES (?,?,?,?,?,?)",
                (draft.text, draft.speaker, told_at, draft.ref, draft.strength, happened),
            )
        except UnicodeEncodeError as error:
            raise BadSlot(
                f"This text cannot be kept: character {error.start + 1} is half of a character. "
                "Type or paste it again."
            ) from error
        slot_id = int(cursor.lastrowid or 0)
        self._db.execute("INSERT INTO vector (id, value) VALUES (?,?)", (slot_id, _blob(vector)))
        return slot_id

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
        rows = self._rows(
            "SELECT id, text, speaker FROM slot UNION ALL SELECT id, text, speaker FROM forgotten"
        )
        if self._folder is not None:
            discard(self._folder)  # the saved index is the other encoder's
        with translated(self._where), transaction(self._db):
            for start in range(0, len(rows), batch):
                part = rows[start : start + batch]
                vectors = encode([spoken(text, speaker) for _, text, speaker in part])
                self._refuse_bad_vectors(vectors, len(part))
                new = [(_blob(v), i) for (i, _, _), v in zip(part, vectors, strict=True)]
                self._db.executemany("UPDATE vector SET value = ? WHERE id = ?", new)
                self._db.executemany("UPDATE forgotten SET vector = ? WHERE id = ?", new)
                if progress is not None:
                    progress(start + len(part), len(rows))
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

    def link(self, links: Sequence[Link]) -> None:
        """Note what words of one slot have to do with words of another; again changes nothing.

        Raises:
            UnknownSlot: one of the slots is not there; nothing was noted.
        """
        self.get({place.slot_id for link in links for place in (link.at, link.to)})
        rows = [(k.kind, *_place(k.at), *_place(k.to)) for k in links]
        with translated(self._where), transaction(self._db):
            self._db.executemany("INSERT OR REPLACE INTO link VALUES (?,?,?,?,?,?,?)", rows)

    def unlink(self, slot_id: int, kind: LinkKind, start: int) -> None:
        """Take back what the words of a slot that begin at `start` were linked to."""
        with translated(self._where), transaction(self._db):
            self._db.execute(
                "DELETE FROM link WHERE slot = ? AND kind = ? AND start = ?", (slot_id, kind, start)
            )

    def links(self) -> tuple[Link, ...]:
        """Every link between slots that are there."""
        rows = self._rows(
            "SELECT kind, slot, start, stop, target, target_start, target_stop FROM link "
            "WHERE slot IN (SELECT id FROM slot) AND target IN (SELECT id FROM slot)"
        )
        return tuple(Link(r[0], Place(*r[1:4]), Place(*r[4:7])) for r in rows)

    def linked(self, slot_id: int) -> tuple[int, ...]:
        """The slots that a slot is linked with, either way, in told order."""
        rows = self._rows(
            "SELECT id FROM slot WHERE id IN (SELECT target FROM link WHERE slot = ?1 "
            "UNION SELECT slot FROM link WHERE target = ?1) AND id != ?1 ORDER BY id",
            slot_id,
        )
        return tuple(int(i) for (i,) in rows)

    def of_time(self, period: Period, most: int) -> tuple[int, ...]:
        """The slots that tell of a time, `most` at most, the last told first."""
        rows = self._rows(
            "SELECT id FROM slot WHERE substr(happened, 1, 10) <= ? AND substr(happened, 12) >= ? "
            "ORDER BY id DESC LIMIT ?",
            period.last.isoformat(),
            period.first.isoformat(),
            most,
        )
        return tuple(int(i) for (i,) in rows)

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
        self._refuse_other_encoder()
        with translated(self._where), transaction(self._db):
            ids = bring_back(self._db, at)
        self._index.add(ids, self.vectors(ids))
        return self.get(ids)

    def purge(self, *, at: datetime) -> int:
        """Remove for good what can no longer be undone; return how many slots that was."""
        with translated(self._where):
            count = expire(self._db, at)
            scrub(self._db)
            return count

    # -- O: reading ---------------------------------------------------------------------------

    def __len__(self) -> int:
        return int(self._rows("SELECT COUNT(*) FROM slot")[0][0])

    def slots(self) -> tuple[Slot, ...]:
        """Every slot, in told order."""
        return tuple(_slot(row) for row in self._rows(f"SELECT {_SLOT} FROM slot ORDER BY id"))

    def get(self, ids: Iterable[int]) -> tuple[Slot, ...]:
        """Slots by id, in the order asked. Raises UnknownSlot."""
        wanted = list(ids)
        found = {row[0]: _slot(row) for row in self._among(f"SELECT {_SLOT} FROM slot", wanted)}
        return tuple(found[i] for i in wanted)

    def around(self, ids: Sequence[int]) -> tuple[Slot, ...]:
        """Slots by id, and those with the ids just before and after that are there, by id."""
        wanted = sorted({j for i in ids for j in (i - 1, i, i + 1)})
        there = self._among("SELECT id FROM slot", wanted, strict=False)
        return self.get(sorted(i for (i,) in there))

    def last(self, n: int) -> tuple[Slot, ...]:
        """The n slots told last, in told order."""
        rows = self._rows(f"SELECT {_SLOT} FROM slot ORDER BY id DESC LIMIT ?", n)
        return tuple(_slot(row) for row in reversed(rows))

    def neighbours(self, slot_id: int, before: int, after: int) -> tuple[Slot, ...]:
        """The slots told just before and after one, in told order, without itself."""
        earlier = self._rows(
            f"SELECT {_SLOT} FROM slot WHERE id < ? ORDER BY id DESC LIMIT ?", slot_id, before
        )
        later = self._rows(
            f"SELECT {_SLOT} FROM slot WHERE id > ? ORDER BY id LIMIT ?", slot_id, after
        )
        return tuple(_slot(row) for row in (*reversed(earlier), *later))

    def nearest(self, query: Vectors, k: int) -> list[tuple[int, float]]:
        """(slot id, inner product) of the k slots nearest to query (dimension,), best first.

        Raises:
            BadSlot: the query has another shape or is not finite.
            EncoderChanged: the vectors are of another encoder; `reembed` first.
        """
        self._refuse_other_encoder()
        self._refuse_bad_vectors(query[None], 1)
        return self._index.nearest(query, k)

    def words(self, text: str, k: int) -> list[tuple[int, float]]:
        """(slot id, BM25 score) of the k slots that share words with text, best first."""
        with translated(self._where):
            return search_words(self._db, text, k)

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """Vectors (n, dimension) of slots by id, in the order asked.

        Raises:
            UnknownSlot, EncoderChanged.
        """
        self._refuse_other_encoder()
        found = dict(self._among("SELECT id, value FROM vector", ids))
        return self._matrix([found[i] for i in ids])

    # -- the home itself ----------------------------------------------------------------------

    def state(self, key: str) -> str | None:
        """A small fact kept with the memory, or None."""
        rows = self._rows("SELECT value FROM fact WHERE key = ?", key)
        return str(rows[0][0]) if rows else None

    def set_state(self, key: str, value: str) -> None:
        """Keep a small fact with the memory."""
        with translated(self._where):
            self._db.execute("INSERT OR REPLACE INTO fact (key, value) VALUES (?, ?)", (key, value))

    def check(self) -> StoreReport:
        """Look the home over; changes nothing. Raises StoreCorrupt if it cannot even be counted."""
        folder = self._folder
        return StoreReport(
            slots=len(self),
            undoable=int(self._rows("SELECT COUNT(*) FROM forgotten")[0][0]),
            format=int(self._rows("PRAGMA user_version")[0][0]),
            encoder=self.state("encoder") or "",
            dimension=int(self.state("dimension") or 0),
            database_bytes=os.path.getsize(folder / DATABASE) if folder else 0,
            index_bytes=_size(folder / INDEX) if folder else 0,
            integrity_ok=self._sound(),
            index_agrees=not self.needs_reembedding and self._index.holds(*self._all_vectors()),
        )

    def _sound(self) -> bool:
        try:
            # FTS5 checks itself by a special insert that writes nothing; rank 1: against `slot` too
            self._rows("INSERT INTO words(words, rank) VALUES ('integrity-check', 1)")
            return self._rows("PRAGMA integrity_check") == [("ok",)]
        except StoreCorrupt:
            return False

    # -- helpers ------------------------------------------------------------------------------

    def _rows(self, sql: str, *values: Any) -> list[Any]:
        with translated(self._where):
            return self._db.execute(sql, values).fetchall()

    def _among(self, select: str, ids: Sequence[int], strict: bool = True) -> list[Any]:
        """The rows of these slots, in no order. Raises UnknownSlot if one is missing (`strict`)."""
        rows: list[Any] = []
        # Ids too large for SQLite are unknown like any other.
        wanted = [i for i in dict.fromkeys(ids) if abs(i) < _TOO_LARGE]
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            rows += self._rows(f"{select} WHERE id IN ({','.join('?' * len(part))})", *part)
        found = {row[0] for row in rows}
        for i in ids if strict else ():
            if i not in found:
                raise UnknownSlot(f"There is no memory {i}. List them with: mneme memories")
        return rows

    def _refuse_other_encoder(self) -> None:
        if self.needs_reembedding:
            raise EncoderChanged("The memories belong to another encoder: re-embed them first.")

    def _refuse_bad_vectors(self, vectors: Vectors, count: int) -> None:
        shape = (count, self._encoder[1])
        if vectors.shape != shape:
            raise BadSlot(f"Vectors of shape {shape} are needed here, not {vectors.shape}.")
        if not np.isfinite(vectors).all():
            raise BadSlot("A vector holds infinity or not-a-number; encode its text again.")

    def _remember_encoder(self) -> None:
        self.set_state("encoder", self._encoder[0])
        self.set_state("dimension", str(self._encoder[1]))

    def _open_index(self) -> VectorIndex:
        """The saved index if it agrees with the slots, else a new one. The file is then removed:
        it comes back on close, so a process that dies leaves no stale (or forgotten) vectors."""
        if self._folder is None:
            return self._built_index()
        checksum = self.state("index") or ""
        saved = VectorIndex.load(self._folder, self._encoder[1], checksum)
        discard(self._folder)
        ids = frozenset(i for (i,) in self._rows("SELECT id FROM slot"))
        return saved if saved is not None and saved.ids() == ids else self._built_index()

    def _save_index(self) -> None:
        if self._folder is None or self.needs_reembedding:
            return
        try:
            self.set_state("index", self._index.save(self._folder))
        except (OSError, StoreUnwritable):
            discard(self._folder)  # only derived: the next open builds it anew

    def _built_index(self) -> VectorIndex:
        index = VectorIndex(self._encoder[1])
        index.add(*self._all_vectors())
        return index

    def _all_vectors(self) -> tuple[list[int], Vectors]:
        rows = self._rows("SELECT id, value FROM vector ORDER BY id")
        return [i for i, _ in rows], self._matrix([blob for _, blob in rows])

    def _matrix(self, blobs: Sequence[bytes]) -> Vectors:
        """Blobs as vectors (n, dimension). Raises StoreCorrupt when one has another length."""
        dimension = self._encoder[1]
        if any(len(blob) != dimension * _FLOAT for blob in blobs):
            raise StoreCorrupt(
                f"The memory at {self._where} is damaged (a vector of the wrong length). Put a "
                "copy in its place, or move it away and import an export."
            )
        return np.frombuffer(b"".join(blobs), dtype=np.float32).reshape(-1, dimension)


def _blob(vector: Vectors) -> bytes:
    return vector.astype(np.float32).tobytes()


def _slot(
    row: tuple[int, str, str, str, str | None, float, int | None, str, str, str | None],
) -> Slot:
    slot_id, text, speaker, told_at, ref, strength, superseded_by, meant, outdated, happened = row
    return Slot(
        slot_id,
        text,
        speaker,
        datetime.fromisoformat(told_at),
        ref,
        strength,
        superseded_by,
        tuple(sorted(tuple(part) for part in json.loads(meant))),
        tuple(sorted(tuple(part) for part in json.loads(outdated))),
        Period(*map(date.fromisoformat, happened.split("/"))) if happened else None,
    )


def _place(place: Place) -> tuple[int, int, int]:
    return place.slot_id, place.start, place.end


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
