"""The chat screen, driven by Textual's pilot over a fake agent."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.command import CommandPalette
from textual.widgets import Collapsible, DataTable, Static

from agent.errors import MnemeError
from agent.reply import Mark, Reply
from memory_store.slot import Slot
from tests.ui.driving import in_pane, noticed, running, send, texts, until
from tests.ui.fake import WHEN, FakeAgent, Gate
from ui.app import MOST_ENTRIES, MnemeApp
from ui.widgets.memories import MOST_ROWS, MemoriesScreen
from ui.widgets.message import Entry
from ui.widgets.pane import MemoryPane, marked
from ui.widgets.prompt import Prompt


async def test_teaching_and_asking_shows_the_answer_and_its_memories() -> None:
    async with running() as (app, pilot):
        await send(pilot, "My sister is Anna.", "Anna lives in Berlin.", "Where does she live?")
        assert texts(app)[-2:] == ["Where does she live?", "Berlin."]
        await until(pilot, lambda: "Hop 2 · read" in in_pane(app))
        assert "Hop 1 · read" in in_pane(app)
        assert "93% sure" in in_pane(app)


async def test_used_read_and_considered_are_told_apart() -> None:
    agent = FakeAgent()
    for text in ("one", "in Berlin", "three", "four"):
        agent.add(text)
    reply = agent.hear("?", at=WHEN, watch=lambda _: None)
    reply = replace(reply, evidence=reply.evidence[1:])  # the first is read and not used
    app = MnemeApp(Gate(agent), lambda: WHEN)  # type: ignore[arg-type]
    async with app.run_test(size=(120, 36)) as pilot:
        app.query_one(MemoryPane).reply = reply
        await until(pilot, lambda: bool(app.query(Collapsible)))
        weights = [str(part.content) for part in app.query(".weight").results(Static)]
        assert weights[0].startswith("○ ")
        assert weights[0].endswith("80%  read, not used")
        assert weights[1].startswith("● ")
        assert weights[1].endswith("70%  used")
        assert "━" * 10 + "─" * 2 in weights[0]
        assert all(considered.collapsed for considered in app.query(Collapsible))
        considered = [str(part.content) for part in app.query(".considered").results(Static)]
        assert considered == ["·  15%  in Berlin", "·  10%  three", "·  10%  four"]


def test_the_answers_words_are_lit_inside_their_memory() -> None:
    slot = Slot(7, "Anna [b] \x07 lives in Berlin.", "user", WHEN)
    at = slot.text.index("Berlin")
    shown = marked(slot, (Mark(7, at, at + 6), Mark(8, 0, 4)))
    assert [shown.plain[span.start : span.end] for span in shown.spans] == ["Berlin"]


async def test_an_unknown_answer_shows_the_nearest_and_calls_them_no_answer() -> None:
    agent = FakeAgent()
    agent.add("Tom is tall.")
    async with running(Gate(agent)) as (app, pilot):
        await send(pilot, "Where is Anna?")
        await until(pilot, lambda: "Nearest, not an answer" in in_pane(app))
        assert "Not told" in in_pane(app)
        assert "Tom is tall." in in_pane(app)
        assert "used" not in in_pane(app)


async def test_what_a_turn_stored_and_who_told_it_stands_in_the_pane() -> None:
    reply = Reply(
        "Noted.",
        "stored",
        stored=(Slot(4, "I moved.", "[b]Gina", WHEN, superseded_by=9),),
        forgotten=(Slot(5, "[/] old", "user", WHEN),),
    )
    async with running() as (app, pilot):
        app.query_one(MemoryPane).reply = reply
        await until(pilot, lambda: "I moved." in in_pane(app))
        assert "#4, told 2 March 2026, 09:00 by [b]Gina, superseded by #9" in in_pane(app)
        assert "− [/] old" in in_pane(app)


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
        assert texts(app) == ["boom", "not answered", "still here", "Noted."]


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
        assert "/nonsense" in noticed(app)
        assert not texts(app)


async def test_tab_completes_a_command() -> None:
    async with running() as (app, pilot):
        await pilot.press("/", "f", "tab")
        assert app.query_one(Prompt).text == "/forget "
        assert app.focused is app.query_one(Prompt)


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
        await pilot.press("x")
        assert app.query_one(Prompt).text == "x"


async def test_a_pane_hidden_when_wide_does_not_cover_a_window_made_narrow() -> None:
    async with running(size=(120, 30)) as (app, pilot):
        await pilot.press("ctrl+b")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert app.query_one("#talk").styles.display == "block"
        assert app.query_one(MemoryPane).styles.display == "none"


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
        assert app.query(Entry)[7].has_class("selected")
        app.query(Entry)[4].focus()
        await until(pilot, lambda: "Hop 2" in in_pane(app))
        assert [e.text for e in app.query(".selected").results(Entry)] == ["Berlin."]


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


async def test_ctrl_c_copies_the_selection_before_it_clears() -> None:
    async with running() as (app, pilot):
        prompt = app.query_one(Prompt)
        prompt.fill("a draft")
        prompt.select_all()
        await pilot.press("ctrl+c")
        assert app.clipboard == "a draft"
        assert prompt.text == "a draft"


async def test_the_editor_gets_the_draft_and_gives_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "my editor"
    script.write_text("#!/bin/sh\nprintf ' and more' >> \"$1\"\n")
    script.chmod(0o700)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"'{script}'")
    async with running() as (app, pilot):
        app.query_one(Prompt).fill("a draft")
        await pilot.press("ctrl+g")
        assert "cannot be lent" in noticed(app)  # a test has no terminal to lend
        monkeypatch.setattr(app, "suspend", nullcontext)
        await pilot.press("ctrl+g")
        assert app.query_one(Prompt).text == "a draft and more"


@pytest.mark.parametrize("editor", ["false", "no-such-editor"])
async def test_an_editor_that_fails_gives_the_terminal_back(
    monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    given = []

    @contextmanager
    def lent() -> Iterator[None]:  # Textual's own takes it back only from a context without error
        yield
        given.append("back")

    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    async with running() as (app, pilot):
        monkeypatch.setattr(app, "suspend", lent)
        app.query_one(Prompt).fill("a draft")
        await pilot.press("ctrl+g")
        assert given == ["back"]
        assert editor in noticed(app)
        assert app.query_one(Prompt).text == "a draft"


async def test_what_is_typed_at_a_message_goes_to_the_prompt() -> None:
    async with running() as (app, pilot):
        await send(pilot, "hello")
        await until(pilot, lambda: len(app.query(Entry)) == 2)
        app.query(Entry).first().focus()
        await pilot.press("C", "a", "t")
        prompt = app.query_one(Prompt)
        assert (prompt.text, prompt.has_focus) == ("Cat", True)
        app.query(Entry).first().focus()
        await pilot.press("y")
        assert app.clipboard == "hello"
        assert prompt.text == "Cat"


@pytest.mark.parametrize("at", ["prompt", "message"])
async def test_a_paste_goes_to_the_prompt_once(at: str) -> None:
    async with running() as (app, pilot):
        await send(pilot, "hello")
        await until(pilot, lambda: len(app.query(Entry)) == 2)
        if at == "message":
            app.query(Entry).first().focus()
            await pilot.pause()
        app.post_message(events.Paste("two words"))
        await until(pilot, lambda: bool(app.query_one(Prompt).text))
        await pilot.pause()
        assert app.query_one(Prompt).text == "two words"


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


async def test_the_palette_opens_from_the_prompt_and_knows_the_commands() -> None:
    async with running() as (app, pilot):
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        await pilot.press("escape")
        names = [command.title for command in app.get_system_commands(app.screen)]
        assert {"Memories", "Undo", "Retry", "Theme", "Quit"} <= set(names)
        assert len(names) == len(set(names))


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


async def test_export_and_undo_commands(tmp_path: Path) -> None:
    agent = FakeAgent()
    agent.add("Tom is tall.")
    file = tmp_path / "out.jsonl"
    async with running(Gate(agent)) as (app, pilot):
        await send(pilot, f"/export {file}")
        await until(pilot, lambda: "1 memories written" in noticed(app))
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


async def test_enter_never_overtakes_what_was_typed_before_it() -> None:
    async with running() as (app, pilot):
        for key in ("a", "b", "c", "enter", "d", "enter"):
            app.post_message(events.Key(key, key if len(key) == 1 else "\r"))
        await until(pilot, lambda: texts(app)[-1:] == ["Noted."] and not app._pending)
        await pilot.pause()
        assert [e.text for e in app.query(Entry) if e.has_class("person")] == ["abc", "d"]
