"""Forgetting by id and bringing back, within a turn: shared by words, slash commands and `Keeper`.

It asks no model, and says the same whoever wants it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from agent.reply import Forgotten, Restored

if TYPE_CHECKING:
    from agent.conversation import Conversation
    from agent.turn import Turn
    from memory_store import MemoryStore
    from memory_store.slot import Slot

UNDO_FOR = timedelta(minutes=10)  # how long a forgetting can be undone
NAMED = 5  # forgotten memories that are said again; the rest are counted


def forget(ids: Sequence[int], turn: Turn, store: MemoryStore, talk: Conversation) -> None:
    """Forget slots by id, and offer the undo. Raises UnknownSlot."""
    if not ids:
        turn.kind = "unknown"
        turn.texts.append("I have no memory of that, so there is nothing to forget.")
        return
    turn.kind = "forgotten"
    gone = store.forget(ids, at=turn.at, undo_for=UNDO_FOR)
    talk.drop(ids)
    turn.forgotten += gone
    turn.drop(ids)
    minutes = int(UNDO_FOR.total_seconds() // 60)
    turn.texts.append(
        f"Forgotten: {_named(gone)} Say undo within {minutes} minutes to bring "
        f"{'it' if len(gone) == 1 else 'them'} back."
    )
    turn.watch(Forgotten(gone, turn.at + UNDO_FOR))


def undo(turn: Turn, store: MemoryStore, talk: Conversation) -> None:
    """Bring the last forgetting back. Raises NothingToUndo."""
    back = store.undo(at=turn.at)
    turn.kind = "restored"
    turn.stored += back
    talk.turn_to([slot.id for slot in back], turn.at)
    turn.texts.append(f"Restored: {_named(back)}")
    turn.watch(Restored(back))


def _named(slots: Sequence[Slot]) -> str:
    """What they say, to its full stop; of many the first and how many more there are."""
    what = ", ".join(f"“{slot.text}”" for slot in slots[:NAMED])
    if len(slots) > NAMED:
        return f"{what} and {len(slots) - NAMED} more."
    return what if what.endswith(_STOPPED) else f"{what}."


_STOPPED = tuple(f"{mark}”" for mark in ".!?…")
