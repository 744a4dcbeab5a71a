"""The chat screen: conversation left, retrieved memories right.

Nothing heavy is imported here. The agent is opened by a thread after the first paint
(`ui.session`); what is typed meanwhile waits, visibly, and is answered in order. The screen
renders the turn's events and replies and changes nothing in the memory.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on, work
from textual.app import App, ComposeResult, SuspendNotSupported, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, ProgressBar, Static, TextArea

from agent.commands import Forget, Undo
from agent.engine_names import ENGINES
from agent.errors import MnemeError
from agent.reply import Encoded, Hopped, Reply
from ui import faults, private
from ui.commands import COMMANDS, Command, matching, memory_number, parse, unknown
from ui.history import FILE, History
from ui.locations import expanded, state_folder
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
    Work,
)
from ui.widgets.memories import MemoriesScreen
from ui.widgets.message import Entry
from ui.widgets.pane import MemoryPane
from ui.widgets.prompt import Prompt
from ui.words import os_problem, safe

if TYPE_CHECKING:
    from agent.agent import Agent
    from memory_store.slot import Slot

_M = TypeVar("_M", bound=Message)
MOST_ENTRIES = 200
_PURGE_SECONDS = 60
_NOT_OPENED = "not opened, see the conversation"
_WELCOME = """\
Tell me things worth remembering, and ask me later.

