"""Opening SQLite the safe way, and turning its errors into ours.

WAL with synchronous=FULL: a commit that returned survives `kill -9` and power loss.
secure_delete overwrites what is deleted, and temporary tables stay off the disk, so that a text
is in no file but the home's. Files are private to the user.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from memory_store.errors import (
    MemoryStoreError,
    StoreClosed,
    StoreCorrupt,
    StoreLocked,
    StoreUnwritable,
)
from memory_store.schema import migrate

DATABASE = "memory.db"


def open_database(folder: Path | None) -> sqlite3.Connection:
    """Open the database in `folder`, made by `make_private`; None keeps all in this process.

    Raises:
        StoreUnwritable, StoreCorrupt, StoreTooNew.
    """
    where = ":memory:" if folder is None else str(folder / DATABASE)
    with translated(where):
        connection = sqlite3.connect(where, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("PRAGMA foreign_keys = ON")
            migrate(connection)
            connection.execute(
                "CREATE VIRTUAL TABLE temp.word_count USING fts5vocab('main', 'words', 'row')"
            )
        except BaseException:
            connection.close()
            raise
        return connection


def make_private(folder: Path) -> None:
    """Make the folder, 0700, and an empty database in it before anything is written.

    The database becomes 0600 even if it was copied here with a wider mode; SQLite gives its log
    the same mode.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = folder / DATABASE
    os.close(os.open(database, os.O_RDWR | os.O_CREAT, 0o600))
    database.chmod(0o600)


def empty_log(connection: sqlite3.Connection) -> None:
    """Move the write-ahead log into the database and cut it to nothing."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Raise our own errors instead of SQLite's and the operating system's."""
    try:
        yield
    except MemoryStoreError:
        raise
    except sqlite3.ProgrammingError as error:
        if "closed database" in str(error):
            raise StoreClosed(f"The memory at {where} is closed. Open it again.") from error
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
