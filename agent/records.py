"""A record: one remembered thing outside the memory, as export writes and import reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from memory_store.slot import Link


@dataclass(frozen=True, slots=True)
class Record:
    """Text, who said it, when, and the caller's own id; `id` and `superseded_by` are those of the
    home it was exported from and are mapped to new ids on import, as are those in `links`, what
    words of this record have to do with words of others."""

    text: str
    speaker: str = "user"
    at: datetime | None = None
    ref: str | None = None
    strength: float = 1.0
    id: int | None = None
    superseded_by: int | None = None
    links: tuple[Link, ...] = ()
