"""One message of the conversation."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message as Signal
from textual.widgets import Static

from agent.reply import Reply, Sentence
from ui.words import MUTED, safe, understood


class Entry(Static, can_focus=True):
    """What was said, by the person or by Mneme. Choose it to see its memories; focused, `y` copies
    it. A click chooses and leaves the focus in the prompt, where the next letter belongs.

    A person's entry knows the `answer` that follows it; Mneme's holds its `reply` when it is over,
    and the `sentences` it replies to, with what each was taken for.
    """

    FOCUS_ON_CLICK = False
    HELP = "A message. **y** copies it; the pane shows the memories behind it."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "Copy", tooltip="Copy this message"),
        Binding("up", "previous", "Previous", show=False),
        Binding("down", "app.focus_next", "Next", show=False),
    ]

    class Chosen(Signal):
        """The person looks at this message."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, text: str, answer: Entry | None = None) -> None:
        super().__init__(Content(safe(text)), classes="person" if answer else "mneme")
        self.text = text
        self.answer = answer
        self.reply: Reply | None = None
        self.sentences: tuple[Sentence, ...] = ()

    def waiting(self, is_waiting: bool) -> None:
        """Show whether the message still waits for its turn."""
        self.set_class(is_waiting, "waiting")
        if self.answer is not None:
            self.answer.set_class(is_waiting, "waiting")
            self.answer.note("waiting …" if is_waiting else "…")

    def note(self, text: str) -> None:
        """Say how far the answer is."""
        self.text = text
        self.update(Content(text))

    def finish(self, reply: Reply, is_alone: bool) -> None:
        """Fill in Mneme's reply; when it `is_alone`, no pane beside it, with what was understood
        of what was told."""
        self.reply = reply
        self.text = reply.text
        self.add_class(f"-{reply.kind}")
        below = "".join(f"\n  {line}" for line in understood(reply)) if is_alone else ""
        self.update(Content.assemble(safe(reply.text), (below, MUTED)))

    def on_click(self) -> None:
        """Tell the screen."""
        self.post_message(self.Chosen(self))

    def on_focus(self) -> None:
        """Tell the screen."""
        self.post_message(self.Chosen(self))

    def action_previous(self) -> None:
        """Go to the message before; the first one is the end of the way."""
        if self is not self.screen.query(Entry).first():
            self.screen.focus_previous(Entry)

    def action_copy(self) -> None:
        """Copy the text through the terminal."""
        self.app.copy_to_clipboard(self.text)
        # A terminal says nothing back, so nobody knows whether it took the text.
        self.notify("Sent to the terminal's clipboard.", timeout=2, markup=False)
