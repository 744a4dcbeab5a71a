"""Opening SQLite the safe way, and turning its errors into ours.

WAL with synchronous=FULL: a commit that returned survives `kill -9` and power loss.
secure_delete overwrites what is deleted. Files are private to the user.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from memory_store.errors import (
    MemoryStoreError,
    StoreCorrupt,
    StoreLocked,
    StoreUnwritable,
)
from memory_store.schema import migrate

DATABASE = "memory.db"


def open_database(folder: Path | None) -> sqlite3.Connection:
    """Open (or make) the database in `folder`; None keeps everything in this process.

    Raises:
        StoreUnwritable, StoreCorrupt, StoreTooNew.
    """
    where = ":memory:" if folder is None else str(folder / DATABASE)
    with translated(where):
        if folder is not None:
            make_private(folder)
        connection = sqlite3.connect(where, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
            migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def make_private(folder: Path) -> None:
    """Make the folder, 0700, and an empty database in it, 0600, before anything is written."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(folder / DATABASE, os.O_RDWR | os.O_CREAT, 0o600))


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Raise our own errors instead of SQLite's and the operating system's."""
    try:
        yield
    except MemoryStoreError:
        raise
    except sqlite3.DatabaseError as error:
        raise _named(error, where) from error
    except OSError as error:
        raise StoreUnwritable(
            f"The memory at {where} cannot be opened for writing ({error.strerror}). "
            "Check the folder's owner and free space, or choose another with --home."
        ) from error


def _named(error: sqlite3.DatabaseError, where: str) -> MemoryStoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StoreCorrupt(
            f"The memory at {where} is damaged ({error}). Nothing was changed. Put a copy in its "
            "place, or move it away and import an export."
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreLocked(f"The memory at {where} is in use by another program. Close that first.")
    reason = "the disk is full" if code == sqlite3.SQLITE_FULL else str(error)
    return StoreUnwritable(
        f"The memory at {where} cannot be written: {reason}. What was told before is safe; "
        "make room or permissions and say it again."
    )


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: commit at the end, roll back on any error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
