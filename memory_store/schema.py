"""The database's shape, as numbered migrations recorded in `PRAGMA user_version`.

slot        one row a memory, with the strength that forgetting looks at; `happened` is the time it
            tells of, as "2026-06-01/2026-08-31"
vector      a slot's vector, float32; apart from `slot`, so that reading texts reads no vectors
forgotten   what an undo can still bring back, until `expires`; nothing else reads it
words       FTS5 over the slots' texts and speakers (external content: stored once)
link        words of one slot that stand for words of another, or make them untrue, or that are
            liked or disliked; only places, no words, so that a forgotten slot leaves nothing here
fact        small key-value facts, the encoder's id among them
"""

from __future__ import annotations

import sqlite3

from memory_store.errors import StoreTooNew

_FIRST = """
CREATE TABLE slot (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    text TEXT NOT NULL,
    speaker TEXT NOT NULL,
    told_at TEXT NOT NULL,
    ref TEXT,
    strength REAL NOT NULL DEFAULT 1.0,
    recalled_at TEXT,
    superseded_by INTEGER,
    vector BLOB NOT NULL
);
CREATE TABLE forgotten (
    batch INTEGER NOT NULL,
    expires REAL NOT NULL,
    id INTEGER NOT NULL,
    text TEXT NOT NULL,
    speaker TEXT NOT NULL,
    told_at TEXT NOT NULL,
    ref TEXT,
    strength REAL NOT NULL,
    recalled_at TEXT,
    superseded_by INTEGER,
    vector BLOB NOT NULL
);
CREATE TABLE fact (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(
    text, content='slot', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER slot_added AFTER INSERT ON slot BEGIN
    INSERT INTO words(rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER slot_gone AFTER DELETE ON slot BEGIN
    INSERT INTO words(words, rowid, text) VALUES ('delete', old.id, old.text);
END;
"""

_SECOND = """
CREATE TABLE vector (
    id INTEGER PRIMARY KEY REFERENCES slot (id) ON DELETE CASCADE,
    value BLOB NOT NULL
);
INSERT INTO vector SELECT id, vector FROM slot ORDER BY id;
ALTER TABLE slot DROP COLUMN vector;
CREATE INDEX forgotten_id ON forgotten (id);
"""

_THIRD = """
DROP TRIGGER slot_added;
DROP TRIGGER slot_gone;
DROP TABLE words;
CREATE VIRTUAL TABLE words USING fts5(
    text, speaker, content='slot', content_rowid='id',
    tokenize='porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER slot_added AFTER INSERT ON slot BEGIN
    INSERT INTO words(rowid, text, speaker) VALUES (new.id, new.text, new.speaker);
END;
CREATE TRIGGER slot_gone AFTER DELETE ON slot BEGIN
    INSERT INTO words(words, rowid, text, speaker)
    VALUES ('delete', old.id, old.text, old.speaker);
END;
INSERT INTO words(words) VALUES ('rebuild');
"""

_FOURTH = """
CREATE TABLE link (
    kind TEXT NOT NULL,
    slot INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
    target INTEGER NOT NULL, target_start INTEGER NOT NULL, target_stop INTEGER NOT NULL,
    PRIMARY KEY (slot, kind, start, target, target_start)
) WITHOUT ROWID;
CREATE INDEX link_target ON link (target);
"""

_FIFTH = """
ALTER TABLE slot ADD COLUMN happened TEXT;
ALTER TABLE forgotten ADD COLUMN happened TEXT;
"""

MIGRATIONS: tuple[str, ...] = (_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the database to the newest version, each step in a transaction of its own.

    Raises:
        StoreTooNew: the database was written by a newer Mneme.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        raise StoreTooNew(
            f"This memory has format {version}, and this Mneme knows {len(MIGRATIONS)} at most. "
            "Upgrade Mneme, or choose another folder with --home. Nothing was changed."
        )
    for number in range(version, len(MIGRATIONS)):
        connection.executescript(
            f"BEGIN IMMEDIATE;{MIGRATIONS[number]}PRAGMA user_version = {number + 1};COMMIT;"
        )
