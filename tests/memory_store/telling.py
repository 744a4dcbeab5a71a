"""Telling a store things with made-up vectors: what the tests of the memory share."""

from __future__ import annotations

import zlib
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from memory_store import MemoryStore, Slot, SlotDraft

D = 8
NOW = datetime(2026, 3, 2, 9, 0)
HOUR = timedelta(hours=1)


def open_store(
    home: Path | str = ":memory:", encoder: str = "test", dimension: int = D, **more: bool
) -> MemoryStore:
    """A store for vectors of length `dimension`."""
    return MemoryStore.open(home, encoder_id=encoder, dimension=dimension, **more)


def vector(text: str) -> np.ndarray:
    """A unit vector (D,) that is always the same for the same text."""
    v = np.random.default_rng(zlib.crc32(text.encode())).normal(size=D).astype(np.float32)
    return v / np.linalg.norm(v)


def tell(store: MemoryStore, *texts: str) -> tuple[Slot, ...]:
    """Write one slot a text."""
    drafts = [SlotDraft(text, NOW) for text in texts]
    return store.add(drafts, np.stack([vector(text) for text in texts]))


def files_with(folder: Path, text: str) -> list[str]:
    """The names of the files whose raw bytes hold the text."""
    return [f.name for f in sorted(folder.iterdir()) if text.encode() in f.read_bytes()]
