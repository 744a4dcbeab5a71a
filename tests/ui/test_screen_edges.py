"""The screen at its edges: small terminals, what waits, what is refused, what cannot be done."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from textual.widgets import HelpPanel

import ui.app
from agent.errors import MnemeError
from tests.ui.driving import noticed, remembering, running, send, until
from tests.ui.fake import WHEN, FakeAgent, Gate
from ui.app import MnemeApp
from ui.widgets.message import Entry
from ui.widgets.prompt import Prompt


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


@pytest.mark.parametrize("size", [(80, 12), (40, 20)])
async def test_the_help_takes_the_whole_of_a_narrow_screen(size: tuple[int, int]) -> None:
    async with running(size=size) as (app, pilot):
        await pilot.press("f1")
        await pilot.pause()
        assert app.screen.query_one(HelpPanel).region.width == size[0]
        await pilot.press("escape")
        await pilot.pause()
        assert app.query_one(Prompt).region.width > size[0] / 2


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


def test_a_wait_on_the_way_out_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = MnemeApp(Gate(FakeAgent()), lambda: WHEN)  # type: ignore[arg-type]
    monkeypatch.setattr(app._session, "finish", lambda patience, slow: slow())
    app.finish()
    assert capsys.readouterr().err == "mneme: storing what you told …\n"


async def test_leaving_waits_for_what_was_told_and_for_nothing_else() -> None:
    gate = Gate(FakeAgent(), is_open=False)
    async with running(gate) as (app, pilot):
        await send(pilot, "/memories")
        await app._ask("taken back")
        app._take_back()
        await pilot.press("ctrl+q")
    app.finish()  # at once, though the memory is still being opened
    gate.open()

    gate = Gate(FakeAgent(), is_open=False)
    async with running(gate) as (app, pilot):
        await app._ask("My PIN is 4711.")
        await pilot.press("ctrl+q")
    said: list[str] = []

    def slow() -> None:
        said.append("storing")
        gate.open()

    app._session.finish(0.05, slow)
    assert said == ["storing"]
    assert [slot.text for slot in gate.agent.slots] == ["My PIN is 4711."]
    assert gate.agent.closed


async def test_leaving_an_open_memory_closes_it() -> None:
    agent = FakeAgent()
    async with running(Gate(agent)) as (app, pilot):
        await until(pilot, lambda: app._is_open)
    app.finish()
    assert agent.closed
