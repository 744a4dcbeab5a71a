"""The prompt: drafts, earlier lines, commands, the editor, and where letters go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Static

from tests.ui.driving import noticed, running, send, texts, until
from ui.commands import COMMANDS
from ui.widgets.message import Entry
from ui.widgets.prompt import Prompt


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


async def test_tab_again_goes_to_the_next_command() -> None:
    async with running() as (app, pilot):
        await pilot.press("/", "e")
        found = []
        for _ in range(3):
            await pilot.press("tab")
            found.append(app.query_one(Prompt).text)
        assert found == ["/export ", "/engine ", "/export "]
        await pilot.press("x", "tab")
        assert app.query_one(Prompt).text == "/export x"


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


async def test_enter_never_overtakes_what_was_typed_before_it() -> None:
    async with running() as (app, pilot):
        for key in ("a", "b", "c", "enter", "d", "enter"):
            app.post_message(events.Key(key, key if len(key) == 1 else "\r"))
        await until(pilot, lambda: texts(app)[-1:] == ["Noted."] and not app._pending)
        await pilot.pause()
        assert [e.text for e in app.query(Entry) if e.has_class("person")] == ["abc", "d"]


async def test_a_mistyped_command_is_refused_and_not_remembered() -> None:
    async with running() as (app, pilot):
        await send(pilot, "/forgt 12")
        assert app.query_one(Prompt).text == "/forgt 12"
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
        assert rows[0].split()[0] == "/memories"
        assert rows[-1].strip() == f"… and {len(COMMANDS) - len(rows) + 1} more"
        assert size[0] == 80 or all("…" in row for row in rows)


async def test_a_terminal_of_the_usual_size_lists_every_command() -> None:
    async with running(size=(80, 24)) as (app, pilot):
        await pilot.press("/")
        await pilot.pause()
        assert app.query_one("#suggestions").region.height == len(COMMANDS)
        assert app.query_one(Prompt).region.bottom <= 23


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


async def test_a_cleared_draft_can_be_walked_to_and_is_not_written(tmp_path: Path) -> None:
    async with running(state=tmp_path) as (app, pilot):
        await send(pilot, "Tom is tall.")
        prompt = app.query_one(Prompt)
        prompt.fill("my PIN is 4711")
        await pilot.press("ctrl+c")
        assert prompt.text == ""
        await send(pilot, "Gina is small.")
        assert "4711" not in (tmp_path / "history.jsonl").read_text()
        await pilot.press("up", "up")
        assert prompt.text == "my PIN is 4711"
        await pilot.press("enter")
        await until(pilot, lambda: "4711" in (tmp_path / "history.jsonl").read_text())


async def test_searching_an_empty_history_says_so() -> None:
    async with running() as (app, pilot):
        await pilot.press("ctrl+r")
        assert noticed(app) == "Nothing typed yet."
