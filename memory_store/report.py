"""Looking a home over: what is in it, how large it is, and whether its parts agree."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from memory_store import fact_table, slot_table
from memory_store.database import DATABASE, translated
from memory_store.errors import StoreCorrupt
from memory_store.index import INDEX
from memory_store.slot_vectors import SlotVectors


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


def look_over(
    connection: sqlite3.Connection, folder: Path | None, where: str, vectors: SlotVectors
) -> StoreReport:
    """The report of an open home; changes nothing.

    Args:
        folder: the home, None for ":memory:".
        where: how errors name the database.

    Raises:
        StoreCorrupt: it cannot even be counted.
    """
    with translated(where):
        slots = slot_table.count(connection)
        (undoable,) = connection.execute("SELECT COUNT(*) FROM forgotten").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        encoder = fact_table.read(connection, "encoder") or ""
        dimension = int(fact_table.read(connection, "dimension") or 0)
    return StoreReport(
        slots=slots,
        undoable=int(undoable),
        format=int(version),
        encoder=encoder,
        dimension=dimension,
        database_bytes=os.path.getsize(folder / DATABASE) if folder else 0,
        index_bytes=_size(folder / INDEX) if folder else 0,
        integrity_ok=_is_sound(connection, where),
        index_agrees=vectors.agree(),
    )


def _is_sound(connection: sqlite3.Connection, where: str) -> bool:
    try:
        with translated(where):
            # FTS5 checks itself by a special insert that writes nothing; rank 1: against `slot` too
            connection.execute("INSERT INTO words(words, rank) VALUES ('integrity-check', 1)")
            return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    except StoreCorrupt:
        return False


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
