"""The conversation: what is said, what waits, what fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.reply import Reply
from memory_store.slot import Slot
from tests.ui.driving import in_pane, noticed, running, send, texts, until
from tests.ui.fake import WHEN, FakeAgent, Gate
from ui.app import MOST_ENTRIES, MnemeApp
from ui.widgets.message import Entry
from ui.widgets.prompt import Prompt


async def test_teaching_and_asking_shows_the_answer_and_its_memories() -> None:
    async with running() as (app, pilot):
        await send(pilot, "My sister is Anna.", "Anna lives in Berlin.", "Where does she live?")
        assert texts(app)[-2:] == ["Where does she live?", "Berlin."]
        await until(pilot, lambda: "Hop 2 · read" in in_pane(app))
        assert "Hop 1 · read" in in_pane(app)
        assert "93% sure" in in_pane(app)


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


async def test_esc_takes_back_the_newest_waiting_message() -> None:
    gate = Gate(FakeAgent(), is_open=False)
    async with running(gate) as (app, pilot):
        for line in ("first", "second"):
            app.query_one(Prompt).fill(line)
            await pilot.press("enter")
        await until(pilot, lambda: len(app.query(Entry)) == 4)
        await pilot.press("escape")
        assert app.query_one(Prompt).text == "second"
        gate.open()
        await until(pilot, lambda: not app._pending)
        await pilot.pause()
        assert texts(app) == ["first", "Noted."]
        assert [slot.text for slot in gate.agent.slots] == ["first"]


async def test_an_expected_error_is_a_notice_and_the_chat_goes_on() -> None:
    async with running() as (app, pilot):
        await send(pilot, "boom")
        assert noticed(app) == "no [red] good [/] path [/tmp/x]"
        await send(pilot, "still here")
        assert not noticed(app)  # what was said about the line before is over
        why = "not answered: no [red] good [/] path [/tmp/x]"
        assert texts(app) == ["boom", why, "still here", "Noted."]


async def test_an_unforeseen_error_names_a_file_that_holds_none_of_the_words(
    tmp_path: Path,
) -> None:
    async with running(state=tmp_path / "screen") as (app, pilot):
        await send(pilot, "crash")
        file = tmp_path / "screen" / "fault.txt"
        assert "ValueError: [b unexpected" in noticed(app)
        assert str(file) in noticed(app)
        assert "ValueError" in file.read_text()
        assert "[b unexpected\n" not in file.read_text()
        assert file.stat().st_mode & 0o077 == 0
        assert file.parent.stat().st_mode & 0o077 == 0


async def test_y_copies_the_focused_message_and_ctrl_c_never_quits() -> None:
    async with running() as (app, pilot):
        await send(pilot, "Tom is [b tall.")
        await pilot.press("shift+tab", "up", "y")
        assert app.clipboard == "Tom is [b tall."
        assert noticed(app) == "Sent to the terminal's clipboard."
        await pilot.press("ctrl+c")
        assert app.is_running
        await pilot.press("escape")
        assert app.focused is app.query_one(Prompt)


async def test_the_tail_is_followed_only_from_the_bottom() -> None:
    gate = Gate(FakeAgent())
    async with running(gate, size=(80, 20)) as (app, pilot):
        await send(pilot, *(f"fact {number}" for number in range(12)))
        log = app.query_one("#log")
        await until(pilot, lambda: log.scroll_y == log.max_scroll_y > 0)
        await pilot.press("pageup")
        await pilot.pause()
        at = log.scroll_y
        assert at < log.max_scroll_y
        await log.mount(Entry("something new at the end"))
        await pilot.pause()
        assert log.scroll_y == at
        await pilot.press(*["pagedown"] * 4)
        await until(pilot, lambda: log.scroll_y == log.max_scroll_y)


async def test_the_conversation_keeps_a_bounded_number_of_widgets() -> None:
    async with running() as (app, pilot):
        for number in range(1_000):
            await app._ask(f"fact {number}")
            if number % 50 == 0:
                await pilot.pause()
        await until(pilot, lambda: not app._pending)
        await send(pilot, "last")
        assert len(app.query(Entry)) == MOST_ENTRIES
        assert texts(app)[-2:] == ["last", "Noted."]


async def test_no_waiting_message_leaves_the_screen_unanswered() -> None:
    gate = Gate(FakeAgent(), is_open=False)
    async with running(gate) as (app, pilot):
        for number in range(MOST_ENTRIES):
            await app._ask(f"fact {number}")
        gate.open()
        await until(pilot, lambda: not app._pending)
        assert texts(app)[:2] == ["fact 0", "Noted."]


async def test_clear_keeps_the_memories() -> None:
    agent = FakeAgent()
    async with running(Gate(agent)) as (app, pilot):
        await send(pilot, "a fact", "/clear")
        await until(pilot, lambda: not texts(app))
        assert len(agent.slots) == 1


async def test_a_click_chooses_a_message_and_leaves_the_focus_in_the_prompt() -> None:
    async with running() as (app, pilot):
        await send(pilot, "one", "two")
        await until(pilot, lambda: len(app.query(Entry)) == 4)
        await pilot.click(app.query(Entry).first())
        await until(pilot, lambda: app.query(Entry)[1].has_class("selected"))
        await pilot.press("y", "e", "s")
        assert app.query_one(Prompt).text == "yes"
        assert not app.clipboard


async def test_up_ends_at_the_first_message() -> None:
    async with running() as (app, pilot):
        await send(pilot, "one", "two")
        await until(pilot, lambda: len(app.query(Entry)) == 4)
        await pilot.press("shift+tab", *["up"] * 6)
        assert app.focused is app.query(Entry).first()
        await pilot.press("down")
        assert app.focused is app.query(Entry)[1]


class Understanding(FakeAgent):
    """Takes "she" for Anna, whom it believes to have moved."""

    def hear(self, text: str, *, at: object, watch: object) -> Reply:  # type: ignore[override]
        anna = Slot(1, "Anna lives in Oslo.", "user", WHEN)
        she = Slot(2, text, "user", WHEN, meant=((0, 3, "Anna [b]", 1),))
        return Reply("Noted.", "stored", stored=(she,), superseded=(anna,))


@pytest.mark.parametrize(("size", "is_alone"), [((80, 24), True), ((120, 36), False)])
async def test_what_was_understood_is_said_where_no_pane_shows_it(
    size: tuple[int, int], is_alone: bool
) -> None:
    async with running(Gate(Understanding()), size=size) as (app, pilot):
        await send(pilot, "She lives in Rome now.")
        shown = str(app.query(Entry).last().content)
        below = '\n  “She” = Anna [b] (#1)\n  no longer so: "Anna lives in Oslo." (#1)'
        assert shown == "Noted." + below * is_alone
        assert texts(app)[-1] == "Noted."  # what y copies
        await pilot.press("ctrl+b")
        await send(pilot, "She lives in Bari now.")
        if not is_alone:
            assert str(app.query(Entry).last().content) == "Noted." + below


async def test_notices_leave_the_prompt_free() -> None:
    app = MnemeApp(Gate(FakeAgent()), lambda: WHEN)  # type: ignore[arg-type]
    async with app.run_test(size=(60, 20), notifications=True) as pilot:
        await send(pilot, "/nonsense")
        await until(pilot, lambda: bool(app.screen.query("Toast")))
        await pilot.pause()
        assert app.screen.query("Toast").first().region.bottom < app.query_one(Prompt).region.y
