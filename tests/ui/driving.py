"""What the screen's tests share: run the app, type into it, look at it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import DataTable, Static

from tests.ui.fake import WHEN, FakeAgent, Gate
from ui.app import MnemeApp
from ui.widgets.memories import MemoriesScreen
from ui.widgets.message import Entry
from ui.widgets.pane import MemoryPane
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


def in_pane(app: MnemeApp) -> str:
    pane = app.query_one(MemoryPane)
    return "\n".join(str(part.content) for part in pane.query(Static))


def noticed(app: MnemeApp) -> str:
    return "\n".join(notice.message for notice in app._notifications)


def texts(app: MnemeApp) -> list[str]:
    return [entry.text for entry in app.query(Entry)]


def remembering(*lines: str) -> FakeAgent:
    agent = FakeAgent()
    for line in lines:
        agent.add(line)
    return agent


async def listed(pilot: Screen, rows: int) -> DataTable[object]:
    """The open list of memories, once it has this many."""
    await until(pilot, lambda: isinstance(pilot.app.screen, MemoriesScreen))
    table = pilot.app.screen.query_one(DataTable)
    await until(pilot, lambda: table.row_count == rows)
    return table
