"""The screen at its edges: small terminals, what waits, what is refused, what cannot be done."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import DataTable, HelpPanel, Label

import ui.app
from agent.commands import Forget, Undo, WhatDoYouKnow
from agent.errors import MnemeError
from agent.reply import Encoded, Reply, Sentence
from tests.ui.driving import in_pane, noticed, running, send, texts, until
from tests.ui.fake import WHEN, FakeAgent, Gate
from ui.app import MnemeApp
from ui.commands import COMMANDS
from ui.widgets.memories import MemoriesScreen
from ui.widgets.message import Entry
from ui.widgets.prompt import Prompt


def remembering(*lines: str) -> FakeAgent:
    agent = FakeAgent()
    for line in lines:
        agent.add(line)
    return agent


async def listed(pilot: Pilot[None], rows: int) -> DataTable[object]:
    """The open list of memories, once it has this many."""
    await until(pilot, lambda: isinstance(pilot.app.screen, MemoriesScreen))
    table = pilot.app.screen.query_one(DataTable)
    await until(pilot, lambda: table.row_count == rows)
    return table


async def test_what_no_undo_can_bring_back_is_purged_at_the_start_and_while_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ui.app, "_PURGE_SECONDS", 0.05)
    gate = Gate(FakeAgent(), is_open=False)
    async with running(gate) as (_, pilot):
        await pilot.pause(0.2)
        gate.open()
        await until(pilot, lambda: len(gate.agent.purged) > 3)
        assert set(gate.agent.purged) == {WHEN}


async def test_the_memory_is_purged_once_it_is_open() -> None:
    gate = Gate(FakeAgent())
    async with running(gate) as (_, pilot):
        await until(pilot, lambda: gate.agent.purged == [WHEN])


@pytest.mark.parametrize("argument", ["²", "9" * 5_000])
async def test_what_is_no_number_is_not_forgotten(argument: str) -> None:
    async with running() as (app, pilot):
        await send(pilot, f"/forget {argument}")
        assert "Give the number" in noticed(app)


@pytest.mark.parametrize("file", ["~nosuchuser/a.jsonl", "/nope/a.jsonl"])
async def test_a_path_that_cannot_be_written_is_said_in_one_line(file: str, tmp_path: Path) -> None:
    async with running(state=tmp_path) as (app, pilot):
        await until(pilot, lambda: app._is_open)
        await send(pilot, f"/export {file}")
        await until(pilot, lambda: "no such" in noticed(app))
        assert "\n" not in noticed(app)
        assert not (tmp_path / "fault.txt").exists()


async def test_forgetting_in_the_list_leaves_the_cursor_in_its_row() -> None:
    agent = remembering("one", "two", "three", "four", "five")
    async with running(Gate(agent)) as (_, pilot):
        await send(pilot, "/memories")
        table = await listed(pilot, 5)
        await pilot.press("down", "down", "ctrl+d")  # to the list, to its second row
        await until(pilot, lambda: table.row_count == 4)
        assert table.cursor_row == 1
        await pilot.press("ctrl+d")
        await until(pilot, lambda: table.row_count == 3)
        assert [slot.text for slot in agent.slots] == ["one", "two", "five"]
        await pilot.press("down", "ctrl+d")
        await until(pilot, lambda: table.row_count == 2)
        assert table.cursor_row == 1


async def test_a_mistyped_command_is_refused_and_not_remembered() -> None:
    async with running() as (app, pilot):
        await send(pilot, "/forgt 12")
        assert noticed(app) == "There is no command /forgt. Type / to see them."
        await send(pilot, "/etc/hosts is mine")
        assert texts(app) == ["/etc/hosts is mine", "Noted."]


@pytest.mark.parametrize("size", [(80, 12), (40, 20), (20, 8)])
async def test_the_suggestions_leave_the_prompt_on_the_screen(size: tuple[int, int]) -> None:
    async with running(size=size) as (app, pilot):
        await pilot.press("/")
        await pilot.pause()
        suggestions, prompt = app.query_one("#suggestions"), app.query_one(Prompt)
        assert 0 < suggestions.region.height <= 0.4 * size[1]
        assert prompt.region.bottom <= size[1] - 1  # above the footer
        assert prompt.region.height >= 3
        rows = [strip.text for strip in suggestions.render_lines(suggestions.outer_size.region)]
        assert [row.split()[0] for row in rows][:2] == ["/memories", "/forget"]
        assert size[0] == 80 or all("…" in row for row in rows)


async def test_a_terminal_of_the_usual_size_lists_every_command() -> None:
    async with running(size=(80, 24)) as (app, pilot):
        await pilot.press("/")
        await pilot.pause()
        assert app.query_one("#suggestions").region.height == len(COMMANDS)
        assert app.query_one(Prompt).region.bottom <= 23


@pytest.mark.parametrize("size", [(80, 12), (40, 20)])
async def test_the_help_takes_the_whole_of_a_narrow_screen(size: tuple[int, int]) -> None:
    async with running(size=size) as (app, pilot):
        await pilot.press("f1")
        await pilot.pause()
        assert app.screen.query_one(HelpPanel).region.width == size[0]
        await pilot.press("escape")
        await pilot.pause()
        assert app.query_one(Prompt).region.width > size[0] / 2


async def test_tab_never_erases_an_argument() -> None:
    async with running() as (app, pilot):
        prompt = app.query_one(Prompt)
        prompt.fill("/forget 12")
        await pilot.press("tab")
        assert prompt.text == "/forget 12"


async def test_up_and_down_go_through_a_wrapped_draft_before_they_leave_it() -> None:
    async with running(size=(40, 20)) as (app, pilot):
        await send(pilot, "typed before")
        prompt, draft = app.query_one(Prompt), "word " * 12
        prompt.fill(draft)
        await pilot.pause()
        rows = prompt.wrapped_document.height
        assert rows > 1
        await pilot.press(*["up"] * (rows - 1))
        assert prompt.text == draft
        await pilot.press("up")
        assert prompt.text == "typed before"
        await pilot.press("down")
        prompt.move_cursor((0, 0))
        await pilot.press("down")
        assert prompt.text == draft


async def test_searching_again_goes_to_the_next_older_line_that_is_not_forgotten() -> None:
    async with running() as (app, pilot):
        await send(pilot, "code 1", "code 2", "code 3", "code 4")
        app.query_one(Prompt).fill("code")
        found = []
        for _ in range(2):
            await pilot.press("ctrl+r")
            found.append(app.query_one(Prompt).text)
        app.action_forget("2")
        await until(pilot, lambda: "code 2" not in app._history.lines)
        for _ in range(2):
            await pilot.press("ctrl+r")
            found.append(app.query_one(Prompt).text)
        assert found == ["code 4", "code 3", "code 1", "code 4"]


async def test_the_list_has_help_and_opens_once() -> None:
    async with running(Gate(remembering("one"))) as (app, pilot):
        await send(pilot, "/memories")
        await listed(pilot, 1)
        await pilot.press("f1")
        assert app.screen.query(HelpPanel)
        await pilot.press("escape")
        await until(pilot, lambda: not app.screen.query(HelpPanel))
        assert isinstance(app.screen, MemoriesScreen)
        app.action_memories()
        await pilot.pause()
        assert len(app.screen_stack) == 2
        names = {command.title for command in app.get_system_commands(app.screen)}
        assert not {"Memories", "Undo", "Clear"} & names
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        await send(pilot, "/memories")
        await listed(pilot, 1)


@pytest.mark.parametrize("line", ["/forget 1", "/undo", "/export /dev/null", "/engine ntm"])
async def test_a_command_says_that_it_waits_and_happens_then(line: str) -> None:
    gate = Gate(remembering("one", "two"), is_open=False)
    async with running(gate) as (app, pilot):
        app.query_one(Prompt).fill(line)
        await pilot.press("enter")
        await until(pilot, lambda: "waits until the memory is open" in noticed(app))
        before = len(app._notifications)
        gate.open()
        await until(pilot, lambda: len(app._notifications) > before)


async def test_the_list_says_that_the_memory_is_being_opened() -> None:
    gate = Gate(remembering("one"), is_open=False)
    async with running(gate) as (app, pilot):
        app.query_one(Prompt).fill("/memories")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, MemoriesScreen))
        await pilot.press("o", "n")
        count = app.screen.query_one("#count", Label)
        assert str(count.content) == "opening …"
        gate.open()
        await until(pilot, lambda: str(count.content) == "1 of 1 memories")


async def test_the_list_says_that_the_memory_did_not_open() -> None:
    gate = Gate(FakeAgent(), is_open=False)

    def broken(progress: object) -> FakeAgent:
        gate(lambda stage, share: None)
        raise MnemeError("locked")

    app = MnemeApp(broken, lambda: WHEN)  # type: ignore[arg-type]
    async with app.run_test() as pilot:
        app.action_memories()
        await until(pilot, lambda: bool(app.screen.query("#count")))
        count = app.screen.query_one("#count", Label)
        gate.open()
        await until(pilot, lambda: str(count.content).startswith("not opened"))


async def test_messages_that_were_never_stored_are_counted_on_the_way_out(tmp_path: Path) -> None:
    def broken(progress: object) -> FakeAgent:
        raise MnemeError("locked")

    app = MnemeApp(broken, lambda: WHEN, tmp_path)  # type: ignore[arg-type]
    async with app.run_test() as pilot:
        await until(pilot, lambda: app._has_failed)
        assert app.unsent() == ""
        for line in ("one", "two"):
            app.query_one(Prompt).fill(line)
            await pilot.press("enter")
        await until(pilot, lambda: len(app.query(Entry)) == 4)
        await pilot.press("ctrl+q")
    assert "2 messages were not stored: locked" in app.unsent()
    assert app.unsent().endswith("\n  one\n  two")


async def test_leaving_before_the_memory_failed_to_open_loses_no_words() -> None:
    gate = threading.Event()

    def broken(progress: object) -> FakeAgent:
        gate.wait(10)
        raise MnemeError("locked")

    app = MnemeApp(broken, lambda: WHEN)  # type: ignore[arg-type]
    async with app.run_test() as pilot:
        app.query_one(Prompt).fill("My PIN is 4711.")
        await pilot.press("enter", "ctrl+q")
        gate.set()
    for _ in range(100):
        if app._session.error:
            break
        await asyncio.sleep(0.05)
    assert app.unsent() == "mneme: 1 message was not stored: locked\n  My PIN is 4711."


def test_the_way_out_is_said_on_standard_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(MnemeApp, "run", lambda self: None)
    monkeypatch.setattr(MnemeApp, "unsent", lambda self: "2 messages were not stored")
    assert ui.app.run(Path(":memory:"), None) == 1
    assert capsys.readouterr().err == "2 messages were not stored\n"


@pytest.mark.parametrize(
    ("command", "heading"),
    [(Forget("x"), "Nothing done"), (Undo(), "Nothing done"), (WhatDoYouKnow("x"), "Not told")],
)
async def test_a_command_that_found_nothing_is_no_question(command: object, heading: str) -> None:
    class Nothing(FakeAgent):
        def hear(self, text: str, *, at: object, watch: object) -> Reply:  # type: ignore[override]
            assert callable(watch)
            watch(Encoded((Sentence(text, "command", command=command),)))  # type: ignore[arg-type]
            return Reply("There is nothing of that.", "unknown")

    async with running(Gate(Nothing())) as (app, pilot):
        await send(pilot, "forget x")
        await until(pilot, lambda: heading in in_pane(app))


async def test_a_question_without_memories_is_not_told() -> None:
    async with running() as (app, pilot):
        await send(pilot, "Where is Anna?")
        await until(pilot, lambda: "Not told" in in_pane(app))
