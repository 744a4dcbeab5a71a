"""The tree of the memory's own errors: one class for each thing a caller can do about it.

Every message says what is wrong and what to do; the screen and the command line show it as it is.
`MnemeError` stands here because `memory_store` is the lowest room; `agent.errors` adds to the tree.
"""

from __future__ import annotations


class MnemeError(Exception):
    """The base of every error Mneme raises on purpose."""


class MemoryStoreError(MnemeError):
    """Something about the memory on disk; see the subclasses."""


class StoreLocked(MemoryStoreError):
    """Another process has this home open. Close it, or use another `--home`."""


class StoreUnwritable(MemoryStoreError):
    """The folder or disk cannot be written: read-only, full, or not ours. Nothing was lost."""


class StoreCorrupt(MemoryStoreError):
    """The database itself is damaged. Restore a copy or export what can be read."""


class StoreTooNew(MemoryStoreError):
    """The database was written by a newer Mneme. Upgrade, or use another home."""


class EncoderChanged(MemoryStoreError):
    """The vectors on disk belong to another encoder: re-embed before searching."""


class BadSlot(MemoryStoreError):
    """A draft, vector or query that cannot be kept or compared as it is. Nothing was written."""


class StoreClosed(MemoryStoreError):
    """The memory was closed. Open it again."""


class UnknownSlot(MemoryStoreError):
    """No live slot has this id."""


class NothingToUndo(MemoryStoreError):
    """There is no forgetting left that could be undone."""
