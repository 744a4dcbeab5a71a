"""Table `link`: what words of one slot have to do with words of another.

Plain functions over an open connection. Errors are SQLite's own; the caller turns them into ours.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from memory_store.slot import Link, LinkKind, Place


def write(connection: sqlite3.Connection, links: Sequence[Link]) -> None:
    """Note links; one that is there already stays as it is."""
    rows = [(link.kind, *_columns(link.at), *_columns(link.to)) for link in links]
    connection.executemany("INSERT OR REPLACE INTO link VALUES (?,?,?,?,?,?,?)", rows)


def remove(connection: sqlite3.Connection, slot_id: int, kind: LinkKind, start: int) -> None:
    """Take back what the words of a slot that begin at `start` were linked to."""
    connection.execute(
        "DELETE FROM link WHERE slot = ? AND kind = ? AND start = ?", (slot_id, kind, start)
    )


def every(connection: sqlite3.Connection) -> tuple[Link, ...]:
    """The links between slots that are there; those of a forgotten slot wait for its undo."""
    rows = connection.execute(
        "SELECT kind, slot, start, stop, target, target_start, target_stop FROM link "
        "WHERE slot IN (SELECT id FROM slot) AND target IN (SELECT id FROM slot)"
    )
    return tuple(Link(r[0], Place(*r[1:4]), Place(*r[4:7])) for r in rows)


def linked(connection: sqlite3.Connection, slot_id: int) -> tuple[int, ...]:
    """The ids of the slots that a slot is linked with, either way, in told order."""
    rows = connection.execute(
        "SELECT id FROM slot WHERE id IN (SELECT target FROM link WHERE slot = ?1 "
        "UNION SELECT slot FROM link WHERE target = ?1) AND id != ?1 ORDER BY id",
        (slot_id,),
    )
    return tuple(int(i) for (i,) in rows)


def _columns(place: Place) -> tuple[int, int, int]:
    return place.slot_id, place.start, place.end
