"""Table `slot`: a slot written as a row, and rows read as slots.

Plain functions over an open connection. Errors are SQLite's own unless said otherwise; the caller
turns them into ours.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from memory_store.errors import BadSlot, UnknownSlot
from memory_store.slot import Line, Period, Slot, SlotDraft

_TOO_LARGE = 2**63  # for SQLite's integers
_AT_ONCE = 500  # ids in one query
_COLUMNS = """id, text, speaker, told_at, ref, strength,
    (SELECT newer.id FROM slot AS newer WHERE newer.id = slot.superseded_by),
    (SELECT json_group_array(json_array(start, stop, substr(there.text, target_start + 1,
        target_stop - target_start), target)) FROM link
        JOIN slot AS there ON there.id = target WHERE kind = 'refers' AND link.slot = slot.id),
    (SELECT json_group_array(json_array(target_start, target_stop, link.slot)) FROM link
        JOIN slot AS newer ON newer.id = link.slot
        WHERE kind = 'revises' AND target = slot.id), happened,
    (SELECT json_group_array(json_array(start, stop, json(iif(kind = 'likes', 'true', 'false'))))
        FROM link WHERE kind IN ('likes', 'dislikes') AND link.slot = slot.id)"""


def insert(connection: sqlite3.Connection, draft: SlotDraft) -> int:
    """Write a draft as a row; return its id. Raises BadSlot when its text is no Unicode."""
    told_at = draft.told_at.isoformat()
    happened = "/".join(day.isoformat() for day in draft.happened or ()) or None
    try:
        cursor = connection.execute(
            "INSERT INTO slot (text, speaker, told_at, ref, strength, happened) "
            "VALUES (?,?,?,?,?,?)",
            (draft.text, draft.speaker, told_at, draft.ref, draft.strength, happened),
        )
    except UnicodeEncodeError as error:
        raise BadSlot(
            f"This text cannot be kept: character {error.start + 1} is half of a character. "
            "Type or paste it again."
        ) from error
    return int(cursor.lastrowid or 0)


def supersede(connection: sqlite3.Connection, old: int, new: int) -> None:
    """Mark slot `old` as replaced by `new`."""
    connection.execute("UPDATE slot SET superseded_by = ? WHERE id = ?", (new, old))


def count(connection: sqlite3.Connection) -> int:
    """How many slots there are."""
    return int(connection.execute("SELECT COUNT(*) FROM slot").fetchone()[0])


def ids(connection: sqlite3.Connection) -> frozenset[int]:
    """The id of every slot."""
    return frozenset(int(i) for (i,) in connection.execute("SELECT id FROM slot"))


def every(connection: sqlite3.Connection) -> tuple[Slot, ...]:
    """Every slot, in told order."""
    return _slots(connection, "ORDER BY id")


def get(connection: sqlite3.Connection, wanted: Iterable[int]) -> tuple[Slot, ...]:
    """Slots by id, in the order asked. Raises UnknownSlot."""
    wanted = list(wanted)
    rows = among(connection, f"SELECT {_COLUMNS} FROM slot", wanted)
    found = {row[0]: _slot(row) for row in rows}
    return tuple(found[i] for i in wanted)


def around(connection: sqlite3.Connection, of: Sequence[int]) -> tuple[Line, ...]:
    """The lines of slots by id, and of those with the ids just before and after that are there."""
    wanted = sorted({j for i in of for j in (i - 1, i, i + 1)})
    rows = among(connection, "SELECT id, text, speaker FROM slot", wanted, strict=False)
    return tuple(Line(*row) for row in sorted(rows))


def last(connection: sqlite3.Connection, n: int) -> tuple[Slot, ...]:
    """The n slots told last, in told order."""
    return _slots(connection, "ORDER BY id DESC LIMIT ?", n)[::-1]


def neighbours(
    connection: sqlite3.Connection, slot_id: int, before: int, after: int
) -> tuple[Slot, ...]:
    """The slots told just before and after one, in told order, without itself."""
    earlier = _slots(connection, "WHERE id < ? ORDER BY id DESC LIMIT ?", slot_id, before)
    later = _slots(connection, "WHERE id > ? ORDER BY id LIMIT ?", slot_id, after)
    return earlier[::-1] + later


def of_time(connection: sqlite3.Connection, period: Period, most: int) -> tuple[int, ...]:
    """The ids of the slots that tell of a time, `most` at most, the last told first."""
    rows = connection.execute(
        "SELECT id FROM slot WHERE substr(happened, 1, 10) <= ? AND substr(happened, 12) >= ? "
        "ORDER BY id DESC LIMIT ?",
        (period.last.isoformat(), period.first.isoformat(), most),
    )
    return tuple(int(i) for (i,) in rows)


def among(
    connection: sqlite3.Connection, select: str, wanted: Sequence[int], *, strict: bool = True
) -> list[Any]:
    """The rows of `select` (id first) that have these slot ids, in no order.

    Raises:
        UnknownSlot: one is missing, and `strict` asks for all.
    """
    rows: list[Any] = []
    # Ids too large for SQLite are unknown like any other.
    askable = [i for i in dict.fromkeys(wanted) if abs(i) < _TOO_LARGE]
    for start in range(0, len(askable), _AT_ONCE):
        part = askable[start : start + _AT_ONCE]
        places = ",".join("?" * len(part))
        rows += connection.execute(f"{select} WHERE id IN ({places})", part).fetchall()
    found = {row[0] for row in rows}
    for i in wanted if strict else ():
        if i not in found:
            raise UnknownSlot(f"There is no memory {i}. List them with: mneme memories")
    return rows


def _slots(connection: sqlite3.Connection, which: str, *values: int) -> tuple[Slot, ...]:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM slot {which}", values)
    return tuple(_slot(row) for row in rows)


def _slot(
    row: tuple[int, str, str, str, str | None, float, int | None, str, str, str | None, str],
) -> Slot:
    slot_id, text, speaker, told_at, ref, strength, superseded_by = row[:7]
    meant, outdated, happened, judged = row[7:]
    return Slot(
        slot_id,
        text,
        speaker,
        datetime.fromisoformat(told_at),
        ref,
        strength,
        superseded_by,
        _parts(meant),
        _parts(outdated),
        Period(*map(date.fromisoformat, happened.split("/"))) if happened else None,
        _parts(judged),
    )


def _parts(listed: str) -> tuple[Any, ...]:
    """A column's list of lists; most are empty, and hundreds of slots are read for a question."""
    return () if listed == "[]" else tuple(sorted(tuple(part) for part in json.loads(listed)))
