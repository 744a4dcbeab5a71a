"""The screen of all memories: search them, forget one, bring it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import DataTable, Footer, Input, Label

from memory_store.slot import Slot
from ui.words import day, one_line

MOST_ROWS = 500  # the list is made anew at every letter of a search


class MemoriesScreen(ModalScreen[None]):
    """All memories in a table. The callbacks run the agent's work and call `fill` again.

    `state` stands where the count will be until the memories are there.
    """

    HELP = """\
Everything remembered. Type to search, **Down** goes to the list. **Ctrl+D** forgets the row
under the cursor, **Ctrl+U** brings it back."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close"),
        Binding("f1", "app.toggle_help", "Help"),
        # These two go before the search field's own, to work wherever the cursor is.
        Binding("ctrl+d", "forget", "Forget", priority=True),
        Binding("ctrl+u", "undo", "Undo", priority=True),
        Binding("delete", "forget", "Forget", show=False),
        Binding("down", "to_table", "To the list", show=False),
    ]

    def __init__(
        self, forget: Callable[[int], None], undo: Callable[[], None], state: str = ""
    ) -> None:
        super().__init__()
        self._state = state
        self._forget = forget
        self._undo = undo
        self._slots: tuple[Slot, ...] = ()

    def compose(self) -> ComposeResult:
        with Vertical(id="memories-box"):
            yield Input(placeholder="Search memories …", id="search")
            yield DataTable(cursor_type="row", zebra_stripes=True, id="table")
            yield Label(self._state, id="count", markup=False)
            yield Footer()

    def on_mount(self) -> None:
        """Make the columns."""
        self.query_one(DataTable).add_columns("#", "Told", "Memory")

    def note(self, state: str) -> None:
        """Say why there are no memories to see yet."""
        self._state = state
        self.query_one("#count", Label).update(state)

    def fill(self, slots: tuple[Slot, ...]) -> None:
        """Show these memories, newest first; the cursor stays in its row."""
        self._slots, self._state = slots, ""
        table = self.query_one(DataTable)
        row = table.cursor_row
        self._refill(self.query_one("#search", Input).value)
        table.move_cursor(row=row)

    @on(Input.Changed, "#search")
    def _search(self, event: Input.Changed) -> None:
        if not self._state:
            self._refill(event.value)

    def _refill(self, words: str) -> None:
        table = self.query_one(DataTable)
        table.clear()
        shown = [s for s in reversed(self._slots) if words.lower() in s.text.lower()]
        for slot in shown[:MOST_ROWS]:
            table.add_row(str(slot.id), day(slot.told_at), _memory(slot), key=str(slot.id))
        more = f", the newest {MOST_ROWS:,} listed" if len(shown) > MOST_ROWS else ""
        count = f"{len(shown):,} of {len(self._slots):,} memories{more}"
        self.query_one("#count", Label).update(count)

    def action_close(self) -> None:
        """Close the help, else the list."""
        if self.query("HelpPanel"):
            self.app.action_hide_help_panel()
        else:
            self.dismiss()

    def action_to_table(self) -> None:
        """Go from the search to the list."""
        self.query_one(DataTable).focus()

    def action_forget(self) -> None:
        """Forget the memory under the cursor."""
        table = self.query_one(DataTable)
        if table.row_count:
            key = table.coordinate_to_cell_key(table.cursor_coordinate).row_key.value
            self._forget(int(key or 0))

    def action_undo(self) -> None:
        """Bring the last forgetting back."""
        self._undo()


def _memory(slot: Slot) -> Text:
    """The memory's line. Rich's text, because a table measures no other."""
    who = "" if slot.speaker == "user" else f"{slot.speaker}: "
    newer = f"  superseded by #{slot.superseded_by}" if slot.superseded_by is not None else ""
    return Text.assemble(one_line(who + slot.text), (newer, "dim"))
