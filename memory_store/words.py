"""Finding slots by exact words: BM25 over FTS5, the "hash by word" of Weston et al. 2014, 3.3."""

from __future__ import annotations

import re
import sqlite3

_TOKEN = re.compile(r"\w+", re.UNICODE)
_MOST_TOKENS = 64


def search_words(connection: sqlite3.Connection, text: str, k: int) -> list[tuple[int, float]]:
    """The k slots that share words with `text`, best first; a higher score is better.

    Every token is quoted, so no input is ever read as FTS5 syntax.
    """
    tokens = list(dict.fromkeys(_TOKEN.findall(text.lower())))[:_MOST_TOKENS]
    if not tokens or k < 1:
        return []
    query = " OR ".join(f'"{token}"' for token in tokens)
    rows = connection.execute(
        "SELECT rowid, -rank FROM words WHERE words MATCH ? ORDER BY rank, rowid LIMIT ?",
        (query, k),
    )
    return [(int(i), float(score)) for i, score in rows]
