"""The FAISS index over slot vectors: hop 1's arg max. Derived from the database, never the truth.

`IndexIDMap2(IndexFlatIP)`: exact inner products, addressed by slot id. On close it is saved with
a checksum; on open it is taken only if checksum and slot ids agree with the database, else it is
built anew.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import faiss
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

INDEX = "index.faiss"
_HEAD = 4  # bytes of CRC-32 before FAISS's own serialisation


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
        scores, ids = self._index.search(wide, min(k, len(self)))
        return [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]

    def ids(self) -> frozenset[int]:
        """Every slot id in the index."""
        return frozenset(faiss.vector_to_array(self._index.id_map).tolist())

    def save(self, folder: Path) -> None:
        """Write the index beside the database, private and atomically."""
        body = faiss.serialize_index(self._index).tobytes()
        part = folder / f"{INDEX}.part"
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(zlib.crc32(body).to_bytes(_HEAD, "little") + body)
        part.replace(folder / INDEX)

    @classmethod
    def load(cls, folder: Path, dimension: int) -> VectorIndex | None:
        """Read a saved index; None when it is missing, damaged or of another shape."""
        try:
            raw = (folder / INDEX).read_bytes()
        except OSError:
            return None
        body = raw[_HEAD:]
        if zlib.crc32(body).to_bytes(_HEAD, "little") != raw[:_HEAD]:
            return None
        loaded = cls(dimension)
        loaded._index = faiss.deserialize_index(np.frombuffer(body, dtype=np.uint8))
        return loaded if loaded._index.d == dimension else None


def discard(folder: Path) -> None:
    """Delete the saved index: while the home is open the file would only grow stale."""
    (folder / INDEX).unlink(missing_ok=True)
