"""H's side of memory: what an answer strengthens, what is forgotten, and the undo that expires.

A forgotten slot leaves the slots, the words and the index at once. Only the `forgotten` table
keeps it, and only `undo` reads that. What has expired is deleted for good: `expire` deletes the
rows and `scrub` writes the database anew, because secure_delete overwrites a deleted row but not
the copies that splitting pages left in their slack. A mark in `fact` joins the two, so that a
process that dies between them is made good by the next.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from memory_store.database import empty_log, transaction
from memory_store.errors import NothingToUndo
from memory_store.slot import Slot, seconds

_COLUMNS = "id, text, speaker, told_at, ref, strength, recalled_at, superseded_by, happened"
_SCRUB = "scrub"  # the key in `fact` that says a scrub is due
_HALF_LIFE = timedelta(days=90)


def strengthen(connection: sqlite3.Connection, ids: Iterable[int], at: datetime) -> None:
    """Count an answer that used these slots."""
    connection.executemany(
        "UPDATE slot SET strength = strength + 1, recalled_at = ? WHERE id = ?",
        [(at.isoformat(), i) for i in ids],
    )


def set_aside(connection: sqlite3.Connection, ids: Sequence[int], expires: datetime) -> None:
    """Move slots from `slot` to `forgotten` as one batch."""
    batch = connection.execute("SELECT COALESCE(MAX(batch), 0) + 1 FROM forgotten").fetchone()[0]
    for slot_id in ids:
        connection.execute(
            f"INSERT INTO forgotten (batch, expires, {_COLUMNS}, vector) "
            f"SELECT ?, ?, {_COLUMNS}, value FROM slot JOIN vector USING (id) WHERE id = ?",
            (batch, seconds(expires), slot_id),
        )
        connection.execute("DELETE FROM slot WHERE id = ?", (slot_id,))
    # FTS5 keeps deleted words in its segments until they merge; a rebuild leaves no trace of them
    # (its own secure-delete option needs an SQLite newer than many systems have).
    connection.execute("INSERT INTO words(words) VALUES ('rebuild')")


def bring_back(connection: sqlite3.Connection, at: datetime) -> list[int]:
    """Move the latest batch that has not expired back into `slot`; return its ids.

    Raises:
        NothingToUndo: nothing was forgotten, or too long ago.
    """
    row = connection.execute(
        "SELECT MAX(batch) FROM forgotten WHERE expires > ?", (seconds(at),)
    ).fetchone()
    if row[0] is None:
        raise NothingToUndo("There is nothing to undo: nothing was forgotten, or too long ago.")
    ids = [
        int(i) for (i,) in connection.execute("SELECT id FROM forgotten WHERE batch = ?", (row[0],))
    ]
    connection.execute(
        f"INSERT INTO slot ({_COLUMNS}) SELECT {_COLUMNS} FROM forgotten WHERE batch = ?", row
    )
    connection.execute(
        "INSERT INTO vector (id, value) SELECT id, vector FROM forgotten WHERE batch = ?", row
    )
    connection.execute("DELETE FROM forgotten WHERE batch = ?", row)
    return sorted(ids)


def expire(connection: sqlite3.Connection, at: datetime) -> int:
    """Delete what can no longer be undone, to be scrubbed; return how many slots that was."""
    with transaction(connection):
        count = connection.execute(
            "DELETE FROM forgotten WHERE expires <= ?", (seconds(at),)
        ).rowcount
        if count:
            there = "(SELECT id FROM slot UNION ALL SELECT id FROM forgotten)"
            connection.execute(
                f"DELETE FROM link WHERE slot NOT IN {there} OR target NOT IN {there}"
            )
            connection.execute("INSERT OR REPLACE INTO fact VALUES (?, 'due')", (_SCRUB,))
    return count


def scrub(connection: sqlite3.Connection) -> None:
    """If deleted rows may have left traces, write the database and its log without them."""
    if connection.execute("SELECT 1 FROM fact WHERE key = ?", (_SCRUB,)).fetchone():
        connection.execute("VACUUM")
        empty_log(connection)
        connection.execute("DELETE FROM fact WHERE key = ?", (_SCRUB,))


@dataclass(frozen=True, slots=True)
class ForgettingPolicy:
    """H when memory is full: forget the slots of least use (Weston et al. 2014, section 3.1).

    utility = strength · 2^(−age / half-life); superseded slots count half. `capacity` None keeps
    everything, which is the default: a person's memory is small beside a disk. A fiftieth more
    than needed goes at a time, because removing for good writes the database anew.
    """

    capacity: int | None = None
    half_life: timedelta = _HALF_LIFE

    def utility(self, slot: Slot, at: datetime) -> float:
        """How much a slot is worth keeping; larger is worthier."""
        age = max(0.0, seconds(at) - seconds(slot.told_at))
        fresh: float = 2.0 ** (-age / self.half_life.total_seconds())
        return slot.strength * fresh * (0.5 if slot.superseded_by is not None else 1.0)

    def victims(
        self, slots: Sequence[Slot], at: datetime, keep: Collection[int] = ()
    ) -> tuple[Slot, ...]:
        """The slots to forget so that `capacity` holds, least useful first; none of `keep`."""
        if self.capacity is None or len(slots) <= self.capacity:
            return ()
        many = len(slots) - self.capacity + self.capacity // 50
        may_go = [slot for slot in slots if slot.id not in keep]
        return tuple(sorted(may_go, key=lambda slot: (self.utility(slot, at), slot.id))[:many])
