"""The slots' vectors: table `vector` is the truth, the FAISS index is derived from it.

All are of one encoder. While the table holds those of another, `is_outdated` is true and nothing
may be searched or added until `reembed`.

On opening, the saved index is taken if it agrees with the slots, else it is built anew. Its file is
then removed and comes back on close, so that a process that dies leaves no stale (or forgotten)
vectors.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_store import fact_table, slot_table
from memory_store.database import transaction, translated
from memory_store.errors import BadSlot, EncoderChanged, StoreCorrupt, StoreUnwritable
from memory_store.index import VectorIndex, discard
from memory_store.slot import spoken

Vectors = NDArray[np.float32]
_FLOAT = 4  # bytes of a float32


class SlotVectors:
    """The vectors of length `dimension` that encoder `encoder_id` gives the slots."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        folder: Path | None,
        where: str,
        encoder_id: str,
        dimension: int,
        as_found: bool,
    ) -> None:
        """`folder` holds the saved index, None saves none; `where` names the database in errors;
        `as_found` prefers the encoder that the home knows to the one given."""
        self._db = connection
        self._folder = folder
        self._where = where
        self._encoder = (encoder_id, dimension)
        with translated(where):
            known = (
                fact_table.read(connection, "encoder") or "",
                int(fact_table.read(connection, "dimension") or 0),
            )
        if as_found and all(known):
            self._encoder = known
        any_vector = self._rows("SELECT id FROM vector UNION ALL SELECT id FROM forgotten LIMIT 1")
        self.is_outdated = bool(any_vector) and known != self._encoder
        if not self.is_outdated:
            self._remember_encoder()
        self._index = VectorIndex(dimension) if self.is_outdated else self._open_index()

    def refuse_when_outdated(self) -> None:
        """Raise EncoderChanged while the vectors are of another encoder."""
        if self.is_outdated:
            raise EncoderChanged("The memories belong to another encoder: re-embed them first.")

    def refuse_unfit(self, vectors: Vectors, count: int) -> None:
        """Raise BadSlot unless these are `count` finite vectors of the encoder's length."""
        shape = (count, self._encoder[1])
        if vectors.shape != shape:
            raise BadSlot(f"Vectors of shape {shape} are needed here, not {vectors.shape}.")
        if not np.isfinite(vectors).all():
            raise BadSlot("A vector holds infinity or not-a-number; encode its text again.")

    def write(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Write the vectors (n, dimension) of n new slots, in the caller's transaction."""
        rows = [(i, _blob(vector)) for i, vector in zip(ids, vectors, strict=True)]
        self._db.executemany("INSERT INTO vector (id, value) VALUES (?,?)", rows)

    def make_findable(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Add slots, whose vectors (n, dimension) are written and committed, to the index."""
        self._index.add(ids, vectors)

    def make_unfindable(self, ids: Sequence[int]) -> None:
        """Take slots out of the index."""
        self._index.remove(ids)

    def nearest(self, query: Vectors, k: int) -> list[tuple[int, float]]:
        """(slot id, inner product) of the k slots nearest to query (dimension,), best first."""
        return self._index.nearest(query, k)

    def get(self, ids: Sequence[int]) -> Vectors:
        """Vectors (n, dimension) of slots by id, in the order asked. Raises UnknownSlot."""
        with translated(self._where):
            found = dict(slot_table.among(self._db, "SELECT id, value FROM vector", ids))
        return self._matrix([found[i] for i in ids])

    def reembed(
        self,
        encode: Callable[[Sequence[str]], Vectors],
        batch: int,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        """Give every slot, and what an undo may bring back, a vector of this encoder.

        All in one transaction; arguments and errors are those of `MemoryStore.reembed`.
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
                self.refuse_unfit(vectors, len(part))
                new = [(_blob(v), i) for (i, _, _), v in zip(part, vectors, strict=True)]
                self._db.executemany("UPDATE vector SET value = ? WHERE id = ?", new)
                self._db.executemany("UPDATE forgotten SET vector = ? WHERE id = ?", new)
                if progress is not None:
                    progress(start + len(part), len(rows))
            self._remember_encoder()
        self.is_outdated = False
        self._index = self._built_index()

    def agree(self) -> bool:
        """Whether the index has exactly the slots and vectors that the database has."""
        return not self.is_outdated and self._index.holds(*self._all())

    def save_index(self) -> None:
        """Write the index beside the database, if it fits there."""
        if self._folder is None or self.is_outdated:
            return
        try:
            checksum = self._index.save(self._folder)
            with translated(self._where):
                fact_table.write(self._db, "index", checksum)
        except (OSError, StoreUnwritable):
            discard(self._folder)  # only derived: the next open builds it anew

    def _open_index(self) -> VectorIndex:
        if self._folder is None:
            return self._built_index()
        with translated(self._where):
            checksum = fact_table.read(self._db, "index") or ""
        saved = VectorIndex.load(self._folder, self._encoder[1], checksum)
        discard(self._folder)
        with translated(self._where):
            ids = slot_table.ids(self._db)
        return saved if saved is not None and saved.ids() == ids else self._built_index()

    def _built_index(self) -> VectorIndex:
        index = VectorIndex(self._encoder[1])
        index.add(*self._all())
        return index

    def _all(self) -> tuple[list[int], Vectors]:
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

    def _remember_encoder(self) -> None:
        encoder_id, dimension = self._encoder
        with translated(self._where):
            fact_table.write(self._db, "encoder", encoder_id)
            fact_table.write(self._db, "dimension", str(dimension))

    def _rows(self, sql: str) -> list[Any]:
        with translated(self._where):
            return self._db.execute(sql).fetchall()


def _blob(vector: Vectors) -> bytes:
    return vector.astype(np.float32).tobytes()
