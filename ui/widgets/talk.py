"""The conversation: what was said, how far the opening is, and the prompt with its suggestions."""

from __future__ import annotations

from collections.abc import Collection

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static, TextArea

from ui.commands import COMMANDS, matching
from ui.history import History
from ui.widgets.loading import Loading
from ui.widgets.message import Entry
from ui.widgets.prompt import Prompt

_SHORT = 23  # rows; below, the suggestions get a share that leaves the prompt on the screen
_WELCOME = """\
Tell me things worth remembering, and ask me later.

Ctrl+B shows the memories behind an answer.
/ lists the commands, F1 the keys."""


class Talk(Vertical):
    """The left half of the screen. `most` is how many entries it keeps."""

    def __init__(self, history: History, most: int) -> None:
        super().__init__(id="talk")
        self._history = history
        self._most = most

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="log", can_focus=False):
            yield Static(_WELCOME, id="welcome", markup=False)
        yield Loading()
        yield Static("", id="suggestions", markup=False)
        yield Prompt(self._history)

    def on_mount(self) -> None:
        """Follow the end of the conversation, and be ready to type."""
        self.log_view.anchor()
        self.query_one(Prompt).focus()

    @property
    def log_view(self) -> VerticalScroll:
        """What scrolls."""
        return self.query_one("#log", VerticalScroll)

    def greet(self, memories: int) -> None:
        """Say how much is remembered, unless the conversation has begun."""
        if memories:
            count = "1 thing" if memories == 1 else f"{memories:,} things"
            for welcome in self.query("#welcome").results(Static):
                welcome.update(f"I remember {count}. {_WELCOME}")

    async def append(self, *entries: Entry) -> None:
        """Add to the conversation and go to its end."""
        self.query("#welcome").remove()
        await self.log_view.mount(*entries)
        self.log_view.anchor()

    async def trim(self, waiting: Collection[Entry]) -> None:
        """Let the oldest entries go, beyond the most it keeps, except those that wait."""
        old = [e for e in list(self.query(Entry))[: -self._most] if e not in waiting]
        await self.log_view.remove_children(old)

    def clear(self, waiting: Collection[Entry]) -> None:
        """Let all entries go, except those that wait."""
        self.take_out(*(e for e in self.query(Entry) if e not in waiting))

    def take_out(self, *entries: Entry) -> None:
        """Remove entries from the conversation."""
        self.log_view.remove_children(entries)

    @on(TextArea.Changed, "#prompt")
    def _suggest(self) -> None:
        """List the commands that begin like the draft, as many as there is room for."""
        lines = [f"{c.usage:<15}{c.help}" for c in matching(self.query_one(Prompt).text)]
        height = self.size.height
        room = len(COMMANDS) if height >= _SHORT else max(2, height * 2 // 5)
        if len(lines) > room:
            lines[room - 1 :] = [f"… and {len(lines) - room + 1} more"]
        suggestions = self.query_one("#suggestions", Static)
        suggestions.update("\n".join(lines))
        suggestions.display = bool(lines)

    def on_resize(self) -> None:
        """There may be room for more, or fewer."""
        self._suggest()
