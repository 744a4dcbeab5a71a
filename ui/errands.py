"""What the screen has the agent do besides hearing: work for the session's thread.

Each function makes the work; it runs later, and the screen may be gone by then. MnemeError says
what the person can do about it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from agent.engine_names import ENGINES
from agent.errors import MnemeError
from agent.reply import Reply
from memory_store.errors import UnknownSlot
from ui import exporting
from ui.history import History
from ui.locations import expanded
from ui.words import os_problem

if TYPE_CHECKING:
    from agent.agent import Agent

Clock = Callable[[], datetime]


def forget(slot_id: int, clock: Clock, history: History) -> Callable[[Agent], Reply]:
    """Forget a memory by its number, and what was typed of it."""

    def work(agent: Agent) -> Reply:
        reply = forgotten(agent, slot_id, clock())
        history.forget(reply, agent.memories)  # here, for the screen may be gone when it is over
        return reply

    return work


def forgotten(agent: Agent, slot_id: int, at: datetime) -> Reply:
    """Forget a memory by the number given to /forget.

    Raises:
        MnemeError: there is no such memory.
    """
    try:
        return agent.forget([slot_id], at=at)
    except UnknownSlot as error:
        raise MnemeError(
            f"There is no memory {slot_id}. See their numbers with /memories"
        ) from error


def undo(clock: Clock) -> Callable[[Agent], Reply]:
    """Bring the last forgetting back."""
    return lambda agent: agent.undo(at=clock())


def export(file: str) -> Callable[[Agent], str]:
    """Write everything to a file, named as the person wrote it; give what to say then."""

    def work(agent: Agent) -> str:
        try:
            return exporting.export(expanded(file), agent.records())
        except OSError as error:  # the person's path, no fault of ours
            raise MnemeError(os_problem(error)) from error

    return work


def choose_engine(name: str) -> Callable[[Agent], str]:
    """Choose how O points at memories, "" for the next way; give the name of what it is then."""

    def work(agent: Agent) -> str:
        following = ENGINES[(ENGINES.index(agent.engine) + 1) % len(ENGINES)]
        agent.engine = name or following
        return agent.engine

    return work
