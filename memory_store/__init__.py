"""Mneme's memory: durable slots with vectors, found by nearness and by words.

SQLite (WAL) is the truth; the FAISS index and the full-text index are derived from it. Names load
on first use (PEP 562), so that importing `memory_store` loads no faiss.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from memory_store.errors import MnemeError
    from memory_store.report import StoreReport
    from memory_store.slot import Link, Place, Slot, SlotDraft, spoken
    from memory_store.store import MemoryStore

_HOME = {
    "Link": "memory_store.slot",
    "MemoryStore": "memory_store.store",
    "MnemeError": "memory_store.errors",
    "Place": "memory_store.slot",
    "Slot": "memory_store.slot",
    "SlotDraft": "memory_store.slot",
    "StoreReport": "memory_store.report",
    "spoken": "memory_store.slot",
}

__all__ = [
    "Link",
    "MemoryStore",
    "MnemeError",
    "Place",
    "Slot",
    "SlotDraft",
    "StoreReport",
    "spoken",
]


def __getattr__(name: str) -> object:
    """Load a public name from the module it lives in."""
    if name not in _HOME:
        raise AttributeError(f"module 'memory_store' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
