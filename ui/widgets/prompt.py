"""The prompt: Enter sends, Ctrl+J makes a new line, Up and Down walk through what was typed."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from ui.commands import listed, matching
from ui.history import History


class Prompt(TextArea):
    """A text area that grows with its draft."""

    HELP = f"""\
Tell Mneme something, or ask. **Enter** sends, **Ctrl+J** or **Shift+Enter** makes a new line.
**Up/Down** earlier lines, **Ctrl+R** searches them, **Ctrl+G** opens your editor.
**Shift+Tab** goes to the messages; **Esc** comes back, or takes back a waiting message.
**/** in the first column lists the commands, **Tab** completes one, again: the next.

{listed()}
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", "Send"),
        Binding("ctrl+j,shift+enter", "newline", "New line", show=False),
        Binding("ctrl+c", "clear_draft", "Clear", show=False),
        Binding("pageup", "app.page_up", "Scroll up", show=False),
        Binding("pagedown", "app.page_down", "Scroll down", show=False),
    ]

    class Sent(Message):
        """The person sent a line."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, history: History) -> None:
        super().__init__(
            id="prompt",
            soft_wrap=True,
            compact=True,
            highlight_cursor_line=False,
            placeholder="Tell me something, or ask …",
        )
        self.typed = history
        self._offered: list[str] = []  # the completions that Tab goes through

    def action_send(self) -> None:
        """Send the draft, unless it is blank."""
        text = self.text.strip()
        if text:
            self.typed.add(text)
            self.text = ""
            self.post_message(self.Sent(text))

    def action_newline(self) -> None:
        """Start a new line in the draft."""
        self.insert("\n")

    def action_clear_draft(self) -> None:
        """Copy what is selected here or in the conversation, or clear the draft.

        Up brings a cleared draft back, in this window alone: it was never sent.
        """
        if selected := self.selected_text or self.screen.get_selected_text():
            self.app.copy_to_clipboard(selected)
        elif self.text:
            self.typed.add(self.text.strip() or self.text, is_sent=False)
            self.text = ""

    async def _on_key(self, event: events.Key) -> None:
        """Enter sends, Tab completes a command, Up on the first row and Down on the last walk
        through what was typed. A long line has several rows.

        Enter is no priority binding: those overtake characters that are still in the queue, and
        fast typing would be sent in pieces.
        """
        at = self.cursor_location
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self.action_send()
        elif event.key == "tab" and (completed := self._completed()) is not None:
            self._replace(event, completed)
        elif event.key == "up" and self.navigator.is_first_wrapped_line(at):
            self._replace(event, self.typed.earlier(self.text))
        elif event.key == "down" and self.navigator.is_last_wrapped_line(at):
            self._replace(event, self.typed.later(self.text))
        else:
            await super()._on_key(event)

    def _completed(self) -> str | None:
        """The draft as a whole command; when it is one already that Tab gave, the next one."""
        if self.text in self._offered:
            return self._offered[(self._offered.index(self.text) + 1) % len(self._offered)]
        if any(c.isspace() for c in self.text):  # else it would erase an argument
            return None
        self._offered = [f"/{c.name}" + " " * bool(c.argument) for c in matching(self.text)]
        return self._offered[0] if self._offered else None

    def _replace(self, event: events.Key, line: str | None) -> None:
        event.prevent_default()
        event.stop()
        if line is not None:
            self.fill(line)

    def fill(self, line: str) -> None:
        """Put a line into the prompt, the cursor at its end."""
        self.text = line
        self.move_cursor(self.document.end)