/ lists the commands, F1 the keys."""


_TEXTUALS_OWN = ("change_theme", "show_help_panel", "quit")  # in its palette already


def _while_open(handle: Callable[[MnemeApp, _M], None]) -> Callable[[MnemeApp, _M], None]:
    """Drop what the session still says while the screen closes: its widgets are gone."""

    @wraps(handle)
    def guarded(app: MnemeApp, message: _M) -> None:
        if app.is_running:
            handle(app, message)

    return guarded


class MnemeApp(App[None]):
    """The app. `open_agent` makes the agent inside the session's thread; `clock` gives the time."""

    TITLE = "Mneme"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (100, "wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "short"), (24, "tall")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "toggle_help", "Help", tooltip="Keys of what has the focus"),
        Binding("ctrl+b", "toggle_pane", "Pane", tooltip="Show or hide the retrieved memories"),
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
        self._history = History(state / FILE if state else None)
        self._session = Session(open_agent, self.post_message, self._history.forget)
        self._is_open = False
        self._has_failed = False
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
                    yield Static("opening …", id="stage", markup=False)
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
        self.set_interval(_PURGE_SECONDS, self._purge)
        self.call_after_refresh(self._start)

    def _start(self) -> None:
        self.run_worker(
            self._session.run, thread=True, group="session", exit_on_error=False, name="session"
        )

    def _purge(self) -> None:
        """Remove for good what no undo can bring back any more, also while nothing is typed."""
        if self._is_open:
            self._session.do(lambda agent: agent.purge(at=self._clock()), lambda _: None)

    def on_unmount(self) -> None:
        """Let the session's thread close the memory."""
        self._session.close()

    # -- what the person does -----------------------------------------------------------------

    @on(Prompt.Sent)
    async def _sent(self, event: Prompt.Sent) -> None:
        command = parse(event.text)
        if command is not None:
            await self._run_command(*command)
        elif (word := unknown(event.text)) is not None:
            self._say(f"There is no command {word}. Type / to see them.", "warning")
        else:
            await self._ask(event.text)

    async def _ask(self, text: str) -> None:
        number, self._next = self._next, self._next + 1
        answer = Entry("…")
        question = Entry(text, answer)
        question.waiting(not self._is_open or bool(self._pending))
        self._pending[number] = (question, answer)
        await self._append(question, answer)
        self._session.hear(number, text, self._clock())

    async def _append(self, *entries: Entry) -> None:
        """Add to the conversation, go to its end, and let its oldest entries go."""
        log = self.query_one("#log", VerticalScroll)
        self.query("#welcome").remove()
        await log.mount(*entries)
        log.anchor()
        waiting = self._waiting_entries()
        old = [e for e in list(log.query(Entry))[:-MOST_ENTRIES] if e not in waiting]
        await log.remove_children(old)

    def _waiting_entries(self) -> set[Entry]:
        return {entry for pair in self._pending.values() for entry in pair}

    async def _run_command(self, command: Command, argument: str) -> None:
        if argument and command.argument:
            getattr(self, f"action_{command.action}")(argument)
        else:
            await self.run_action(command.action)

    @on(TextArea.Changed, "#prompt")
    def _suggest(self, event: TextArea.Changed) -> None:
        lines = [f"{c.usage:<15}{c.help}" for c in matching(event.text_area.text)]
        suggestions = self.query_one("#suggestions", Static)
        suggestions.update("\n".join(lines))
        suggestions.display = bool(lines)

    @on(Entry.Chosen)
    def _chosen(self, event: Entry.Chosen) -> None:
        self._select(event.entry.answer or event.entry)

    def _select(self, entry: Entry | None) -> None:
        """Show the memories behind this reply and mark it; None shows none."""
        self.query(".selected").remove_class("selected")
        if entry is not None:
            entry.add_class("selected")
        pane = self.query_one(MemoryPane)
        pane.is_obeying = entry is not None and entry.is_obeying
        pane.reply = entry.reply if entry is not None else None

    # -- what the session says ----------------------------------------------------------------

    @on(Progressed)
    @_while_open
    def _progressed(self, event: Progressed) -> None:
        self.query_one("#stage", Static).update(f"{event.stage} …")
        self.query_one("#progress", ProgressBar).update(progress=event.share)

    @on(Opened)
    @_while_open
    def _opened(self, event: Opened) -> None:
        self._is_open = True
        self.query_one("#loading").display = False
        if event.memories:
            count = "1 thing" if event.memories == 1 else f"{event.memories:,} things"
            for welcome in self.query("#welcome").results(Static):
                welcome.update(f"I remember {count}. {_WELCOME}")
        self._wake_next()
        self._purge()

    @on(OpenFailed)
    @_while_open
    def _open_failed(self, event: OpenFailed) -> None:
        self._has_failed = True
        self.query_one("#progress").display = False
        self.query_one("#loading").add_class("failed").display = True
        self.query_one("#stage", Static).update(
            safe(f"Not opened: {self._explained(event.error)}\n")
            + "What you type waits. /retry tries again, Ctrl+Q leaves."
        )
        if self._memories is not None and self._memories.is_mounted:
            self._memories.note(_NOT_OPENED)

    @on(Happened)
    @_while_open
    def _happened(self, event: Happened) -> None:
        pending = self._pending.get(event.number)
        if pending is None:
            return
        if isinstance(event.event, Hopped):
            pending[1].note(f"… hop {event.event.hop.number}")
        elif isinstance(event.event, Encoded):
            commands = [sentence.command for sentence in event.event.sentences]
            pending[1].is_obeying = any(isinstance(c, Forget | Undo) for c in commands)

    @on(Replied)
    @_while_open
    def _replied(self, event: Replied) -> None:
        question, answer = self._pending.pop(event.number)
        question.waiting(False)
        answer.finish(event.reply)
        if not isinstance(self.focused, Entry):  # else the person looks at another one
            self._select(answer)
        self._wake_next()

    @on(Failed)
    @_while_open
    def _failed(self, event: Failed) -> None:
        pending = self._pending.pop(event.number, None)
        if pending is not None:
            pending[0].waiting(False)
            pending[1].note("not answered")
        self._say(self._explained(event.error), "error", timeout=12)
        self._wake_next()

    def _explained(self, error: Exception) -> str:
        """An error for the person; where an unforeseen one happened is written to a file."""
        if isinstance(error, MnemeError):
            return str(error)
        kept = faults.keep(error, self._folder, self._clock()) if self._folder else None
        where = f"\nWhere it happened stands in {kept}" if kept else ""
        return f"{type(error).__name__}: {error}{where}"

    @on(Done)
    @_while_open
    def _done(self, event: Done) -> None:
        event.then(event.result)

    def _wake_next(self) -> None:
        """The oldest waiting message is the one being answered now."""
        if self._pending:
            self._pending[min(self._pending)][0].waiting(False)

    def _say(self, text: str, severity: str = "information", timeout: float = 6) -> None:
        self.notify(safe(text), severity=severity, timeout=timeout, markup=False)  # type: ignore[arg-type]

    def unsent(self) -> str:
        """What to say on the way out about messages that still wait for a memory that failed."""
        count = len(self._pending)
        if not self._has_failed or not count:
            return ""
        back = " Up brings them back." if self._folder else ""
        messages = "1 message was" if count == 1 else f"{count} messages were"
        return f"mneme: {messages} not stored, because the memory did not open.{back}"

    # -- actions ------------------------------------------------------------------------------

    def _do(self, work: Work, then: Callable[[object], None]) -> None:
        """Have the session do some work, and say so when that has to wait."""
        if not self._is_open:
            self._say("That waits until the memory is open.")
        self._session.do(work, then)

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
        if not self.screen.has_class("narrow"):
            self.screen.toggle_class("pane-hidden")
        elif self.screen.has_class("pane-over"):
            self._close_pane()
        else:
            self.screen.add_class("pane-over")
            self.query_one(MemoryPane).focus()

    def _close_pane(self) -> None:
        self.screen.remove_class("pane-over")
        self.call_after_refresh(self.query_one(Prompt).focus)

    async def action_back(self) -> None:
        """Close the nearest thing: help, an open narrow pane, a message that waits."""
        prompt = self.query_one(Prompt)
        if self.screen.query("HelpPanel"):
            self.action_hide_help_panel()
        elif self.screen.has_class("narrow", "pane-over"):
            self._close_pane()
        elif self.focused is not prompt:
            prompt.focus()
        elif not prompt.text:
            self._take_back()

    def _take_back(self) -> None:
        """The newest message, when its turn has not begun, becomes the draft again."""
        newest = max(self._pending, default=-1)
        if self._session.claim(newest):
            question, answer = self._pending.pop(newest)
            self.query_one(Prompt).fill(question.text)
            self.query_one("#log").remove_children([question, answer])

    def action_retry(self) -> None:
        """Open the memory again; what was typed meanwhile is answered then."""
        if not self._has_failed:
            self._say("The memory is open, or being opened.")
            return
        self._has_failed = False
        self.query_one("#loading").remove_class("failed")
        self.query_one("#progress").display = True
        self._start()

    def action_page_up(self) -> None:
        """Scroll the conversation from the prompt."""
        self.query_one("#log").scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        """Scroll the conversation from the prompt."""
        self.query_one("#log").scroll_page_down(animate=False)

    def action_clear_log(self) -> None:
        """Clear the conversation; the memory is untouched."""
        waiting = self._waiting_entries()
        self.query_one("#log").remove_children([e for e in self.query(Entry) if e not in waiting])
        self._select(None)

    def action_search_history(self) -> None:
        """Fill in the newest line typed before that holds the draft's words; again: older."""
        prompt = self.query_one(Prompt)
        # What was forgotten since the last search is found no more.
        self._found = [line for line in self._found if line in self._history.lines]
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
                    subprocess.run([*shlex.split(editor), file.name], check=True)
            except SuspendNotSupported:
                self._say("This terminal cannot be lent to an editor.", "warning")
                return
            except (OSError, ValueError, subprocess.CalledProcessError) as error:
                self._say(f"The editor {editor} did not run: {error}. Set $EDITOR.", "error")
                return
            prompt.fill(private.read(Path(file.name)).rstrip("\n"))

    def action_memories(self) -> None:
        """Open the list of all memories, once."""
        if self._memories is not None:
            return
        state = "" if self._is_open else _NOT_OPENED if self._has_failed else "opening …"
        screen = MemoriesScreen(self._forget_then_refill, self.action_undo_forgetting, state)
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

        self._do(lambda agent: agent.memories(), fill)

    def _forget_then_refill(self, slot_id: int) -> None:
        def forget(agent: Agent) -> Reply:
            reply = agent.forget([slot_id], at=self._clock())
            self._history.forget(reply)  # here, for the screen may be gone when it is over
            return reply

        self._do(forget, self._said_then_refill)

    def action_forget(self, argument: str = "") -> None:
        """Forget a memory by its number."""
        number = memory_number(argument)
        if number is None:
            self._say("Give the number: /forget 12. /memories shows the numbers.", "warning")
            return
        self._forget_then_refill(number)

    def action_undo_forgetting(self) -> None:
        """Bring the last forgetting back."""
        self._do(lambda a: a.undo(at=self._clock()), self._said_then_refill)

    def _said_then_refill(self, result: object) -> None:
        if isinstance(result, Reply):
            self._say(result.text)
        self._refill()

    def action_export(self, argument: str = "") -> None:
        """Write everything to a JSON Lines file."""
        if not argument:
            self._say("Give a file: /export memories.jsonl", "warning")
            return

        def write(agent: Agent) -> str:
            from agent.transfer import write_file

            try:
                path = expanded(argument)
                return f"{write_file(path, agent.records())} memories written to {path}"
            except OSError as error:  # the person's path, no fault of ours
                raise MnemeError(os_problem(error)) from error

        self._do(write, lambda said: self._say(str(said)))

    def action_engine(self, argument: str = "") -> None:
        """Choose how O points at memories; without a name, the next one."""

        def choose(agent: Agent) -> str:
            following = ENGINES[(ENGINES.index(agent.engine) + 1) % len(ENGINES)]
            agent.engine = argument or following
            return agent.engine

        self._do(choose, lambda name: self._say(f"Engine: {name}"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: Textual's own, and, over the conversation, the registry's."""
        yield from super().get_system_commands(screen)
        if screen is not self.screen_stack[0]:
            return
        for command in COMMANDS:
            if not command.needs_argument and command.action not in _TEXTUALS_OWN:
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
        if (name := private.read(self._folder / "theme").strip()) in self.available_themes:
            self.theme = name
        self.theme_changed_signal.subscribe(self, lambda theme: self._keep_theme(theme.name))

    def _keep_theme(self, name: str) -> None:
        if self._folder is None:
            return
        try:
            private.write(self._folder / "theme", name)
        except OSError as error:
            self._say(f"The theme is not remembered: {error}", "warning")


def _slots(result: object) -> tuple[Slot, ...]:
    return result if isinstance(result, tuple) else ()


def run(home: Path, open_agent: Open) -> int:
    """Run the screen over the memory in `home`, which `open_agent` opens; return the exit code."""
    app = MnemeApp(open_agent, datetime.now, state_folder(home))
    app.run()
    if said := app.unsent():
        print(said, file=sys.stderr)
    return app.return_code or 0
