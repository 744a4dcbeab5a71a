"""Finding slots by exact words: BM25 over FTS5, the "hash by word" of Weston et al. 2014, 3.3."""

from __future__ import annotations

import re
import sqlite3

_TOKEN = re.compile(r"\w+", re.UNICODE)
_MOST_TOKENS = 64
# In a large memory a word that every fifth slot holds says next to nothing about one of them, and
# ranking all those slots is most of the work: without such words it takes half the time, and
# 99 % of the ten best slots stay the same (10,000 slots).
_LARGE, _COMMON = 1_000, 0.2


def search_words(connection: sqlite3.Connection, text: str, k: int) -> list[tuple[int, float]]:
    """The k slots that share words with `text`, best first; a higher score is better.

    Every token is quoted, so no input is ever read as FTS5 syntax.
    """
    tokens = list(dict.fromkeys(_TOKEN.findall(text.lower())))[:_MOST_TOKENS]
    if not tokens or k < 1:
        return []
    query = " OR ".join(f'"{token}"' for token in _telling(connection, tokens))
    rows = connection.execute(
        "SELECT rowid, -rank FROM words WHERE words MATCH ? ORDER BY rank, rowid LIMIT ?",
        (query, k),
    )
    return [(int(i), float(score)) for i, score in rows]


def _telling(connection: sqlite3.Connection, tokens: list[str]) -> list[str]:
    """The tokens without those that are common in a large memory; all when all are."""
    (total,) = connection.execute("SELECT COUNT(*) FROM slot").fetchone()
    if total < _LARGE:
        return tokens
    places = ", ".join("?" * len(tokens))
    counted = f"SELECT term, doc FROM temp.word_count WHERE term IN ({places})"
    held = dict(connection.execute(counted, tokens))
    return [token for token in tokens if held.get(token, 0) <= _COMMON * total] or tokens
