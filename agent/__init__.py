"""Mneme's mind: hear an utterance, remember it, answer from memory, and say from which.

Names load on first use (PEP 562), so that importing `agent` loads no model library.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agent.agent import Agent
    from agent.errors import MnemeError
    from agent.records import Record
    from agent.reply import Event, Hop, Mark, Reply
    from memory_store.slot import Slot

_HOME = {
    "Agent": "agent.agent",
    "Event": "agent.reply",
    "Hop": "agent.reply",
    "Mark": "agent.reply",
    "MnemeError": "agent.errors",
    "Record": "agent.records",
    "Reply": "agent.reply",
    "Slot": "memory_store.slot",
}

__all__ = ["Agent", "Event", "Hop", "Mark", "MnemeError", "Record", "Reply", "Slot"]


def __getattr__(name: str) -> object:
    """Load a public name from the module it lives in."""
    if name not in _HOME:
        raise AttributeError(f"module 'agent' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
