"""The conversation and the pane of memories, side by side or, on narrow screens, one or the other.

Which message is selected joins the two: the pane shows the memories behind it.
"""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal

from ui.history import History
from ui.widgets.message import Entry
from ui.widgets.pane import MemoryPane
from ui.widgets.prompt import Prompt
from ui.widgets.talk import Talk


class Body(Horizontal):
    """Talk and pane. `most` is how many entries the talk keeps."""

    def __init__(self, history: History, most: int) -> None:
        super().__init__(id="body")
        self._history = history
        self._most = most

    def compose(self) -> ComposeResult:
        yield Talk(self._history, self._most)
        yield MemoryPane(id="pane")

    def on_key(self, event: events.Key) -> None:
        """Letters typed at a message or the pane go to the prompt: nothing typed is lost."""
        if event.is_printable and event.key not in self.screen.active_bindings:
            event.stop()
            self.typed(event.character or "")

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted there, too; what is pasted at the prompt is there already."""
        if not self.query_one(Prompt).has_focus:
            event.stop()
            self.typed(event.text)

    def on_resize(self) -> None:
        """A wide screen has room for both; what has the focus may be on the screen no longer."""
        if not self.screen.has_class("narrow"):
            self.screen.remove_class("pane-over")
        self.call_after_refresh(self._keep_focus)

    def _keep_focus(self) -> None:
        focused = self.screen.focused
        if focused is None or not all(node.display for node in focused.ancestors_with_self):
            self.query_one(Prompt).focus()

    def typed(self, text: str) -> None:
        """Put what was typed elsewhere into the prompt."""
        if self.is_pane_over:
            self.close_pane()
        prompt = self.query_one(Prompt)
        prompt.focus()
        prompt.insert(text)

    @on(Entry.Chosen)
    def _chosen(self, event: Entry.Chosen) -> None:
        self.select(event.entry.answer or event.entry)

    def select(self, entry: Entry | None) -> None:
        """Show the memories behind this reply and mark it; None shows none."""
        self.query(".selected").remove_class("selected")
        if entry is not None:
            entry.add_class("selected")
        pane = self.query_one(MemoryPane)
        pane.sentences = entry.sentences if entry is not None else ()
        pane.reply = entry.reply if entry is not None else None

    @property
    def is_talk_alone(self) -> bool:
        """Whether no pane stands beside the talk."""
        return self.screen.has_class("narrow") or self.screen.has_class("pane-hidden")

    @property
    def is_pane_over(self) -> bool:
        """Whether the pane stands in place of the talk, as it does on narrow screens."""
        return self.screen.has_class("narrow", "pane-over")

    def toggle_pane(self) -> None:
        """Show or hide the pane."""
        if not self.screen.has_class("narrow"):
            self.screen.toggle_class("pane-hidden")
            if self.query_one(MemoryPane).has_focus_within:
                self.query_one(Prompt).focus()
        elif self.screen.has_class("pane-over"):
            self.close_pane()
        else:
            self.screen.add_class("pane-over")
            self.query_one(MemoryPane).focus()

    def close_pane(self) -> None:
        """Put the talk back in its place."""
        self.screen.remove_class("pane-over")
        self.call_after_refresh(self.query_one(Prompt).focus)
