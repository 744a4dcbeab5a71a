"""The chat screen: conversation left, retrieved memories right.

Nothing heavy is imported here. The agent is opened by a thread after the first paint
(`ui.session`); what is typed meanwhile waits, visibly, and is answered in order. The screen
renders the turn's events and replies and changes nothing in the memory.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, ProgressBar, Static, TextArea

from agent.errors import MnemeError
from agent.reply import Hopped, Reply
from ui.commands import COMMANDS, matching, parse
from ui.history import History
from ui.locations import state_folder
from ui.session import (
    Done,
    Failed,
    Happened,
    Open,
    Opened,
    OpenFailed,
    Progressed,
    Replied,
    Session,
)
from ui.widgets.memories import MemoriesScreen
from ui.widgets.message import Entry
from ui.widgets.pane import MemoryPane
from ui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from agent.agent import Agent
    from memory_store.slot import Slot

MOST_ENTRIES = 200
_WELCOME = "Tell me things worth remembering. Ask me later."


class MnemeApp(App[None]):
    """The app. `open_agent` makes the agent inside the session's thread; `clock` gives the time."""

    TITLE = "Mneme"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (100, "wide")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "toggle_help", "Help", tooltip="Keys of what has the focus"),
        Binding("ctrl+b", "toggle_pane", "Memories", tooltip="Show or hide the retrieved memories"),
        Binding("ctrl+r", "search_history", "History", tooltip="Search what was typed"),
        Binding("ctrl+g", "editor", "Editor", show=False, tooltip="Write the draft in $EDITOR"),
        Binding("escape", "back", "Back", show=False),
        Binding("ctrl+c", "nothing", show=False, system=True),
    ]

    def __init__(
        self, open_agent: Open, clock: Callable[[], datetime], state: Path | None = None
    ) -> None:
        super().__init__()
        self._clock = clock
        self._folder = state
        self._history = History(state / "history.jsonl" if state else None)
        self._session = Session(open_agent, self.post_message)
        self._is_open = False
        self._next = 0
        self._pending: dict[int, tuple[Entry, Entry]] = {}
        self._memories: MemoriesScreen | None = None
        self._searched = ""
        self._found: list[str] = []

    def compose(self) -> ComposeResult:
        with Horizontal(id="body"):
            with Vertical(id="talk"):
                with VerticalScroll(id="log", can_focus=False):
                    yield Static(_WELCOME, id="welcome", markup=False)
                with Horizontal(id="loading"):
                    yield Static("loading …", id="stage", markup=False)
                    yield ProgressBar(total=1, show_eta=False, show_percentage=False, id="progress")
                yield Static("", id="suggestions", markup=False)
                yield Prompt(self._history)
            yield MemoryPane(id="pane")
        yield Footer()

    def on_mount(self) -> None:
        """Draw first; open the agent behind."""
        self._restore_theme()
        self.query_one("#log").anchor()
        self.query_one(Prompt).focus()
        self.call_after_refresh(self._start)

    def _start(self) -> None:
        self.run_worker(
            self._session.run, thread=True, group="session", exit_on_error=False, name="session"
        )

    def on_unmount(self) -> None:
        """Let the session's thread close the memory."""
        self._session.close()

    # -- what the person does -----------------------------------------------------------------

    @on(Prompt.Sent)
    async def _sent(self, event: Prompt.Sent) -> None:
        command = parse(event.text)
        if command is not None:
            await self._run_command(command[0].action, command[1])
        elif event.text.startswith("/") and " " not in event.text and "\n" not in event.text:
            self._say(f"There is no command {event.text}. Type / to see them.", "warning")
        else:
            await self._ask(event.text)

    async def _ask(self, text: str) -> None:
        number, self._next = self._next, self._next + 1
        question, answer = Entry(text, person=True), Entry("…", person=False)
        question.waiting(not self._is_open or bool(self._pending))
        self._pending[number] = (question, answer)
        await self._append(question, answer)
        self._session.hear(number, text, self._clock())

    async def _append(self, *entries: Entry) -> None:
        log = self.query_one("#log", VerticalScroll)
        self.query("#welcome").remove()
        await log.mount(*entries)
        old = list(log.query(Entry))[:-MOST_ENTRIES]
        await self.query_one("#log").remove_children(old)

    async def _run_command(self, action: str, argument: str) -> None:
        if argument and action in ("forget", "export"):
            getattr(self, f"action_{action}")(argument)
        else:
            await self.run_action(action)

    @on(TextArea.Changed, "#prompt")
    def _suggest(self, event: TextArea.Changed) -> None:
        lines = [
            f"/{c.name} {c.argument}".ljust(14) + c.help for c in matching(event.text_area.text)
        ]
        suggestions = self.query_one("#suggestions", Static)
        suggestions.update("\n".join(lines))
        suggestions.display = bool(lines)

    @on(Entry.Chosen)
    def _chosen(self, event: Entry.Chosen) -> None:
        self.query_one(MemoryPane).show(self._reply_of(event.entry))

    def _reply_of(self, entry: Entry) -> Reply | None:
        """The reply of an entry; a question shows the memories of its answer."""
        entries = list(self.query(Entry))
        place = entries.index(entry)
        if entry.has_class("person") and place + 1 < len(entries):
            return entries[place + 1].reply
        return entry.reply

    # -- what the session says ----------------------------------------------------------------

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        self.query_one("#stage", Static).update(f"{event.stage} …")
        self.query_one("#progress", ProgressBar).update(progress=event.share)

    @on(Opened)
    def _opened(self, event: Opened) -> None:
        self._is_open = True
        self.query_one("#loading").display = False
        count = event.memories
        self.sub_title = "1 memory" if count == 1 else f"{count} memories"
        self._wake_next()

    @on(OpenFailed)
    def _open_failed(self, event: OpenFailed) -> None:
        self.query_one("#stage", Static).update("not loaded; what you typed is kept in the history")
        self.query_one("#progress").display = False
        for _, answer in self._pending.values():
            answer.update(Content("  not answered"))
        self._say(str(event.error), "error", timeout=60)

    @on(Happened)
    def _happened(self, event: Happened) -> None:
        pending = self._pending.get(event.number)
        if pending is not None and isinstance(event.event, Hopped):
            pending[1].update(Content(f"  … hop {event.event.hop.number}"))

    @on(Replied)
    def _replied(self, event: Replied) -> None:
        question, answer = self._pending.pop(event.number)
        question.waiting(False)
        answer.finish(event.reply)
        self._history.forget([slot.text for slot in event.reply.forgotten])
        self.query_one(MemoryPane).show(event.reply)
        self._wake_next()

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        pending = self._pending.pop(event.number, None)
        if pending is not None:
            pending[0].waiting(False)
            pending[1].update(Content("  not answered"))
        kind = "" if isinstance(event.error, MnemeError) else f"{type(event.error).__name__}: "
        self._say(f"{kind}{event.error}", "error")
        self._wake_next()

    @on(Done)
    def _done(self, event: Done) -> None:
        event.then(event.result)

    def _wake_next(self) -> None:
        """The oldest waiting message is the one being answered now."""
        if self._pending:
            self._pending[min(self._pending)][0].waiting(False)

    def _say(self, text: str, severity: str = "information", timeout: float = 6) -> None:
        self.notify(text, severity=severity, timeout=timeout, markup=False)  # type: ignore[arg-type]

    # -- actions ------------------------------------------------------------------------------

    def action_nothing(self) -> None:
        """Ctrl+C outside the prompt: never quits by accident."""

    def action_toggle_help(self) -> None:
        """Show or hide the keys of what has the focus."""
        if self.screen.query("HelpPanel"):
            self.action_hide_help_panel()
        else:
            self.action_show_help_panel()

    def action_toggle_pane(self) -> None:
        """Show or hide the retrieved memories; narrow screens show them instead of the talk."""
        self.screen.toggle_class("pane-toggled")

    async def action_back(self) -> None:
        """Close the nearest thing: help, an open narrow pane; then back to the prompt."""
        if self.screen.query("HelpPanel"):
            self.action_hide_help_panel()
        elif self.screen.has_class("narrow", "pane-toggled"):
            self.screen.remove_class("pane-toggled")
        else:
            self.query_one(Prompt).focus()

    def action_page_up(self) -> None:
        """Scroll the conversation from the prompt."""
        self.query_one("#log").scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        """Scroll the conversation from the prompt."""
        self.query_one("#log").scroll_page_down(animate=False)

    def action_clear_log(self) -> None:
        """Clear the conversation; the memory is untouched."""
        waiting = {entry for pair in self._pending.values() for entry in pair}
        for entry in self.query(Entry):
            if entry not in waiting:
                entry.remove()
        self.query_one(MemoryPane).show(None)

    def action_search_history(self) -> None:
        """Fill in the newest line typed before that holds the draft's words; again: older."""
        prompt = self.query_one(Prompt)
        if prompt.text not in self._found:
            self._searched, self._found = prompt.text, self._history.search(prompt.text)
        found = [line for line in self._found if line != prompt.text]
        if not found:
            self._say(f"Nothing typed before holds “{self._searched}”.")
            return
        at = self._found.index(prompt.text) + 1 if prompt.text in self._found else 0
        prompt.fill(self._found[at % len(self._found)])

    def action_editor(self) -> None:
        """Write the draft in $VISUAL or $EDITOR."""
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
        prompt = self.query_one(Prompt)
        with tempfile.NamedTemporaryFile("w+", suffix=".txt", encoding="utf-8") as file:
            file.write(prompt.text)
            file.flush()
            try:
                with self.suspend():
                    subprocess.run([*editor.split(), file.name], check=True)
            except (OSError, subprocess.CalledProcessError) as error:
                self._say(f"The editor {editor} did not run: {error}. Set $EDITOR.", "error")
                return
            prompt.fill(Path(file.name).read_text(encoding="utf-8").rstrip("\n"))

    def action_memories(self) -> None:
        """Open the list of all memories."""
        screen = MemoriesScreen(
            lambda slot_id: self._forget_then_refill(slot_id),
            lambda: self._session.do(lambda a: a.undo(at=self._clock()), self._restored),
        )
        self._memories = screen
        self.push_screen(screen, callback=lambda _: self._closed_memories())
        self._refill()

    def _closed_memories(self) -> None:
        self._memories = None
        self.query_one(Prompt).focus()

    def _refill(self) -> None:
        def fill(slots: object) -> None:
            if self._memories is not None and self._memories.is_mounted:
                self._memories.fill(_slots(slots))

        self._session.do(lambda agent: agent.memories(), fill)

    def _forget_then_refill(self, slot_id: int) -> None:
        self._session.do(lambda a: a.forget([slot_id], at=self._clock()), self._forgotten)

    def action_forget(self, argument: str = "") -> None:
        """Forget a memory by its number."""
        if not argument.isdigit():
            self._say("Give the number: /forget 12. /memories shows the numbers.", "warning")
            return
        self._forget_then_refill(int(argument))

    def action_undo_forgetting(self) -> None:
        """Bring the last forgetting back."""
        self._session.do(lambda a: a.undo(at=self._clock()), self._restored)

    def _forgotten(self, result: object) -> None:
        if isinstance(result, Reply):
            self._history.forget([slot.text for slot in result.forgotten])
            self._say(result.text)
        self._refill()

    def _restored(self, result: object) -> None:
        if isinstance(result, Reply):
            self._say(result.text)
        self._refill()

    def action_export(self, argument: str = "") -> None:
        """Write everything to a JSON Lines file."""
        if not argument:
            self._say("Give a file: /export memories.jsonl", "warning")
            return
        path = Path(argument).expanduser()

        def write(agent: Agent) -> int:
            from agent.transfer import write_file

            return write_file(path, agent.records())

        self._session.do(write, lambda count: self._say(f"{count} memories written to {path}"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: Textual's own, and the registry's."""
        yield from super().get_system_commands(screen)
        for command in COMMANDS:
            if not command.argument and command.name not in ("theme", "quit", "help"):
                action = command.action
                yield SystemCommand(
                    command.name.capitalize(), command.help, lambda a=action: self._later(a)
                )

    @work
    async def _later(self, action: str) -> None:
        await self.run_action(action)

    # -- the theme ----------------------------------------------------------------------------

    def _restore_theme(self) -> None:
        if self._folder is None:
            return
        file = self._folder / "theme"
        if (
            file.exists()
            and (name := file.read_text(encoding="utf-8").strip()) in self.available_themes
        ):
            self.theme = name
        self.theme_changed_signal.subscribe(self, lambda theme: self._keep_theme(theme.name))

    def _keep_theme(self, name: str) -> None:
        if self._folder is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            (self._folder / "theme").write_text(name, encoding="utf-8")
        except OSError as error:
            self._say(f"The theme is not remembered: {error}", "warning")


def _slots(result: object) -> tuple[Slot, ...]:
    return result if isinstance(result, tuple) else ()


def run(home: Path, encoder: str | None) -> int:
    """Run the screen over the memory in `home`; return the exit code."""

    def open_agent(progress: Callable[[str, float], None]) -> Agent:
        from agent import Agent

        return Agent.open(home, encoder=encoder, progress=progress)

    app = MnemeApp(open_agent, datetime.now, state_folder(home))
    app.run()
    return app.return_code or 0
