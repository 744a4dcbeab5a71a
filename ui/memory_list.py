"""The list of all memories, kept right: whoever forgets or undoes, it is filled again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import App

from agent.reply import Reply
from ui import errands
from ui.history import History
from ui.session import Work
from ui.widgets.memories import MemoriesScreen
from ui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from memory_store.slot import Slot


class MemoryList:
    """Opens the list over the app's screen, and forgets and undoes, whether it is open or not.

    `do` has the session do some work and hands its result on, `look` has it see what is there;
    `say` tells the person.
    """

    def __init__(
        self,
        app: App[None],
        do: Callable[[Work, Callable[[object], None]], None],
        look: Callable[[Work, Callable[[object], None]], None],
        say: Callable[[str], None],
        clock: errands.Clock,
        history: History,
    ) -> None:
        self._app = app
        self._do = do
        self._look = look
        self._say = say
        self._clock = clock
        self._history = history
        self._screen: MemoriesScreen | None = None

    def open(self, state: str) -> None:
        """Open the list, once; `state` stands in it until the memories are there."""
        if self._screen is not None:
            return
        self._screen = MemoriesScreen(self.forget, self.undo, state)
        self._app.push_screen(self._screen, callback=lambda _: self._closed())
        self._refill()

    def note(self, state: str) -> None:
        """Say in the list, if it is open, why there are no memories to see yet."""
        if self._screen is not None and self._screen.is_mounted:
            self._screen.note(state)

    def forget(self, slot_id: int) -> None:
        """Forget a memory by its number."""
        self._do(errands.forget(slot_id, self._clock, self._history), self._said)

    def undo(self) -> None:
        """Bring the last forgetting back."""
        self._do(errands.undo(self._clock), self._said)

    def _said(self, result: object) -> None:
        if isinstance(result, Reply):
            self._say(result.text)
        self._refill()

    def _refill(self) -> None:
        def fill(slots: object) -> None:
            if self._screen is not None and self._screen.is_mounted:
                self._screen.fill(_slots(slots))

        self._look(lambda agent: agent.memories(), fill)

    def _closed(self) -> None:
        self._screen = None
        self._app.query_one(Prompt).focus()


def _slots(result: object) -> tuple[Slot, ...]:
    return result if isinstance(result, tuple) else ()
