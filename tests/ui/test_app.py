"""The chat screen, driven by Textual's pilot over a fake agent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import DataTable, Static

from tests.ui.fake import WHEN, FakeAgent, Gate
from ui.app import MOST_ENTRIES, MnemeApp
from ui.widgets.memories import MemoriesScreen
from ui.widgets.message import Entry
from ui.widgets.pane import MemoryPane, describe
from ui.widgets.prompt import Prompt

Screen = Pilot[None]


@asynccontextmanager
async def running(
    gate: Gate | None = None, size: tuple[int, int] = (120, 36), state: Path | None = None
) -> AsyncIterator[tuple[MnemeApp, Screen]]:
    app = MnemeApp(gate or Gate(FakeAgent()), lambda: WHEN, state)  # type: ignore[arg-type]
    async with app.run_test(size=size) as pilot:
        yield app, pilot


async def until(pilot: Screen, met: Callable[[], bool]) -> None:
    for _ in range(200):
        if met():
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not happen in time")


async def send(pilot: Screen, *lines: str) -> None:
    app = pilot.app
    for line in lines:
        app.query_one(Prompt).fill(line)
        await pilot.press("enter")
    assert isinstance(app, MnemeApp)
    await until(pilot, lambda: not app._pending)


def texts(app: MnemeApp) -> list[str]:
    return [entry.text for entry in app.query(Entry)]


async def test_teaching_and_asking_shows_the_answer_and_its_memories() -> None:
    async with running() as (app, pilot):
        await send(pilot, "My sister is Anna.", "Anna lives in Berlin.", "Where does she live?")
        assert texts(app)[-2:] == ["Where does she live?", "Berlin."]
        pane = str(app.query_one("#memories", Static).content)
        assert "Hop 1" in pane
        assert "Hop 2" in pane
        assert "93% sure" in pane


async def test_used_read_and_considered_are_told_apart() -> None:
    agent = FakeAgent()
    for text in ("one", "in Berlin", "three", "four"):
        agent.add(text)
    reply = agent.hear("?", at=WHEN, watch=lambda _: None)
    shown = describe(reply)
    assert "● " in shown.plain
    assert "used" in shown.plain
    assert "·  10% three" in shown.plain
    marked = [shown.plain[s.start : s.end] for s in shown.spans if "reverse" in str(s.style)]
    assert marked == ["Berlin"]


async def test_what_is_typed_while_loading_waits_visibly_and_is_answered() -> None:
    gate = Gate(FakeAgent(), is_open=False)
    async with running(gate) as (app, pilot):
        app.query_one(Prompt).fill("Anna lives in Berlin.")
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.query(Entry)))
        assert app.query(Entry).first().has_class("waiting")
        assert app.query_one("#loading").display
        gate.open()
        await until(pilot, lambda: texts(app)[-1:] == ["Noted."])
        assert not app.query(Entry).first().has_class("waiting")
        assert not app.query_one("#loading").display


@pytest.mark.parametrize(
    "text", ["[red]", "[/]", "[b", "👩‍👩‍👧 ok", "שלום עולם", "a\x1b[2Jb", "\\[x]"]
)
async def test_a_persons_text_is_never_markup(text: str) -> None:
    async with running() as (app, pilot):
        await send(pilot, text)
        assert texts(app) == [text, "Noted."]
        assert "\x1b" not in str(app.query(Entry).first().content)


@pytest.mark.parametrize("text", ["boom", "crash"])
async def test_errors_are_notices_and_the_chat_goes_on(text: str) -> None:
    async with running() as (app, pilot):
        await send(pilot, text)
        assert app._notifications
        await send(pilot, "still here")
        assert texts(app)[-1] == "Noted."


async def test_history_keeps_the_unsent_draft() -> None:
    async with running() as (app, pilot):
        prompt = app.query_one(Prompt)
        await send(pilot, "first", "second")
        prompt.fill("unsent")
        await pilot.press("up")
        assert prompt.text == "second"
        await pilot.press("up")
        assert prompt.text == "first"
        await pilot.press("down", "down")
        assert prompt.text == "unsent"


async def test_new_line_clear_and_search() -> None:
    async with running() as (app, pilot):
        prompt = app.query_one(Prompt)
        await send(pilot, "the cat is Tom")
        await pilot.press("a", "ctrl+j", "b")
        assert prompt.text == "a\nb"
        await pilot.press("ctrl+c")
        assert prompt.text == ""
        assert app.is_running
        prompt.fill("cat")
        await pilot.press("ctrl+r")
        assert prompt.text == "the cat is Tom"


async def test_slash_lists_commands_and_an_unknown_one_is_said() -> None:
    async with running() as (app, pilot):
        await pilot.press("/", "m")
        suggestions = app.query_one("#suggestions", Static)
        assert suggestions.display
        assert "/memories" in str(suggestions.content)
        app.query_one(Prompt).fill("/nonsense")
        await pilot.press("enter")
        assert app._notifications
        assert not texts(app)


async def test_pane_toggles_wide_and_narrow() -> None:
    async with running(size=(120, 30)) as (app, pilot):
        pane = app.query_one(MemoryPane)
        assert pane.display
        await pilot.press("ctrl+b")
        assert pane.styles.display == "none"
    async with running(size=(80, 24)) as (app, pilot):
        pane = app.query_one(MemoryPane)
        assert pane.styles.display == "none"
        await pilot.press("ctrl+b")
        assert pane.styles.display == "block"
        await pilot.press("escape")
        assert pane.styles.display == "none"


async def test_a_tiny_window_does_not_crash() -> None:
    async with running(size=(12, 4)) as (app, pilot):
        await send(pilot, "hello there")
        assert texts(app)[-1] == "Noted."


async def test_help_opens_and_closes() -> None:
    async with running() as (app, pilot):
        await pilot.press("f1")
        assert app.screen.query("HelpPanel")
        await pilot.press("escape")
        await pilot.pause()
        assert not app.screen.query("HelpPanel")


async def test_focusing_a_message_shows_its_memories() -> None:
    async with running() as (app, pilot):
        await send(pilot, "My sister is Anna.", "Anna lives in Berlin.", "Where?", "Tom is tall.")
        app.query(Entry)[5].focus()
        await pilot.pause()
        assert "Hop 2" in str(app.query_one("#memories", Static).content)


async def test_memories_screen_searches_forgets_and_undoes() -> None:
    agent = FakeAgent()
    for text in ("Anna lives in Berlin.", "Tom is [b tall."):
        agent.add(text)
    async with running(Gate(agent)) as (app, pilot):
        await send(pilot, "/memories")
        await until(pilot, lambda: isinstance(app.screen, MemoriesScreen))
        table = app.screen.query_one(DataTable)
        await until(pilot, lambda: table.row_count == 2)
        await pilot.press("t", "o", "m")
        await until(pilot, lambda: table.row_count == 1)
        await pilot.press("down", "delete")
        await until(pilot, lambda: len(agent.slots) == 1)
        await until(pilot, lambda: table.row_count == 0)
        await pilot.press("ctrl+u")
        await until(pilot, lambda: table.row_count == 1)
        await pilot.press("escape")
        assert not isinstance(app.screen, MemoriesScreen)


async def test_the_conversation_keeps_a_bounded_number_of_widgets() -> None:
    async with running() as (app, pilot):
        for number in range(MOST_ENTRIES):
            app.post_message(Prompt.Sent(f"fact {number}"))
        await until(
            pilot, lambda: len(app._history.lines) == 0 and not app._pending and app._next > 0
        )
        await send(pilot, "last")
        assert len(app.query(Entry)) <= MOST_ENTRIES
        assert texts(app)[-2:] == ["last", "Noted."]


async def test_forgotten_text_leaves_the_typed_history(tmp_path: Path) -> None:
    async with running(state=tmp_path) as (_, pilot):
        await send(pilot, "My code is 6083.", "/forget 1")
        await until(pilot, lambda: "6083" not in (tmp_path / "history.jsonl").read_text())
        assert (tmp_path / "history.jsonl").stat().st_mode & 0o077 == 0


async def test_an_agent_that_cannot_open_is_explained() -> None:
    def broken(progress: object) -> FakeAgent:
        raise OSError("no weights [here]")

    app = MnemeApp(broken, lambda: WHEN)  # type: ignore[arg-type]
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: bool(app._notifications))
        assert "not loaded" in str(app.query_one("#stage", Static).content)


async def test_the_theme_is_remembered(tmp_path: Path) -> None:
    async with running(state=tmp_path) as (app, pilot):
        app.theme = "textual-light"
        await pilot.pause()
    async with running(state=tmp_path) as (app, _):
        assert app.theme == "textual-light"


async def test_closing_the_app_closes_the_agent() -> None:
    agent = FakeAgent()
    async with running(Gate(agent)) as (app, pilot):
        await send(pilot, "a fact")
        await pilot.press("ctrl+q")
    assert not app.is_running
    for _ in range(100):
        if agent.closed:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the agent was left open")


async def test_enter_never_overtakes_what_was_typed_before_it() -> None:
    async with running() as (app, pilot):
        for key in ("a", "b", "c", "enter", "d", "enter"):
            app.post_message(events.Key(key, key if len(key) == 1 else "\r"))
        await until(pilot, lambda: texts(app)[-1:] == ["Noted."] and not app._pending)
        await pilot.pause()
        assert [e.text for e in app.query(Entry) if e.has_class("person")] == ["abc", "d"]
