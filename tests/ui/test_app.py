"""The chat screen, driven by Textual's pilot over a fake agent."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.widgets import Static

from agent.errors import MnemeError
from agent.reply import Reply
from memory_store.errors import UnknownSlot
from tests.ui.driving import noticed, remembering, running, send, texts, until
from tests.ui.fake import WHEN, FakeAgent, Gate
from ui.app import MnemeApp
from ui.widgets.message import Entry
from ui.widgets.prompt import Prompt


async def test_a_tiny_window_does_not_crash() -> None:
    async with running(size=(12, 4)) as (app, pilot):
        await send(pilot, "hello there")
        assert texts(app)[-1] == "Noted."


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (40, 15)])
async def test_every_command_of_the_help_can_be_read(size: tuple[int, int]) -> None:
    async with running(size=size) as (app, pilot):
        await pilot.press("f1")
        await pilot.pause()
        for _ in range(5):
            if "/quit" in app.export_screenshot():
                break
            await pilot.press("pagedown")
            await pilot.pause()
        assert "/quit" in app.export_screenshot()
        await pilot.press(*["pageup"] * 5)
        await pilot.pause()
        assert "Enter" in app.export_screenshot()


async def test_help_opens_and_closes() -> None:
    async with running() as (app, pilot):
        await pilot.press("f1")
        assert app.screen.query("HelpPanel")
        await pilot.press("escape")
        await pilot.pause()
        assert not app.screen.query("HelpPanel")


async def test_the_palette_opens_from_the_prompt_and_knows_the_commands() -> None:
    async with running() as (app, pilot):
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        await pilot.press("escape")
        names = [command.title for command in app.get_system_commands(app.screen)]
        assert {"Memories", "Undo", "Retry", "Theme", "Quit"} <= set(names)
        assert len(names) == len(set(names))


async def test_export_and_undo_commands(tmp_path: Path) -> None:
    agent = FakeAgent()
    agent.add("Tom is tall.")
    file = tmp_path / "out.jsonl"
    async with running(Gate(agent)) as (app, pilot):
        await send(pilot, f"/export {file}")
        await until(pilot, lambda: "1 memory written" in noticed(app))
        assert "Tom is tall." in file.read_text()
        await send(pilot, "/forget 1")
        await until(pilot, lambda: not agent.slots)
        await send(pilot, "/undo")
        await until(pilot, lambda: len(agent.slots) == 1)
        await send(pilot, "/forget Tom")
        assert "Give the number" in noticed(app)


async def test_the_engine_is_chosen_by_name_or_in_turn() -> None:
    agent = FakeAgent()
    async with running(Gate(agent)) as (app, pilot):
        await send(pilot, "/engine ntm")
        await until(pilot, lambda: "Engine: ntm" in noticed(app))
        await send(pilot, "/engine")
        await until(pilot, lambda: agent.engine == "default")


async def test_forgotten_text_leaves_the_typed_history(tmp_path: Path) -> None:
    async with running(state=tmp_path) as (_, pilot):
        await send(pilot, "My code is 6083.", "/forget 1")
        await until(pilot, lambda: "6083" not in (tmp_path / "history.jsonl").read_text())
        assert (tmp_path / "history.jsonl").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("error", [MnemeError("locked [here]"), KeyError("locked [here]")])
async def test_an_agent_that_cannot_open_is_explained_and_tried_again(error: Exception) -> None:
    agent, errors = FakeAgent(), [error]

    def sometimes(progress: object) -> FakeAgent:
        if errors:
            raise errors.pop()
        return agent

    app = MnemeApp(sometimes, lambda: WHEN)  # type: ignore[arg-type]
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "locked [here]" in str(app.query_one("#stage", Static).content))
        app.query_one(Prompt).fill("Tom is tall.")
        await pilot.press("enter")
        await pilot.pause()
        assert app.query(Entry).first().has_class("waiting")
        app.query_one(Prompt).fill("/retry")
        await pilot.press("enter")
        await until(pilot, lambda: texts(app) == ["Tom is tall.", "Noted."])
        assert not app.query_one("#loading").display


async def test_the_theme_is_remembered(tmp_path: Path) -> None:
    async with running(state=tmp_path) as (app, pilot):
        app.theme = "textual-light"
        await pilot.pause()
    async with running(state=tmp_path) as (app, _):
        assert app.theme == "textual-light"


async def test_an_unreadable_theme_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "theme").write_bytes(b"\xff\xfe")
    async with running(state=tmp_path) as (app, _):
        assert app.is_running


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


async def test_a_file_that_is_no_export_is_not_replaced(tmp_path: Path) -> None:
    agent = remembering("Tom is tall.")
    file = tmp_path / "letter.txt"
    file.write_text("Dear Anna")
    async with running(Gate(agent)) as (app, pilot):
        await send(pilot, f"/export {file}")
        await until(pilot, lambda: "holds something else" in noticed(app))
        assert file.read_text() == "Dear Anna"
        file.write_text("")
        for _ in range(2):  # an older export is
            await send(pilot, f"/export {file}")
            await until(pilot, lambda: "1 memory written" in noticed(app))
        assert "Tom is tall." in file.read_text()


async def test_a_number_that_no_memory_has_is_said_with_the_way_to_see_them() -> None:
    class Strict(FakeAgent):
        def forget(self, ids: object, *, at: object) -> Reply:  # type: ignore[override]
            raise UnknownSlot("List them with: mneme memories")

    async with running(Gate(Strict())) as (app, pilot):
        await send(pilot, "/forget 99")
        await until(pilot, lambda: "There is no memory 99" in noticed(app))
        assert "/memories" in noticed(app)
