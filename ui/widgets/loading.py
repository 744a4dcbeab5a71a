"""The line that says how far the opening of the memory is, or why it failed."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import ProgressBar, Static


class Loading(Horizontal):
    """A stage and a bar; gone once the memory is open."""

    def __init__(self) -> None:
        super().__init__(id="loading")

    def compose(self) -> ComposeResult:
        yield Static("opening …", id="stage", markup=False)
        yield ProgressBar(total=1, show_eta=False, show_percentage=False, id="progress")

    def advance(self, stage: str, share: float) -> None:
        """Show what is being done, and the share (0 to 1) that is done."""
        self.query_one("#stage", Static).update(f"{stage} …")
        self.query_one("#progress", ProgressBar).update(progress=share)

    def fail(self, why: str) -> None:
        """Show why it failed, instead of the bar."""
        self.query_one("#progress").display = False
        self.add_class("failed").display = True
        self.query_one("#stage", Static).update(why)

    def restart(self) -> None:
        """Show the bar again."""
        self.remove_class("failed")
        self.query_one("#progress").display = True
