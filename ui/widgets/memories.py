"""The screen of all memories: search them, read one, forget it, bring it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import DataTable, Footer, Input, Label, Static

from memory_store.slot import Slot
from ui.words import MUTED, counted, meanings, one_line, safe, told

MOST_ROWS = 500  # the list is made anew at every letter of a search
_WIDE = 100  # columns of the terminal; below, there is no room for dates


class _Table(DataTable[str | Text]):
    """The list; its first row has the search field above it."""

    def action_cursor_up(self) -> None:
        if self.cursor_row == 0:
            self.screen.query_one(Input).focus()
        else:
            super().action_cursor_up()


class MemoriesScreen(ModalScreen[None]):
    """All memories in a table. The callbacks run the agent's work and call `fill` again.

    `state` stands where the count will be until the memories are there.
    """

    HELP = """\
Everything remembered, the newest first. Type to search, **Down** goes to the list, **Up** on its
first row comes back. Below the list stands the whole of the memory under the cursor. **Ctrl+D**
forgets it, **Ctrl+U** brings it back."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close"),
        Binding("f1", "app.toggle_help", "Help"),
        # These two go before the search field's own, to work wherever the cursor is.
        Binding("ctrl+d", "forget", "Forget", priority=True),
        Binding("ctrl+u", "undo", "Undo", priority=True),
        Binding("delete", "forget", "Forget", show=False),
        Binding("down", "to_table", "To the list", show=False),
        Binding("pageup", "app.page_up", show=False),
        Binding("pagedown", "app.page_down", show=False),
    ]

    def __init__(
        self, forget: Callable[[int], None], undo: Callable[[], None], state: str = ""
    ) -> None:
        super().__init__()
        self._state = state
        self._forget = forget
        self._undo = undo
        self._slots: dict[int, Slot] = {}

    def compose(self) -> ComposeResult:
        with Vertical(id="memories-box"):
            yield Input(placeholder="Search memories …", id="search", select_on_focus=False)
            yield _Table(cursor_type="row", zebra_stripes=True, id="table")
            yield Static("", id="whole", markup=False)
            yield Label(self._state, id="count", markup=False)
            yield Footer()

    def note(self, state: str) -> None:
        """Say why there are no memories to see yet."""
        self._state = state
        self.query_one("#count", Label).update(state)

    def fill(self, slots: tuple[Slot, ...]) -> None:
        """Show these memories, newest first; the cursor stays in its row."""
        self._slots, self._state = {slot.id: slot for slot in slots}, ""
        self._refill()

    @on(Input.Changed, "#search")
    def _search(self) -> None:
        self.query_one(_Table).move_cursor(row=0)
        self._refill()

    def on_resize(self) -> None:
        """There may be room for dates, or none any more."""
        if self._slots:
            self._refill()

    def _refill(self) -> None:
        if self._state:
            return
        table = self.query_one(_Table)
        row, is_wide = table.cursor_row, self.app.size.width >= _WIDE
        table.clear(columns=True)
        table.add_columns("#", *["Told"] * is_wide, "Memory")
        words = self.query_one("#search", Input).value.lower()
        shown = [s for s in reversed(self._slots.values()) if words in s.text.lower()]
        for slot in shown[:MOST_ROWS]:
            when = [_short(slot.told_at)] * is_wide
            table.add_row(str(slot.id), *when, _memory(slot), key=str(slot.id))
        table.move_cursor(row=row)
        if not shown:
            self.query_one("#whole", Static).update("")
        more = f", the newest {MOST_ROWS:,} listed" if len(shown) > MOST_ROWS else ""
        count = f"{len(shown):,} of {counted(len(self._slots))}{more}"
        self.query_one("#count", Label).update(count)

    @on(DataTable.RowHighlighted)
    def _show(self, event: DataTable.RowHighlighted) -> None:
        slot = self._slots.get(int(event.row_key.value or 0))
        if slot is not None:  # else it was forgotten meanwhile
            said = "; ".join([f"#{slot.id}, {told(slot)}", *meanings(slot)])
            whole = Content.assemble(safe(slot.text), (f"\n{said}", MUTED))
            self.query_one("#whole", Static).update(whole)

    def on_key(self, event: events.Key) -> None:
        """Letters typed at the list go to the search."""
        if event.is_printable and event.key not in self.active_bindings:
            event.stop()
            search = self.query_one("#search", Input)
            search.focus()
            search.insert_text_at_cursor(event.character or "")

    def action_close(self) -> None:
        """Close the help, else the list."""
        if self.query("HelpPanel"):
            self.app.action_hide_help_panel()
        else:
            self.dismiss()

    def action_to_table(self) -> None:
        """Go from the search to the list."""
        self.query_one(_Table).focus()

    def action_forget(self) -> None:
        """Forget the memory under the cursor."""
        table = self.query_one(_Table)
        if table.row_count:
            key = table.coordinate_to_cell_key(table.cursor_coordinate).row_key.value
            self._forget(int(key or 0))

    def action_undo(self) -> None:
        """Bring the last forgetting back."""
        self._undo()


def _short(at: datetime) -> str:
    """A day in little room: 03 Mar 26."""
    return f"{at:%d %b %y}"


def _memory(slot: Slot) -> Text:
    """The memory's line. Rich's text, because a table measures no other."""
    who = "" if slot.speaker == "user" else f"{slot.speaker}: "
    newer = f"superseded by #{slot.superseded_by}  " if slot.superseded_by is not None else ""
    return Text.assemble((newer, "dim"), one_line(who + slot.text))
