"""One message of the conversation."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message as Signal
from textual.widgets import Static

from agent.reply import Reply
from ui.words import safe


class Entry(Static, can_focus=True):
    """What was said, by the person or by Mneme. Focus it to see its memories; `y` copies it.

    A person's entry knows the `answer` that follows it; Mneme's holds its `reply` when it is over,
    and whether it `is_obeying` a command to forget or to undo.
    """

    HELP = "A message. **y** copies it; the pane shows the memories behind it."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "Copy", tooltip="Copy this message"),
        Binding("up", "app.focus_previous", "Previous", show=False),
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
        self.is_obeying = False

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

    def finish(self, reply: Reply) -> None:
        """Fill in Mneme's reply."""
        self.reply = reply
        self.text = reply.text
        self.add_class(f"-{reply.kind}")
        self.update(Content(safe(reply.text)))

    def on_focus(self) -> None:
        """Tell the screen."""
        self.post_message(self.Chosen(self))

    def action_copy(self) -> None:
        """Copy the text through the terminal."""
        self.app.copy_to_clipboard(self.text)
        # A terminal says nothing back, so nobody knows whether it took the text.
        self.notify("Sent to the terminal's clipboard.", timeout=2, markup=False)
