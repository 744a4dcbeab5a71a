"""Table `fact`: small key-value facts kept with the memory, the encoder's id among them.

Plain functions over an open connection. Errors are SQLite's own; the caller turns them into ours.
"""

from __future__ import annotations

import sqlite3


def read(connection: sqlite3.Connection, key: str) -> str | None:
    """The value of a fact, or None."""
    row = connection.execute("SELECT value FROM fact WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else None


def write(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Keep a fact in place of what it was before."""
    connection.execute("INSERT OR REPLACE INTO fact (key, value) VALUES (?, ?)", (key, value))
