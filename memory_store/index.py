"""The FAISS index over slot vectors: hop 1's arg max. Derived from the database, never the truth.

`IndexIDMap2(IndexFlatIP)`: exact inner products, addressed by slot id. On close it is saved and
its checksum goes into the database; on open the file is taken only if it has that checksum, else
the index is built anew.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import faiss
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

INDEX = "index.faiss"
_PART = f"{INDEX}.part"


class VectorIndex:
    """Slot ids and vectors of length d, searched by inner product."""

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension
        self._index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Add n vectors (n, d) under their slot ids."""
        if ids:
            wide = np.ascontiguousarray(vectors, dtype=np.float32)
            self._index.add_with_ids(wide, np.asarray(ids, dtype=np.int64))

    def remove(self, ids: Sequence[int]) -> None:
        """Remove slots; their vectors are gone from memory and from the next save."""
        self._index.remove_ids(np.asarray(ids, dtype=np.int64))

    def nearest(self, query: Vectors, k: int) -> list[tuple[int, float]]:
        """The k slots with the largest inner product with query (d,), best first."""
        if not len(self) or k < 1:
            return []
        wide = np.ascontiguousarray(query, dtype=np.float32).reshape(1, -1)
        with _one_thread():
            scores, ids = self._index.search(wide, min(k, len(self)))
        return [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]

    def ids(self) -> frozenset[int]:
        """Every slot id in the index."""
        return frozenset(faiss.vector_to_array(self._index.id_map).tolist())

    def holds(self, ids: Sequence[int], vectors: Vectors) -> bool:
        """Whether the index has exactly these n ascending ids and their vectors (n, d)."""
        own = faiss.vector_to_array(self._index.id_map)
        order = np.argsort(own)
        if own[order].tolist() != list(ids):
            return False
        return not ids or np.array_equal(
            self._index.index.reconstruct_n(0, len(ids))[order], vectors
        )

    def save(self, folder: Path) -> str:
        """Write the index beside the database, private and atomically; return its checksum."""
        body = faiss.serialize_index(self._index).tobytes()
        part = folder / _PART
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(body)
        part.replace(folder / INDEX)
        return hashlib.sha256(body).hexdigest()

    @classmethod
    def load(cls, folder: Path, dimension: int, checksum: str) -> VectorIndex | None:
        """Read the index that `save` gave this checksum; None when the file is not that one."""
        try:
            body = (folder / INDEX).read_bytes()
        except OSError:
            return None
        if hashlib.sha256(body).hexdigest() != checksum:
            return None
        loaded = cls(dimension)
        loaded._index = faiss.deserialize_index(np.frombuffer(body, dtype=np.uint8))
        return loaded if loaded._index.d == dimension else None


@contextmanager
def _one_thread() -> Iterator[None]:
    """One query gains nothing from threads, and waiting for them on busy cores costs 20 ms.

    torch shares this setting, so it is put back.
    """
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def discard(folder: Path) -> None:
    """Delete the saved index: while the home is open the file would only grow stale."""
    for name in (INDEX, _PART):
        (folder / name).unlink(missing_ok=True)
