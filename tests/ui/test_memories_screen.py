"""The list of all memories."""

from __future__ import annotations

from textual.widgets import DataTable, HelpPanel, Input, Label, Static

from agent.errors import MnemeError
from memory_store.slot import Slot
from tests.ui.driving import listed, remembering, running, send, until
from tests.ui.fake import WHEN, FakeAgent, Gate
from ui.app import MnemeApp
from ui.widgets.memories import MOST_ROWS, MemoriesScreen
from ui.widgets.prompt import Prompt


async def test_memories_screen_searches_forgets_and_undoes() -> None:
    agent = FakeAgent()
    for text in ("Anna lives in Berlin.", "Tom is [b tall."):
        agent.add(text)
    async with running(Gate(agent)) as (app, pilot):
        await send(pilot, "/memories")
        await until(pilot, lambda: isinstance(app.screen, MemoriesScreen))
        table = app.screen.query_one(DataTable)
        await until(pilot, lambda: table.row_count == 2)
        await until(pilot, lambda: table.ordered_columns[2].get_render_width(table) > 20)
        await pilot.press("t", "o", "m")
        await until(pilot, lambda: table.row_count == 1)
        await pilot.press("ctrl+d")
        await until(pilot, lambda: len(agent.slots) == 1)
        await until(pilot, lambda: table.row_count == 0)
        await pilot.press("ctrl+u")
        await until(pilot, lambda: table.row_count == 1)
        await pilot.press("down", "delete")
        await until(pilot, lambda: len(agent.slots) == 1)
        await pilot.press("escape")
        assert not isinstance(app.screen, MemoriesScreen)


async def test_a_large_memory_lists_its_newest() -> None:
    agent = FakeAgent()
    for number in range(MOST_ROWS + 5):
        agent.add(f"fact {number}")
    async with running(Gate(agent)) as (app, pilot):
        await send(pilot, "/memories")
        await until(pilot, lambda: isinstance(app.screen, MemoriesScreen))
        table = app.screen.query_one(DataTable)
        await until(pilot, lambda: table.row_count == MOST_ROWS)
        assert table.get_row_at(0)[0] == str(MOST_ROWS + 5)


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
        await until(pilot, lambda: str(count.content) == "1 of 1 memory")


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


def oslo() -> FakeAgent:
    agent = remembering("Tom is tall.")
    agent.slots.append(Slot(2, "Anna lives in " + "Oslo " * 60, "user", WHEN, superseded_by=3))
    agent.slots.append(Slot(3, "She [b] moved.", "user", WHEN, meant=((0, 3, "Anna", 2),)))
    return agent


async def test_the_memory_under_the_cursor_is_read_as_a_whole() -> None:
    async with running(Gate(oslo())) as (app, pilot):
        await send(pilot, "/memories")
        table = await listed(pilot, 3)
        assert table.get_row_at(0)[1] == "02 Mar 26"
        assert str(table.get_row_at(1)[2]).startswith("superseded by #3  Anna lives in Oslo")
        whole = app.screen.query_one("#whole", Static)
        said = "She [b] moved.\n#3, told 2 March 2026, 09:00; “She” = Anna (#2)"
        await until(pilot, lambda: str(whole.content) == said)
        await pilot.press("down", "down")
        await until(pilot, lambda: str(whole.content).count("Oslo") == 60)
        await pilot.press("t", "o", "m")
        await until(pilot, lambda: str(whole.content).startswith("Tom is tall."))
        await pilot.press("x")
        await until(pilot, lambda: str(whole.content) == "")


async def test_letters_typed_at_the_list_search_and_up_goes_back_to_the_search() -> None:
    async with running(Gate(oslo())) as (app, pilot):
        await send(pilot, "/memories")
        await listed(pilot, 3)
        search = app.screen.query_one(Input)
        await pilot.press("t", "down", "o", "m")
        assert (search.value, search.has_focus) == ("tom", True)
        await pilot.press("down", "up")
        assert search.has_focus


async def test_a_narrow_list_has_room_for_words_alone() -> None:
    async with running(Gate(oslo()), size=(60, 20)) as (_, pilot):
        await send(pilot, "/memories")
        table = await listed(pilot, 3)
        assert [str(column.label) for column in table.ordered_columns] == ["#", "Memory"]
        await pilot.resize_terminal(120, 30)
        await until(pilot, lambda: len(table.ordered_columns) == 3)
        assert table.row_count == 3
