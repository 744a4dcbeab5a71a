"""The chat screen: conversation left, retrieved memories right (`ui.widgets.body`).

The app joins the parts: keys and commands come in here, and what the session says. Each action says
in one place what it does to the widgets, or what work it gives to the session (`ui.errands`).

Nothing heavy is imported here. The agent is opened by a thread after the first paint
(`ui.session`); what is typed meanwhile waits, visibly, and is answered in order. The screen
renders the turn's events and replies and changes nothing in the memory.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import ClassVar, TypeVar

from textual import events, on, work
from textual.app import App, ComposeResult, SuspendNotSupported, SystemCommand
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer, HelpPanel

from ui import errands, faults
from ui.commands import COMMANDS, Command, memory_number, parse, unknown
from ui.editor import EditorFailed, edited
from ui.history import FILE, History, Search
from ui.locations import state_folder
from ui.memory_list import MemoryList
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
from ui.theme import keep_theme
from ui.turns import Turns
from ui.widgets.body import Body
from ui.widgets.loading import Loading
from ui.widgets.message import Entry
from ui.widgets.prompt import Prompt
from ui.widgets.talk import Talk
from ui.words import safe

_M = TypeVar("_M", bound=Message)
MOST_ENTRIES = 200
_PURGE_SECONDS = 60
_PATIENCE = 0.5  # seconds after which leaving says what it waits for
_NOT_OPENED = "not opened, see the conversation"
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
        self._pending = Turns()
        self._memories = MemoryList(
            self, self._do, self._session.look, self._say, clock, self._history
        )
        self._search = Search(self._history)

    def compose(self) -> ComposeResult:
        yield Body(self._history, MOST_ENTRIES)
        yield Footer()

    def on_mount(self) -> None:
        """Draw first; open the agent behind."""
        if self._folder is not None:
            keep_theme(self, self._folder, lambda why: self._say(why, "warning"))
        self.set_interval(_PURGE_SECONDS, self._purge)
        self.call_after_refresh(self._session.start)

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
        self.clear_notifications()  # they were about what was done before
        command = parse(event.text)
        if command is not None:
            await self._run_command(*command)
        elif (word := unknown(event.text)) is not None:
            self._say(f"There is no command {word}. Type / to see them.", "warning")
            if not (prompt := self.query_one(Prompt)).text:  # else the next draft has begun
                prompt.fill(event.text)
        else:
            await self._ask(event.text)

    async def _ask(self, text: str) -> None:
        number, question, answer = self._pending.begin(text, self._is_open)
        self._session.hear(number, text, self._clock())  # first: the screen may be left meanwhile
        talk = self.query_one(Talk)
        await talk.append(question, answer)
        await talk.trim(self._pending.entries())

    def on_key(self, event: events.Key) -> None:
        """A letter typed while nothing has the focus goes to the prompt."""
        if self.focused is None and event.is_printable and len(self.screen_stack) == 1:
            self.query_one(Body).typed(event.character or "")

    async def _run_command(self, command: Command, argument: str) -> None:
        if argument and command.argument:
            getattr(self, f"action_{command.action}")(argument)
        else:
            await self.run_action(command.action)

    # -- what the session says ----------------------------------------------------------------

    @on(Progressed)
    @_while_open
    def _progressed(self, event: Progressed) -> None:
        self.query_one(Loading).advance(event.stage, event.share)

    @on(Opened)
    @_while_open
    def _opened(self, event: Opened) -> None:
        self._is_open = True
        self._history.own()
        self.query_one(Loading).display = False
        self.query_one(Talk).greet(event.memories)
        self._pending.wake_next()
        self._purge()

    @on(OpenFailed)
    @_while_open
    def _open_failed(self, event: OpenFailed) -> None:
        self._has_failed = True
        self.query_one(Loading).fail(
            safe(f"Not opened: {self._explained(event.error)}\n")
            + "What you type waits. /retry tries again, Ctrl+Q leaves."
        )
        self._memories.note(_NOT_OPENED)

    @on(Happened)
    @_while_open
    def _happened(self, event: Happened) -> None:
        self._pending.happened(event.number, event.event)

    @on(Replied)
    @_while_open
    def _replied(self, event: Replied) -> None:
        body = self.query_one(Body)
        answer = self._pending.finish(event.number, event.reply, body.is_talk_alone)
        if not isinstance(self.focused, Entry):  # else the person looks at another one
            body.select(answer)
        self._pending.wake_next()

    @on(Failed)
    @_while_open
    def _failed(self, event: Failed) -> None:
        why = self._explained(event.error)
        self._pending.fail(event.number, why)
        self._say(why, "error", timeout=12)
        self._pending.wake_next()

    def _explained(self, error: Exception) -> str:
        return faults.explained(error, self._folder, self._clock)

    @on(Done)
    @_while_open
    def _done(self, event: Done) -> None:
        event.then(event.result)

    def _say(self, text: str, severity: str = "information", timeout: float = 6) -> None:
        self.notify(safe(text), severity=severity, timeout=timeout, markup=False)  # type: ignore[arg-type]

    def finish(self) -> None:
        """Wait, when the screen is gone, for what has to be stored."""
        self._session.finish(
            _PATIENCE, lambda: print("mneme: storing what you told …", file=sys.stderr, flush=True)
        )

    def unsent(self) -> str:
        """What to say on the way out about messages that were not heard, with their words."""
        texts = self._session.unsent()
        if not texts:
            return ""
        messages = "1 message was" if len(texts) == 1 else f"{len(texts)} messages were"
        why = f": {self._explained(self._session.error)}" if self._session.error else "."
        return "\n  ".join([f"mneme: {messages} not stored{why}", *map(safe, texts)])

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
        self.query_one(Body).toggle_pane()

    async def action_back(self) -> None:
        """Close the nearest thing: help, an open narrow pane, a message that waits."""
        prompt, body = self.query_one(Prompt), self.query_one(Body)
        if self.screen.query("HelpPanel"):
            self.action_hide_help_panel()
        elif body.is_pane_over:
            body.close_pane()
        elif self.focused is not prompt:
            prompt.focus()
        elif not prompt.text:
            self._take_back()

    def _take_back(self) -> None:
        """The newest message, when its turn has not begun, becomes the draft again."""
        newest = self._pending.newest()
        if self._session.claim(newest):
            question, answer = self._pending.take_out(newest)
            self.query_one(Prompt).fill(question.text)
            self.query_one(Talk).take_out(question, answer)

    def action_retry(self) -> None:
        """Open the memory again; what was typed meanwhile is answered then."""
        if not self._has_failed:
            self._say("The memory is open, or being opened.")
            return
        self._has_failed = False
        self.query_one(Loading).restart()
        self._session.start()

    def action_page_up(self) -> None:
        """Scroll the help, or the conversation, from the prompt."""
        self._scrolling().scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        """Scroll the help, or the conversation, from the prompt."""
        self._scrolling().scroll_page_down(animate=False)

    def _scrolling(self) -> Widget:
        panels = self.screen.query(HelpPanel)
        return panels.first() if panels else self.query_one(Talk).log_view

    def action_clear_log(self) -> None:
        """Clear the conversation; the memory is untouched."""
        self.query_one(Talk).clear(self._pending.entries())
        self.query_one(Body).select(None)

    def action_search_history(self) -> None:
        """Fill in the newest line typed before that holds the draft's words; again: older."""
        prompt = self.query_one(Prompt)
        line = self._search.older(prompt.text)
        if line is None:
            words = self._search.words
            self._say(f"Nothing typed before holds “{words}”." if words else "Nothing typed yet.")
        else:
            prompt.fill(line)

    def action_editor(self) -> None:
        """Write the draft in $VISUAL or $EDITOR."""
        prompt = self.query_one(Prompt)
        try:
            prompt.fill(edited(prompt.text, self.suspend))
        except SuspendNotSupported:
            self._say("This terminal cannot be lent to an editor.", "warning")
        except EditorFailed as error:
            self._say(str(error), "error")

    def action_memories(self) -> None:
        """Open the list of all memories, once."""
        state = "" if self._is_open else _NOT_OPENED if self._has_failed else "opening …"
        self._memories.open(state)

    def action_forget(self, argument: str = "") -> None:
        """Forget a memory by its number."""
        number = memory_number(argument)
        if number is None:
            self._say("Give the number: /forget 12. /memories shows the numbers.", "warning")
            return
        self._memories.forget(number)

    def action_undo_forgetting(self) -> None:
        """Bring the last forgetting back."""
        self._memories.undo()

    def action_export(self, argument: str = "") -> None:
        """Write everything to a JSON Lines file."""
        if not argument:
            self._say("Give a file: /export memories.jsonl", "warning")
            return
        self._do(errands.export(argument), lambda said: self._say(str(said)))

    def action_engine(self, argument: str = "") -> None:
        """Choose how O points at memories; without a name, the next one."""
        self._do(errands.choose_engine(argument), lambda name: self._say(f"Engine: {name}"))

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


def run(home: Path, open_agent: Open) -> int:
    """Run the screen over the memory in `home`, which `open_agent` opens; return the exit code."""
    app = MnemeApp(open_agent, datetime.now, state_folder(home))
    app.run()
    app.finish()
    if said := app.unsent():
        print(said, file=sys.stderr)
        return app.return_code or 1
    return app.return_code or 0
